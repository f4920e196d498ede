#include "core/adapters/state_store/level_files.h"

#include <leveldb/env.h>
#include <leveldb/slice.h>
#include <leveldb/status.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace consentry {
namespace {

using leveldb::Slice;
using leveldb::Status;

constexpr mode_t fileMode = 0600;
constexpr const char* asideEnd = ".aside"; // a name that the engine does not look at
constexpr std::string_view currentName = "CURRENT";
constexpr std::string_view currentDraft = ".dbtmp"; // what the engine renames to CURRENT
constexpr std::uint64_t framedFileBytesMax = std::uint64_t{2} << 30U;
constexpr std::size_t bufferedBytesMax = std::size_t{64} << 10U;

// LevelDB's table format: two block handles of two varints each, padded, then the magic number.
constexpr std::size_t footerBytes = 48;
constexpr std::size_t magicBytes = 8;
constexpr std::uint64_t tableMagic = 0xdb4775248b80fb57;
constexpr std::uint64_t blockTrailerBytes = 5;
constexpr int handlesInFooter = 2;

std::string nameOf(const std::string& path) {
    return path.substr(path.find_last_of('/') + 1);
}

enum class FileKind { Log, Manifest, Current, Table };

FileKind kindOf(const std::string& path) {
    const std::string name = nameOf(path);
    const auto endsWith = [&name](std::string_view end) {
        return name.size() > end.size() &&
               name.compare(name.size() - end.size(), end.size(), end) == 0;
    };
    return endsWith(".log")                                ? FileKind::Log
           : name.rfind("MANIFEST-", 0) == 0               ? FileKind::Manifest
           : name == currentName || endsWith(currentDraft) ? FileKind::Current
                                                           : FileKind::Table;
}

/// The name to which the content of a file is sealed: the one that it will bear.
std::string sealedName(const std::string& path) {
    return kindOf(path) == FileKind::Current ? std::string(currentName) : nameOf(path);
}

Status ioError(const std::string& path, int systemError) {
    return Status::IOError(nameOf(path), std::strerror(systemError));
}

/// 0, or the system's number of what went wrong; EFBIG for a file longer than any that we write.
int readWhole(const std::string& path, std::string& content) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat about{};
    int systemError = file < 0 || ::fstat(file, &about) != 0 ? errno : 0;
    if (systemError == 0 && static_cast<std::uint64_t>(about.st_size) > framedFileBytesMax) {
        systemError = EFBIG;
    }
    content.resize(systemError == 0 ? static_cast<std::size_t>(about.st_size) : 0);
    std::size_t done = 0;
    while (systemError == 0 && done < content.size()) {
        const ssize_t got = ::read(file, content.data() + done, content.size() - done);
        if (got == 0) {
            break;
        }
        systemError = got < 0 && errno != EINTR ? errno : 0;
        done += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    content.resize(done);
    if (file >= 0) {
        ::close(file);
    }
    return systemError;
}

/// LEB128; false where it does not end within `bytes`.
bool takeVarint(std::string_view& bytes, std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<std::uint8_t>(bytes.front());
        bytes.remove_prefix(1);
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80) {
            return true;
        }
    }
    return false;
}

/// Both blocks that a footer names lie inside of the file. The engine would make room for whatever
/// size stands there.
bool isSoundFooter(std::string_view footer, std::uint64_t fileBytes) {
    std::uint64_t magic = 0;
    for (std::size_t i = 0; i < magicBytes; ++i) {
        magic |= std::uint64_t{static_cast<std::uint8_t>(footer[footerBytes - magicBytes + i])}
                 << (8 * i);
    }
    if (magic != tableMagic) {
        return false;
    }
    const std::uint64_t blocksEnd = fileBytes - footerBytes;
    std::string_view rest = footer.substr(0, footerBytes - magicBytes);
    for (int handle = 0; handle < handlesInFooter; ++handle) {
        std::uint64_t offset = 0;
        std::uint64_t size = 0;
        if (!takeVarint(rest, offset) || !takeVarint(rest, size) || offset > blocksEnd ||
            size > blocksEnd - offset || blocksEnd - offset - size < blockTrailerBytes) {
            return false;
        }
    }
    return true;
}

/// A table file, read piece by piece.
class ReadFile final : public leveldb::RandomAccessFile {
public:
    ReadFile(int file, std::uint64_t bytes, std::string name, const FileSeal& seal)
        : m_file(file), m_bytes(bytes), m_name(std::move(name)), m_seal(seal) {}
    ~ReadFile() override { ::close(m_file); }
    ReadFile(const ReadFile&) = delete;
    ReadFile& operator=(const ReadFile&) = delete;

    Status Read(std::uint64_t offset, std::size_t count, Slice* result,
                char* scratch) const override {
        *result = Slice(scratch, 0);
        if (offset > m_bytes || count > m_bytes - offset) {
            return Status::Corruption(m_name, "is shorter than it says");
        }
        std::size_t done = 0;
        while (done < count) {
            const ssize_t got =
                ::pread(m_file, scratch + done, count - done, static_cast<off_t>(offset + done));
            if (got < 0 && errno == EINTR) {
                continue;
            }
            if (got < 0) {
                return ioError(m_name, errno);
            }
            if (got == 0) {
                return Status::Corruption(m_name, "was cut");
            }
            done += static_cast<std::size_t>(got);
        }
        m_seal.mask(scratch, count, offset);
        *result = Slice(scratch, count);
        return Status::OK();
    }

private:
    int m_file;
    std::uint64_t m_bytes;
    std::string m_name;
    FileSeal m_seal;
};

/// The content of a framed file, from memory.
class ContentFile final : public leveldb::SequentialFile {
public:
    explicit ContentFile(std::string content) : m_content(std::move(content)) {}

    Status Read(std::size_t count, Slice* result, char* scratch) override {
        const std::size_t taken = std::min(count, m_content.size() - m_at);
        std::memcpy(scratch, m_content.data() + m_at, taken);
        m_at += taken;
        *result = Slice(scratch, taken);
        return Status::OK();
    }
    Status Skip(std::uint64_t count) override {
        m_at += std::min<std::uint64_t>(count, m_content.size() - m_at);
        return Status::OK();
    }

private:
    std::string m_content;
    std::size_t m_at = 0;
};

class NoLogger final : public leveldb::Logger {
public:
    void Logv(const char*, std::va_list) override {}
};

class EngineFiles final : public LevelFiles, public leveldb::EnvWrapper {
public:
    EngineFiles(const StoreId& storeId, std::function<leveldb::Status()> beforeFirstWrite);
    ~EngineFiles() override;
    EngineFiles(const EngineFiles&) = delete;
    EngineFiles& operator=(const EngineFiles&) = delete;

    leveldb::Env* env() override { return this; }
    void setMayAppend(bool mayAppend) override { m_mayAppend = mayAppend; }
    void holdRemovals() override;
    void letRemovalsGo() override;
    int takeWriteError() override { return m_writeError.exchange(0); }

    leveldb::Status NewSequentialFile(const std::string& path,
                                      leveldb::SequentialFile** result) override;
    leveldb::Status NewRandomAccessFile(const std::string& path,
                                        leveldb::RandomAccessFile** result) override;
    leveldb::Status NewWritableFile(const std::string& path,
                                    leveldb::WritableFile** result) override;
    leveldb::Status NewAppendableFile(const std::string& path,
                                      leveldb::WritableFile** result) override;
    leveldb::Status GetFileSize(const std::string& path, std::uint64_t* size) override;
    leveldb::Status RemoveFile(const std::string& path) override;
    leveldb::Status RenameFile(const std::string& from, const std::string& to) override;
    leveldb::Status NewLogger(const std::string& path, leveldb::Logger** result) override;
    void Schedule(void (*work)(void*), void* argument) override;

private:
    class GrowingFile;
    struct Work {
        void (*run)(void*);
        void* argument;
    };
    FileSeal sealFor(const std::string& path) const { return {m_storeId, sealedName(path)}; }
    leveldb::Status readFramed(const std::string& path, std::string& content) const;
    void putHeldAside(const std::string& path);
    void runBackground();
    leveldb::Status startWriting();
    /// Makes the names of new files durable, where there are any.
    leveldb::Status syncFolderOf(const std::string& path);

    StoreId m_storeId;
    std::function<leveldb::Status()> m_beforeFirstWrite;
    std::once_flag m_firstWrite;
    std::atomic<bool> m_mayAppend = false;
    std::atomic<bool> m_hasNewNames = false;
    std::atomic<int> m_writeError = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<std::vector<std::string>> m_heldRemovals;
    std::deque<Work> m_work;
    bool m_stop = false;
    std::thread m_background;
};

/// A file that grows. What sync() confirmed stays; what a refused write left behind is cut off.
class EngineFiles::GrowingFile final : public leveldb::WritableFile {
public:
    /// `length` is how long the file is already.
    GrowingFile(EngineFiles& files, int file, std::string path, std::uint64_t length)
        : m_files(files), m_file(file), m_path(std::move(path)), m_kind(kindOf(m_path)),
          m_seal(files.sealFor(m_path)), m_written(length), m_confirmed(length) {}
    ~GrowingFile() override {
        if (m_file >= 0) {
            ::close(m_file);
        }
    }
    GrowingFile(const GrowingFile&) = delete;
    GrowingFile& operator=(const GrowingFile&) = delete;

    Status Append(const Slice& data) override {
        m_buffer.append(data.data(), data.size());
        return m_kind == FileKind::Table && m_buffer.size() >= bufferedBytesMax ? writeOut()
                                                                                : Status::OK();
    }
    /// What is framed waits for sync(): an entry goes to its file in one piece.
    Status Flush() override { return m_kind == FileKind::Table ? writeOut() : Status::OK(); }
    Status Sync() override {
        const Status written = writeOut();
        if (!written.ok()) {
            return written;
        }
        if (::fdatasync(m_file) != 0) {
            return refused(errno);
        }
        m_confirmed = m_written;
        // Logs and manifests are what makes other files count.
        return m_kind == FileKind::Log || m_kind == FileKind::Manifest
                   ? m_files.syncFolderOf(m_path)
                   : Status::OK();
    }
    Status Close() override {
        const Status written = writeOut();
        const int closed = ::close(std::exchange(m_file, -1));
        return written.ok() && closed != 0 ? ioError(m_path, errno) : written;
    }

private:
    Status writeOut() {
        if (m_buffer.empty()) {
            return Status::OK();
        }
        if (const Status started = m_files.startWriting(); !started.ok()) {
            m_buffer.clear();
            return started;
        }
        if (m_kind == FileKind::Table) {
            m_seal.mask(m_buffer.data(), m_buffer.size(), m_written);
        } else {
            m_buffer = m_seal.framed(m_buffer, m_written);
        }
        std::size_t done = 0;
        while (done < m_buffer.size()) {
            const ssize_t put = ::write(m_file, m_buffer.data() + done, m_buffer.size() - done);
            if (put < 0 && errno == EINTR) {
                continue;
            }
            if (put < 0) {
                return refused(errno);
            }
            done += static_cast<std::size_t>(put);
        }
        m_written += m_buffer.size();
        m_buffer.clear();
        return Status::OK();
    }

    Status refused(int systemError) {
        m_files.m_writeError = systemError;
        m_buffer.clear();
        if (::ftruncate(m_file, static_cast<off_t>(m_confirmed)) == 0) {
            ::lseek(m_file, static_cast<off_t>(m_confirmed), SEEK_SET);
            m_written = m_confirmed;
        }
        return ioError(m_path, systemError);
    }

    EngineFiles& m_files;
    int m_file;
    std::string m_path;
    FileKind m_kind;
    FileSeal m_seal;
    std::string m_buffer;
    std::uint64_t m_written;
    std::uint64_t m_confirmed;
};

EngineFiles::EngineFiles(const StoreId& storeId, std::function<Status()> beforeFirstWrite)
    : EnvWrapper(leveldb::Env::Default()), m_storeId(storeId),
      m_beforeFirstWrite(std::move(beforeFirstWrite)) {}

EngineFiles::~EngineFiles() {
    {
        const std::lock_guard guard(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_background.joinable()) {
        m_background.join();
    }
}

void EngineFiles::holdRemovals() {
    const std::lock_guard guard(m_mutex);
    if (!m_heldRemovals) {
        m_heldRemovals.emplace();
    }
}

void EngineFiles::letRemovalsGo() {
    std::vector<std::string> paths;
    {
        const std::lock_guard guard(m_mutex);
        paths = std::exchange(m_heldRemovals, std::nullopt).value_or(std::vector<std::string>());
    }
    for (const std::string& path : paths) {
        // What stays behind is found and removed at the next opening.
        static_cast<void>(target()->RemoveFile(path));
    }
}

Status EngineFiles::RemoveFile(const std::string& path) {
    {
        const std::lock_guard guard(m_mutex);
        if (m_heldRemovals) {
            m_heldRemovals->push_back(path);
            return Status::OK();
        }
    }
    return target()->RemoveFile(path);
}

/// The engine removes what it does not know, then may take the same name for a new file: that one
/// must not fall to the removal that waits.
void EngineFiles::putHeldAside(const std::string& path) {
    const std::lock_guard guard(m_mutex);
    if (!m_heldRemovals) {
        return;
    }
    for (std::string& held : *m_heldRemovals) {
        if (held == path) {
            held += asideEnd;
            static_cast<void>(target()->RenameFile(path, held));
        }
    }
}

/// All entries of a log or of a list of files, or why they cannot be believed.
Status EngineFiles::readFramed(const std::string& path, std::string& content) const {
    std::string file;
    if (const int systemError = readWhole(path, file); systemError != 0) {
        return systemError == ENOENT  ? Status::Corruption(nameOf(path), "is missing")
               : systemError == EFBIG ? Status::Corruption(nameOf(path), "is too long")
                                      : ioError(path, systemError);
    }
    FileSeal::Frames frames = sealFor(path).readFrames(file);
    // CURRENT is durable before it gets its name; a log or a list may end in the middle of an entry
    // where a crash interrupted its writing.
    const bool mayBeTorn = !m_mayAppend && kindOf(path) != FileKind::Current;
    if (frames.wholeBytes != file.size() && (frames.nextWhole || !mayBeTorn)) {
        return Status::Corruption(nameOf(path), "was changed or exchanged, from byte " +
                                                    std::to_string(frames.wholeBytes) + " on");
    }
    content = std::move(frames.content);
    return Status::OK();
}

Status EngineFiles::NewSequentialFile(const std::string& path, leveldb::SequentialFile** result) {
    *result = nullptr;
    std::string content;
    if (Status read = readFramed(path, content); !read.ok()) {
        return read;
    }
    *result = new ContentFile(std::move(content));
    return Status::OK();
}

/// The length that the engine knows: what it wrote itself.
Status EngineFiles::GetFileSize(const std::string& path, std::uint64_t* size) {
    if (kindOf(path) == FileKind::Table) {
        return target()->GetFileSize(path, size);
    }
    std::string content;
    const Status read = readFramed(path, content);
    *size = content.size();
    return read;
}

Status EngineFiles::NewRandomAccessFile(const std::string& path,
                                        leveldb::RandomAccessFile** result) {
    *result = nullptr;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return errno == ENOENT ? Status::Corruption(nameOf(path), "is missing")
                               : ioError(path, errno);
    }
    struct stat about{};
    if (::fstat(file, &about) != 0) {
        const int systemError = errno;
        ::close(file);
        return ioError(path, systemError);
    }
    const auto bytes = static_cast<std::uint64_t>(about.st_size);
    auto opened = std::make_unique<ReadFile>(file, bytes, nameOf(path), sealFor(path));
    std::array<char, footerBytes> scratch{};
    Slice footer;
    if (bytes < footerBytes ||
        !opened->Read(bytes - footerBytes, footerBytes, &footer, scratch.data()).ok() ||
        !isSoundFooter({footer.data(), footer.size()}, bytes)) {
        return Status::Corruption(nameOf(path), "has no sound footer");
    }
    *result = opened.release();
    return Status::OK();
}

Status EngineFiles::NewWritableFile(const std::string& path, leveldb::WritableFile** result) {
    *result = nullptr;
    if (const Status started = startWriting(); !started.ok()) {
        return started;
    }
    putHeldAside(path);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, fileMode);
    if (file < 0) {
        m_writeError = errno;
        return ioError(path, errno);
    }
    m_hasNewNames = true;
    *result = new GrowingFile(*this, file, path, 0);
    return Status::OK();
}

Status EngineFiles::NewAppendableFile(const std::string& path, leveldb::WritableFile** result) {
    *result = nullptr;
    if (!m_mayAppend) {
        return Status::NotSupported(nameOf(path), "is not continued after a crash");
    }
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const off_t length = file < 0 ? -1 : ::lseek(file, 0, SEEK_END);
    if (length < 0) {
        const int systemError = errno;
        if (file >= 0) {
            ::close(file);
        }
        m_writeError = systemError;
        return ioError(path, systemError);
    }
    *result = new GrowingFile(*this, file, path, static_cast<std::uint64_t>(length));
    return Status::OK();
}

Status EngineFiles::RenameFile(const std::string& from, const std::string& to) {
    const Status renamed = target()->RenameFile(from, to);
    m_hasNewNames = true;
    return renamed.ok() ? syncFolderOf(to) : renamed;
}

Status EngineFiles::startWriting() {
    Status status;
    std::call_once(m_firstWrite, [&] { status = m_beforeFirstWrite(); });
    return status;
}

Status EngineFiles::syncFolderOf(const std::string& path) {
    if (!m_hasNewNames.exchange(false)) {
        return Status::OK();
    }
    const std::string folder = path.substr(0, path.find_last_of('/'));
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    const int systemError = errno;
    if (file >= 0) {
        ::close(file);
    }
    if (!synced) {
        m_hasNewNames = true;
        m_writeError = systemError;
        return ioError(path, systemError);
    }
    return Status::OK();
}

Status EngineFiles::NewLogger(const std::string&, leveldb::Logger** result) {
    *result = new NoLogger;
    return Status::OK();
}

void EngineFiles::Schedule(void (*work)(void*), void* argument) {
    {
        const std::lock_guard guard(m_mutex);
        m_work.push_back({work, argument});
        if (!m_background.joinable()) {
            m_background = std::thread(&EngineFiles::runBackground, this);
        }
    }
    m_wake.notify_one();
}

void EngineFiles::runBackground() {
    std::unique_lock guard(m_mutex);
    while (true) {
        m_wake.wait(guard, [this] { return m_stop || !m_work.empty(); });
        if (m_work.empty()) {
            return;
        }
        const Work next = m_work.front();
        m_work.pop_front();
        guard.unlock();
        next.run(next.argument);
        guard.lock();
    }
}

} // namespace

std::unique_ptr<LevelFiles> LevelFiles::make(const StoreId& storeId,
                                             std::function<Status()> beforeFirstWrite) {
    return std::make_unique<EngineFiles>(storeId, std::move(beforeFirstWrite));
}

} // namespace consentry
