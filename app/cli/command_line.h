#pragma once

#include "app/cli/exit_code.h"
#include "core/ports/new_file.h"
#include "core/simulation/demo_session.h"

#include <string>
#include <vector>

namespace consentry::cli {

/// The whole program but its wiring: words in, exit code out. Prints as Output does.
ExitCode runCommandLine(const std::vector<std::string>& words, simulation::DemoSessions& sessions,
                        NewFiles& files);

} // namespace consentry::cli
