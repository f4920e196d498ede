// What "My health" says of copies and the ledger: only what a check said, when it said it, and what
// to do where it failed; by mouse and by keyboard.
#include "app/desktop/anchor_controller.h"
#include "core/clinical/record_from_json.h"
#include "tests/support/desktop_fixture.h"
#include "tests/support/open_demo.h"
#include "ui/models/check_words.h"
#include "ui/models/health_reader.h"
#include "ui/pages/health_page.h"
#include "ui/pages/health_panel.h"
#include "ui/widgets/virtual_list.h"

#include <QSignalSpy>

#include <fstream>

using namespace Qt::StringLiterals;
using namespace consentry;
using namespace consentry::ui;
using desktop::AnchorController;
using test::DesktopFixture;
using test::must;
using test::OpenDemo;
using wallet::AnchorReport;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;
const std::string measured = R"({"resourceType":"Observation","id":"k1","status":"final",)"
                             R"("code":{"text":"Potassium"},)"
                             R"("valueQuantity":{"value":4.1,"unit":"mmol/L"}})";

/// One record of a hospital in an open vault.
class Copy {
public:
    explicit Copy(bool isDamaged = false, bool isFromFile = false) {
        const PartyId custodian = isFromFile ? PartyId() : hospital();
        clinical::Record record =
            must(clinical::recordFromJson(bytesOf(measured), {custodian, nullptr}));
        if (isDamaged) {
            record.original.back() = std::byte{' '};
        }
        digest = record.facts.digest;
        RecordStore& records = m_demo.world().wallet().vault.records();
        const auto session = must(records.beginImport({"copy.json", {}, {}}));
        must(session->add(record));
        must(session->commit("{}"));
    }
    PartyId hospital() { return m_demo.world().organization("qinghe"); }
    OpenDemo& demo() { return m_demo; }
    void put(AnchorCheck check) {
        check.record = digest;
        check.custodian = hospital();
        must(m_demo.world().wallet().vault.anchorChecks().put(std::span(&check, 1)));
    }
    void put(AnchorOutcome outcome) {
        AnchorCheck check;
        check.outcome = outcome;
        check.checkedAt = *parseRfc3339("2026-11-20T08:00:00Z");
        check.height = BlockHeight(1204);
        put(check);
    }
    HealthDetailView detail() {
        const VaultReading reading = m_demo.reading();
        return HealthReader(reading).detail(QString::fromStdString(digest.hex())).value();
    }
    RecordDigest digest;

private:
    OpenDemo m_demo;
};

/// A page over rows that a test makes up.
class Rows : public HealthSource {
public:
    std::vector<HealthRowView> rows;
    std::optional<HealthCheckView> view;

    int rowCount() const override { return static_cast<int>(rows.size()); }
    std::optional<HealthRowView> row(int index) override {
        return rows[static_cast<std::size_t>(index)];
    }
    QList<HealthFacetCount> counts() const override { return {}; }
    std::optional<HealthCheckView> checks() const override { return view; }
    void setFilter(HealthFacet, const QString&) override {}
    void requestDetail(const QString&) override {}
    void requestTrends(const QString&) override {}
    void requestAttachments(const QString&) override {}
    void requestDocumentPage(const QString&, int, int) override {}
};

QString said(QWidget& page) {
    QStringList words;
    for (const QLabel* label : page.findChild<QWidget*>(u"checkLine"_s)->findChildren<QLabel*>()) {
        words << label->text();
    }
    return words.join(u" · "_s);
}

HealthCheckView counted(int total, int matching, int unchecked, int wrong) {
    HealthCheckView view;
    view.total = total;
    view.matching = matching;
    view.unchecked = unchecked;
    view.wrong = wrong;
    return view;
}

} // namespace

class CheckAnchorsUiTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = test::beginDesktopTest(); }

    void nobodyCheckedIsSaidAsSuch() {
        Copy copy;
        const HealthDetailView detail = copy.detail();
        QVERIFY(detail.hash == HashState::NotChecked);
        QCOMPARE(detail.check.said, u"Nobody has compared this copy with the ledger yet."_s);
        QVERIFY(detail.check.next.contains(u"asks the hospital for its proof"_s));
        QVERIFY(detail.check.when.isEmpty() && detail.check.lastTry.isEmpty());
        QVERIFY(detail.check.mayCheck && !detail.check.isAlarm);
    }

    void everyOutcomeHasItsState_data() {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("alarm");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, AnchorOutcome outcome, HashState state, bool alarm,
                            const QString& words) {
            QTest::newRow(name) << int(outcome) << int(state) << alarm << words;
        };
        row("matches", AnchorOutcome::Matches, HashState::Matches, false,
            u"anchored exactly this copy on the ledger."_s);
        row("amended", AnchorOutcome::Amended, HashState::Amended, false,
            u"replaced it by a newer version."_s);
        row("deleted", AnchorOutcome::Deleted, HashState::Withdrawn, false,
            u"has since deleted the record."_s);
        row("other", AnchorOutcome::OtherVersion, HashState::Differs, true,
            u"anchored another version of this record, not this copy."_s);
        row("none", AnchorOutcome::NotAnchored, HashState::NotAnchored, false,
            u"showed no anchor for this copy"_s);
        row("lie", AnchorOutcome::ProofFails, HashState::ProofFails, true,
            u"does not hold on the ledger."_s);
        row("damaged", AnchorOutcome::CopyDamaged, HashState::Differs, true,
            u"no longer what was stored here."_s);
    }
    void everyOutcomeHasItsState() {
        QFETCH(int, outcome);
        QFETCH(int, state);
        QFETCH(bool, alarm);
        QFETCH(QString, words);
        Copy copy;
        copy.put(static_cast<AnchorOutcome>(outcome));
        const HealthDetailView detail = copy.detail();
        QCOMPARE(int(detail.hash), state);
        QCOMPARE(detail.check.isAlarm, alarm);
        QVERIFY2(detail.check.said.contains(words), qPrintable(detail.check.said));
        QCOMPARE(isAlarm(detail.hash), alarm);
        QVERIFY(!alarm || !detail.check.next.isEmpty());
        QVERIFY2(detail.check.when.contains(u"block 1,204 of the demonstration"_s),
                 qPrintable(detail.check.when));
        QVERIFY(detail.check.when.contains(u"20 November 2026"_s));
        HealthModel model;
        QVERIFY(!HealthModel::word(detail.hash).isEmpty());
    }

    /// The check is about a digest; bytes that do not have it were never checked.
    void changedBytesNeverShowAsMatching() {
        Copy copy(true);
        copy.put(AnchorOutcome::Matches);
        const HealthDetailView detail = copy.detail();
        QVERIFY(detail.hash == HashState::Differs);
        QVERIFY(detail.check.isAlarm);
        QVERIFY(detail.check.said.contains(u"no longer what was stored here"_s));
    }

    void aLaterTryThatFailedIsSaidBesideWhatWasProven() {
        Copy copy;
        AnchorCheck check;
        check.outcome = AnchorOutcome::Matches;
        check.checkedAt = *parseRfc3339("2026-11-20T08:00:00Z");
        check.height = BlockHeight(1204);
        check.failure =
            FailedCheck{*parseRfc3339("2026-11-21T08:00:00Z"), CheckObstacle::HospitalSilent};
        copy.put(check);
        const HealthDetailView detail = copy.detail();
        QVERIFY(detail.hash == HashState::Matches);
        QVERIFY(detail.check.when.contains(u"20 November 2026"_s));
        QVERIFY(detail.check.lastTry.contains(u"21 November 2026"_s));
        QVERIFY2(detail.check.lastTry.contains(u"No answer from Qinghe"_s),
                 qPrintable(detail.check.lastTry));
    }

    void everyObstacleSaysWhatToDo() {
        for (int obstacle = 1; obstacle <= int(CheckObstacle::Other); ++obstacle) {
            const QString words =
                CheckWords::obstacle(static_cast<CheckObstacle>(obstacle), u"Mingxi Hospital"_s);
            QVERIFY(words.endsWith(u'.'));
        }
    }

    void aFileThatAHospitalAnchoredIsItsRecord() {
        Copy copy(false, true);
        QVERIFY(copy.detail().hash == HashState::FromFile);
        QVERIFY(copy.detail().check.said.startsWith(u"It came from a file."_s));
        copy.put(AnchorOutcome::Matches);
        QVERIFY(copy.detail().hash == HashState::Matches);
    }

    void theSummaryCounts() {
        Copy copy;
        const auto summary = [&] {
            const VaultReading reading = copy.demo().reading();
            return CheckWords(reading).summary();
        };
        QCOMPARE(summary()->total, 1);
        QCOMPARE(summary()->unchecked, 1);
        QVERIFY(summary()->when.isEmpty());
        copy.put(AnchorOutcome::ProofFails);
        QCOMPARE(summary()->wrong, 1);
        QCOMPARE(summary()->block, 1204);
        QVERIFY(summary()->isDemonstration);
        copy.put(AnchorOutcome::NotAnchored);
        QCOMPARE(summary()->others(), 1);
        Copy fromFile(false, true);
        const VaultReading reading = fromFile.demo().reading();
        QVERIFY(!CheckWords(reading).summary());
    }

    void theLineSaysHowManyOfWhat() {
        Rows rows;
        HealthPage page;
        page.setSource(&rows);
        QVERIFY(page.findChild<QWidget*>(u"checkLine"_s) == nullptr);
        const auto show = [&](const HealthCheckView& view) {
            rows.view = view;
            emit rows.checksChanged();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            return said(page);
        };
        QCOMPARE(show(counted(3, 0, 3, 0)),
                 u"3 records from hospitals, not checked against the ledger yet"_s);
        QCOMPARE(show(counted(3, 3, 0, 0)), u"3 records from hospitals, all exactly as anchored"_s);
        const QString mixed = show(counted(5, 2, 1, 1));
        QVERIFY2(mixed.contains(u"2 of 5 records from hospitals exactly as anchored"_s),
                 qPrintable(mixed));
        QVERIFY2(mixed.startsWith(u"1 not to be relied on"_s), qPrintable(mixed));
        QVERIFY2(mixed.contains(u"1 not checked yet · 1 replaced, deleted or not anchored"_s),
                 qPrintable(mixed));
        HealthCheckView dated = counted(1, 1, 0, 0);
        dated.when = u"20 November 2026, 08:00"_s;
        dated.block = 1204;
        QVERIFY(show(dated).contains(u"as of 20 November 2026, 08:00, block 1,204"_s));
        page.setSource(nullptr);
    }

    void theButtonWaitsWhileACheckRuns() {
        Rows rows;
        rows.view = counted(3, 0, 3, 0);
        HealthPage page;
        page.setSource(&rows);
        QSignalSpy asked(&page, &HealthPage::checkAsked);
        page.findChild<QAbstractButton*>(u"checkAll"_s)->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toString(), QString());
        page.setChecking(true);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!page.findChild<QAbstractButton*>(u"checkAll"_s)->isEnabled());
        page.setChecking(false);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(page.findChild<QAbstractButton*>(u"checkAll"_s)->isEnabled());
        page.setSource(nullptr);
    }

    void aLyingHospitalIsNamedWithWhatToDo() {
        Copy copy;
        AnchorReport report;
        report.found[AnchorOutcome::ProofFails] = 2;
        report.found[AnchorOutcome::Matches] = 1;
        report.contradicted.insert(copy.hospital());
        const QString words = wordsOf(copy, report);
        QVERIFY2(words.startsWith(u"Qinghe"_s), qPrintable(words));
        QVERIFY(words.contains(u"proofs that do not hold on the ledger"_s));
        QVERIFY(words.contains(u"Do not rely on"_s));
        QVERIFY(words.contains(u"1 record is exactly what the hospital anchored."_s));
    }

    void whatCouldNotBeAskedIsNamed() {
        Copy copy;
        AnchorReport report;
        report.unchecked = 2;
        report.silent[copy.hospital()] = CheckObstacle::NoWay;
        report.ledger = CheckObstacle::LedgerStale;
        const QString words = wordsOf(copy, report);
        QVERIFY(words.contains(u"2 records could not be checked now"_s));
        QVERIFY(words.contains(u"no way to ask Qinghe"_s));
        QVERIFY(words.contains(u"this computer's clock"_s));
        QCOMPARE(wordsOf(copy, {}),
                 u"There is no record here that a hospital could have anchored."_s);
    }

    void theDemonstrationHasCheckedItsCopies() {
        DesktopFixture desktop(m_folder->path() / "home");
        desktop.press(u"demo"_s);
        QVERIFY(desktop.waitFor(Place::Home, 120));
        desktop.window().goTo(Place::Health);
        QVERIFY(desktop.waitForWidget(u"checkAll"_s));
        QVERIFY2(said(desktop.page()).contains(u"all exactly as anchored"_s),
                 qPrintable(said(desktop.page())));
        QVERIFY(said(desktop.page()).contains(u"of the demonstration"_s));
        auto& list = static_cast<VirtualList&>(desktop.widget(u"healthList"_s));
        QTRY_VERIFY(rowWith(list, u"unchanged"_s) >= 0);
        QVERIFY(rowWith(list, u"from a file"_s) >= 0); // her own meter
        QCOMPARE(rowWith(list, u"not checked yet"_s), -1);
        desktop.press(u"checkAll"_s);
        const QString notice = desktop.waitForNotice(120);
        QVERIFY2(notice.contains(u"records are exactly what the hospitals anchored."_s),
                 qPrintable(notice));
        desktop.dismissNotice();
        checkOneByKeyboard(desktop, list);
    }

    void aFileOfOnesOwnHasNobodyToAsk() {
        DesktopFixture desktop(m_folder->path() / "home");
        QVERIFY(desktop.openNewVault(passphrase));
        desktop.window().goTo(Place::Health);
        std::ofstream(m_folder->path() / "own.json") << measured;
        desktop.importFile(m_folder->path() / "own.json");
        desktop.waitForNotice();
        desktop.dismissNotice();
        QVERIFY(desktop.waitForWidget(u"healthList"_s));
        QVERIFY(desktop.find<QWidget>(u"checkLine"_s) == nullptr);
        auto& list = static_cast<VirtualList&>(desktop.widget(u"healthList"_s));
        QTRY_VERIFY(rowWith(list, u"from a file"_s) >= 0);
        desktop.window().health().showDetail(idOfRow(list, 0));
        QVERIFY(desktop.waitForWidget(u"checkRecord"_s));
        QVERIFY(desktop.words().contains(u"It came from a file."_s));
        desktop.press(u"checkRecord"_s);
        QCOMPARE(desktop.waitForNotice(),
                 u"There is no record here that a hospital could have anchored."_s);
    }

private:
    static QString wordsOf(Copy& copy, const AnchorReport& report) {
        test::DemoWorld& world = copy.demo().world();
        return AnchorController::words(report, {world, world.wallet(), world.patient()},
                                       consentry::Language::English);
    }
    static int rowWith(const VirtualList& list, const QString& words) {
        for (int i = 0; i < list.model()->rowCount(); ++i) {
            if (list.model()->index(i, 0).data().toString().contains(words)) {
                return i;
            }
        }
        return -1;
    }
    static QString idOfRow(const VirtualList& list, int row) {
        return list.model()->index(row, 0).data(HealthModel::rowRole).value<HealthRowView>().id;
    }
    /// From the list into the details and to the button, without a mouse.
    static void checkOneByKeyboard(DesktopFixture& desktop, VirtualList& list) {
        QTRY_VERIFY(rowWith(list, u"unchanged"_s) >= 0); // the rows are read anew
        desktop.window().health().showDetail(idOfRow(list, rowWith(list, u"unchanged"_s)));
        QVERIFY(desktop.waitForWidget(u"checkRecord"_s));
        QVERIFY2(desktop.words().contains(u"anchored exactly this copy on the ledger."_s),
                 qPrintable(desktop.words()));
        auto* button = desktop.find<QAbstractButton>(u"checkRecord"_s);
        button->setFocus(Qt::TabFocusReason);
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(desktop.waitForNotice(), u"1 record is exactly what the hospital anchored."_s);
        QVERIFY(desktop.waitForWidget(u"checkRecord"_s));
    }

    std::unique_ptr<test::TemporaryFolder> m_folder;
};

int main(int argc, char** argv) {
    return test::runDesktopTest<CheckAnchorsUiTest>(argc, argv);
}

#include "check_anchors_test.moc"
