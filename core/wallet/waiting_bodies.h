#pragma once

#include "core/wallet/row_opening.h"
#include "core/wallet/wallet_context.h"

#include <map>

namespace consentry::wallet {

/// Fetches the bodies of the rows that wait, in their order and in batches that fit into memory.
/// One thread at a time: it asks vault and mailboxes.
class WaitingBodies {
public:
    static constexpr std::size_t batchRowsMax = 1'000;
    static constexpr std::size_t batchBytesMax = 8 * 1024 * 1024; ///< reached by large bodies only

    WaitingBodies(WalletContext& context, const Identity& patient, std::vector<PartyId> mailboxes)
        : m_context(context), m_patient(patient), m_mailboxes(std::move(mailboxes)) {}

    /// The next rows, at most `rowsMax`; none at the end. What was handed out does not come again.
    Result<std::vector<SealedRow>> next(std::size_t rowsMax);

private:
    using SharedKey = std::shared_ptr<const SealingKey>;
    struct Keys;
    Result<SealedRow> gather(LogRow row, Keys& keys);
    std::optional<Sealed> fetch(const registry::LogEvent& event, const SigningKey& device);
    Result<SharedKey> keyFor(const LogRow& row, bool isArchived, Keys& keys);

    WalletContext& m_context;
    const Identity& m_patient;
    std::vector<PartyId> m_mailboxes;
    std::optional<LogSequence> m_after;
    bool m_isAtEnd = false;
};

} // namespace consentry::wallet
