#pragma once

#include "core/base/bytes.h"

#include <cerrno>
#include <filesystem>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace consentry::adapters {

inline constexpr mode_t ownerOnlyFile = 0600;

inline ErrorCode codeOf(int error) {
    switch (error) {
    case ENOENT:
        return ErrorCode::NotFound;
    case EACCES:
    case EPERM:
    case EROFS:
        return ErrorCode::ReadOnly;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::DiskFull;
    case EEXIST:
        return ErrorCode::AlreadyExists;
    case EWOULDBLOCK:
        return ErrorCode::AlreadyOpen;
    default:
        return ErrorCode::Io;
    }
}

/// File names may hold a person's name: only what was tried and the number go into the error.
inline tl::unexpected<Error> systemError(const char* what, int error = errno) {
    return fail(codeOf(error), std::string(what) + ": " + std::to_string(error));
}

/// Closes on destruction.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_number, other.m_number);
        return *this;
    }
    int number() const { return m_number; }

private:
    int m_number = -1;
};

inline Result<Descriptor> openFile(const std::filesystem::path& path, int flags) {
    const int number = ::open(path.c_str(), flags | O_CLOEXEC, ownerOnlyFile);
    if (number < 0) {
        return systemError("open");
    }
    return Descriptor(number);
}

inline Result<> writeAll(int descriptor, ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return systemError("write");
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

inline Result<> syncFolder(const std::filesystem::path& folder) {
    ASSIGN_OR_RETURN(Descriptor descriptor, openFile(folder, O_RDONLY | O_DIRECTORY));
    if (fsync(descriptor.number()) != 0) {
        return systemError("fsync folder");
    }
    return {};
}

} // namespace consentry::adapters
