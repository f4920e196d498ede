#pragma once

#include "tests/support/engine_client.h"
#include "tests/unit/node/node_world.h"

#include <map>

namespace consentry::test {

/// What a consensus engine remembers of its chain, and how it brings an application to where it
/// stands itself. Blocks are decided by a test; the kit applies them a second time and knows every
/// hash. Throws where the application answers otherwise.
class EngineModel {
public:
    EngineModel() : m_start(chainStartOf(kit.genesis)) {}

    registry::test::Kit kit;

    /// The handshake: InitChain at height 0, then every block that the application lacks. Returns
    /// how many were replayed.
    std::size_t handshake(EngineClient& consensus) {
        const auto info = consensus.info();
        const auto height = static_cast<std::uint64_t>(info.last_block_height());
        expect(height == m_saved || height == m_blocks.size(), "the application's height");
        if (height == 0) {
            const auto started = consensus.startChain(m_start);
            m_hashes[0] = started.init_chain().app_hash();
            expect(started.has_init_chain(), "the reply to InitChain");
        } else {
            expect(info.last_block_app_hash() == m_hashes.at(height), "the application's hash");
        }
        std::size_t replayed = 0;
        for (std::uint64_t next = height + 1; next <= m_blocks.size(); ++next, ++replayed) {
            finalize(consensus, next);
            consensus.commit();
        }
        m_saved = m_blocks.size();
        return replayed;
    }

    /// A block that the validators decided: kept from now on, whatever becomes of the application.
    void decide(std::vector<Bytes> transactions, milliseconds later) {
        const auto outcome = kit.apply(transactions, later);
        m_blocks.push_back({kit.height, kit.time, std::move(transactions), 0});
        std::vector<std::uint32_t>& codes = m_codes.emplace_back();
        for (const registry::TxResult& result : outcome.results) {
            codes.push_back(static_cast<std::uint32_t>(result.code));
        }
    }
    void finalize(EngineClient& consensus, std::uint64_t height) {
        const auto reply = consensus.finalize(m_blocks.at(height - 1));
        const auto& codes = m_codes.at(height - 1);
        expect(static_cast<std::size_t>(reply.tx_results_size()) == codes.size(), "results");
        for (int i = 0; i < reply.tx_results_size(); ++i) {
            expect(reply.tx_results(i).code() == codes[static_cast<std::size_t>(i)], "a code");
        }
        const auto [known, isNew] = m_hashes.emplace(height, reply.app_hash());
        expect(known->second == reply.app_hash(), "the hash of a block that came twice");
    }
    void finalizeNewest(EngineClient& consensus) { finalize(consensus, m_blocks.size()); }
    /// The engine noted the newest block's commit.
    void saved() { m_saved = m_blocks.size(); }

    std::uint64_t height() const { return m_blocks.size(); }
    const std::string& hash(std::uint64_t height) const { return m_hashes.at(height); }

private:
    static void expect(bool holds, const char* what) {
        if (!holds) {
            throw std::runtime_error(std::string("not as it must be: ") + what);
        }
    }

    ChainStart m_start;
    std::vector<ProposedBlock> m_blocks; ///< block of height i + 1: the block store
    std::vector<std::vector<std::uint32_t>> m_codes;
    std::map<std::uint64_t, std::string> m_hashes;
    std::uint64_t m_saved = 0; ///< the state store
};

} // namespace consentry::test
