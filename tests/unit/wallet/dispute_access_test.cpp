// "I do not recognise this access": signed once, sent until it is known what became of it, read by
// the hospital that wrote the row, and answered where the patient sees it.
#include "core/hospital/answer_dispute.h"
#include "core/registry/object_ids.h"
#include "core/registry/refusal.h"
#include "core/wallet/dispute_access.h"
#include "core/wallet/log_details.h"
#include "core/wallet/log_entries.h"
#include "core/wallet/outbox.h"
#include "core/wallet/sync_log.h"
#include "tests/support/lossy_wallet.h"

#include <QtTest>

using namespace consentry;
using test::DemoWorld;
using test::must;
using wallet::Dispute;
using wallet::DisputeAccess;
using wallet::Outbox;

namespace {

constexpr std::string_view words = "I was not at this hospital. 我没去过这家医院。";

} // namespace

class DisputeAccessTest : public QObject, test::LossyWallet {
    Q_OBJECT
private slots:
    void init() {
        begin();
        m_world->addRecord("minghu", DemoWorld::observation("o1", "2339-0", 5.4));
        m_access = letHanRead();
    }
    void cleanup() { end(); }

    void aDisputeStandsInTheLogAndIsAnswered() {
        const std::uint64_t before = m_world->rowCount();
        must(DisputeAccess(*m_context).dispute(m_world->patient(), m_access, words));
        QCOMPARE(m_world->rowCount(), before + 1);
        QVERIFY(state() == Dispute::State::Proven);
        follow();
        QVERIFY(state() == Dispute::State::Proven);
        QCOMPARE(dispute().words, std::string(words));
        QCOMPARE(must(m_world->consortium().answerDisputes()), 1U);
        QCOMPARE(must(m_world->consortium().answerDisputes()), 0U);
        follow();
        QVERIFY(state() == Dispute::State::Answered);
        QVERIFY(dispute().answer.find("Demonstration") != std::string::npos);
        QCOMPARE(dispute().words, std::string(words));
        QCOMPARE(m_world->rowCount(), before + 2);
    }

    /// The registry does not see which row the sealed words name.
    void anAnswerAboutARowOfSomebodyElseIsNone() {
        must(DisputeAccess(*m_context).dispute(m_world->patient(), m_access, words));
        must(m_world->consortium().answerDisputes());
        follow();
        LogStore& logs = m_context->vault.logs();
        const PartyId& patient = m_world->patient().party;
        LogFilter answers;
        answers.types = {static_cast<std::uint32_t>(registry::LogEventType::AnswerDispute)};
        const LogRow row =
            must(logs.page(patient, answers, LogOrder::NewestFirst, {}, 1)).rows.at(0);
        constexpr LogSequence own{0}; // the patient's own registration
        QVERIFY(must(logs.row(patient, own)).actor == patient);
        LogDetails lie;
        lie.content = encodeDisputeBody({own, "this was answered"});
        must(logs.setBody(patient, row.seq, BodyState::Opened, row.verdict, lie));
        const auto all = must(wallet::disputesOf(logs, m_context->vault.transactions(), patient));
        QVERIFY(!all.contains(own));
        QVERIFY(all.at(m_access).state == Dispute::State::Proven);
    }

    void aRowIsDisputedOnce() {
        must(DisputeAccess(*m_context).dispute(m_world->patient(), m_access, words));
        QCOMPARE(refusal(m_access, words), ErrorCode::AlreadyExists);
        follow();
        must(m_world->consortium().answerDisputes());
        follow();
        QCOMPARE(refusal(m_access, words), ErrorCode::AlreadyExists);
    }

    void whatCannotBeDisputedIsSaidBeforeAnythingIsSigned() {
        const std::string most(DisputeBody::wordsMax, 'x');
        QCOMPARE(refusal(m_access, ""), ErrorCode::InvalidArgument);
        QCOMPARE(refusal(m_access, most + 'x'), ErrorCode::TooLarge);
        QCOMPARE(refusal(LogSequence(0), words), ErrorCode::InvalidArgument); // the registration
        QCOMPARE(refusal(LogSequence(99'999), words), ErrorCode::NotFound);
        QVERIFY(must(m_context->vault.transactions().newest(1)).empty() ||
                !wallet::disputedBy(must(m_context->vault.transactions().newest(1)).front()));
        must(DisputeAccess(*m_context).dispute(m_world->patient(), m_access, most));
    }

    /// The program ends between signing and sending.
    void whatWasNeverSentIsSentAtTheNextStart() {
        must(DisputeAccess(*m_context).keep(m_world->patient(), m_access, words));
        QVERIFY(state() == Dispute::State::Waiting);
        QCOMPARE(refusal(m_access, words), ErrorCode::AlreadyExists);
        start();
        m_node->losesRequests = true;
        QCOMPARE(must(Outbox(*m_context).resume(milliseconds(0))).waiting, 1U);
        QVERIFY(state() == Dispute::State::Waiting);
        m_node->losesRequests = false;
        QCOMPARE(must(Outbox(*m_context).resume()).proven, 1U);
        QVERIFY(state() == Dispute::State::Proven);
        QCOMPARE(must(m_world->consortium().answerDisputes()), 1U);
    }

    /// The program ends between sending and the proof.
    void sentAndNotProvenIsPickedUp() {
        struct Ends {};
        const std::uint64_t before = m_world->rowCount();
        m_node->hidesTransactions = true;
        try {
            static_cast<void>(DisputeAccess(*m_context)
                                  .dispute(m_world->patient(), m_access, words,
                                           [](const wallet::ActProgress& progress) {
                                               if (progress.stage ==
                                                   wallet::ActProgress::Stage::Sent) {
                                                   throw Ends();
                                               }
                                           }));
        } catch (const Ends&) {
        }
        QCOMPARE(must(m_world->consortium().answerDisputes()), 0U); // no letter yet
        start();
        // The node hides it still; the state shows what it did.
        QCOMPARE(must(Outbox(*m_context).resume(milliseconds(0))).proven, 1U);
        QCOMPARE(m_world->rowCount(), before + 1);
        QCOMPARE(must(m_world->consortium().answerDisputes()), 1U);
    }

    void whatTheRegistryRefusesMayBeSaidAgain() {
        // Nobody sent it before it expired.
        must(DisputeAccess(*m_context).keep(m_world->patient(), m_access, words));
        m_world->clock().pass(std::chrono::hours(30));
        QCOMPARE(must(Outbox(*m_context).resume()).refused, 1U);
        QVERIFY(state() == Dispute::State::Refused);
        QCOMPARE(dispute().refusal, static_cast<std::uint32_t>(registry::Refusal::Expired));
        must(DisputeAccess(*m_context).dispute(m_world->patient(), m_access, words));
        QVERIFY(state() == Dispute::State::Proven);
    }

    void aRefusalOfTheRegistryIsKept() {
        const TxHash first =
            must(DisputeAccess(*m_context).keep(m_world->patient(), m_access, words));
        const PendingTransaction kept = must(m_context->vault.transactions().find(first));
        must(m_context->ledger.submit(kept.bytes));
        must(Outbox(*m_context).withdraw(first)); // as if it were not known here
        must(DisputeAccess(*m_context).keep(m_world->patient(), m_access, words));
        QCOMPARE(must(Outbox(*m_context).resume()).refused, 1U);
        const auto newest = must(m_context->vault.transactions().newest(10));
        QVERIFY(std::any_of(newest.begin(), newest.end(), [](const PendingTransaction& one) {
            return one.refusal == static_cast<std::uint32_t>(registry::Refusal::AlreadyDisputed);
        }));
    }

    void onlyTheWriterReadsAndAnswers() {
        must(DisputeAccess(*m_context).dispute(m_world->patient(), m_access, words));
        for (const auto& organization : m_world->consortium().organizations()) {
            Mailbox* box = m_world->consortium().find(organization.party);
            QVERIFY(box != nullptr);
        }
        // The row's writer is Minghu; another hospital has no letter to answer, so one answer.
        QCOMPARE(must(m_world->consortium().answerDisputes()), 1U);
        follow();
        const auto answers = rowsOf(registry::LogEventType::AnswerDispute);
        QCOMPARE(answers.size(), std::size_t(1));
        QCOMPARE(answers.front().actor, m_world->organization("minghu"));
    }

    void bodiesKeepTheirLimits() {
        const DisputeBody body{LogSequence(7), std::string(words)};
        QVERIFY(must(decodeDisputeBody(encodeDisputeBody(body))) == body);
        const std::string most(DisputeBody::wordsMax, 'x');
        must(decodeDisputeBody(encodeDisputeBody({LogSequence(0), most})));
        QCOMPARE(decodeDisputeBody(encodeDisputeBody({LogSequence(0), most + 'x'})).error().code,
                 ErrorCode::TooLarge);
        QCOMPARE(decodeDisputeBody(encodeDisputeBody({LogSequence(0), ""})).error().code,
                 ErrorCode::Malformed);
        Bytes longer = encodeDisputeBody(body);
        longer.push_back(std::byte{0});
        QVERIFY(!decodeDisputeBody(longer));
        for (std::size_t size = 0; size + 1 < longer.size(); ++size) {
            QVERIFY(!decodeDisputeBody(ByteView(longer).first(size)));
        }
    }

private:
    void follow() {
        const auto check = must(wallet::SyncLog(*m_context).update(m_world->patient()));
        QVERIFY(check.complete);
        must(wallet::LogDetailsReader(*m_context).openWaiting(m_world->patient()));
    }
    /// An access by Dr Han on a grant, in the log of the vault.
    LogSequence letHanRead() {
        const GrantId grant = m_world->give(m_world->draft("han", {"glucose"}));
        const auto answer = must(m_world->gateway("minghu").read(
            m_world->signWithOpening("han", m_world->request("han", "minghu", grant), grant)));
        if (!answer.permitted) {
            throw std::runtime_error("the access was refused");
        }
        follow();
        return rowsOf(registry::LogEventType::Access).front().seq;
    }
    std::vector<LogRow> rowsOf(registry::LogEventType type) {
        LogFilter filter;
        filter.types = {static_cast<std::uint32_t>(type)};
        return must(m_context->vault.logs().page(m_world->patient().party, filter,
                                                 LogOrder::NewestFirst, std::nullopt, 100))
            .rows;
    }
    Dispute dispute() {
        const auto all = must(wallet::disputesOf(
            m_context->vault.logs(), m_context->vault.transactions(), m_world->patient().party));
        return all.at(m_access);
    }
    Dispute::State state() { return dispute().state; }
    ErrorCode refusal(LogSequence row, std::string_view said) {
        const auto made = DisputeAccess(*m_context).keep(m_world->patient(), row, said);
        return made ? ErrorCode::Internal : made.error().code;
    }

    LogSequence m_access;
};

QTEST_APPLESS_MAIN(DisputeAccessTest)
#include "dispute_access_test.moc"
