#include "core/wallet/check_blocks.h"

namespace consentry::wallet {
namespace {

/// Whether the node has no such block, or one that cannot be read as one.
bool isBadBlock(ErrorCode code) {
    return code == ErrorCode::NotFound || code == ErrorCode::DamagedData ||
           code == ErrorCode::Malformed || code == ErrorCode::NotCanonical;
}

/// The header of a block that fits the one above it.
Result<light_client::Header> fittingBlock(LedgerTransport& node, BlockHeight height,
                                          const light_client::Header& next) {
    ASSIGN_OR_RETURN(const light_client::LightBlock block, node.lightBlock(height));
    ASSIGN_OR_RETURN(const auto results, node.blockResults(height));
    const bool fits = next.lastBlockId && block.header.height == height &&
                      block.header.hash() == next.lastBlockId->hash &&
                      next.lastCommitHash == block.commit.hash() &&
                      next.lastResultsHash == light_client::resultsHash(results);
    if (!fits) {
        return fail(ErrorCode::Malformed, "block that the next one does not name");
    }
    return block.header;
}

} // namespace

Result<BlockCheck> checkBlocks(VerifiedLedger& ledger, const JobControl& control) {
    ASSIGN_OR_RETURN(const light_client::VerifiedHeader newest, ledger.advance());
    BlockCheck check;
    check.newest = newest.height();
    light_client::Header next = newest.header();
    for (std::uint64_t height = check.newest.value - 1; height > 0; --height) {
        if (control.isCancelled()) {
            return fail(ErrorCode::Cancelled);
        }
        auto block = fittingBlock(ledger.transport(), BlockHeight(height), next);
        if (!block && isBadBlock(block.error().code)) {
            check.bad = BlockHeight(height);
            return check;
        }
        ASSIGN_OR_RETURN(next, std::move(block));
        control.report(check.newest.value - height, check.newest.value);
    }
    return check;
}

} // namespace consentry::wallet
