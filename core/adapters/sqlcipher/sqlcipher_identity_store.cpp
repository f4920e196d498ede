#include "core/adapters/sqlcipher/sqlcipher_identity_store.h"

namespace consentry::adapters {

namespace {

constexpr char identityColumns[] =
    "id, chain_id, party, role, root_index, read_generation, label, inception_key,"
    " device_signing_key, device_sealing_key, device_key_id, next_sequence, registered,"
    " created_at";

Result<Identity> identityOf(const Statement& row) {
    Identity identity;
    identity.id = IdentityId(row.integer(0));
    identity.chainId = row.text(1);
    RETURN_IF_ERROR(row.fixed(2, identity.party));
    identity.role = static_cast<IdentityRole>(row.integer(3));
    identity.rootIndex = static_cast<std::uint32_t>(row.integer(4));
    identity.readGeneration = static_cast<std::uint32_t>(row.integer(5));
    identity.label = row.text(6);
    RETURN_IF_ERROR(row.fixed(7, identity.inceptionKey));
    RETURN_IF_ERROR(row.fixed(8, identity.deviceSigningKey));
    RETURN_IF_ERROR(row.fixed(9, identity.deviceSealingKey));
    RETURN_IF_ERROR(row.fixed(10, identity.deviceKeyId));
    identity.nextSequence = static_cast<std::uint64_t>(row.integer(11));
    identity.registered = row.integer(12) != 0;
    identity.createdAt = instantFromMillis(row.integer(13));
    return identity;
}

Result<Identity> one(Result<Statement> prepared, const auto& key) {
    ASSIGN_OR_RETURN(Statement select, std::move(prepared));
    select.bind(key);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::NotFound, "identity");
    }
    return identityOf(select);
}

std::string selectWhere(const char* condition) {
    return std::string("SELECT ") + identityColumns + " FROM identities " + condition;
}

} // namespace

Result<IdentityId> SqlcipherIdentityStore::add(const Identity& identity) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    ASSIGN_OR_RETURN(const std::vector<Identity> present, list());
    if (present.size() >= identitiesMax) {
        return fail(ErrorCode::TooLarge, "too many identities");
    }
    RETURN_IF_ERROR(m_connection.run(
        "INSERT INTO identities(chain_id, party, role, root_index, read_generation, label,"
        " inception_key, device_signing_key, device_sealing_key, device_key_id, next_sequence,"
        " registered, created_at) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
        identity.chainId, identity.party, static_cast<std::int64_t>(identity.role),
        static_cast<std::int64_t>(identity.rootIndex),
        static_cast<std::int64_t>(identity.readGeneration), identity.label, identity.inceptionKey,
        identity.deviceSigningKey, identity.deviceSealingKey, identity.deviceKeyId,
        static_cast<std::int64_t>(identity.nextSequence),
        static_cast<std::int64_t>(identity.registered), millisOf(identity.createdAt)));
    const IdentityId id(m_connection.lastRow());
    RETURN_IF_ERROR(transaction.commit());
    return id;
}

Result<std::vector<Identity>> SqlcipherIdentityStore::list() {
    ASSIGN_OR_RETURN(Statement select, m_connection.prepareOnce(selectWhere("ORDER BY id")));
    std::vector<Identity> identities;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return identities;
        }
        ASSIGN_OR_RETURN(Identity identity, identityOf(select));
        identities.push_back(std::move(identity));
    }
}

Result<Identity> SqlcipherIdentityStore::find(IdentityId id) {
    return one(m_connection.prepareOnce(selectWhere("WHERE id = ?")), id.value);
}

Result<Identity> SqlcipherIdentityStore::findByParty(const PartyId& party) {
    return one(m_connection.prepareOnce(selectWhere("WHERE party = ?")), party);
}

Result<> SqlcipherIdentityStore::update(const Identity& identity) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    RETURN_IF_ERROR(m_connection.run(
        "UPDATE identities SET label = ?, registered = ?, read_generation = ?,"
        " device_signing_key = ?, device_sealing_key = ?, device_key_id = ? WHERE id = ?",
        identity.label, static_cast<std::int64_t>(identity.registered),
        static_cast<std::int64_t>(identity.readGeneration), identity.deviceSigningKey,
        identity.deviceSealingKey, identity.deviceKeyId, identity.id.value));
    if (m_connection.changes() != 1) {
        return fail(ErrorCode::NotFound, "identity");
    }
    return transaction.commit();
}

Result<std::uint64_t> SqlcipherIdentityStore::takeSequence(IdentityId id) {
    ASSIGN_OR_RETURN(WriteTransaction transaction, WriteTransaction::begin(m_connection));
    ASSIGN_OR_RETURN(const Identity identity, find(id));
    RETURN_IF_ERROR(m_connection.run(
        "UPDATE identities SET next_sequence = next_sequence + 1 WHERE id = ?", id.value));
    RETURN_IF_ERROR(transaction.commit());
    return identity.nextSequence;
}

Result<> SqlcipherSecretStore::putSealed(std::string_view name, ByteView sealed) {
    return writeOnce(m_connection,
                     "INSERT INTO secrets(name, sealed) VALUES(?, ?)"
                     " ON CONFLICT(name) DO UPDATE SET sealed = excluded.sealed",
                     name, sealed);
}

Result<Bytes> SqlcipherSecretStore::sealed(std::string_view name) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT sealed FROM secrets WHERE name = ?"));
    select.bind(name);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::NotFound, "secret");
    }
    return toBytes(select.blob(0));
}

Result<std::vector<std::string>> SqlcipherSecretStore::names(std::string_view prefix) {
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT name FROM secrets"
                                          " WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name"));
    select.bind(prefix);
    std::vector<std::string> names;
    for (;;) {
        ASSIGN_OR_RETURN(bool found, select.step());
        if (!found) {
            return names;
        }
        names.emplace_back(select.text(0));
    }
}

Result<> SqlcipherSecretStore::eraseSealed(std::string_view name) {
    return writeOnce(m_connection, "DELETE FROM secrets WHERE name = ?", name);
}

} // namespace consentry::adapters
