#include "core/adapters/sqlcipher/sqlcipher_log_store.h"

#include "core/adapters/sqlcipher/conditions.h"
#include "core/adapters/sqlcipher/log_index_writer.h"
#include "core/adapters/sqlcipher/log_row_id.h"
#include "core/adapters/sqlcipher/search_text.h"

#include <algorithm>

namespace consentry::adapters {

namespace {

constexpr std::int64_t patientsMax = 1 << 20;
/// Numbers of actors and grants begin with 1.
constexpr std::int64_t noActor = 0;
constexpr std::int64_t noGrant = 0;

constexpr char rowColumns[] =
    "r.id, r.epoch, r.height, r.block_time, r.type, r.result, p.party, r.object_id, r.body_state,"
    " r.verdict, r.event";

Result<LogRow> rowOf(const Statement& row, const PartyId& patient) {
    LogRow out;
    out.patient = patient;
    out.seq = logSequenceOf(row.integer(0));
    out.epoch = EpochNumber(static_cast<std::uint32_t>(row.integer(1)));
    out.height = BlockHeight(static_cast<std::uint64_t>(row.integer(2)));
    out.blockTime = instantFromMillis(row.integer(3));
    out.type = static_cast<std::uint32_t>(row.integer(4));
    out.result = static_cast<std::uint32_t>(row.integer(5));
    RETURN_IF_ERROR(row.fixed(6, out.actor));
    RETURN_IF_ERROR(row.fixed(7, out.objectId));
    out.bodyState = static_cast<BodyState>(row.integer(8));
    out.verdict = static_cast<LogVerdict>(row.integer(9));
    out.event = toBytes(row.blob(10));
    return out;
}

bool isUnfiltered(const LogFilter& filter) {
    return filter.types.empty() && !filter.actor && !filter.bodyState && !filter.verdict &&
           !filter.result && !filter.objectId && !filter.usedGrant;
}

/// All conditions but the patient's range.
///
/// The planner cannot know how many rows a value has; the unary plus keeps it from choosing an
/// index that makes it sort a million rows, where walking the log in order finds a page at once.
Conditions conditionsOf(const LogFilter& filter, std::int64_t actor, std::int64_t grant) {
    Conditions where;
    if (!filter.types.empty()) {
        where.add((filter.types.size() == 1 ? "r.type IN (" : "+r.type IN (") +
                  numberList(filter.types) + ")");
    }
    if (filter.actor) {
        where.add("r.actor = ?", {actor});
    }
    if (filter.objectId) {
        where.add("r.object_id = ?", {filter.objectId->view()});
    }
    if (filter.usedGrant) {
        where.add("r.used_grant = ?", {grant});
    }
    // The partial indexes apply only where their own condition stands in the query.
    if (filter.bodyState) {
        where.add(*filter.bodyState > BodyState::Opened ? "r.body_state > 1 AND r.body_state = ?"
                                                        : "+r.body_state = ?",
                  {static_cast<std::int64_t>(*filter.bodyState)});
    }
    if (filter.verdict) {
        where.add(*filter.verdict > LogVerdict::Explained ? "r.verdict > 1 AND r.verdict = ?"
                                                          : "+r.verdict = ?",
                  {static_cast<std::int64_t>(*filter.verdict)});
    }
    if (filter.result) {
        where.add(*filter.result > 0 ? "r.result > 0 AND r.result = ?" : "+r.result = ?",
                  {static_cast<std::int64_t>(*filter.result)});
    }
    return where;
}

LogIndex::Row indexRow(const LogRow& row, std::int64_t actor) {
    LogIndex::Row out;
    out.at = row.blockTime;
    out.actor = static_cast<std::uint32_t>(actor);
    out.type = static_cast<std::uint16_t>(row.type);
    out.verdict = row.verdict;
    out.isRefused = row.result != 0;
    return out;
}

Result<> checkRows(std::span<const LogRow> rows, std::uint64_t first) {
    for (const LogRow& row : rows) {
        if (row.seq.value != first++) {
            return fail(ErrorCode::VerificationFailed, "log rows with a gap");
        }
        if (row.event.size() > LogStore::eventMax) {
            return fail(ErrorCode::TooLarge, "log event");
        }
    }
    return {};
}

} // namespace

Result<std::optional<SqlcipherLogStore::PatientHead>>
SqlcipherLogStore::find(const PartyId& patient) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT patient, count, head, height FROM log_heads"
                                          " WHERE party = ?"));
    select.bind(patient);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return std::optional<PatientHead>();
    }
    PatientHead out;
    out.number = select.integer(0);
    out.head.count = static_cast<std::uint64_t>(select.integer(1));
    RETURN_IF_ERROR(select.fixed(2, out.head.head));
    out.head.height = BlockHeight(static_cast<std::uint64_t>(select.integer(3)));
    return std::optional(out);
}

Result<std::int64_t> SqlcipherLogStore::addPatient(const PartyId& patient) {
    const Digest none;
    RETURN_IF_ERROR(m_connection.run(
        "INSERT INTO log_heads(party, count, head, height) VALUES(?, 0, ?, 0)", patient, none));
    const std::int64_t number = m_connection.lastRow();
    if (number >= patientsMax) {
        return fail(ErrorCode::TooLarge, "too many logs");
    }
    return number;
}

Result<std::int64_t> SqlcipherLogStore::findActor(const PartyId& actor) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT id FROM log_parties WHERE party = ?"));
    select.bind(actor);
    ASSIGN_OR_RETURN(bool found, select.step());
    return found ? select.integer(0) : noActor;
}

Result<std::int64_t> SqlcipherLogStore::actorNumber(const PartyId& actor) {
    ASSIGN_OR_RETURN(const std::int64_t known, findActor(actor));
    if (known != noActor) {
        return known;
    }
    RETURN_IF_ERROR(m_connection.run("INSERT INTO log_parties(party) VALUES(?)", actor));
    return m_connection.lastRow();
}

Result<std::int64_t> SqlcipherLogStore::findGrant(const GrantId& grant) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT id FROM log_grants WHERE grant_id = ?"));
    select.bind(grant);
    ASSIGN_OR_RETURN(bool found, select.step());
    return found ? select.integer(0) : noGrant;
}

Result<std::int64_t> SqlcipherLogStore::grantNumber(const GrantId& grant) {
    ASSIGN_OR_RETURN(const std::int64_t known, findGrant(grant));
    if (known != noGrant) {
        return known;
    }
    RETURN_IF_ERROR(m_connection.run("INSERT INTO log_grants(grant_id) VALUES(?)", grant));
    return m_connection.lastRow();
}

Result<> SqlcipherLogStore::insertRow(std::int64_t id, const LogRow& row, std::int64_t actor) {
    return m_connection.run(
        "INSERT INTO log_rows(id, epoch, height, block_time, type, result, actor, object_id,"
        " body_state, verdict, event) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
        id, static_cast<std::int64_t>(row.epoch.value), static_cast<std::int64_t>(row.height.value),
        millisOf(row.blockTime), static_cast<std::int64_t>(row.type),
        static_cast<std::int64_t>(row.result), actor, row.objectId,
        static_cast<std::int64_t>(row.bodyState), static_cast<std::int64_t>(row.verdict),
        row.event);
}

Result<> SqlcipherLogStore::append(const PartyId& patient, std::span<const LogRow> rows,
                                   const VerifiedLogHead& head) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    ASSIGN_OR_RETURN(const std::optional<PatientHead> before, find(patient));
    const VerifiedLogHead old = before ? before->head : VerifiedLogHead{};
    if (head.count < old.count || head.height < old.height) {
        return fail(ErrorCode::VerificationFailed, "log head would go back");
    }
    if (before && head.count == old.count && head.head != old.head) {
        return fail(ErrorCode::VerificationFailed, "two heads for one count");
    }
    if (head.count >= logSequencesMax || rows.size() > head.count) {
        return fail(ErrorCode::InvalidArgument, "log rows beyond the head");
    }
    const std::uint64_t first = head.count - rows.size();
    if (before && first != old.count) {
        return fail(ErrorCode::VerificationFailed, "log rows do not meet the stored head");
    }
    RETURN_IF_ERROR(checkRows(rows, first));
    std::int64_t number = before ? before->number : 0;
    if (!before) {
        ASSIGN_OR_RETURN(number, addPatient(patient));
    }
    std::unordered_map<PartyId, std::int64_t> actors;
    LogIndexWriter index(m_connection, number);
    for (const LogRow& row : rows) {
        auto known = actors.find(row.actor);
        if (known == actors.end()) {
            ASSIGN_OR_RETURN(const std::int64_t actor, actorNumber(row.actor));
            known = actors.emplace(row.actor, actor).first;
        }
        RETURN_IF_ERROR(insertRow(logRowId(number, row.seq.value), row, known->second));
        RETURN_IF_ERROR(index.append(row.seq, indexRow(row, known->second)));
    }
    RETURN_IF_ERROR(index.finish());
    RETURN_IF_ERROR(
        m_connection.run("UPDATE log_heads SET count = ?, head = ?, height = ? WHERE patient = ?",
                         static_cast<std::int64_t>(head.count), head.head,
                         static_cast<std::int64_t>(head.height.value), number));
    return transaction.commit();
}

Result<std::optional<VerifiedLogHead>> SqlcipherLogStore::head(const PartyId& patient) {
    ASSIGN_OR_RETURN(const std::optional<PatientHead> found, find(patient));
    return found ? std::optional(found->head) : std::nullopt;
}

Result<std::vector<PartyId>> SqlcipherLogStore::patients() {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT party FROM log_heads ORDER BY patient"));
    std::vector<PartyId> patients;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return patients;
        }
        PartyId patient;
        RETURN_IF_ERROR(select.fixed(0, patient));
        patients.push_back(patient);
    }
}

Result<> SqlcipherLogStore::writeState(std::int64_t id, const BodyUpdate& update) {
    RETURN_IF_ERROR(m_connection.run("UPDATE log_rows SET body_state = ?, verdict = ? WHERE id = ?",
                                     static_cast<std::int64_t>(update.state),
                                     static_cast<std::int64_t>(update.verdict), id));
    if (m_connection.changes() != 1) {
        return fail(ErrorCode::NotFound, "log row " + std::to_string(update.seq.value));
    }
    return {};
}

Result<> SqlcipherLogStore::writeDetails(std::int64_t id, const LogDetails& details) {
    if (details.content.size() > detailsMax) {
        return fail(ErrorCode::TooLarge, "log details");
    }
    return m_connection.run("INSERT INTO log_details(id, content) VALUES(?, ?)"
                            " ON CONFLICT(id) DO UPDATE SET content = excluded.content",
                            id, details.content);
}

/// The number of the grant.
Result<std::int64_t> SqlcipherLogStore::writeUse(std::int64_t id, const GrantId& grant) {
    ASSIGN_OR_RETURN(const std::int64_t number, grantNumber(grant));
    RETURN_IF_ERROR(
        m_connection.run("UPDATE log_rows SET used_grant = ? WHERE id = ?", number, id));
    return number;
}

Result<> SqlcipherLogStore::writeBody(std::int64_t id, const BodyUpdate& update,
                                      LogIndexWriter& index) {
    RETURN_IF_ERROR(writeState(id, update));
    std::uint32_t terms = 0;
    std::int64_t grant = noGrant;
    if (update.details) {
        RETURN_IF_ERROR(writeDetails(id, *update.details));
        ASSIGN_OR_RETURN(terms, index.setOf(update.details->terms));
        if (update.details->usedGrant) {
            ASSIGN_OR_RETURN(grant, writeUse(id, *update.details->usedGrant));
        }
    }
    ASSIGN_OR_RETURN(LogIndex::Row* const row, index.change(update.seq));
    row->verdict = update.verdict;
    if (update.details) {
        row->terms = terms;
    }
    if (grant != noGrant) {
        row->grant = static_cast<std::uint32_t>(grant);
    }
    return {};
}

Result<> SqlcipherLogStore::setBody(const PartyId& patient, LogSequence seq, BodyState state,
                                    LogVerdict verdict, const std::optional<LogDetails>& details) {
    const BodyUpdate update{seq, state, verdict, details};
    return setBodies(patient, std::span(&update, 1));
}

Result<> SqlcipherLogStore::setBodies(const PartyId& patient, std::span<const BodyUpdate> updates) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    if (!known) {
        return fail(ErrorCode::NotFound, "log");
    }
    LogIndexWriter index(m_connection, known->number);
    for (const BodyUpdate& update : updates) {
        if (update.seq.value >= logSequencesMax) {
            return fail(ErrorCode::NotFound, "log row");
        }
        RETURN_IF_ERROR(writeBody(logRowId(known->number, update.seq.value), update, index));
    }
    RETURN_IF_ERROR(index.finish());
    return transaction.commit();
}

Result<LogRow> SqlcipherLogStore::row(const PartyId& patient, LogSequence seq) {
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    if (!known || seq.value >= known->head.count) {
        return fail(ErrorCode::NotFound, "log row");
    }
    static const std::string sql = std::string("SELECT ") + rowColumns +
                                   " FROM log_rows r JOIN log_parties p ON p.id = r.actor"
                                   " WHERE r.id = ?";
    ASSIGN_OR_RETURN(Statement select, m_connection.prepare(sql.c_str()));
    select.bind(logRowId(known->number, seq.value));
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::NotFound, "log row");
    }
    return rowOf(select, patient);
}

Result<std::optional<Bytes>> SqlcipherLogStore::details(const PartyId& patient, LogSequence seq) {
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    if (!known || seq.value >= known->head.count) {
        return fail(ErrorCode::NotFound, "log row");
    }
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT content FROM log_details WHERE id = ?"));
    select.bind(logRowId(known->number, seq.value));
    ASSIGN_OR_RETURN(bool found, select.step());
    return found ? std::optional(toBytes(select.blob(0))) : std::nullopt;
}

Result<LogSequence> SqlcipherLogStore::firstAtOrAfter(std::int64_t patient, std::uint64_t count,
                                                      Instant moment) {
    std::uint64_t low = 0;
    std::uint64_t high = count;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        // The row at or after the middle: a reader from a later epoch lacks the first ones.
        ASSIGN_OR_RETURN(Statement select,
                         m_connection.prepare("SELECT id, block_time FROM log_rows"
                                              " WHERE id >= ? AND id < ? ORDER BY id LIMIT 1"));
        select.bind(logRowId(patient, middle)).bind(logRowId(patient, high));
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            high = middle;
        } else if (select.integer(1) >= millisOf(moment)) {
            high = middle;
        } else {
            low = logSequenceOf(select.integer(0)).value + 1;
        }
    }
    return LogSequence(low);
}

Result<SqlcipherLogStore::Range> SqlcipherLogStore::rangeOf(const PatientHead& patient,
                                                            const LogFilter& filter) {
    Range range{0, patient.head.count};
    if (filter.from) {
        ASSIGN_OR_RETURN(const LogSequence first,
                         firstAtOrAfter(patient.number, patient.head.count, *filter.from));
        range.begin = first.value;
    }
    if (filter.until) {
        ASSIGN_OR_RETURN(const LogSequence end,
                         firstAtOrAfter(patient.number, patient.head.count, *filter.until));
        range.end = std::max(range.begin, end.value);
    }
    return range;
}

Result<Conditions> SqlcipherLogStore::conditions(const PatientHead& patient,
                                                 const LogFilter& filter, Range range) {
    std::int64_t actor = noActor;
    if (filter.actor) {
        ASSIGN_OR_RETURN(actor, findActor(*filter.actor));
    }
    std::int64_t grant = noGrant;
    if (filter.usedGrant) {
        ASSIGN_OR_RETURN(grant, findGrant(*filter.usedGrant));
    }
    Conditions where = conditionsOf(filter, actor, grant);
    where.add("r.id >= ? AND r.id < ?",
              {logRowId(patient.number, range.begin), logRowId(patient.number, range.end)});
    return where;
}

Result<LogPageRows> SqlcipherLogStore::page(const PartyId& patient, const LogFilter& filter,
                                            LogOrder order, const std::optional<LogSequence>& after,
                                            std::size_t limit) {
    LogPageRows page;
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    if (!known) {
        return page;
    }
    ASSIGN_OR_RETURN(Range range, rangeOf(*known, filter));
    if (after && order == LogOrder::NewestFirst) {
        range.end = std::min(range.end, after->value);
    } else if (after) {
        range.begin = std::max(range.begin, after->value + 1);
    }
    ASSIGN_OR_RETURN(const Conditions where, conditions(*known, filter, range));
    const std::size_t wanted = std::clamp<std::size_t>(limit, 1, pageMax);
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + rowColumns +
                                              " FROM log_rows r"
                                              " CROSS JOIN log_parties p ON p.id = r.actor" +
                                              where.sql() + " ORDER BY r.id" +
                                              (order == LogOrder::NewestFirst ? " DESC" : "") +
                                              " LIMIT " + std::to_string(wanted + 1)));
    where.bindTo(select);
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return page;
        }
        if (page.rows.size() == wanted) {
            page.next = page.rows.back().seq;
            return page;
        }
        ASSIGN_OR_RETURN(LogRow row, rowOf(select, patient));
        page.rows.push_back(std::move(row));
    }
}

Result<std::uint64_t> SqlcipherLogStore::countRange(std::int64_t patient, Range range) {
    // Rows have no gaps: only where the first one lies must be asked.
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT min(id) FROM log_rows WHERE id >= ? AND id < ?"));
    select.bind(logRowId(patient, range.begin)).bind(logRowId(patient, range.end));
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found || select.isNull(0)) {
        return std::uint64_t{0};
    }
    return static_cast<std::uint64_t>(logRowId(patient, range.end) - select.integer(0));
}

Result<std::uint64_t> SqlcipherLogStore::count(const PartyId& patient, const LogFilter& filter,
                                               std::uint64_t stopAt) {
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    if (!known) {
        return std::uint64_t{0};
    }
    ASSIGN_OR_RETURN(const Range range, rangeOf(*known, filter));
    if (isUnfiltered(filter)) {
        ASSIGN_OR_RETURN(const std::uint64_t all, countRange(known->number, range));
        return std::min(all, stopAt);
    }
    ASSIGN_OR_RETURN(const Conditions where, conditions(*known, filter, range));
    ASSIGN_OR_RETURN(Statement select, m_connection.prepareOnce(
                                           "SELECT count(*) FROM (SELECT 1 FROM log_rows r" +
                                           where.sql() + " LIMIT " + std::to_string(stopAt) + ")"));
    where.bindTo(select);
    ASSIGN_OR_RETURN(bool found, select.step());
    return found ? static_cast<std::uint64_t>(select.integer(0)) : 0;
}

Result<LogIndex> SqlcipherLogStore::index(const PartyId& patient,
                                          const std::optional<Instant>& from) {
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    return known ? readLogIndex(m_connection, known->number, from) : LogIndex();
}

Result<std::optional<std::vector<std::uint32_t>>>
SqlcipherLogStore::termsWith(std::string_view query) {
    using Numbers = std::vector<std::uint32_t>;
    const std::string expression = searchExpression(query, logPrefixMax);
    if (expression.empty()) {
        return std::optional<Numbers>();
    }
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT rowid FROM log_term_search"
                                          " WHERE log_term_search MATCH ? ORDER BY rowid"));
    select.bind(expression);
    Numbers numbers;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return std::optional(std::move(numbers));
        }
        numbers.push_back(static_cast<std::uint32_t>(select.integer(0)));
    }
}

Result<std::vector<LogSequence>> SqlcipherLogStore::sequences(const PartyId& patient,
                                                              const LogFilter& filter) {
    std::vector<LogSequence> sequences;
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    if (!known) {
        return sequences;
    }
    ASSIGN_OR_RETURN(const Range range, rangeOf(*known, filter));
    ASSIGN_OR_RETURN(const Conditions where, conditions(*known, filter, range));
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce("SELECT r.id FROM log_rows r" + where.sql() +
                                              " ORDER BY r.id DESC LIMIT " +
                                              std::to_string(indexRowsMax)));
    where.bindTo(select);
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return sequences;
        }
        sequences.push_back(logSequenceOf(select.integer(0)));
    }
}

Result<std::vector<GrantUses>> SqlcipherLogStore::uses(const PartyId& patient) {
    std::vector<GrantUses> uses;
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    if (!known) {
        return uses;
    }
    ASSIGN_OR_RETURN(
        Statement select,
        m_connection.prepare("SELECT g.grant_id, u.times, u.last FROM"
                             " (SELECT used_grant, count(*) AS times, max(block_time) AS last"
                             "  FROM log_rows INDEXED BY log_rows_by_grant"
                             "  WHERE used_grant IS NOT NULL AND id >= ? AND id < ?"
                             "  AND result = 0 AND verdict <> ? GROUP BY used_grant) u"
                             " CROSS JOIN log_grants g ON g.id = u.used_grant"));
    select.bind(logRowId(known->number, 0))
        .bind(logRowId(known->number, known->head.count))
        .bind(static_cast<std::int64_t>(LogVerdict::Alarm));
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return uses;
        }
        GrantUses& one = uses.emplace_back();
        RETURN_IF_ERROR(select.fixed(0, one.grant));
        one.times = static_cast<std::uint64_t>(select.integer(1));
        one.last = instantFromMillis(select.integer(2));
    }
}

} // namespace consentry::adapters
