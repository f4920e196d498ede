#pragma once

#include "core/adapters/sqlcipher/sqlcipher_database.h"
#include "core/adapters/system/posix_file_system.h"
#include "core/vault/vault.h"
#include "tests/support/test_paths.h"

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace consentry::test {

/// A clock that stands still until it is told otherwise.
class FixedClock : public Clock {
public:
    Instant now() const override { return current; }
    Instant current = instantFromMillis(1'795'000'000'000);
};

inline SecretBytes secretText(std::string_view text) {
    SecretBytes secret(text.size());
    std::copy(bytesOf(text).begin(), bytesOf(text).end(), secret.exposeForWriting().begin());
    return secret;
}

inline vault::Credentials credentials(std::string_view passphrase, std::string_view keyFile = {}) {
    return {secretText(passphrase), keyFile.empty() ? SecretBytes() : secretText(keyFile)};
}

/// The cheapest key derivation that the library accepts.
inline vault::CreateOptions cheapOptions() {
    vault::CreateOptions options;
    options.kdf = argon2Floor;
    return options;
}

/// Everything that a vault needs, over a folder of this test's own.
struct VaultFixture {
    TemporaryFolder temporary;
    adapters::PosixFileSystem files;
    adapters::SqlcipherDatabaseFactory databases{files};
    FixedClock clock;
    vault::VaultServices services{databases, files, clock};
    std::filesystem::path folder = temporary.path() / "vault";

    std::unique_ptr<vault::Vault> create(std::string_view passphrase = "correct horse") {
        return must(
            vault::Vault::create(services, folder, credentials(passphrase), cheapOptions()));
    }
    Result<std::unique_ptr<vault::Vault>> open(std::string_view passphrase = "correct horse") {
        return vault::Vault::open(services, folder, credentials(passphrase));
    }
    template <class T> static T must(Result<T> result) {
        if (!result) {
            throw std::runtime_error(toString(result.error()));
        }
        return std::move(*result);
    }
    static void must(Result<> result) {
        if (!result) {
            throw std::runtime_error(toString(result.error()));
        }
    }
    /// Every file of the vault by name, to see that nothing changed.
    std::map<std::string, std::string> content() const {
        std::map<std::string, std::string> all;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            all[entry.path().filename().string()] = readFile(entry.path());
        }
        return all;
    }
};

} // namespace consentry::test
