#include "app/node/node_arguments.h"

#include <algorithm>

namespace consentry::node_app {
namespace {

/// Options that are settings of the configuration file too: --snapshot-interval.
bool isSetting(std::string_view option) {
    return option == "listen" || option == "metrics" || option == "snapshot-interval" ||
           option == "snapshots-kept" || option == "log-level";
}

Result<Verb> verbNamed(std::string_view word) {
    if (word == "run") {
        return Verb::Run;
    }
    if (word == "init") {
        return Verb::Init;
    }
    if (word == "help" || word == "--help") {
        return Verb::Help;
    }
    if (word == "--version") {
        return Verb::Version;
    }
    return fail(ErrorCode::InvalidArgument, "'" + std::string(word) + "' is no command");
}

} // namespace

Result<NodeArguments> parseNodeArguments(const std::vector<std::string>& words) {
    NodeArguments arguments;
    if (words.empty()) {
        return arguments;
    }
    ASSIGN_OR_RETURN(arguments.verb, verbNamed(words[0]));
    for (std::size_t i = 1; i < words.size(); i += 2) {
        if (!words[i].starts_with("--") || i + 1 == words.size()) {
            return fail(ErrorCode::InvalidArgument, "'" + words[i] + "' needs a value behind it");
        }
        std::string option = words[i].substr(2);
        if (option == "home") {
            arguments.home = words[i + 1];
        } else if (isSetting(option) && arguments.verb == Verb::Run) {
            std::ranges::replace(option, '-', '_');
            arguments.settings.emplace_back(option, words[i + 1]);
        } else {
            return fail(ErrorCode::InvalidArgument, "'" + words[i] + "' is no option here");
        }
    }
    const bool needsHome = arguments.verb == Verb::Run || arguments.verb == Verb::Init;
    if (needsHome && arguments.home.empty()) {
        return fail(ErrorCode::InvalidArgument, "--home names the folder of this node");
    }
    return arguments;
}

std::string_view nodeHelp() {
    return R"(consentry-node: the consent registry behind a consensus engine (CometBFT v0.38)

  consentry-node init --home DIR
      Makes the folder with a configuration file, node.conf, that explains its settings. The keys
      of an organisation are made by consentry-ceremony; a node needs none of them.

  consentry-node run --home DIR [--listen ADDRESS] [--metrics ADDRESS:PORT|off]
                     [--snapshot-interval BLOCKS|off] [--snapshots-kept N] [--log-level LEVEL]
      Serves the engine until SIGTERM or SIGINT. ADDRESS is unix:///path or tcp://127.0.0.1:port,
      and the engine's proxy_app. What the command line says stands above node.conf. Logs are JSON
      lines on the error output. The chain's genesis comes from the engine.

  consentry-node --version

Exit codes: 0 ended on request, 1 another reason, 2 wrong use or configuration, 3 the disk is full,
4 the store is damaged, 5 another program uses the folder or address, 6 the consortium agreed on
rules of a newer program. A supervisor starts node and engine again together: an engine without its
application stops.
)";
}

} // namespace consentry::node_app
