#include "core/consent/policy_evaluation.h"

#include <algorithm>
#include <array>

namespace consentry::consent {
namespace {

using clinical::RecordFacts;

/// Collects what speaks against; the first reason decides.
class Findings {
public:
    void against(Rule rule, std::size_t index = 0) {
        if (m_reasons.empty()) {
            m_index = index;
        }
        m_reasons.push_back(rule);
    }
    Decision decide(Rule permit) && {
        if (m_reasons.empty()) {
            return {true, permit, 0, {}};
        }
        const Rule first = m_reasons.front();
        return {false, first, m_index, std::move(m_reasons)};
    }

private:
    std::vector<Rule> m_reasons;
    std::size_t m_index = 0;
};

/// A record together with its concepts, or neither when only the request is looked at.
struct Subject {
    const RecordFacts* record = nullptr;
    const ConceptMatch* concepts = nullptr;
};

template <class List, class Item> bool contains(const List& list, const Item& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

bool isGrantee(const Grantee& grantee, const AccessRequest& request) {
    return (!grantee.person || *grantee.person == request.reader) &&
           (!grantee.organization || grantee.organization == request.organization) &&
           (!grantee.role || grantee.role == request.role);
}

bool isDenied(const PolicyDenial& denial, const AccessRequest& request) {
    if (!denial.staffId.empty()) {
        return request.organization == denial.organization && request.staffId == denial.staffId;
    }
    return denial.party == request.reader || request.organization == denial.party;
}

/// A record without codes is in no code scope: there is nothing that the scope could account for.
bool everyGroupMatches(const Subject& subject, ConceptBits concepts,
                       const std::vector<Code>& codes) {
    const auto& groups = subject.record->codeGroups;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const bool known = (subject.concepts->groups[i] & concepts) != 0;
        const auto isListed = [&](const Code& code) { return contains(codes, code); };
        if (!known && !std::any_of(groups[i].begin(), groups[i].end(), isListed)) {
            return false;
        }
    }
    return !groups.empty();
}

bool isInScope(const Scope& scope, const Subject& subject) {
    const RecordFacts& record = *subject.record;
    if (scope.everything || contains(scope.records, record.digest)) {
        return true;
    }
    const auto isThis = [&](const ResourceName& name) {
        return name.custodian == record.custodian && name.resourceType == record.resourceType &&
               name.id == record.id;
    };
    if (std::any_of(scope.resources.begin(), scope.resources.end(), isThis)) {
        return true;
    }
    const auto isListed = [&](const Code& code) { return contains(scope.categories, code); };
    if (std::any_of(record.categories.begin(), record.categories.end(), isListed)) {
        return true;
    }
    const ConceptBits concepts = ConceptCatalogue::standard().bitsOf(scope.concepts);
    return (subject.concepts->whole & concepts) != 0 ||
           everyGroupMatches(subject, concepts, scope.codes);
}

/// Also a label that only a part of the record carries, in an extension.
bool hasLabel(const RecordFacts& record, std::string_view label) {
    // Whatever the system: older records carry these codes under v3-Confidentiality (trap 8).
    const auto isOwn = [&](const Code& code) { return labelFallsUnder(code.code, label); };
    const auto isMentioned = [&](const Code& code) {
        return isLabelSystem(code.system) && labelFallsUnder(code.code, label);
    };
    return record.mentionsMore ||
           std::any_of(record.securityLabels.begin(), record.securityLabels.end(), isOwn) ||
           std::any_of(record.mentionedCodes.begin(), record.mentionedCodes.end(), isMentioned);
}

/// Denials need less than permissions: any code that stands anywhere in the record, also one
/// without a system.
bool touchesCode(const RecordFacts& record, const std::vector<Code>& denied) {
    const auto isDeniedCode = [&](const Code& code) {
        return std::any_of(denied.begin(), denied.end(), [&](const Code& one) {
            return one.code == code.code && (one.system == code.system || code.system.empty());
        });
    };
    const auto isAnyDenied = [&](const std::vector<Code>& codes) {
        return std::any_of(codes.begin(), codes.end(), isDeniedCode);
    };
    return !denied.empty() &&
           (record.mentionsMore || isAnyDenied(record.mentionedCodes) ||
            isAnyDenied(record.categories) || isAnyDenied(record.securityLabels) ||
            std::any_of(record.codeGroups.begin(), record.codeGroups.end(), isAnyDenied));
}

bool touches(const Conditions& what, const Subject& subject) {
    const RecordFacts& record = *subject.record;
    const ConceptBits concepts = ConceptCatalogue::standard().bitsOf(what.concepts);
    return (subject.concepts->touched & concepts) != 0 || touchesCode(record, what.codes) ||
           contains(what.records, record.digest) ||
           std::any_of(what.labels.begin(), what.labels.end(),
                       [&](const std::string& label) { return hasLabel(record, label); });
}

bool namesReader(const Conditions& what, const AccessRequest& request) {
    return what.actors.empty() ||
           std::any_of(what.actors.begin(), what.actors.end(),
                       [&](const Grantee& actor) { return isGrantee(actor, request); });
}

bool isForbidden(const Conditions& what, const AccessRequest& request, const Subject& subject) {
    return namesReader(what, request) &&
           (what.actions.isEmpty() || what.actions.hasAny(request.actions)) &&
           (!what.namesRecords() || (subject.record != nullptr && touches(what, subject)));
}

/// An exception lifts a denial only where it accounts for all that is asked and for the whole
/// record.
bool isExcepted(const Conditions& what, const AccessRequest& request, const Subject& subject) {
    if (!namesReader(what, request) ||
        (!what.actions.isEmpty() && !what.actions.hasAll(request.actions))) {
        return false;
    }
    if (!what.namesRecords()) {
        return true;
    }
    if (subject.record == nullptr) {
        return true; // for some record it may: the request as such is not refused
    }
    const ConceptBits concepts = ConceptCatalogue::standard().bitsOf(what.concepts);
    return contains(what.records, subject.record->digest) ||
           (subject.concepts->whole & concepts) != 0 ||
           everyGroupMatches(subject, concepts, what.codes);
}

bool stands(const InnerDenial& denial, const AccessRequest& request, const Subject& subject) {
    return isForbidden(denial.what, request, subject) &&
           std::none_of(denial.exceptions.begin(), denial.exceptions.end(),
                        [&](const Conditions& exception) {
                            return isExcepted(exception, request, subject);
                        });
}

void checkReader(Findings& findings, const PatientPolicy& policy, const AccessRequest& request) {
    if (policy.patient != request.patient) {
        findings.against(Rule::OtherPatient);
    }
    for (std::size_t i = 0; i < policy.denials.size(); ++i) {
        if (isDenied(policy.denials[i], request)) {
            findings.against(Rule::PolicyDeniesReader, i);
            break;
        }
    }
}

void checkPurpose(Findings& findings, const AccessRequest& request) {
    if (request.purpose.empty()) {
        findings.against(Rule::PurposeMissing);
    } else if (!Purpose::fromCode(request.purpose)) {
        findings.against(Rule::PurposeUnknown);
    }
    if (request.actions.isEmpty()) {
        findings.against(Rule::NothingAsked);
    }
}

void checkGrant(Findings& findings, const Grant* grant, const AccessRequest& request,
                const Subject& subject, Instant now) {
    if (grant == nullptr) {
        findings.against(Rule::GrantMissing);
        return;
    }
    if (!isUnderstood(*grant)) {
        findings.against(Rule::GrantNotUnderstood);
    }
    if (grant->patient != request.patient) {
        findings.against(Rule::OtherPatient);
    }
    if (now < grant->notBefore) {
        findings.against(Rule::NotYetValid);
    }
    if (now >= grant->notAfter) {
        findings.against(Rule::Ended);
    }
    if (!isGrantee(grant->grantee, request)) {
        findings.against(Rule::OtherGrantee);
    }
    const auto purpose = Purpose::fromCode(request.purpose);
    if (purpose && !purposeCovers(grant->purpose, *purpose)) {
        findings.against(Rule::OtherPurpose);
    }
    if (!grant->actions.hasAll(request.actions)) {
        findings.against(Rule::ActionNotGranted);
    }
    for (std::size_t i = 0; i < grant->denials.size(); ++i) {
        if (stands(grant->denials[i], request, subject)) {
            findings.against(Rule::InnerDenial, i);
            break;
        }
    }
}

void checkEmergency(Findings& findings, const PatientPolicy& policy, const AccessRequest& request,
                    Instant now) {
    if (policy.emergency == EmergencyPreset::Off) {
        findings.against(Rule::EmergencyOff);
    }
    if (!request.emergency || now < request.emergency->begin || now >= request.emergency->end) {
        findings.against(Rule::EmergencyNotOpen);
    }
    if (request.purpose != "BTG") {
        findings.against(Rule::EmergencyPurpose);
    }
    if (request.role != Role::Doctor && request.role != Role::Nurse) {
        findings.against(Rule::EmergencyRole);
    }
    if (request.actions != Action::Look) {
        findings.against(Rule::EmergencyActions);
    }
}

void checkSelf(Findings& findings, const AccessRequest& request) {
    if (request.reader != request.patient) {
        findings.against(Rule::NotSelf);
    }
    if (request.purpose != "PATRQT") {
        findings.against(Rule::OtherPurpose);
    }
}

void checkWindow(Findings& findings, const Grant& grant, const RecordFacts& record) {
    const DataWindow& window = grant.window;
    if (window.isUnlimited()) {
        return;
    }
    if (!record.clinicalTime) {
        findings.against(Rule::Undated);
        return;
    }
    const bool early = window.from && record.clinicalTime->begin < *window.from;
    // New values run up to the end of the grant; a partial date of that last day reaches past it.
    const bool late = window.until ? record.clinicalTime->end > *window.until
                                   : record.clinicalTime->begin >= grant.notAfter;
    if (early || late) {
        findings.against(Rule::OutsideDataWindow);
    }
}

void checkRecord(Findings& findings, const PatientPolicy& policy, const Grant& grant,
                 const Subject& subject) {
    const RecordFacts& record = *subject.record;
    if (!grant.custodians.empty() && !contains(grant.custodians, record.custodian)) {
        findings.against(Rule::OtherCustodian);
    }
    if (!isInScope(grant.scope, subject)) {
        findings.against(Rule::OutsideScope);
    }
    checkWindow(findings, grant, record);
    if (effectiveConfidentiality(policy, record, *subject.concepts) > grant.ceiling) {
        findings.against(Rule::TooConfidential);
    }
    for (std::size_t i = 0; i < grant.excludedLabels.size(); ++i) {
        if (hasLabel(record, grant.excludedLabels[i])) {
            findings.against(Rule::ExcludedLabel, i);
            break;
        }
    }
}

Confidentiality emergencyCeiling(EmergencyPreset preset) {
    return preset == EmergencyPreset::NormalAndRestricted ? Confidentiality::Restricted
                                                          : Confidentiality::Normal;
}

/// All rules in their order; those about the record only where there is one.
Decision decide(const PatientPolicy* policy, const Grant* grant, const AccessRequest& request,
                const Subject& subject, Instant now) {
    Findings findings;
    checkPurpose(findings, request);
    if (request.basis == Basis::Self) {
        checkSelf(findings, request);
        return std::move(findings).decide(Rule::OwnRequest);
    }
    if (policy == nullptr) {
        findings.against(Rule::PolicyUnavailable);
        return std::move(findings).decide(Rule::PolicyUnavailable);
    }
    checkReader(findings, *policy, request);
    if (request.basis == Basis::Grant) {
        checkGrant(findings, grant, request, subject, now);
        if (grant != nullptr && subject.record != nullptr) {
            checkRecord(findings, *policy, *grant, subject);
        }
        return std::move(findings).decide(Rule::GrantPermits);
    }
    if (request.basis == Basis::Emergency) {
        checkEmergency(findings, *policy, request, now);
        if (subject.record != nullptr &&
            effectiveConfidentiality(*policy, *subject.record, *subject.concepts) >
                emergencyCeiling(policy->emergency)) {
            findings.against(Rule::TooConfidential);
        }
        return std::move(findings).decide(Rule::EmergencyPermits);
    }
    findings.against(Rule::NoBasis);
    return std::move(findings).decide(Rule::NoBasis);
}

} // namespace

std::string_view ruleName(Rule rule) {
    switch (rule) {
    case Rule::GrantPermits:
        return "GrantPermits";
    case Rule::EmergencyPermits:
        return "EmergencyPermits";
    case Rule::OwnRequest:
        return "OwnRequest";
    case Rule::PolicyUnavailable:
        return "PolicyUnavailable";
    case Rule::PurposeMissing:
        return "PurposeMissing";
    case Rule::PurposeUnknown:
        return "PurposeUnknown";
    case Rule::NothingAsked:
        return "NothingAsked";
    case Rule::NoBasis:
        return "NoBasis";
    case Rule::OtherPatient:
        return "OtherPatient";
    case Rule::PolicyDeniesReader:
        return "PolicyDeniesReader";
    case Rule::NotSelf:
        return "NotSelf";
    case Rule::GrantMissing:
        return "GrantMissing";
    case Rule::GrantNotUnderstood:
        return "GrantNotUnderstood";
    case Rule::NotYetValid:
        return "NotYetValid";
    case Rule::Ended:
        return "Ended";
    case Rule::OtherGrantee:
        return "OtherGrantee";
    case Rule::OtherPurpose:
        return "OtherPurpose";
    case Rule::ActionNotGranted:
        return "ActionNotGranted";
    case Rule::InnerDenial:
        return "InnerDenial";
    case Rule::NoGrantPermits:
        return "NoGrantPermits";
    case Rule::EmergencyOff:
        return "EmergencyOff";
    case Rule::EmergencyNotOpen:
        return "EmergencyNotOpen";
    case Rule::EmergencyPurpose:
        return "EmergencyPurpose";
    case Rule::EmergencyRole:
        return "EmergencyRole";
    case Rule::EmergencyActions:
        return "EmergencyActions";
    case Rule::OtherCustodian:
        return "OtherCustodian";
    case Rule::OutsideScope:
        return "OutsideScope";
    case Rule::OutsideDataWindow:
        return "OutsideDataWindow";
    case Rule::Undated:
        return "Undated";
    case Rule::TooConfidential:
        return "TooConfidential";
    case Rule::ExcludedLabel:
        return "ExcludedLabel";
    }
    return "Unknown";
}

bool isPermit(Rule rule) {
    return rule == Rule::GrantPermits || rule == Rule::EmergencyPermits || rule == Rule::OwnRequest;
}

Confidentiality effectiveConfidentiality(const PatientPolicy& policy,
                                         const clinical::RecordFacts& record,
                                         const ConceptMatch& match) {
    Confidentiality result = record.confidentiality;
    for (const TierRule& tier : policy.tiers) {
        const ConceptBits bits = ConceptCatalogue::standard().bitsOf({&tier.conceptId, 1});
        // A concept that this program does not know may be any record's: never guess downwards.
        if (bits == 0 || (match.touched & bits) != 0) {
            result = std::max(result, tier.atLeast);
        }
    }
    return result;
}

AccessRequest requestFor(const Grant& grant) {
    AccessRequest request;
    request.basis = Basis::Grant;
    request.patient = grant.patient;
    request.reader = grant.grantee.person.value_or(PartyId());
    request.organization = grant.grantee.organization;
    request.role = grant.grantee.role;
    request.purpose = grant.purpose.code();
    request.actions = grant.actions;
    return request;
}

bool isUnderstood(const Grant& grant) {
    bool unknown = grant.catalogueVersion > ConceptCatalogue::version;
    const auto look = [&](const std::vector<std::string>& concepts) {
        ConceptCatalogue::standard().bitsOf(concepts, &unknown);
    };
    look(grant.scope.concepts);
    for (const InnerDenial& denial : grant.denials) {
        look(denial.what.concepts);
        for (const Conditions& exception : denial.exceptions) {
            look(exception.concepts);
        }
    }
    return !unknown;
}

Decision evaluateReader(const PatientPolicy* policy, const AccessRequest& request) {
    Findings findings;
    checkPurpose(findings, request);
    if (policy == nullptr) {
        findings.against(Rule::PolicyUnavailable);
    } else {
        checkReader(findings, *policy, request);
    }
    return std::move(findings).decide(Rule::GrantPermits);
}

Decision evaluateRequest(const PatientPolicy* policy, const Grant* grant,
                         const AccessRequest& request, Instant now) {
    return decide(policy, grant, request, {}, now);
}

Decision evaluate(const PatientPolicy* policy, const Grant* grant, const AccessRequest& request,
                  const clinical::RecordFacts& record, const ConceptMatch& match, Instant now) {
    return decide(policy, grant, request, {&record, &match}, now);
}

Decision evaluate(const PatientPolicy* policy, const Grant* grant, const AccessRequest& request,
                  const clinical::RecordFacts& record, Instant now) {
    return evaluate(policy, grant, request, record, ConceptCatalogue::standard().match(record),
                    now);
}

Release evaluate(const PatientPolicy* policy, const Grant* grant, const AccessRequest& request,
                 std::span<const clinical::RecordFacts> records, Instant now) {
    Release release{evaluateRequest(policy, grant, request, now), {}};
    if (!release.request.permitted) {
        return release;
    }
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (evaluate(policy, grant, request, records[i], now).permitted) {
            release.permitted.push_back(i);
        }
    }
    return release;
}

Decision evaluateAny(const PatientPolicy* policy, std::span<const Grant> grants,
                     const AccessRequest& request, const clinical::RecordFacts& record,
                     Instant now) {
    if (Decision reader = evaluateReader(policy, request); !reader.permitted) {
        return reader;
    }
    const ConceptMatch match = ConceptCatalogue::standard().match(record);
    AccessRequest byGrant = request;
    byGrant.basis = Basis::Grant;
    for (std::size_t i = 0; i < grants.size(); ++i) {
        Decision decision = evaluate(policy, &grants[i], byGrant, record, match, now);
        if (decision.permitted) {
            decision.index = i;
            return decision;
        }
    }
    return {false, Rule::NoGrantPermits, 0, {Rule::NoGrantPermits}};
}

} // namespace consentry::consent
