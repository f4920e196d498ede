#pragma once

#include "core/adapters/sqlcipher/connection.h"

namespace consentry::adapters {

/// "Cstr" in the database header: tells our files from other SQLCipher databases.
inline constexpr std::int64_t schemaApplicationId = 0x43737472;
inline constexpr int schemaVersionNewest = 10;

/// The schema version of an open database; 0 for an empty one. DamagedData for someone else's.
Result<int> schemaVersion(Connection& connection);

/// Runs the numbered migrations after the current one, up to `target`, in one transaction.
/// Unsupported where the database is newer than this program.
Result<> migrateSchema(Connection& connection, int target);

} // namespace consentry::adapters
