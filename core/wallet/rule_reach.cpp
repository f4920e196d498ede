#include "core/wallet/rule_reach.h"

#include "core/consent/concepts.h"

namespace consentry::wallet {
namespace {

/// Somebody whom no rule names, with the emergency open.
consent::AccessRequest anyDoctor(const PartyId& patient, Instant now) {
    consent::AccessRequest request;
    request.basis = consent::Basis::Emergency;
    request.patient = patient;
    request.role = consent::Role::Doctor;
    request.purpose = "BTG";
    request.emergency = {now, now + std::chrono::hours(1)};
    return request;
}

} // namespace

Result<RuleReach> reachOfRules(RecordStore& records, consent::PatientPolicy policy, Instant now) {
    const consent::ConceptCatalogue& catalogue = consent::ConceptCatalogue::standard();
    const consent::AccessRequest request = anyDoctor(policy.patient, now);
    RuleReach reach;
    RecordFilter ofOthers; // rules bind hospitals, which do not hold what the person wrote
    ofOthers.isOwn = false;
    RETURN_IF_ERROR(records.visitFacts(ofOthers, [&](RecordRow,
                                                     const clinical::RecordFacts& facts) {
        ++reach.records;
        const consent::ConceptMatch match = catalogue.match(facts);
        for (std::size_t preset = 0; preset < reach.emergency.size(); ++preset) {
            policy.emergency = static_cast<consent::EmergencyPreset>(preset);
            reach.emergency[preset] +=
                consent::evaluate(&policy, nullptr, request, facts, match, now).permitted ? 1U : 0U;
        }
        for (std::size_t i = 0; i < catalogue.all().size(); ++i) {
            const consent::Concept& kind = catalogue.all()[i];
            if (kind.sensitive && (match.touched >> i & 1U) != 0) {
                ++reach.byConcept[kind.id];
            }
        }
        return true;
    }));
    return reach;
}

} // namespace consentry::wallet
