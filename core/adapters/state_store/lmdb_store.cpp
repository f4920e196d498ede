#include "core/adapters/state_store/lmdb_store.h"

#include "core/base/check.h"
#include "core/crypto/hash.h"

#include <lmdb.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>
#include <utility>

namespace consentry {
namespace {

constexpr std::size_t checksumBytes = 8;
constexpr mdb_mode_t fileMode = 0600;
constexpr mode_t folderMode = 0700;
constexpr unsigned readersMax = 256;
constexpr std::uint64_t pageBytes = 4096;

ErrorCode codeOf(int status) {
    switch (status) {
    case MDB_MAP_FULL:
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::DiskFull;
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
    case MDB_INCOMPATIBLE:
        return ErrorCode::DamagedData;
    case EACCES:
    case EPERM:
    case EROFS:
        return ErrorCode::ReadOnly;
    default:
        return ErrorCode::Io;
    }
}

tl::unexpected<Error> failWith(int status, const char* what) {
    return fail(codeOf(status), std::string(what) + ": " + mdb_strerror(status));
}

MDB_val toVal(ByteView bytes) {
    // LMDB takes non-const pointers for what it only reads.
    return {bytes.size(), const_cast<std::byte*>(bytes.data())};
}

ByteView fromVal(const MDB_val& value) {
    return {static_cast<const std::byte*>(value.mv_data), value.mv_size};
}

Bytes storedKey(Table table, ByteView key) {
    Bytes stored{static_cast<std::byte>(table)};
    append(stored, key);
    return stored;
}

/// Over the stored key, which has a fixed place, and the value.
Digest checksumOf(ByteView stored, ByteView value) {
    const std::array<std::byte, 2> length = {static_cast<std::byte>(stored.size() >> 8U),
                                             static_cast<std::byte>(stored.size() & 0xFFU)};
    return sha256({length, stored, value});
}

Result<ByteView> checkedValue(ByteView storedKeyBytes, ByteView stored) {
    if (stored.size() >= checksumBytes) {
        const ByteView value = stored.subspan(checksumBytes);
        const Digest checksum = checksumOf(storedKeyBytes, value);
        if (equal(checksum.view().first(checksumBytes), stored.first(checksumBytes))) {
            return value;
        }
    }
    return fail(ErrorCode::DamagedData, "checksum of a stored value");
}

/// A transaction that is aborted unless it was committed.
class Transaction {
public:
    ~Transaction() {
        if (m_handle != nullptr) {
            mdb_txn_abort(m_handle);
        }
    }
    Transaction() = default;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    int begin(MDB_env* environment, unsigned flags) {
        return mdb_txn_begin(environment, nullptr, flags, &m_handle);
    }
    int commit() { return mdb_txn_commit(std::exchange(m_handle, nullptr)); }
    MDB_txn* handle() const { return m_handle; }

private:
    MDB_txn* m_handle = nullptr;
};

class Cursor {
public:
    ~Cursor() {
        if (m_handle != nullptr) {
            mdb_cursor_close(m_handle);
        }
    }
    Cursor() = default;
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;

    int open(MDB_txn* transaction, MDB_dbi table) {
        return mdb_cursor_open(transaction, table, &m_handle);
    }
    int seek(MDB_val& key, MDB_val& value, MDB_cursor_op operation) {
        return mdb_cursor_get(m_handle, &key, &value, operation);
    }

private:
    MDB_cursor* m_handle = nullptr;
};

Result<> makeFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder.parent_path(), error);
    if (::mkdir(folder.c_str(), folderMode) != 0 && errno != EEXIST) {
        return failWith(errno, "making the folder of a store");
    }
    return {};
}

/// An LMDB file shorter than its own header says would be read beyond its end through the map,
/// which the system answers by killing the program.
Result<> checkLength(MDB_env* environment) {
    MDB_envinfo info;
    MDB_stat statistics;
    mdb_env_info(environment, &info);
    mdb_env_stat(environment, &statistics);
    int file = -1;
    mdb_env_get_fd(environment, &file);
    struct stat onDisk{};
    if (::fstat(file, &onDisk) != 0) {
        return failWith(errno, "length of a store");
    }
    // A file that was never written has two pages of its header only.
    const std::uint64_t pages = std::uint64_t{info.me_last_pgno} + 1;
    if (static_cast<std::uint64_t>(onDisk.st_size) < pages * statistics.ms_psize) {
        return fail(ErrorCode::DamagedData, "store file is cut");
    }
    return {};
}

} // namespace

struct LmdbStore::Environment {
    int lock = -1;
    MDB_env* handle = nullptr;
    MDB_dbi table = 0;
    std::mutex writing;

    Environment() = default;
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() {
        if (handle != nullptr) {
            mdb_env_close(handle);
        }
        if (lock >= 0) {
            ::close(lock);
        }
    }

    /// The lock lives as long as its file descriptor: a killed program leaves none behind.
    Result<> takeLock(const std::filesystem::path& folder) {
        const auto path = folder / "owner.lock";
        lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, fileMode);
        if (lock < 0) {
            return failWith(errno, "lock of a store");
        }
        if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
            return errno == EWOULDBLOCK ? fail(ErrorCode::AlreadyOpen, "store is in use")
                                        : failWith(errno, "lock of a store");
        }
        return {};
    }

    /// The lock file has a byte once the store was made: from then on a missing or empty data
    /// file is damage and not a beginning.
    Result<> checkBegun(const std::filesystem::path& folder) const {
        char mark = 0;
        std::error_code error;
        const auto length = std::filesystem::file_size(folder / "data.mdb", error);
        const bool hasData = !error && length > 0;
        if (!hasData && ::pread(lock, &mark, 1, 0) == 1) {
            return fail(ErrorCode::DamagedData, "data file of a store is missing");
        }
        return {};
    }

    Result<> markBegun() const {
        char mark = 0;
        if (::pread(lock, &mark, 1, 0) == 1) {
            return {};
        }
        if (::pwrite(lock, "1", 1, 0) != 1 || ::fsync(lock) != 0) {
            return failWith(errno, "marking a store as begun");
        }
        return {};
    }

    int tryMap(const std::filesystem::path& folder, std::uint64_t mapBytes) {
        mdb_env_create(&handle);
        mdb_env_set_maxreaders(handle, readersMax);
        mdb_env_set_mapsize(handle, mapBytes);
        // No MDB_NOSYNC of any kind: a commit is on the disk when it returns. Read transactions
        // belong to their object, not to a thread.
        const int status = mdb_env_open(handle, folder.c_str(), MDB_NOTLS, fileMode);
        if (status != MDB_SUCCESS) {
            mdb_env_close(std::exchange(handle, nullptr));
        }
        return status;
    }

    Result<> map(const std::filesystem::path& folder, std::uint64_t mapBytes) {
        int status = tryMap(folder, mapBytes);
        while (status == ENOMEM && mapBytes / 2 >= LmdbOptions::mapBytesMin) {
            mapBytes /= 2;
            status = tryMap(folder, mapBytes);
        }
        return status == MDB_SUCCESS ? Result<>() : failWith(status, "opening a store");
    }

    Result<> openTable() {
        Transaction transaction;
        int status = transaction.begin(handle, 0);
        if (status == MDB_SUCCESS) {
            status = mdb_dbi_open(transaction.handle(), nullptr, 0, &table);
        }
        if (status == MDB_SUCCESS) {
            status = transaction.commit();
        }
        return status == MDB_SUCCESS ? Result<>() : failWith(status, "opening a store's table");
    }
};

LmdbStore::LmdbStore(std::unique_ptr<Environment> environment)
    : m_environment(std::move(environment)) {}

LmdbStore::~LmdbStore() = default;

Result<std::unique_ptr<LmdbStore>> LmdbStore::open(const std::filesystem::path& folder,
                                                   const LmdbOptions& options) {
    RETURN_IF_ERROR(makeFolder(folder));
    auto environment = std::make_unique<Environment>();
    RETURN_IF_ERROR(environment->takeLock(folder));
    RETURN_IF_ERROR(environment->checkBegun(folder));
    RETURN_IF_ERROR(environment->map(folder, std::max(options.mapBytes, LmdbOptions::mapBytesMin)));
    RETURN_IF_ERROR(checkLength(environment->handle));
    RETURN_IF_ERROR(environment->openTable());
    RETURN_IF_ERROR(environment->markBegun());
    return std::unique_ptr<LmdbStore>(new LmdbStore(std::move(environment)));
}

Result<std::optional<Bytes>> LmdbStore::get(Table table, ByteView key) const {
    Transaction transaction;
    if (const int status = transaction.begin(m_environment->handle, MDB_RDONLY);
        status != MDB_SUCCESS) {
        return failWith(status, "reading a store");
    }
    const Bytes stored = storedKey(table, key);
    MDB_val wanted = toVal(stored);
    MDB_val found{};
    const int status = mdb_get(transaction.handle(), m_environment->table, &wanted, &found);
    if (status == MDB_NOTFOUND || status == MDB_BAD_VALSIZE) {
        return std::optional<Bytes>();
    }
    if (status != MDB_SUCCESS) {
        return failWith(status, "reading a store");
    }
    ASSIGN_OR_RETURN(const ByteView value, checkedValue(stored, fromVal(found)));
    return std::optional(toBytes(value));
}

Result<> LmdbStore::scan(Table table, ByteView from,
                         const std::function<bool(ByteView key, ByteView value)>& visit) const {
    Transaction transaction;
    int status = transaction.begin(m_environment->handle, MDB_RDONLY);
    Cursor cursor;
    if (status == MDB_SUCCESS) {
        status = cursor.open(transaction.handle(), m_environment->table);
    }
    const Bytes first = storedKey(table, from.first(std::min(from.size(), keyBytesMax)));
    MDB_val key = toVal(first);
    MDB_val value{};
    if (status == MDB_SUCCESS) {
        status = cursor.seek(key, value, MDB_SET_RANGE);
    }
    while (status == MDB_SUCCESS) {
        const ByteView stored = fromVal(key);
        if (stored.empty() || stored.front() != static_cast<std::byte>(table)) {
            return {};
        }
        ASSIGN_OR_RETURN(const ByteView content, checkedValue(stored, fromVal(value)));
        if (!visit(stored.subspan(1), content)) {
            return {};
        }
        status = cursor.seek(key, value, MDB_NEXT);
    }
    return status == MDB_NOTFOUND ? Result<>() : failWith(status, "scanning a store");
}

namespace {

bool isWithinLimits(const WriteBatch::Write& write) {
    return !write.key.empty() && write.key.size() <= LmdbStore::keyBytesMax &&
           (!write.value || write.value->size() <= LmdbStore::valueBytesMax);
}

int apply(MDB_txn* transaction, MDB_dbi table, const WriteBatch::Write& write) {
    const Bytes stored = storedKey(write.table, write.key);
    MDB_val key = toVal(stored);
    if (!write.value) {
        const int status = mdb_del(transaction, table, &key, nullptr);
        return status == MDB_NOTFOUND ? MDB_SUCCESS : status;
    }
    Bytes content = toBytes(checksumOf(stored, *write.value).view().first(checksumBytes));
    append(content, *write.value);
    MDB_val value = toVal(content);
    return mdb_put(transaction, table, &key, &value, 0);
}

/// LMDB says EIO where the system took only a part of a write, which mostly means a full disk: ask
/// the system for the room and see.
int reasonOfFailure(int status, MDB_env* environment, const WriteBatch& batch) {
    if (status != EIO) {
        return status;
    }
    std::uint64_t room = 0;
    for (const WriteBatch::Write& write : batch.writes) {
        room += write.key.size() + (write.value ? write.value->size() : 0) + pageBytes;
    }
    int file = -1;
    mdb_env_get_fd(environment, &file);
    struct stat onDisk{};
    if (::fstat(file, &onDisk) != 0) {
        return status;
    }
    const int answer = ::posix_fallocate(file, onDisk.st_size, static_cast<off_t>(room));
    return answer == 0 ? status : answer;
}

} // namespace

Result<> LmdbStore::write(const WriteBatch& batch) {
    for (const WriteBatch::Write& write : batch.writes) {
        if (!isWithinLimits(write)) {
            return fail(ErrorCode::InvalidArgument, "key or value beyond the limits of a store");
        }
    }
    const std::lock_guard guard(m_environment->writing);
    Transaction transaction;
    int status = transaction.begin(m_environment->handle, 0);
    for (const WriteBatch::Write& write : batch.writes) {
        if (status != MDB_SUCCESS) {
            break;
        }
        status = apply(transaction.handle(), m_environment->table, write);
    }
    if (status == MDB_SUCCESS) {
        status = transaction.commit();
    }
    if (status != MDB_SUCCESS) {
        return failWith(reasonOfFailure(status, m_environment->handle, batch), "writing a store");
    }
    return {};
}

} // namespace consentry
