// What was signed is sent until it is known what became of it, once, whatever happens on the way.
#include "core/registry/object_ids.h"
#include "core/registry/refusal.h"
#include "core/wallet/grant_access.h"
#include "core/wallet/outbox.h"
#include "core/wallet/outbox_entries.h"
#include "core/wallet/revoke_grants.h"
#include "tests/support/lossy_wallet.h"

#include <QtTest>

using namespace consentry;
using test::LossyNode;
using test::must;
using wallet::Outbox;

class OutboxTest : public QObject, protected test::LossyWallet {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void whatWasNeverSentIsSentAtTheNextStart() {
        m_node->losesRequests = true;
        const GrantId id = giveInVain();
        QVERIFY(only().state == TransactionState::Queued);
        QVERIFY(stored(id).state == GrantState::Pending);
        start();
        QCOMPARE(must(outbox().resume()).waiting, 1U);
        m_node->losesRequests = false;
        QCOMPARE(must(outbox().resume()).proven, 1U);
        checkActive(id);
        QCOMPARE(letters(), 1U);
    }

    void sentAndNotProvenIsPickedUp() {
        m_node->hidesTransactions = true;
        const GrantId id = giveUnproven();
        QVERIFY(only().state == TransactionState::Sent);
        QVERIFY(stored(id).state == GrantState::Pending);
        QCOMPARE(letters(), 0U);
        start();
        m_node->hidesTransactions = false;
        QCOMPARE(must(outbox().resume()).proven, 1U);
        checkActive(id);
        QCOMPARE(letters(), 1U);
        QCOMPARE(m_node->submissions, 1U);
    }

    void lostReplyDoesNotSendTwice() {
        const std::uint64_t before = m_world->rowCount();
        m_node->losesReplies = true;
        const GrantId id = giveInVain();
        start();
        m_node->losesReplies = false;
        QCOMPARE(must(outbox().resume()).proven, 1U);
        checkActive(id);
        QCOMPARE(m_world->rowCount(), before + 1);
    }

    /// The node refuses what it has executed already, and does not show it either.
    void whatNodesHaveAndHideIsFoundByItsEffect() {
        const std::uint64_t before = m_world->rowCount();
        m_node->losesReplies = true;
        m_node->hidesTransactions = true;
        const GrantId id = giveInVain();
        m_node->losesReplies = false;
        QCOMPARE(must(outbox().resume(milliseconds(0))).proven, 1U);
        checkActive(id);
        QCOMPARE(m_world->rowCount(), before + 1);
    }

    void revocationIsPickedUpToo() {
        const GrantId id = m_world->give(m_world->draft("han", {"glucose"}));
        m_node->losesRequests = true;
        const auto report =
            must(wallet::RevokeGrants(*m_context).revoke(m_world->patient(), std::span(&id, 1)));
        QCOMPARE(report.problem().value().code, ErrorCode::Unreachable);
        QVERIFY(stored(id).state == GrantState::Active);
        start();
        m_node->losesRequests = false;
        QCOMPARE(must(outbox().resume()).proven, 1U);
        QVERIFY(stored(id).state == GrantState::Revoked);
    }

    void refusalThatComesLateIsKeptWithItsNumber() {
        const GrantId first = m_world->give(m_world->draft("han", {"glucose"}));
        m_node->losesRequests = true;
        const GrantId id = giveInVain(first);
        m_world->revoke(first);
        m_node->losesRequests = false;
        QCOMPARE(must(outbox().resume()).refused, 1U);
        QVERIFY(stored(id).state == GrantState::Failed);
        const auto all = must(m_context->vault.transactions().newest(10));
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) {
            return one.type == static_cast<std::uint32_t>(registry::TransactionKind::Grant) &&
                   one.subject == registry::idCast<Digest>(id);
        });
        QVERIFY(found != all.end());
        const PendingTransaction settled = *found;
        QVERIFY(settled.state == TransactionState::Refused);
        QVERIFY(settled.refusal != 0);
        const auto marks = must(m_context->vault.grants().stages(id));
        QVERIFY(marks.back().stage == GrantStage::Failed);
        QCOMPARE(marks.back().mark.refusal, settled.refusal);
    }

    void expiredIsSaidAndNeverSentAgain() {
        m_node->losesRequests = true;
        const GrantId id = giveInVain();
        m_node->losesRequests = false;
        m_world->clock().pass(std::chrono::hours(13));
        const std::size_t before = m_node->submissions;
        QCOMPARE(must(outbox().resume()).expired, 1U);
        QCOMPARE(m_node->submissions, before);
        QVERIFY(only().state == TransactionState::Expired);
        QVERIFY(stored(id).state == GrantState::Failed);
        QCOMPARE(must(outbox().resume()).expired, 0U);
    }

    /// Hidden for so long that it would count as expired: the state knows better.
    void expiredButInForceIsActive() {
        m_node->hidesTransactions = true;
        const GrantId id = giveUnproven();
        m_world->clock().pass(std::chrono::hours(13));
        QCOMPARE(must(outbox().resume(milliseconds(0))).proven, 1U);
        checkActive(id);
    }

    void withdrawnIsADraftAgainAndNotSent() {
        m_node->losesRequests = true;
        const GrantId id = giveInVain();
        must(outbox().withdraw(only().hash));
        m_node->losesRequests = false;
        const std::size_t before = m_node->submissions;
        QCOMPARE(must(outbox().resume()).waiting, 0U);
        QCOMPARE(m_node->submissions, before);
        QVERIFY(stored(id).state == GrantState::Draft);
        QVERIFY(only().state == TransactionState::Withdrawn);
    }

    void withdrawnButInForceIsSaid() {
        m_node->losesReplies = true;
        const GrantId id = giveInVain();
        must(outbox().withdraw(only().hash));
        QCOMPARE(must(outbox().resume()).proven, 1U);
        checkActive(id);
    }

    void whatNodesHaveCannotBeWithdrawn() {
        m_node->hidesTransactions = true;
        giveUnproven();
        QCOMPARE(outbox().withdraw(only().hash).error().code, ErrorCode::InvalidArgument);
        m_node->hidesTransactions = false;
        must(outbox().resume());
        QCOMPARE(outbox().withdraw(only().hash).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(outbox().deliver(only().hash).error().code, ErrorCode::NotFound);
    }

    void entriesSayWhatWaitsAndWhatBecameOfTheRest() {
        const GrantId first = m_world->give(m_world->draft("han", {"glucose"}));
        m_world->clock().pass(std::chrono::seconds(1));
        m_world->setRules({});
        m_world->clock().pass(std::chrono::seconds(1));
        m_world->revoke(first);
        m_world->clock().pass(std::chrono::seconds(1));
        m_node->losesRequests = true;
        const GrantId id = giveInVain();
        using Kind = wallet::OutboxEntry::Kind;
        TransactionStore& kept = m_context->vault.transactions();
        const auto entries = must(wallet::outboxEntries(kept, 2));
        QCOMPARE(entries.size(), 3U);
        QVERIFY(entries[0].isWaiting() && entries[0].canBeWithdrawn());
        QVERIFY(entries[0].kind == Kind::Grant && entries[0].grants == std::vector{id});
        QVERIFY(entries[1].kind == Kind::Revocation && entries[1].grants == std::vector{first});
        QVERIFY(!entries[1].isWaiting() && !entries[1].canBeWithdrawn());
        QVERIFY(entries[2].kind == Kind::Rules);
        must(outbox().withdraw(entries[0].pending.hash));
        QVERIFY(!must(wallet::outboxEntries(kept, 1)).at(0).isWaiting());
    }

    /// Vaults of earlier versions: a grant that waits, and no bytes.
    void grantOfAnEarlierVersionIsSettledByTheState() {
        const GrantId inForce = m_world->give(m_world->draft("han", {"glucose"}));
        must(m_context->vault.grants().setState(inForce, GrantState::Pending));
        StoredGrant lost = stored(inForce);
        lost.id = GrantId();
        lost.state = GrantState::Pending;
        must(m_context->vault.grants().put(lost));
        QCOMPARE(must(outbox().resume()).proven, 1U);
        checkActive(inForce);
        QVERIFY(stored(lost.id).state == GrantState::Pending);
        m_world->clock().pass(std::chrono::hours(25));
        QCOMPARE(must(outbox().resume()).expired, 1U);
        QVERIFY(stored(lost.id).state == GrantState::Failed);
    }

    void nothingWaitingAsksNobody() {
        struct Deaf : LossyNode {
            using LossyNode::LossyNode;
            Result<BlockHeight> newestHeight() override {
                ++asked;
                return LossyNode::newestHeight();
            }
            std::size_t asked = 0;
        };
        Deaf node(m_world->ledger());
        VerifiedLedger ledger = m_world->verifiedLedger(node);
        wallet::WalletContext context = m_world->walletOver(ledger);
        must(Outbox(context).resume());
        QCOMPARE(node.asked, 0U);
    }

private:
    Outbox outbox() { return Outbox(*m_context); }
    GrantId giveInVain(const std::optional<GrantId>& supersedes = {}) {
        wallet::GrantAccess access(*m_context);
        const auto prepared = must(
            access.prepare(m_world->patient(), m_world->draft("han", {"glucose"}), supersedes));
        const auto sent = access.send(m_world->patient(), prepared, "title");
        if (sent || sent.error().code != ErrorCode::Unreachable) {
            throw std::runtime_error("the node was reached");
        }
        return prepared.grant.id;
    }
    /// Sent, but the program ends before anything is proven.
    GrantId giveUnproven() {
        struct Ends {};
        wallet::GrantAccess access(*m_context);
        const auto prepared =
            must(access.prepare(m_world->patient(), m_world->draft("han", {"glucose"})));
        try {
            static_cast<void>(access.send(
                m_world->patient(), prepared, "title", [](const wallet::ActProgress& progress) {
                    if (progress.stage == wallet::ActProgress::Stage::Sent) {
                        throw Ends();
                    }
                }));
        } catch (const Ends&) {
        }
        return prepared.grant.id;
    }
    StoredGrant stored(const GrantId& id) { return must(m_context->vault.grants().find(id)); }
    PendingTransaction only() {
        const auto all = must(m_context->vault.transactions().newest(1));
        return all.at(0);
    }
    void checkActive(const GrantId& id) {
        QVERIFY(stored(id).state == GrantState::Active);
        const auto state = must(
            m_ledger->object<registry::GrantState>(registry::grantKey(m_context->chainId(), id)));
        QVERIFY(state.has_value());
        QVERIFY(state->status == registry::GrantStatus::Active);
        const auto waiting = must(m_context->vault.transactions().open());
        QVERIFY(waiting.empty());
    }
    /// In the mailbox of Dr Han's hospital.
    std::size_t letters() {
        const wallet::ReaderKeys han = m_world->readerKeys("han");
        FetchCredential credential;
        credential.key = han.device.publicKey();
        credential.signedAt = m_world->clock().now();
        credential.signature = han.device.sign(
            fetchPreimage(m_context->chainId(), han.party.view(), credential.signedAt));
        Mailbox* mailbox = m_world->consortium().find(han.organization);
        return must(mailbox->fetchMail(han.party, credential)).size();
    }
};

QTEST_APPLESS_MAIN(OutboxTest)
#include "outbox_test.moc"
