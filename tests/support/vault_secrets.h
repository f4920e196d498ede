#pragma once

#include "core/vault/vault.h"
#include "tests/support/memory_scan.h"

namespace consentry::test {

/// Adds everything secret that an open vault has or derives: root secret and words (in runs of
/// three and in both languages), the vault key and the keys under it, the identity's device,
/// recovery, archive and epoch keys. Throws where one cannot be fetched.
void addVaultSecrets(MemoryScan& scan, vault::Vault& vault, const std::filesystem::path& folder,
                     const Identity& identity);

/// Adds the recovery words in runs of three: single words also stand in the list that the program
/// carries.
void addWords(MemoryScan& scan, const SecretBytes& words);

/// The key under the vault key with this purpose, computed from outside by header and words.
SecretBytes vaultSubkey(vault::Vault& vault, const std::filesystem::path& folder,
                        std::string_view purpose);

} // namespace consentry::test
