#pragma once

#include "core/adapters/sqlcipher/connection.h"
#include "core/ports/log_store.h"

#include <map>

namespace consentry::adapters {

/// Changes log_index, log_terms and log_term_sets inside a transaction of the log store's. Nothing
/// is written before finish(), so that a block of rows is read and written once, however many of
/// its rows change. Errors as the connection's; after one the transaction must not be committed.
class LogIndexWriter {
public:
    /// `patient` is the number of log_heads.
    LogIndexWriter(Connection& connection, std::int64_t patient)
        : m_connection(connection), m_patient(patient) {}

    /// The row after the last one or, for an empty log, its first one.
    Result<> append(LogSequence seq, const LogIndex::Row& row);
    /// The row as it stands, to be changed before the next call. NotFound.
    Result<LogIndex::Row*> change(LogSequence seq);
    /// The number of this set, found or made; 0 for the empty one.
    Result<std::uint32_t> setOf(const std::vector<LogTerm>& terms);
    Result<> finish();

private:
    struct Block {
        std::uint64_t first = 0; ///< of its rows: a log may begin inside a block
        std::vector<LogIndex::Row> rows;
    };
    Result<Block*> block(std::uint64_t number);
    Result<std::uint32_t> termOf(const LogTerm& term);

    Connection& m_connection;
    std::int64_t m_patient;
    std::map<std::uint64_t, Block> m_blocks;
    std::map<LogTerm, std::uint32_t> m_terms;
    std::map<Bytes, std::uint32_t> m_sets;
};

/// What stands in the tables. `patient` as above.
Result<LogIndex> readLogIndex(Connection& connection, std::int64_t patient,
                              const std::optional<Instant>& from);

} // namespace consentry::adapters
