#include "core/consent/grant_index.h"

#include <algorithm>

namespace consentry::consent {
namespace {

static_assert(sizeof(std::size_t) == sizeof(std::uint64_t));
constexpr std::size_t none = ~std::size_t{0};

/// Positions of the known labels that an excluded label catches: itself and what is below it.
std::uint32_t labelBits(std::string_view excluded) {
    std::uint32_t bits = 0;
    const auto labels = sensitivityLabels();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labelFallsUnder(labels[i].code, excluded)) {
            bits |= std::uint32_t{1} << i;
        }
    }
    return bits;
}

std::uint32_t labelBits(const clinical::RecordFacts& record) {
    std::uint32_t bits = 0;
    for (const clinical::Code& label : record.securityLabels) {
        if (const SensitivityLabel* known = findSensitivityLabel(label.code)) {
            bits |= std::uint32_t{1} << (known - sensitivityLabels().data());
        }
    }
    return bits;
}

/// Enough of an id to tell most custodians apart; evaluate() compares the whole of it.
std::uint64_t beginningOf(const PartyId& party) {
    return std::hash<PartyId>()(party);
}

} // namespace

struct GrantIndex::Question {
    const PatientPolicy* policy;
    const AccessRequest& request;
    const clinical::RecordFacts& record;
    Instant now;
    ConceptMatch concepts;
    std::uint64_t purposes; ///< that cover the requested one
    std::uint64_t custodian;
    Confidentiality confidentiality;
    std::uint32_t labels;
};

GrantIndex::GrantIndex(std::vector<Grant> grants) : m_grants(std::move(grants)) {
    for (std::size_t i = 0; i < m_grants.size(); ++i) {
        const Grant& grant = m_grants[i];
        const Sieve sieve = sieveOf(grant, static_cast<std::uint32_t>(i));
        if (grant.grantee.person) {
            m_byPerson[*grant.grantee.person].push_back(sieve);
        } else if (grant.grantee.organization) {
            m_byOrganization[*grant.grantee.organization].push_back(sieve);
        } else {
            // A grantee that names nobody means everybody; validate() refuses it, role 0 finds it.
            const auto role = grant.grantee.role.value_or(Role{});
            m_byRole[static_cast<std::uint8_t>(role)].push_back(sieve);
        }
    }
}

GrantIndex::Sieve GrantIndex::sieveOf(const Grant& grant, std::uint32_t position) {
    const ConceptCatalogue& catalogue = ConceptCatalogue::standard();
    Sieve sieve;
    sieve.position = position;
    sieve.actions = grant.actions;
    sieve.ceiling = grant.ceiling;
    sieve.notBefore = grant.notBefore;
    sieve.notAfter = grant.notAfter;
    sieve.limitsTime = !grant.window.isUnlimited();
    sieve.earliest = grant.window.from.value_or(Instant::min());
    sieve.latest = grant.window.until.value_or(Instant::max());
    sieve.purpose = grant.purpose.bit();
    const Scope& scope = grant.scope;
    sieve.anyRecord = scope.everything || !scope.categories.empty() || !scope.codes.empty() ||
                      !scope.records.empty() || !scope.resources.empty();
    sieve.concepts = catalogue.bitsOf(scope.concepts);
    for (const std::string& label : grant.excludedLabels) {
        sieve.labels |= labelBits(label);
    }
    for (const InnerDenial& denial : grant.denials) {
        if (denial.exceptions.empty() && denial.what.actors.empty() &&
            denial.what.actions.isEmpty()) {
            sieve.denied |= catalogue.bitsOf(denial.what.concepts);
        }
    }
    if (grant.custodians.size() == 1) {
        sieve.hasCustodian = true;
        sieve.custodian = beginningOf(grant.custodians.front());
    }
    return sieve;
}

bool GrantIndex::mayPermit(const Sieve& sieve, const Question& question) {
    if (!sieve.anyRecord && (sieve.concepts & question.concepts.whole) == 0) {
        const auto isMissed = [&](ConceptBits group) { return (group & sieve.concepts) == 0; };
        const auto& groups = question.concepts.groups;
        if (groups.empty() || std::any_of(groups.begin(), groups.end(), isMissed)) {
            return false;
        }
    }
    if ((sieve.purpose & question.purposes) == 0 || question.now < sieve.notBefore ||
        question.now >= sieve.notAfter || !sieve.actions.hasAll(question.request.actions) ||
        question.confidentiality > sieve.ceiling || (sieve.labels & question.labels) != 0 ||
        (sieve.denied & question.concepts.touched) != 0) {
        return false;
    }
    if (sieve.limitsTime) {
        const auto& time = question.record.clinicalTime;
        if (!time || time->begin < sieve.earliest || time->end > sieve.latest) {
            return false;
        }
    }
    return !sieve.hasCustodian || sieve.custodian == question.custodian;
}

void GrantIndex::search(const Bucket& bucket, const Question& question, std::size_t& best) const {
    for (const Sieve& sieve : bucket) {
        if (sieve.position >= best) {
            return; // positions ascend within a bucket
        }
        if (mayPermit(sieve, question) &&
            consent::evaluate(question.policy, &m_grants[sieve.position], question.request,
                              question.record, question.concepts, question.now)
                .permitted) {
            best = sieve.position;
            return;
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
    ConceptMatch concepts = ConceptCatalogue::standard().match(record);
    const Confidentiality confidentiality = effectiveConfidentiality(*policy, record, concepts);
    const Question question{policy,
                            byGrant,
                            record,
                            now,
                            std::move(concepts),
                            purposesCovering(*Purpose::fromCode(request.purpose)),
                            beginningOf(record.custodian),
                            confidentiality,
                            labelBits(record)};
    std::size_t best = none;
    const auto searchIn = [&](const auto& buckets, const auto& key) {
        if (const auto found = buckets.find(key); found != buckets.end()) {
            search(found->second, question, best);
        }
    };
    searchIn(m_byPerson, request.reader);
    if (request.organization) {
        searchIn(m_byOrganization, *request.organization);
    }
    if (request.role) {
        searchIn(m_byRole, static_cast<std::uint8_t>(*request.role));
    }
    searchIn(m_byRole, std::uint8_t{0});
    if (best == none) {
        return {false, Rule::NoGrantPermits, 0, {Rule::NoGrantPermits}};
    }
    return {true, Rule::GrantPermits, best, {}};
}

} // namespace consentry::consent
