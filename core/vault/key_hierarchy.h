#pragma once

#include "core/base/ids.h"
#include "core/crypto/aead.h"
#include "core/crypto/hpke.h"
#include "core/crypto/mnemonic.h"
#include "core/crypto/signature.h"

#include <cstdint>
#include <string_view>

namespace consentry::vault {

// The keys of protocol §1 that derive from others. Every derivation is HKDF-SHA256 without salt,
// info = deterministic CBOR of [label, chain id, numbers…]. All functions are pure; secrets stay in
// guarded memory. What is random instead (device keys, epoch secrets, the vault key) is made where
// it is stored, in KeyRing and Vault.

/// Opens the past: can be split among helpers without giving away the right to sign.
using ReadSeed = SecretKey<32, struct ReadSeedTag>;
/// What all readers of a patient's log share from epoch n on.
using EpochSecret = SecretKey<32, struct EpochSecretTag>;

/// Recovery and inception key i, one for each party of the person. Label "recovery".
SigningKey recoveryKey(const RootSecret& root, std::string_view chainId, std::uint32_t index);
/// Read seed of generation g. Label "read".
ReadSeed readSeed(const RootSecret& root, std::string_view chainId, std::uint32_t generation);
/// Archive sealing key of party i under a read seed. Label "archive".
SealingKey archiveKey(const ReadSeed& seed, std::string_view chainId, std::uint32_t index);
/// Wraps the vault key once more, so that the 24 words open the vault. Label "vault"; a vault
/// belongs to no chain, so the chain id is empty.
AeadKey vaultWrappingKey(const RootSecret& root);

/// To which writers seal bodies of the epoch. Label "log".
SealingKey logKey(const EpochSecret& secret, std::string_view chainId);
/// On whose signature mailboxes and nodes serve rows and bodies of the epoch. Label "fetch".
SigningKey fetchKey(const EpochSecret& secret, std::string_view chainId);

/// H("party", inception public key).
PartyId partyIdOf(std::string_view chainId, const SigningPublicKey& inceptionKey);
/// H("key", public key).
KeyId keyIdOf(std::string_view chainId, const SigningPublicKey& key);

} // namespace consentry::vault
