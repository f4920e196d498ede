#include "core/adapters/sqlcipher/sqlcipher_grant_store.h"

#include "core/adapters/sqlcipher/conditions.h"

#include <algorithm>

namespace consentry::adapters {

namespace {

constexpr char grantColumns[] = "id, direction, patient, issuer, counterpart, content, title,"
                                " state, created_at, begin_at, end_at, supersedes";

Result<StoredGrant> grantOf(const Statement& row) {
    StoredGrant grant;
    RETURN_IF_ERROR(row.fixed(0, grant.id));
    grant.direction = static_cast<GrantDirection>(row.integer(1));
    RETURN_IF_ERROR(row.fixed(2, grant.patient));
    RETURN_IF_ERROR(row.fixed(3, grant.issuer));
    RETURN_IF_ERROR(row.fixed(4, grant.counterpart));
    grant.content = toBytes(row.blob(5));
    grant.title = row.text(6);
    grant.state = static_cast<GrantState>(row.integer(7));
    grant.createdAt = instantFromMillis(row.integer(8));
    grant.begin = instantFromMillis(row.integer(9));
    grant.end = instantFromMillis(row.integer(10));
    if (!row.isNull(11)) {
        GrantId superseded;
        RETURN_IF_ERROR(row.fixed(11, superseded));
        grant.supersedes = superseded;
    }
    return grant;
}

Conditions conditionsOf(const GrantFilter& filter) {
    Conditions where;
    if (filter.direction) {
        where.add("direction = ?", {static_cast<std::int64_t>(*filter.direction)});
    }
    if (filter.patient) {
        where.add("patient = ?", {filter.patient->view()});
    }
    if (filter.counterpart) {
        where.add("counterpart = ?", {filter.counterpart->view()});
    }
    if (filter.state) {
        where.add("state = ?", {static_cast<std::int64_t>(*filter.state)});
    }
    if (filter.endsAfter) {
        where.add("end_at > ?", {millisOf(*filter.endsAfter)});
    }
    if (filter.endsBefore) {
        where.add("end_at < ?", {millisOf(*filter.endsBefore)});
    }
    return where;
}

} // namespace

Result<> SqlcipherGrantStore::put(const StoredGrant& grant) {
    if (grant.content.size() > contentMax) {
        return fail(ErrorCode::TooLarge, "grant content");
    }
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    {
        ASSIGN_OR_RETURN(
            Statement insert,
            m_connection.prepare(
                "INSERT INTO grants(id, direction, patient, issuer, counterpart, content, title,"
                " state, created_at, begin_at, end_at, supersedes)"
                " VALUES(?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET"
                " direction = excluded.direction, patient = excluded.patient,"
                " issuer = excluded.issuer, counterpart = excluded.counterpart,"
                " content = excluded.content, title = excluded.title, state = excluded.state,"
                " created_at = excluded.created_at, begin_at = excluded.begin_at,"
                " end_at = excluded.end_at, supersedes = excluded.supersedes"));
        insert.bind(grant.id).bind(static_cast<std::int64_t>(grant.direction));
        insert.bind(grant.patient).bind(grant.issuer).bind(grant.counterpart);
        insert.bind(grant.content).bind(grant.title);
        insert.bind(static_cast<std::int64_t>(grant.state)).bind(millisOf(grant.createdAt));
        insert.bind(millisOf(grant.begin)).bind(millisOf(grant.end));
        if (grant.supersedes) {
            insert.bind(*grant.supersedes);
        } else {
            insert.bindNull();
        }
        RETURN_IF_ERROR(insert.run());
    }
    return transaction.commit();
}

Result<StoredGrant> SqlcipherGrantStore::find(const GrantId& id) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + grantColumns +
                                              " FROM grants WHERE id = ?"));
    select.bind(id);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::NotFound, "grant");
    }
    return grantOf(select);
}

Result<> SqlcipherGrantStore::setState(const GrantId& id, GrantState state) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    RETURN_IF_ERROR(m_connection.run("UPDATE grants SET state = ? WHERE id = ?",
                                     static_cast<std::int64_t>(state), id));
    if (m_connection.changes() != 1) {
        return fail(ErrorCode::NotFound, "grant");
    }
    return transaction.commit();
}

Result<> SqlcipherGrantStore::insertMark(const GrantId& id, GrantProcess process, GrantStage stage,
                                         const StageMark& mark) {
    return m_connection.run(
        "INSERT INTO grant_stages(grant_id, process, stage, at, height, tx, refusal)"
        " VALUES(?,?,?,?,?,?,?) ON CONFLICT(grant_id, process, stage) DO UPDATE SET"
        " at = excluded.at, height = excluded.height, tx = excluded.tx,"
        " refusal = excluded.refusal",
        id, static_cast<std::int64_t>(process), static_cast<std::int64_t>(stage), millisOf(mark.at),
        static_cast<std::int64_t>(mark.height.value), mark.transaction,
        static_cast<std::int64_t>(mark.refusal));
}

Result<> SqlcipherGrantStore::mark(const GrantId& id, GrantProcess process, GrantStage stage,
                                   const StageMark& mark) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    ASSIGN_OR_RETURN([[maybe_unused]] StoredGrant grant, find(id));
    RETURN_IF_ERROR(insertMark(id, process, stage, mark));
    return transaction.commit();
}

Result<> SqlcipherGrantStore::markAll(std::span<const GrantId> ids, GrantProcess process,
                                      GrantStage stage, const StageMark& mark,
                                      std::optional<GrantState> state) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    for (const GrantId& id : ids) {
        const auto found = find(id);
        if (!found && found.error().code == ErrorCode::NotFound) {
            continue;
        }
        RETURN_IF_ERROR(found);
        RETURN_IF_ERROR(insertMark(id, process, stage, mark));
        if (state) {
            RETURN_IF_ERROR(m_connection.run("UPDATE grants SET state = ? WHERE id = ?",
                                             static_cast<std::int64_t>(*state), id));
        }
    }
    return transaction.commit();
}

namespace {

Result<GrantStore::Stage> stageOf(const Statement& row) {
    GrantStore::Stage stage;
    stage.process = static_cast<GrantProcess>(row.integer(0));
    stage.stage = static_cast<GrantStage>(row.integer(1));
    stage.mark.at = instantFromMillis(row.integer(2));
    stage.mark.height = BlockHeight(static_cast<std::uint64_t>(row.integer(3)));
    RETURN_IF_ERROR(row.fixed(4, stage.mark.transaction));
    stage.mark.refusal = static_cast<std::uint32_t>(row.integer(5));
    return stage;
}

} // namespace

Result<std::vector<GrantStore::Stage>> SqlcipherGrantStore::stages(const GrantId& id) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT process, stage, at, height, tx, refusal"
                                          " FROM grant_stages WHERE grant_id = ?"
                                          " ORDER BY process, stage"));
    select.bind(id);
    std::vector<Stage> stages;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return stages;
        }
        ASSIGN_OR_RETURN(const Stage stage, stageOf(select));
        stages.push_back(stage);
    }
}

Result<std::map<GrantId, std::vector<GrantStore::Stage>>> SqlcipherGrantStore::allStages() {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT process, stage, at, height, tx, refusal, grant_id"
                                          " FROM grant_stages ORDER BY grant_id, process, stage"));
    std::map<GrantId, std::vector<Stage>> all;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return all;
        }
        GrantId id;
        RETURN_IF_ERROR(select.fixed(6, id));
        ASSIGN_OR_RETURN(const Stage stage, stageOf(select));
        all[id].push_back(stage);
    }
}

Result<GrantPage> SqlcipherGrantStore::page(const GrantFilter& filter,
                                            const std::optional<GrantCursor>& after,
                                            std::size_t limit) {
    Conditions where = conditionsOf(filter);
    if (after) {
        where.add("(created_at, id) < (?, ?)", {millisOf(after->createdAt), after->id.view()});
    }
    const std::size_t wanted = std::clamp<std::size_t>(limit, 1, pageMax);
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(
                         std::string("SELECT ") + grantColumns + " FROM grants" + where.sql() +
                         " ORDER BY created_at DESC, id DESC LIMIT " + std::to_string(wanted + 1)));
    where.bindTo(select);
    GrantPage page;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return page;
        }
        if (page.grants.size() == wanted) {
            page.next = GrantCursor{page.grants.back().createdAt, page.grants.back().id};
            return page;
        }
        ASSIGN_OR_RETURN(StoredGrant grant, grantOf(select));
        page.grants.push_back(std::move(grant));
    }
}

Result<> SqlcipherGrantStore::erase(const GrantId& id) {
    return writeOnce(m_connection, "DELETE FROM grants WHERE id = ?", id);
}

} // namespace consentry::adapters
