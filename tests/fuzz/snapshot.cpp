// What strangers offer as a snapshot: metadata and chunks with one encoding each.
#include "core/base/check.h"
#include "core/node/snapshot_check.h"
#include "core/node/snapshot_format.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace consentry;
    const ByteView input = std::as_bytes(std::span(data, size));
    if (const auto contents = node::decodeContents(input)) {
        const SnapshotOffer offer = node::offerOf(*contents);
        CHECK(equal(offer.metadata, input));
        CHECK(*node::contentsOf(offer) == *contents);
    }
    Bytes again;
    node::ChunkWriter writer([&](Bytes chunk) -> Result<> {
        append(again, chunk);
        return {};
    });
    node::SnapshotCheck check("chain", Digest());
    bool isRefused = false;
    const auto read =
        node::readChunk(input, {[&](const registry::StateKey& key, ByteView value) -> Result<> {
                                    isRefused = isRefused || !check.addValue(key, value);
                                    return writer.addValue(key, value);
                                },
                                [&](const PartyId& patient, ByteView row) -> Result<> {
                                    isRefused = isRefused || !check.addRow(patient, row);
                                    return writer.addRow(patient, row);
                                }});
    if (read) {
        CHECK(writer.finish().has_value());
        CHECK(equal(again, input));
        // Nothing that fits here has the root of an empty state.
        CHECK(isRefused || !check.finish());
    }
    return 0;
}
