#include "app/cli/passphrase.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace consentry::cli {
namespace {

/// Room for a newline, and for one byte more that tells "too long".
constexpr std::size_t readMax = vault::Credentials::passphraseMax + 3;

std::size_t withoutNewline(ByteView read) {
    std::size_t size = read.size();
    if (size > 0 && read[size - 1] == std::byte{'\n'}) {
        --size;
        if (size > 0 && read[size - 1] == std::byte{'\r'}) {
            --size;
        }
    }
    return size;
}

} // namespace

Result<SecretBytes> readPassphraseDescriptor(int descriptor) {
    SecretBytes buffer(readMax);
    std::size_t filled = 0;
    while (filled < readMax) {
        const ssize_t got =
            ::read(descriptor, buffer.exposeForWriting().data() + filled, readMax - filled);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail(ErrorCode::Io, "passphrase");
        }
        if (got == 0) {
            break;
        }
        filled += static_cast<std::size_t>(got);
    }
    const std::size_t size = withoutNewline(buffer.expose().first(filled));
    if (size > vault::Credentials::passphraseMax) {
        return fail(ErrorCode::TooLarge, "passphrase");
    }
    if (size == 0) {
        return fail(ErrorCode::InvalidArgument, "empty passphrase");
    }
    return SecretBytes::takeFrom(buffer.exposeForWriting().first(size));
}

Result<SecretBytes> readPassphraseFile(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io, "passphrase file");
    }
    auto passphrase = readPassphraseDescriptor(descriptor);
    ::close(descriptor);
    return passphrase;
}

} // namespace consentry::cli
