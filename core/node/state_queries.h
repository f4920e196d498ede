#pragma once

#include "core/node/stored_state.h"
#include "core/ports/replicated_application.h"

namespace consentry::node {

/// Why a question was not answered: the code of the engine's query reply, with codespace
/// "consentry". Stable.
enum class QueryRefusal : std::uint32_t {
    UnknownPath = 1,
    Malformed = 2,    ///< the data is no key and no log query
    NotHeld = 3,      ///< a height that this node does not have yet, or no longer
    NotPermitted = 4, ///< signature or epoch of a log query
    Stale = 5,        ///< a log query that was signed at another time
    NoChain = 6,      ///< this node has no state yet
    Damaged = 7,      ///< this node's store lost it: ask another node
};

/// The type of the proof that comes with a value: a registry::StateProof for its key.
constexpr std::string_view stateProofType = "consentry:smt:v1";

QueryAnswer refuseQuery(QueryRefusal code, std::string_view log);

/// Answers what wallets and gateways ask of the state.
///
/// - `/state`: data is a state key. Height 0 means the newest height whose next header exists. The
///   value is empty and the index −1 where the key has none; with `prove` the proof's root is the
///   app_hash of header height + 1.
/// - `/log`: data is encodeLogQuery, the value encodeLogPage. Rows that the newest header does not
///   prove yet may be among them.
///
/// Errors: the store's. What is damaged is not handed out, and does not stop the node before
/// consensus needs it.
Result<QueryAnswer> answerQuery(std::string_view chainId, const StoredState& state, Instant now,
                                const ApplicationQuery& query);

} // namespace consentry::node
