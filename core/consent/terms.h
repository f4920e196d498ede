#pragma once

#include "core/base/language.h"
#include "core/base/result.h"
#include "core/clinical/record.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace consentry::consent {

using consentry::Language;

/// A word in both languages, as it stands in the middle of a sentence. Lives for ever.
struct Term {
    std::string_view english;
    std::string_view chinese;

    constexpr std::string_view in(Language language) const {
        return language == Language::English ? english : chinese;
    }
};

/// What an organisation attests about its people. Numbers are signed inside grants.
enum class Role : std::uint8_t {
    Doctor = 1,
    Nurse = 2,
    Pharmacist = 3,
    Administrator = 4,
    Researcher = 5,
    Insurer = 6,
    Regulator = 7,
};

/// All roles, in their numeric order.
std::span<const Role> allRoles();
/// "doctor": the stable word of command lines and attestations.
std::string_view roleWord(Role role);
/// NotFound for any other word.
Result<Role> parseRole(std::string_view word);
/// "doctors" / "医生", for "the doctors of Union Hospital".
Term rolePlural(Role role);
/// "doctor" / "医生".
Term roleName(Role role);

/// What may be done with a record. FHIR consentaction: access, collect, disclose. Numbers are
/// bits that are signed inside grants.
enum class Action : std::uint8_t { Look = 1, Keep = 2, PassOn = 4 };

std::span<const Action> allActions();
/// "look", "keep", "pass-on".
std::string_view actionWord(Action action);
/// The code in http://terminology.hl7.org/CodeSystem/consentaction.
std::string_view actionFhirCode(Action action);
Result<Action> parseAction(std::string_view word);
/// "look at" / "查看".
Term actionName(Action action);

/// A set of actions.
class ActionSet {
public:
    static constexpr std::uint8_t allBits = 7;

    constexpr ActionSet() = default;
    constexpr ActionSet(Action action) : m_bits(static_cast<std::uint8_t>(action)) {}
    /// Malformed beyond the known bits.
    static Result<ActionSet> fromBits(std::uint64_t bits);

    constexpr std::uint8_t bits() const { return m_bits; }
    constexpr bool isEmpty() const { return m_bits == 0; }
    constexpr bool has(Action action) const {
        return (m_bits & static_cast<std::uint8_t>(action)) != 0;
    }
    constexpr bool hasAll(ActionSet other) const { return (other.m_bits & ~m_bits) == 0; }
    constexpr bool hasAny(ActionSet other) const { return (other.m_bits & m_bits) != 0; }
    constexpr ActionSet without(ActionSet other) const {
        ActionSet rest;
        rest.m_bits = static_cast<std::uint8_t>(m_bits & ~other.m_bits);
        return rest;
    }
    friend constexpr ActionSet operator|(ActionSet a, ActionSet b) {
        ActionSet both;
        both.m_bits = static_cast<std::uint8_t>(a.m_bits | b.m_bits);
        return both;
    }
    friend constexpr auto operator<=>(const ActionSet&, const ActionSet&) = default;

private:
    std::uint8_t m_bits = 0;
};

constexpr ActionSet operator|(Action a, Action b) {
    return ActionSet(a) | ActionSet(b);
}

/// "N" and so on: HL7 v3-Confidentiality.
std::string_view confidentialityCode(clinical::Confidentiality value);
/// "restricted" / "限制级".
Term confidentialityName(clinical::Confidentiality value);

/// A sensitivity label of HL7 v3-ActCode that a grant may exclude.
struct SensitivityLabel {
    std::string_view code;   ///< "PSY"
    std::string_view parent; ///< "BH", or empty
    Term name;               ///< "psychiatry" / "精神科"
};

/// Every label that this program knows, sorted by code.
std::span<const SensitivityLabel> sensitivityLabels();
/// Null for an unknown code.
const SensitivityLabel* findSensitivityLabel(std::string_view code);
/// Whether codes of this system may be sensitivity labels where they stand outside of the labels of
/// a record: v3-ActCode, v3-Confidentiality (which had them once), or none at all.
bool isLabelSystem(std::string_view system);
/// Whether a record's label is the given one or lies below it in HL7's tree (ETHUD below SUD).
bool labelFallsUnder(std::string_view recordLabel, std::string_view label);

} // namespace consentry::consent
