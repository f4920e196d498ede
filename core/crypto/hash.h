#pragma once

#include "core/base/ids.h"

#include <array>
#include <initializer_list>
#include <memory>

namespace consentry {

/// SHA-256 (FIPS 180-4) of one piece of memory.
Digest sha256(ByteView data);
/// SHA-256 of the concatenation.
Digest sha256(std::initializer_list<ByteView> parts);

/// SHA-256 in steps, for what does not fit in memory. One thread at a time.
class Sha256 {
public:
    Sha256();
    Sha256& update(ByteView data);
    /// Call once; the object is done afterwards.
    Digest finish();

private:
    /// Room for the library's context, kept out of this header.
    alignas(16) std::array<std::byte, 128> m_context;
};

/// SHA-1, which anybody can forge: only to compare with what FHIR's Attachment.hash says.
using Sha1Digest = FixedBytes<20, struct Sha1DigestTag>;
Sha1Digest sha1(ByteView data);

/// HMAC-SHA-256 (RFC 2104).
Digest hmacSha256(ByteView key, ByteView data);

} // namespace consentry
