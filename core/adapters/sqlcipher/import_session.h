#pragma once

#include "core/adapters/sqlcipher/connection.h"
#include "core/adapters/sqlcipher/original_blocks.h"

#include <unordered_map>

namespace consentry::adapters {

class SqlcipherRecordStore;

/// ImportSession in one transaction, or in several where other writers wait in between; see
/// RecordStore::beginImport.
class SqlcipherImportSession : public ImportSession {
public:
    static Result<std::unique_ptr<ImportSession>>
    begin(Connection& connection, SqlcipherRecordStore& records, const ImportSource& source);
    ~SqlcipherImportSession() override;

    Result<import::AddOutcome> add(const clinical::Record& record) override;
    Result<import::RecordPreparation> prepare(const clinical::Record& record) override;
    Result<import::AddOutcome> addPrepared(const clinical::Record& record,
                                           const import::RecordPreparation& preparation) override;
    const ImportCounts& counts() const override { return m_counts; }
    void setFileDigest(const Digest& digest) override { m_source.fileDigest = digest; }
    /// The originals of what was added so far can be read then. Under the connection's lock.
    Result<> flushOriginals() { return m_originals.flush(); }
    Result<StoredImport> commit(std::string_view report) override;

private:
    SqlcipherImportSession(Connection& connection, SqlcipherRecordStore& records,
                           ImportSource source)
        : m_connection(connection), m_records(records), m_source(std::move(source)),
          m_originals(connection) {}
    Result<> start();
    Result<> takeTransaction();
    void restorePragmas();
    /// Keeps what there is, marked as unfinished, and lets the other writers through.
    Result<> pause(std::unique_lock<std::recursive_mutex>& lock);
    Result<std::int64_t> codeId(const clinical::Code& code);
    Result<> addCodes(std::int64_t row);
    Result<Bytes> encodeCodes(const clinical::RecordFacts& facts);
    Result<bool> insertRecord(const clinical::Record& record, ByteView codes);

    Connection& m_connection;
    SqlcipherRecordStore& m_records;
    ImportSource m_source;
    ImportId m_import;
    ImportCounts m_counts;
    OriginalBlockWriter m_originals;
    std::unordered_map<std::string, std::int64_t> m_codeIds;
    std::vector<std::int64_t> m_conceptIds; ///< of the record being added
    std::string m_codeKey;
    bool m_open = false; ///< a transaction is ours
    bool m_isFinished = false;
    bool m_paused = false; ///< a part of it is in the database already
};

} // namespace consentry::adapters
