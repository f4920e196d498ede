#pragma once

#include "core/adapters/sqlcipher/conditions.h"
#include "core/adapters/sqlcipher/log_index_writer.h"

#include <unordered_map>

namespace consentry::adapters {

/// LogStore in tables log_heads, log_rows, log_details, and log_index with its terms, which repeats
/// in few bytes what those before say. Ids of rows: logRowId.
class SqlcipherLogStore : public LogStore {
public:
    explicit SqlcipherLogStore(Connection& connection) : m_connection(connection) {}

    Result<> append(const PartyId& patient, std::span<const LogRow> rows,
                    const VerifiedLogHead& head) override;
    Result<std::optional<VerifiedLogHead>> head(const PartyId& patient) override;
    Result<std::vector<PartyId>> patients() override;
    Result<> setBody(const PartyId& patient, LogSequence seq, BodyState state, LogVerdict verdict,
                     const std::optional<LogDetails>& details) override;
    Result<> setBodies(const PartyId& patient, std::span<const BodyUpdate> updates) override;
    Result<LogRow> row(const PartyId& patient, LogSequence seq) override;
    Result<std::optional<Bytes>> details(const PartyId& patient, LogSequence seq) override;
    Result<LogPageRows> page(const PartyId& patient, const LogFilter& filter, LogOrder order,
                             const std::optional<LogSequence>& after, std::size_t limit) override;
    Result<std::uint64_t> count(const PartyId& patient, const LogFilter& filter,
                                std::uint64_t stopAt) override;
    Result<LogIndex> index(const PartyId& patient, const std::optional<Instant>& from) override;
    Result<std::optional<std::vector<std::uint32_t>>> termsWith(std::string_view query) override;
    Result<std::vector<LogSequence>> sequences(const PartyId& patient,
                                               const LogFilter& filter) override;
    Result<std::vector<GrantUses>> uses(const PartyId& patient) override;

private:
    struct PatientHead {
        std::int64_t number = 0;
        VerifiedLogHead head;
    };
    struct Range {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
    };
    Result<std::optional<PatientHead>> find(const PartyId& patient);
    Result<std::int64_t> addPatient(const PartyId& patient);
    /// 0 where no row has this actor.
    Result<std::int64_t> findActor(const PartyId& actor);
    Result<std::int64_t> actorNumber(const PartyId& actor);
    /// 0 where no row names this grant.
    Result<std::int64_t> findGrant(const GrantId& grant);
    Result<std::int64_t> grantNumber(const GrantId& grant);
    Result<> insertRow(std::int64_t id, const LogRow& row, std::int64_t actor);
    /// Block times never decrease along a log, so a moment is a place in it.
    Result<LogSequence> firstAtOrAfter(std::int64_t patient, std::uint64_t count, Instant moment);
    Result<Range> rangeOf(const PatientHead& patient, const LogFilter& filter);
    Result<Conditions> conditions(const PatientHead& patient, const LogFilter& filter, Range range);
    Result<std::uint64_t> countRange(std::int64_t patient, Range range);
    Result<> writeState(std::int64_t id, const BodyUpdate& update);
    Result<> writeDetails(std::int64_t id, const LogDetails& details);
    Result<std::int64_t> writeUse(std::int64_t id, const GrantId& grant);
    Result<> writeBody(std::int64_t id, const BodyUpdate& update, LogIndexWriter& index);

    Connection& m_connection;
};

} // namespace consentry::adapters
