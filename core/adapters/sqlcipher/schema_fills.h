#pragma once

#include "core/adapters/sqlcipher/connection.h"

namespace consentry::adapters {

/// What migrations have to work out from stored details, of which SQL knows nothing. Both inside
/// the migration's transaction; errors as the connection's.

/// Version 5: which grant each access names.
Result<> fillUsedGrants(Connection& connection);
/// Version 9: the index of the logs.
Result<> fillLogIndex(Connection& connection);

} // namespace consentry::adapters
