#pragma once

#include "core/base/progress.h"
#include "core/crypto/secret.h"
#include "core/ports/anchor_check_store.h"
#include "core/ports/consortium_store.h"
#include "core/ports/contact_store.h"
#include "core/ports/grant_store.h"
#include "core/ports/identity_store.h"
#include "core/ports/log_store.h"
#include "core/ports/note_store.h"
#include "core/ports/record_store.h"
#include "core/ports/settings_store.h"
#include "core/ports/transaction_store.h"
#include "core/ports/trust_store.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace consentry {

using DatabaseKey = SecretKey<32, struct DatabaseKeyTag>;

/// What a full check found. Empty `damage` is a sound database.
struct IntegrityReport {
    std::vector<std::string> damage; ///< developer text: page numbers, table names
    bool isSound() const { return damage.empty(); }
};

/// How many bytes of a database hold what.
struct StorageSizes {
    std::uint64_t originals = 0;  ///< records as they came, compressed
    std::uint64_t search = 0;     ///< the index of words
    std::uint64_t logDetails = 0; ///< opened details of log rows
    std::uint64_t others = 0;     ///< lists, values, grants, keys, and the way to them
    std::uint64_t unused = 0;     ///< given back to the disk by compact()

    std::uint64_t total() const { return originals + search + logDetails + others + unused; }
};

/// One connection to an encrypted database. All stores are thread-safe (calls queue up), live as
/// long as this object and answer Locked once it is closed. A read-only connection answers
/// ReadOnly to writes.
class VaultDatabase {
public:
    virtual ~VaultDatabase() = default;

    virtual SettingsStore& settings() = 0;
    virtual RecordStore& records() = 0;
    virtual LogStore& logs() = 0;
    virtual GrantStore& grants() = 0;
    virtual IdentityStore& identities() = 0;
    virtual SecretStore& secrets() = 0;
    virtual ContactStore& contacts() = 0;
    virtual TransactionStore& transactions() = 0;
    virtual TrustStore& trust() = 0;
    virtual NoteStore& notes() = 0;
    virtual ConsortiumStore& consortium() = 0;
    virtual AnchorCheckStore& anchorChecks() = 0;

    /// Whether anything read since the opening was damaged: lists may then be shorter than they
    /// should be, whoever read them. Thread-safe.
    virtual bool hasMetDamage() const = 0;
    /// Every page's authentication tag, then the structure. Long; cancel through `control`
    /// (Cancelled). Run it on a read-only connection beside the writer.
    virtual Result<IntegrityReport> checkIntegrity(const JobControl& control) = 0;
    /// Reads for some seconds where there are millions of rows.
    virtual Result<StorageSizes> sizes() = 0;
    static constexpr std::uint64_t compactMax = 1024 * 1024 * 1024;
    /// Gives unused room back to the disk by writing the whole database anew, which takes as much
    /// memory as it is large: TooLarge beyond compactMax. Long, and other writes wait; how far it
    /// is can not be told. Cancelled, or where it fails, everything is as before.
    virtual Result<> compact(const JobControl& control) = 0;
    /// The version of the encryption library, as it says itself.
    virtual Result<std::string> cipherVersion() = 0;
    virtual Result<int> schemaVersion() = 0;
    /// Interrupts what runs on another thread, forgets the key, wipes cached pages. Idempotent.
    virtual void close() = 0;
};

enum class DatabaseAccess { ReadWrite, ReadOnly };

/// Opens encrypted databases. Errors of open: NotFound, NotEncrypted (a plain database),
/// DamagedData (wrong key, damaged or truncated file), Unsupported (a newer schema), ReadOnly,
/// DiskFull, Io. A file that cannot be opened stays as it was.
class VaultDatabaseFactory {
public:
    virtual ~VaultDatabaseFactory() = default;
    /// AlreadyExists where the file is there.
    virtual Result<std::unique_ptr<VaultDatabase>> create(const std::filesystem::path& file,
                                                          const DatabaseKey& key) = 0;
    /// Read-write access brings an older schema up to date, after a verified copy beside it.
    virtual Result<std::unique_ptr<VaultDatabase>>
    open(const std::filesystem::path& file, const DatabaseKey& key, DatabaseAccess access) = 0;
};

} // namespace consentry
