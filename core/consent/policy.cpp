#include "core/consent/policy.h"

#include "core/consent/concepts.h"

#include <algorithm>

namespace consentry::consent {
namespace {

bool namesOneParty(const PolicyDenial& denial) {
    return denial.staffId.empty() ? !denial.party.isZero() && denial.organization.isZero()
                                  : denial.party.isZero() && !denial.organization.isZero();
}

template <class T> bool isStrictlySorted(const std::vector<T>& list) {
    return std::adjacent_find(list.begin(), list.end(),
                              [](const T& a, const T& b) { return !(a < b); }) == list.end();
}

} // namespace

void normalize(PatientPolicy& policy) {
    const auto sortUnique = [](auto& list) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    };
    sortUnique(policy.denials);
    sortUnique(policy.tiers);
}

Result<> validate(const PatientPolicy& policy) {
    if (policy.patient.isZero()) {
        return fail(ErrorCode::InvalidArgument, "policy without patient");
    }
    if (policy.denials.size() > limits::policyDenialsMax ||
        policy.tiers.size() > limits::tiersMax) {
        return fail(ErrorCode::TooLarge, "policy rules");
    }
    if (!isStrictlySorted(policy.denials) || !isStrictlySorted(policy.tiers)) {
        return fail(ErrorCode::NotCanonical, "policy rules out of order");
    }
    for (const PolicyDenial& denial : policy.denials) {
        if (!namesOneParty(denial)) {
            return fail(ErrorCode::InvalidArgument, "denial names no party, or two");
        }
        if (denial.staffId.size() > limits::staffIdBytesMax) {
            return fail(ErrorCode::TooLarge, "staff id");
        }
    }
    for (std::size_t i = 0; i < policy.tiers.size(); ++i) {
        const TierRule& tier = policy.tiers[i];
        if (ConceptCatalogue::standard().find(tier.conceptId) == nullptr) {
            return fail(ErrorCode::Unsupported, "concept");
        }
        if (i > 0 && policy.tiers[i - 1].conceptId == tier.conceptId) {
            return fail(ErrorCode::InvalidArgument, "two tiers for one concept");
        }
    }
    return {};
}

} // namespace consentry::consent
