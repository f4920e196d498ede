#pragma once

#include "core/adapters/sqlcipher/connection.h"
#include "core/adapters/sqlcipher/original_blocks.h"

#include <unordered_map>

namespace consentry::adapters {

class SqlcipherImportSession;

/// RecordStore in tables records, original_blocks (zstd), codes, record_codes, record_search.
class SqlcipherRecordStore : public RecordStore {
public:
    explicit SqlcipherRecordStore(Connection& connection) : m_connection(connection) {}

    Result<std::unique_ptr<ImportSession>> beginImport(const ImportSource& source) override;
    Result<std::vector<StoredImport>> imports(std::size_t limit) override;
    Result<StoredImport> findImport(const Digest& fileDigest) override;
    Result<std::uint64_t> removeImport(ImportId import) override;
    Result<RecordPage> page(const RecordFilter& filter, const std::optional<RecordCursor>& after,
                            std::size_t limit) override;
    Result<std::uint64_t> count(const RecordFilter& filter, std::uint64_t stopAt) override;
    Result<> visit(const RecordFilter& filter,
                   const std::function<bool(const RecordSummary&)>& visit) override;
    Result<>
    visitFacts(const RecordFilter& filter,
               const std::function<bool(RecordRow, const clinical::RecordFacts&)>& visit) override;
    Result<bool> contains(const RecordDigest& digest) override;
    Result<RecordSummary> find(const RecordDigest& digest) override;
    Result<clinical::Record> load(const RecordDigest& digest) override;
    Result<Bytes> original(const RecordDigest& digest) override;
    Result<> erase(const RecordDigest& digest) override;
    Result<> putOwn(const clinical::Record& record, Instant writtenAt,
                    const std::optional<RecordDigest>& replaces) override;
    Result<> setOwnLabels(const RecordDigest& digest,
                          const std::vector<std::string>& codes) override;
    Result<std::vector<OwnVersion>> earlierVersions(const RecordDigest& current) override;
    /// What an import left that a crash or a lock ended between two pauses.
    Result<> removeUnfinishedImports();
    /// Health codes are no secret of the first order, but nothing of them stays after a lock.
    void forgetCodes() { m_codes.clear(); }

    /// Under the connection's lock. The import must announce its end before it is gone.
    void importBegins(SqlcipherImportSession& import) { m_import = &import; }
    void importEnds(const SqlcipherImportSession& import) {
        m_import = m_import == &import ? nullptr : m_import;
    }

private:
    Result<> readCodes(ByteView encoded, clinical::RecordFacts& facts);
    Result<clinical::Code> code(std::int64_t id);
    Result<OriginalPlace> placeOf(const RecordDigest& digest);
    /// All but the original.
    Result<> eraseRow(std::int64_t row);
    /// While no other import has the connection.
    Result<> putOwnAlone(const clinical::Record& record, Instant writtenAt,
                         const std::optional<RecordDigest>& replaces);
    /// Takes an own record out of the lists and keeps it as an earlier version of `next`. Inside
    /// the transaction that adds `next`.
    Result<> moveToEarlier(const RecordDigest& old, const RecordDigest& next);

    Connection& m_connection;
    SqlcipherImportSession* m_import = nullptr; ///< the one under way
    /// Codes seen so far; guarded by the connection's lock.
    std::unordered_map<std::int64_t, clinical::Code> m_codes;
};

} // namespace consentry::adapters
