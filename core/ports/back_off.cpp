#include "core/ports/back_off.h"

#include <algorithm>

namespace consentry {

BackOff::Reason BackOff::reasonOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::Stale:
        return Reason::Behind;
    case ErrorCode::VerificationFailed:
    case ErrorCode::WrongServer:
    case ErrorCode::Malformed:
    case ErrorCode::NotCanonical:
    case ErrorCode::TooLarge:
        return Reason::Misled;
    default:
        return Reason::Silent;
    }
}

void BackOff::succeeded() {
    *this = BackOff();
}

void BackOff::failed(Reason reason, SteadyTime now) {
    constexpr int doublingsMax = 6; // beyond `longest`
    m_reason = reason;
    switch (reason) {
    case Reason::Misled:
        m_restUntil = now + misledRest;
        return;
    case Reason::Behind:
        m_restUntil = now + behindRest;
        return;
    case Reason::Silent:
    case Reason::None:
        break;
    }
    const auto rest = shortest * (1 << std::min(m_failures, doublingsMax));
    m_restUntil = now + std::min<std::chrono::seconds>(rest, longest);
    ++m_failures;
}

} // namespace consentry
