#include "tests/unit/consent/random_cases.h"

#include "core/base/check.h"
#include "tests/unit/consent/fixture.h"

namespace consentry::consent::test {
namespace {

const std::string icd10 = "http://hl7.org/fhir/sid/icd-10";
const std::string actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const std::string categorySystem = "http://terminology.hl7.org/CodeSystem/observation-category";

const std::vector<std::string> conceptIds = {"glucose",       "hba1c",        "blood-pressure",
                                             "laboratory",    "medications",  "problems",
                                             "mental-health", "sexual-health"};
const std::vector<Code> codes = {
    loinc("14749-6"), loinc("4548-4"),  loinc("85354-9"),   loinc("8480-6"),
    loinc("8462-4"),  loinc("99999-9"), {icd10, "F41.1"},   {icd10, "E11.9"},
    {"", "F41.1"},    {"", "14749-6"},  {"urn:local", "x"},
};
const std::vector<Code> scopeCodes = {
    loinc("14749-6"), loinc("99999-9"), {icd10, "E11.9"}, {"urn:local", "x"}};
const std::vector<Code> categories = {{categorySystem, "laboratory"},
                                      {categorySystem, "vital-signs"}};
const std::vector<std::string> labels = {"PSY", "BH", "HIV", "SUD", "ETHUD", "SDV"};
const std::vector<std::string> purposes = {"TREAT", "ETREAT", "BTG",        "ERTREAT", "HRESCH",
                                           "DSRCH", "PATRQT", "FAMRQT",     "HOPERAT", "HPAYMT",
                                           "TRAIN", "COC",    "MLTRAINING", "CLINTRL"};
const std::vector<std::string> types = {"Observation", "Observation", "Observation", "Condition",
                                        "MedicationRequest"};

RecordDigest digest(int number) {
    RecordDigest result;
    result.data()[0] = static_cast<std::byte>(number + 1);
    return result;
}

} // namespace

PartyId RandomCases::person() {
    return party(2 + below(3));
}

PartyId RandomCases::organization() {
    return party(10 + below(3));
}

Instant RandomCases::instant() {
    return signing + std::chrono::hours(24) * (below(60) - 15);
}

ActionSet RandomCases::someActions() {
    return *ActionSet::fromBits(static_cast<std::uint64_t>(oneIn(3) ? 1 + below(7) : 1));
}

Grantee RandomCases::grantee() {
    Grantee result;
    if (oneIn(2)) {
        result.person = person();
    }
    if (oneIn(2)) {
        result.organization = organization();
    }
    if (oneIn(3) || (!result.person && !result.organization)) {
        result.role = static_cast<Role>(1 + below(2));
    }
    return result;
}

Conditions RandomCases::conditions(bool isException) {
    Conditions result;
    do {
        result.concepts = some(conceptIds, 2);
        result.codes = oneIn(3) ? some(scopeCodes, 2) : std::vector<Code>();
        result.labels = oneIn(3) && !isException ? some(labels, 2) : std::vector<std::string>();
        if (oneIn(8)) {
            result.records = {digest(below(6))};
        }
        if (oneIn(3)) {
            result.actors = {grantee()};
        }
        if (oneIn(4)) {
            result.actions = someActions();
        }
    } while (result.isEmpty());
    return result;
}

InnerDenial RandomCases::denial() {
    InnerDenial result{conditions(false), {}};
    while (oneIn(3)) {
        result.exceptions.push_back(conditions(true));
    }
    if (result.exceptions.size() > limits::exceptionsMax) {
        result.exceptions.resize(limits::exceptionsMax);
    }
    return result;
}

PatientPolicy RandomCases::policy() {
    PatientPolicy policy;
    policy.patient = patient;
    policy.version = static_cast<std::uint32_t>(below(9));
    if (oneIn(5)) {
        policy.denials.push_back(PolicyDenial::ofParty(oneIn(2) ? person() : organization()));
    }
    if (oneIn(5)) {
        policy.denials.push_back(
            PolicyDenial::ofStaff(organization(), "S" + std::to_string(below(3))));
    }
    if (oneIn(3)) {
        policy.tiers.push_back({pick(conceptIds), static_cast<Confidentiality>(below(6))});
    }
    policy.emergency = static_cast<EmergencyPreset>(below(3));
    normalize(policy);
    return policy;
}

Grant RandomCases::grant() {
    Grant grant = glucoseGrant();
    grant.notBefore = instant();
    grant.notAfter = grant.notBefore + std::chrono::hours(24) * (1 + below(60));
    grant.grantee = grantee();
    grant.scope = {};
    grant.scope.everything = oneIn(4);
    while (!grant.scope.everything && grant.scope.isEmpty()) {
        grant.scope.concepts = some(conceptIds, 4);
        grant.scope.codes = oneIn(3) ? some(scopeCodes, 3) : std::vector<Code>();
        grant.scope.categories = oneIn(5) ? some(categories, 1) : std::vector<Code>();
        if (oneIn(6)) {
            grant.scope.records = {digest(below(6)), digest(below(6))};
        }
        if (oneIn(8)) {
            grant.scope.resources = {{organization(), pick(types), "o" + std::to_string(below(3))}};
        }
    }
    if (oneIn(2)) {
        grant.window.from = instant() - std::chrono::hours(24 * 20);
    }
    if (oneIn(3)) {
        grant.window.until =
            grant.window.from.value_or(instant()) + std::chrono::hours(24 * (1 + below(40)));
    }
    if (oneIn(4)) {
        grant.custodians = {organization(), oneIn(2) ? PartyId() : organization()};
    }
    grant.purpose = *Purpose::fromCode(pick(purposes));
    if (oneIn(2)) {
        grant.purpose = Purpose();
    }
    grant.actions = someActions();
    grant.ceiling = static_cast<Confidentiality>(oneIn(2) ? 3 : below(6));
    grant.excludedLabels = oneIn(3) ? some(labels, 2) : std::vector<std::string>();
    while (oneIn(3) && grant.denials.size() < limits::denialsMax) {
        grant.denials.push_back(denial());
    }
    normalize(grant);
    CHECK(validate(grant).has_value());
    return grant;
}

AccessRequest RandomCases::request() {
    AccessRequest request;
    request.basis = static_cast<Basis>(oneIn(3) ? 1 + below(4) : 1);
    request.patient = patient;
    request.reader = oneIn(8) ? patient : person();
    if (!oneIn(6)) {
        request.organization = organization();
        request.role = static_cast<Role>(1 + below(3));
        request.staffId = "S" + std::to_string(below(3));
    }
    request.purpose = oneIn(2) ? "TREAT" : pick(purposes);
    if (request.basis == Basis::Emergency && !oneIn(3)) {
        request.purpose = "BTG";
    }
    if (request.basis == Basis::Self && !oneIn(3)) {
        request.purpose = "PATRQT";
    }
    if (oneIn(20)) {
        request.purpose = oneIn(2) ? "" : "NONSENSE";
    }
    request.actions = oneIn(20) ? ActionSet() : someActions();
    if (oneIn(2)) {
        const Instant begin = instant();
        request.emergency = clinical::TimeSpan{begin, begin + std::chrono::hours(24 * 20)};
    }
    return request;
}

AccessRequest RandomCases::requestFor(const Grant& grant) {
    AccessRequest result = request();
    result.basis = Basis::Grant;
    result.reader = grant.grantee.person.value_or(result.reader);
    if (grant.grantee.organization) {
        result.organization = grant.grantee.organization;
    }
    if (grant.grantee.role) {
        result.role = grant.grantee.role;
    }
    result.purpose = grant.purpose.code();
    result.actions = grant.actions;
    return result;
}

clinical::RecordFacts RandomCases::record() {
    clinical::RecordFacts record;
    record.resourceType = pick(types);
    record.id = "o" + std::to_string(below(3));
    record.digest = digest(below(6));
    for (int i = below(4); i > 0; --i) {
        record.codeGroups.push_back({pick(codes)});
        if (oneIn(2)) {
            record.codeGroups.back().push_back(pick(codes));
        }
    }
    record.categories = some(categories, 1);
    if (oneIn(4)) {
        record.securityLabels = {{oneIn(2) ? actCode : "", pick(labels)}};
    }
    record.confidentiality =
        oneIn(3) ? static_cast<Confidentiality>(below(6)) : Confidentiality::Normal;
    if (!oneIn(5)) {
        const Instant begin = instant();
        const auto length = oneIn(2) ? milliseconds(1) : milliseconds(86'400'000LL * below(40) + 1);
        record.clinicalTime = clinical::TimeSpan{begin, begin + length};
    }
    record.custodian = oneIn(5) ? PartyId() : organization();
    while (oneIn(3)) {
        record.mentionedCodes.push_back(
            oneIn(4) ? Code{oneIn(2) ? actCode : "urn:local", pick(labels)} : pick(codes));
    }
    record.mentionsMore = oneIn(40);
    return record;
}

} // namespace consentry::consent::test
