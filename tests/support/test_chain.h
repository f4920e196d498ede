#pragma once

#include "core/light_client/light_client.h"

#include <functional>
#include <map>

namespace consentry::test {

/// A small chain of our own with honest and less honest validators, the same on every run. Block
/// times are 5 s apart from 2026-06-30T00:00:00Z on.
class TestChain {
public:
    static constexpr const char* chainId = "test-consortium";

    /// Members 0 to `validators` − 1 with power 1 each start as validators.
    explicit TestChain(std::size_t validators = 4);

    /// Members who validate from the block after the next one on, each with power 1.
    void changeValidators(const std::vector<std::size_t>& members);
    /// Adds a block; the header commits to what the block before held.
    const light_client::LightBlock& add(std::vector<Bytes> transactions = {},
                                        std::vector<light_client::TxResultFields> results = {},
                                        const Digest& stateAfter = Digest());
    void grow(std::size_t blocks);

    std::size_t height() const { return m_blocks.size(); }
    /// From height 1.
    const light_client::LightBlock& at(std::size_t height) const { return m_blocks[height - 1]; }
    light_client::TrustedState trust(std::size_t height) const;
    light_client::Options options() const;
    /// One second after the newest block.
    Instant now() const;

    /// Any header, signed by these members as validators of `set`: what a quorum could do.
    static light_client::LightBlock sign(light_client::Header header,
                                         const light_client::ValidatorSet& set,
                                         const std::vector<std::size_t>& signers,
                                         std::uint32_t round = 0);
    static light_client::ValidatorSet setOf(const std::vector<std::size_t>& members);
    static const SigningKey& member(std::size_t index);

private:
    std::vector<std::size_t> m_current;
    std::vector<std::size_t> m_next;
    std::vector<light_client::LightBlock> m_blocks;
    Digest m_state;
    Digest m_results;
};

} // namespace consentry::test
