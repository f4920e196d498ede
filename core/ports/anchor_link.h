#pragma once

#include "core/base/ids.h"
#include "core/crypto/random.h"

#include <string_view>
#include <vector>

namespace consentry {

/// How a released record hangs on its anchor (protocol §6): leaf = H("leaf", salt, record digest),
/// tree leaf SHA-256(00 ‖ leaf), node SHA-256(01 ‖ left ‖ right).
struct AnchorLink {
    AnchorId anchor;
    std::uint32_t leafIndex = 0;
    Nonce salt;
    std::vector<Digest> path; ///< siblings from the leaf upwards

    friend bool operator==(const AnchorLink&, const AnchorLink&) = default;
};

/// H("leaf", salt, record digest): salted, because a bare digest of a glucose value can be guessed.
Digest anchorLeaf(std::string_view chainId, const Nonce& salt, const RecordDigest& digest);
/// SHA-256(00 ‖ leaf).
Digest anchorLeafHash(const Digest& leaf);
/// SHA-256(01 ‖ left ‖ right).
Digest anchorNodeHash(const Digest& left, const Digest& right);

/// VerificationFailed unless the record hangs on this root at the link's place.
Result<> verifyAnchorLink(std::string_view chainId, const RecordDigest& digest,
                          const AnchorLink& link, const Digest& root);

} // namespace consentry
