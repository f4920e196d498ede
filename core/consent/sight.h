#pragma once

#include "core/consent/policy_evaluation.h"

namespace consentry::consent {

/// Somebody whose eyes a record is looked at with: what grants and policies tell readers apart by.
struct Viewer {
    PartyId person; ///< zero: anybody whom no rule names
    std::optional<PartyId> organization;
    std::optional<Role> role;
    std::string staffId;

    friend bool operator==(const Viewer&, const Viewer&) = default;
};

/// How one record looks to the viewer.
struct Outlook {
    bool isVisible = false;
    /// The rule that permits; else the one that decides in the grant that comes nearest: the one
    /// with the fewest reasons against it.
    Rule rule = Rule::NoGrantPermits;
    /// The grant of that rule, by its position. None where no grant names the viewer.
    std::optional<std::size_t> grant;
    bool isVisibleInEmergency = false;

    friend bool operator==(const Outlook&, const Outlook&) = default;
};

/// What a viewer may look at.
struct Sight {
    std::vector<std::size_t> grants; ///< positions of those that name the viewer
    /// Whether the viewer could open an emergency at all, once one is declared.
    Decision emergency;
    std::vector<Outlook> records; ///< one for each, in their order

    friend bool operator==(const Sight&, const Sight&) = default;
};

/// What the viewer may look at under these grants, each for its own purpose, and what would open in
/// an emergency. evaluate() decides every case; records that no rule here can tell apart are put to
/// it once. Pure; `now` is block time.
Sight seeAs(const Viewer& viewer, const PatientPolicy& policy, std::span<const Grant> grants,
            std::span<const clinical::RecordFacts> records, Instant now);

/// The positions of records that only one of two sights of the same records shows.
struct SightChange {
    std::vector<std::size_t> appear;
    std::vector<std::size_t> vanish;

    friend bool operator==(const SightChange&, const SightChange&) = default;
};
SightChange compareSights(const Sight& before, const Sight& after);

} // namespace consentry::consent
