#pragma once

#include "core/consent/wording.h"

#include <map>

namespace consentry::consent::test {

inline PartyId party(int number) {
    PartyId id;
    id.data()[31] = static_cast<std::byte>(number);
    id.data()[30] = std::byte{1};
    return id;
}

inline Instant at(std::string_view rfc3339) {
    return *parseRfc3339(rfc3339);
}

inline const PartyId patient = party(1);
inline const PartyId liNa = party(2);
inline const PartyId wuGang = party(3);
inline const PartyId union_ = party(10);
inline const PartyId anning = party(11);

inline const Instant signing = at("2026-06-01T02:00:00Z");
inline const Instant june = at("2026-06-10T02:00:00Z");
/// The start of 1 July in China.
inline const Instant july = at("2026-06-30T16:00:00Z");

inline std::chrono::minutes china(Instant) {
    return std::chrono::hours(8);
}

inline Code loinc(std::string code) {
    return {"http://loinc.org", std::move(code)};
}

inline const Code glucoseCode = loinc("14749-6");
inline const Code hba1cCode = loinc("4548-4");

/// Dr Li Na of Union Hospital may look at glucose for treatment until 30 June 2026.
inline Grant glucoseGrant() {
    Grant grant;
    grant.id.data()[0] = std::byte{7};
    grant.patient = patient;
    grant.issuer = patient;
    grant.notBefore = signing;
    grant.notAfter = july;
    grant.grantee.person = liNa;
    grant.scope.concepts = {"glucose"};
    return grant;
}

inline AccessRequest lookForTreatment() {
    AccessRequest request;
    request.basis = Basis::Grant;
    request.patient = patient;
    request.reader = liNa;
    request.organization = union_;
    request.role = Role::Doctor;
    request.staffId = "U-17";
    request.purpose = "TREAT";
    return request;
}

inline PatientPolicy openPolicy() {
    PatientPolicy policy;
    policy.patient = patient;
    return policy;
}

inline clinical::RecordFacts observation(std::vector<std::vector<Code>> groups,
                                         std::string_view when = "2026-06-05T01:00:00Z") {
    clinical::RecordFacts record;
    record.resourceType = "Observation";
    record.id = "o1";
    record.digest.data()[0] = std::byte{9};
    record.codeGroups = std::move(groups);
    if (!when.empty()) {
        record.clinicalTime = clinical::TimeSpan{at(when), at(when) + milliseconds(1)};
    }
    record.custodian = union_;
    return record;
}

inline clinical::RecordFacts glucoseRecord() {
    return observation({{glucoseCode}});
}

/// The cast of the examples.
class CastNames : public Names {
public:
    DisplayName nameOf(const PartyId& id, Language language) const override {
        const auto english = [&] {
            if (id == liNa) {
                return DisplayName{"Dr Li Na", "Endocrinology", "Union Hospital"};
            }
            if (id == wuGang) {
                return DisplayName{"Dr Wu Gang", "", ""};
            }
            if (id == union_) {
                return DisplayName{"Union Hospital", "", ""};
            }
            return id == anning ? DisplayName{"Anning Clinic", "", ""} : DisplayName{};
        };
        const auto chinese = [&] {
            if (id == liNa) {
                return DisplayName{"李娜医生", "内分泌科", "协和医院"};
            }
            if (id == wuGang) {
                return DisplayName{"吴刚医生", "", ""};
            }
            if (id == union_) {
                return DisplayName{"协和医院", "", ""};
            }
            return id == anning ? DisplayName{"安宁诊所", "", ""} : DisplayName{};
        };
        return language == Language::English ? english() : chinese();
    }
};

} // namespace consentry::consent::test
