// Files of actions from other organisations: what is accepted is the one file of its action.
#include "core/hospital/action_file.h"
#include "core/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace consentry;
    const ByteView input = std::as_bytes(std::span(data, size));
    const auto action = hospital::decodeActionFile(input);
    if (action) {
        CHECK(hospital::encodeActionFile(*action) == textOf(input));
    }
    return 0;
}
