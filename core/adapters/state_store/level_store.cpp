#include "core/adapters/state_store/level_store.h"

#include "core/adapters/state_store/commit_mark.h"
#include "core/adapters/state_store/file_error.h"
#include "core/adapters/state_store/level_files.h"
#include "core/crypto/random.h"

#include <leveldb/cache.h>
#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/filter_policy.h>
#include <leveldb/write_batch.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <shared_mutex>
#include <string_view>
#include <utility>

namespace consentry {
namespace {

constexpr mode_t fileMode = 0600;
constexpr mode_t folderMode = 0700;
constexpr int filterBitsPerKey = 10;
constexpr std::size_t tableBytes = std::size_t{4} << 20U;
constexpr int openFilesMax = 512;
constexpr std::size_t countBytes = 8;

constexpr const char* lockName = "owner.lock";
constexpr const char* currentName = "CURRENT";
constexpr std::size_t currentBytesMax = 64;
/// The file of the format before this one.
constexpr const char* lmdbName = "data.mdb";

leveldb::Slice toSlice(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

ByteView fromSlice(const leveldb::Slice& slice) {
    return {reinterpret_cast<const std::byte*>(slice.data()), slice.size()};
}

Bytes storedKey(Table table, ByteView key) {
    Bytes stored{static_cast<std::byte>(table)};
    append(stored, key);
    return stored;
}

// Behind all tables lies what tells a whole store from one that lost a part. Every batch writes its
// number and erases the one before, so a sound store holds exactly one; a batch that is lost in the
// middle leaves the number before it behind. What lost its beginning has lost `begunKey`.
constexpr std::byte ownTable{0xFF};
constexpr std::byte begunMark{0x00};
constexpr std::byte countMark{0x01};

const Bytes& begunKey() {
    static const Bytes key{ownTable, begunMark};
    return key;
}

Bytes countKey(std::uint64_t count) {
    Bytes key{ownTable, countMark};
    for (std::size_t i = countBytes; i-- > 0;) {
        key.push_back(static_cast<std::byte>(count >> (8 * i) & 0xFFU));
    }
    return key;
}

Result<std::uint64_t> countFromKey(ByteView key) {
    if (key.size() != 2 + countBytes || key[0] != ownTable || key[1] != countMark) {
        return fail(ErrorCode::DamagedData, "number of a batch");
    }
    std::uint64_t count = 0;
    for (const std::byte byte : key.subspan(2)) {
        count = count << 8U | std::to_integer<std::uint64_t>(byte);
    }
    return count;
}

leveldb::ReadOptions readOptions() {
    leveldb::ReadOptions options;
    options.verify_checksums = true;
    return options;
}

bool isThere(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

bool isWithinLimits(const WriteBatch::Write& write) {
    return !write.key.empty() && write.key.size() <= LevelStore::keyBytesMax &&
           (!write.value || write.value->size() <= LevelStore::valueBytesMax);
}

} // namespace

/// Lock, mark and engine of one open store.
class LevelStore::Files {
public:
    Files(const std::filesystem::path& folder, const LevelOptions& options);
    ~Files();
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;

    Result<> create();
    Result<> open();
    Result<std::optional<Bytes>> get(ByteView stored);
    Result<> scan(ByteView from, const std::function<bool(ByteView stored, ByteView value)>& visit);
    Result<> write(leveldb::WriteBatch& writes);

private:
    enum class Engine { New, Existing };
    Result<> takeLock();
    void sealTo(const StoreId& storeId);
    leveldb::Status startWriting();
    Result<> openEngine(Engine engine);
    Result<> checkCurrent() const;
    Result<std::uint64_t> wholeCount();
    Result<> openAgainWhereClosed();
    Result<> put(leveldb::WriteBatch& writes);
    Result<> recoverFromRefusedWrite();
    tl::unexpected<Error> failReading(const leveldb::Status& status, const char* what) const;
    /// `earlierError`: what the background was refused before, which the engine repeats.
    tl::unexpected<Error> failWriting(const leveldb::Status& status, const char* what,
                                      int earlierError);
    std::string contextOf(const leveldb::Status& status, const char* what) const;

    std::filesystem::path m_folder;
    std::size_t m_gatheredBytes;
    int m_lock = -1;
    std::unique_ptr<CommitMark> m_mark;
    std::unique_ptr<LevelFiles> m_system;
    std::unique_ptr<const leveldb::FilterPolicy> m_filter;
    std::unique_ptr<leveldb::Cache> m_cache;
    std::uint64_t m_count = 0;
    std::atomic<bool> m_hasWritten = false;
    bool m_isSound = false; ///< opening found nothing wrong

    std::mutex m_writing;
    /// Shared by readers; alone while the engine is closed and opened again.
    mutable std::shared_mutex m_engineMutex;
    std::unique_ptr<leveldb::DB> m_engine; ///< none where opening it again has failed
    Error m_whyClosed;                     ///< meaningful then
    bool m_refusedAWrite = false;
    bool m_wasRefusedEarlier = false; // the last failure repeats one of the background
};

LevelStore::Files::Files(const std::filesystem::path& folder, const LevelOptions& options)
    : m_folder(folder),
      m_gatheredBytes(std::max(options.gatheredBytes, LevelOptions::gatheredBytesMin)),
      m_filter(leveldb::NewBloomFilterPolicy(filterBitsPerKey)),
      m_cache(leveldb::NewLRUCache(options.cacheBytes)) {}

LevelStore::Files::~Files() {
    const bool wasOpen = m_engine != nullptr && !m_refusedAWrite;
    m_engine.reset();
    if (m_mark && m_hasWritten && wasOpen && m_isSound) {
        m_mark->close();
    }
    if (m_lock >= 0) {
        ::close(m_lock);
    }
}

/// The engine names files by their whole path, which may hold a person's name.
std::string LevelStore::Files::contextOf(const leveldb::Status& status, const char* what) const {
    std::string text = status.ToString();
    const std::string prefix = m_folder.string() + "/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
        text.erase(at, prefix.size());
    }
    return std::string(what) + ": " + text;
}

tl::unexpected<Error> LevelStore::Files::failReading(const leveldb::Status& status,
                                                     const char* what) const {
    return fail(status.IsIOError() ? ErrorCode::Io : ErrorCode::DamagedData,
                contextOf(status, what));
}

tl::unexpected<Error> LevelStore::Files::failWriting(const leveldb::Status& status,
                                                     const char* what, int earlierError) {
    const int systemError = m_system->takeWriteError();
    m_wasRefusedEarlier = systemError == 0;
    const int reason = m_wasRefusedEarlier ? earlierError : systemError;
    return reason == 0 ? failReading(status, what)
                       : fail(codeOfErrno(reason), contextOf(status, what));
}

/// The lock lives as long as its file descriptor: a killed program leaves none behind.
Result<> LevelStore::Files::takeLock() {
    const auto path = m_folder / lockName;
    m_lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, fileMode);
    if (m_lock < 0) {
        return failWithErrno(errno, "lock of a store");
    }
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? fail(ErrorCode::AlreadyOpen, "store is in use")
                                    : failWithErrno(errno, "lock of a store");
    }
    return {};
}

void LevelStore::Files::sealTo(const StoreId& storeId) {
    m_system = LevelFiles::make(storeId, [this] { return startWriting(); });
}

leveldb::Status LevelStore::Files::startWriting() {
    m_hasWritten = true;
    if (m_mark && m_mark->wasClosed()) {
        if (const auto begun = m_mark->begin(); !begun) {
            return leveldb::Status::IOError(CommitMark::fileName, begun.error().context);
        }
    }
    return leveldb::Status::OK();
}

Result<> LevelStore::Files::openEngine(Engine engine) {
    leveldb::Options options;
    options.create_if_missing = engine == Engine::New;
    options.error_if_exists = engine == Engine::New;
    options.paranoid_checks = true;
    options.env = m_system->env();
    options.reuse_logs = true; // as far as LevelFiles lets it
    options.write_buffer_size = m_gatheredBytes;
    options.max_file_size = tableBytes;
    options.max_open_files = openFilesMax;
    options.block_cache = m_cache.get();
    options.filter_policy = m_filter.get();
    // Hashes do not shrink, and nothing from the disk is unpacked before it was checked.
    options.compression = leveldb::kNoCompression;
    leveldb::DB* opened = nullptr;
    static_cast<void>(m_system->takeWriteError());
    const leveldb::Status status = leveldb::DB::Open(options, m_folder.string(), &opened);
    m_engine.reset(opened);
    if (!status.ok() && !isThere(m_folder)) {
        // A disk that was unplugged: the engine misses its files, and none of them is damaged.
        return fail(ErrorCode::Io, "folder of a store is not where it was");
    }
    return status.ok() ? Result<>() : failWriting(status, "opening a store", 0);
}

Result<> LevelStore::Files::create() {
    std::error_code ignored;
    std::filesystem::create_directories(m_folder.parent_path(), ignored);
    if (::mkdir(m_folder.c_str(), folderMode) != 0 && errno != EEXIST) {
        return failWithErrno(errno, "making the folder of a store");
    }
    for (const char* name : {currentName, CommitMark::fileName, lmdbName}) {
        if (isThere(m_folder / name)) {
            return fail(ErrorCode::AlreadyExists, "a store is in this folder");
        }
    }
    RETURN_IF_ERROR(takeLock());
    const auto storeId = randomFixed<StoreId::size, StoreIdTag>();
    sealTo(storeId);
    RETURN_IF_ERROR(openEngine(Engine::New));
    leveldb::WriteBatch begun;
    begun.Put(toSlice(begunKey()), {});
    begun.Put(toSlice(countKey(0)), {});
    RETURN_IF_ERROR(put(begun));
    // Last: a store whose making was interrupted has no mark, and is not taken for an empty one.
    ASSIGN_OR_RETURN(m_mark, CommitMark::create(m_folder, storeId));
    m_isSound = true;
    return {};
}

Result<> LevelStore::Files::open() {
    std::error_code error;
    if (std::filesystem::is_empty(m_folder, error) || error) {
        return error && error != std::errc::no_such_file_or_directory
                   ? failWithErrno(error.value(), "folder of a store")
                   : fail(ErrorCode::NotFound, "no store is in this folder");
    }
    if (isThere(m_folder / lmdbName)) {
        return fail(ErrorCode::OlderFormat, "store on LMDB");
    }
    RETURN_IF_ERROR(takeLock());
    ASSIGN_OR_RETURN(m_mark, CommitMark::open(m_folder));
    sealTo(m_mark->storeId());
    RETURN_IF_ERROR(checkCurrent());
    m_system->setMayAppend(m_mark->wasClosed());
    m_system->holdRemovals();
    RETURN_IF_ERROR(openEngine(Engine::Existing));
    ASSIGN_OR_RETURN(m_count, wholeCount());
    m_system->letRemovalsGo();
    m_isSound = true;
    return {};
}

/// The engine believes whatever stands there.
Result<> LevelStore::Files::checkCurrent() const {
    std::string text;
    const leveldb::Status read =
        leveldb::ReadFileToString(m_system->env(), (m_folder / currentName).string(), &text);
    if (!read.ok()) {
        return failReading(read, "which list of files is in use");
    }
    constexpr std::string_view begin = "MANIFEST-";
    const bool isOneName = text.size() <= currentBytesMax && text.size() > begin.size() + 1 &&
                           text.compare(0, begin.size(), begin) == 0 && text.back() == '\n' &&
                           std::all_of(text.begin() + begin.size(), text.end() - 1,
                                       [](char c) { return c >= '0' && c <= '9'; });
    if (!isOneName || !isThere(m_folder / text.substr(0, text.size() - 1))) {
        return fail(ErrorCode::DamagedData, "file CURRENT names no list of files");
    }
    return {};
}

/// How many batches the store holds, all of them: a log, a list of files or a table that is missing
/// or was cut between two entries looks whole to the engine.
Result<std::uint64_t> LevelStore::Files::wholeCount() {
    ASSIGN_OR_RETURN(const auto begun, get(begunKey()));
    if (!begun) {
        return fail(ErrorCode::DamagedData, "the first batches are missing");
    }
    Result<std::uint64_t> count = 0;
    std::size_t numbers = 0;
    RETURN_IF_ERROR(scan(countKey(0), [&](ByteView key, ByteView) {
        ++numbers;
        count = countFromKey(key);
        return count.has_value();
    }));
    RETURN_IF_ERROR(count);
    if (numbers > 1) {
        return fail(ErrorCode::DamagedData,
                    "batches before number " + std::to_string(*count) + " are missing");
    }
    if (*count < m_mark->count()) {
        return fail(ErrorCode::DamagedData,
                    "the newest " + std::to_string(m_mark->count() - *count) + " of " +
                        std::to_string(m_mark->count()) + " batches are missing");
    }
    return count;
}

/// Opening it again after a refused write may have failed as well: what was missing (space on the
/// disk) may be there now.
Result<> LevelStore::Files::openAgainWhereClosed() {
    {
        const std::shared_lock guard(m_engineMutex);
        if (m_engine) {
            return {};
        }
    }
    const std::lock_guard guard(m_writing);
    return m_engine ? Result<>() : recoverFromRefusedWrite();
}

Result<std::optional<Bytes>> LevelStore::Files::get(ByteView stored) {
    RETURN_IF_ERROR(openAgainWhereClosed());
    const std::shared_lock guard(m_engineMutex);
    if (!m_engine) {
        return fail(m_whyClosed);
    }
    std::string value;
    const leveldb::Status status = m_engine->Get(readOptions(), toSlice(stored), &value);
    if (status.IsNotFound()) {
        return std::optional<Bytes>();
    }
    if (!status.ok()) {
        return failReading(status, "reading a store");
    }
    return std::optional(toBytes(bytesOf(value)));
}

Result<>
LevelStore::Files::scan(ByteView from,
                        const std::function<bool(ByteView stored, ByteView value)>& visit) {
    RETURN_IF_ERROR(openAgainWhereClosed());
    const std::shared_lock guard(m_engineMutex);
    if (!m_engine) {
        return fail(m_whyClosed);
    }
    leveldb::ReadOptions options = readOptions();
    options.fill_cache = false;
    const std::unique_ptr<leveldb::Iterator> at(m_engine->NewIterator(options));
    for (at->Seek(toSlice(from)); at->Valid(); at->Next()) {
        if (!visit(fromSlice(at->key()), fromSlice(at->value()))) {
            break;
        }
    }
    return at->status().ok() ? Result<>() : failReading(at->status(), "scanning a store");
}

/// After a refused write the engine takes no more: what it has in memory about its log may differ
/// from the file. Opened again it begins with a new one.
Result<> LevelStore::Files::recoverFromRefusedWrite() {
    m_refusedAWrite = true; // until all of it went well
    {
        const std::unique_lock guard(m_engineMutex);
        m_engine.reset();
        m_system->setMayAppend(false);
        m_system->holdRemovals();
        if (auto opened = openEngine(Engine::Existing); !opened) {
            m_whyClosed = opened.error();
            return opened;
        }
    }
    ASSIGN_OR_RETURN(const std::uint64_t stored, wholeCount());
    if (stored != m_count) {
        return fail(ErrorCode::DamagedData, "store changed while it was open");
    }
    m_system->letRemovalsGo();
    m_refusedAWrite = false;
    return {};
}

Result<> LevelStore::Files::put(leveldb::WriteBatch& writes) {
    leveldb::WriteOptions options;
    options.sync = true;
    const int earlierError = m_system->takeWriteError();
    const leveldb::Status status = m_engine->Write(options, &writes);
    return status.ok() ? Result<>() : failWriting(status, "writing a store", earlierError);
}

Result<> LevelStore::Files::write(leveldb::WriteBatch& writes) {
    const std::lock_guard guard(m_writing);
    if (m_refusedAWrite) {
        RETURN_IF_ERROR(recoverFromRefusedWrite());
    }
    writes.Delete(toSlice(countKey(m_count)));
    writes.Put(toSlice(countKey(m_count + 1)), {});
    Result<> written = put(writes);
    if (!written && m_wasRefusedEarlier) {
        // Nothing was refused just now: the engine remembers an earlier refusal, whose reason may
        // be gone.
        RETURN_IF_ERROR(recoverFromRefusedWrite());
        written = put(writes);
    }
    if (!written) {
        // Until the next write the engine still serves readers.
        m_refusedAWrite = true;
        return written;
    }
    m_mark->advance(++m_count);
    return {};
}

LevelStore::LevelStore(std::unique_ptr<Files> files) : m_files(std::move(files)) {}

LevelStore::~LevelStore() = default;

Result<std::unique_ptr<LevelStore>> LevelStore::create(const std::filesystem::path& folder,
                                                       const LevelOptions& options) {
    auto files = std::make_unique<Files>(folder, options);
    RETURN_IF_ERROR(files->create());
    return std::unique_ptr<LevelStore>(new LevelStore(std::move(files)));
}

Result<std::unique_ptr<LevelStore>> LevelStore::open(const std::filesystem::path& folder,
                                                     const LevelOptions& options) {
    auto files = std::make_unique<Files>(folder, options);
    RETURN_IF_ERROR(files->open());
    return std::unique_ptr<LevelStore>(new LevelStore(std::move(files)));
}

Result<std::unique_ptr<LevelStore>> LevelStore::openOrCreate(const std::filesystem::path& folder,
                                                             const LevelOptions& options) {
    auto opened = open(folder, options);
    const bool isMissing = !opened && opened.error().code == ErrorCode::NotFound;
    return isMissing ? create(folder, options) : std::move(opened);
}

Result<std::optional<Bytes>> LevelStore::get(Table table, ByteView key) const {
    return m_files->get(storedKey(table, key));
}

Result<> LevelStore::scan(Table table, ByteView from,
                          const std::function<bool(ByteView key, ByteView value)>& visit) const {
    const auto number = static_cast<std::byte>(table);
    return m_files->scan(storedKey(table, from), [&](ByteView stored, ByteView value) {
        return !stored.empty() && stored.front() == number && visit(stored.subspan(1), value);
    });
}

Result<> LevelStore::write(const WriteBatch& batch) {
    leveldb::WriteBatch writes;
    for (const WriteBatch::Write& write : batch.writes) {
        if (!isWithinLimits(write)) {
            return fail(ErrorCode::InvalidArgument, "key or value beyond the limits of a store");
        }
        const Bytes stored = storedKey(write.table, write.key);
        if (write.value) {
            writes.Put(toSlice(stored), toSlice(*write.value));
        } else {
            writes.Delete(toSlice(stored));
        }
    }
    return m_files->write(writes);
}

/// Walking over everything reads every block of every file.
Result<> LevelStore::check() const {
    return m_files->scan({}, [](ByteView, ByteView) { return true; });
}

} // namespace consentry
