#pragma once

#include "core/light_client/light_client.h"
#include "core/light_client/merkle.h"
#include "core/ports/log_query.h"
#include "core/registry/state_key.h"
#include "core/registry/state_proof.h"

#include <optional>
#include <vector>

namespace consentry {

/// What a node's mempool said. A code of 0 means "in one mempool", nothing more.
struct SubmitReply {
    std::uint32_t code = 0; ///< registry::Refusal
    TxHash hash;
    std::size_t organizations = 1; ///< whose nodes said so: one may lie, two hardly agree to
};

/// Where a transaction stands, as one node claims; believed only after its inclusion proof.
struct TransactionAnswer {
    BlockHeight height;
    std::uint32_t index = 0;
    Bytes transaction;
    light_client::MerkleProof inclusion; ///< to data_hash of that height's header
};

/// The value of one state key at a height, or its absence. The proof's root is the app_hash of
/// header height + 1.
struct StateAnswer {
    BlockHeight height;
    std::optional<Bytes> value;
    registry::StateProof proof;
};

/// A way to a ledger. Narrow on purpose: submit, prove a transaction, prove state or absence,
/// watch the head, fetch log rows. It fits CometBFT's RPC without change (broadcast_tx_sync, tx,
/// block_results, commit + validators, status, abci_query). Nothing that it returns is trusted
/// before the light client checked it. Calls block; one thread at a time.
/// Errors: Unreachable, Malformed, NotFound, NotPermitted.
class LedgerTransport {
public:
    virtual ~LedgerTransport() = default;

    virtual Result<SubmitReply> submit(ByteView transaction) = 0;
    /// None while no block holds it.
    virtual Result<std::optional<TransactionAnswer>> transaction(const TxHash& hash) = 0;
    /// The results of all transactions of a block, in order; they hash to last_results_hash of the
    /// next header.
    virtual Result<std::vector<light_client::TxResultFields>> blockResults(BlockHeight height) = 0;
    virtual Result<BlockHeight> newestHeight() = 0;
    /// Header, commit and validator set. NotFound above the tip or below what the node keeps.
    virtual Result<light_client::LightBlock> lightBlock(BlockHeight height) = 0;
    /// At `height`, or at the newest height whose next header exists where none is given.
    virtual Result<StateAnswer> state(const registry::StateKey& key,
                                      std::optional<BlockHeight> height) = 0;
    virtual Result<LogPage> logRows(const LogQuery& query) = 0;

    /// Whose node gave the last answer; zero where there is only one.
    virtual PartyId answeredBy() const { return {}; }
    /// Told by who checks: the last answer was false or too old. True where the next question goes
    /// to another node than that one.
    virtual bool tryAnother(const Error& why) {
        static_cast<void>(why);
        return false;
    }
};

} // namespace consentry
