#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/crypto/hpke.h"
#include "core/crypto/signature.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

/// An identity's number in this vault, from 1.
using IdentityId = Strong<std::int64_t, struct IdentityIdTag>;

/// What a party of this vault does on the registry. Numbers are stored.
enum class IdentityRole : std::uint8_t { Patient = 1, Clinician = 2, Delegate = 3 };

/// One registry party of the vault's person. A person has one, or more: "keep this hospital apart"
/// is a second party with keys and a log of its own, joined in the wallet only.
struct Identity {
    IdentityId id;
    std::string chainId;
    PartyId party;
    IdentityRole role = IdentityRole::Patient;
    std::uint32_t rootIndex = 0; ///< i of the recovery key that the 24 words derive
    std::uint32_t readGeneration = 0;
    std::string label; ///< the person's own word for it
    SigningPublicKey inceptionKey;
    SigningPublicKey deviceSigningKey;
    SealingPublicKey deviceSealingKey;
    KeyId deviceKeyId;
    std::uint64_t nextSequence = 1; ///< of the device key, protocol §2; the registry counts 0 as used
    bool registered = false;        ///< its RegisterParty is proven
    Instant createdAt;
};

/// The vault's own parties, public half. Secret keys lie in the SecretStore, sealed by the vault.
/// Thread-safe. Errors: Locked, NotFound, AlreadyExists, DiskFull, DamagedData, Io.
class IdentityStore {
public:
    static constexpr std::size_t identitiesMax = 256;

    virtual ~IdentityStore() = default;
    /// Ignores `id` and gives the new one. AlreadyExists for a party that is there.
    virtual Result<IdentityId> add(const Identity& identity) = 0;
    virtual Result<std::vector<Identity>> list() = 0;
    virtual Result<Identity> find(IdentityId id) = 0;
    virtual Result<Identity> findByParty(const PartyId& party) = 0;
    /// Label, registered, readGeneration, device keys.
    virtual Result<> update(const Identity& identity) = 0;
    /// Hands out the next sequence number of the device key; durable, never the same twice.
    virtual Result<std::uint64_t> takeSequence(IdentityId id) = 0;
};

/// Named blobs that the vault sealed before they came here: root secret, device keys, epoch
/// secrets. Errors as above.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    virtual Result<> putSealed(std::string_view name, ByteView sealed) = 0;
    /// NotFound.
    virtual Result<Bytes> sealed(std::string_view name) = 0;
    /// Names that begin with `prefix`, ascending.
    virtual Result<std::vector<std::string>> names(std::string_view prefix) = 0;
    virtual Result<> eraseSealed(std::string_view name) = 0;
};

} // namespace consentry
