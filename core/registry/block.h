#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"

#include <vector>

namespace consentry::registry {

/// What the consensus decided: bytes in order, at a time. Nothing in it is checked yet.
struct Block {
    BlockHeight height;
    Instant time;
    std::vector<Bytes> transactions;
};

} // namespace consentry::registry
