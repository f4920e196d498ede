#pragma once

#include "app/node/node_config.h"
#include "core/base/instant.h"
#include "core/ports/file_system.h"

namespace consentry::node_app {

/// What the process says to its supervisor. Stable: documented in --help.
enum class NodeExit {
    Done = 0,
    Other = 1,
    Usage = 2,
    DiskFull = 3,
    Damaged = 4,
    InUse = 5,
    TooOld = 6, ///< the consortium agreed on rules that this program does not know
};

NodeExit exitFor(ErrorCode code);

/// The folder's node.conf over the defaults; the defaults alone where there is none.
Result<NodeConfig> readConfig(FileSystem& files, const std::filesystem::path& home);
/// Makes the folder and its node.conf. AlreadyExists where there is one.
Result<> initialize(FileSystem& files, const std::filesystem::path& home);

/// Which program this is.
struct ProgramVersion {
    std::string_view text;
    std::uint64_t rulesNewest = 1; ///< the newest version of the registry's rules that it knows
};

/// Serves the engine until a signal to stop, or until the node cannot go on.
Result<> serve(const std::filesystem::path& home, const NodeConfig& config, const Clock& clock,
               OperatorLog& log, const ProgramVersion& version);

} // namespace consentry::node_app
