#pragma once

#include "core/base/progress.h"
#include "core/ports/verified_ledger.h"

namespace consentry::wallet {

/// What a walk over all blocks found.
struct BlockCheck {
    BlockHeight newest; ///< where it began: the newest verified block
    /// The highest block that is not the one which the block above it names, or is missing.
    std::optional<BlockHeight> bad;
};

/// From the newest verified block down to the first: each header is the one that the next names,
/// and so are its signatures and its results. Errors: those of the ledger, Cancelled.
Result<BlockCheck> checkBlocks(VerifiedLedger& ledger, const JobControl& control = {});

} // namespace consentry::wallet
