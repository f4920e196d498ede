#include "core/node/registry_application.h"

#include "core/crypto/hash.h"
#include "core/node/application_state.h"
#include "core/node/consensus_updates.h"
#include "core/node/proposals.h"
#include "core/node/state_queries.h"
#include "core/registry/block_order.h"
#include "core/registry/types.h"

#include <algorithm>
#include <set>

namespace consentry::node {
namespace {

constexpr std::size_t validatorsMax = 100;
/// Below this the loss of one validator stops the chain (protocol §9).
constexpr std::size_t validatorsWanted = 4;

using SteadyClock = std::chrono::steady_clock;

std::uint64_t microsSince(SteadyClock::time_point start) {
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - start).count());
}

registry::Block blockOf(const ProposedBlock& block) {
    return {block.height, block.time, block.transactions};
}

Result<> checkValidators(const std::vector<ChainValidator>& validators) {
    if (validators.empty() || validators.size() > validatorsMax) {
        return fail(ErrorCode::InvalidArgument,
                    "a genesis with " + std::to_string(validators.size()) + " validators");
    }
    std::set<SigningPublicKey> keys;
    for (const ChainValidator& validator : validators) {
        if (validator.power != 1) {
            return fail(ErrorCode::InvalidArgument, "every validator has the power 1");
        }
        if (!keys.insert(validator.key).second) {
            return fail(ErrorCode::InvalidArgument, "a validator stands twice in the genesis");
        }
    }
    return {};
}

/// Where the registry's genesis names the validators, the engine's genesis has exactly those.
Result<> checkAgreement(const registry::Genesis& genesis,
                        const std::vector<ChainValidator>& validators) {
    std::set<SigningPublicKey> named;
    for (const registry::GenesisOrganization& organization : genesis.organizations) {
        if (organization.validatorKey) {
            named.insert(*organization.validatorKey);
        }
    }
    const bool isSame = named.size() == validators.size() &&
                        std::ranges::all_of(validators, [&](const ChainValidator& one) {
                            return named.contains(one.key);
                        });
    if (!named.empty() && !isSame) {
        return fail(ErrorCode::InvalidArgument,
                    "the genesis file and its app_state name different validators");
    }
    return {};
}

} // namespace

RegistryApplication::Chain::Chain(ChainMark where, std::unique_ptr<StoredState> stored,
                                  SharedVerdicts& verdicts)
    : id(where.chainId), mark(std::move(where)), state(std::move(stored)),
      executor(id, *state, &verdicts), mempool(id, *state, &verdicts, {mark.height, mark.time}) {}

RegistryApplication::RegistryApplication(KeyValueStore& state, KeyValueStore& snapshots,
                                         const Clock& clock, OperatorLog& log, NodeMetrics& metrics,
                                         ApplicationOptions options)
    : m_stateStore(state), m_shelf(snapshots), m_clock(clock), m_log(log), m_metrics(metrics),
      m_options(std::move(options)), m_restore(state, m_shelf, log),
      m_maker(state, m_shelf, std::max<std::size_t>(m_options.snapshotsKept, 1), log) {}

Result<std::unique_ptr<RegistryApplication>>
RegistryApplication::open(KeyValueStore& state, KeyValueStore& snapshots, const Clock& clock,
                          OperatorLog& log, NodeMetrics& metrics,
                          const ApplicationOptions& options) {
    ASSIGN_OR_RETURN(const bool dropped, dropUnfinished(state));
    if (dropped) {
        log.warning("a snapshot that was taken over only in part was dropped");
    }
    std::unique_ptr<RegistryApplication> application(
        new RegistryApplication(state, snapshots, clock, log, metrics, options));
    RETURN_IF_ERROR(application->m_shelf.tidy());
    RETURN_IF_ERROR(application->openChain());
    return application;
}

Result<> RegistryApplication::openChain() {
    ASSIGN_OR_RETURN(const auto mark, readChainMark(m_stateStore));
    if (!mark) {
        return {};
    }
    ASSIGN_OR_RETURN(auto state, StoredState::open(m_stateStore, mark->height, mark->appHash));
    auto opened = std::make_shared<Chain>(*mark, std::move(state), m_verdicts);
    RETURN_IF_ERROR(requireKnownRules(*opened, BlockHeight(mark->height.value + 1)));
    RETURN_IF_ERROR(tellAgreedRules(*opened));
    count(*opened);
    const std::scoped_lock lock(m_chainMutex);
    m_chain = std::move(opened);
    return {};
}

std::shared_ptr<RegistryApplication::Chain> RegistryApplication::chain() const {
    const std::scoped_lock lock(m_chainMutex);
    return m_chain;
}

Result<std::shared_ptr<RegistryApplication::Chain>> RegistryApplication::begunChain() const {
    if (auto begun = chain()) {
        return begun;
    }
    return fail(ErrorCode::InvalidArgument, "a block before the chain was begun");
}

Result<> RegistryApplication::requireKnownRules(const Chain& chain, BlockHeight height) const {
    ASSIGN_OR_RETURN(const auto agreed, agreedUpgrade(chain.id, *chain.state));
    return node::requireKnownRules(agreed, height, m_options.rulesNewest);
}

Result<> RegistryApplication::tellAgreedRules(Chain& chain) const {
    ASSIGN_OR_RETURN(const auto agreed, agreedUpgrade(chain.id, *chain.state));
    if (agreed == chain.toldUpgrade) {
        return {};
    }
    chain.toldUpgrade = agreed;
    if (agreed.version == agreed.before || agreed.height <= chain.state->height()) {
        return {};
    }
    const bool isKnown = agreed.version <= m_options.rulesNewest;
    m_log.write(isKnown ? OperatorLog::Level::Info : OperatorLog::Level::Warning,
                isKnown ? "an upgrade was agreed on"
                        : "an upgrade was agreed on that this program does not know: install a "
                          "newer one before that block",
                {{"from_block", agreed.height.value}, {"version", agreed.version}});
    return {};
}

void RegistryApplication::tellUpdates(const ProposedBlock& block,
                                      const ConsensusUpdates& updates) const {
    if (!updates.validators.empty()) {
        const auto ending = static_cast<std::size_t>(
            std::ranges::count(updates.validators, 0, &ChainValidator::power));
        m_log.info("validators change", {{"from_block", block.height.value + 2},
                                         {"begin", updates.validators.size() - ending},
                                         {"end", ending}});
    }
    if (updates.protocolVersion) {
        m_log.info("other rules hold",
                   {{"from_block", block.height.value + 1}, {"version", *updates.protocolVersion}});
    }
}

void RegistryApplication::count(const Chain& chain) {
    m_metrics.height = chain.mark.height.value;
    m_metrics.blockTimeMillis = static_cast<std::uint64_t>(millisOf(chain.mark.time));
    m_metrics.stateObjects = chain.state->size();
    const SharedVerdicts::Counts signatures = m_verdicts.counts();
    m_metrics.signaturesVerified = signatures.verified;
    m_metrics.signaturesRepeated = signatures.repeated;
}

Result<ApplicationInfo> RegistryApplication::info() {
    ApplicationInfo info{"consentry", m_options.version, protocolVersion, {}, std::nullopt};
    if (const auto begun = chain()) {
        info.height = begun->state->height();
        info.appHash = begun->state->root();
        ASSIGN_OR_RETURN(const auto agreed, agreedUpgrade(begun->id, *begun->state));
        info.protocolVersion = agreed.versionAt(BlockHeight(info.height.value + 1));
    }
    return info;
}

Result<QueryAnswer> RegistryApplication::query(const ApplicationQuery& query) {
    const auto begun = chain();
    QueryAnswer answer = refuseQuery(QueryRefusal::NoChain, "this node has no state yet");
    if (begun) {
        ASSIGN_OR_RETURN(answer, answerQuery(begun->id, *begun->state, m_clock.now(), query));
    }
    if (answer.code == static_cast<std::uint32_t>(QueryRefusal::Damaged)) {
        m_log.error("an entry of the store is damaged; restore this node from a snapshot");
    }
    ++(answer.code == 0 ? m_metrics.queriesAnswered : m_metrics.queriesRefused);
    return answer;
}

// Consensus

Result<ChainStarted> RegistryApplication::startedAs(const ChainMark& mark,
                                                    const Digest& genesis) const {
    if (mark.height.value != 0 || mark.genesis != genesis) {
        return fail(ErrorCode::InvalidArgument,
                    "this node's store holds another chain, or is further than the engine's");
    }
    return ChainStarted{mark.appHash, static_cast<std::int64_t>(registry::limits::blockBytesMax),
                        protocolVersion};
}

Result<ChainStarted> RegistryApplication::startChain(const ChainStart& start) {
    const std::scoped_lock changing(m_changing);
    ASSIGN_OR_RETURN(const registry::Genesis genesis, fromApplicationState(start.applicationState));
    if (genesis.chainId != start.chainId) {
        return fail(ErrorCode::InvalidArgument,
                    "the genesis file and its app_state name different chains");
    }
    if (start.initialHeight != 1) {
        return fail(ErrorCode::InvalidArgument, "a chain begins at height 1");
    }
    if (millisOf(start.time) < 0) {
        return fail(ErrorCode::InvalidArgument, "the genesis time lies before 1970");
    }
    RETURN_IF_ERROR(checkValidators(start.validators));
    RETURN_IF_ERROR(checkAgreement(genesis, start.validators));
    if (start.validators.size() < validatorsWanted) {
        m_log.warning("fewer than four validators: the loss of one stops the chain",
                      {{"validators", start.validators.size()}});
    }
    const Digest digest = sha256(registry::encodeGenesis(genesis));
    if (const auto begun = chain()) {
        return startedAs(begun->mark, digest);
    }
    ASSIGN_OR_RETURN(const registry::StateChanges changes, registry::genesisState(genesis));
    ASSIGN_OR_RETURN(const auto state, StoredState::open(m_stateStore, BlockHeight(0), Digest()));
    const ChainMark mark{genesis.chainId, BlockHeight(0), state->stage(changes), start.time,
                         digest};
    WriteBatch batch;
    putChainMark(batch, mark);
    RETURN_IF_ERROR(state->begin(std::move(batch)));
    RETURN_IF_ERROR(openChain());
    m_log.info("chain begun", {{"chain", mark.chainId}, {"app_hash", mark.appHash.hex()}});
    return startedAs(mark, digest);
}

Result<std::vector<Bytes>> RegistryApplication::prepareProposal(const ProposedBlock& block,
                                                                std::size_t bytesMax) {
    const std::scoped_lock changing(m_changing);
    ASSIGN_OR_RETURN(const auto begun, begunChain());
    RETURN_IF_ERROR(requireKnownRules(*begun, block.height));
    std::vector<Bytes> candidates = begun->mempool.protective();
    candidates.insert(candidates.end(), block.transactions.begin(), block.transactions.end());
    return chooseTransactions(begun->id, *begun->state, {block.height, block.time},
                              std::move(candidates), bytesMax, &m_verdicts);
}

Result<bool> RegistryApplication::processProposal(const ProposedBlock& block) {
    const std::scoped_lock changing(m_changing);
    ASSIGN_OR_RETURN(const auto begun, begunChain());
    RETURN_IF_ERROR(requireKnownRules(*begun, block.height));
    bool isAccepted = registry::acceptProposal(block.transactions);
    if (isAccepted) {
        ASSIGN_OR_RETURN(const registry::BlockOutcome* outcome,
                         begun->executor.examine(blockOf(block)));
        isAccepted = allAreWorthAPlace(block.transactions, outcome->results);
    }
    if (!isAccepted) {
        ++m_metrics.proposalsRejected;
        m_log.warning("proposal rejected", {{"height", block.height.value},
                                            {"transactions", block.transactions.size()}});
    }
    return isAccepted;
}

Result<FinalizedBlock> RegistryApplication::finalizeBlock(const ProposedBlock& block) {
    const std::scoped_lock changing(m_changing);
    const auto start = SteadyClock::now();
    ASSIGN_OR_RETURN(const auto begun, begunChain());
    begun->decided.reset();
    RETURN_IF_ERROR(requireKnownRules(*begun, block.height));
    ASSIGN_OR_RETURN(ExecutedBlock executed, begun->executor.execute(blockOf(block)));
    begun->decided = block;
    begun->decidedHash = executed.appHash;
    FinalizedBlock finalized{{}, executed.appHash, std::move(executed.updates)};
    tellUpdates(block, finalized.updates);
    for (std::size_t i = 0; i < executed.results.size(); ++i) {
        const registry::Refusal code = executed.results[i].code;
        finalized.outcomes.push_back({executed.fields[i].code, std::move(executed.fields[i].data),
                                      registry::refusalName(code)});
        ++(code == registry::Refusal::Accepted ? m_metrics.transactionsAccepted
                                               : m_metrics.transactionsRefused);
    }
    if (block.misbehaviours != 0) {
        m_metrics.misbehaviours += block.misbehaviours;
        m_log.warning("validators were caught misbehaving",
                      {{"height", block.height.value}, {"count", block.misbehaviours}});
    }
    m_metrics.executionMicros += microsSince(start);
    return finalized;
}

Result<> RegistryApplication::commit() {
    const std::scoped_lock changing(m_changing);
    const auto start = SteadyClock::now();
    ASSIGN_OR_RETURN(const auto begun, begunChain());
    if (!begun->decided) {
        return fail(ErrorCode::InvalidArgument, "a commit without a block");
    }
    const ProposedBlock& block = *begun->decided;
    const ChainMark mark{begun->id, block.height, begun->decidedHash, block.time,
                         begun->mark.genesis};
    WriteBatch batch;
    putChainMark(batch, mark);
    const auto write = [&] { return begun->executor.commit(std::move(batch)); };
    RETURN_IF_ERROR(
        begun->mempool.duringCommit(write, {block.height, block.time}, block.transactions));
    begun->mark = mark;
    ++m_metrics.commits;
    m_metrics.commitMicros += microsSince(start);
    m_log.write(OperatorLog::Level::Debug, "block committed",
                {{"height", mark.height.value},
                 {"transactions", block.transactions.size()},
                 {"app_hash", mark.appHash.hex()}});
    if (!block.transactions.empty()) {
        RETURN_IF_ERROR(tellAgreedRules(*begun));
    }
    begun->decided.reset();
    count(*begun);
    snapshotIfDue(*begun);
    return {};
}

void RegistryApplication::snapshotIfDue(const Chain& chain) {
    if (m_options.snapshotInterval != 0 &&
        chain.mark.height.value % m_options.snapshotInterval == 0) {
        m_maker.start({chain.mark.chainId, chain.mark.height, chain.mark.appHash});
    }
}

Result<TransactionOutcome> RegistryApplication::checkTransaction(ByteView transaction, CheckKind) {
    ASSIGN_OR_RETURN(const auto begun, begunChain());
    ASSIGN_OR_RETURN(const registry::TxResult result, begun->mempool.check(transaction));
    ++(result.code == registry::Refusal::Accepted ? m_metrics.checksAccepted
                                                  : m_metrics.checksRefused);
    return TransactionOutcome{
        static_cast<std::uint32_t>(result.code), {}, registry::refusalName(result.code)};
}

// Snapshots

Result<std::vector<SnapshotOffer>> RegistryApplication::snapshots() {
    ASSIGN_OR_RETURN(auto offers, m_shelf.offers());
    m_metrics.newestSnapshot = offers.empty() ? 0 : offers.back().height.value;
    return offers;
}

Result<Bytes> RegistryApplication::snapshotChunk(BlockHeight height, std::uint32_t format,
                                                 std::uint32_t index) {
    return format == snapshotFormat ? m_shelf.chunk(height, index) : Bytes();
}

Result<OfferVerdict> RegistryApplication::offerSnapshot(const SnapshotOffer& offer,
                                                        ByteView appHash) {
    const std::scoped_lock changing(m_changing);
    if (chain()) {
        m_log.error("a snapshot was offered to a node that has a state already");
        return OfferVerdict::Abort;
    }
    return m_restore.offer(offer, appHash);
}

Result<ChunkAnswer> RegistryApplication::applySnapshotChunk(std::uint32_t index, ByteView chunk,
                                                            const std::string& sender) {
    const std::scoped_lock changing(m_changing);
    ASSIGN_OR_RETURN(ChunkAnswer answer, m_restore.apply(index, chunk, sender));
    if (m_restore.isFinished() && !chain()) {
        RETURN_IF_ERROR(openChain());
    }
    return answer;
}

} // namespace consentry::node
