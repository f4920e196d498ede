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

/// [store id, count, 1 for closed or 0, beginning of the SHA-256 of all that]. Far below a disk's
/// smallest unit, so that a crash leaves the old or the new one. Before files were sealed there was
/// no id.
constexpr std::size_t contentBytes = StoreId::size + countBytes + stateBytes + checksumBytes;
constexpr std::size_t contentBytesWithoutId = contentBytes - StoreId::size;

Bytes contentOf(ByteView storeId, std::uint64_t count, bool closed) {
    Bytes content = toBytes(storeId);
    append(content, bigEndian<countBytes>(count));
    content.push_back(static_cast<std::byte>(closed ? 1 : 0));
    append(content, sha256(content).view().first(checksumBytes));
    return content;
}

bool fitsItsChecksum(ByteView content) {
    const ByteView covered = content.first(content.size() - checksumBytes);
    return equal(content.last(checksumBytes), sha256(covered).view().first(checksumBytes));
}

} // namespace

Result<std::unique_ptr<CommitMark>> CommitMark::create(const std::filesystem::path& folder,
                                                       const StoreId& storeId) {
    const auto path = folder / fileName;
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, fileMode);
    if (file < 0) {
        return failWithErrno(errno, "making the mark of a store's commits");
    }
    std::unique_ptr<CommitMark> mark(new CommitMark(file));
    mark->m_storeId = storeId;
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
    std::array<std::byte, contentBytes + 1> found{};
    const ssize_t length = ::pread(m_file, found.data(), found.size(), 0);
    if (length < 0) {
        return failWithErrno(errno, "reading the mark of a store's commits");
    }
    const ByteView content = ByteView(found).first(static_cast<std::size_t>(length));
    if (content.size() == contentBytesWithoutId && fitsItsChecksum(content)) {
        return fail(ErrorCode::OlderFormat, "store whose files are not sealed");
    }
    if (content.size() != contentBytes || !fitsItsChecksum(content)) {
        return fail(ErrorCode::DamagedData, "file commits was changed");
    }
    ASSIGN_OR_RETURN(m_storeId, StoreId::from(content.first(StoreId::size)));
    m_count = 0;
    for (const std::byte byte : content.subspan(StoreId::size, countBytes)) {
        m_count = m_count << 8U | std::to_integer<std::uint64_t>(byte);
    }
    m_closed = content[StoreId::size + countBytes] == std::byte{1};
    return {};
}

bool CommitMark::put() {
    const Bytes content = contentOf(m_storeId.view(), m_count, m_closed);
    return ::pwrite(m_file, content.data(), content.size(), 0) ==
           static_cast<ssize_t>(content.size());
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
