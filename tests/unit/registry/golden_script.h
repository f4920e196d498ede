#pragma once

#include "core/registry/block.h"
#include "core/registry/genesis.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace consentry::registry::test {

/// A block of tests/data/golden with what it must do.
struct GoldenBlock {
    Block block;
    nlohmann::json results; ///< [{code, items: hexadecimal}…]
    std::string changes;    ///< digest of the state changes
};

struct GoldenScript {
    std::string chainId;
    Genesis genesis;
    std::vector<GoldenBlock> blocks;
    nlohmann::json heads; ///< of all logs at the end
};

/// The kept blocks of version 1, of everything but governance, and of governance. Throws where the
/// file is missing or unreadable.
GoldenScript readGoldenScript(std::string_view name = "registry-1");

} // namespace consentry::registry::test
