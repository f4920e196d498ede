#pragma once

#include "core/base/instant.h"
#include "core/node/block_executor.h"
#include "core/node/chain_mark.h"
#include "core/node/mempool.h"
#include "core/node/node_metrics.h"
#include "core/node/shared_verdicts.h"
#include "core/node/snapshot_maker.h"
#include "core/node/snapshot_restore.h"
#include "core/ports/operator_log.h"
#include "core/ports/replicated_application.h"
#include "core/registry/state_objects.h"

namespace consentry::node {

struct ApplicationOptions {
    std::string version; ///< of the program
    /// A snapshot is made at every height that is a multiple of this; 0 makes none.
    std::uint64_t snapshotInterval = 0;
    std::size_t snapshotsKept = 2;
    /// The newest version of the rules that the program knows. Before a block of newer ones it
    /// stops: every call of the consensus side is Unsupported.
    std::uint64_t rulesNewest = 1;
};

/// The consent registry behind a consensus engine: see ReplicatedApplication for what it promises.
/// Each side of the engine may call from a thread of its own.
class RegistryApplication final : public ReplicatedApplication {
public:
    /// What stands in the headers of a chain that begins as the version of the rules.
    static constexpr std::uint64_t protocolVersion = 1;

    /// All must outlive this. `state` may hold a chain already: DamagedData where it is not the one
    /// that its own record says, Unsupported where its next block has rules that the program does
    /// not know. `snapshots` is another store.
    static Result<std::unique_ptr<RegistryApplication>>
    open(KeyValueStore& state, KeyValueStore& snapshots, const Clock& clock, OperatorLog& log,
         NodeMetrics& metrics, const ApplicationOptions& options);

    Result<ApplicationInfo> info() override;
    Result<QueryAnswer> query(const ApplicationQuery& query) override;
    Result<ChainStarted> startChain(const ChainStart& start) override;
    Result<std::vector<Bytes>> prepareProposal(const ProposedBlock& block,
                                               std::size_t bytesMax) override;
    Result<bool> processProposal(const ProposedBlock& block) override;
    Result<FinalizedBlock> finalizeBlock(const ProposedBlock& block) override;
    Result<> commit() override;
    Result<TransactionOutcome> checkTransaction(ByteView transaction, CheckKind kind) override;
    Result<std::vector<SnapshotOffer>> snapshots() override;
    Result<Bytes> snapshotChunk(BlockHeight height, std::uint32_t format,
                                std::uint32_t index) override;
    Result<OfferVerdict> offerSnapshot(const SnapshotOffer& offer, ByteView appHash) override;
    Result<ChunkAnswer> applySnapshotChunk(std::uint32_t index, ByteView chunk,
                                           const std::string& sender) override;

private:
    /// A chain that was begun: from then on it never changes but by commits.
    struct Chain {
        Chain(ChainMark where, std::unique_ptr<StoredState> stored, SharedVerdicts& verdicts);

        const std::string id;
        ChainMark mark; ///< consensus side only
        std::unique_ptr<StoredState> state;
        BlockExecutor executor; ///< consensus side only
        Mempool mempool;
        /// What finalizeBlock was given and where it leads, until it is committed.
        std::optional<ProposedBlock> decided;
        /// The agreed upgrade that operators were told of; consensus side only.
        registry::UpgradeState toldUpgrade;
        Digest decidedHash;
    };

    RegistryApplication(KeyValueStore& state, KeyValueStore& snapshots, const Clock& clock,
                        OperatorLog& log, NodeMetrics& metrics, ApplicationOptions options);

    Result<> openChain();
    std::shared_ptr<Chain> chain() const;
    /// InvalidArgument where no chain was begun.
    Result<std::shared_ptr<Chain>> begunChain() const;
    Result<ChainStarted> startedAs(const ChainMark& mark, const Digest& genesis) const;
    /// Unsupported where the rules of this block are newer than the program.
    Result<> requireKnownRules(const Chain& chain, BlockHeight height) const;
    /// Says what was agreed for later, and whether this program knows it.
    Result<> tellAgreedRules(Chain& chain) const;
    void tellUpdates(const ProposedBlock& block, const ConsensusUpdates& updates) const;
    void snapshotIfDue(const Chain& chain);
    void count(const Chain& chain);

    KeyValueStore& m_stateStore;
    SnapshotShelf m_shelf;
    const Clock& m_clock;
    OperatorLog& m_log;
    NodeMetrics& m_metrics;
    ApplicationOptions m_options;
    SharedVerdicts m_verdicts;

    /// Consensus and the taking over of a snapshot: one call at a time.
    std::mutex m_changing;
    SnapshotRestore m_restore;
    SnapshotMaker m_maker;

    mutable std::mutex m_chainMutex; ///< guards the pointer
    std::shared_ptr<Chain> m_chain;
};

} // namespace consentry::node
