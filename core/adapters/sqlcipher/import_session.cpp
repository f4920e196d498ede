#include "core/adapters/sqlcipher/import_session.h"

#include "core/adapters/sqlcipher/search_text.h"
#include "core/adapters/sqlcipher/sqlcipher_record_store.h"
#include "core/base/cbor.h"

#include <algorithm>
#include <limits>

namespace consentry::adapters {

namespace {

constexpr std::size_t reportMax = 1024 * 1024;
constexpr std::size_t fileNameMax = 1024;

std::int64_t sortTimeOf(const clinical::RecordFacts& facts) {
    return facts.clinicalTime ? millisOf(facts.clinicalTime->begin)
                              : std::numeric_limits<std::int64_t>::min();
}

} // namespace

Result<std::unique_ptr<ImportSession>> SqlcipherImportSession::begin(Connection& connection,
                                                                     SqlcipherRecordStore& records,
                                                                     const ImportSource& source) {
    if (source.fileName.size() > fileNameMax) {
        return fail(ErrorCode::TooLarge, "file name");
    }
    std::unique_ptr<SqlcipherImportSession> session(
        new SqlcipherImportSession(connection, records, source));
    RETURN_IF_ERROR(session->start());
    return session;
}

Result<> SqlcipherImportSession::takeTransaction() {
    if (m_connection.importIsOpen()) {
        return fail(ErrorCode::InvalidArgument, "an import is under way");
    }
    RETURN_IF_ERROR(m_connection.beginWriting());
    m_connection.importBegins();
    m_open = true;
    return {};
}

Result<> SqlcipherImportSession::start() {
    const std::lock_guard lock(m_connection.mutex());
    RETURN_IF_ERROR(takeTransaction());
    // More cache keeps pages from being encrypted into the log file several times.
    RETURN_IF_ERROR(m_connection.execute("PRAGMA cache_size = -65536"));
    RETURN_IF_ERROR(m_connection.run(
        "INSERT INTO imports(file_name, file_digest, started_at, added, duplicates,"
        " original_bytes, report) VALUES(?, ?, ?, 0, 0, 0, '')",
        m_source.fileName, m_source.fileDigest, millisOf(m_source.startedAt)));
    m_import = ImportId(m_connection.lastRow());
    RETURN_IF_ERROR(m_originals.begin(m_import));
    m_records.importBegins(*this);
    return {};
}

Result<> SqlcipherImportSession::pause(std::unique_lock<std::recursive_mutex>& lock) {
    RETURN_IF_ERROR(m_originals.flush());
    if (!m_paused) {
        RETURN_IF_ERROR(
            m_connection.run("INSERT INTO imports_open(import) VALUES(?)", m_import.value));
    }
    RETURN_IF_ERROR(m_connection.run("COMMIT"));
    m_paused = true;
    m_open = false;
    m_connection.importPauses();
    m_connection.letWritersThrough(lock);
    if (m_connection.isClosed()) {
        return fail(ErrorCode::Locked);
    }
    RETURN_IF_ERROR(takeTransaction());
    return m_originals.begin(m_import);
}

SqlcipherImportSession::~SqlcipherImportSession() {
    const std::lock_guard lock(m_connection.mutex());
    m_records.importEnds(*this);
    if (m_open) {
        m_connection.importPauses();
    }
    if (m_isFinished || m_connection.isClosed()) {
        return;
    }
    if (m_open) {
        m_connection.rollBack();
    }
    if (m_paused) {
        // Where this fails, the next opening of the vault does it.
        static_cast<void>(m_records.removeImport(m_import));
    }
    restorePragmas();
}

void SqlcipherImportSession::restorePragmas() {
    // Fails only where the connection is being closed, which needs neither any more and does not
    // undo a commit.
    static_cast<void>(m_connection.execute(usualPragmas));
}

Result<std::int64_t> SqlcipherImportSession::codeId(const clinical::Code& code) {
    m_codeKey.assign(code.system).append(1, '\n').append(code.code);
    if (const auto known = m_codeIds.find(m_codeKey); known != m_codeIds.end()) {
        return known->second;
    }
    std::int64_t id = 0;
    {
        ASSIGN_OR_RETURN(Statement select,
                         m_connection.prepare("SELECT id FROM codes WHERE system=? AND code=?"));
        select.bind(code.system).bind(code.code);
        ASSIGN_OR_RETURN(bool found, select.step());
        id = found ? select.integer(0) : 0;
    }
    if (id == 0) {
        RETURN_IF_ERROR(m_connection.run("INSERT INTO codes(system, code) VALUES(?, ?)",
                                         code.system, code.code));
        id = m_connection.lastRow();
    }
    m_codeIds.emplace(m_codeKey, id);
    return id;
}

/// [[[concept ids]…], [category ids], [label ids], [mentioned ids], more than these]; read by
/// SqlcipherRecordStore::readCodes.
Result<Bytes> SqlcipherImportSession::encodeCodes(const clinical::RecordFacts& facts) {
    m_conceptIds.clear();
    CborWriter writer;
    writer.array(5).array(facts.codeGroups.size());
    for (const auto& group : facts.codeGroups) {
        writer.array(group.size());
        for (const auto& code : group) {
            ASSIGN_OR_RETURN(const std::int64_t id, codeId(code));
            writer.unsignedInt(static_cast<std::uint64_t>(id));
            m_conceptIds.push_back(id);
        }
    }
    for (const auto* list : {&facts.categories, &facts.securityLabels, &facts.mentionedCodes}) {
        writer.array(list->size());
        for (const auto& code : *list) {
            ASSIGN_OR_RETURN(const std::int64_t id, codeId(code));
            writer.unsignedInt(static_cast<std::uint64_t>(id));
        }
    }
    writer.boolean(facts.mentionsMore);
    return std::move(writer).bytes();
}

Result<bool> SqlcipherImportSession::insertRecord(const clinical::Record& record, ByteView codes) {
    const clinical::RecordFacts& facts = record.facts;
    ASSIGN_OR_RETURN(const OriginalPlace place, m_originals.placeFor(record.original.size()));
    ASSIGN_OR_RETURN(
        Statement insert,
        m_connection.prepare(
            "INSERT INTO records(digest, type, id, facet, title, value, interpretation,"
            " sort_time, when_begin, when_end, when_text, performer, patient_reference,"
            " custodian, confidentiality, import, codes, block, block_offset, original_size)"
            " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(digest) DO NOTHING"));
    insert.bind(facts.digest).bind(facts.resourceType).bind(facts.id);
    insert.bind(static_cast<std::int64_t>(record.facet)).bind(record.title).bind(record.valueText);
    insert.bind(record.interpretation).bind(sortTimeOf(facts));
    if (facts.clinicalTime) {
        insert.bind(millisOf(facts.clinicalTime->begin)).bind(millisOf(facts.clinicalTime->end));
    } else {
        insert.bindNull().bindNull();
    }
    insert.bind(record.whenText).bind(record.performer).bind(record.patientReference);
    if (facts.custodian.isZero()) {
        insert.bindNull();
    } else {
        insert.bind(facts.custodian);
    }
    insert.bind(static_cast<std::int64_t>(facts.confidentiality)).bind(m_import.value).bind(codes);
    insert.bind(place.block).bind(static_cast<std::int64_t>(place.offset));
    insert.bind(static_cast<std::int64_t>(place.size));
    RETURN_IF_ERROR(insert.run());
    return m_connection.changes() == 1;
}

Result<> SqlcipherImportSession::addCodes(std::int64_t row) {
    std::sort(m_conceptIds.begin(), m_conceptIds.end());
    m_conceptIds.erase(std::unique(m_conceptIds.begin(), m_conceptIds.end()), m_conceptIds.end());
    for (const std::int64_t id : m_conceptIds) {
        RETURN_IF_ERROR(
            m_connection.run("INSERT INTO record_codes(code, row) VALUES(?, ?)", id, row));
    }
    return {};
}

Result<import::AddOutcome> SqlcipherImportSession::add(const clinical::Record& record) {
    ASSIGN_OR_RETURN(const import::RecordPreparation preparation, prepare(record));
    return addPrepared(record, preparation);
}

Result<import::RecordPreparation> SqlcipherImportSession::prepare(const clinical::Record& record) {
    if (record.original.size() > RecordStore::originalMax) {
        return fail(ErrorCode::TooLarge, "record of " + std::to_string(record.original.size()));
    }
    return import::RecordPreparation{indexTokens(record.searchText)};
}

Result<import::AddOutcome>
SqlcipherImportSession::addPrepared(const clinical::Record& record,
                                    const import::RecordPreparation& preparation) {
    std::unique_lock lock(m_connection.mutex());
    if (m_connection.isClosed()) {
        return fail(ErrorCode::Locked);
    }
    if (!m_open) {
        return fail(ErrorCode::InvalidArgument, "import is over");
    }
    if (m_connection.writersWait()) {
        RETURN_IF_ERROR(pause(lock));
    }
    ASSIGN_OR_RETURN(const Bytes codes, encodeCodes(record.facts));
    ASSIGN_OR_RETURN(const bool isNew, insertRecord(record, codes));
    if (!isNew) {
        ++m_counts.duplicates;
        return import::AddOutcome::AlreadyThere;
    }
    const std::int64_t row = m_connection.lastRow();
    RETURN_IF_ERROR(m_originals.put(record.original));
    RETURN_IF_ERROR(addCodes(row));
    RETURN_IF_ERROR(m_connection.run("INSERT INTO record_search(rowid, tokens) VALUES(?, ?)", row,
                                     preparation.tokens));
    ++m_counts.added;
    m_counts.originalBytes += record.original.size();
    return import::AddOutcome::Added;
}

Result<StoredImport> SqlcipherImportSession::commit(std::string_view report) {
    const std::lock_guard lock(m_connection.mutex());
    if (m_connection.isClosed()) {
        return fail(ErrorCode::Locked);
    }
    if (!m_open) {
        return fail(ErrorCode::InvalidArgument, "import is over");
    }
    if (report.size() > reportMax) {
        return fail(ErrorCode::TooLarge, "import report");
    }
    RETURN_IF_ERROR(m_originals.flush());
    RETURN_IF_ERROR(m_connection.run(
        "UPDATE imports SET file_digest=?, added=?, duplicates=?, original_bytes=?, report=?"
        " WHERE id=?",
        m_source.fileDigest, static_cast<std::int64_t>(m_counts.added),
        static_cast<std::int64_t>(m_counts.duplicates),
        static_cast<std::int64_t>(m_counts.originalBytes), report, m_import.value));
    if (m_paused) {
        RETURN_IF_ERROR(
            m_connection.run("DELETE FROM imports_open WHERE import = ?", m_import.value));
    }
    // The commit makes it durable. What it leaves in the log file is copied into the database by
    // the next writer, or when the vault closes: nobody has to wait for that.
    RETURN_IF_ERROR(m_connection.execute("PRAGMA wal_autocheckpoint = 0"));
    RETURN_IF_ERROR(m_connection.run("COMMIT"));
    m_open = false;
    m_isFinished = true;
    m_connection.importPauses();
    restorePragmas();
    return StoredImport{m_import, m_source, m_counts, std::string(report)};
}

} // namespace consentry::adapters
