#include "core/adapters/sqlcipher/log_index_writer.h"

#include "core/adapters/sqlcipher/log_index_rows.h"
#include "core/adapters/sqlcipher/log_row_id.h"
#include "core/adapters/sqlcipher/search_text.h"

#include <algorithm>

namespace consentry::adapters {
namespace {

/// Blocks that are kept while a transaction goes on: a log of any length is written in order.
constexpr std::size_t blocksKeptMax = 64;
constexpr std::size_t termSetMax = 1'000;

/// A row in the table: ids of rows, with the number of the block in place of the sequence.
std::int64_t blockId(std::int64_t patient, std::uint64_t number) {
    return logRowId(patient, number);
}

template <class Id>
Result<std::vector<Id>> numbered(Connection& connection, const char* selectInOrder) {
    std::vector<Id> ids(1);
    ASSIGN_OR_RETURN(Statement select, connection.prepare(selectInOrder));
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return ids;
        }
        const auto number = static_cast<std::size_t>(select.integer(0));
        if (number < ids.size() || number > LogStore::indexRowsMax) {
            return fail(ErrorCode::DamagedData, "numbers of the log");
        }
        ids.resize(number + 1);
        RETURN_IF_ERROR(select.fixed(1, ids[number]));
    }
}

Result<> readTerms(Connection& connection, LogIndex& index) {
    index.terms.resize(1);
    ASSIGN_OR_RETURN(Statement select,
                     connection.prepare("SELECT id, kind, text FROM log_terms ORDER BY id"));
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return {};
        }
        const auto number = static_cast<std::size_t>(select.integer(0));
        if (number != index.terms.size()) {
            return fail(ErrorCode::DamagedData, "terms of the log");
        }
        index.terms.push_back(
            {static_cast<LogTermKind>(select.integer(1)), std::string(select.text(2))});
    }
}

Result<> readTermSets(Connection& connection, LogIndex& index) {
    index.termSets.resize(1);
    ASSIGN_OR_RETURN(Statement select,
                     connection.prepare("SELECT id, terms FROM log_term_sets ORDER BY id"));
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return {};
        }
        ASSIGN_OR_RETURN(auto terms, decodeTermSet(select.blob(1)));
        if (static_cast<std::size_t>(select.integer(0)) != index.termSets.size() ||
            (!terms.empty() && terms.back() >= index.terms.size())) {
            return fail(ErrorCode::DamagedData, "terms of the log");
        }
        index.termSets.push_back(std::move(terms));
    }
}

/// Whoever reads the index may look its numbers up.
bool isConsistent(const LogIndex& index) {
    return std::all_of(index.rows.begin(), index.rows.end(), [&](const LogIndex::Row& row) {
        return row.actor < index.actors.size() && row.grant < index.grants.size() &&
               row.terms < index.termSets.size();
    });
}

void bindBlocks(Statement& select, std::int64_t patient, const std::optional<Instant>& from) {
    select.bind(blockId(patient, 0))
        .bind(blockId(patient + 1, 0))
        .bind(from ? millisOf(*from) : std::numeric_limits<std::int64_t>::min());
}

Result<> readRows(Connection& connection, std::int64_t patient, const std::optional<Instant>& from,
                  LogIndex& index) {
    ASSIGN_OR_RETURN(Statement select,
                     connection.prepare("SELECT first, rows FROM log_index"
                                        " WHERE id >= ? AND id < ? AND newest >= ? ORDER BY id"));
    bindBlocks(select, patient, from);
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return {};
        }
        const auto first = static_cast<std::uint64_t>(select.integer(0));
        if (index.rows.empty()) {
            index.first = LogSequence(first);
        } else if (index.first.value + index.rows.size() != first) {
            return fail(ErrorCode::DamagedData, "index of the log");
        }
        RETURN_IF_ERROR(decodeIndexRows(select.blob(1), index.rows));
    }
}

/// Room for the rows of all blocks: growing costs as much as reading them.
Result<> reserveRows(Connection& connection, std::int64_t patient,
                     const std::optional<Instant>& from, LogIndex& index) {
    ASSIGN_OR_RETURN(Statement select, connection.prepare("SELECT count(*) FROM log_index"
                                                          " WHERE id >= ? AND id < ?"
                                                          " AND newest >= ?"));
    bindBlocks(select, patient, from);
    ASSIGN_OR_RETURN(bool found, select.step());
    const auto blocks = found ? static_cast<std::uint64_t>(select.integer(0)) : 0;
    index.rows.reserve(std::min<std::uint64_t>(blocks * logIndexBlockRows, LogStore::indexRowsMax));
    return {};
}

void drop(LogIndex& index, std::size_t oldest) {
    index.rows.erase(index.rows.begin(), index.rows.begin() + static_cast<std::ptrdiff_t>(oldest));
    index.first.value += oldest;
}

} // namespace

Result<LogIndexWriter::Block*> LogIndexWriter::block(std::uint64_t number) {
    const auto known = m_blocks.find(number);
    if (known != m_blocks.end()) {
        return &known->second;
    }
    if (m_blocks.size() >= blocksKeptMax) {
        RETURN_IF_ERROR(finish());
    }
    Block read;
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT first, rows FROM log_index WHERE id = ?"));
    select.bind(blockId(m_patient, number));
    ASSIGN_OR_RETURN(bool found, select.step());
    if (found) {
        read.first = static_cast<std::uint64_t>(select.integer(0));
        RETURN_IF_ERROR(decodeIndexRows(select.blob(1), read.rows));
    }
    return &m_blocks.emplace(number, std::move(read)).first->second;
}

Result<> LogIndexWriter::append(LogSequence seq, const LogIndex::Row& row) {
    ASSIGN_OR_RETURN(Block * last, block(seq.value / logIndexBlockRows));
    if (last->rows.empty()) {
        last->first = seq.value;
    } else if (last->first + last->rows.size() != seq.value) {
        return fail(ErrorCode::DamagedData, "index of the log");
    }
    last->rows.push_back(row);
    return {};
}

Result<LogIndex::Row*> LogIndexWriter::change(LogSequence seq) {
    ASSIGN_OR_RETURN(Block * found, block(seq.value / logIndexBlockRows));
    if (seq.value < found->first || seq.value - found->first >= found->rows.size()) {
        return fail(ErrorCode::NotFound, "log row " + std::to_string(seq.value));
    }
    return &found->rows[seq.value - found->first];
}

Result<std::uint32_t> LogIndexWriter::termOf(const LogTerm& term) {
    const auto known = m_terms.find(term);
    if (known != m_terms.end()) {
        return known->second;
    }
    const auto kind = static_cast<std::int64_t>(term.kind);
    std::int64_t number = 0;
    {
        ASSIGN_OR_RETURN(
            Statement select,
            m_connection.prepare("SELECT id FROM log_terms WHERE kind = ? AND text = ?"));
        select.bind(kind).bind(term.text);
        ASSIGN_OR_RETURN(bool found, select.step());
        number = found ? select.integer(0) : 0;
    }
    if (number == 0) {
        RETURN_IF_ERROR(
            m_connection.run("INSERT INTO log_terms(kind, text) VALUES(?, ?)", kind, term.text));
        number = m_connection.lastRow();
        const std::string tokens = indexTokens(term.text);
        RETURN_IF_ERROR(m_connection.run("INSERT INTO log_term_search(rowid, tokens) VALUES(?, ?)",
                                         number, tokens));
    }
    return m_terms.emplace(term, static_cast<std::uint32_t>(number)).first->second;
}

Result<std::uint32_t> LogIndexWriter::setOf(const std::vector<LogTerm>& terms) {
    std::vector<std::uint32_t> numbers;
    for (const LogTerm& term : terms) {
        ASSIGN_OR_RETURN(const std::uint32_t number, termOf(term));
        numbers.push_back(number);
    }
    if (numbers.empty()) {
        return 0U;
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.resize(std::min(numbers.size(), termSetMax));
    const Bytes encoded = encodeTermSet(numbers);
    const auto known = m_sets.find(encoded);
    if (known != m_sets.end()) {
        return known->second;
    }
    std::int64_t number = 0;
    {
        ASSIGN_OR_RETURN(Statement select,
                         m_connection.prepare("SELECT id FROM log_term_sets WHERE terms = ?"));
        select.bind(encoded);
        ASSIGN_OR_RETURN(bool found, select.step());
        number = found ? select.integer(0) : 0;
    }
    if (number == 0) {
        RETURN_IF_ERROR(m_connection.run("INSERT INTO log_term_sets(terms) VALUES(?)", encoded));
        number = m_connection.lastRow();
    }
    return m_sets.emplace(encoded, static_cast<std::uint32_t>(number)).first->second;
}

Result<> LogIndexWriter::finish() {
    for (const auto& [number, block] : m_blocks) {
        if (!block.rows.empty()) {
            const Bytes rows = encodeIndexRows(block.rows);
            RETURN_IF_ERROR(
                m_connection.run("INSERT INTO log_index(id, first, newest, rows) VALUES(?, ?, ?, ?)"
                                 " ON CONFLICT(id) DO UPDATE SET first = excluded.first,"
                                 " newest = excluded.newest, rows = excluded.rows",
                                 blockId(m_patient, number), static_cast<std::int64_t>(block.first),
                                 millisOf(block.rows.back().at), rows));
        }
    }
    m_blocks.clear();
    return {};
}

Result<LogIndex> readLogIndex(Connection& connection, std::int64_t patient,
                              const std::optional<Instant>& from) {
    LogIndex index;
    ASSIGN_OR_RETURN(
        index.actors,
        numbered<PartyId>(connection, "SELECT id, party FROM log_parties ORDER BY id"));
    ASSIGN_OR_RETURN(
        index.grants,
        numbered<GrantId>(connection, "SELECT id, grant_id FROM log_grants ORDER BY id"));
    RETURN_IF_ERROR(readTerms(connection, index));
    RETURN_IF_ERROR(readTermSets(connection, index));
    RETURN_IF_ERROR(reserveRows(connection, patient, from, index));
    RETURN_IF_ERROR(readRows(connection, patient, from, index));
    if (!isConsistent(index)) {
        return fail(ErrorCode::DamagedData, "index of the log");
    }
    if (from) {
        const auto begin =
            std::partition_point(index.rows.begin(), index.rows.end(),
                                 [&from](const LogIndex::Row& row) { return row.at < *from; });
        drop(index, static_cast<std::size_t>(begin - index.rows.begin()));
    }
    if (index.rows.size() > LogStore::indexRowsMax) {
        drop(index, index.rows.size() - LogStore::indexRowsMax);
    }
    return index;
}

} // namespace consentry::adapters
