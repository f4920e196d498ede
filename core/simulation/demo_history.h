#pragma once

#include "core/base/progress.h"
#include "core/consent/period.h"
#include "core/simulation/demo_session.h"
#include "core/simulation/record_generator.h"
#include "core/simulation/scripted_clock.h"

namespace consentry::simulation {

/// How long before today the demonstration's ledger begins.
inline constexpr std::chrono::days storyLength{100};

/// Lives through the hundred days before `today` on the given session: the patient registers and is
/// linked, hospitals anchor their records, she grants, they read and are refused, one grant ends,
/// one is revoked, once the glass is broken, and once a gateway abuses a grant. Every step is a
/// real transaction on the embedded ledger, at the scripted time of day in `zone`. Also imports her
/// own meter's readings and copies of what the hospitals hold, and checks these against the ledger.
/// Leaves the clock at `today`.
Result<> liveThroughHistory(DemoSession& session, ScriptedClock& clock, Instant today,
                            const consent::ZoneOffset& zone, const GeneratedHistory& records,
                            const JobControl& control);

/// The first steps alone: registration, mailboxes, links to all hospitals.
Result<Identity> registerAtHospitals(DemoSession& session);

/// The same on a real ledger with the organisations that are played here: the first one's desk, the
/// first two as mailboxes, links to all. What is done already is left as it is.
Result<Identity> registerAtMembers(DemoSession& session);

/// Puts the organisations and people of the demonstration among the vault's contacts.
Result<> rememberEverybody(DemoSession& session);

} // namespace consentry::simulation
