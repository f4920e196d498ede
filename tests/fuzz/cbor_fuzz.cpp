// Property: what CborReader accepts, CborWriter writes again with the same bytes.

#include "core/base/cbor.h"
#include "core/base/check.h"

namespace {

using consentry::ByteView;
using consentry::CborReader;
using consentry::CborWriter;

/// Copies one item by reading it with the typed functions. The reader has already accepted it with
/// skip(), so its depth is bounded and one of the types must fit.
void copyItem(CborReader& reader, CborWriter& writer) {
    const CborReader start = reader;
    if (reader.takeNull()) {
        writer.null();
    } else if (auto number = reader.unsignedInt()) {
        writer.unsignedInt(*number);
    } else if (auto bytes = (reader = start).byteString()) {
        writer.byteString(*bytes);
    } else if (auto text = (reader = start).text()) {
        writer.text(*text);
    } else if (auto flag = (reader = start).boolean()) {
        writer.boolean(*flag);
    } else if (auto items = (reader = start).array()) {
        writer.array(*items);
        for (std::size_t i = 0; i < *items; ++i) {
            copyItem(reader, writer);
        }
    } else {
        auto pairs = (reader = start).map();
        CHECK(pairs.has_value());
        writer.map(*pairs);
        for (std::size_t i = 0; i < 2 * *pairs; ++i) {
            copyItem(reader, writer);
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input = std::as_bytes(std::span(data, size));
    CborReader checker(input);
    const auto item = checker.skip();
    if (!item) {
        return 0;
    }
    CborReader reader(*item);
    CborWriter writer;
    copyItem(reader, writer);
    CHECK(reader.atEnd());
    CHECK(consentry::equal(writer.bytes(), *item));
    return 0;
}
