#include "tests/unit/consent/slow_evaluation.h"

#include <algorithm>
#include <map>

namespace consentry::consent::test {
namespace {

using clinical::RecordFacts;
using Words = std::set<std::string>;

const char* const purposeTree =
    "TREAT{CLINTRL COC POPHLTH TREATDS ETREAT{BTG ERTREAT}} "
    "HRESCH{BIORCH DSRCH POARCH TRANSRCH CLINTRCH{CLINTRCHNPC CLINTRCHPC PRECLINTRCH}} "
    "HPAYMT{CLMATTCH COVAUTH REMITADV PMTDS COVERAGE{ELIGDTRM ELIGVER ENROLLM MILDCRG}} "
    "PATRQT{FAMRQT PWATRNY SUPNWK} PUBHLTH{DISASTER THREAT} "
    "HOPERAT{CAREMGT DONAT FRAUD GOV HACCRED HCOMPL HDECD HDIRECT HDM HLEGAL HOUTCOMS HPRGRP "
    "HQUALIMP MEMADMIN PATADMIN PATSFTY PERFMSR RECORDMGT TRAIN MLTRAINING HSYSADMIN "
    "SYSDEV{HTEST}} HMARKT ";

/// Each code with itself and all codes above it.
std::map<std::string, Words> readTree() {
    std::map<std::string, Words> above;
    std::vector<std::string> path;
    std::string word;
    const auto finishWord = [&] {
        if (!word.empty()) {
            above[word] = Words(path.begin(), path.end());
            above[word].insert(word);
        }
    };
    for (const char c : std::string(purposeTree)) {
        if (c == '{') {
            finishWord();
            path.push_back(word);
            word.clear();
        } else if (c == '}' || c == ' ') {
            finishWord();
            word.clear();
            if (c == '}') {
                path.pop_back();
            }
        } else {
            word += c;
        }
    }
    return above;
}

const std::map<std::string, Words>& tree() {
    static const auto map = readTree();
    return map;
}

const std::map<std::string, std::string> labelParents = {
    {"BH", "SPI"},    {"COGN", "BH"},      {"DVD", "BH"},     {"EMOTDIS", "BH"},
    {"MH", "BH"},     {"PSY", "BH"},       {"PSYTHPN", "BH"}, {"SUD", "BH"},
    {"ETHUD", "SUD"}, {"OPIOIDUD", "SUD"}, {"MST", "SDV"}};

bool isLabelOrBelow(std::string code, const std::string& label) {
    while (true) {
        if (code == label) {
            return true;
        }
        const auto parent = labelParents.find(code);
        if (parent == labelParents.end()) {
            return false;
        }
        code = parent->second;
    }
}

bool carries(const RecordFacts& record, const std::string& label) {
    for (const Code& code : record.securityLabels) {
        if (isLabelOrBelow(code.code, label)) {
            return true;
        }
    }
    return false;
}

/// For denials: also where only a part of the record is labelled, or nobody knows.
bool mayCarry(const RecordFacts& record, const std::string& label) {
    const Words systems = {"",
                           "http://terminology.hl7.org/CodeSystem/v3-ActCode",
                           "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
                           "http://hl7.org/fhir/v3/ActCode",
                           "http://hl7.org/fhir/v3/Confidentiality",
                           "urn:oid:2.16.840.1.113883.5.4",
                           "urn:oid:2.16.840.1.113883.5.25"};
    for (const Code& code : record.mentionedCodes) {
        if (systems.count(code.system) != 0 && isLabelOrBelow(code.code, label)) {
            return true;
        }
    }
    return record.mentionsMore || carries(record, label);
}

/// Everything that the record says in codes, wherever.
std::vector<Code> allCodes(const RecordFacts& record) {
    std::vector<Code> codes = record.mentionedCodes;
    codes.insert(codes.end(), record.categories.begin(), record.categories.end());
    codes.insert(codes.end(), record.securityLabels.begin(), record.securityLabels.end());
    for (const auto& group : record.codeGroups) {
        codes.insert(codes.end(), group.begin(), group.end());
    }
    return codes;
}

const Concept& conceptOf(const std::string& id) {
    return *ConceptCatalogue::standard().find(id);
}

bool lists(const Concept& item, const Code& code) {
    for (const ConceptCode& entry : item.codes) {
        if (entry.code.system == code.system &&
            (entry.prefix ? code.code.rfind(entry.code.code, 0) == 0
                          : code.code == entry.code.code)) {
            return true;
        }
    }
    return false;
}

bool listsLoosely(const Concept& item, const Code& code) {
    for (const ConceptCode& entry : item.codes) {
        if (code.system.empty() && (entry.prefix ? code.code.rfind(entry.code.code, 0) == 0
                                                 : code.code == entry.code.code)) {
            return true;
        }
    }
    return lists(item, code);
}

bool isAsAWhole(const Concept& item, const RecordFacts& record) {
    for (const std::string& type : item.resourceTypes) {
        if (type == record.resourceType) {
            return true;
        }
    }
    for (const Code& category : item.categories) {
        for (const Code& own : record.categories) {
            if (category == own) {
                return true;
            }
        }
    }
    for (const std::string& label : item.labels) {
        if (carries(record, label)) {
            return true;
        }
    }
    return false;
}

bool isTouchedBy(const Concept& item, const RecordFacts& record) {
    for (const Code& code : allCodes(record)) {
        if (listsLoosely(item, code)) {
            return true;
        }
    }
    for (const std::string& label : item.labels) {
        if (mayCarry(record, label)) {
            return true;
        }
    }
    return record.mentionsMore || isAsAWhole(item, record);
}

/// Every code group has a coding that one of the concepts or codes lists.
bool accountsFor(const std::vector<std::string>& concepts, const std::vector<Code>& codes,
                 const RecordFacts& record) {
    for (const std::string& id : concepts) {
        if (isAsAWhole(conceptOf(id), record)) {
            return true;
        }
    }
    if (record.codeGroups.empty()) {
        return false;
    }
    for (const auto& group : record.codeGroups) {
        bool accounted = false;
        for (const Code& code : group) {
            for (const std::string& id : concepts) {
                accounted = accounted || lists(conceptOf(id), code);
            }
            for (const Code& listed : codes) {
                accounted = accounted || listed == code;
            }
        }
        if (!accounted) {
            return false;
        }
    }
    return true;
}

bool holds(const Grantee& grantee, const AccessRequest& request) {
    if (grantee.person && grantee.person != request.reader) {
        return false;
    }
    if (grantee.organization && grantee.organization != request.organization) {
        return false;
    }
    if (grantee.role && grantee.role != request.role) {
        return false;
    }
    return true;
}

bool holdsForOne(const std::vector<Grantee>& actors, const AccessRequest& request) {
    for (const Grantee& actor : actors) {
        if (holds(actor, request)) {
            return true;
        }
    }
    return actors.empty();
}

bool isInScope(const Scope& scope, const RecordFacts& record) {
    if (scope.everything) {
        return true;
    }
    for (const RecordDigest& digest : scope.records) {
        if (digest == record.digest) {
            return true;
        }
    }
    for (const ResourceName& name : scope.resources) {
        if (name == ResourceName{record.custodian, record.resourceType, record.id}) {
            return true;
        }
    }
    for (const Code& category : scope.categories) {
        for (const Code& own : record.categories) {
            if (category == own) {
                return true;
            }
        }
    }
    return accountsFor(scope.concepts, scope.codes, record);
}

bool denies(const Conditions& what, const AccessRequest& request, const RecordFacts& record) {
    if (!holdsForOne(what.actors, request)) {
        return false;
    }
    if (what.actions.bits() != 0 && (what.actions.bits() & request.actions.bits()) == 0) {
        return false;
    }
    const bool namesRecords = !what.concepts.empty() || !what.codes.empty() ||
                              !what.labels.empty() || !what.records.empty();
    bool touched = !namesRecords;
    for (const std::string& id : what.concepts) {
        touched = touched || isTouchedBy(conceptOf(id), record);
    }
    for (const Code& denied : what.codes) {
        touched = touched || record.mentionsMore;
        for (const Code& code : allCodes(record)) {
            touched = touched || (code.code == denied.code &&
                                  (code.system.empty() || code.system == denied.system));
        }
    }
    for (const std::string& label : what.labels) {
        touched = touched || mayCarry(record, label);
    }
    for (const RecordDigest& digest : what.records) {
        touched = touched || digest == record.digest;
    }
    return touched;
}

bool lifts(const Conditions& what, const AccessRequest& request, const RecordFacts& record) {
    if (!holdsForOne(what.actors, request)) {
        return false;
    }
    if (what.actions.bits() != 0 && (request.actions.bits() & ~what.actions.bits()) != 0) {
        return false;
    }
    if (what.concepts.empty() && what.codes.empty() && what.records.empty()) {
        return true;
    }
    for (const RecordDigest& digest : what.records) {
        if (digest == record.digest) {
            return true;
        }
    }
    return accountsFor(what.concepts, what.codes, record);
}

bool isDeniedInside(const Grant& grant, const AccessRequest& request, const RecordFacts& record) {
    for (const InnerDenial& denial : grant.denials) {
        bool lifted = false;
        for (const Conditions& exception : denial.exceptions) {
            lifted = lifted || lifts(exception, request, record);
        }
        if (denies(denial.what, request, record) && !lifted) {
            return true;
        }
    }
    return false;
}

int tierOf(const PatientPolicy& policy, const RecordFacts& record) {
    int tier = static_cast<int>(record.confidentiality);
    for (const TierRule& rule : policy.tiers) {
        if (isTouchedBy(conceptOf(rule.conceptId), record)) {
            tier = std::max(tier, static_cast<int>(rule.atLeast));
        }
    }
    return tier;
}

void addWindowReasons(std::set<Rule>& reasons, const Grant& grant, const RecordFacts& record) {
    const auto& [from, until] = grant.window;
    if (!from && !until) {
        return;
    }
    if (!record.clinicalTime) {
        reasons.insert(Rule::Undated);
        return;
    }
    if (from && record.clinicalTime->begin < *from) {
        reasons.insert(Rule::OutsideDataWindow);
    }
    if (until && record.clinicalTime->end > *until) {
        reasons.insert(Rule::OutsideDataWindow);
    }
    if (!until && record.clinicalTime->begin >= grant.notAfter) {
        reasons.insert(Rule::OutsideDataWindow);
    }
}

void addGrantReasons(std::set<Rule>& reasons, const PatientPolicy& policy, const Grant& grant,
                     const AccessRequest& request, const RecordFacts& record, Instant now) {
    const auto refuseIf = [&](bool condition, Rule rule) {
        if (condition) {
            reasons.insert(rule);
        }
    };
    refuseIf(grant.patient != request.patient, Rule::OtherPatient);
    refuseIf(now < grant.notBefore, Rule::NotYetValid);
    refuseIf(!(now < grant.notAfter), Rule::Ended);
    refuseIf(!holds(grant.grantee, request), Rule::OtherGrantee);
    refuseIf(tree().count(request.purpose) != 0 &&
                 !slowPurposeCovers(std::string(grant.purpose.code()), request.purpose),
             Rule::OtherPurpose);
    refuseIf((request.actions.bits() & ~grant.actions.bits()) != 0, Rule::ActionNotGranted);
    refuseIf(isDeniedInside(grant, request, record), Rule::InnerDenial);
    refuseIf(!grant.custodians.empty() && std::count(grant.custodians.begin(),
                                                     grant.custodians.end(), record.custodian) == 0,
             Rule::OtherCustodian);
    refuseIf(!isInScope(grant.scope, record), Rule::OutsideScope);
    addWindowReasons(reasons, grant, record);
    refuseIf(tierOf(policy, record) > static_cast<int>(grant.ceiling), Rule::TooConfidential);
    for (const std::string& label : grant.excludedLabels) {
        refuseIf(mayCarry(record, label), Rule::ExcludedLabel);
    }
}

void addEmergencyReasons(std::set<Rule>& reasons, const PatientPolicy& policy,
                         const AccessRequest& request, const RecordFacts& record, Instant now) {
    const auto refuseIf = [&](bool condition, Rule rule) {
        if (condition) {
            reasons.insert(rule);
        }
    };
    refuseIf(policy.emergency == EmergencyPreset::Off, Rule::EmergencyOff);
    refuseIf(
        !(request.emergency && request.emergency->begin <= now && now < request.emergency->end),
        Rule::EmergencyNotOpen);
    refuseIf(request.purpose != "BTG", Rule::EmergencyPurpose);
    refuseIf(!(request.role == Role::Doctor || request.role == Role::Nurse), Rule::EmergencyRole);
    refuseIf(request.actions.bits() != 1, Rule::EmergencyActions);
    const int most = policy.emergency == EmergencyPreset::NormalAndRestricted ? 4 : 3;
    refuseIf(tierOf(policy, record) > most, Rule::TooConfidential);
}

} // namespace

bool slowPurposeCovers(const std::string& granted, const std::string& requested) {
    const Words exact = {"BTG", "FAMRQT", "PWATRNY", "SUPNWK", "MLTRAINING"};
    if (exact.count(requested) != 0) {
        return granted == requested;
    }
    return tree().at(requested).count(granted) != 0;
}

std::set<Rule> reasonsToRefuse(const PatientPolicy* policy, const Grant* grant,
                               const AccessRequest& request, const RecordFacts& record,
                               Instant now) {
    std::set<Rule> reasons;
    if (request.purpose.empty()) {
        reasons.insert(Rule::PurposeMissing);
    } else if (tree().count(request.purpose) == 0) {
        reasons.insert(Rule::PurposeUnknown);
    }
    if (request.actions.bits() == 0) {
        reasons.insert(Rule::NothingAsked);
    }
    if (request.basis == Basis::Self) {
        if (request.reader != request.patient) {
            reasons.insert(Rule::NotSelf);
        }
        if (request.purpose != "PATRQT") {
            reasons.insert(Rule::OtherPurpose);
        }
        return reasons;
    }
    if (policy == nullptr) {
        reasons.insert(Rule::PolicyUnavailable);
        return reasons;
    }
    if (policy->patient != request.patient) {
        reasons.insert(Rule::OtherPatient);
    }
    for (const PolicyDenial& denial : policy->denials) {
        const bool byStaff = !denial.staffId.empty() && request.staffId == denial.staffId &&
                             request.organization == denial.organization;
        const bool byParty = denial.staffId.empty() && (request.reader == denial.party ||
                                                        request.organization == denial.party);
        if (byStaff || byParty) {
            reasons.insert(Rule::PolicyDeniesReader);
        }
    }
    if (request.basis == Basis::Emergency) {
        addEmergencyReasons(reasons, *policy, request, record, now);
    } else if (request.basis == Basis::None) {
        reasons.insert(Rule::NoBasis);
    } else if (grant == nullptr) {
        reasons.insert(Rule::GrantMissing);
    } else {
        addGrantReasons(reasons, *policy, *grant, request, record, now);
    }
    return reasons;
}

} // namespace consentry::consent::test
