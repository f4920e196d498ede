#pragma once

#include "core/registry/block.h"
#include "core/registry/log_event.h"
#include "core/registry/refusal.h"
#include "core/registry/signature_verdicts.h"
#include "core/registry/state_reader.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace consentry::registry {

// The state machine: pure functions of state and bytes. No clock, no randomness, no floats, no
// threads, no loop in hash order. Two nodes with the same state and block get the same outcome,
// whatever their caches hold.

/// What happened to one item of a transaction: to an access of a batch, to an id of a revocation,
/// to the transaction itself where it has no items.
struct ItemResult {
    Refusal code = Refusal::Accepted;
    std::optional<LogSequence> row; ///< the patient's log row, where one was written
    friend bool operator==(const ItemResult&, const ItemResult&) = default;
};

/// The registry's answer to one transaction.
struct TxResult {
    Refusal code = Refusal::Accepted;
    /// In the order of the items; empty unless the code is Accepted. One refused item does not
    /// void the others: look here before releasing anything.
    std::vector<ItemResult> items;
    friend bool operator==(const TxResult&, const TxResult&) = default;
};

/// What the consensus engine carries as result data: CBOR array of [code, row or null].
Bytes encodeItemResults(const std::vector<ItemResult>& items);
Result<std::vector<ItemResult>> decodeItemResults(ByteView data);

struct BlockOutcome {
    std::vector<TxResult> results; ///< one for each transaction
    StateChanges changes;
    std::vector<AppendedRow> rows; ///< in the order (txIndex, itemIndex)
};

/// When a transaction is looked at: the block it is in, or the newest block for a mempool.
struct BlockContext {
    BlockHeight height;
    Instant time;
};

/// Applies transactions one after the other on top of a state, as one block does.
class TransactionRun {
public:
    /// What a transaction leaves behind that was signed rightly and is refused: in a block its
    /// sequence is used up, in a mempool it was never there.
    enum class AfterRefusal { SequenceIsUsed, NothingIsUsed };

    /// `state` and `verifier` must outlive this. Errors: the store's (Io, DamagedData).
    static Result<TransactionRun> start(std::string_view chainId, const StateReader& state,
                                        const BlockContext& context,
                                        SignatureVerifier* verifier = nullptr,
                                        AfterRefusal afterRefusal = AfterRefusal::SequenceIsUsed);
    TransactionRun(TransactionRun&&) noexcept;
    TransactionRun& operator=(TransactionRun&&) noexcept;
    ~TransactionRun();

    /// What the transaction does stays, for those that come after it. Errors: the store's; then
    /// the run is of no more use.
    Result<TxResult> apply(ByteView transaction);
    /// All that was changed, with the results as the caller kept them.
    BlockOutcome finish(std::vector<TxResult> results) &&;

private:
    class Parts;
    explicit TransactionRun(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

/// Whether a transaction would be accepted on this state now. Changes nothing. Errors: the store's.
Result<TxResult> checkTransaction(std::string_view chainId, const StateReader& state,
                                  ByteView transaction, const BlockContext& context,
                                  SignatureVerifier* verifier = nullptr);

/// Applies a block to a state that already holds genesisState. Transactions never fail it: each
/// has its result. Errors: the store's (Io, DamagedData), upon which a node stops.
Result<BlockOutcome> applyBlock(std::string_view chainId, const StateReader& state,
                                const Block& block, SignatureVerifier* verifier = nullptr);

} // namespace consentry::registry
