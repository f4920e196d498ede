#include "core/vault/vault.h"

#include "core/base/cbor.h"
#include "core/base/check.h"
#include "core/crypto/random.h"

#include <charconv>

namespace consentry::vault {

namespace {

constexpr char headerName[] = "header";
constexpr char databaseName[] = "vault.db";
constexpr char newDatabaseName[] = "vault.db.new";
constexpr char newDatabaseLogName[] = "vault.db.new-wal";
constexpr char lockName[] = "lock";
constexpr char openMarkName[] = "open";

constexpr char wordsConfirmedSetting[] = "vault/words-confirmed";
constexpr char lastCheckSetting[] = "vault/last-full-check";
constexpr std::chrono::hours fullCheckEvery{24 * 7};

/// Keys under the vault key, by purpose; none of them serves two.
template <class Key> Key subkey(const VaultKey& vaultKey, std::string_view purpose) {
    CborWriter info;
    info.array(2).text("vault-subkey").text(purpose);
    auto bytes = hkdfSha256(vaultKey.expose(), {}, info.bytes(), Key::size);
    CHECK(bytes.has_value());
    auto key = Key::from(*std::move(bytes));
    CHECK(key.has_value());
    return *std::move(key);
}

HeaderMacKey headerMacKey(const VaultKey& key) {
    return subkey<HeaderMacKey>(key, "header");
}

DatabaseKey databaseKey(const VaultKey& key) {
    return subkey<DatabaseKey>(key, "database");
}

Result<> checkCredentials(const Credentials& credentials) {
    if (credentials.passphrase.isEmpty()) {
        return fail(ErrorCode::InvalidArgument, "empty passphrase");
    }
    if (credentials.passphrase.size() > Credentials::passphraseMax ||
        credentials.keyFile.size() > Credentials::keyFileMax) {
        return fail(ErrorCode::TooLarge, "passphrase or key file");
    }
    return {};
}

/// Argon2id of the passphrase, with the key file mixed in where there is one.
Result<AeadKey> wrappingKey(const VaultHeader& header, const Credentials& credentials) {
    RETURN_IF_ERROR(checkCredentials(credentials));
    if (header.needsKeyFile == credentials.keyFile.isEmpty()) {
        return fail(ErrorCode::WrongPassphrase,
                    header.needsKeyFile ? "needs its key file" : "has no key file");
    }
    ASSIGN_OR_RETURN(const DerivedKey stretched,
                     argon2id(credentials.passphrase, header.salt, header.kdf));
    Digest factor;
    if (header.needsKeyFile) {
        factor = sha256(credentials.keyFile.expose());
    }
    auto mixed = hkdfSha256(stretched.expose(), factor.view(), bytesOf("consentry vault wrap"),
                            AeadKey::size);
    wipe({factor.data(), Digest::size});
    ASSIGN_OR_RETURN(SecretBytes bytes, std::move(mixed));
    return AeadKey::from(std::move(bytes));
}

Result<WrappedVaultKey> wrap(const AeadKey& key, ByteView context, const VaultKey& vaultKey) {
    WrappedVaultKey wrapped;
    wrapped.nonce = randomFixed<12, AeadNonceTag>();
    ASSIGN_OR_RETURN(const Bytes sealed, aeadSeal(key, wrapped.nonce, context, vaultKey.expose()));
    ASSIGN_OR_RETURN(wrapped.sealed, (FixedBytes<48, WrappedVaultKeyTag>::from(sealed)));
    return wrapped;
}

Result<VaultKey> unwrap(const AeadKey& key, ByteView context, const WrappedVaultKey& wrapped) {
    auto opened = aeadOpen(key, wrapped.nonce, context, wrapped.sealed.view());
    if (!opened) {
        return fail(ErrorCode::WrongPassphrase);
    }
    return VaultKey::from(*std::move(opened));
}

Result<VaultKey> unwrapByPassphrase(const VaultHeader& header, const Credentials& credentials) {
    ASSIGN_OR_RETURN(const AeadKey key, wrappingKey(header, credentials));
    return unwrap(key, passphraseWrapContext(header), header.byPassphrase);
}

/// Fills in a new salt, the factor flag and the passphrase's wrap.
Result<> wrapByPassphrase(VaultHeader& header, const Credentials& credentials,
                          const std::optional<Argon2Parameters>& kdf, const VaultKey& vaultKey) {
    RETURN_IF_ERROR(checkCredentials(credentials));
    header.kdf = kdf ? *kdf : calibrateArgon2(CreateOptions::unlockTarget);
    header.salt = randomFixed<16, Argon2SaltTag>();
    header.needsKeyFile = !credentials.keyFile.isEmpty();
    ASSIGN_OR_RETURN(const AeadKey key, wrappingKey(header, credentials));
    ASSIGN_OR_RETURN(header.byPassphrase, wrap(key, passphraseWrapContext(header), vaultKey));
    return {};
}

Result<ReceivedVaultHeader> readHeader(FileSystem& files, const std::filesystem::path& folder) {
    auto bytes = files.readFile(folder / headerName, vaultHeaderBytesMax);
    if (!bytes && bytes.error().code == ErrorCode::NotFound &&
        files.exists(folder / databaseName)) {
        return fail(ErrorCode::DamagedHeader, "the header is missing");
    }
    if (!bytes && bytes.error().code == ErrorCode::TooLarge) {
        return fail(ErrorCode::DamagedHeader, "too long");
    }
    if (!bytes) {
        return fail(std::move(bytes).error());
    }
    return decodeVaultHeader(*bytes);
}

/// Takes the folder for this process before anything in it is looked at.
Result<std::unique_ptr<FileLock>> lockFolder(FileSystem& files,
                                             const std::filesystem::path& folder) {
    if (!files.exists(folder / headerName) && !files.exists(folder / databaseName)) {
        return fail(ErrorCode::NotFound, "no vault in this folder");
    }
    return files.lock(folder / lockName);
}

void removeUnfinished(FileSystem& files, const std::filesystem::path& folder) {
    for (const char* name : {newDatabaseName, newDatabaseLogName, "vault.db.new-shm", databaseName,
                             headerName, lockName}) {
        static_cast<void>(files.remove(folder / name));
    }
}

} // namespace

/// What opening gathers before there is a vault.
struct Vault::Parts {
    std::unique_ptr<FileLock> fileLock;
    VaultHeader header;
    VaultKey vaultKey;
    std::unique_ptr<VaultDatabase> database;
    bool openedWithWords = false;
    bool lastSessionEndedCleanly = true;
};

Vault::Vault(const VaultServices& services, std::filesystem::path folder, Parts parts)
    : m_services(services), m_folder(std::move(folder)), m_fileLock(std::move(parts.fileLock)),
      m_header(parts.header), m_vaultKey(std::move(parts.vaultKey)),
      m_database(std::move(parts.database)),
      m_keys(std::make_unique<KeyRing>(subkey<AeadKey>(m_vaultKey, "secrets"),
                                       m_database->secrets(), m_database->identities())),
      m_openedWithWords(parts.openedWithWords),
      m_lastSessionEndedCleanly(parts.lastSessionEndedCleanly) {}

Vault::~Vault() {
    lock(LockReason::Quit);
}

Result<std::unique_ptr<Vault>> Vault::openLocked(const VaultServices& services,
                                                 const std::filesystem::path& folder, Parts parts) {
    auto database = services.databases.open(folder / databaseName, databaseKey(parts.vaultKey),
                                            DatabaseAccess::ReadWrite);
    if (!database && database.error().code == ErrorCode::NotFound) {
        return fail(ErrorCode::DamagedData, "the database file is missing");
    }
    if (!database) {
        return fail(std::move(database).error());
    }
    parts.database = *std::move(database);
    parts.lastSessionEndedCleanly = !services.files.exists(folder / openMarkName);
    RETURN_IF_ERROR(services.files.replaceFile(folder / openMarkName, {}));
    return std::unique_ptr<Vault>(new Vault(services, folder, std::move(parts)));
}

Result<std::unique_ptr<Vault>> Vault::open(const VaultServices& services,
                                           const std::filesystem::path& folder,
                                           const Credentials& credentials) {
    Parts parts;
    ASSIGN_OR_RETURN(parts.fileLock, lockFolder(services.files, folder));
    ASSIGN_OR_RETURN(const ReceivedVaultHeader received, readHeader(services.files, folder));
    parts.header = received.header;
    ASSIGN_OR_RETURN(parts.vaultKey, unwrapByPassphrase(parts.header, credentials));
    RETURN_IF_ERROR(checkVaultHeaderMac(received, headerMacKey(parts.vaultKey)));
    return openLocked(services, folder, std::move(parts));
}

Result<std::unique_ptr<Vault>> Vault::openWithWords(const VaultServices& services,
                                                    const std::filesystem::path& folder,
                                                    const SecretBytes& words) {
    ASSIGN_OR_RETURN(const RootSecret root, rootFromMnemonic(words));
    Parts parts;
    ASSIGN_OR_RETURN(parts.fileLock, lockFolder(services.files, folder));
    ASSIGN_OR_RETURN(const ReceivedVaultHeader received, readHeader(services.files, folder));
    parts.header = received.header;
    ASSIGN_OR_RETURN(parts.vaultKey, unwrap(vaultWrappingKey(root), rootWrapContext(parts.header),
                                            parts.header.byRoot));
    RETURN_IF_ERROR(checkVaultHeaderMac(received, headerMacKey(parts.vaultKey)));
    parts.openedWithWords = true;
    return openLocked(services, folder, std::move(parts));
}

Result<VaultInfo> Vault::look(const VaultServices& services, const std::filesystem::path& folder) {
    ASSIGN_OR_RETURN(const ReceivedVaultHeader received, readHeader(services.files, folder));
    return VaultInfo{received.header.id, received.header.createdAt, received.header.needsKeyFile};
}

namespace {

struct NewVault {
    VaultHeader header;
    VaultKey vaultKey;
};

Result<NewVault> makeHeader(const VaultServices& services, const Credentials& credentials,
                            const CreateOptions& options, const RootSecret& root) {
    NewVault made;
    made.vaultKey = VaultKey::random();
    made.header.id = randomFixed<16, VaultIdTag>();
    made.header.createdAt = services.clock.now();
    RETURN_IF_ERROR(wrapByPassphrase(made.header, credentials, options.kdf, made.vaultKey));
    ASSIGN_OR_RETURN(made.header.byRoot,
                     wrap(vaultWrappingKey(root), rootWrapContext(made.header), made.vaultKey));
    return made;
}

/// A database with the root secret inside, under a name that no vault opens.
Result<> makeDatabase(const VaultServices& services, const std::filesystem::path& folder,
                      const VaultKey& vaultKey, const RootSecret& root, bool wordsAreKnown) {
    ASSIGN_OR_RETURN(const std::unique_ptr<VaultDatabase> database,
                     services.databases.create(folder / newDatabaseName, databaseKey(vaultKey)));
    KeyRing keys(subkey<AeadKey>(vaultKey, "secrets"), database->secrets(), database->identities());
    RETURN_IF_ERROR(keys.putRoot(root));
    if (wordsAreKnown) {
        RETURN_IF_ERROR(database->settings().put(wordsConfirmedSetting, "1"));
    }
    database->close();
    // The rename that follows takes the main file only: everything must be in it by now.
    if (services.files.exists(folder / newDatabaseLogName)) {
        return fail(ErrorCode::Io, "the new database did not close");
    }
    return {};
}

} // namespace

Result<std::unique_ptr<Vault>> Vault::create(const VaultServices& services,
                                             const std::filesystem::path& folder,
                                             const Credentials& credentials,
                                             const CreateOptions& options) {
    if (services.files.exists(folder) && !services.files.isEmptyFolder(folder)) {
        return fail(ErrorCode::AlreadyExists, "the folder is not empty");
    }
    RETURN_IF_ERROR(services.files.makeFolder(folder));
    Parts parts;
    ASSIGN_OR_RETURN(parts.fileLock, services.files.lock(folder / lockName));
    const RootSecret root = options.root ? options.root->clone() : RootSecret::random();
    const auto finish = [&]() -> Result<> {
        ASSIGN_OR_RETURN(NewVault made, makeHeader(services, credentials, options, root));
        RETURN_IF_ERROR(
            makeDatabase(services, folder, made.vaultKey, root, options.root.has_value()));
        RETURN_IF_ERROR(services.files.rename(folder / newDatabaseName, folder / databaseName));
        RETURN_IF_ERROR(services.files.replaceFile(
            folder / headerName, encodeVaultHeader(made.header, headerMacKey(made.vaultKey))));
        parts.header = made.header;
        parts.vaultKey = std::move(made.vaultKey);
        return {};
    };
    if (auto finished = finish(); !finished) {
        removeUnfinished(services.files, folder);
        return fail(std::move(finished).error());
    }
    return openLocked(services, folder, std::move(parts));
}

Result<std::shared_ptr<VaultDatabase>> Vault::openReader() {
    const std::lock_guard lock(m_mutex);
    if (m_locked) {
        return fail(ErrorCode::Locked);
    }
    ASSIGN_OR_RETURN(std::unique_ptr<VaultDatabase> opened,
                     m_services.databases.open(m_folder / databaseName, databaseKey(m_vaultKey),
                                               DatabaseAccess::ReadOnly));
    std::shared_ptr<VaultDatabase> reader(std::move(opened));
    std::erase_if(m_readers, [](const auto& known) { return known.expired(); });
    m_readers.push_back(reader);
    return reader;
}

Result<> Vault::rewrap(const Credentials& next, const std::optional<Argon2Parameters>& kdf) {
    VaultHeader header = m_header;
    ++header.revision;
    RETURN_IF_ERROR(wrapByPassphrase(header, next, kdf, m_vaultKey));
    RETURN_IF_ERROR(m_services.files.replaceFile(
        m_folder / headerName, encodeVaultHeader(header, headerMacKey(m_vaultKey))));
    m_header = header;
    return {};
}

Result<> Vault::changePassphrase(const Credentials& current, const Credentials& next,
                                 const std::optional<Argon2Parameters>& kdf) {
    const std::lock_guard lock(m_mutex);
    if (m_locked) {
        return fail(ErrorCode::Locked);
    }
    ASSIGN_OR_RETURN(const VaultKey proof, unwrapByPassphrase(m_header, current));
    CHECK(equalInConstantTime(proof.expose(), m_vaultKey.expose()));
    return rewrap(next, kdf);
}

Result<> Vault::replacePassphrase(const Credentials& next,
                                  const std::optional<Argon2Parameters>& kdf) {
    const std::lock_guard lock(m_mutex);
    if (m_locked) {
        return fail(ErrorCode::Locked);
    }
    if (!m_openedWithWords) {
        return fail(ErrorCode::NotPermitted, "needs the current passphrase");
    }
    return rewrap(next, kdf);
}

Result<SecretBytes> Vault::words(WordList list) {
    ASSIGN_OR_RETURN(const RootSecret root, m_keys->root());
    return mnemonicFromRoot(root, list);
}

Result<bool> Vault::wordsConfirmed(SettingsStore& settings) {
    ASSIGN_OR_RETURN(const std::optional<std::string> mark, settings.get(wordsConfirmedSetting));
    return mark.has_value();
}

Result<bool> Vault::confirmWords(const SecretBytes& entered) {
    ASSIGN_OR_RETURN(const RootSecret root, m_keys->root());
    const auto typed = rootFromMnemonic(entered);
    if (!typed || !equalInConstantTime(typed->expose(), root.expose())) {
        return false;
    }
    RETURN_IF_ERROR(settings().put(wordsConfirmedSetting, "1"));
    return true;
}

Result<bool> Vault::fullCheckIsDue() {
    if (!m_lastSessionEndedCleanly) {
        return true;
    }
    ASSIGN_OR_RETURN(const std::optional<std::string> last, settings().get(lastCheckSetting));
    std::int64_t millis = millisOf(m_header.createdAt);
    if (last) {
        std::from_chars(last->data(), last->data() + last->size(), millis);
    }
    return m_services.clock.now() - instantFromMillis(millis) >= fullCheckEvery;
}

Result<IntegrityReport> Vault::checkIntegrity(const JobControl& control) {
    ASSIGN_OR_RETURN(const std::shared_ptr<VaultDatabase> reader, openReader());
    ASSIGN_OR_RETURN(IntegrityReport report, reader->checkIntegrity(control));
    if (report.isSound()) {
        RETURN_IF_ERROR(
            settings().put(lastCheckSetting, std::to_string(millisOf(m_services.clock.now()))));
    }
    return report;
}

void Vault::lock(LockReason reason) {
    // Set first, so that no new reader opens while this waits for the lock.
    const bool wasLocked = m_locked.exchange(true);
    const std::lock_guard lock(m_mutex);
    if (wasLocked || m_lockReason) {
        return;
    }
    m_lockReason = reason;
    m_keys->forget();
    m_vaultKey = VaultKey();
    for (const auto& known : m_readers) {
        if (const auto reader = known.lock()) {
            reader->close();
        }
    }
    m_readers.clear();
    m_database->close();
    static_cast<void>(m_services.files.remove(m_folder / openMarkName));
    m_fileLock.reset();
}

std::optional<LockReason> Vault::lockReason() const {
    const std::lock_guard lock(m_mutex);
    return m_lockReason;
}

} // namespace consentry::vault
