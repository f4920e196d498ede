#pragma once

#include "core/adapters/sqlcipher/connection.h"

namespace consentry::adapters {

/// IdentityStore in table identities.
class SqlcipherIdentityStore : public IdentityStore {
public:
    explicit SqlcipherIdentityStore(Connection& connection) : m_connection(connection) {}

    Result<IdentityId> add(const Identity& identity) override;
    Result<std::vector<Identity>> list() override;
    Result<Identity> find(IdentityId id) override;
    Result<Identity> findByParty(const PartyId& party) override;
    Result<> update(const Identity& identity) override;
    Result<std::uint64_t> takeSequence(IdentityId id) override;

private:
    Connection& m_connection;
};

/// SecretStore in table secrets.
class SqlcipherSecretStore : public SecretStore {
public:
    explicit SqlcipherSecretStore(Connection& connection) : m_connection(connection) {}

    Result<> putSealed(std::string_view name, ByteView sealed) override;
    Result<Bytes> sealed(std::string_view name) override;
    Result<std::vector<std::string>> names(std::string_view prefix) override;
    Result<> eraseSealed(std::string_view name) override;

private:
    Connection& m_connection;
};

} // namespace consentry::adapters
