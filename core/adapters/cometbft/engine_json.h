#pragma once

#include "core/clinical/json.h"
#include "core/light_client/header.h"
#include "core/ports/ledger_transport.h"

namespace consentry::cometbft {

// The replies of the engine's JSON-RPC, read into values. Strict where a value decides anything:
// 64-bit integers are strings and 32-bit ones numbers, both in their one decimal form; hashes are
// upper-case hexadecimal; bytes are base64 with padding; times keep their nanoseconds. Members that
// we do not know are passed over, members that we need must be there. Nothing is believed yet.
// Every function: Malformed, TooLarge, Unsupported (a key type or protocol version of others).
//
// Source: CometBFT v0.38 RPC; the engine's own JSON encoding of each type.

struct NodeStatus {
    std::string chainId;
    BlockHeight newest;
    light_client::Timestamp newestTime;
    BlockHeight earliest; ///< the lowest block that the node still holds
    bool isCatchingUp = false;
};
Result<NodeStatus> parseStatus(clinical::JsonValue result);

/// The reply of broadcast_tx_sync.
Result<SubmitReply> parseBroadcast(clinical::JsonValue result);

/// The reply of `tx` with its proof; NotFound is an error of the call, not of this.
struct FoundTransaction {
    TxHash hash; ///< as the node names it
    TransactionAnswer answer;
};
Result<FoundTransaction> parseTransaction(clinical::JsonValue result);

struct BlockResults {
    BlockHeight height;
    std::vector<light_client::TxResultFields> results;
};
Result<BlockResults> parseBlockResults(clinical::JsonValue result);

struct SignedHeader {
    light_client::Header header;
    light_client::Commit commit;
};
Result<SignedHeader> parseSignedHeader(clinical::JsonValue result);

/// One page of a validator set, in the engine's order.
struct ValidatorsPage {
    static constexpr std::size_t pageMax = 100; ///< the engine's own limit

    BlockHeight height;
    std::vector<light_client::Validator> validators;
    std::size_t total = 0; ///< on all pages
};
Result<ValidatorsPage> parseValidators(clinical::JsonValue result);

struct ProofOperation {
    std::string type;
    Bytes key;
    Bytes data;
};
/// The reply of abci_query.
struct QueryReply {
    static constexpr std::size_t proofOperationsMax = 16;

    std::uint32_t code = 0;
    BlockHeight height;
    Bytes key;
    Bytes value;
    std::vector<ProofOperation> proof;
};
Result<QueryReply> parseQuery(clinical::JsonValue result);

} // namespace consentry::cometbft
