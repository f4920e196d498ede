#include "core/ports/anchor_link.h"

#include "core/crypto/tagged_hash.h"

namespace consentry {
namespace {

constexpr std::byte leafPrefix{0};
constexpr std::byte nodePrefix{1};

} // namespace

Digest anchorLeaf(std::string_view chainId, const Nonce& salt, const RecordDigest& digest) {
    return taggedHash("leaf", chainId, {salt.view(), digest.view()});
}

Digest anchorLeafHash(const Digest& leaf) {
    return sha256({ByteView(&leafPrefix, 1), leaf.view()});
}

Digest anchorNodeHash(const Digest& left, const Digest& right) {
    return sha256({ByteView(&nodePrefix, 1), left.view(), right.view()});
}

Result<> verifyAnchorLink(std::string_view chainId, const RecordDigest& digest,
                          const AnchorLink& link, const Digest& root) {
    Digest hash = anchorLeafHash(anchorLeaf(chainId, link.salt, digest));
    std::uint32_t position = link.leafIndex;
    for (const Digest& sibling : link.path) {
        hash = position % 2 == 0 ? anchorNodeHash(hash, sibling) : anchorNodeHash(sibling, hash);
        position /= 2;
    }
    if (position != 0 || hash != root) {
        return fail(ErrorCode::VerificationFailed, "record does not hang on its anchor");
    }
    return {};
}

} // namespace consentry
