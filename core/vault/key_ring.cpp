#include "core/vault/key_ring.h"

#include "core/base/cbor.h"
#include "core/crypto/random.h"

#include <algorithm>

namespace consentry::vault {

namespace {

constexpr std::size_t nameMax = 200;

std::string deviceName(std::string_view kind, const PartyId& party) {
    return "device/" + party.hex() + "/" + std::string(kind);
}

std::string epochPrefix(const PartyId& patient) {
    return "epoch/" + patient.hex() + "/";
}

std::string epochName(const PartyId& patient, EpochNumber epoch) {
    const std::string digits = std::to_string(epoch.value);
    return epochPrefix(patient) + std::string(10 - digits.size(), '0') + digits;
}

/// A sealed secret belongs to its name: it cannot be moved to another row.
Bytes context(std::string_view name) {
    CborWriter writer;
    writer.array(2).text("vault-secret").text(name);
    return std::move(writer).bytes();
}

} // namespace

Result<> KeyRing::put(const std::string& name, ByteView secret) {
    const std::lock_guard lock(m_mutex);
    if (m_secretsKey.isEmpty()) {
        return fail(ErrorCode::Locked);
    }
    const auto nonce = randomFixed<12, struct AeadNonceTag>();
    ASSIGN_OR_RETURN(const Bytes sealed, aeadSeal(m_secretsKey, nonce, context(name), secret));
    Bytes stored = toBytes(nonce.view());
    append(stored, sealed);
    return m_secrets.putSealed(name, stored);
}

Result<SecretBytes> KeyRing::get(const std::string& name) {
    const std::lock_guard lock(m_mutex);
    if (m_secretsKey.isEmpty()) {
        return fail(ErrorCode::Locked);
    }
    ASSIGN_OR_RETURN(const Bytes stored, m_secrets.sealed(name));
    if (stored.size() < AeadNonce::size) {
        return fail(ErrorCode::DamagedData, "sealed secret");
    }
    ASSIGN_OR_RETURN(const AeadNonce nonce,
                     AeadNonce::from(ByteView(stored).first(AeadNonce::size)));
    auto secret =
        aeadOpen(m_secretsKey, nonce, context(name), ByteView(stored).subspan(AeadNonce::size));
    if (!secret) {
        return fail(ErrorCode::DamagedData, "sealed secret");
    }
    return secret;
}

template <class Key> Result<Key> KeyRing::getKey(const std::string& name) {
    ASSIGN_OR_RETURN(SecretBytes bytes, get(name));
    auto key = Key::from(std::move(bytes));
    if (!key) {
        return fail(ErrorCode::DamagedData, "secret of the wrong length");
    }
    return key;
}

Result<RootSecret> KeyRing::root() {
    return getKey<RootSecret>("root");
}

Result<> KeyRing::putRoot(const RootSecret& root) {
    return put("root", root.expose());
}

Result<Identity> KeyRing::addIdentity(const NewIdentity& wanted) {
    ASSIGN_OR_RETURN(const std::vector<Identity> present, m_identities.list());
    std::uint32_t next = 0;
    for (const Identity& identity : present) {
        if (identity.chainId == wanted.chainId) {
            next = std::max(next, identity.rootIndex + 1);
        }
    }
    return addIdentityAt(wanted, next);
}

Result<Identity> KeyRing::addIdentityAt(const NewIdentity& wanted, std::uint32_t rootIndex) {
    ASSIGN_OR_RETURN(const RootSecret rootSecret, root());
    const SigningKey inception = vault::recoveryKey(rootSecret, wanted.chainId, rootIndex);
    const SigningKey deviceSigning = SigningKey::generate();
    const SealingKey deviceSealing = SealingKey::generate();
    Identity identity;
    identity.chainId = wanted.chainId;
    identity.party = partyIdOf(wanted.chainId, inception.publicKey());
    identity.role = wanted.role;
    identity.rootIndex = rootIndex;
    identity.label = wanted.label;
    identity.inceptionKey = inception.publicKey();
    identity.deviceSigningKey = deviceSigning.publicKey();
    identity.deviceSealingKey = deviceSealing.publicKey();
    identity.deviceKeyId = keyIdOf(wanted.chainId, deviceSigning.publicKey());
    identity.createdAt = wanted.createdAt;
    if (m_identities.findByParty(identity.party)) {
        return fail(ErrorCode::AlreadyExists, "party");
    }
    // Secrets first: an identity without its keys would be worse than keys without an identity.
    RETURN_IF_ERROR(put(deviceName("sign", identity.party), deviceSigning.seed().expose()));
    RETURN_IF_ERROR(put(deviceName("seal", identity.party), deviceSealing.secret().expose()));
    ASSIGN_OR_RETURN(identity.id, m_identities.add(identity));
    return identity;
}

Result<SigningKey> KeyRing::deviceSigningKey(const Identity& identity) {
    ASSIGN_OR_RETURN(const SigningKey::Seed seed,
                     getKey<SigningKey::Seed>(deviceName("sign", identity.party)));
    return SigningKey::fromSeed(seed);
}

Result<SealingKey> KeyRing::deviceSealingKey(const Identity& identity) {
    ASSIGN_OR_RETURN(SealingKey::Secret secret,
                     getKey<SealingKey::Secret>(deviceName("seal", identity.party)));
    return SealingKey::fromSecret(std::move(secret));
}

Result<SigningKey> KeyRing::recoveryKey(const Identity& identity) {
    ASSIGN_OR_RETURN(const RootSecret rootSecret, root());
    return vault::recoveryKey(rootSecret, identity.chainId, identity.rootIndex);
}

Result<SealingKey> KeyRing::archiveKey(const Identity& identity) {
    ASSIGN_OR_RETURN(const RootSecret rootSecret, root());
    const ReadSeed seed = readSeed(rootSecret, identity.chainId, identity.readGeneration);
    return vault::archiveKey(seed, identity.chainId, identity.rootIndex);
}

Result<> KeyRing::putEpochSecret(const PartyId& patient, EpochNumber epoch,
                                 const EpochSecret& secret) {
    return put(epochName(patient, epoch), secret.expose());
}

Result<EpochSecret> KeyRing::epochSecret(const PartyId& patient, EpochNumber epoch) {
    return getKey<EpochSecret>(epochName(patient, epoch));
}

Result<std::vector<EpochNumber>> KeyRing::epochs(const PartyId& patient) {
    const std::string prefix = epochPrefix(patient);
    ASSIGN_OR_RETURN(const std::vector<std::string> names, m_secrets.names(prefix));
    std::vector<EpochNumber> epochs;
    for (const std::string& name : names) {
        std::uint64_t number = 0;
        for (const char digit : name.substr(prefix.size())) {
            number = number * 10 + static_cast<std::uint64_t>(digit - '0');
        }
        epochs.emplace_back(static_cast<std::uint32_t>(number));
    }
    return epochs;
}

Result<> KeyRing::putNamed(std::string_view name, const SecretBytes& secret) {
    if (name.empty() || name.size() > nameMax) {
        return fail(ErrorCode::InvalidArgument, "secret's name");
    }
    return put("named/" + std::string(name), secret.expose());
}

Result<SecretBytes> KeyRing::named(std::string_view name) {
    return get("named/" + std::string(name));
}

Result<> KeyRing::eraseNamed(std::string_view name) {
    return m_secrets.eraseSealed("named/" + std::string(name));
}

void KeyRing::forget() {
    const std::lock_guard lock(m_mutex);
    m_secretsKey = AeadKey();
}

} // namespace consentry::vault
