#pragma once

#include "core/ports/transaction_store.h"

#include <filesystem>
#include <vector>

namespace consentry::test {

/// What the closed vault of the demonstration and its ledger know of what its person signed.
struct DemoFacts {
    std::vector<PendingTransaction> signedOnes; ///< newest first
    std::size_t active = 0;                     ///< grants that the person gave
    std::size_t revoked = 0;
    std::size_t unfinished = 0;   ///< grants whose end is not known
    std::size_t rulesVersion = 0; ///< one more with each change of the rules
    std::size_t disputes = 0;

    /// Of the demonstration in the window's `home`. Throws where it does not open.
    static DemoFacts in(const std::filesystem::path& home);
    bool areAllProven() const;
};

} // namespace consentry::test
