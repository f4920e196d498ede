#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/crypto/aead.h"
#include "core/crypto/kdf.h"

#include <cstdint>
#include <string>

namespace consentry::vault {

using VaultId = FixedBytes<16, struct VaultIdTag>;
/// The random key under which everything in a vault stands. It never changes.
using VaultKey = SecretKey<32, struct VaultKeyTag>;
using HeaderMacKey = SecretKey<32, struct HeaderMacKeyTag>;

/// The vault key, sealed by AES-256-GCM.
struct WrappedVaultKey {
    AeadNonce nonce;
    FixedBytes<48, struct WrappedVaultKeyTag> sealed;

    friend bool operator==(const WrappedVaultKey&, const WrappedVaultKey&) = default;
};

/// What must be known before a vault is unlocked. Nothing in it is secret or about a person.
struct VaultHeader {
    VaultId id;
    Instant createdAt;
    std::uint64_t revision = 0; ///< counts rewrites
    Argon2Parameters kdf;
    Argon2Salt salt;
    bool needsKeyFile = false;
    WrappedVaultKey byPassphrase;
    WrappedVaultKey byRoot;
    /// Of the newest backup, if there is one; zero otherwise.
    Digest newestBackup;

    friend bool operator==(const VaultHeader&, const VaultHeader&) = default;
};

inline constexpr std::uint64_t vaultHeaderVersion = 1;
inline constexpr std::size_t vaultHeaderBytesMax = 4096;

/// The file `header`: 16 bytes "consentry vault\n", then deterministic CBOR [version, body, mac],
/// then SHA-256 of all before it. The body is a map by the numbers in vault_header.cpp. The plain
/// checksum tells damage from a wrong passphrase; the mac (HMAC-SHA-256 under a key derived from
/// the vault key, over magic, version and body) tells a forger from us.
Bytes encodeVaultHeader(const VaultHeader& header, const HeaderMacKey& macKey);

/// A header whose checksum and form are good and whose mac is not checked yet.
struct ReceivedVaultHeader {
    VaultHeader header;
    Digest mac;
};

/// DamagedHeader (cut, flipped, not ours), Unsupported (a later version). Never allocates more
/// than the input.
Result<ReceivedVaultHeader> decodeVaultHeader(ByteView file);
/// DamagedHeader where the mac differs: somebody wrote a header who had not the vault key.
Result<> checkVaultHeaderMac(const ReceivedVaultHeader& received, const HeaderMacKey& macKey);
/// The file again; equals what was decoded.
Bytes encodeReceivedVaultHeader(const ReceivedVaultHeader& received);

/// AAD of the passphrase's wrap: all that the unlocking depends on, so that salt, cost or factor
/// cannot be swapped.
Bytes passphraseWrapContext(const VaultHeader& header);
/// AAD of the root secret's wrap. Without the passphrase's part, which changes alone.
Bytes rootWrapContext(const VaultHeader& header);

} // namespace consentry::vault
