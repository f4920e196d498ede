#include "core/adapters/sqlcipher/sqlcipher_log_store.h"

#include "core/adapters/sqlcipher/conditions.h"
#include "core/adapters/sqlcipher/search_text.h"

#include <algorithm>

namespace consentry::adapters {

namespace {

constexpr int sequenceBits = 40;
constexpr std::uint64_t sequencesMax = std::uint64_t{1} << sequenceBits;
constexpr std::int64_t patientsMax = 1 << 20;
/// Numbers of actors and grants begin with 1.
constexpr std::int64_t noActor = 0;
constexpr std::int64_t noGrant = 0;

std::int64_t rowId(std::int64_t patient, std::uint64_t seq) {
    return (patient << sequenceBits) | static_cast<std::int64_t>(seq);
}

constexpr char rowColumns[] =
    "r.id, r.epoch, r.height, r.block_time, r.type, r.result, p.party, r.object_id, r.body_state,"
    " r.verdict, r.event";

LogSequence sequenceOf(std::int64_t id) {
    return LogSequence(static_cast<std::uint64_t>(id) & (sequencesMax - 1));
}

Result<LogRow> rowOf(const Statement& row, const PartyId& patient) {
    LogRow out;
    out.patient = patient;
    out.seq = sequenceOf(row.integer(0));
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

/// Private-use characters begin tokens that no text has (indexTokens drops them): with them the
/// full-text index itself intersects words with type and actor.
constexpr char typeToken[] = "\xEE\x80\x81";
constexpr char actorToken[] = "\xEE\x80\x82";

std::string markTokens(std::int64_t type, std::int64_t actor) {
    return typeToken + std::to_string(type) + ' ' + actorToken + std::to_string(actor);
}

/// The full-text expression of search, types and actor; empty where nothing is searched for.
std::string expressionOf(const LogFilter& filter, std::int64_t actor) {
    std::string expression = searchExpression(filter.search, logPrefixMax);
    if (expression.empty()) {
        return expression;
    }
    std::string types;
    for (const std::uint32_t type : filter.types) {
        types += (types.empty() ? " AND (\"" : " OR \"");
        types += typeToken + std::to_string(type) + '"';
    }
    expression += types.empty() ? "" : types + ")";
    if (filter.actor) {
        expression += std::string(" AND \"") + actorToken + std::to_string(actor) + '"';
    }
    return expression;
}

/// Whether a condition is left that the full-text index cannot decide.
bool needsRow(const LogFilter& filter) {
    return filter.bodyState || filter.verdict || filter.result || filter.objectId ||
           filter.usedGrant;
}

bool isUnfiltered(const LogFilter& filter) {
    return filter.types.empty() && !filter.actor && !needsRow(filter);
}

/// All conditions but the patient's range. `expression` holds the search and must outlive them.
///
/// The planner cannot know how many rows a value has; the unary plus keeps it from choosing an
/// index that makes it sort a million rows, where walking the log in order finds a page at once.
Conditions conditionsOf(const LogFilter& filter, const std::string& expression, std::int64_t actor,
                        std::int64_t grant) {
    Conditions where;
    if (!expression.empty()) {
        where.add("log_search MATCH ?", {std::string_view(expression)});
    }
    if (!filter.types.empty() && expression.empty()) {
        where.add((filter.types.size() == 1 ? "r.type IN (" : "+r.type IN (") +
                  numberList(filter.types) + ")");
    }
    if (filter.actor && expression.empty()) {
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
    if (head.count >= sequencesMax || rows.size() > head.count) {
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
    for (const LogRow& row : rows) {
        auto known = actors.find(row.actor);
        if (known == actors.end()) {
            ASSIGN_OR_RETURN(const std::int64_t actor, actorNumber(row.actor));
            known = actors.emplace(row.actor, actor).first;
        }
        RETURN_IF_ERROR(insertRow(rowId(number, row.seq.value), row, known->second));
    }
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

/// Sets state and verdict. No RETURNING: it would make the full-text index write what it gathers
/// to disk before each row.
Result<> SqlcipherLogStore::writeState(std::int64_t id, const BodyUpdate& update) {
    RETURN_IF_ERROR(m_connection.run("UPDATE log_rows SET body_state = ?, verdict = ? WHERE id = ?",
                                     static_cast<std::int64_t>(update.state),
                                     static_cast<std::int64_t>(update.verdict), id));
    if (m_connection.changes() != 1) {
        return fail(ErrorCode::NotFound, "log row " + std::to_string(update.seq.value));
    }
    return {};
}

Result<> SqlcipherLogStore::writeUse(std::int64_t id, const GrantId& grant) {
    ASSIGN_OR_RETURN(const std::int64_t number, grantNumber(grant));
    return m_connection.run("UPDATE log_rows SET used_grant = ? WHERE id = ?", number, id);
}

/// True where the row had no details before.
Result<bool> SqlcipherLogStore::writeDetails(std::int64_t id, const LogDetails& details) {
    if (details.content.size() > detailsMax) {
        return fail(ErrorCode::TooLarge, "log details");
    }
    RETURN_IF_ERROR(m_connection.run("INSERT INTO log_details(id, content) VALUES(?, ?)"
                                     " ON CONFLICT(id) DO NOTHING",
                                     id, details.content));
    if (m_connection.changes() == 1) {
        return true;
    }
    RETURN_IF_ERROR(
        m_connection.run("UPDATE log_details SET content = ? WHERE id = ?", details.content, id));
    return false;
}

Result<> SqlcipherLogStore::index(std::int64_t id, const LogDetails& details, bool isNew) {
    std::string tokens;
    {
        ASSIGN_OR_RETURN(Statement select,
                         m_connection.prepare("SELECT type, actor FROM log_rows WHERE id = ?"));
        select.bind(id);
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return fail(ErrorCode::NotFound, "log row");
        }
        tokens = markTokens(select.integer(0), select.integer(1));
    }
    tokens += ' ' + indexTokens(details.searchText);
    if (!isNew) {
        RETURN_IF_ERROR(m_connection.run("DELETE FROM log_search WHERE rowid = ?", id));
    }
    return m_connection.run("INSERT INTO log_search(rowid, tokens) VALUES(?, ?)", id, tokens);
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
    const auto idOf = [&](const BodyUpdate& update) {
        return rowId(known->number, update.seq.value);
    };
    // The index comes last: statements of other kinds in between make it write early.
    std::vector<bool> isNew(updates.size());
    for (std::size_t i = 0; i < updates.size(); ++i) {
        const BodyUpdate& update = updates[i];
        if (update.seq.value >= sequencesMax) {
            return fail(ErrorCode::NotFound, "log row");
        }
        RETURN_IF_ERROR(writeState(idOf(update), update));
        if (update.details) {
            ASSIGN_OR_RETURN(isNew[i], writeDetails(idOf(update), *update.details));
            if (update.details->usedGrant) {
                RETURN_IF_ERROR(writeUse(idOf(update), *update.details->usedGrant));
            }
        }
    }
    for (std::size_t i = 0; i < updates.size(); ++i) {
        if (updates[i].details) {
            RETURN_IF_ERROR(index(idOf(updates[i]), *updates[i].details, isNew[i]));
        }
    }
    return transaction.commit();
}

Result<LogRow> SqlcipherLogStore::row(const PartyId& patient, LogSequence seq) {
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    if (!known || seq.value >= known->head.count) {
        return fail(ErrorCode::NotFound, "log row");
    }
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + rowColumns +
                                              " FROM log_rows r JOIN log_parties p"
                                              " ON p.id = r.actor WHERE r.id = ?"));
    select.bind(rowId(known->number, seq.value));
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
    select.bind(rowId(known->number, seq.value));
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
        select.bind(rowId(patient, middle)).bind(rowId(patient, high));
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            high = middle;
        } else if (select.integer(1) >= millisOf(moment)) {
            high = middle;
        } else {
            low = sequenceOf(select.integer(0)).value + 1;
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

/// A query over one patient's range of the log; with a search, over the full-text index, whose own
/// order then does the paging.
struct SqlcipherLogStore::Query {
    std::string expression;
    Conditions where;
    std::string id;
    std::string from;
};

Result<> SqlcipherLogStore::prepareQuery(const PatientHead& patient, const LogFilter& filter,
                                         Range range, Query& query) {
    std::int64_t actor = noActor;
    if (filter.actor) {
        ASSIGN_OR_RETURN(actor, findActor(*filter.actor));
    }
    std::int64_t grant = noGrant;
    if (filter.usedGrant) {
        ASSIGN_OR_RETURN(grant, findGrant(*filter.usedGrant));
    }
    query.expression = expressionOf(filter, actor);
    query.where = conditionsOf(filter, query.expression, actor, grant);
    query.id = query.expression.empty() ? "r.id" : "log_search.rowid";
    query.from = query.expression.empty() ? " FROM log_rows r" : " FROM log_search";
    query.where.add(query.id + " >= ? AND " + query.id + " < ?",
                    {rowId(patient.number, range.begin), rowId(patient.number, range.end)});
    return {};
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
    Query query;
    RETURN_IF_ERROR(prepareQuery(*known, filter, range, query));
    if (!query.expression.empty()) {
        query.from += " CROSS JOIN log_rows r ON r.id = log_search.rowid";
    }
    const std::size_t wanted = std::clamp<std::size_t>(limit, 1, pageMax);
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + rowColumns + query.from +
                                              " CROSS JOIN log_parties p ON p.id = r.actor" +
                                              query.where.sql() + " ORDER BY " + query.id +
                                              (order == LogOrder::NewestFirst ? " DESC" : "") +
                                              " LIMIT " + std::to_string(wanted + 1)));
    query.where.bindTo(select);
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
    select.bind(rowId(patient, range.begin)).bind(rowId(patient, range.end));
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found || select.isNull(0)) {
        return std::uint64_t{0};
    }
    return static_cast<std::uint64_t>(rowId(patient, range.end) - select.integer(0));
}

Result<std::uint64_t> SqlcipherLogStore::count(const PartyId& patient, const LogFilter& filter,
                                               std::uint64_t stopAt) {
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    if (!known) {
        return std::uint64_t{0};
    }
    ASSIGN_OR_RETURN(const Range range, rangeOf(*known, filter));
    Query query;
    RETURN_IF_ERROR(prepareQuery(*known, filter, range, query));
    if (query.expression.empty() && isUnfiltered(filter)) {
        ASSIGN_OR_RETURN(const std::uint64_t all, countRange(known->number, range));
        return std::min(all, stopAt);
    }
    if (!query.expression.empty() && needsRow(filter)) {
        query.from += " CROSS JOIN log_rows r ON r.id = log_search.rowid";
    }
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce("SELECT count(*) FROM (SELECT 1" + query.from +
                                              query.where.sql() + " LIMIT " +
                                              std::to_string(stopAt) + ")"));
    query.where.bindTo(select);
    ASSIGN_OR_RETURN(bool found, select.step());
    return found ? static_cast<std::uint64_t>(select.integer(0)) : 0;
}

Result<std::vector<LogOutlineRow>> SqlcipherLogStore::outline(const PartyId& patient,
                                                              std::span<const std::uint32_t> types,
                                                              const std::optional<Instant>& from) {
    std::vector<LogOutlineRow> rows;
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    if (!known) {
        return rows;
    }
    LogFilter period;
    period.from = from;
    ASSIGN_OR_RETURN(const Range range, rangeOf(*known, period));
    for (const std::uint32_t type : types) {
        ASSIGN_OR_RETURN(Statement select,
                         m_connection.prepare("SELECT id, block_time, result, verdict"
                                              " FROM log_rows INDEXED BY log_rows_by_type"
                                              " WHERE type = ? AND id >= ? AND id < ?"
                                              " ORDER BY id DESC LIMIT ?"));
        select.bind(static_cast<std::int64_t>(type))
            .bind(rowId(known->number, range.begin))
            .bind(rowId(known->number, range.end))
            .bind(static_cast<std::int64_t>(outlineMax));
        const auto before = static_cast<std::ptrdiff_t>(rows.size());
        for (;;) {
            ASSIGN_OR_RETURN(bool found, select.step());
            if (!found) {
                break;
            }
            rows.push_back({sequenceOf(select.integer(0)), instantFromMillis(select.integer(1)),
                            type, static_cast<std::uint32_t>(select.integer(2)),
                            static_cast<LogVerdict>(select.integer(3))});
        }
        // Each type comes in order by itself.
        std::inplace_merge(rows.begin(), rows.begin() + before, rows.end(),
                           [](const auto& a, const auto& b) { return b.seq < a.seq; });
    }
    rows.resize(std::min(rows.size(), outlineMax));
    return rows;
}

Result<std::vector<LogSequence>> SqlcipherLogStore::sequences(const PartyId& patient,
                                                              const LogFilter& filter) {
    std::vector<LogSequence> sequences;
    ASSIGN_OR_RETURN(const std::optional<PatientHead> known, find(patient));
    if (!known) {
        return sequences;
    }
    ASSIGN_OR_RETURN(const Range range, rangeOf(*known, filter));
    Query query;
    RETURN_IF_ERROR(prepareQuery(*known, filter, range, query));
    if (!query.expression.empty() && needsRow(filter)) {
        query.from += " CROSS JOIN log_rows r ON r.id = log_search.rowid";
    }
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce("SELECT " + query.id + query.from +
                                              query.where.sql() + " ORDER BY " + query.id +
                                              " DESC LIMIT " + std::to_string(outlineMax)));
    query.where.bindTo(select);
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return sequences;
        }
        sequences.push_back(sequenceOf(select.integer(0)));
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
    select.bind(rowId(known->number, 0))
        .bind(rowId(known->number, known->head.count))
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
