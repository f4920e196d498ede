#include "core/adapters/sqlcipher/sqlcipher_anchor_check_store.h"

#include "core/ports/anchor_link_codec.h"

namespace consentry::adapters {
namespace {

template <class Number> Result<Number> numberIn(std::int64_t stored, Number first, Number last) {
    if (stored < static_cast<std::int64_t>(first) || stored > static_cast<std::int64_t>(last)) {
        return fail(ErrorCode::DamagedData, "number of an anchor check");
    }
    return static_cast<Number>(stored);
}

Result<AnchorOutcome> outcomeIn(std::int64_t stored) {
    return numberIn(stored, AnchorOutcome::Unchecked, AnchorOutcome::CopyDamaged);
}

/// Columns: outcome, custodian, checked_at, height, link, failed_at, obstacle.
Result<AnchorCheck> checkOf(const RecordDigest& record, const Statement& row) {
    AnchorCheck check;
    check.record = record;
    ASSIGN_OR_RETURN(check.outcome, outcomeIn(row.integer(0)));
    RETURN_IF_ERROR(row.fixed(1, check.custodian));
    check.checkedAt = instantFromMillis(row.integer(2));
    check.height = BlockHeight(static_cast<std::uint64_t>(row.integer(3)));
    if (!row.isNull(4)) {
        ASSIGN_OR_RETURN(check.link, decodeAnchorLink(row.blob(4)));
    }
    if (!row.isNull(5)) {
        ASSIGN_OR_RETURN(const CheckObstacle obstacle,
                         numberIn(row.integer(6), CheckObstacle::NoWay, CheckObstacle::Other));
        check.failure = FailedCheck{instantFromMillis(row.integer(5)), obstacle};
    }
    return check;
}

} // namespace

Result<> SqlcipherAnchorCheckStore::put(std::span<const AnchorCheck> checks) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    for (const AnchorCheck& check : checks) {
        RETURN_IF_ERROR(putOne(check));
    }
    return transaction.commit();
}

Result<> SqlcipherAnchorCheckStore::putOne(const AnchorCheck& check) {
    const Bytes link = check.link ? encodeAnchorLink(*check.link) : Bytes();
    ASSIGN_OR_RETURN(
        Statement insert,
        m_connection.prepare("INSERT OR REPLACE INTO anchor_checks(digest, outcome, custodian,"
                             " checked_at, height, link, failed_at, obstacle)"
                             " SELECT digest, ?, ?, ?, ?, ?, ?, ? FROM records WHERE digest = ?"));
    insert.bind(static_cast<std::int64_t>(check.outcome)).bind(check.custodian);
    insert.bind(millisOf(check.checkedAt)).bind(static_cast<std::int64_t>(check.height.value));
    check.link ? insert.bind(link) : insert.bindNull();
    if (check.failure) {
        insert.bind(millisOf(check.failure->at));
        insert.bind(static_cast<std::int64_t>(check.failure->obstacle));
    } else {
        insert.bindNull().bindNull();
    }
    insert.bind(check.record);
    return insert.run();
}

Result<> SqlcipherAnchorCheckStore::addIfAny(const RecordDigest& record,
                                             std::vector<AnchorCheck>& checks) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT outcome, custodian, checked_at, height, link,"
                                          " failed_at, obstacle FROM anchor_checks"
                                          " WHERE digest = ?"));
    select.bind(record);
    ASSIGN_OR_RETURN(const bool found, select.step());
    if (found) {
        ASSIGN_OR_RETURN(AnchorCheck check, checkOf(record, select));
        checks.push_back(std::move(check));
    }
    return {};
}

Result<std::vector<AnchorCheck>>
SqlcipherAnchorCheckStore::among(std::span<const RecordDigest> records) {
    if (records.size() > amongMax) {
        return fail(ErrorCode::TooLarge, "records to look up checks of");
    }
    std::vector<AnchorCheck> checks;
    for (const RecordDigest& record : records) {
        RETURN_IF_ERROR(addIfAny(record, checks));
    }
    return checks;
}

Result<AnchorTally> SqlcipherAnchorCheckStore::tally() {
    AnchorTally tally;
    {
        ASSIGN_OR_RETURN(
            Statement select,
            m_connection.prepare("SELECT coalesce(c.outcome, 0), count(*) FROM records r"
                                 " LEFT JOIN anchor_checks c ON c.digest = r.digest"
                                 " WHERE r.custodian IS NOT NULL GROUP BY 1"));
        for (;;) {
            ASSIGN_OR_RETURN(const bool found, select.step());
            if (!found) {
                break;
            }
            ASSIGN_OR_RETURN(const AnchorOutcome outcome, outcomeIn(select.integer(0)));
            tally.records[outcome] = static_cast<std::uint64_t>(select.integer(1));
        }
    }
    ASSIGN_OR_RETURN(Statement newest,
                     m_connection.prepare("SELECT checked_at, height FROM anchor_checks"
                                          " WHERE outcome > 0 ORDER BY checked_at DESC,"
                                          " height DESC LIMIT 1"));
    ASSIGN_OR_RETURN(const bool any, newest.step());
    if (any) {
        tally.newest = instantFromMillis(newest.integer(0));
        tally.height = BlockHeight(static_cast<std::uint64_t>(newest.integer(1)));
    }
    return tally;
}

} // namespace consentry::adapters
