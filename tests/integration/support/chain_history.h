#pragma once

#include "tests/integration/support/running_consortium.h"

#include <map>
#include <string_view>

namespace consentry::test {

/// What all members hold, compared block by block.
struct ChainHistory {
    std::uint64_t height = 0;
    std::size_t transactions = 0;
    std::map<TxHash, std::uint64_t> accepted; ///< with the block in which it took effect, once
    Digest roots;                             ///< over all application hashes, to compare runs
};

/// Reads blocks `from` to the newest that all given members have, from each of them.
/// VerificationFailed where two differ in a header, a transaction or a result, or where a
/// transaction took effect twice. The application hashes go into `rootsFile`, a line each, where it
/// is not empty. A member that took over a snapshot holds no block before it.
Result<ChainHistory> compareHistories(RunningConsortium& consortium,
                                      const std::vector<int>& members,
                                      const std::filesystem::path& rootsFile = {},
                                      std::uint64_t from = 1);
/// Of all members.
Result<ChainHistory> compareHistories(RunningConsortium& consortium,
                                      const std::filesystem::path& rootsFile = {});

} // namespace consentry::test
