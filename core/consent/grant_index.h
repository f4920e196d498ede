#pragma once

#include "core/consent/grant_bucket.h"

#include <unordered_map>

namespace consentry::consent {

/// Grants prepared for many decisions. Answers like evaluateAny() on the same grants in the same
/// order: grants are found by their grantee, sieved by numbers and by lists turned around, and what
/// is left is decided by evaluate(). Immutable, any thread.
class GrantIndex {
public:
    explicit GrantIndex(std::vector<Grant> grants);

    std::span<const Grant> grants() const { return m_grants; }

    /// evaluateAny(policy, grants(), request, record, now).
    Decision evaluate(const PatientPolicy* policy, const AccessRequest& request,
                      const clinical::RecordFacts& record, Instant now) const;

private:
    std::vector<Grant> m_grants;
    std::unordered_map<Grantee, GrantBucket, GranteeHash> m_buckets;
};

} // namespace consentry::consent
