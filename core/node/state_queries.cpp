#include "core/node/state_queries.h"

#include "core/node/log_pages.h"
#include "core/registry/state_proof.h"

namespace consentry::node {
namespace {

/// The newest block's state is proven by a header that does not exist yet.
BlockHeight newestProvable(BlockHeight committed) {
    return BlockHeight(committed.value == 0 ? 0 : committed.value - 1);
}

/// What is answered where the question, or one entry of the store, is at fault.
std::optional<QueryRefusal> refusalOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::NotFound:
        return QueryRefusal::NotHeld;
    case ErrorCode::Stale:
        return QueryRefusal::Stale;
    case ErrorCode::NotPermitted:
        return QueryRefusal::NotPermitted;
    case ErrorCode::TooLarge:
        return QueryRefusal::Malformed;
    case ErrorCode::DamagedData:
        return QueryRefusal::Damaged;
    default:
        return std::nullopt;
    }
}

Result<QueryAnswer> refuseOrFail(Error error) {
    if (const auto refusal = refusalOf(error.code)) {
        return refuseQuery(*refusal, error.context);
    }
    return fail(std::move(error));
}

Result<QueryAnswer> answerState(const StoredState& state, const ApplicationQuery& query) {
    const auto key = registry::StateKey::from(query.data);
    if (!key) {
        return refuseQuery(QueryRefusal::Malformed, "a state key has 32 bytes");
    }
    QueryAnswer answer;
    answer.height = query.height == 0 ? newestProvable(state.height()) : BlockHeight(query.height);
    auto proven = state.prove(*key, answer.height);
    if (!proven) {
        return refuseOrFail(std::move(proven).error());
    }
    answer.key = query.data;
    answer.index = proven->value ? 0 : -1;
    answer.value = std::move(proven->value).value_or(Bytes());
    if (query.prove) {
        answer.proof = QueryProof{std::string(stateProofType), query.data,
                                  registry::encodeStateProof(proven->proof)};
    }
    return answer;
}

Result<QueryAnswer> answerLog(std::string_view chainId, const StoredState& state, Instant now,
                              const ApplicationQuery& query) {
    const auto asked = decodeLogQuery(query.data);
    if (!asked) {
        return refuseQuery(QueryRefusal::Malformed, toString(asked.error()));
    }
    auto page = readLogPage(chainId, state, now, *asked);
    if (!page) {
        return refuseOrFail(std::move(page).error());
    }
    QueryAnswer answer;
    answer.height = state.height();
    answer.value = encodeLogPage(*page);
    return answer;
}

} // namespace

QueryAnswer refuseQuery(QueryRefusal code, std::string_view log) {
    QueryAnswer answer;
    answer.code = static_cast<std::uint32_t>(code);
    answer.log = log;
    return answer;
}

Result<QueryAnswer> answerQuery(std::string_view chainId, const StoredState& state, Instant now,
                                const ApplicationQuery& query) {
    if (query.path == stateQueryPath) {
        return answerState(state, query);
    }
    if (query.path == logQueryPath) {
        return answerLog(chainId, state, now, query);
    }
    return refuseQuery(QueryRefusal::UnknownPath, "the paths are /state and /log");
}

} // namespace consentry::node
