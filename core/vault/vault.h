#pragma once

#include "core/base/instant.h"
#include "core/ports/file_system.h"
#include "core/ports/vault_database.h"
#include "core/vault/key_ring.h"
#include "core/vault/vault_header.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace consentry::vault {

/// What a vault needs from outside. All must outlive it.
struct VaultServices {
    VaultDatabaseFactory& databases;
    FileSystem& files;
    const Clock& clock;
};

/// What a person unlocks with. An empty key file means none.
struct Credentials {
    SecretBytes passphrase; ///< UTF-8, 1 to passphraseMax bytes
    SecretBytes keyFile;    ///< the whole content of any file, up to keyFileMax bytes

    static constexpr std::size_t passphraseMax = 1024;
    static constexpr std::size_t keyFileMax = 1024 * 1024;
};

struct CreateOptions {
    /// None: calibrated to unlockTarget on this machine. Never below the library's floor.
    std::optional<Argon2Parameters> kdf;
    /// A root secret that exists already, from words. None: a new random one.
    std::optional<RootSecret> root;

    static constexpr std::chrono::milliseconds unlockTarget{700};
};

/// What can be said of a folder without unlocking it.
struct VaultInfo {
    VaultId id;
    Instant createdAt;
    bool needsKeyFile = false;
};

/// Why a vault was locked; a screen may say so. Numbers are not stored.
enum class LockReason { Request, Idle, Suspend, ScreenLock, UserSwitch, Quit };

/// An unlocked vault: a folder with `header`, `vault.db`, `lock`, and `open` while it is in use.
/// Thread-safe; `lock` may be called from any thread at any time and makes everything that hangs on
/// the vault (stores, readers, keys, running imports) answer Locked. Any number of vaults may be
/// open in one process.
///
/// Errors of create and open: WrongPassphrase (or wrong key file, or wrong words), DamagedHeader,
/// DamagedData (database page or length), NotEncrypted, Unsupported (a later version), AlreadyOpen,
/// AlreadyExists, NotFound, ReadOnly, DiskFull, Io. A vault that does not open stays as it was.
class Vault {
public:
    /// The folder must be absent or empty. Removes what it made where it fails.
    static Result<std::unique_ptr<Vault>> create(const VaultServices& services,
                                                 const std::filesystem::path& folder,
                                                 const Credentials& credentials,
                                                 const CreateOptions& options = {});
    static Result<std::unique_ptr<Vault>> open(const VaultServices& services,
                                               const std::filesystem::path& folder,
                                               const Credentials& credentials);
    /// By the 24 words, for who lost passphrase or key file. Then call replacePassphrase.
    static Result<std::unique_ptr<Vault>> openWithWords(const VaultServices& services,
                                                        const std::filesystem::path& folder,
                                                        const SecretBytes& words);
    static Result<VaultInfo> look(const VaultServices& services,
                                  const std::filesystem::path& folder);

    /// Locks.
    ~Vault();
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;

    /// The writer's connection. References stay valid while this object lives.
    VaultDatabase& database() { return *m_database; }
    SettingsStore& settings() { return m_database->settings(); }
    RecordStore& records() { return m_database->records(); }
    LogStore& logs() { return m_database->logs(); }
    GrantStore& grants() { return m_database->grants(); }
    IdentityStore& identities() { return m_database->identities(); }
    ContactStore& contacts() { return m_database->contacts(); }
    TransactionStore& transactions() { return m_database->transactions(); }
    TrustStore& trust() { return m_database->trust(); }
    NoteStore& notes() { return m_database->notes(); }
    ConsortiumStore& consortium() { return m_database->consortium(); }
    AnchorCheckStore& anchorChecks() { return m_database->anchorChecks(); }
    KeyRing& keys() { return *m_keys; }

    /// A read-only connection of its own, so that lists do not wait for an import. Give it back by
    /// dropping it; the vault's lock closes it too.
    Result<std::shared_ptr<VaultDatabase>> openReader();

    /// Rewraps the vault key under a new passphrase; nothing is encrypted again. WrongPassphrase
    /// where `current` does not open this vault.
    Result<> changePassphrase(const Credentials& current, const Credentials& next,
                              const std::optional<Argon2Parameters>& kdf = {});
    /// Without the old one; NotPermitted unless this vault was opened with its words.
    Result<> replacePassphrase(const Credentials& next,
                               const std::optional<Argon2Parameters>& kdf = {});

    /// The 24 words, to show once.
    Result<SecretBytes> words(WordList list);
    /// Whether the person has proved to have written them down. While false, remind.
    Result<bool> wordsConfirmed() { return wordsConfirmed(settings()); }
    /// The same through a reader's connection.
    static Result<bool> wordsConfirmed(SettingsStore& settings);
    /// True, and remembered, where the entered words are this vault's.
    Result<bool> confirmWords(const SecretBytes& entered);

    /// False where the last session did not end by a lock: check the database in the background.
    bool lastSessionEndedCleanly() const { return m_lastSessionEndedCleanly; }
    /// After an unclean end, and a week after the last check.
    Result<bool> fullCheckIsDue();
    /// Long; on a connection of its own. Remembers when a sound database was found.
    Result<IntegrityReport> checkIntegrity(const JobControl& control);

    /// Closes everything, wipes keys, frees the folder. Idempotent; the first reason stays.
    void lock(LockReason reason);
    bool isLocked() const { return m_locked; }
    /// None while open.
    std::optional<LockReason> lockReason() const;
    const VaultId& id() const { return m_header.id; }

private:
    struct Parts;
    Vault(const VaultServices& services, std::filesystem::path folder, Parts parts);
    static Result<std::unique_ptr<Vault>>
    openLocked(const VaultServices& services, const std::filesystem::path& folder, Parts parts);
    Result<> rewrap(const Credentials& next, const std::optional<Argon2Parameters>& kdf);

    VaultServices m_services;
    std::filesystem::path m_folder;
    std::unique_ptr<FileLock> m_fileLock;
    mutable std::mutex m_mutex;
    VaultHeader m_header;
    VaultKey m_vaultKey;
    std::unique_ptr<VaultDatabase> m_database;
    std::unique_ptr<KeyRing> m_keys;
    std::vector<std::weak_ptr<VaultDatabase>> m_readers;
    bool m_openedWithWords = false;
    bool m_lastSessionEndedCleanly = true;
    std::atomic<bool> m_locked = false;
    std::optional<LockReason> m_lockReason;
};

} // namespace consentry::vault
