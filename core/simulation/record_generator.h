#pragma once

#include "core/base/instant.h"

#include <map>
#include <string>
#include <vector>

namespace consentry::simulation {

/// One invented FHIR R4 resource as a hospital would hold it.
struct GeneratedResource {
    std::string json;
    Instant recordedAt; ///< when the hospital got it: the order of its anchors
};

/// What each organisation holds of the demonstration's patient, by organisation key, in the order
/// of recording; and what her own glucose meter recorded.
struct GeneratedHistory {
    std::map<std::string, std::vector<GeneratedResource>> byOrganization;
    std::vector<GeneratedResource> ownDevice;
};

/// The three years before `until`: type 2 diabetes with glucose and HbA1c series, hypertension, a
/// fracture with an imaging report and a discharge letter, vaccinations, an anxiety disorder that
/// carries a sensitivity label, and one laboratory result that two hospitals report. The same seed
/// and `now` give the same bytes.
GeneratedHistory generateHistory(std::uint64_t seed, Instant until);

/// The device's readings as one FHIR Bundle of type collection: the file that a person imports.
std::string ownDeviceBundle(const GeneratedHistory& history);

} // namespace consentry::simulation
