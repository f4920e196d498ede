#pragma once

#include "core/ports/identity_store.h"
#include "core/vault/key_hierarchy.h"

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace consentry::vault {

/// A person's further party to add; see KeyRing::addIdentity.
struct NewIdentity {
    std::string chainId;
    IdentityRole role = IdentityRole::Patient;
    std::string label;
    Instant createdAt;
};

/// Fetches and makes the secret keys of an open vault. Secrets lie in the database sealed once more
/// under a key of their own, so that no page cache or query result ever holds one in the clear.
/// Keys are handed out for one use: let them go out of scope soon. Thread-safe. After `forget`
/// everything answers Locked. Errors: Locked, NotFound, DamagedData, and those of the stores.
class KeyRing {
public:
    KeyRing(AeadKey secretsKey, SecretStore& secrets, IdentityStore& identities)
        : m_secretsKey(std::move(secretsKey)), m_secrets(secrets), m_identities(identities) {}

    /// The 32 bytes behind the 24 words.
    Result<RootSecret> root();
    Result<> putRoot(const RootSecret& root);

    /// Makes a party: the next free recovery key of that chain, fresh random device keys.
    Result<Identity> addIdentity(const NewIdentity& wanted);
    /// For a party that exists on the registry already (restored from words): index given, device
    /// keys fresh.
    Result<Identity> addIdentityAt(const NewIdentity& wanted, std::uint32_t rootIndex);

    Result<SigningKey> deviceSigningKey(const Identity& identity);
    Result<SealingKey> deviceSealingKey(const Identity& identity);
    /// Recovery and inception key. Only for registration, recovery and veto.
    Result<SigningKey> recoveryKey(const Identity& identity);
    /// The archive key of the identity's current generation.
    Result<SealingKey> archiveKey(const Identity& identity);

    /// Replaces what is there.
    Result<> putEpochSecret(const PartyId& patient, EpochNumber epoch, const EpochSecret& secret);
    Result<EpochSecret> epochSecret(const PartyId& patient, EpochNumber epoch);
    /// Ascending; empty where this vault may not read that log.
    Result<std::vector<EpochNumber>> epochs(const PartyId& patient);

    /// Other secrets by name, e.g. "oauth/…". Names up to 200 bytes; not those used above.
    Result<> putNamed(std::string_view name, const SecretBytes& secret);
    Result<SecretBytes> named(std::string_view name);
    Result<> eraseNamed(std::string_view name);

    void forget();

private:
    Result<> put(const std::string& name, ByteView secret);
    Result<SecretBytes> get(const std::string& name);
    template <class Key> Result<Key> getKey(const std::string& name);

    std::mutex m_mutex;
    AeadKey m_secretsKey;
    SecretStore& m_secrets;
    IdentityStore& m_identities;
};

} // namespace consentry::vault
