#pragma once

#include "core/base/progress.h"
#include "core/registry/log_chain.h"
#include "core/wallet/wallet_context.h"

namespace consentry::wallet {

/// What a check of a patient's log found. "Complete" means: these are all rows that the registry
/// holds for this patient up to `height`, unchanged and in order.
struct LogCheck {
    bool complete = false;
    std::uint64_t count = 0; ///< rows that the proven state counts
    std::uint64_t fresh = 0; ///< rows that were new to this vault
    BlockHeight height;      ///< complete up to this block
    Instant time;            ///< of the header that proves it
    /// Whether that header is worth it: another organisation's witness shows the same (protocol
    /// §11), or there is nobody to ask, in the demonstration. Without it nothing may be called
    /// complete on screen: the one node that was asked could hide rows.
    bool confirmed = false;
    /// Where not complete: the row that does not check, from 1, where one could be named.
    std::optional<std::uint64_t> badRow;
    Error problem{ErrorCode::VerificationFailed, "", 0}; ///< meaningful where not complete

    /// What "nothing missing" stands on.
    bool isProven() const { return complete && confirmed; }
};

/// Whether the state after this block is worth "verified": another organisation's witness has
/// confirmed the header that commits to it. Always false where there is nobody to compare with.
inline bool isConfirmed(const VerifiedLedger& ledger, BlockHeight height) {
    const Assurance& assurance = ledger.assurance();
    return assurance.level == Assurance::Level::Confirmed && assurance.confirmed > height;
}

/// Follows a patient's log: fetches new rows, chains their hashes, compares with the proven head,
/// and only then lets them into the vault.
class SyncLog {
public:
    explicit SyncLog(WalletContext& context) : m_context(context) {}

    /// What is new since the last time. Rows that do not check are not stored.
    Result<LogCheck> update(const Identity& patient, const JobControl& control = {});
    /// Everything from the first row again, compared also with what the vault has stored.
    Result<LogCheck> verifyAll(const Identity& patient, const JobControl& control = {});

private:
    struct Fetched {
        std::vector<Bytes> rows;
        std::optional<std::uint64_t> badRow;
        std::optional<Error> problem;
        registry::LogHead head;
    };
    Result<Fetched> fetch(const Identity& patient, const registry::LogHead& start,
                          std::uint64_t count, const JobControl& control);
    Result<LogPage> fetchPage(const Identity& patient, std::uint64_t from, std::uint32_t limit);
    Result<> store(const Identity& patient, const std::vector<Bytes>& rows,
                   const VerifiedLogHead& head);
    std::optional<std::uint64_t> firstRowThatDiffers(const Identity& patient,
                                                     const std::vector<Bytes>& rows,
                                                     std::uint64_t from);
    bool standsInItsBlock(const registry::LogEvent& event);

    WalletContext& m_context;
};

} // namespace consentry::wallet
