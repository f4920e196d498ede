#pragma once

#include "core/hospital/gateway_context.h"
#include "core/ports/dispute_body.h"

namespace consentry::hospital {

/// A dispute that this organisation has to answer.
struct WaitingDispute {
    PartyId patient;
    DisputeBody dispute;
};

/// Reads what patients say of rows that this organisation wrote, and answers: one row in the
/// patient's log for each dispute, sealed to the log (protocol §2).
class AnswerDispute {
public:
    explicit AnswerDispute(GatewayContext& context) : m_context(context) {}

    /// Letters in the own mailbox whose dispute the registry proves and nobody answered yet.
    Result<std::vector<WaitingDispute>> waiting();
    /// `words` as DisputeBody::words: InvalidArgument where there are none, TooLarge. Refused where
    /// it was answered meanwhile.
    Result<> answer(const PartyId& patient, LogSequence row, std::string_view words);

private:
    Result<bool> isWaiting(const PartyId& patient, LogSequence row);

    GatewayContext& m_context;
};

} // namespace consentry::hospital
