#include "app/node/json_log.h"
#include "app/node/node_arguments.h"
#include "app/node/node_program.h"
#include "core/adapters/system/posix_file_system.h"
#include "core/adapters/system/system_clock.h"

#include <exception>
#include <iostream>

namespace {

using namespace consentry;
using namespace consentry::node_app;

NodeExit say(const Error& error) {
    std::cerr << error.context << "\n";
    return exitFor(error.code);
}

NodeExit runNode(const NodeArguments& arguments) {
    adapters::PosixFileSystem files;
    auto config = readConfig(files, arguments.home);
    if (!config) {
        return say(config.error());
    }
    for (const auto& [key, value] : arguments.settings) {
        if (const auto set = applySetting(*config, key, value); !set) {
            return say(set.error());
        }
    }
    const adapters::SystemClock clock;
    JsonLog log(std::cerr, clock, config->logLevel);
    const auto ended =
        serve(arguments.home, *config, clock, log, {CONSENTRY_VERSION, CONSENTRY_RULES_NEWEST});
    if (!ended) {
        log.error("node ended", {{"reason", toString(ended.error())}});
        return exitFor(ended.error().code);
    }
    return NodeExit::Done;
}

NodeExit initNode(const NodeArguments& arguments) {
    adapters::PosixFileSystem files;
    if (const auto made = initialize(files, arguments.home); !made) {
        return say(made.error());
    }
    std::cout << "Made " << (arguments.home / "node.conf").string()
              << ". Look at it, then start the node with 'consentry-node run'.\n";
    return NodeExit::Done;
}

NodeExit run(const std::vector<std::string>& words) {
    const auto arguments = parseNodeArguments(words);
    if (!arguments) {
        std::cerr << arguments.error().context << ". See 'consentry-node help'.\n";
        return NodeExit::Usage;
    }
    switch (arguments->verb) {
    case Verb::Run:
        return runNode(*arguments);
    case Verb::Init:
        return initNode(*arguments);
    case Verb::Version:
        std::cout << "consentry-node " << CONSENTRY_VERSION << "\n";
        return NodeExit::Done;
    case Verb::Help:
        break;
    }
    std::cout << nodeHelp();
    return NodeExit::Done;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return static_cast<int>(run({argv + 1, argv + argc}));
    } catch (const std::exception& error) {
        // Only a library or an empty memory throws; what it says is for developers.
        std::cerr << "The node had to stop: " << error.what() << ". Start it again.\n";
    }
    return static_cast<int>(NodeExit::Other);
}
