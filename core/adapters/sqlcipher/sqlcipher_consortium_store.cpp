#include "core/adapters/sqlcipher/sqlcipher_consortium_store.h"

namespace consentry::adapters {

Result<std::optional<StoredProfile>> SqlcipherConsortiumStore::profile() {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT chain_id, number, encoded, adopted_at"
                                          " FROM profiles ORDER BY adopted_at DESC, number DESC"
                                          " LIMIT 1"));
    ASSIGN_OR_RETURN(const bool found, select.step());
    if (!found) {
        return std::optional<StoredProfile>();
    }
    return std::optional(
        StoredProfile{std::string(select.text(0)), static_cast<std::uint64_t>(select.integer(1)),
                      toBytes(select.blob(2)), instantFromMillis(select.integer(3))});
}

Result<> SqlcipherConsortiumStore::adopt(const StoredProfile& profile) {
    if (profile.encoded.size() > encodedMax) {
        return fail(ErrorCode::TooLarge, "profile");
    }
    const auto number = static_cast<std::int64_t>(profile.number);
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    {
        ASSIGN_OR_RETURN(
            Statement newest,
            m_connection.prepare("SELECT max(number) FROM profiles WHERE chain_id = ?"));
        newest.bind(profile.chainId);
        ASSIGN_OR_RETURN(const bool found, newest.step());
        if (found && newest.integer(0) >= number) {
            return fail(ErrorCode::VerificationFailed, "profile number would go back");
        }
    }
    RETURN_IF_ERROR(m_connection.run(
        "INSERT INTO profiles(chain_id, number, encoded, adopted_at) VALUES(?,?,?,?)",
        profile.chainId, number, profile.encoded, millisOf(profile.adoptedAt)));
    RETURN_IF_ERROR(
        m_connection.run("UPDATE ledger_conflicts SET resolved_by = ? WHERE chain_id = ?"
                         " AND resolved_by IS NULL",
                         number, profile.chainId));
    return transaction.commit();
}

Result<> SqlcipherConsortiumStore::addConflict(const StoredConflict& conflict) {
    if (conflict.evidence.size() > encodedMax) {
        return fail(ErrorCode::TooLarge, "evidence");
    }
    return writeOnce(m_connection,
                     "INSERT INTO ledger_conflicts(chain_id, evidence, shown_by, file, found_at)"
                     " VALUES(?,?,?,?,?)",
                     conflict.chainId, conflict.evidence, conflict.shownBy, conflict.file,
                     millisOf(conflict.foundAt));
}

Result<std::optional<StoredConflict>>
SqlcipherConsortiumStore::openConflict(std::string_view chainId) {
    ASSIGN_OR_RETURN(
        Statement select,
        m_connection.prepare("SELECT chain_id, evidence, shown_by, file, found_at"
                             " FROM ledger_conflicts WHERE chain_id = ? AND resolved_by IS NULL"
                             " ORDER BY id LIMIT 1"));
    select.bind(chainId);
    ASSIGN_OR_RETURN(const bool found, select.step());
    if (!found) {
        return std::optional<StoredConflict>();
    }
    StoredConflict conflict;
    conflict.chainId = select.text(0);
    conflict.evidence = toBytes(select.blob(1));
    RETURN_IF_ERROR(select.fixed(2, conflict.shownBy));
    conflict.file = select.text(3);
    conflict.foundAt = instantFromMillis(select.integer(4));
    return std::optional(std::move(conflict));
}

} // namespace consentry::adapters
