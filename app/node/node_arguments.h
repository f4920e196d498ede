#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace consentry::node_app {

enum class Verb { Run, Init, Help, Version };

/// A command line of consentry-node, taken apart.
struct NodeArguments {
    Verb verb = Verb::Help;
    std::filesystem::path home;
    /// Settings that stand above those of the file, in the order given: ("listen", "unix://…").
    std::vector<std::pair<std::string, std::string>> settings;
};

/// InvalidArgument with what is wrong.
Result<NodeArguments> parseNodeArguments(const std::vector<std::string>& words);

std::string_view nodeHelp();

} // namespace consentry::node_app
