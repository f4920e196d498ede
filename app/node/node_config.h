#pragma once

#include "core/adapters/abci/listen_address.h"
#include "core/ports/operator_log.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace consentry::node_app {

/// Where metrics and health are shown.
struct StatusAddress {
    std::string host;
    std::uint16_t port = 0;
    friend bool operator==(const StatusAddress&, const StatusAddress&) = default;
};

/// What the operator of a node chooses. Nothing here decides about a block.
struct NodeConfig {
    abci::ListenAddress listen;          ///< the engine's proxy_app
    std::optional<StatusAddress> status; ///< none: off
    std::uint64_t snapshotInterval = 1'000;
    std::uint64_t snapshotsKept = 2;
    OperatorLog::Level logLevel = OperatorLog::Level::Info;

    friend bool operator==(const NodeConfig&, const NodeConfig&) = default;
};

/// What holds where nothing is written.
NodeConfig defaultConfig(const std::filesystem::path& home);

/// Reads `key = value` lines over the defaults; # begins a comment. InvalidArgument names the line
/// and what is wrong in it: an unknown or repeated key, a value out of its bounds.
Result<NodeConfig> parseConfig(const std::filesystem::path& home, std::string_view text);
/// One setting, as the file or the command line has it. InvalidArgument with what is wrong.
Result<> applySetting(NodeConfig& config, std::string_view key, std::string_view value);

/// A file that says all settings and what they do.
std::string configTemplate(const std::filesystem::path& home);

} // namespace consentry::node_app
