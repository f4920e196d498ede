#include "core/adapters/sqlcipher/sqlcipher_record_store.h"

#include "core/adapters/sqlcipher/conditions.h"
#include "core/adapters/sqlcipher/import_session.h"
#include "core/adapters/sqlcipher/search_text.h"
#include "core/base/cbor.h"

#include <algorithm>
#include <utility>

namespace consentry::adapters {

namespace {

constexpr char summaryColumns[] =
    "row, digest, type, id, facet, title, value, interpretation, when_begin, when_end, when_text,"
    " performer, patient_reference, custodian, confidentiality, import, sort_time, codes,"
    " own, own_labels";
constexpr int sortTimeColumn = 16;
constexpr int codesColumn = 17;
constexpr int ownColumn = 18;
constexpr int ownLabelsColumn = 19;
constexpr std::size_t codesParts = 5;
constexpr std::size_t codesPartsWithoutMentions = 3; ///< as the first vaults wrote them
constexpr std::size_t labelsMax = 32;                ///< that a person sets on one record
constexpr std::size_t labelBytesMax = 16;            ///< of one
constexpr char newestFirst[] = " ORDER BY sort_time DESC, row DESC";

/// One of these names.
void addNames(Conditions& where, const std::vector<RecordName>& names) {
    std::string sql;
    std::vector<Conditions::Value> values;
    for (const RecordName& name : names) {
        sql += sql.empty() ? "" : " OR ";
        sql += name.type.empty() ? "id = ?" : "(id = ? AND type = ?)";
        values.emplace_back(std::string_view(name.id));
        if (!name.type.empty()) {
            values.emplace_back(std::string_view(name.type));
        }
    }
    where.add(sql, values);
}

/// The filter's conditions; `expression` holds the search and must outlive them.
Conditions conditionsOf(const RecordFilter& filter, const std::string& expression) {
    Conditions where;
    if (!filter.names.empty()) {
        addNames(where, filter.names);
    }
    if (!filter.facets.empty()) {
        where.add("facet IN (" + numberList(filter.facets) + ")");
    }
    if (filter.code) {
        where.add("row IN (SELECT rc.row FROM record_codes rc JOIN codes c ON c.id = rc.code"
                  " WHERE c.system = ? AND c.code = ?)",
                  {std::string_view(filter.code->system), std::string_view(filter.code->code)});
    }
    if (filter.custodian && filter.custodian->isZero()) {
        where.add("custodian IS NULL");
    } else if (filter.custodian) {
        where.add("custodian = ?", {filter.custodian->view()});
    }
    if (filter.import) {
        where.add("import = ?", {filter.import->value});
    }
    if (filter.patientReference) {
        where.add("patient_reference = ?", {std::string_view(*filter.patientReference)});
    }
    if (filter.isMarked) {
        where.add("own_labels <> ''");
    }
    if (filter.isOwn) {
        where.add(*filter.isOwn ? "own = 1" : "own = 0");
    }
    if (filter.from) {
        where.add("sort_time >= ?", {millisOf(*filter.from)});
    }
    if (filter.until) {
        where.add("sort_time < ? AND when_begin IS NOT NULL", {millisOf(*filter.until)});
    }
    if (!expression.empty()) {
        where.add("row IN (SELECT rowid FROM record_search WHERE record_search MATCH ?)",
                  {std::string_view(expression)});
    }
    return where;
}

Result<std::optional<clinical::TimeSpan>> timeOf(const Statement& row, int beginColumn) {
    if (row.isNull(beginColumn)) {
        return std::optional<clinical::TimeSpan>();
    }
    return std::optional(clinical::TimeSpan{instantFromMillis(row.integer(beginColumn)),
                                            instantFromMillis(row.integer(beginColumn + 1))});
}

Result<RecordSummary> summaryOf(const Statement& row) {
    RecordSummary summary;
    summary.row = RecordRow(row.integer(0));
    RETURN_IF_ERROR(row.fixed(1, summary.digest));
    summary.resourceType = row.text(2);
    summary.id = row.text(3);
    summary.facet = static_cast<clinical::Facet>(row.integer(4));
    summary.title = row.text(5);
    summary.valueText = row.text(6);
    summary.interpretation = row.text(7);
    ASSIGN_OR_RETURN(summary.when, timeOf(row, 8));
    summary.whenText = row.text(10);
    summary.performer = row.text(11);
    summary.patientReference = row.text(12);
    if (!row.isNull(13)) {
        RETURN_IF_ERROR(row.fixed(13, summary.custodian));
    }
    summary.confidentiality = static_cast<clinical::Confidentiality>(row.integer(14));
    summary.import = ImportId(row.integer(15));
    summary.isOwn = row.integer(ownColumn) != 0;
    summary.ownLabels = row.text(ownLabelsColumn);
    return summary;
}

clinical::RecordFacts factsOf(const RecordSummary& summary) {
    clinical::RecordFacts facts;
    facts.resourceType = summary.resourceType;
    facts.id = summary.id;
    facts.digest = summary.digest;
    facts.confidentiality = summary.confidentiality;
    facts.clinicalTime = summary.when;
    facts.custodian = summary.custodian;
    return facts;
}

Result<StoredImport> importOf(const Statement& row) {
    StoredImport import;
    import.id = ImportId(row.integer(0));
    import.source.fileName = row.text(1);
    RETURN_IF_ERROR(row.fixed(2, import.source.fileDigest));
    import.source.startedAt = instantFromMillis(row.integer(3));
    import.counts.added = static_cast<std::uint64_t>(row.integer(4));
    import.counts.duplicates = static_cast<std::uint64_t>(row.integer(5));
    import.counts.originalBytes = static_cast<std::uint64_t>(row.integer(6));
    import.report = row.text(7);
    return import;
}

} // namespace

Result<std::unique_ptr<ImportSession>>
SqlcipherRecordStore::beginImport(const ImportSource& source) {
    return SqlcipherImportSession::begin(m_connection, *this, source);
}

Result<std::vector<StoredImport>> SqlcipherRecordStore::imports(std::size_t limit) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT id, file_name, file_digest, started_at, added,"
                                          " duplicates, original_bytes, report FROM imports"
                                          " WHERE id NOT IN (SELECT import FROM imports_open)"
                                          " AND id NOT IN"
                                          " (SELECT import FROM records WHERE own = 1)"
                                          " ORDER BY id DESC LIMIT ?"));
    select.bind(static_cast<std::int64_t>(std::min(limit, pageMax)));
    std::vector<StoredImport> imports;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return imports;
        }
        ASSIGN_OR_RETURN(StoredImport import, importOf(select));
        imports.push_back(std::move(import));
    }
}

Result<StoredImport> SqlcipherRecordStore::findImport(const Digest& fileDigest) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT id, file_name, file_digest, started_at, added,"
                                          " duplicates, original_bytes, report FROM imports"
                                          " WHERE file_digest = ?"
                                          " AND id NOT IN (SELECT import FROM imports_open)"
                                          " ORDER BY id DESC LIMIT 1"));
    select.bind(fileDigest);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::NotFound, "import");
    }
    return importOf(select);
}

Result<> SqlcipherRecordStore::eraseRow(std::int64_t row) {
    clinical::RecordFacts ignored;
    Bytes codes;
    {
        ASSIGN_OR_RETURN(Statement select,
                         m_connection.prepare("SELECT codes FROM records WHERE row = ?"));
        select.bind(row);
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return fail(ErrorCode::NotFound, "record");
        }
        codes = toBytes(select.blob(0));
    }
    CborReader reader(codes);
    ASSIGN_OR_RETURN([[maybe_unused]] std::size_t parts, reader.array());
    ASSIGN_OR_RETURN(const std::size_t groups, reader.array());
    for (std::size_t group = 0; group < groups; ++group) {
        ASSIGN_OR_RETURN(const std::size_t size, reader.array());
        for (std::size_t i = 0; i < size; ++i) {
            ASSIGN_OR_RETURN(const std::uint64_t id, reader.unsignedInt());
            RETURN_IF_ERROR(m_connection.run("DELETE FROM record_codes WHERE code = ? AND row = ?",
                                             static_cast<std::int64_t>(id), row));
        }
    }
    RETURN_IF_ERROR(m_connection.run("DELETE FROM record_search WHERE rowid = ?", row));
    return m_connection.run("DELETE FROM records WHERE row = ?", row);
}

Result<std::uint64_t> SqlcipherRecordStore::removeImport(ImportId import) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    std::uint64_t removed = 0;
    for (;;) {
        std::int64_t row = 0;
        {
            ASSIGN_OR_RETURN(Statement select,
                             m_connection.prepare(
                                 "SELECT row FROM records WHERE import = ? ORDER BY row LIMIT 1"));
            select.bind(import.value);
            ASSIGN_OR_RETURN(bool found, select.step());
            if (!found) {
                break;
            }
            row = select.integer(0);
        }
        RETURN_IF_ERROR(eraseRow(row));
        ++removed;
    }
    // A block holds originals of one import only.
    RETURN_IF_ERROR(m_connection.run("DELETE FROM original_blocks WHERE import = ?", import.value));
    RETURN_IF_ERROR(m_connection.run("DELETE FROM imports WHERE id = ?", import.value));
    RETURN_IF_ERROR(m_connection.run("DELETE FROM imports_open WHERE import = ?", import.value));
    RETURN_IF_ERROR(transaction.commit());
    return removed;
}

Result<> SqlcipherRecordStore::removeUnfinishedImports() {
    for (;;) {
        ImportId import;
        {
            ASSIGN_OR_RETURN(Statement select,
                             m_connection.prepare("SELECT import FROM imports_open LIMIT 1"));
            ASSIGN_OR_RETURN(bool found, select.step());
            if (!found) {
                return {};
            }
            import = ImportId(select.integer(0));
        }
        RETURN_IF_ERROR(removeImport(import));
    }
}

Result<RecordPage> SqlcipherRecordStore::page(const RecordFilter& filter,
                                              const std::optional<RecordCursor>& after,
                                              std::size_t limit) {
    const std::string expression = searchExpression(filter.search);
    Conditions where = conditionsOf(filter, expression);
    if (after) {
        where.add("(sort_time, row) < (?, ?)", {after->sortTime, after->row.value});
    }
    const std::size_t wanted = std::clamp<std::size_t>(limit, 1, pageMax);
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + summaryColumns +
                                              " FROM records" + where.sql() + newestFirst +
                                              " LIMIT " + std::to_string(wanted + 1)));
    where.bindTo(select);
    RecordPage page;
    RecordCursor last;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return page;
        }
        if (page.records.size() == wanted) {
            page.next = last;
            return page;
        }
        ASSIGN_OR_RETURN(RecordSummary summary, summaryOf(select));
        last = {select.integer(sortTimeColumn), summary.row};
        page.records.push_back(std::move(summary));
    }
}

Result<std::uint64_t> SqlcipherRecordStore::count(const RecordFilter& filter,
                                                  std::uint64_t stopAt) {
    const std::string expression = searchExpression(filter.search);
    const Conditions where = conditionsOf(filter, expression);
    ASSIGN_OR_RETURN(Statement select, m_connection.prepareOnce(
                                           "SELECT count(*) FROM (SELECT 1 FROM records" +
                                           where.sql() + " LIMIT " + std::to_string(stopAt) + ")"));
    where.bindTo(select);
    ASSIGN_OR_RETURN(bool found, select.step());
    return found ? static_cast<std::uint64_t>(select.integer(0)) : 0;
}

Result<> SqlcipherRecordStore::visit(const RecordFilter& filter,
                                     const std::function<bool(const RecordSummary&)>& visit) {
    const std::string expression = searchExpression(filter.search);
    const Conditions where = conditionsOf(filter, expression);
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + summaryColumns +
                                              " FROM records" + where.sql() + newestFirst));
    where.bindTo(select);
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return {};
        }
        ASSIGN_OR_RETURN(const RecordSummary summary, summaryOf(select));
        if (!visit(summary)) {
            return {};
        }
    }
}

Result<> SqlcipherRecordStore::visitFacts(
    const RecordFilter& filter,
    const std::function<bool(RecordRow, const clinical::RecordFacts&)>& visit) {
    const std::string expression = searchExpression(filter.search);
    const Conditions where = conditionsOf(filter, expression);
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + summaryColumns +
                                              " FROM records" + where.sql() + newestFirst));
    where.bindTo(select);
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return {};
        }
        ASSIGN_OR_RETURN(const RecordSummary summary, summaryOf(select));
        clinical::RecordFacts facts = factsOf(summary);
        RETURN_IF_ERROR(readCodes(select.blob(codesColumn), facts));
        if (!visit(summary.row, facts)) {
            return {};
        }
    }
}

Result<clinical::Code> SqlcipherRecordStore::code(std::int64_t id) {
    if (const auto known = m_codes.find(id); known != m_codes.end()) {
        return known->second;
    }
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT system, code FROM codes WHERE id = ?"));
    select.bind(id);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::DamagedData, "unknown code number");
    }
    clinical::Code code{std::string(select.text(0)), std::string(select.text(1))};
    // Not while an import may still roll back: its numbers could come again for other codes.
    if (!m_connection.importIsOpen()) {
        m_codes.emplace(id, code);
    }
    return code;
}

Result<> SqlcipherRecordStore::readCodes(ByteView encoded, clinical::RecordFacts& facts) {
    CborReader reader(encoded);
    const auto readList = [&](std::vector<clinical::Code>& list) -> Result<> {
        ASSIGN_OR_RETURN(const std::size_t size, reader.array());
        for (std::size_t i = 0; i < size; ++i) {
            ASSIGN_OR_RETURN(const std::uint64_t id, reader.unsignedInt());
            ASSIGN_OR_RETURN(clinical::Code value, code(static_cast<std::int64_t>(id)));
            list.push_back(std::move(value));
        }
        return {};
    };
    ASSIGN_OR_RETURN(const std::size_t parts, reader.array());
    if (parts != codesParts && parts != codesPartsWithoutMentions) {
        return fail(ErrorCode::DamagedData, "codes of a record");
    }
    ASSIGN_OR_RETURN(const std::size_t groups, reader.array());
    for (std::size_t group = 0; group < groups; ++group) {
        facts.codeGroups.emplace_back();
        RETURN_IF_ERROR(readList(facts.codeGroups.back()));
    }
    RETURN_IF_ERROR(readList(facts.categories));
    RETURN_IF_ERROR(readList(facts.securityLabels));
    if (parts == codesPartsWithoutMentions) {
        facts.mentionsMore = true; // nobody wrote down what it mentions
        return reader.finish();
    }
    RETURN_IF_ERROR(readList(facts.mentionedCodes));
    ASSIGN_OR_RETURN(facts.mentionsMore, reader.boolean());
    return reader.finish();
}

Result<bool> SqlcipherRecordStore::contains(const RecordDigest& digest) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT 1 FROM records WHERE digest = ?"));
    select.bind(digest);
    return select.step();
}

Result<RecordSummary> SqlcipherRecordStore::find(const RecordDigest& digest) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + summaryColumns +
                                              " FROM records WHERE digest = ?"));
    select.bind(digest);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::NotFound, "record");
    }
    return summaryOf(select);
}

Result<clinical::Record> SqlcipherRecordStore::load(const RecordDigest& digest) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepareOnce(std::string("SELECT ") + summaryColumns +
                                              " FROM records WHERE digest = ?"));
    select.bind(digest);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::NotFound, "record");
    }
    ASSIGN_OR_RETURN(const RecordSummary summary, summaryOf(select));
    clinical::Record record;
    record.facts = factsOf(summary);
    RETURN_IF_ERROR(readCodes(select.blob(codesColumn), record.facts));
    record.facet = summary.facet;
    record.title = summary.title;
    record.valueText = summary.valueText;
    record.interpretation = summary.interpretation;
    record.whenText = summary.whenText;
    record.performer = summary.performer;
    record.patientReference = summary.patientReference;
    ASSIGN_OR_RETURN(record.original, original(digest));
    return record;
}

Result<Bytes> SqlcipherRecordStore::original(const RecordDigest& digest) {
    const std::lock_guard lock(m_connection.mutex());
    if (m_import != nullptr) {
        RETURN_IF_ERROR(m_import->flushOriginals());
    }
    ASSIGN_OR_RETURN(const OriginalPlace place, placeOf(digest));
    return readOriginal(m_connection, place);
}

Result<OriginalPlace> SqlcipherRecordStore::placeOf(const RecordDigest& digest) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT block, block_offset, original_size FROM records"
                                          " WHERE digest = ?"));
    select.bind(digest);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::NotFound, "record");
    }
    const std::int64_t offset = select.integer(1);
    const std::int64_t size = select.integer(2);
    if (offset < 0 || size < 0 || static_cast<std::uint64_t>(size) > originalMax) {
        return fail(ErrorCode::DamagedData, "record size");
    }
    return OriginalPlace{select.integer(0), static_cast<std::size_t>(offset),
                         static_cast<std::size_t>(size)};
}

Result<> SqlcipherRecordStore::erase(const RecordDigest& digest) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    ASSIGN_OR_RETURN(const RecordSummary summary, find(digest));
    ASSIGN_OR_RETURN(const OriginalPlace place, placeOf(digest));
    RETURN_IF_ERROR(eraseOriginal(m_connection, place));
    RETURN_IF_ERROR(eraseRow(summary.row.value));
    if (summary.isOwn) {
        RETURN_IF_ERROR(m_connection.run("DELETE FROM own_versions WHERE current = ?", digest));
        RETURN_IF_ERROR(m_connection.run("DELETE FROM imports WHERE id = ?", summary.import.value));
    }
    return transaction.commit();
}

Result<> SqlcipherRecordStore::moveToEarlier(const RecordDigest& old, const RecordDigest& next) {
    ASSIGN_OR_RETURN(const RecordSummary summary, find(old));
    if (!summary.isOwn) {
        return fail(ErrorCode::NotFound, "own record");
    }
    ASSIGN_OR_RETURN(const Bytes content, original(old));
    ASSIGN_OR_RETURN(const OriginalPlace place, placeOf(old));
    RETURN_IF_ERROR(
        m_connection.run("UPDATE own_versions SET current = ? WHERE current = ?", next, old));
    RETURN_IF_ERROR(m_connection.run(
        "INSERT INTO own_versions(current, digest, number, written_at, original) SELECT ?, ?,"
        " (SELECT count(*) FROM own_versions WHERE current = ?), started_at, ? FROM imports"
        " WHERE id = ?",
        next, old, next, content, summary.import.value));
    RETURN_IF_ERROR(m_connection.run("UPDATE records SET own_labels = ? WHERE digest = ?",
                                     summary.ownLabels, next));
    RETURN_IF_ERROR(eraseOriginal(m_connection, place));
    RETURN_IF_ERROR(eraseRow(summary.row.value));
    return m_connection.run("DELETE FROM imports WHERE id = ?", summary.import.value);
}

Result<> SqlcipherRecordStore::putOwn(const clinical::Record& record, Instant writtenAt,
                                      const std::optional<RecordDigest>& replaces) {
    // An import of one record, so that words, codes and bytes are stored as those of a file.
    std::unique_lock lock(m_connection.mutex());
    RETURN_IF_ERROR(m_connection.waitForImport(lock));
    SqlcipherImportSession* const paused = std::exchange(m_import, nullptr);
    Result<> stored = putOwnAlone(record, writtenAt, replaces);
    m_import = paused;
    return stored;
}

Result<> SqlcipherRecordStore::putOwnAlone(const clinical::Record& record, Instant writtenAt,
                                           const std::optional<RecordDigest>& replaces) {
    ASSIGN_OR_RETURN(const auto session, beginImport({{}, {}, writtenAt}));
    ASSIGN_OR_RETURN(const import::AddOutcome outcome, session->add(record));
    if (outcome != import::AddOutcome::Added) {
        return fail(ErrorCode::AlreadyExists, "record");
    }
    RETURN_IF_ERROR(
        m_connection.run("UPDATE records SET own = 1 WHERE digest = ?", record.facts.digest));
    if (replaces) {
        RETURN_IF_ERROR(moveToEarlier(*replaces, record.facts.digest));
    }
    RETURN_IF_ERROR(session->commit({}));
    return {};
}

Result<> SqlcipherRecordStore::setOwnLabels(const RecordDigest& digest,
                                            const std::vector<std::string>& codes) {
    std::string joined;
    for (const std::string& code : codes) {
        const bool isCode =
            !code.empty() && code.size() <= labelBytesMax &&
            std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!isCode || codes.size() > labelsMax) {
            return fail(ErrorCode::InvalidArgument, "own label");
        }
        joined += (joined.empty() ? "" : " ") + code;
    }
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    RETURN_IF_ERROR(
        m_connection.run("UPDATE records SET own_labels = ? WHERE digest = ?", joined, digest));
    if (m_connection.changes() != 1) {
        return fail(ErrorCode::NotFound, "record");
    }
    return transaction.commit();
}

Result<std::vector<OwnVersion>> SqlcipherRecordStore::earlierVersions(const RecordDigest& current) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT digest, written_at, original FROM own_versions"
                                          " WHERE current = ? ORDER BY number DESC"));
    select.bind(current);
    std::vector<OwnVersion> versions;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return versions;
        }
        OwnVersion version;
        RETURN_IF_ERROR(select.fixed(0, version.digest));
        version.writtenAt = instantFromMillis(select.integer(1));
        version.original = toBytes(select.blob(2));
        versions.push_back(std::move(version));
    }
}

} // namespace consentry::adapters
