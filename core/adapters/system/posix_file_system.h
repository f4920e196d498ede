#pragma once

#include "core/ports/file_system.h"

namespace consentry::adapters {

/// FileSystem on POSIX calls. Locks are flock(2): they exclude other processes and a second opening
/// in this process, and end with the process whatever happens.
class PosixFileSystem : public FileSystem {
public:
    bool exists(const std::filesystem::path& path) const override;
    bool isEmptyFolder(const std::filesystem::path& path) const override;
    Result<std::uint64_t> sizeOf(const std::filesystem::path& path) const override;
    Result<Bytes> readFile(const std::filesystem::path& path, std::size_t sizeMax) override;
    Result<Bytes> readStart(const std::filesystem::path& path, std::size_t size) override;
    Result<> replaceFile(const std::filesystem::path& path, ByteView content) override;
    Result<> rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    Result<> copyFile(const std::filesystem::path& from, const std::filesystem::path& to) override;
    Result<> remove(const std::filesystem::path& path) override;
    Result<> makeFolder(const std::filesystem::path& path) override;
    Result<std::unique_ptr<FileLock>> lock(const std::filesystem::path& path) override;
};

} // namespace consentry::adapters
