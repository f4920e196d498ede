// Properties: what decodes as a state proof encodes to the same bytes; under one tree, no proof
// shows anything but the truth.

#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/registry/state_tree.h"

#include <algorithm>
#include <cstdint>

using namespace consentry;
using namespace consentry::registry;

namespace {

constexpr std::size_t keys = 64;

StateKey keyOf(std::size_t index) {
    return *StateKey::from(sha256(bytesOf("key " + std::to_string(index))).view());
}

/// The even keys.
const StateTree& sampleTree() {
    static const StateTree tree = [] {
        std::vector<StateChange> changes;
        for (std::size_t index = 0; index < keys; index += 2) {
            changes.push_back({keyOf(index), sha256(bytesOf("value"))});
        }
        std::sort(changes.begin(), changes.end(),
                  [](const StateChange& a, const StateChange& b) { return a.key < b.key; });
        StateTree filled;
        filled.apply(changes);
        return filled;
    }();
    return tree;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input = std::as_bytes(std::span(data, size));
    const auto proof = decodeStateProof(input);
    if (!proof) {
        return 0;
    }
    CHECK(equal(encodeStateProof(*proof), input));
    const StateTree& tree = sampleTree();
    for (std::size_t index = 0; index < keys; ++index) {
        const bool present = index % 2 == 0;
        if (verifyStateProof(tree.root(), keyOf(index), std::nullopt, *proof)) {
            CHECK(!present);
        }
        if (verifyStateProof(tree.root(), keyOf(index), sha256(bytesOf("value")), *proof)) {
            CHECK(present);
        }
    }
    return 0;
}
