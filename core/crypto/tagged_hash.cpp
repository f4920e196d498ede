#include "core/crypto/tagged_hash.h"

namespace consentry {

CborWriter taggedPreimage(std::string_view tag, std::string_view chainId, std::size_t fields) {
    CborWriter preimage;
    preimage.array(2 + fields).text(tag).text(chainId);
    return preimage;
}

Digest taggedHash(std::string_view tag, std::string_view chainId,
                  std::initializer_list<ByteView> byteStrings) {
    CborWriter preimage = taggedPreimage(tag, chainId, byteStrings.size());
    for (const ByteView bytes : byteStrings) {
        preimage.byteString(bytes);
    }
    return sha256(preimage.bytes());
}

} // namespace consentry
