// Properties: what is read as a profile's code is a profile that its limits allow; written again as
// a code it is read as the same; its words and digits can be said.
#include "core/light_client/profile_code.h"
#include "core/base/check.h"

#include <cstdint>

using namespace consentry;
using namespace consentry::light_client;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input = std::as_bytes(std::span(data, size));
    const auto profile = readProfileCode(input);
    if (!profile) {
        return 0;
    }
    CHECK(checkProfile(profile->profile).has_value());
    const std::string code = profileCode(*profile);
    const auto again = readProfileCode(bytesOf(code));
    CHECK(again.has_value() && *again == *profile);
    CHECK(profileDigits(profile->profile).size() == profileDigitGroups * 6 - 1);
    CHECK(!profileFingerprint(profile->profile, Language::ChineseSimplified).empty());
    return 0;
}
