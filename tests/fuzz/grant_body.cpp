// Properties: what decodeGrant and decodePolicy accept, they write again with the same bytes; such
// a grant can be said in both languages, compared and evaluated without harm.

#include "core/base/check.h"
#include "core/consent/grant_index.h"
#include "core/consent/wording.h"

namespace {

using namespace consentry;
using namespace consentry::consent;

class NoNames : public Names {
public:
    DisplayName nameOf(const PartyId&, Language) const override { return {}; }
};

std::chrono::minutes utc(Instant) {
    return std::chrono::minutes(0);
}

void useGrant(const Grant& grant) {
    const NoNames names;
    for (const Language language : {Language::English, Language::ChineseSimplified}) {
        const Reader reader{language, utc, grant.notBefore};
        CHECK(!plainText(grantSentence(grant, names, reader)).empty());
        CHECK(describeChanges(grant, grant, names, reader).empty());
        limitSentences(grant, names, reader);
    }
    PatientPolicy policy;
    policy.patient = grant.patient;
    clinical::RecordFacts record;
    record.codeGroups = {{{"http://loinc.org", "14749-6"}}};
    const AccessRequest request = requestFor(grant);
    const Decision decision = evaluate(&policy, &grant, request, record, grant.notBefore);
    CHECK(GrantIndex({grant}).evaluate(&policy, request, record, grant.notBefore).permitted ==
          decision.permitted);
    CHECK(!evaluate(&policy, &grant, request, record, grant.notAfter).permitted);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input = std::as_bytes(std::span(data, size));
    if (const auto grant = decodeGrant(input)) {
        const auto again = encodeGrant(*grant);
        CHECK(again.has_value() && equal(*again, input));
        useGrant(*grant);
    }
    if (const auto policy = decodePolicy(input)) {
        const auto again = encodePolicy(*policy);
        CHECK(again.has_value() && equal(*again, input));
    }
    return 0;
}
