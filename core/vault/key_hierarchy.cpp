#include "core/vault/key_hierarchy.h"

#include "core/base/check.h"
#include "core/crypto/kdf.h"
#include "core/crypto/tagged_hash.h"

#include <initializer_list>

namespace consentry::vault {

namespace {

template <class Key>
Key derive(ByteView secret, std::string_view label, std::string_view chainId,
           std::initializer_list<std::uint64_t> numbers) {
    CHECK(secret.size() == 32);
    CborWriter info = taggedPreimage(label, chainId, numbers.size());
    for (const std::uint64_t number : numbers) {
        info.unsignedInt(number);
    }
    auto bytes = hkdfSha256(secret, {}, info.bytes(), Key::size);
    CHECK(bytes.has_value()); // fails only for sizes that no key has
    auto key = Key::from(*std::move(bytes));
    CHECK(key.has_value());
    return *std::move(key);
}

} // namespace

SigningKey recoveryKey(const RootSecret& root, std::string_view chainId, std::uint32_t index) {
    return SigningKey::fromSeed(
        derive<SigningKey::Seed>(root.expose(), "recovery", chainId, {index}));
}

ReadSeed readSeed(const RootSecret& root, std::string_view chainId, std::uint32_t generation) {
    return derive<ReadSeed>(root.expose(), "read", chainId, {generation});
}

SealingKey archiveKey(const ReadSeed& seed, std::string_view chainId, std::uint32_t index) {
    return SealingKey::fromSecret(
        derive<SealingKey::Secret>(seed.expose(), "archive", chainId, {index}));
}

AeadKey vaultWrappingKey(const RootSecret& root) {
    return derive<AeadKey>(root.expose(), "vault", "", {});
}

SealingKey logKey(const EpochSecret& secret, std::string_view chainId) {
    return SealingKey::fromSecret(derive<SealingKey::Secret>(secret.expose(), "log", chainId, {}));
}

SigningKey fetchKey(const EpochSecret& secret, std::string_view chainId) {
    return SigningKey::fromSeed(derive<SigningKey::Seed>(secret.expose(), "fetch", chainId, {}));
}

PartyId partyIdOf(std::string_view chainId, const SigningPublicKey& inceptionKey) {
    return taggedId<PartyId>("party", chainId, {inceptionKey.view()});
}

KeyId keyIdOf(std::string_view chainId, const SigningPublicKey& key) {
    return taggedId<KeyId>("key", chainId, {key.view()});
}

} // namespace consentry::vault
