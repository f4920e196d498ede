#pragma once

#include "core/base/progress.h"
#include "core/wallet/wallet_context.h"

#include <limits>

namespace consentry::wallet {

/// Fetches, opens and judges the sealed details of rows. A body that is missing or wrong never
/// breaks the chain check: its row says so.
class LogDetailsReader {
public:
    explicit LogDetailsReader(WalletContext& context) : m_context(context) {}

    /// Opens rows that still wait, at most about `limit`, oldest first. Returns how many were
    /// looked at and stored. Opening runs on all processors, while this thread fetches what comes
    /// next and stores what came before; no thread of it outlives the call. When cancelled, what
    /// was not stored yet waits on.
    Result<std::uint64_t> openWaiting(const Identity& patient, const JobControl& control = {},
                                      std::uint64_t limit = all);
    static constexpr std::uint64_t all = std::numeric_limits<std::uint64_t>::max();

private:
    WalletContext& m_context;
};

} // namespace consentry::wallet
