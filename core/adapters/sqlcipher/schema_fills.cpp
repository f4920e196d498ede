#include "core/adapters/sqlcipher/schema_fills.h"

#include "core/adapters/sqlcipher/log_index_writer.h"
#include "core/adapters/sqlcipher/log_row_id.h"
#include "core/registry/types.h"

namespace consentry::adapters {
namespace {

Result<std::vector<std::string>> chainsOf(Connection& connection) {
    ASSIGN_OR_RETURN(Statement select,
                     connection.prepare("SELECT DISTINCT chain_id FROM identities"));
    std::vector<std::string> chains;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return chains;
        }
        chains.emplace_back(select.text(0));
    }
}

/// What the reader of an access signed, whichever chain it was for.
std::optional<ReadRequest> requestOf(const std::vector<std::string>& chains,
                                     const AccessBody& body) {
    for (const std::string& chain : chains) {
        if (auto request = decodeReadRequest(chain, body.signedRequest)) {
            return std::move(*request);
        }
    }
    return std::nullopt;
}

/// None where the details are of another kind, or the access had another basis.
std::optional<GrantId> usedGrant(const std::vector<std::string>& chains, ByteView content) {
    const auto body = decodeAccessBody(content);
    const auto request = body ? requestOf(chains, *body) : std::nullopt;
    return request ? namedGrant(*request) : std::nullopt;
}

std::vector<LogTerm> termsOf(const std::vector<std::string>& chains, std::int64_t type,
                             ByteView content) {
    if (type == static_cast<std::int64_t>(registry::LogEventType::Access)) {
        if (const auto body = decodeAccessBody(content)) {
            return consentry::termsOf(*body, requestOf(chains, *body));
        }
    } else if (type == static_cast<std::int64_t>(registry::LogEventType::EmergencyAccess)) {
        if (const auto body = decodeEmergencyBody(content)) {
            return consentry::termsOf(*body);
        }
    }
    return {};
}

/// Of one row of the query in fillLogIndex.
LogIndex::Row indexRow(const Statement& row) {
    LogIndex::Row out;
    out.at = instantFromMillis(row.integer(1));
    out.type = static_cast<std::uint16_t>(row.integer(2));
    out.isRefused = row.integer(3) != 0;
    out.verdict = static_cast<LogVerdict>(row.integer(4));
    out.actor = static_cast<std::uint32_t>(row.integer(5));
    out.grant = static_cast<std::uint32_t>(row.integer(6));
    return out;
}

} // namespace

/// What details say is not known to SQL: rows of before are read once, here.
Result<> fillUsedGrants(Connection& connection) {
    ASSIGN_OR_RETURN(const auto chains, chainsOf(connection));
    ASSIGN_OR_RETURN(Statement select, connection.prepare("SELECT id, content FROM log_details"));
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return {};
        }
        if (const auto grant = usedGrant(chains, select.blob(1))) {
            RETURN_IF_ERROR(connection.run(
                "INSERT INTO log_grants(grant_id) VALUES(?) ON CONFLICT(grant_id) DO NOTHING",
                *grant));
            RETURN_IF_ERROR(connection.run("UPDATE log_rows SET used_grant ="
                                           " (SELECT id FROM log_grants WHERE grant_id = ?)"
                                           " WHERE id = ?",
                                           *grant, select.integer(0)));
        }
    }
}

Result<> fillLogIndex(Connection& connection) {
    ASSIGN_OR_RETURN(const auto chains, chainsOf(connection));
    ASSIGN_OR_RETURN(Statement select,
                     connection.prepare("SELECT r.id, r.block_time, r.type, r.result, r.verdict,"
                                        " r.actor, coalesce(r.used_grant, 0), d.content"
                                        " FROM log_rows r LEFT JOIN log_details d ON d.id = r.id"
                                        " ORDER BY r.id"));
    std::optional<LogIndexWriter> writer;
    std::int64_t patient = -1;
    for (;;) {
        ASSIGN_OR_RETURN(const bool found, select.step());
        if (writer && (!found || logPatientOf(select.integer(0)) != patient)) {
            RETURN_IF_ERROR(writer->finish());
        }
        if (!found) {
            return {};
        }
        if (logPatientOf(select.integer(0)) != patient) {
            patient = logPatientOf(select.integer(0));
            writer.emplace(connection, patient);
        }
        LogIndex::Row row = indexRow(select);
        ASSIGN_OR_RETURN(row.terms,
                         writer->setOf(termsOf(chains, select.integer(2), select.blob(7))));
        RETURN_IF_ERROR(writer->append(logSequenceOf(select.integer(0)), row));
    }
}

} // namespace consentry::adapters
