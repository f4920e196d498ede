#include "core/ports/mailbox.h"

namespace consentry {

Bytes fetchPreimage(std::string_view chainId, ByteView subject, Instant signedAt) {
    CborWriter writer = taggedPreimage("fetch", chainId, 2);
    writer.byteString(subject).unsignedInt(static_cast<std::uint64_t>(millisOf(signedAt)));
    return std::move(writer).bytes();
}

} // namespace consentry
