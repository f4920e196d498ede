#pragma once

#include "core/base/cbor.h"
#include "core/crypto/hash.h"

#include <string_view>

namespace consentry {

/// The start of a tagged, chain-bound preimage: deterministic CBOR of [tag, chainId, x…] with
/// `fields` further items, which the caller writes next. Protocol, "Bytes".
///
///     CborWriter preimage = taggedPreimage("party", chainId, 1);
///     preimage.byteString(publicKey.view());
///     Digest id = sha256(preimage.bytes());
CborWriter taggedPreimage(std::string_view tag, std::string_view chainId, std::size_t fields);

/// H(tag, chainId, x…) where every x is a byte string.
Digest taggedHash(std::string_view tag, std::string_view chainId,
                  std::initializer_list<ByteView> byteStrings);

/// taggedHash as an id of another type: `taggedId<PartyId>("party", chainId, {key.view()})`.
template <class Id>
Id taggedId(std::string_view tag, std::string_view chainId,
            std::initializer_list<ByteView> byteStrings) {
    return *Id::from(taggedHash(tag, chainId, byteStrings).view());
}

} // namespace consentry
