#pragma once

#include "core/ports/file_system.h"
#include "core/ports/vault_database.h"

namespace consentry::adapters {

/// VaultDatabaseFactory on SQLCipher 4: raw key, a tag on every page, WAL, synchronous FULL.
class SqlcipherDatabaseFactory : public VaultDatabaseFactory {
public:
    explicit SqlcipherDatabaseFactory(FileSystem& files) : m_files(files) {}

    Result<std::unique_ptr<VaultDatabase>> create(const std::filesystem::path& file,
                                                  const DatabaseKey& key) override;
    Result<std::unique_ptr<VaultDatabase>>
    open(const std::filesystem::path& file, const DatabaseKey& key, DatabaseAccess access) override;
    /// As create, but stops at an older schema: for tests of migration.
    Result<std::unique_ptr<VaultDatabase>> createAtVersion(const std::filesystem::path& file,
                                                           const DatabaseKey& key, int version);

    /// Where the copy before a migration from `version` lies. It stays until the next migration.
    static std::filesystem::path migrationCopy(const std::filesystem::path& file, int version);

private:
    FileSystem& m_files;
};

} // namespace consentry::adapters
