#pragma once

#include "core/crypto/hpke.h"
#include "core/crypto/kdf.h"
#include "core/crypto/signature.h"

#include <string>
#include <string_view>

namespace consentry::hospital {

/// What a key of an organisation is for (protocol §1). Validator and node keys are the consensus
/// engine's and lie in its own files.
enum class OrganizationKeyRole { Governance, Attestor, Gateway, Inbox };

/// "governance": in the key's file, and before ".key" in that file's name.
std::string_view roleName(OrganizationKeyRole role);

/// A key of an organisation at rest. A file is text of one `name: value` a line:
///
///     consentry key 1
///     chain: hospitals-1
///     role: gateway
///     public: 64 hex digits
///     seed: base64 of 32 bytes
///
/// or, where a passphrase protects it, `salt`, `argon2` (KiB and passes), `nonce` and `sealed`
/// (AES-256-GCM, the lines before it as additional data) in the place of `seed`. Services start
/// without a person, so their keys lie plain in files that only they may read; governance keys are
/// protected and kept offline.
struct KeyFile {
    std::string chainId;
    OrganizationKeyRole role = OrganizationKeyRole::Gateway;
    Bytes publicKey; ///< 32 bytes: Ed25519, or X25519 for an inbox
    SecretBytes seed;

    static constexpr std::size_t fileBytesMax = 2048;
};

KeyFile keyFileOf(std::string chainId, OrganizationKeyRole role, const SigningKey& key);
KeyFile keyFileOf(std::string chainId, const SealingKey& inbox);
/// BadKey where the role is another or the public key is not that of the seed.
Result<SigningKey> signingKeyOf(const KeyFile& file, OrganizationKeyRole role);
Result<SealingKey> inboxKeyOf(const KeyFile& file);

/// With a passphrase the seed is sealed under Argon2id of it.
Result<SecretBytes> encodeKeyFile(const KeyFile& file, const SecretBytes* passphrase,
                                  const Argon2Parameters& parameters = {});
/// Malformed, Unsupported (a later version), Locked (a passphrase is needed and none was given),
/// WrongPassphrase.
Result<KeyFile> decodeKeyFile(ByteView text, const SecretBytes* passphrase);

} // namespace consentry::hospital
