#pragma once

#include "core/adapters/sqlcipher/connection.h"
#include "core/ports/anchor_check_store.h"

namespace consentry::adapters {

/// AnchorCheckStore in table anchor_checks.
class SqlcipherAnchorCheckStore : public AnchorCheckStore {
public:
    explicit SqlcipherAnchorCheckStore(Connection& connection) : m_connection(connection) {}
    Result<> put(std::span<const AnchorCheck> checks) override;
    Result<std::vector<AnchorCheck>> among(std::span<const RecordDigest> records) override;
    Result<AnchorTally> tally() override;

private:
    Result<> putOne(const AnchorCheck& check);
    Result<> addIfAny(const RecordDigest& record, std::vector<AnchorCheck>& checks);

    Connection& m_connection;
};

} // namespace consentry::adapters
