#pragma once

#include "core/base/instant.h"
#include "core/ports/verified_ledger.h"
#include "tests/integration/support/member_client.h"

namespace consentry::test {

/// The computer's clock, set wrong by a fixed time.
class ShiftedClock : public Clock {
public:
    explicit ShiftedClock(milliseconds shift) : m_shift(shift) {}
    Instant now() const override {
        return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()) + m_shift;
    }
    milliseconds shift() const { return m_shift; }

private:
    milliseconds m_shift;
};

/// A member as a wallet sees it: everything through the light client. One thread at a time.
class VerifiedMember {
public:
    /// Trusts what the member says about `height`: a test may.
    static Result<std::unique_ptr<VerifiedMember>> trusting(const Member& member,
                                                            const std::string& chainId,
                                                            BlockHeight height,
                                                            milliseconds clockShift = {});
    /// Another member, with the trust that this one has reached.
    std::unique_ptr<VerifiedMember> moveTo(const Member& member) const;

    MemberClient& client() { return m_client; }
    VerifiedLedger& ledger() { return m_ledger; }

private:
    VerifiedMember(const Member& member, light_client::Options options,
                   light_client::TrustedState trusted, milliseconds clockShift);

    MemberClient m_client;
    ShiftedClock m_clock;
    light_client::Options m_options;
    VerifiedLedger m_ledger;
};

} // namespace consentry::test
