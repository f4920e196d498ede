#include "core/adapters/embedded/embedded_ledger.h"

#include "core/adapters/embedded/store_layout.h"
#include "core/crypto/hash.h"
#include "core/registry/log_event.h"
#include "core/registry/state_objects.h"

namespace consentry::embedded {
namespace {

using light_client::Timestamp;
using light_client::TxResultFields;
using registry::TxResult;

/// How old a signed question about a log may be.
constexpr milliseconds queryAgeMax = std::chrono::minutes(2);
/// An empty block may still end something whose time has come; then one more proves it.
constexpr int provingBlocksMax = 3;

std::vector<TxResultFields> fieldsOf(const std::vector<TxResult>& results) {
    std::vector<TxResultFields> fields;
    fields.reserve(results.size());
    for (const TxResult& result : results) {
        TxResultFields& one = fields.emplace_back();
        one.code = static_cast<std::uint32_t>(result.code);
        one.data = registry::encodeItemResults(result.items);
    }
    return fields;
}

std::vector<registry::StateChange> treeChanges(const registry::StateChanges& changes) {
    std::vector<registry::StateChange> list;
    list.reserve(changes.size());
    for (const auto& [key, value] : changes) {
        list.push_back({key, value ? std::optional(sha256(*value)) : std::nullopt});
    }
    return list;
}

void addState(WriteBatch& batch, const registry::StateChanges& changes) {
    for (const auto& [key, value] : changes) {
        if (value) {
            batch.put(Table::State, key.view(), *value);
            batch.put(Table::TreeNodes, key.view(), sha256(*value).view());
        } else {
            batch.erase(Table::State, key.view());
            batch.erase(Table::TreeNodes, key.view());
        }
    }
}

Result<SigningKey> storedValidatorKey(ByteView value) {
    SecretBytes seed(value.size());
    std::memcpy(seed.exposeForWriting().data(), value.data(), value.size());
    ASSIGN_OR_RETURN(const SigningKey::Seed checked, SigningKey::Seed::from(std::move(seed)));
    return SigningKey::fromSeed(checked);
}

Result<light_client::ValidatorSet> validatorSetOf(std::span<const SigningKey> keys) {
    std::vector<light_client::Validator> validators;
    for (const SigningKey& key : keys) {
        validators.push_back({key.publicKey(), 1});
    }
    return light_client::ValidatorSet::from(std::move(validators));
}

} // namespace

Result<std::optional<Bytes>> StoredState::get(const registry::StateKey& key) const {
    return m_store.get(Table::State, key.view());
}

Result<std::optional<Bytes>> StoredState::logRow(const PartyId& patient, LogSequence row) const {
    return m_store.get(Table::LogRows, logRowKey(patient, row));
}

EmbeddedLedger::EmbeddedLedger(KeyValueStore& store, const Clock& clock, std::string chainId,
                               light_client::ValidatorSet validators,
                               std::vector<SigningKey> validatorKeys)
    : m_store(store), m_clock(clock), m_chainId(std::move(chainId)),
      m_validators(std::move(validators)), m_validatorKeys(std::move(validatorKeys)) {}

Result<std::unique_ptr<EmbeddedLedger>>
EmbeddedLedger::create(KeyValueStore& store, const Clock& clock, const registry::Genesis& genesis,
                       std::span<const SigningKey> validatorKeys) {
    ASSIGN_OR_RETURN(const auto existing, store.get(Table::Meta, bytesOf(chainIdName)));
    if (existing) {
        return fail(ErrorCode::AlreadyExists, "the store holds a chain");
    }
    ASSIGN_OR_RETURN(light_client::ValidatorSet validators, validatorSetOf(validatorKeys));
    std::vector<SigningKey> keys;
    for (const SigningKey& key : validatorKeys) {
        keys.push_back(key.clone());
    }
    std::unique_ptr<EmbeddedLedger> ledger(
        new EmbeddedLedger(store, clock, genesis.chainId, std::move(validators), std::move(keys)));
    RETURN_IF_ERROR(ledger->writeGenesis(genesis));
    RETURN_IF_ERROR(ledger->commitAndProve({}));
    return ledger;
}

Result<> EmbeddedLedger::writeGenesis(const registry::Genesis& genesis) {
    ASSIGN_OR_RETURN(const registry::StateChanges changes, registry::genesisState(genesis));
    m_tree.apply(treeChanges(changes));
    m_tip.appHash = m_tree.root();
    WriteBatch batch;
    batch.put(Table::Meta, bytesOf(chainIdName), bytesOf(m_chainId));
    batch.put(Table::Meta, bytesOf(tipName), encodeTip(m_tip));
    for (std::size_t i = 0; i < m_validatorKeys.size(); ++i) {
        const std::string name = std::string(validatorPrefix) + std::to_string(i);
        batch.put(Table::Secrets, bytesOf(name), m_validatorKeys[i].seed().expose());
    }
    addState(batch, changes);
    return m_store.write(batch);
}

Result<std::unique_ptr<EmbeddedLedger>> EmbeddedLedger::open(KeyValueStore& store,
                                                             const Clock& clock) {
    ASSIGN_OR_RETURN(const auto chainId, store.get(Table::Meta, bytesOf(chainIdName)));
    if (!chainId) {
        return fail(ErrorCode::NotFound, "the store holds no chain");
    }
    std::vector<SigningKey> keys;
    for (std::size_t i = 0;; ++i) {
        const std::string name = std::string(validatorPrefix) + std::to_string(i);
        ASSIGN_OR_RETURN(const auto seed, store.get(Table::Secrets, bytesOf(name)));
        if (!seed) {
            break;
        }
        ASSIGN_OR_RETURN(SigningKey key, storedValidatorKey(*seed));
        keys.push_back(std::move(key));
    }
    ASSIGN_OR_RETURN(light_client::ValidatorSet validators, validatorSetOf(keys));
    std::unique_ptr<EmbeddedLedger> ledger(new EmbeddedLedger(
        store, clock, std::string(textOf(*chainId)), std::move(validators), std::move(keys)));
    RETURN_IF_ERROR(ledger->loadTree());
    RETURN_IF_ERROR(ledger->proveNewest());
    return ledger;
}

Result<> EmbeddedLedger::loadTree() {
    std::vector<registry::StateLeaf> leaves;
    bool damaged = false;
    RETURN_IF_ERROR(m_store.scan(Table::TreeNodes, {}, [&](ByteView key, ByteView value) {
        const auto stateKey = registry::StateKey::from(key);
        const auto hash = Digest::from(value);
        damaged = !stateKey || !hash;
        if (!damaged) {
            leaves.push_back({*stateKey, *hash});
        }
        return !damaged;
    }));
    if (damaged) {
        return fail(ErrorCode::DamagedData, "a leaf of the state tree");
    }
    ASSIGN_OR_RETURN(m_tree, registry::StateTree::load(leaves));
    ASSIGN_OR_RETURN(const auto tipBytes, m_store.get(Table::Meta, bytesOf(tipName)));
    if (!tipBytes) {
        return fail(ErrorCode::DamagedData, "the chain's tip is missing");
    }
    ASSIGN_OR_RETURN(const TipMark mark, decodeTip(*tipBytes));
    if (mark.height.value == 0) {
        m_tip.appHash = mark.appHash;
        return {};
    }
    ASSIGN_OR_RETURN(const StoredBlock newest, storedBlock(mark.height));
    m_tip = tipAfter(newest.light, mark.appHash, mark.resultsHash);
    return {};
}

/// A program that ended between a block and the empty one that proves it left the proof to us.
Result<> EmbeddedLedger::proveNewest() {
    if (m_tip.isStart()) {
        RETURN_IF_ERROR(commitAndProve({}));
        return {};
    }
    ASSIGN_OR_RETURN(const StoredBlock newest, storedBlock(m_tip.height));
    if (!newest.transactions.empty() || !equal(newest.light.header.appHash, m_tip.appHash.view())) {
        RETURN_IF_ERROR(commitAndProve({}));
    }
    return {};
}

Result<EmbeddedLedger::StoredBlock> EmbeddedLedger::storedBlock(BlockHeight height) const {
    ASSIGN_OR_RETURN(const auto bytes, m_store.get(Table::Blocks, heightKey(height)));
    if (!bytes) {
        return fail(ErrorCode::NotFound, "block " + std::to_string(height.value));
    }
    auto decoded = decodeStoredBlock(*bytes);
    if (!decoded) {
        return fail(ErrorCode::DamagedData,
                    "block " + std::to_string(height.value) + ": " + toString(decoded.error()));
    }
    return StoredBlock{std::move(decoded->light), std::move(decoded->transactions),
                       std::move(decoded->results)};
}

/// Executes, signs and stores one block, all or nothing.
Result<std::vector<TxResult>> EmbeddedLedger::commitBlock(std::vector<Bytes> transactions) {
    Timestamp time = Timestamp::fromInstant(m_clock.now());
    if (!m_tip.isStart() && time <= m_tip.time) {
        time = m_tip.time.plus(milliseconds(1));
    }
    ASSIGN_OR_RETURN(
        const light_client::LightBlock light,
        buildLightBlock(m_chainId, m_tip, transactions, time, m_validators, m_validatorKeys));
    const registry::Block block{light.header.height, time.toInstant(), transactions};
    const StoredState state(m_store);
    ASSIGN_OR_RETURN(registry::BlockOutcome outcome, registry::applyBlock(m_chainId, state, block));
    const auto fields = fieldsOf(outcome.results);

    m_tree.apply(treeChanges(outcome.changes));
    const ChainTip tip = tipAfter(light, m_tree.root(), light_client::resultsHash(fields));
    WriteBatch batch;
    addState(batch, outcome.changes);
    for (const registry::AppendedRow& row : outcome.rows) {
        batch.put(Table::LogRows, logRowKey(row.patient, row.seq), row.event);
    }
    for (std::size_t i = 0; i < transactions.size(); ++i) {
        const Digest hash = sha256(transactions[i]);
        batch.put(Table::Transactions, hash.view(),
                  encodePlace({light.header.height, static_cast<std::uint32_t>(i)}));
    }
    batch.put(Table::Blocks, heightKey(light.header.height),
              encodeStoredBlock(light, transactions, fields));
    batch.put(Table::Meta, bytesOf(tipName), encodeTip(tip));
    if (auto written = m_store.write(batch); !written) {
        m_tree.rollBack();
        return fail(std::move(written).error());
    }
    m_tip = tip;
    return std::move(outcome.results);
}

Result<std::vector<TxResult>> EmbeddedLedger::commitAndProve(std::vector<Bytes> transactions) {
    ASSIGN_OR_RETURN(auto results, commitBlock(std::move(transactions)));
    for (int i = 0; i < provingBlocksMax; ++i) {
        const Digest before = m_tip.appHash;
        RETURN_IF_ERROR(commitBlock({}));
        if (m_tip.appHash == before) {
            break;
        }
    }
    return results;
}

Result<std::vector<TxResult>> EmbeddedLedger::makeBlockWith(std::vector<Bytes> transactions) {
    const std::scoped_lock lock(m_mutex);
    return commitAndProve(std::move(transactions));
}

Result<SubmitReply> EmbeddedLedger::submit(ByteView transaction) {
    const std::scoped_lock lock(m_mutex);
    SubmitReply reply;
    reply.hash = *TxHash::from(sha256(transaction).view());
    const StoredState state(m_store);
    const registry::BlockContext next{BlockHeight(m_tip.height.value + 1), m_clock.now()};
    ASSIGN_OR_RETURN(const registry::TxResult verdict,
                     registry::checkTransaction(m_chainId, state, transaction, next));
    reply.code = static_cast<std::uint32_t>(verdict.code);
    if (verdict.code == registry::Refusal::Accepted) {
        RETURN_IF_ERROR(commitAndProve({toBytes(transaction)}));
    }
    return reply;
}

Result<std::optional<TransactionAnswer>> EmbeddedLedger::transaction(const TxHash& hash) {
    const std::scoped_lock lock(m_mutex);
    ASSIGN_OR_RETURN(const auto placeBytes, m_store.get(Table::Transactions, hash.view()));
    if (!placeBytes) {
        return std::optional<TransactionAnswer>();
    }
    ASSIGN_OR_RETURN(const TxPlace place, decodePlace(*placeBytes));
    ASSIGN_OR_RETURN(const StoredBlock block, storedBlock(place.height));
    if (place.index >= block.transactions.size()) {
        return fail(ErrorCode::DamagedData, "place of a transaction");
    }
    return std::optional(
        TransactionAnswer{place.height, place.index, block.transactions[place.index],
                          light_client::transactionProof(block.transactions, place.index)});
}

Result<std::vector<TxResultFields>> EmbeddedLedger::blockResults(BlockHeight height) {
    const std::scoped_lock lock(m_mutex);
    ASSIGN_OR_RETURN(StoredBlock block, storedBlock(height));
    return std::move(block.results);
}

Result<BlockHeight> EmbeddedLedger::newestHeight() {
    const std::scoped_lock lock(m_mutex);
    if (m_clock.now() - m_tip.time.toInstant() >= heartbeatInterval) {
        RETURN_IF_ERROR(commitAndProve({}));
    }
    return m_tip.height;
}

Result<light_client::LightBlock> EmbeddedLedger::lightBlock(BlockHeight height) {
    const std::scoped_lock lock(m_mutex);
    ASSIGN_OR_RETURN(StoredBlock block, storedBlock(height));
    return std::move(block.light);
}

Result<StateAnswer> EmbeddedLedger::state(const registry::StateKey& key,
                                          std::optional<BlockHeight> height) {
    const std::scoped_lock lock(m_mutex);
    // The newest block is always an empty one, so the state behind it is also the state before it.
    const BlockHeight provable(m_tip.height.value - 1);
    if (height && *height != provable) {
        return fail(ErrorCode::NotFound, "state of height " + std::to_string(height->value));
    }
    ASSIGN_OR_RETURN(auto value, m_store.get(Table::State, key.view()));
    return StateAnswer{provable, std::move(value), m_tree.prove(key)};
}

/// Rows of an epoch go to whoever holds that epoch's fetch key.
Result<> EmbeddedLedger::checkLogQuery(const LogQuery& query) const {
    if (query.limit == 0 || query.limit > LogQuery::logPageMax) {
        return fail(ErrorCode::TooLarge, "rows asked for");
    }
    if (std::chrono::abs(m_clock.now() - query.signedAt) > queryAgeMax) {
        return fail(ErrorCode::Stale, "log query signed at another time");
    }
    if (!verifySignature(query.fetchKey, logQueryPreimage(m_chainId, query), query.signature)) {
        return fail(ErrorCode::NotPermitted, "signature of a log query");
    }
    return {};
}

Result<LogPage> EmbeddedLedger::logRows(const LogQuery& query) {
    const std::scoped_lock lock(m_mutex);
    RETURN_IF_ERROR(checkLogQuery(query));
    const StoredState state(m_store);
    LogPage page;
    std::optional<EpochNumber> served;
    for (std::uint64_t seq = query.from.value;; ++seq) {
        ASSIGN_OR_RETURN(auto row, state.logRow(query.patient, LogSequence(seq)));
        if (!row) {
            return page;
        }
        if (page.rows.size() == query.limit) {
            page.more = true;
            return page;
        }
        const auto event = registry::decodeLogEvent(*row);
        // A damaged row is handed out as it is: the reader's chain of hashes names it.
        if (event && event->epoch != served) {
            ASSIGN_OR_RETURN(const auto stored,
                             state.get(registry::epochKey(m_chainId, query.patient, event->epoch)));
            const auto epoch = stored ? registry::decodeState<registry::EpochState>(*stored)
                                      : fail(ErrorCode::DamagedData, "epoch");
            if (!epoch || epoch->fetchKey != query.fetchKey) {
                page.more = !page.rows.empty();
                if (page.rows.empty()) {
                    return fail(ErrorCode::NotPermitted, "fetch key of another epoch");
                }
                return page;
            }
            served = event->epoch;
        }
        page.rows.push_back(std::move(*row));
    }
}

} // namespace consentry::embedded
