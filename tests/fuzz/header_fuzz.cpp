// Properties: what decodes as a light block or Merkle proof encodes to the same bytes, and judging
// it never crashes.

#include "core/base/check.h"
#include "core/light_client/light_block_codec.h"
#include "core/light_client/light_client.h"

#include <cstdint>

using namespace consentry;
using namespace consentry::light_client;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input = std::as_bytes(std::span(data, size));
    if (const auto proof = decodeMerkleProof(input)) {
        CHECK(equal(encodeMerkleProof(*proof), input));
        static_cast<void>(rootOf(*proof).has_value());
    }
    const auto block = decodeLightBlock(input);
    if (!block) {
        return 0;
    }
    CHECK(equal(encodeLightBlock(*block), input));
    const Header& header = block->header;
    const Verification start = anchor(header.chainId, header, block->validators, header.hash());
    if (start.state) {
        Options options;
        options.chainId = header.chainId;
        const Verification again = verify(*start.state, *block, header.time.toInstant(), options);
        CHECK(again.verdict == Verdict::Invalid); // never above itself
    }
    return 0;
}
