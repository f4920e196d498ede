#pragma once

#include "core/consent/policy_evaluation.h"

#include <unordered_map>

namespace consentry::consent {

/// Grants prepared for many decisions. Answers like evaluateAny() on the same grants in the same
/// order: grants are found by their grantee, sieved by numbers, and what is left is decided by
/// evaluate(). Immutable, any thread.
class GrantIndex {
public:
    explicit GrantIndex(std::vector<Grant> grants);

    std::span<const Grant> grants() const { return m_grants; }

    /// evaluateAny(policy, grants(), request, record, now).
    Decision evaluate(const PatientPolicy* policy, const AccessRequest& request,
                      const clinical::RecordFacts& record, Instant now) const;

private:
    /// What must hold for a grant to permit, as numbers. Passing proves nothing yet.
    struct Sieve {
        ConceptBits concepts = 0;
        std::uint64_t purpose = 0; ///< Purpose::bit()
        Instant notBefore;
        Instant notAfter;
        Instant earliest; ///< of the data window
        Instant latest;
        ConceptBits denied = 0;      ///< by denials that have no other condition and no exception
        std::uint64_t custodian = 0; ///< beginning of the only one's id, if hasCustodian
        std::uint32_t labels = 0;    ///< excluded, by position in sensitivityLabels()
        std::uint32_t position = 0;
        ActionSet actions;
        Confidentiality ceiling = Confidentiality::Normal;
        /// The scope is (also) made of something else than concepts, or is everything.
        bool anyRecord = false;
        bool limitsTime = false;
        bool hasCustodian = false;
    };
    struct Question;
    using Bucket = std::vector<Sieve>;

    static Sieve sieveOf(const Grant& grant, std::uint32_t position);
    static bool mayPermit(const Sieve& sieve, const Question& question);
    void search(const Bucket& bucket, const Question& question, std::size_t& best) const;

    std::vector<Grant> m_grants;
    std::unordered_map<PartyId, Bucket> m_byPerson;
    std::unordered_map<PartyId, Bucket> m_byOrganization; ///< without a person
    std::unordered_map<std::uint8_t, Bucket> m_byRole;    ///< without person and organisation
};

} // namespace consentry::consent
