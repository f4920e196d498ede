#include "core/import/reference_directory.h"

#include "core/clinical/record_text.h"

#include <algorithm>
#include <functional>

namespace consentry::import {
namespace {

constexpr std::string_view taughtTypes[] = {
    "CareTeam", "Encounter",    "HealthcareService", "Location",         "Medication",
    "Patient",  "Organization", "Practitioner",      "PractitionerRole", "RelatedPerson"};
constexpr std::string_view typeMember = "\"resourceType\"";

bool isTaught(std::string_view type) {
    return std::find(std::begin(taughtTypes), std::end(taughtTypes), type) != std::end(taughtTypes);
}

/// "Patient/17/_history/2" names a version of Patient/17.
std::string_view withoutVersion(std::string_view reference) {
    return reference.substr(0, reference.find("/_history/"));
}

} // namespace

bool ReferenceDirectory::mayTeach(std::string_view text) {
    static const std::boyer_moore_horspool_searcher searcher(typeMember.begin(), typeMember.end());
    auto at = text.begin();
    for (;;) {
        at = std::search(at, text.end(), searcher);
        if (at == text.end()) {
            return false;
        }
        at += std::ptrdiff_t(typeMember.size());
        const auto open = std::find(at, text.end(), '"');
        const auto close = open == text.end() ? open : std::find(open + 1, text.end(), '"');
        if (close != text.end() && isTaught(std::string_view(open + 1, close))) {
            return true;
        }
    }
}

void ReferenceDirectory::learn(std::string_view fullUrl, clinical::JsonValue resource) {
    const std::string_view type = resource["resourceType"].string();
    if (m_targets.size() >= targetsMax || !isTaught(type)) {
        return;
    }
    const std::string_view id = resource["id"].string();
    Target target;
    if (!id.empty() && id.size() <= clinical::resourceIdBytesMax) {
        target.shown.reference = std::string(type) + "/" + std::string(id);
    }
    clinical::JsonValue elsewhere;
    if (type == "Encounter") {
        elsewhere = resource["serviceProvider"];
    } else if (type == "PractitionerRole") {
        elsewhere = resource["practitioner"];
    } else {
        target.shown.display = clinical::displayNameOf(resource);
    }
    if (elsewhere.exists()) {
        const std::string_view display = elsewhere["display"].string();
        target.shown.display = display.substr(0, clinical::titleBytesMax);
        target.elsewhere = elsewhere["reference"].string().substr(0, keyBytesMax);
    }
    bool isNew = false;
    for (const std::string_view key : {fullUrl, std::string_view(target.shown.reference)}) {
        if (!key.empty() && key.size() <= keyBytesMax) {
            isNew = m_byKey.try_emplace(std::string(key), m_targets.size()).second || isNew;
        }
    }
    if (isNew) {
        m_targets.push_back(std::move(target));
    }
}

const ReferenceDirectory::Target* ReferenceDirectory::find(std::string_view reference) const {
    const auto found = m_byKey.find(std::string(withoutVersion(reference)));
    return found == m_byKey.end() ? nullptr : &m_targets[found->second];
}

std::optional<clinical::ReferenceTarget>
ReferenceDirectory::resolve(std::string_view reference) const {
    const Target* target = find(reference);
    if (!target) {
        return std::nullopt;
    }
    clinical::ReferenceTarget shown = target->shown;
    // One step only: a circle of references cannot hold us.
    if (shown.display.empty() && !target->elsewhere.empty()) {
        if (const Target* other = find(target->elsewhere)) {
            shown.display = other->shown.display;
        }
    }
    return shown;
}

} // namespace consentry::import
