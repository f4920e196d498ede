// Properties: what decodes as a consortium profile or as evidence of an attack encodes to the same
// bytes, and judging it never crashes.
#include "core/base/check.h"
#include "core/light_client/attack_evidence.h"
#include "core/light_client/consortium_profile.h"

#include <cstdint>

using namespace consentry;
using namespace consentry::light_client;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input = std::as_bytes(std::span(data, size));
    if (const auto profile = decodeSignedProfile(input)) {
        CHECK(equal(encodeSignedProfile(*profile), input));
        CHECK(checkProfile(profile->profile).has_value());
        CHECK(!profileFingerprint(profile->profile, Language::English).empty());
        static_cast<void>(checkFirstProfile(*profile).has_value());
        CHECK(!checkRenewal(profile->profile, *profile, profile->profile.issuedAt));
    }
    if (const auto evidence = decodeAttackEvidence(input)) {
        CHECK(equal(encodeAttackEvidence(*evidence), input));
        static_cast<void>(signersOfBoth(*evidence));
    }
    return 0;
}
