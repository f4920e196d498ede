// A wallet that was not opened for 29 days, and one that was not for a year. Simulated: the clocks
// of all members and the wallet's are moved on together. The blocks of that time were never made,
// so this says nothing of how long a month of real blocks takes to bring.
#include "tests/integration/checks/check.h"

#include "core/light_client/consortium_profile.h"
#include "tests/integration/support/verified_member.h"

#include <algorithm>

namespace consentry::checks {
namespace {

using light_client::ConsortiumProfile;
using light_client::SignedProfile;
using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using test::RunningConsortium;
using test::VerifiedMember;

constexpr seconds blocksMax{90};
constexpr std::uint64_t blocksAfterMove = 4;
constexpr milliseconds staleAge = seconds(15);
constexpr milliseconds catchUpMax = seconds(5);
constexpr days withinTrust{29};
constexpr days beyondTrust{366};

class Sleeping {
public:
    Sleeping(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options) {}

    Result<> run() {
        ASSIGN_OR_RETURN(const SignedProfile first, profileAt(1, BlockHeight(1), everybody));
        RETURN_IF_ERROR(light_client::checkFirstProfile(first));
        RETURN_IF_ERROR(everyClockMoves(withinTrust));
        RETURN_IF_ERROR(catchesUp());
        RETURN_IF_ERROR(everyClockMoves(beyondTrust));
        return mustAnchorAnew(first.profile);
    }

private:
    static constexpr int everybody = 4;

    Result<> everyClockMoves(days shift) {
        note("every clock moves " + std::to_string(shift.count()) + " days on");
        for (int member = 1; member <= m_consortium.count(); ++member) {
            RETURN_IF_ERROR(m_consortium.skew(member, shift));
        }
        return m_consortium.waitForHeight(1, m_consortium.highest() + blocksAfterMove, blocksMax);
    }

    Result<std::unique_ptr<VerifiedMember>> walletOfBlock1(days shift) {
        return VerifiedMember::trusting(m_consortium.member(1), m_consortium.chainId(),
                                        BlockHeight(1), shift);
    }

    Result<> catchesUp() {
        ASSIGN_OR_RETURN(const auto wallet, walletOfBlock1(withinTrust));
        const auto began = steady_clock::now();
        RETURN_IF_ERROR(wallet->ledger().requireFresh(staleAge));
        const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began);
        figure(m_options, "sleeping wallet: after 29 days",
               "a fresh head in " + std::to_string(took.count()) + " ms");
        return expect(took < catchUpMax,
                      "catching up took " + std::to_string(took.count()) + " ms");
    }

    /// Signed by the first `signers` members.
    Result<SignedProfile> profileAt(std::uint64_t number, BlockHeight anchor, int signers) {
        ASSIGN_OR_RETURN(const auto block, m_consortium.client(2).transport().lightBlock(anchor));
        SignedProfile made;
        made.profile.chainId = m_consortium.chainId();
        made.profile.number = number;
        made.profile.issuedAt = block.header.time.toInstant();
        made.profile.anchorHeight = anchor;
        made.profile.anchorHash = block.header.hash();
        made.profile.anchorTime = block.header.time.toInstant();
        for (int member = 1; member <= m_consortium.count(); ++member) {
            ASSIGN_OR_RETURN(const auto card, test::cardOf(m_consortium.member(member)));
            const ServerAddress node{card.nodeUrl, card.nodePins};
            made.profile.organizations.push_back({hospital::partyOf(card),
                                                  card.nameEn,
                                                  card.nameZh,
                                                  card.governanceKey,
                                                  {node},
                                                  {node}});
        }
        std::sort(made.profile.organizations.begin(), made.profile.organizations.end(),
                  [](const auto& a, const auto& b) { return a.party < b.party; });
        for (int member = 1; member <= signers; ++member) {
            ASSIGN_OR_RETURN(const SigningKey key,
                             test::governanceKeyOf(m_consortium.member(member)));
            light_client::signProfile(made, key);
        }
        return made;
    }

    Result<> refuses(const ConsortiumProfile& current, const SignedProfile& next, ErrorCode code,
                     const std::string& what) {
        const auto renewal = light_client::checkRenewal(current, next, now());
        return expect(!renewal && renewal.error().code == code, what + " is taken");
    }
    static Instant now() { return test::ShiftedClock(beyondTrust).now(); }

    Result<> mustAnchorAnew(const ConsortiumProfile& current) {
        ASSIGN_OR_RETURN(const auto wallet, walletOfBlock1(beyondTrust));
        const auto head = wallet->ledger().advance();
        RETURN_IF_ERROR(expect(!head && head.error().code == ErrorCode::TrustExpired,
                               "a wallet that slept a year believes by what it knew"));
        const BlockHeight newest(m_consortium.highest() - 1);
        const int enough = static_cast<int>(current.threshold());
        ASSIGN_OR_RETURN(const SignedProfile few, profileAt(2, newest, enough - 1));
        RETURN_IF_ERROR(refuses(current, few, ErrorCode::BadSignature, "a profile of too few"));
        ASSIGN_OR_RETURN(const SignedProfile old, profileAt(2, BlockHeight(2), enough));
        RETURN_IF_ERROR(refuses(current, old, ErrorCode::Stale, "an old anchor"));
        ASSIGN_OR_RETURN(const SignedProfile next, profileAt(2, newest, enough));
        RETURN_IF_ERROR(light_client::checkRenewal(current, next, now()));
        ASSIGN_OR_RETURN(const auto anew,
                         VerifiedMember::trusting(m_consortium.member(3), m_consortium.chainId(),
                                                  newest, beyondTrust));
        RETURN_IF_ERROR(expect(anew->ledger().trusted().header().hash() == next.profile.anchorHash,
                               "another member shows another anchor"));
        RETURN_IF_ERROR(anew->ledger().requireFresh(staleAge));
        figure(m_options, "sleeping wallet: after a year",
               "refused until a profile signed by " + std::to_string(enough) +
                   " of 4 named a new block");
        return {};
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {.clocks = true}, [&](RunningConsortium& consortium) {
        return Sleeping(consortium, options).run();
    });
}

} // namespace

const Check sleepingWallet{"sleeping_wallet",
                           "a wallet that slept 29 days, and one that slept a year", run};

} // namespace consentry::checks
