#pragma once

#include <string>
#include <vector>

namespace consentry::simulation {

/// A name in the two languages of the program.
struct Name {
    std::string zh;
    std::string en;
};

enum class OrganizationKind { Hospital, Insurer, Regulator };

/// An invented organisation. `key` is its short stable word for the command line and file names.
struct DemoOrganization {
    std::string key;
    Name name;
    OrganizationKind kind = OrganizationKind::Hospital;
};

/// Someone who works at an organisation, or the patient's family (organisation empty).
struct DemoPerson {
    std::string key;
    Name name;
    Name department; ///< empty for the family
    std::string organizationKey;
    std::string role;    ///< consent::Role word: "doctor", "nurse", "insurer", "regulator"
    std::string staffId; ///< one per person and organisation, for life
};

struct DemoPatient {
    Name name;
    std::string birthDate;
    std::string recordNumber;
};

/// The cast of the demonstration; the first five organisations are the hospitals whose validators
/// make the embedded consortium.
const std::vector<DemoOrganization>& demoOrganizations();
const std::vector<DemoPerson>& demoPeople();
const DemoPatient& demoPatient();

} // namespace consentry::simulation
