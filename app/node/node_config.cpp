#include "app/node/node_config.h"

#include <charconv>
#include <set>

namespace consentry::node_app {
namespace {

struct Bounds {
    std::uint64_t min;
    std::uint64_t max;
};

constexpr Bounds intervalBounds{10, 10'000'000};
constexpr Bounds keptBounds{1, 10};
constexpr std::string_view off = "off";
constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

Result<std::uint64_t> numberIn(std::string_view text, Bounds bounds) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < bounds.min ||
        value > bounds.max) {
        return fail(ErrorCode::InvalidArgument,
                    "'" + std::string(text) + "' is no whole number from " +
                        std::to_string(bounds.min) + " to " + std::to_string(bounds.max));
    }
    return value;
}

Result<OperatorLog::Level> levelNamed(std::string_view name) {
    using enum OperatorLog::Level;
    for (const auto& [word, level] :
         {std::pair<std::string_view, OperatorLog::Level>("debug", Debug),
          {"info", Info},
          {"warning", Warning},
          {"error", Error}}) {
        if (name == word) {
            return level;
        }
    }
    return fail(ErrorCode::InvalidArgument, "a level is debug, info, warning or error");
}

Result<std::optional<StatusAddress>> statusAt(std::string_view text) {
    if (text == off) {
        return std::optional<StatusAddress>();
    }
    const auto parsed = abci::parseListenAddress("tcp://" + std::string(text));
    if (!parsed) {
        return fail(ErrorCode::InvalidArgument,
                    "write address:port, such as 127.0.0.1:26661, or off");
    }
    return std::optional(StatusAddress{parsed->host, parsed->port});
}

} // namespace

NodeConfig defaultConfig(const std::filesystem::path& home) {
    NodeConfig config;
    config.listen.kind = abci::ListenAddress::Kind::Unix;
    config.listen.path = (home / "node.sock").string();
    config.status = StatusAddress{"127.0.0.1", 26'661};
    return config;
}

Result<> applySetting(NodeConfig& config, std::string_view key, std::string_view value) {
    if (key == "listen") {
        ASSIGN_OR_RETURN(config.listen, abci::parseListenAddress(value));
    } else if (key == "metrics") {
        ASSIGN_OR_RETURN(config.status, statusAt(value));
    } else if (key == "snapshot_interval") {
        if (value == off) {
            config.snapshotInterval = 0;
            return {};
        }
        ASSIGN_OR_RETURN(config.snapshotInterval, numberIn(value, intervalBounds));
    } else if (key == "snapshots_kept") {
        ASSIGN_OR_RETURN(config.snapshotsKept, numberIn(value, keptBounds));
    } else if (key == "log_level") {
        ASSIGN_OR_RETURN(config.logLevel, levelNamed(value));
    } else {
        return fail(ErrorCode::InvalidArgument, "there is no setting '" + std::string(key) +
                                                    "'; there are listen, metrics, "
                                                    "snapshot_interval, snapshots_kept, log_level");
    }
    return {};
}

Result<NodeConfig> parseConfig(const std::filesystem::path& home, std::string_view text) {
    NodeConfig config = defaultConfig(home);
    std::set<std::string_view> seen;
    const auto wrong = [](std::size_t line, std::string_view what) {
        return fail(ErrorCode::InvalidArgument,
                    "line " + std::to_string(line) + ": " + std::string(what));
    };
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, std::min(end, text.find('#'))));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) {
            continue;
        }
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos) {
            return wrong(number, "write a setting as key = value");
        }
        const std::string_view key = trimmed(line.substr(0, equals));
        if (!seen.insert(key).second) {
            return wrong(number, "the setting '" + std::string(key) + "' stands there twice");
        }
        if (const auto set = applySetting(config, key, trimmed(line.substr(equals + 1))); !set) {
            return wrong(number, set.error().context);
        }
    }
    return config;
}

std::string configTemplate(const std::filesystem::path& home) {
    const NodeConfig config = defaultConfig(home);
    return "# Settings of consentry-node. Whoever may write this file commands the node.\n"
           "\n"
           "# Where the consensus engine finds this node: proxy_app in its config.toml.\n"
           "listen = " +
           config.listen.text() +
           "\n"
           "\n"
           "# Metrics (/metrics, for Prometheus) and health (/health), for this machine alone; or "
           "off.\n"
           "metrics = " +
           config.status->host + ":" + std::to_string(config.status->port) +
           "\n"
           "\n"
           "# A snapshot of the state at every so many blocks, from which a new node may start; or "
           "off.\n"
           "# Members who use the same number offer the same snapshots.\n"
           "snapshot_interval = " +
           std::to_string(config.snapshotInterval) +
           "\n"
           "snapshots_kept = " +
           std::to_string(config.snapshotsKept) +
           "\n"
           "\n"
           "# debug, info, warning or error.\n"
           "log_level = info\n";
}

} // namespace consentry::node_app
