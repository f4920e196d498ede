#pragma once

#include "core/base/progress.h"
#include "core/ports/access_body.h"
#include "core/wallet/wallet_context.h"

#include <limits>
#include <vector>

namespace consentry::wallet {

/// Fetches, opens and judges the sealed details of rows. A body that is missing or wrong never
/// breaks the chain check: its row says so.
class LogDetailsReader {
public:
    explicit LogDetailsReader(WalletContext& context) : m_context(context) {}

    /// Opens rows that still wait, at most about `limit`. Returns how many were looked at.
    Result<std::uint64_t> openWaiting(const Identity& patient, const JobControl& control = {},
                                      std::uint64_t limit = all);
    static constexpr std::uint64_t all = std::numeric_limits<std::uint64_t>::max();

private:
    struct Opened {
        BodyState state = BodyState::Missing;
        Bytes content;
    };
    Result<Opened> openBody(const Identity& patient, const LogRow& row,
                            const std::vector<PartyId>& mailboxes);
    LogVerdict judge(const LogRow& row, const Opened& opened) const;
    std::string searchText(const LogRow& row, const Opened& opened) const;

    WalletContext& m_context;
};

/// Whether what an access body claims is borne out: the reader's own signature under the request.
bool readerSigned(std::string_view chainId, const AccessBody& body);

} // namespace consentry::wallet
