// Details are opened on several threads; what stands in the vault afterwards must not show it.
#include "core/wallet/log_details.h"
#include "core/wallet/waiting_bodies.h"
#include "tests/support/sealed_log.h"

#include <QTest>

#include <atomic>

using namespace consentry;
using namespace consentry::test;
using Fault = SealedLog::Fault;

namespace {

constexpr std::size_t batch = wallet::WaitingBodies::batchRowsMax;
const auto must = [](auto result) { return VaultFixture::must(std::move(result)); };

std::vector<LogRow> rowsOf(SealedLog& log, std::optional<BodyState> state = {}) {
    std::vector<LogRow> rows;
    LogFilter filter;
    filter.bodyState = state;
    std::optional<LogSequence> after;
    do {
        const LogPageRows page = must(log.vault().logs().page(
            log.patient().party, filter, LogOrder::OldestFirst, after, LogStore::pageMax));
        rows.insert(rows.end(), page.rows.begin(), page.rows.end());
        after = page.next;
    } while (after);
    return rows;
}

std::size_t waiting(SealedLog& log) {
    return rowsOf(log, BodyState::Waiting).size();
}

} // namespace

class OpenWaitingTest : public QObject {
    Q_OBJECT
private slots:
    void eachRowGetsItsOwnDetails();
    void whatIsWrongStaysWithItsRow();
    void onlyTheCallersThreadAsksTheMailbox();
    void looksAtNoMoreThanTheLimit();
    void cancellingKeepsWhatWasStored();
    void cancelledBeforehandDoesNothing();
    void aLockInBetweenLeavesWholeRows();
};

void OpenWaitingTest::eachRowGetsItsOwnDetails() {
    SealedLog log(2 * batch + 321);
    auto context = log.wallet();
    std::vector<std::uint64_t> reported;
    JobControl control;
    control.onProgress = [&](const Progress& progress) { reported.push_back(progress.done); };
    const std::uint64_t all = 2 * batch + 321;
    QCOMPARE(must(wallet::LogDetailsReader(context).openWaiting(log.patient(), control)), all);
    QVERIFY(reported == (std::vector<std::uint64_t>{batch, 2 * batch, all}));
    for (const LogRow& row : rowsOf(log)) {
        QCOMPARE(row.bodyState, BodyState::Opened);
        QCOMPARE(row.verdict, LogVerdict::Explained);
        QCOMPARE(must(log.vault().logs().details(log.patient().party, row.seq)),
                 std::optional(log.contentOf(row.seq.value)));
    }
    const auto terms = must(log.vault().logs().termsWith("glucose 1234"));
    QVERIFY(terms && terms->size() == 1);
    const LogIndex index = must(log.vault().logs().index(log.patient().party, std::nullopt));
    QCOMPARE(index.rows.size(), std::size_t{all});
    for (std::size_t row = 0; row < all; ++row) {
        const auto& set = index.termSets[index.rows[row].terms];
        QCOMPARE(std::count(set.begin(), set.end(), terms->front()), row == 1234 ? 1 : 0);
    }
    // Nothing is left to do.
    QCOMPARE(must(wallet::LogDetailsReader(context).openWaiting(log.patient())), std::uint64_t{0});
}

void OpenWaitingTest::whatIsWrongStaysWithItsRow() {
    struct Expected {
        Fault fault;
        BodyState state;
        LogVerdict verdict;
    };
    const std::vector<Expected> kinds = {
        {Fault::None, BodyState::Opened, LogVerdict::Explained},
        {Fault::Absent, BodyState::Missing, LogVerdict::Alarm},
        {Fault::None, BodyState::Opened, LogVerdict::Explained},
        {Fault::Exchanged, BodyState::Missing, LogVerdict::Alarm},
        {Fault::OtherCommitment, BodyState::Mismatch, LogVerdict::Alarm},
        {Fault::OtherKey, BodyState::CannotOpen, LogVerdict::Alarm},
        {Fault::None, BodyState::Opened, LogVerdict::Explained},
        {Fault::OtherEpoch, BodyState::CannotOpen, LogVerdict::Alarm},
        {Fault::Unsigned, BodyState::Opened, LogVerdict::Alarm},
        {Fault::OtherGrant, BodyState::Opened, LogVerdict::Alarm},
        {Fault::NoBody, BodyState::None, LogVerdict::Alarm},
    };
    const auto kindOf = [&](std::size_t row) -> const Expected& {
        return kinds[row * 7 % kinds.size()];
    };
    SealedLog log(500, [&](std::size_t row) { return kindOf(row).fault; });
    auto context = log.wallet();
    must(wallet::LogDetailsReader(context).openWaiting(log.patient()));
    const auto rows = rowsOf(log);
    QCOMPARE(rows.size(), std::size_t{500});
    for (const LogRow& row : rows) {
        const Expected& expected = kindOf(row.seq.value);
        QVERIFY2(row.bodyState == expected.state && row.verdict == expected.verdict,
                 qPrintable(QString::number(row.seq.value)));
        const auto details = must(log.vault().logs().details(log.patient().party, row.seq));
        QCOMPARE(details.has_value(), expected.state == BodyState::Opened);
        QVERIFY(!details || *details == log.contentOf(row.seq.value));
    }
}

void OpenWaitingTest::onlyTheCallersThreadAsksTheMailbox() {
    SealedLog log(batch + 10);
    auto context = log.wallet();
    must(wallet::LogDetailsReader(context).openWaiting(log.patient()));
    QCOMPARE(log.mailbox().fetches, batch + 10);
    QVERIFY(!log.mailbox().wasAskedByAnotherThread);
}

void OpenWaitingTest::looksAtNoMoreThanTheLimit() {
    SealedLog log(120);
    auto context = log.wallet();
    wallet::LogDetailsReader reader(context);
    QCOMPARE(must(reader.openWaiting(log.patient(), {}, 50)), std::uint64_t{50});
    QCOMPARE(waiting(log), std::size_t{70});
    QCOMPARE(rowsOf(log, BodyState::Waiting)[0].seq, LogSequence(50)); // the oldest came first
    QCOMPARE(must(reader.openWaiting(log.patient(), {}, 0)), std::uint64_t{0});
    QCOMPARE(must(reader.openWaiting(log.patient())), std::uint64_t{70});
    QCOMPARE(waiting(log), std::size_t{0});
}

void OpenWaitingTest::cancellingKeepsWhatWasStored() {
    SealedLog log(4 * batch);
    auto context = log.wallet();
    wallet::LogDetailsReader reader(context);
    std::stop_source stop;
    JobControl control;
    control.stop = stop.get_token();
    control.onProgress = [&](const Progress&) { stop.request_stop(); };
    const std::uint64_t stored = must(reader.openWaiting(log.patient(), control));
    QCOMPARE(stored, std::uint64_t{batch}); // the first report comes with the first batch
    QCOMPARE(rowsOf(log, BodyState::Opened).size(), batch);
    QCOMPARE(waiting(log), 3 * batch);
    // Nothing is lost: the next call takes up what waits.
    QCOMPARE(must(reader.openWaiting(log.patient())), std::uint64_t{3 * batch});
    for (const LogRow& row : rowsOf(log)) {
        QCOMPARE(row.bodyState, BodyState::Opened);
    }
}

void OpenWaitingTest::cancelledBeforehandDoesNothing() {
    SealedLog log(20);
    auto context = log.wallet();
    std::stop_source stop;
    stop.request_stop();
    JobControl control;
    control.stop = stop.get_token();
    QCOMPARE(must(wallet::LogDetailsReader(context).openWaiting(log.patient(), control)),
             std::uint64_t{0});
    QCOMPARE(log.mailbox().fetches, std::size_t{0});
    QCOMPARE(waiting(log), std::size_t{20});
}

void OpenWaitingTest::aLockInBetweenLeavesWholeRows() {
    SealedLog log(3 * batch);
    {
        auto context = log.wallet();
        JobControl control;
        control.onProgress = [&](const Progress&) { log.vault().lock(vault::LockReason::Request); };
        const auto result = wallet::LogDetailsReader(context).openWaiting(log.patient(), control);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Locked);
    }
    log.reopen();
    QCOMPARE(rowsOf(log, BodyState::Opened).size(), batch);
    QCOMPARE(waiting(log), 2 * batch);
    for (const LogRow& row : rowsOf(log, BodyState::Opened)) {
        QCOMPARE(must(log.vault().logs().details(log.patient().party, row.seq)),
                 std::optional(log.contentOf(row.seq.value)));
    }
}

QTEST_APPLESS_MAIN(OpenWaitingTest)
#include "open_waiting_test.moc"
