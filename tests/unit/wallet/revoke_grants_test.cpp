// Many grants are taken back as one act: all or what stands is said, nothing is signed twice, and
// nothing that was signed is lost.
#include "core/registry/object_ids.h"
#include "core/registry/refusal.h"
#include "core/wallet/grant_access.h"
#include "core/wallet/outbox.h"
#include "core/wallet/revoke_grants.h"
#include "core/wallet/standing_grants.h"
#include "tests/support/lossy_wallet.h"

#include <QtTest>

using namespace consentry;
using test::must;
using wallet::Outbox;
using wallet::RevokeReport;
using End = wallet::RevokeOutcome::End;

class RevokeGrantsTest : public QObject, protected test::LossyWallet {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void allGoInOneTransaction() {
        const auto grants = give(3);
        const std::uint64_t rows = m_world->rowCount();
        std::vector<wallet::ActProgress::Stage> stages;
        const RevokeReport report =
            must(wallet::RevokeGrants(*m_context)
                     .revoke(m_world->patient(), grants,
                             [&](std::span<const GrantId> ids, const auto& progress) {
                                 QCOMPARE(ids.size(), grants.size());
                                 stages.push_back(progress.stage);
                             }));
        using Stage = wallet::ActProgress::Stage;
        QVERIFY((stages == std::vector{Stage::Signed, Stage::Sent, Stage::InBlock}));
        QCOMPARE(report.over(), grants.size());
        QCOMPARE(m_node->submissions, 1U);
        QCOMPARE(m_world->rowCount(), rows + grants.size());
        for (std::size_t i = 0; i < grants.size(); ++i) {
            QVERIFY(report.outcomes[i].grant == grants[i]);
            QVERIFY(report.outcomes[i].end == End::Stopped);
            QVERIFY(report.outcomes[i].height.value > 0);
            QVERIFY(stored(grants[i]).state == GrantState::Revoked);
            QVERIFY(onChain(grants[i]) == registry::GrantStatus::Revoked);
            QVERIFY(must(m_context->vault.grants().stages(grants[i])).back().stage ==
                    GrantStage::Proven);
        }
    }

    void nothingToTakeBackIsNoAct() {
        const std::size_t before = signedSoFar();
        QCOMPARE(wallet::RevokeGrants(*m_context).revoke(m_world->patient(), {}).error().code,
                 ErrorCode::InvalidArgument);
        QCOMPARE(signedSoFar(), before);
    }

    /// Another wallet of the same person was quicker with one of them.
    void whatWasOverBeforeIsSaidAndDoesNotHinderTheOthers() {
        const auto grants = give(2);
        m_world->revoke(grants[0]);
        must(m_context->vault.grants().setState(grants[0], GrantState::Active));
        const RevokeReport report = revoke(grants);
        QVERIFY(report.outcomes[0].end == End::OverBefore);
        QVERIFY(report.outcomes[1].end == End::Stopped);
        QCOMPARE(report.over(), 2U);
        QVERIFY(stored(grants[0]).state == GrantState::Revoked);
        m_world->clock().pass(std::chrono::seconds(1));
        // And where nothing else is in it, the registry refuses the whole, which says the same.
        must(m_context->vault.grants().setState(grants[0], GrantState::Active));
        QVERIFY(revoke({grants[0]}).outcomes[0].end == End::OverBefore);
    }

    /// It ended by itself a moment ago, and nobody took it back.
    void whatEndedByItselfStaysEnded() {
        const auto grants = give(1);
        consent::Grant brief = m_world->draft("luo", {"glucose"});
        brief.notAfter = m_world->clock().now() + std::chrono::hours(1);
        const GrantId ended = m_world->give(brief);
        m_world->clock().pass(std::chrono::hours(2));
        const RevokeReport report = revoke({grants[0], ended});
        QVERIFY(report.outcomes[1].end == End::OverBefore);
        QVERIFY(stored(ended).state == GrantState::Active); // by time it is over
        QVERIFY(stored(grants[0]).state == GrantState::Revoked);
    }

    /// More graves for grants that were never seen than the registry digs: these stay as they are.
    void whatTheRegistryRefusesStandsWithItsNumber() {
        const auto grants = give(1);
        const auto all = pretend(registry::limits::tombstonesMax + 3, grants[0]);
        const RevokeReport report = revoke(all);
        QCOMPARE(report.over(), all.size() - 2);
        for (const wallet::RevokeOutcome& outcome : report.outcomes) {
            if (outcome.isOver()) {
                QVERIFY(stored(outcome.grant).state == GrantState::Revoked);
                continue;
            }
            QVERIFY(outcome.end == End::Refused);
            QCOMPARE(outcome.refusal,
                     static_cast<std::uint32_t>(registry::Refusal::TooManyTombstones));
            QVERIFY(stored(outcome.grant).state == GrantState::Pending);
            const auto last = must(m_context->vault.grants().stages(outcome.grant)).back();
            QVERIFY(last.stage == GrantStage::Failed);
            QCOMPARE(last.mark.refusal, outcome.refusal);
        }
    }

    /// More than one transaction holds, and the node goes silent behind the first: what is proven
    /// is, the rest waits, and the next start brings it to its end without signing anew.
    void whatCouldNotBeSentGoesOnAtTheNextStart() {
        const auto grants = pretend(registry::limits::revokeIdsMax + 3, give(1).front());
        const std::size_t before = signedSoFar();
        m_node->reachableFor = m_node->submissions + 1;
        const RevokeReport report = revoke(grants);
        QVERIFY(report.trouble && report.trouble->code == ErrorCode::Unreachable);
        // The first transaction has come through (most of it finds no grave, which is refused).
        const auto waiting = static_cast<std::size_t>(
            std::count_if(report.outcomes.begin(), report.outcomes.end(),
                          [](const auto& one) { return one.end == End::OnItsWay; }));
        QCOMPARE(waiting, 3U);
        const auto revoked = must(wallet::grantsBeingRevoked(m_context->vault.transactions()));
        QCOMPARE(revoked.size(), 3U);
        QCOMPARE(must(m_context->vault.transactions().newest(100)).size(), before + 2);

        start(); // the program begins anew
        m_node->reachableFor = std::numeric_limits<std::size_t>::max();
        must(Outbox(*m_context).resume());
        QVERIFY(must(wallet::grantsBeingRevoked(m_context->vault.transactions())).empty());
    }

    /// A node that is silent is asked for one transaction, however many wait behind it.
    void whereNobodyAnswersTheOthersAreNotTried() {
        m_node->reachableFor = 0;
        const GrantId one = m_world->give(m_world->draft("han", {"glucose"}));
        const auto tried = [this](const std::vector<GrantId>& grants) {
            const std::size_t before = m_node->submissions;
            const RevokeReport report = revoke(grants);
            [&] { QCOMPARE(report.over(), 0U); }();
            [&] { QCOMPARE(report.problem().value().code, ErrorCode::Unreachable); }();
            return m_node->submissions - before;
        };
        const std::size_t ofOne = tried({one});
        QVERIFY(ofOne > 0);
        QCOMPARE(tried(pretend(registry::limits::revokeIdsMax + 3, give(1).front())), ofOne);
    }

    void whatIsOnItsWayIsNotSignedAgain() {
        const auto grants = give(3);
        m_node->reachableFor = m_node->submissions;
        const std::vector<GrantId> two{grants[0], grants[1]};
        QVERIFY(revoke(two).outcomes[1].end == End::OnItsWay);
        const std::size_t before = signedSoFar();
        QVERIFY(revoke({grants[1]}).trouble.has_value());
        QCOMPARE(signedSoFar(), before);
        m_node->reachableFor = std::numeric_limits<std::size_t>::max();
        const RevokeReport report = revoke(grants);
        QCOMPARE(report.over(), 3U);
        QCOMPARE(signedSoFar(), before + 1); // for the third alone
    }

    /// Between keeping and sending the program ends: nothing was sent, everything is kept.
    void endOfTheProgramBeforeSendingLosesNothing() {
        struct Ends {};
        const auto grants = give(2);
        const std::size_t sent = m_node->submissions;
        QVERIFY_THROWS_EXCEPTION(
            Ends, static_cast<void>(wallet::RevokeGrants(*m_context)
                                        .revoke(m_world->patient(), grants,
                                                [](std::span<const GrantId>,
                                                   const wallet::ActProgress&) { throw Ends(); })));
        QCOMPARE(m_node->submissions, sent);
        start();
        QCOMPARE(must(Outbox(*m_context).resume()).proven, 1U);
        for (const GrantId& id : grants) {
            QVERIFY(stored(id).state == GrantState::Revoked);
        }
    }

    /// It waits in the outbox when it is taken back: what goes out later opens nothing.
    void aGrantThatWasNeverSentIsTakenBackForGood() {
        m_node->reachableFor = m_node->submissions;
        wallet::GrantAccess access(*m_context);
        const auto prepared =
            must(access.prepare(m_world->patient(), m_world->draft("han", {"glucose"})));
        const GrantId id = prepared.grant.id;
        QVERIFY(!access.send(m_world->patient(), prepared, "title"));
        m_node->reachableFor = std::numeric_limits<std::size_t>::max();
        QVERIFY(revoke({id}).outcomes[0].end == End::Stopped);
        QCOMPARE(must(Outbox(*m_context).resume()).refused, 1U);
        QVERIFY(stored(id).state == GrantState::Revoked);
        QVERIFY(!must(
            m_ledger->object<registry::GrantState>(registry::grantKey(m_context->chainId(), id))));
    }

    void aLockedVaultSignsNothing() {
        const auto grants = give(1);
        m_context->vault.lock(vault::LockReason::Request);
        QCOMPARE(wallet::RevokeGrants(*m_context).revoke(m_world->patient(), grants).error().code,
                 ErrorCode::Locked);
    }

    void grantsOfPeopleBelongToTheirHospital() {
        const GrantId toHan = m_world->give(m_world->draft("han", {"glucose"}));
        consent::Grant draft = m_world->draft("han", {"hba1c"});
        draft.grantee = {std::nullopt, m_world->organization("qinghe"), std::nullopt};
        const GrantId toHospital = m_world->give(draft);
        const auto names = must(wallet::PartyNames::load(m_context->vault.contacts()));
        const PartyId han = m_world->person("han").party;
        const PartyId qinghe = m_world->organization("qinghe");
        const auto all = must(wallet::revocableGrants(
            m_context->vault.grants(), m_world->patient().party, m_world->clock().now()));
        QCOMPARE(all.size(), 2U);
        for (const wallet::StandingGrant& one : all) {
            QVERIFY(wallet::isGivenTo(one.grant.grantee, qinghe, names));
            QCOMPARE(wallet::isGivenTo(one.grant.grantee, han, names), one.stored.id == toHan);
            QVERIFY(!wallet::isGivenTo(one.grant.grantee, m_world->person("luo").party, names));
        }
        QVERIFY(stored(toHospital).state == GrantState::Active);
        // A relative belongs to nobody, whoever registered her.
        const consent::Grantee daughter{m_world->person("tong").party, std::nullopt, std::nullopt};
        QVERIFY(names.card(*daughter.person).has_value());
        QVERIFY(!wallet::organizationOf(daughter, names));
    }

private:
    std::vector<GrantId> give(std::size_t count) {
        std::vector<GrantId> grants;
        for (std::size_t i = 0; i < count; ++i) {
            grants.push_back(m_world->give(m_world->draft("han", {"glucose"})));
        }
        return grants;
    }
    /// Pending grants that the registry never saw, like this one.
    std::vector<GrantId> pretend(std::size_t count, const GrantId& like) {
        std::vector<GrantId> grants{like};
        while (grants.size() < count) {
            StoredGrant unseen = stored(like);
            unseen.id = registry::objectIdFrom<GrantId>(m_context->chainId(),
                                                        m_world->patient().party, randomNonce());
            unseen.state = GrantState::Pending;
            must(m_context->vault.grants().put(unseen));
            grants.push_back(unseen.id);
        }
        return grants;
    }
    RevokeReport revoke(const std::vector<GrantId>& grants) {
        return must(wallet::RevokeGrants(*m_context).revoke(m_world->patient(), grants));
    }
    StoredGrant stored(const GrantId& id) { return must(m_context->vault.grants().find(id)); }
    registry::GrantStatus onChain(const GrantId& id) {
        return must(m_ledger->object<registry::GrantState>(
                        registry::grantKey(m_context->chainId(), id)))
            .value()
            .status;
    }
    /// How many transactions this vault has signed.
    std::size_t signedSoFar() {
        return must(m_context->vault.transactions().newest(10'000)).size();
    }
};

QTEST_APPLESS_MAIN(RevokeGrantsTest)
#include "revoke_grants_test.moc"
