#include "core/adapters/state_store/commit_mark.h"

#include "core/adapters/state_store/file_error.h"
#include "core/base/bytes.h"
#include "core/crypto/hash.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace consentry {
namespace {

constexpr mode_t fileMode = 0600;
constexpr std::size_t countBytes = 8;
constexpr std::size_t stateBytes = 1;
constexpr std::size_t checksumBytes = 7;

/// The count, big-endian, 1 for closed or 0, and the beginning of their SHA-256. Far below a disk's
/// smallest unit, so that a crash leaves the old or the new one.
using Content = std::array<std::byte, countBytes + stateBytes + checksumBytes>;

Content contentOf(std::uint64_t count, bool closed) {
    Content content{};
    for (std::size_t i = 0; i < countBytes; ++i) {
        content[i] = static_cast<std::byte>(count >> (8 * (countBytes - 1 - i)) & 0xFFU);
    }
    content[countBytes] = static_cast<std::byte>(closed ? 1 : 0);
    const Digest digest = sha256(ByteView(content).first(countBytes + stateBytes));
    std::copy_n(digest.view().begin(), checksumBytes,
                content.begin() + static_cast<std::ptrdiff_t>(countBytes + stateBytes));
    return content;
}

} // namespace

Result<std::unique_ptr<CommitMark>> CommitMark::create(const std::filesystem::path& folder) {
    const auto path = folder / fileName;
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, fileMode);
    if (file < 0) {
        return failWithErrno(errno, "making the mark of a store's commits");
    }
    std::unique_ptr<CommitMark> mark(new CommitMark(file));
    RETURN_IF_ERROR(mark->begin());
    return mark;
}

Result<std::unique_ptr<CommitMark>> CommitMark::open(const std::filesystem::path& folder) {
    const auto path = folder / fileName;
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) {
        return fail(ErrorCode::DamagedData, "file commits is missing");
    }
    if (file < 0) {
        return failWithErrno(errno, "the mark of a store's commits");
    }
    std::unique_ptr<CommitMark> mark(new CommitMark(file));
    RETURN_IF_ERROR(mark->read());
    return mark;
}

CommitMark::~CommitMark() {
    ::close(m_file);
}

Result<> CommitMark::read() {
    std::array<std::byte, sizeof(Content) + 1> found{};
    const ssize_t length = ::pread(m_file, found.data(), found.size(), 0);
    if (length < 0) {
        return failWithErrno(errno, "reading the mark of a store's commits");
    }
    for (std::size_t i = 0; i < countBytes; ++i) {
        m_count = m_count << 8U | std::to_integer<std::uint64_t>(found[i]);
    }
    m_closed = found[countBytes] == std::byte{1};
    if (length != ssize_t{sizeof(Content)} ||
        !equal(ByteView(found).first(sizeof(Content)), contentOf(m_count, m_closed))) {
        return fail(ErrorCode::DamagedData, "file commits was changed");
    }
    return {};
}

bool CommitMark::put() {
    const Content content = contentOf(m_count, m_closed);
    return ::pwrite(m_file, content.data(), content.size(), 0) == ssize_t{sizeof content};
}

Result<> CommitMark::begin() {
    m_closed = false;
    if (!put() || ::fdatasync(m_file) != 0) {
        return failWithErrno(errno, "writing the mark of a store's commits");
    }
    return {};
}

void CommitMark::advance(std::uint64_t count) {
    m_count = count;
    static_cast<void>(put());
}

void CommitMark::close() {
    m_closed = true;
    if (put()) {
        static_cast<void>(::fdatasync(m_file));
    }
}

} // namespace consentry
