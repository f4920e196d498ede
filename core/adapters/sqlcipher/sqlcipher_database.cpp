#include "core/adapters/sqlcipher/sqlcipher_database.h"

#include "core/adapters/sqlcipher/connection.h"
#include "core/adapters/sqlcipher/schema.h"
#include "core/adapters/sqlcipher/sqlcipher_anchor_check_store.h"
#include "core/adapters/sqlcipher/sqlcipher_consortium_store.h"
#include "core/adapters/sqlcipher/sqlcipher_grant_store.h"
#include "core/adapters/sqlcipher/sqlcipher_identity_store.h"
#include "core/adapters/sqlcipher/sqlcipher_log_store.h"
#include "core/adapters/sqlcipher/sqlcipher_record_store.h"
#include "core/adapters/sqlcipher/sqlcipher_small_stores.h"

namespace consentry::adapters {

namespace {

constexpr std::string_view plainHeader("SQLite format 3\0", 16);
/// SQLCipher's page size; a sound database is a whole number of pages.
constexpr std::uint64_t pageSize = 4096;
constexpr std::size_t findingsMax = 1000;

class SqlcipherDatabase : public VaultDatabase {
public:
    explicit SqlcipherDatabase(std::unique_ptr<Connection> connection)
        : m_connection(std::move(connection)), m_settings(*m_connection), m_records(*m_connection),
          m_logs(*m_connection), m_grants(*m_connection), m_identities(*m_connection),
          m_secrets(*m_connection), m_contacts(*m_connection), m_transactions(*m_connection),
          m_trust(*m_connection), m_notes(*m_connection), m_consortium(*m_connection),
          m_anchorChecks(*m_connection) {}
    ~SqlcipherDatabase() override { m_connection->close(); }

    SettingsStore& settings() override { return m_settings; }
    RecordStore& records() override { return m_records; }
    LogStore& logs() override { return m_logs; }
    GrantStore& grants() override { return m_grants; }
    IdentityStore& identities() override { return m_identities; }
    SecretStore& secrets() override { return m_secrets; }
    ContactStore& contacts() override { return m_contacts; }
    TransactionStore& transactions() override { return m_transactions; }
    TrustStore& trust() override { return m_trust; }
    NoteStore& notes() override { return m_notes; }
    ConsortiumStore& consortium() override { return m_consortium; }
    AnchorCheckStore& anchorChecks() override { return m_anchorChecks; }

    bool hasMetDamage() const override { return m_connection->hasMetDamage(); }
    Result<IntegrityReport> checkIntegrity(const JobControl& control) override;
    Result<StorageSizes> sizes() override;
    Result<> compact(const JobControl& control) override;
    Result<std::string> cipherVersion() override;
    Result<int> schemaVersion() override { return adapters::schemaVersion(*m_connection); }
    Result<> removeUnfinishedImports() { return m_records.removeUnfinishedImports(); }
    void close() override {
        m_connection->close();
        m_records.forgetCodes();
    }

private:
    Result<> collectFindings(const char* pragma, IntegrityReport& report);
    Result<std::uint64_t> number(const char* sql);

    std::unique_ptr<Connection> m_connection;
    SqlcipherSettingsStore m_settings;
    SqlcipherRecordStore m_records;
    SqlcipherLogStore m_logs;
    SqlcipherGrantStore m_grants;
    SqlcipherIdentityStore m_identities;
    SqlcipherSecretStore m_secrets;
    SqlcipherContactStore m_contacts;
    SqlcipherTransactionStore m_transactions;
    SqlcipherTrustStore m_trust;
    SqlcipherNoteStore m_notes;
    SqlcipherConsortiumStore m_consortium;
    SqlcipherAnchorCheckStore m_anchorChecks;
};

Result<> SqlcipherDatabase::collectFindings(const char* pragma, IntegrityReport& report) {
    auto check = m_connection->prepare(pragma);
    // Where the schema itself cannot be read, or what a full-text index begins with.
    if (!check && check.error().code == ErrorCode::DamagedData) {
        report.damage.push_back(check.error().context);
        return {};
    }
    if (!check) {
        return fail(std::move(check).error());
    }
    for (;;) {
        auto found = check->step();
        if (!found && found.error().code == ErrorCode::DamagedData) {
            report.damage.push_back(found.error().context);
            return {};
        }
        if (!found) {
            return fail(std::move(found).error());
        }
        if (!*found) {
            return {};
        }
        if (check->text(0) != "ok" && report.damage.size() < findingsMax) {
            report.damage.emplace_back(check->text(0));
        }
    }
}

Result<IntegrityReport> SqlcipherDatabase::checkIntegrity(const JobControl& control) {
    IntegrityReport report;
    m_connection->setInterruptCheck([&control] { return control.isCancelled(); });
    control.report(0, 2);
    auto checked = collectFindings("PRAGMA cipher_integrity_check", report);
    if (checked && !control.isCancelled()) {
        control.report(1, 2);
        checked = collectFindings("PRAGMA integrity_check", report);
    }
    m_connection->setInterruptCheck({});
    RETURN_IF_ERROR(std::move(checked));
    if (control.isCancelled()) {
        return fail(ErrorCode::Cancelled, "integrity check");
    }
    control.report(2, 2);
    return report;
}

Result<std::uint64_t> SqlcipherDatabase::number(const char* sql) {
    ASSIGN_OR_RETURN(Statement select, m_connection->prepare(sql));
    ASSIGN_OR_RETURN(const bool found, select.step());
    return found ? static_cast<std::uint64_t>(select.integer(0)) : 0;
}

/// The library can not say how many pages a table has: counted is what rows hold. What they take
/// beside it, and all small tables, are `others`.
Result<StorageSizes> SqlcipherDatabase::sizes() {
    StorageSizes sizes;
    ASSIGN_OR_RETURN(const std::uint64_t pages, number("PRAGMA page_count"));
    ASSIGN_OR_RETURN(const std::uint64_t freePages, number("PRAGMA freelist_count"));
    ASSIGN_OR_RETURN(sizes.originals,
                     number("SELECT coalesce(sum(length(compressed)), 0) FROM original_blocks"));
    ASSIGN_OR_RETURN(
        sizes.search,
        number("SELECT (SELECT coalesce(sum(length(block)), 0) FROM record_search_data)"
               " + (SELECT coalesce(sum(length(rows)), 0) FROM log_index)"
               " + (SELECT coalesce(sum(length(block)), 0) FROM log_term_search_data)"));
    ASSIGN_OR_RETURN(sizes.logDetails,
                     number("SELECT coalesce(sum(length(content)), 0) FROM log_details"));
    sizes.unused = freePages * pageSize;
    const std::uint64_t counted = sizes.originals + sizes.search + sizes.logDetails + sizes.unused;
    sizes.others = pages * pageSize > counted ? pages * pageSize - counted : 0;
    return sizes;
}

Result<> SqlcipherDatabase::compact(const JobControl& control) {
    ASSIGN_OR_RETURN(const std::uint64_t pages, number("PRAGMA page_count"));
    if (pages * pageSize > compactMax) {
        return fail(ErrorCode::TooLarge, "database to compact");
    }
    if (control.isCancelled()) {
        return fail(ErrorCode::Cancelled, "compacting");
    }
    std::unique_lock lock(m_connection->mutex());
    RETURN_IF_ERROR(m_connection->waitForImport(lock));
    control.report(0, 0);
    m_connection->setInterruptCheck([&control] { return control.isCancelled(); });
    auto written = m_connection->run("VACUUM");
    m_connection->setInterruptCheck({});
    RETURN_IF_ERROR(std::move(written));
    // Otherwise the file keeps its length until the log is next emptied.
    return m_connection->execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<std::string> SqlcipherDatabase::cipherVersion() {
    ASSIGN_OR_RETURN(Statement select, m_connection->prepare("PRAGMA cipher_version"));
    ASSIGN_OR_RETURN(bool found, select.step());
    return found ? std::string(select.text(0)) : std::string();
}

/// The cheap look at the bytes before the key is tried.
Result<> checkFile(FileSystem& files, const std::filesystem::path& file) {
    if (!files.exists(file)) {
        return fail(ErrorCode::NotFound, "database file");
    }
    ASSIGN_OR_RETURN(const Bytes start, files.readStart(file, plainHeader.size()));
    if (textOf(start) == plainHeader) {
        return fail(ErrorCode::NotEncrypted, "the database file is a plain one");
    }
    ASSIGN_OR_RETURN(const std::uint64_t size, files.sizeOf(file));
    if (size == 0 || size % pageSize != 0) {
        return fail(ErrorCode::DamagedData, "truncated: " + std::to_string(size) + " bytes");
    }
    return {};
}

/// The copy must open with the same key, be whole and have the same version.
Result<> verifyCopy(const std::filesystem::path& copy, const DatabaseKey& key, int version) {
    ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection,
                     Connection::open(copy, key, DatabaseAccess::ReadOnly, false));
    ASSIGN_OR_RETURN(const int found, schemaVersion(*connection));
    if (found != version) {
        return fail(ErrorCode::DamagedData, "copy before migration has another version");
    }
    SqlcipherDatabase database(std::move(connection));
    ASSIGN_OR_RETURN(const IntegrityReport report, database.checkIntegrity({}));
    if (!report.isSound()) {
        return fail(ErrorCode::DamagedData, "copy before migration: " + report.damage.front());
    }
    return {};
}

Result<> migrateWithCopy(FileSystem& files, Connection& connection,
                         const std::filesystem::path& file, const DatabaseKey& key, int version) {
    // Everything into the main file, so that the file alone is the database.
    RETURN_IF_ERROR(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    const std::filesystem::path copy = SqlcipherDatabaseFactory::migrationCopy(file, version);
    RETURN_IF_ERROR(files.copyFile(file, copy));
    RETURN_IF_ERROR(verifyCopy(copy, key, version));
    return migrateSchema(connection, schemaVersionNewest);
}

} // namespace

std::filesystem::path SqlcipherDatabaseFactory::migrationCopy(const std::filesystem::path& file,
                                                              int version) {
    return file.string() + ".version-" + std::to_string(version);
}

Result<std::unique_ptr<VaultDatabase>>
SqlcipherDatabaseFactory::create(const std::filesystem::path& file, const DatabaseKey& key) {
    return createAtVersion(file, key, schemaVersionNewest);
}

Result<std::unique_ptr<VaultDatabase>>
SqlcipherDatabaseFactory::createAtVersion(const std::filesystem::path& file, const DatabaseKey& key,
                                          int version) {
    if (m_files.exists(file)) {
        return fail(ErrorCode::AlreadyExists, "database file");
    }
    ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection,
                     Connection::open(file, key, DatabaseAccess::ReadWrite, true));
    RETURN_IF_ERROR(migrateSchema(*connection, version));
    RETURN_IF_ERROR(connection->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    // Trust the bytes, not the library: page 1 must not be readable.
    RETURN_IF_ERROR(checkFile(m_files, file));
    return std::make_unique<SqlcipherDatabase>(std::move(connection));
}

Result<std::unique_ptr<VaultDatabase>>
SqlcipherDatabaseFactory::open(const std::filesystem::path& file, const DatabaseKey& key,
                               DatabaseAccess access) {
    RETURN_IF_ERROR(checkFile(m_files, file));
    ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection,
                     Connection::open(file, key, access, false));
    ASSIGN_OR_RETURN(const int version, schemaVersion(*connection));
    if (version == 0) {
        return fail(ErrorCode::DamagedData, "empty database");
    }
    if (version > schemaVersionNewest) {
        return fail(ErrorCode::Unsupported, "schema version " + std::to_string(version));
    }
    if (version < schemaVersionNewest && access == DatabaseAccess::ReadWrite) {
        RETURN_IF_ERROR(migrateWithCopy(m_files, *connection, file, key, version));
    }
    auto database = std::make_unique<SqlcipherDatabase>(std::move(connection));
    if (access == DatabaseAccess::ReadWrite) {
        RETURN_IF_ERROR(database->removeUnfinishedImports());
    }
    return database;
}

} // namespace consentry::adapters
