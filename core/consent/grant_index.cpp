#include "core/consent/grant_index.h"

namespace consentry::consent {

GrantIndex::GrantIndex(std::vector<Grant> grants) : m_grants(std::move(grants)) {
    for (std::size_t i = 0; i < m_grants.size(); ++i) {
        // What this program does not understand never permits anything.
        if (isUnderstood(m_grants[i])) {
            m_buckets[m_grants[i].grantee].add(m_grants[i], static_cast<std::uint32_t>(i));
        }
    }
}

Decision GrantIndex::evaluate(const PatientPolicy* policy, const AccessRequest& request,
                              const clinical::RecordFacts& record, Instant now) const {
    if (Decision reader = evaluateReader(policy, request); !reader.permitted) {
        return reader;
    }
    AccessRequest byGrant = request;
    byGrant.basis = Basis::Grant;
    const GrantQuestion question(*policy, byGrant, record, now);
    const auto permits = [&](std::size_t position) {
        const Grant& grant = m_grants[position];
        return grant.patient == request.patient &&
               consent::evaluate(policy, &grant, byGrant, record, question.concepts, now).permitted;
    };
    std::size_t best = m_grants.size();
    for (const Grantee& reader : question.readers) {
        if (const auto found = m_buckets.find(reader); found != m_buckets.end()) {
            best = found->second.search(question, best, permits);
        }
    }
    if (best == m_grants.size()) {
        return {false, Rule::NoGrantPermits, 0, {Rule::NoGrantPermits}};
    }
    return {true, Rule::GrantPermits, best, {}};
}

} // namespace consentry::consent
