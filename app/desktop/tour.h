#pragma once

#include "core/simulation/demo_session.h"

#include <filesystem>

namespace consentry::desktop {

/// The scripted tour for machines without a display: makes the demonstration in a folder of its
/// own, does the whole main job in it (grant, read, refusal, revocation, refusal, verification),
/// saves a picture of each page in both languages, light and dark, and prints the verified log.
/// Returns the exit code: 0, or 1 where a step did not go as it must.
int runTour(simulation::DemoSessions& sessions, const std::filesystem::path& output);

} // namespace consentry::desktop
