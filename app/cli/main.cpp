#include "app/cli/command_line.h"
#include "app/session/local_sessions.h"
#include "core/adapters/system/posix_new_files.h"
#include "core/adapters/system/process_hardening.h"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    // No secret exists before this.
    if (!consentry::adapters::hardenProcess()) {
        std::cerr << "This system does not let the program protect its memory. "
                     "Run it where prctl and setrlimit are allowed.\n";
        return static_cast<int>(consentry::cli::ExitCode::Other);
    }
    try {
        const auto sessions = consentry::makeLocalSessions();
        consentry::adapters::PosixNewFiles files;
        const std::vector<std::string> words(argv + 1, argv + argc);
        return static_cast<int>(consentry::cli::runCommandLine(words, *sessions, files));
    } catch (const std::exception& error) {
        // Only a library or an empty memory throws; what it says is for developers.
        std::cerr << "The program had to stop: " << error.what() << ". Start it again.\n";
    }
    return static_cast<int>(consentry::cli::ExitCode::Other);
}
