#include "tests/integration/support/verified_member.h"

namespace consentry::test {

VerifiedMember::VerifiedMember(const Member& member, light_client::Options options,
                               light_client::TrustedState trusted, milliseconds clockShift)
    : m_client(member, options.chainId), m_clock(clockShift), m_options(options),
      m_ledger(m_client.transport(), m_clock, std::move(options), std::move(trusted)) {}

Result<std::unique_ptr<VerifiedMember>> VerifiedMember::trusting(const Member& member,
                                                                 const std::string& chainId,
                                                                 BlockHeight height,
                                                                 milliseconds clockShift) {
    MemberClient client(member, chainId);
    ASSIGN_OR_RETURN(const light_client::LightBlock block, client.transport().lightBlock(height));
    const auto anchored =
        light_client::anchor(chainId, block.header, block.validators, block.header.hash());
    if (!anchored.state) {
        return fail(ErrorCode::VerificationFailed, "the block to trust");
    }
    light_client::Options options;
    options.chainId = chainId;
    return std::unique_ptr<VerifiedMember>(
        new VerifiedMember(member, std::move(options), *anchored.state, clockShift));
}

std::unique_ptr<VerifiedMember> VerifiedMember::moveTo(const Member& member) const {
    return std::unique_ptr<VerifiedMember>(
        new VerifiedMember(member, m_options, m_ledger.trusted(), m_clock.shift()));
}

} // namespace consentry::test
