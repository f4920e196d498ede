#include "core/adapters/embedded/embedded_ledger.h"

#include "core/adapters/embedded/store_layout.h"
#include "core/crypto/hash.h"
#include "core/node/log_pages.h"

namespace consentry::embedded {
namespace {

using light_client::Timestamp;
using light_client::TxResultFields;
using registry::TxResult;

/// An empty block may still end something whose time has come; then one more proves it.
constexpr int provingBlocksMax = 3;

/// Blocks go forward, also where this computer's clock was set back.
Timestamp nextBlockTime(Instant now, const ChainTip& tip) {
    const Timestamp time = Timestamp::fromInstant(now);
    return tip.isStart() || time > tip.time ? time : tip.time.plus(milliseconds(1));
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

Result<> EmbeddedLedger::openState() {
    ASSIGN_OR_RETURN(m_state, node::StoredState::open(m_store, m_tip.height, m_tip.appHash));
    m_executor.emplace(m_chainId, *m_state);
    return {};
}

Result<> EmbeddedLedger::writeGenesis(const registry::Genesis& genesis) {
    ASSIGN_OR_RETURN(const registry::StateChanges changes, registry::genesisState(genesis));
    RETURN_IF_ERROR(openState());
    m_tip.appHash = m_state->stage(changes);
    WriteBatch batch;
    batch.put(Table::Meta, bytesOf(chainIdName), bytesOf(m_chainId));
    batch.put(Table::Meta, bytesOf(tipName), encodeTip(m_tip));
    for (std::size_t i = 0; i < m_validatorKeys.size(); ++i) {
        const std::string name = std::string(validatorPrefix) + std::to_string(i);
        batch.put(Table::Secrets, bytesOf(name), m_validatorKeys[i].seed().expose());
    }
    return m_state->begin(std::move(batch));
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
    RETURN_IF_ERROR(ledger->load());
    RETURN_IF_ERROR(ledger->proveNewest());
    return ledger;
}

Result<> EmbeddedLedger::load() {
    ASSIGN_OR_RETURN(const auto tipBytes, m_store.get(Table::Meta, bytesOf(tipName)));
    if (!tipBytes) {
        return fail(ErrorCode::DamagedData, "the chain's tip is missing");
    }
    ASSIGN_OR_RETURN(const TipMark mark, decodeTip(*tipBytes));
    if (mark.height.value == 0) {
        m_tip.appHash = mark.appHash;
    } else {
        ASSIGN_OR_RETURN(const StoredBlock newest, storedBlock(mark.height));
        m_tip = tipAfter(newest.light, mark.appHash, mark.resultsHash);
    }
    return openState();
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
    const Timestamp time = nextBlockTime(m_clock.now(), m_tip);
    ASSIGN_OR_RETURN(
        const light_client::LightBlock light,
        buildLightBlock(m_chainId, m_tip, transactions, time, m_validators, m_validatorKeys));
    const registry::Block block{light.header.height, time.toInstant(), transactions};
    ASSIGN_OR_RETURN(node::ExecutedBlock executed, m_executor->execute(block));
    const ChainTip tip =
        tipAfter(light, executed.appHash, light_client::resultsHash(executed.fields));
    WriteBatch batch;
    for (std::size_t i = 0; i < transactions.size(); ++i) {
        const Digest hash = sha256(transactions[i]);
        batch.put(Table::Transactions, hash.view(),
                  encodePlace({light.header.height, static_cast<std::uint32_t>(i)}));
    }
    batch.put(Table::Blocks, heightKey(light.header.height),
              encodeStoredBlock(light, transactions, executed.fields));
    batch.put(Table::Meta, bytesOf(tipName), encodeTip(tip));
    RETURN_IF_ERROR(m_executor->commit(std::move(batch)));
    m_tip = tip;
    return std::move(executed.results);
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
    const registry::BlockContext next{BlockHeight(m_tip.height.value + 1),
                                      nextBlockTime(m_clock.now(), m_tip).toInstant()};
    ASSIGN_OR_RETURN(const registry::TxResult verdict,
                     registry::checkTransaction(m_chainId, *m_state, transaction, next));
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
    ASSIGN_OR_RETURN(node::ProvenValue proven, m_state->prove(key, m_tip.height));
    return StateAnswer{provable, std::move(proven.value), std::move(proven.proof)};
}

Result<LogPage> EmbeddedLedger::logRows(const LogQuery& query) {
    const std::scoped_lock lock(m_mutex);
    return node::readLogPage(m_chainId, *m_state, m_clock.now(), query);
}

} // namespace consentry::embedded
