// A question about a log and its answer, from anywhere: what decodes has this one encoding.
#include "core/ports/log_query.h"

#include "core/base/check.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace consentry;
    const ByteView input = std::as_bytes(std::span(data, size));
    if (const auto query = decodeLogQuery(input)) {
        CHECK(equal(encodeLogQuery(*query), input));
        CHECK(!logQueryPreimage("chain", *query).empty());
    }
    if (const auto page = decodeLogPage(input)) {
        CHECK(equal(encodeLogPage(*page), input));
    }
    return 0;
}
