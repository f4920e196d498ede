#include "tests/support/vault_secrets.h"

#include "core/base/cbor.h"
#include "core/crypto/aead.h"
#include "core/crypto/kdf.h"
#include "tests/support/test_paths.h"

#include <stdexcept>

namespace consentry::test {
namespace {

constexpr int wordsInARun = 3;

template <class T> T valueOf(Result<T> result) {
    if (!result) {
        throw std::runtime_error(toString(result.error()));
    }
    return std::move(*result);
}

/// The vault key, as only the header's wrap can tell it from outside.
SecretBytes vaultKey(vault::Vault& vault, const std::filesystem::path& folder) {
    const RootSecret root = valueOf(vault.keys().root());
    const auto received = valueOf(vault::decodeVaultHeader(bytesOf(readFile(folder / "header"))));
    return valueOf(aeadOpen(vault::vaultWrappingKey(root), received.header.byRoot.nonce,
                            vault::rootWrapContext(received.header),
                            received.header.byRoot.sealed.view()));
}

} // namespace

void addWords(MemoryScan& scan, const SecretBytes& words) {
    const std::string_view all = textOf(words.expose());
    std::vector<std::size_t> starts{0};
    for (std::size_t at = 0; (at = all.find(' ', at)) != std::string_view::npos; ++at) {
        starts.push_back(at + 1);
    }
    for (std::size_t i = 0; i + wordsInARun < starts.size(); ++i) {
        scan.addText("words", all.substr(starts[i], starts[i + wordsInARun] - 1 - starts[i]));
    }
}

SecretBytes vaultSubkey(vault::Vault& vault, const std::filesystem::path& folder,
                        std::string_view purpose) {
    CborWriter info;
    info.array(2).text("vault-subkey").text(purpose);
    return valueOf(hkdfSha256(vaultKey(vault, folder).expose(), {}, info.bytes(), 32));
}

void addVaultSecrets(MemoryScan& scan, vault::Vault& vault, const std::filesystem::path& folder,
                     const Identity& identity) {
    const RootSecret root = valueOf(vault.keys().root());
    scan.add("root secret", root.expose());
    scan.add("vault wrapping key", vault::vaultWrappingKey(root).expose());
    for (const WordList list : {WordList::English, WordList::ChineseSimplified}) {
        addWords(scan, valueOf(vault.words(list)));
    }
    scan.add("vault key", vaultKey(vault, folder).expose());
    for (const char* purpose : {"header", "database", "secrets"}) {
        scan.add(std::string("key of ") + purpose, vaultSubkey(vault, folder, purpose).expose());
    }
    vault::KeyRing& keys = vault.keys();
    scan.add("device seed", valueOf(keys.deviceSigningKey(identity)).seed().expose());
    scan.add("device sealing key", valueOf(keys.deviceSealingKey(identity)).secret().expose());
    scan.add("recovery seed", valueOf(keys.recoveryKey(identity)).seed().expose());
    scan.add("archive key", valueOf(keys.archiveKey(identity)).secret().expose());
    for (const EpochNumber epoch : valueOf(keys.epochs(identity.party))) {
        scan.add("epoch secret", valueOf(keys.epochSecret(identity.party, epoch)).expose());
    }
}

} // namespace consentry::test
