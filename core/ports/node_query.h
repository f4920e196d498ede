#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string_view>

namespace consentry {

// What a wallet asks a node through the engine's query call, and a node answers: the words of that
// conversation, which both sides share.

/// The value of a state key: data is the key, the answer has the value and one proof operation.
inline constexpr std::string_view stateQueryPath = "/state";
/// Rows of a log: data is encodeLogQuery, the value encodeLogPage.
inline constexpr std::string_view logQueryPath = "/log";
/// The type of the proof operation: a registry::StateProof for the key.
inline constexpr std::string_view stateProofType = "consentry:smt:v1";

/// Why a question was not answered: the code of the reply, with codespace "consentry". Stable.
enum class QueryRefusal : std::uint32_t {
    UnknownPath = 1,
    Malformed = 2,    ///< the data is no key and no log query
    NotHeld = 3,      ///< a height that this node does not have yet, or no longer
    NotPermitted = 4, ///< signature or epoch of a log query
    Stale = 5,        ///< a log query that was signed at another time
    NoChain = 6,      ///< this node has no state yet
    Damaged = 7,      ///< this node's store lost it: ask another node
};

/// What a refusal means to whoever asked. Malformed for a code that is not in the table.
constexpr ErrorCode errorOfRefusal(std::uint32_t code) {
    switch (static_cast<QueryRefusal>(code)) {
    case QueryRefusal::NotHeld:
    case QueryRefusal::NoChain:
        return ErrorCode::NotFound;
    case QueryRefusal::NotPermitted:
        return ErrorCode::NotPermitted;
    case QueryRefusal::Stale:
        return ErrorCode::Stale;
    case QueryRefusal::Damaged:
        return ErrorCode::DamagedData;
    case QueryRefusal::UnknownPath:
    case QueryRefusal::Malformed:
        break;
    }
    return ErrorCode::Malformed;
}

} // namespace consentry
