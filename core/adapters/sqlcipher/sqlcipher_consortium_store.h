#pragma once

#include "core/adapters/sqlcipher/connection.h"

namespace consentry::adapters {

/// ConsortiumStore in tables profiles and ledger_conflicts.
class SqlcipherConsortiumStore : public ConsortiumStore {
public:
    explicit SqlcipherConsortiumStore(Connection& connection) : m_connection(connection) {}
    Result<std::optional<StoredProfile>> profile() override;
    Result<> adopt(const StoredProfile& profile) override;
    Result<> addConflict(const StoredConflict& conflict) override;
    Result<std::optional<StoredConflict>> openConflict(std::string_view chainId) override;

private:
    Connection& m_connection;
};

} // namespace consentry::adapters
