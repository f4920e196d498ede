// A member that does not play by the rules, for acceptance checks. It takes the command line of
// consentry-node and runs the same registry behind a decorator that
//
//     CONSENTRY_NODE_INJECTS   puts into its proposals what no honest member would
//     CONSENTRY_NODE_FLIPS     has one bit of each application hash turned over
//
// (one of them is defined when it is built). What it did stands in its log.

#include "app/node/json_log.h"
#include "app/node/node_arguments.h"
#include "app/node/node_program.h"
#include "core/adapters/abci/socket_server.h"
#include "core/adapters/state_store/level_store.h"
#include "core/adapters/system/posix_file_system.h"
#include "core/adapters/system/system_clock.h"
#include "core/node/registry_application.h"

#include <array>
#include <iostream>

namespace consentry {
namespace {

/// Passes everything on.
class Decorator : public ReplicatedApplication {
public:
    Decorator(ReplicatedApplication& honest, OperatorLog& log) : m_honest(honest), m_log(log) {}

    Result<ApplicationInfo> info() override { return m_honest.info(); }
    Result<QueryAnswer> query(const ApplicationQuery& query) override {
        return m_honest.query(query);
    }
    Result<ChainStarted> startChain(const ChainStart& start) override {
        return m_honest.startChain(start);
    }
    Result<std::vector<Bytes>> prepareProposal(const ProposedBlock& block,
                                               std::size_t bytesMax) override {
        return m_honest.prepareProposal(block, bytesMax);
    }
    Result<bool> processProposal(const ProposedBlock& block) override {
        return m_honest.processProposal(block);
    }
    Result<FinalizedBlock> finalizeBlock(const ProposedBlock& block) override {
        return m_honest.finalizeBlock(block);
    }
    Result<> commit() override { return m_honest.commit(); }
    Result<TransactionOutcome> checkTransaction(ByteView transaction, CheckKind kind) override {
        return m_honest.checkTransaction(transaction, kind);
    }
    Result<std::vector<SnapshotOffer>> snapshots() override { return m_honest.snapshots(); }
    Result<Bytes> snapshotChunk(BlockHeight height, std::uint32_t format,
                                std::uint32_t index) override {
        return m_honest.snapshotChunk(height, format, index);
    }
    Result<OfferVerdict> offerSnapshot(const SnapshotOffer& offer, ByteView appHash) override {
        return m_honest.offerSnapshot(offer, appHash);
    }
    Result<ChunkAnswer> applySnapshotChunk(std::uint32_t index, ByteView chunk,
                                           const std::string& sender) override {
        return m_honest.applySnapshotChunk(index, chunk, sender);
    }

protected:
    ReplicatedApplication& m_honest;
    OperatorLog& m_log;
};

#ifdef CONSENTRY_NODE_INJECTS
/// In turn: no transaction at all, one twice, one with another signature, one of an old block, one
/// that is too large.
class Faulty final : public Decorator {
public:
    using Decorator::Decorator;

    Result<std::vector<Bytes>> prepareProposal(const ProposedBlock& block,
                                               std::size_t bytesMax) override {
        ASSIGN_OR_RETURN(std::vector<Bytes> chosen, Decorator::prepareProposal(block, bytesMax));
        constexpr std::array names{"garbage", "duplicate", "forged", "replayed", "oversized"};
        const std::size_t way = m_proposals++ % names.size();
        if (m_decided.empty()) {
            return chosen; // nothing to send again yet
        }
        const Bytes good = chosen.empty() ? m_decided : chosen.front();
        Bytes bad = good;
        switch (way) {
        case 0:
            bad = toBytes(bytesOf("no transaction"));
            break;
        case 1:
            break;
        case 2:
            bad.back() ^= std::byte{1}; // the signature is the last field
            break;
        case 3:
            bad = m_decided;
            break;
        default:
            bad.resize(tooLarge);
            break;
        }
        chosen.insert(chosen.end(), bad);
        if (way == 1) {
            chosen.push_back(bad);
        }
        m_log.info("injected", {{"what", names[way]}, {"height", block.height.value}});
        return chosen;
    }
    Result<FinalizedBlock> finalizeBlock(const ProposedBlock& block) override {
        ASSIGN_OR_RETURN(FinalizedBlock result, Decorator::finalizeBlock(block));
        for (std::size_t i = 0; i < result.outcomes.size(); ++i) {
            if (result.outcomes[i].code == 0) {
                m_decided = block.transactions[i];
            }
        }
        return result;
    }
    /// It votes for its own.
    Result<bool> processProposal(const ProposedBlock&) override { return true; }

private:
    /// More than a transaction may have, less than a block.
    static constexpr std::size_t tooLarge = std::size_t{512} << 10U;

    std::size_t m_proposals = 0;
    Bytes m_decided; ///< stands in a block
};
#else
class Faulty final : public Decorator {
public:
    using Decorator::Decorator;

    Result<FinalizedBlock> finalizeBlock(const ProposedBlock& block) override {
        ASSIGN_OR_RETURN(FinalizedBlock result, Decorator::finalizeBlock(block));
        *result.appHash.data() ^= std::byte{1};
        m_log.info("flipped", {{"height", block.height.value}});
        return result;
    }
};
#endif

Result<> serve(const std::filesystem::path& home, const node_app::NodeConfig& config,
               const Clock& clock, OperatorLog& log) {
    ASSIGN_OR_RETURN(const auto state, LevelStore::openOrCreate(home / "state"));
    ASSIGN_OR_RETURN(const auto snapshots, LevelStore::openOrCreate(home / "snapshots"));
    node::NodeMetrics metrics;
    const node::ApplicationOptions options{"faulty", config.snapshotInterval,
                                           static_cast<std::size_t>(config.snapshotsKept), 1};
    ASSIGN_OR_RETURN(const auto honest, node::RegistryApplication::open(*state, *snapshots, clock,
                                                                        log, metrics, options));
    Faulty faulty(*honest, log);
    ASSIGN_OR_RETURN(const auto server, abci::SocketServer::listen(config.listen, faulty, log));
    return server->run();
}

Result<> run(const std::vector<std::string>& words) {
    ASSIGN_OR_RETURN(const node_app::NodeArguments arguments, node_app::parseNodeArguments(words));
    adapters::PosixFileSystem files;
    ASSIGN_OR_RETURN(node_app::NodeConfig config, node_app::readConfig(files, arguments.home));
    for (const auto& [key, value] : arguments.settings) {
        RETURN_IF_ERROR(node_app::applySetting(config, key, value));
    }
    const adapters::SystemClock clock;
    node_app::JsonLog log(std::cerr, clock, config.logLevel);
    return serve(arguments.home, config, clock, log);
}

} // namespace
} // namespace consentry

int main(int argc, char** argv) {
    const auto ended = consentry::run({argv + 1, argv + argc});
    if (!ended) {
        std::cerr << toString(ended.error()) << "\n";
        return 1;
    }
    return 0;
}
