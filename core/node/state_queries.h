#pragma once

#include "core/node/stored_state.h"
#include "core/ports/node_query.h"
#include "core/ports/replicated_application.h"

namespace consentry::node {

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
