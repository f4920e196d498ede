#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/ports/anchor_link.h"

namespace consentry {

/// Siblings on the way to a root: a tree of 2^32 leaves, which is as many as an index can name. A
/// longer path is no way, whatever it hashes to.
inline constexpr std::size_t anchorPathMax = 32;

/// How a link is kept beside its record, by hospitals and by wallets: deterministic CBOR of
/// [anchor, leaf index, salt, path].
Bytes encodeAnchorLink(const AnchorLink& link);
/// DamagedData or Malformed for anything that encodeAnchorLink does not write.
Result<AnchorLink> decodeAnchorLink(ByteView bytes);

} // namespace consentry
