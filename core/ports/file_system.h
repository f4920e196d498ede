#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace consentry {

/// Held for as long as the object lives; given back by its destructor or by the end of the process.
class FileLock {
public:
    virtual ~FileLock() = default;
};

/// The few things that a vault asks of the file system beyond its database. Blocking; thread-safe.
/// Errors: NotFound, ReadOnly (no right to write, or a read-only medium), DiskFull, Io.
class FileSystem {
public:
    virtual ~FileSystem() = default;

    virtual bool exists(const std::filesystem::path& path) const = 0;
    virtual bool isEmptyFolder(const std::filesystem::path& path) const = 0;
    virtual Result<std::uint64_t> sizeOf(const std::filesystem::path& path) const = 0;
    /// At most `sizeMax` bytes, else TooLarge.
    virtual Result<Bytes> readFile(const std::filesystem::path& path, std::size_t sizeMax) = 0;
    /// The first bytes of a file, fewer where it is shorter.
    virtual Result<Bytes> readStart(const std::filesystem::path& path, std::size_t size) = 0;
    /// All or nothing, also through a loss of power: temporary file, fsync, rename, folder fsync.
    /// Only the owner may read it.
    virtual Result<> replaceFile(const std::filesystem::path& path, ByteView content) = 0;
    /// Renames over `to`, then makes the folder durable.
    virtual Result<> rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    /// Durable when it returns. Replaces `to` by rename.
    virtual Result<> copyFile(const std::filesystem::path& from,
                              const std::filesystem::path& to) = 0;
    /// Durable when it returns. Succeeds where there is nothing to remove.
    virtual Result<> remove(const std::filesystem::path& path) = 0;
    /// With its parents; only the owner may enter the last one.
    virtual Result<> makeFolder(const std::filesystem::path& path) = 0;
    /// Creates the file where needed. AlreadyOpen where another process, or this one, holds it.
    virtual Result<std::unique_ptr<FileLock>> lock(const std::filesystem::path& path) = 0;
};

} // namespace consentry
