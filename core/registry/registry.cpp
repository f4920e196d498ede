#include "core/registry/registry.h"

#include "core/base/cbor.h"
#include "core/registry/execution.h"
#include "core/registry/object_ids.h"

#include <algorithm>
#include <limits>

namespace consentry::registry {
namespace {

milliseconds longestLife(TransactionKind kind) {
    if (isProtective(kind)) {
        return limits::expiryProtective;
    }
    const bool isAccess =
        kind == TransactionKind::RecordAccess || kind == TransactionKind::EmergencyAccess;
    return isAccess ? limits::expiryAccess : limits::expiryOrdinary;
}

Refusal refusalOfUndecodable(const Error& error) {
    switch (error.code) {
    case ErrorCode::Unsupported:
        return error.refusal != 0 ? static_cast<Refusal>(error.refusal) : Refusal::Malformed;
    default:
        return Refusal::Malformed;
    }
}

/// Uses up a sequence number within the window of one key.
Refusal takeSequence(RateState& rate, std::uint64_t sequence) {
    if (sequence > rate.highest) {
        const std::uint64_t step = sequence - rate.highest;
        if (step > limits::sequenceAhead) {
            return Refusal::SequenceOutOfWindow;
        }
        rate.seen = step < 64 ? rate.seen << step | 1U : 1U;
        rate.highest = sequence;
        return Refusal::Accepted;
    }
    const std::uint64_t behind = rate.highest - sequence;
    if (behind >= limits::sequenceBehind) {
        return Refusal::SequenceOutOfWindow;
    }
    const std::uint64_t bit = std::uint64_t{1} << behind;
    if ((rate.seen & bit) != 0) {
        return Refusal::SequenceUsed;
    }
    rate.seen |= bit;
    return Refusal::Accepted;
}

Refusal takeBudget(RateState& rate, const KeyState& key, const ParamsState& params, Instant now) {
    if (key.role != KeyRole::Recovery && key.role != KeyRole::Device) {
        return Refusal::Accepted; // organisations: fair shares are the proposer's business
    }
    const auto hour = static_cast<std::uint64_t>(now.time_since_epoch() / limits::hour);
    if (rate.hour != hour) {
        rate.hour = hour;
        rate.used = 0;
    }
    if (rate.used >= params.transactionsPerHour) {
        return Refusal::RateExceeded;
    }
    ++rate.used;
    return Refusal::Accepted;
}

/// Who has to countersign a kind, if anybody.
std::optional<KeyRole> cosignerRole(TransactionKind kind) {
    switch (kind) {
    case TransactionKind::RegisterParty:
    case TransactionKind::Link:
        return KeyRole::Attestor;
    case TransactionKind::EmergencyAccess:
        return KeyRole::Gateway;
    default:
        return std::nullopt;
    }
}

Result<ParamsState> loadParams(std::string_view chainId, const StateReader& state) {
    ASSIGN_OR_RETURN(const std::optional<Bytes> bytes, state.get(paramsKey(chainId)));
    if (!bytes) {
        return fail(ErrorCode::DamagedData, "a state without parameters: no genesis");
    }
    return decodeState<ParamsState>(*bytes);
}

} // namespace

class TransactionRun::Parts {
public:
    Parts(std::string_view chainId, const BlockContext& context, const ParamsState& params,
          SignatureVerifier* verifier, AfterRefusal afterRefusal, const StateReader& below)
        : m_chainId(chainId), m_context(context), m_params(params), m_verifier(verifier),
          m_afterRefusal(afterRefusal), m_state(&below) {}

    Result<TxResult> apply(ByteView bytes) {
        const std::uint32_t txIndex = m_count++;
        if (bytes.size() > limits::transactionBytesMax) {
            return TxResult{Refusal::TooLarge, {}};
        }
        const auto transaction = decodeTransaction(bytes);
        if (!transaction) {
            return TxResult{refusalOfUndecodable(transaction.error()), {}};
        }
        const Transaction& tx = *transaction;
        Signer signer;
        RateState rate;
        ASSIGN_OR_RETURN(const Refusal validity, checkValidity(tx, signer, rate));
        if (validity != Refusal::Accepted) {
            return TxResult{validity, {}};
        }
        const auto useSequence = [&](StateOverlay& state) {
            if (tx.sequence) {
                state.put(rateKey(m_chainId, tx.keyId), encodeState(rate));
            }
        };
        StateOverlay changes(&m_state);
        useSequence(changes);
        Execution execution(m_chainId, m_context, m_params, m_verifier, tx, transactionHash(bytes),
                            txIndex, std::move(signer), changes);
        ASSIGN_OR_RETURN(const Refusal code, execute(execution));
        if (code != Refusal::Accepted) {
            if (m_afterRefusal == AfterRefusal::SequenceIsUsed) {
                useSequence(m_state);
            }
            return TxResult{code, {}};
        }
        m_state.merge(std::move(changes));
        return TxResult{code, std::move(execution.items)};
    }

    BlockOutcome finish(std::vector<TxResult> results) && {
        BlockOutcome outcome;
        outcome.results = std::move(results);
        outcome.rows = m_state.rows();
        outcome.changes = std::move(m_state).takeChanges();
        return outcome;
    }

private:
    static Result<Refusal> execute(Execution& execution) {
        if (execution.tx.onBehalf) {
            return Refusal::UnknownDelegation;
        }
        if (!execution.tx.receipts.empty() && sealedBodiesOf(execution.tx).items.empty()) {
            return Refusal::ReceiptInvalid;
        }
        return std::visit([&](const auto& body) { return registry::execute(execution, body); },
                          execution.tx.body);
    }

    /// What makes a transaction invalid. From cheap to dear, so that signatures come last.
    Result<Refusal> checkValidity(const Transaction& tx, Signer& signer, RateState& rate) const {
        REFUSE_UNLESS(tx.chainId == m_chainId, Refusal::WrongChain);
        REFUSE_UNLESS(m_context.time < tx.expiresAt, Refusal::Expired);
        REFUSE_UNLESS(tx.expiresAt <= m_context.time + longestLife(tx.kind()),
                      Refusal::ExpiresTooLate);
        REFUSE_IF_REFUSED(findSigner(tx, signer));
        if (tx.sequence) {
            ASSIGN_OR_RETURN(const auto known, load<RateState>(rateKey(m_chainId, tx.keyId)));
            rate = known.value_or(RateState{});
            const Refusal sequence = takeSequence(rate, *tx.sequence);
            REFUSE_UNLESS(sequence == Refusal::Accepted, sequence);
            const Refusal budget = takeBudget(rate, signer.key, m_params, m_context.time);
            REFUSE_UNLESS(budget == Refusal::Accepted, budget);
        }
        const Bytes message = signedBytes(tx);
        REFUSE_UNLESS(verify(signer.key.publicKey, message, tx.signature), Refusal::BadSignature);
        return checkCosigners(tx, message);
    }

    Result<Refusal> findSigner(const Transaction& tx, Signer& signer) const {
        signer.keyId = tx.keyId;
        if (const auto* registration = std::get_if<RegisterParty>(&tx.body)) {
            signer.key.party = tx.party;
            signer.key.role = KeyRole::Recovery;
            signer.key.publicKey = registration->inceptionKey;
            const bool isNamedByKey = tx.keyId == keyIdOf(m_chainId, registration->inceptionKey) &&
                                      tx.party == partyIdOf(m_chainId, registration->inceptionKey);
            return isNamedByKey ? Refusal::Accepted : Refusal::UnknownKey;
        }
        ASSIGN_OR_RETURN(auto key, load<KeyState>(keyKey(m_chainId, tx.keyId)));
        REFUSE_UNLESS(key && key->role != KeyRole::Fetch && key->role != KeyRole::Validator,
                      Refusal::UnknownKey);
        REFUSE_UNLESS(key->party == tx.party, Refusal::KeyOfAnotherParty);
        signer.key = std::move(*key);
        return usable(signer.key);
    }

    Refusal usable(const KeyState& key) const {
        if (key.removedFrom && *key.removedFrom <= m_context.time) {
            return Refusal::KeyRemoved;
        }
        return key.frozenBy ? Refusal::KeyFrozen : Refusal::Accepted;
    }

    Result<Refusal> checkCosigners(const Transaction& tx, const Bytes& message) const {
        const std::optional<KeyRole> role = cosignerRole(tx.kind());
        REFUSE_UNLESS(tx.cosigners.size() == (role ? 1U : 0U) &&
                          tx.cosigs.size() == tx.cosigners.size(),
                      Refusal::BadCosignature);
        if (!role) {
            return Refusal::Accepted;
        }
        const Cosigner& cosigner = tx.cosigners.front();
        ASSIGN_OR_RETURN(const auto key, load<KeyState>(keyKey(m_chainId, cosigner.keyId)));
        REFUSE_UNLESS(key && key->party == cosigner.party && key->role == *role &&
                          usable(*key) == Refusal::Accepted,
                      Refusal::BadCosignature);
        if (const auto* link = std::get_if<Link>(&tx.body)) {
            REFUSE_UNLESS(cosigner.party == link->organization, Refusal::BadCosignature);
        }
        return verify(key->publicKey, message, tx.cosigs.front()) ? Refusal::Accepted
                                                                  : Refusal::BadCosignature;
    }

    template <class T> Result<std::optional<T>> load(const StateKey& key) const {
        ASSIGN_OR_RETURN(const std::optional<Bytes> bytes, m_state.get(key));
        if (!bytes) {
            return std::optional<T>();
        }
        ASSIGN_OR_RETURN(T object, decodeState<T>(*bytes));
        return std::optional<T>(std::move(object));
    }

    bool verify(const SigningPublicKey& key, ByteView message, const Signature& signature) const {
        return m_verifier != nullptr ? m_verifier->verify(key, message, signature)
                                     : verifySignature(key, message, signature);
    }

    std::string m_chainId;
    BlockContext m_context;
    ParamsState m_params;
    SignatureVerifier* m_verifier;
    AfterRefusal m_afterRefusal;
    StateOverlay m_state;
    std::uint32_t m_count = 0;
};

TransactionRun::TransactionRun(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
TransactionRun::TransactionRun(TransactionRun&&) noexcept = default;
TransactionRun& TransactionRun::operator=(TransactionRun&&) noexcept = default;
TransactionRun::~TransactionRun() = default;

Result<TransactionRun> TransactionRun::start(std::string_view chainId, const StateReader& state,
                                             const BlockContext& context,
                                             SignatureVerifier* verifier,
                                             AfterRefusal afterRefusal) {
    ASSIGN_OR_RETURN(const ParamsState params, loadParams(chainId, state));
    return TransactionRun(
        std::make_unique<Parts>(chainId, context, params, verifier, afterRefusal, state));
}

Result<TxResult> TransactionRun::apply(ByteView transaction) {
    return m_parts->apply(transaction);
}

BlockOutcome TransactionRun::finish(std::vector<TxResult> results) && {
    return std::move(*m_parts).finish(std::move(results));
}

Bytes encodeItemResults(const std::vector<ItemResult>& items) {
    CborWriter writer;
    writer.array(items.size());
    for (const ItemResult& item : items) {
        writer.array(2).unsignedInt(static_cast<std::uint32_t>(item.code));
        if (item.row) {
            writer.unsignedInt(item.row->value);
        } else {
            writer.null();
        }
    }
    return std::move(writer).bytes();
}

Result<std::vector<ItemResult>> decodeItemResults(ByteView data) {
    CborReader reader(data);
    ASSIGN_OR_RETURN(const std::size_t count, reader.array());
    std::vector<ItemResult> items(count);
    for (ItemResult& item : items) {
        ASSIGN_OR_RETURN(const std::size_t fields, reader.array());
        ASSIGN_OR_RETURN(const std::uint64_t code, reader.unsignedInt());
        if (fields != 2 || code > std::numeric_limits<std::uint32_t>::max()) {
            return fail(ErrorCode::Malformed, "item result");
        }
        item.code = static_cast<Refusal>(code);
        if (!reader.takeNull()) {
            ASSIGN_OR_RETURN(const std::uint64_t row, reader.unsignedInt());
            item.row = LogSequence(row);
        }
    }
    RETURN_IF_ERROR(reader.finish());
    return items;
}

Result<TxResult> checkTransaction(std::string_view chainId, const StateReader& state,
                                  ByteView transaction, const BlockContext& context,
                                  SignatureVerifier* verifier) {
    ASSIGN_OR_RETURN(auto run, TransactionRun::start(chainId, state, context, verifier));
    return run.apply(transaction);
}

Result<BlockOutcome> applyBlock(std::string_view chainId, const StateReader& state,
                                const Block& block, SignatureVerifier* verifier) {
    const BlockContext context{block.height, block.time};
    ASSIGN_OR_RETURN(auto run, TransactionRun::start(chainId, state, context, verifier));
    std::vector<TxResult> results;
    results.reserve(block.transactions.size());
    for (const Bytes& transaction : block.transactions) {
        ASSIGN_OR_RETURN(TxResult result, run.apply(transaction));
        results.push_back(std::move(result));
    }
    return std::move(run).finish(std::move(results));
}

} // namespace consentry::registry
