#include "core/adapters/system/posix_file_system.h"

#include "core/adapters/system/posix_calls.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace consentry::adapters {

namespace {

constexpr mode_t ownerOnlyFolder = 0700;

/// Reads up to `size` bytes, fewer at the end of the file.
Result<Bytes> readUpTo(int descriptor, std::size_t size) {
    Bytes bytes(size);
    std::size_t have = 0;
    while (have < size) {
        const ssize_t got = ::read(descriptor, bytes.data() + have, size - have);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return systemError("read");
        }
        if (got == 0) {
            break;
        }
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

/// A temporary name beside `path`, left by nobody else: a vault folder has one owner at a time.
std::filesystem::path temporaryBeside(const std::filesystem::path& path) {
    return path.string() + ".part";
}

Result<> writeTemporary(const std::filesystem::path& temporary,
                        const std::function<Result<>(int)>& write) {
    ASSIGN_OR_RETURN(Descriptor descriptor,
                     openFile(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW));
    RETURN_IF_ERROR(write(descriptor.number()));
    if (fsync(descriptor.number()) != 0) {
        return systemError("fsync");
    }
    return {};
}

Result<> replaceBy(const std::filesystem::path& path, const std::function<Result<>(int)>& write) {
    const std::filesystem::path temporary = temporaryBeside(path);
    if (auto written = writeTemporary(temporary, write); !written) {
        ::unlink(temporary.c_str());
        return written;
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        auto error = systemError("rename");
        ::unlink(temporary.c_str());
        return error;
    }
    return syncFolder(path.parent_path());
}

class PosixFileLock : public FileLock {
public:
    explicit PosixFileLock(Descriptor descriptor) : m_descriptor(std::move(descriptor)) {}

private:
    Descriptor m_descriptor; ///< closing it ends the lock
};

} // namespace

bool PosixFileSystem::exists(const std::filesystem::path& path) const {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

bool PosixFileSystem::isEmptyFolder(const std::filesystem::path& path) const {
    std::error_code error;
    const bool isFolder = std::filesystem::is_directory(path, error);
    return isFolder && std::filesystem::is_empty(path, error) && !error;
}

Result<std::uint64_t> PosixFileSystem::sizeOf(const std::filesystem::path& path) const {
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) {
        return systemError("stat");
    }
    return static_cast<std::uint64_t>(status.st_size);
}

Result<Bytes> PosixFileSystem::readFile(const std::filesystem::path& path, std::size_t sizeMax) {
    ASSIGN_OR_RETURN(const Descriptor descriptor, openFile(path, O_RDONLY));
    ASSIGN_OR_RETURN(Bytes bytes, readUpTo(descriptor.number(), sizeMax + 1));
    if (bytes.size() > sizeMax) {
        return fail(ErrorCode::TooLarge, "file");
    }
    return bytes;
}

Result<Bytes> PosixFileSystem::readStart(const std::filesystem::path& path, std::size_t size) {
    ASSIGN_OR_RETURN(const Descriptor descriptor, openFile(path, O_RDONLY));
    return readUpTo(descriptor.number(), size);
}

Result<> PosixFileSystem::replaceFile(const std::filesystem::path& path, ByteView content) {
    return replaceBy(path, [&](int descriptor) { return writeAll(descriptor, content); });
}

Result<> PosixFileSystem::rename(const std::filesystem::path& from,
                                 const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return systemError("rename");
    }
    return syncFolder(to.parent_path());
}

Result<> PosixFileSystem::copyFile(const std::filesystem::path& from,
                                   const std::filesystem::path& to) {
    constexpr std::size_t chunk = 1024 * 1024;
    ASSIGN_OR_RETURN(const Descriptor source, openFile(from, O_RDONLY));
    return replaceBy(to, [&](int target) -> Result<> {
        for (;;) {
            ASSIGN_OR_RETURN(const Bytes bytes, readUpTo(source.number(), chunk));
            if (bytes.empty()) {
                return {};
            }
            RETURN_IF_ERROR(writeAll(target, bytes));
        }
    });
}

Result<> PosixFileSystem::remove(const std::filesystem::path& path) {
    if (::unlink(path.c_str()) != 0) {
        return errno == ENOENT ? Result<>() : Result<>(systemError("remove"));
    }
    return syncFolder(path.parent_path());
}

Result<> PosixFileSystem::makeFolder(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        return {};
    }
    if (path.has_parent_path()) {
        std::filesystem::create_directories(path.parent_path(), error);
        if (error) {
            return systemError("make folder", error.value());
        }
    }
    if (::mkdir(path.c_str(), ownerOnlyFolder) != 0) {
        return systemError("make folder");
    }
    return {};
}

Result<std::unique_ptr<FileLock>> PosixFileSystem::lock(const std::filesystem::path& path) {
    ASSIGN_OR_RETURN(Descriptor descriptor, openFile(path, O_RDWR | O_CREAT | O_NOFOLLOW));
    if (::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) {
        return systemError("lock");
    }
    return std::make_unique<PosixFileLock>(std::move(descriptor));
}

} // namespace consentry::adapters
