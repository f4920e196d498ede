#include "core/node/log_pages.h"

#include "core/registry/log_event.h"
#include "core/registry/state_objects.h"

namespace consentry::node {
namespace {

Result<> checkQuery(std::string_view chainId, Instant now, const LogQuery& query) {
    if (query.limit == 0 || query.limit > LogQuery::logPageMax) {
        return fail(ErrorCode::TooLarge, "rows asked for");
    }
    if (std::chrono::abs(now - query.signedAt) > logQueryAgeMax) {
        return fail(ErrorCode::Stale, "log query signed at another time");
    }
    if (!verifySignature(query.fetchKey, logQueryPreimage(chainId, query), query.signature)) {
        return fail(ErrorCode::NotPermitted, "signature of a log query");
    }
    return {};
}

/// Rows of an epoch go to whoever holds that epoch's fetch key.
Result<bool> mayRead(std::string_view chainId, const registry::StateReader& state,
                     const LogQuery& query, EpochNumber epoch) {
    ASSIGN_OR_RETURN(const auto stored,
                     state.get(registry::epochKey(chainId, query.patient, epoch)));
    if (!stored) {
        return false;
    }
    const auto decoded = registry::decodeState<registry::EpochState>(*stored);
    return decoded && decoded->fetchKey == query.fetchKey;
}

} // namespace

Result<LogPage> readLogPage(std::string_view chainId, const registry::StateReader& state,
                            Instant now, const LogQuery& query) {
    RETURN_IF_ERROR(checkQuery(chainId, now, query));
    LogPage page;
    std::size_t bytes = 0;
    std::optional<EpochNumber> served;
    for (std::uint64_t seq = query.from.value;; ++seq) {
        ASSIGN_OR_RETURN(auto row, state.logRow(query.patient, LogSequence(seq)));
        if (!row) {
            return page;
        }
        bytes += row->size();
        if (page.rows.size() == query.limit || (bytes > logPageBytesMax && !page.rows.empty())) {
            page.more = true;
            return page;
        }
        const auto event = registry::decodeLogEvent(*row);
        if (event && event->epoch != served) {
            ASSIGN_OR_RETURN(const bool permitted, mayRead(chainId, state, query, event->epoch));
            if (!permitted) {
                if (page.rows.empty()) {
                    return fail(ErrorCode::NotPermitted, "fetch key of another epoch");
                }
                page.more = true;
                return page;
            }
            served = event->epoch;
        }
        page.rows.push_back(std::move(*row));
    }
}

} // namespace consentry::node
