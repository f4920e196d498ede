#pragma once

#include "core/ports/dispute_body.h"
#include "core/ports/log_store.h"
#include "core/ports/settings_store.h"
#include "core/ports/transaction_store.h"
#include "core/wallet/wallet_context.h"

#include <map>
#include <optional>

namespace consentry::wallet {

/// How far the dispute of one row is.
struct Dispute {
    enum class State {
        Waiting,  ///< signed and kept, no block that is verified has it
        Proven,   ///< stands in the log; the writer of the row has to answer
        Answered, ///< the answer stands in the log too
        Refused,  ///< by the registry, or it expired: it may be made again
    };
    State state = State::Waiting;
    std::string words;         ///< empty while the sealed words are not opened here
    Instant at;                ///< signed, or of the block
    std::string answer;        ///< where Answered; empty while it is not opened here
    Instant answeredAt;        ///< of the block
    std::uint32_t refusal = 0; ///< registry's number, where Refused

    /// The registry takes one for a row, for ever.
    bool mayBeMade() const { return state == State::Refused; }
};

/// Every dispute of a patient by its row, from the stored log and the outbox. A few reads, however
/// long the log is.
Result<std::map<LogSequence, Dispute>> disputesOf(LogStore& logs, TransactionStore& kept,
                                                  const PartyId& patient);
/// Whether the person has seen the answer to the dispute of a row. Kept in the vault's settings: a
/// vault that was made anew from its words tells of it once more.
Result<bool> isAnswerRead(SettingsStore& settings, LogSequence row);
Result<> markAnswerRead(SettingsStore& settings, LogSequence row);

/// What a kept transaction disputes; nothing where it is no dispute.
std::optional<LogSequence> disputedBy(const PendingTransaction& pending);

/// "I do not recognise this access": a few words about one row, sealed to the patient's log and to
/// whoever wrote the row, who has to answer where everybody sees that it did. Signed and kept
/// before it is sent, as grants are.
class DisputeAccess {
public:
    explicit DisputeAccess(WalletContext& context) : m_context(context) {}

    /// Errors: InvalidArgument (no words, or a row that is no access by others), TooLarge (beyond
    /// DisputeBody::wordsMax), AlreadyExists (made before, whatever came of it), NotFound (no such
    /// row), Unreachable (before it is kept: no mailbox; later: it goes on by itself), Refused.
    Result<ProvenTransaction> dispute(const Identity& patient, LogSequence row,
                                      std::string_view words, const OnActProgress& onProgress = {});
    /// The same without sending: Outbox::resume() does that.
    Result<TxHash> keep(const Identity& patient, LogSequence row, std::string_view words);

private:
    Result<LogRow> disputableRow(const Identity& patient, LogSequence row, std::string_view words);

    WalletContext& m_context;
};

} // namespace consentry::wallet
