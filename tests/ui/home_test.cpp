// Home: what it says needs the person, and what each of its buttons does, over a vault and in the
// real window of the demonstration.
#include "core/wallet/check_up.h"
#include "core/wallet/dispute_access.h"
#include "core/wallet/grant_access.h"
#include "core/wallet/read_records.h"
#include "tests/support/desktop_fixture.h"
#include "tests/support/open_demo.h"
#include "ui/bridge/convert.h"
#include "ui/gallery/sample_data.h"
#include "ui/models/draft_reader.h"
#include "ui/models/format.h"
#include "ui/models/grant_list_model.h"
#include "ui/models/home_reader.h"
#include "ui/models/log_reader.h"
#include "ui/pages/home_page.h"
#include "ui/pages/who_looked_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/widgets/link_row.h"
#include "ui/widgets/text.h"
#include "ui/widgets/virtual_list.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using namespace consentry::ui;
using test::DemoWorld;
using test::DesktopFixture;
using test::must;
using Kind = TaskView::Kind;
using Place = DesktopFixture::Place;
using std::chrono::days;
using std::chrono::hours;

namespace {

class Scene : public test::OpenDemo {
public:
    /// What Home says at the first visit.
    HomeView home(const QDateTime& lastVisit = {}) {
        const VaultReading vault = reading();
        return HomeReader(vault).view(lastVisit);
    }
    QList<TaskView> tasks(Kind kind) {
        QList<TaskView> found;
        for (const TaskView& task : home().tasks) {
            if (task.kind == kind) {
                found << task;
            }
        }
        return found;
    }
    GrantId give(days lasts) {
        consent::Grant draft = world().draft("han", {"glucose"});
        draft.notAfter = draft.notBefore + lasts;
        return world().give(draft);
    }
    void pass(milliseconds time) { world().clock().pass(time); }
    QDateTime now() { return toDateTime(world().clock().now()); }
    /// A grant for a value that the hospital has, an hour before the visit that is remembered.
    GrantId begin() {
        world().addRecord("qinghe", DemoWorld::observation("g1", "14771-0", 6.1));
        const GrantId id = give(days(60));
        pass(hours(1));
        m_lastVisit = now();
        pass(hours(1));
        return id;
    }
    QList<HappeningView> happened() { return home(m_lastVisit).happened; }
    /// The patient's own request.
    void readOwn() {
        wallet::WalletContext& wallet = world().wallet();
        wallet::ReaderKeys keys;
        keys.party = world().patient().party;
        keys.device = must(wallet.vault.keys().deviceSigningKey(world().patient()));
        keys.sealing = must(wallet.vault.keys().deviceSealingKey(world().patient()));
        wallet::ReadRecords records(keys, wallet.ledger, world().consortium(), world().clock());
        ReadRequest request;
        request.patient = world().patient().party;
        request.basis = consent::Basis::Self;
        request.purpose = "PATRQT";
        must(records.read(world().gateway("qinghe"), std::move(request), {}));
        follow();
    }
    /// An access, and the objection to it, which stands in the log.
    LogSequence objectToAnAccess() {
        world().addRecord("qinghe", DemoWorld::observation("g1", "14771-0", 6.1));
        look(give(days(60)));
        const VaultReading vault = reading();
        LogSequence access;
        LogReader(vault).eachRow([&access](const AccessRowView& row) {
            access = LogSequence(row.id.toULongLong());
            return false;
        });
        must(wallet::DisputeAccess(world().wallet()).dispute(world().patient(), access, "Who?"));
        follow();
        return access;
    }

private:
    QDateTime m_lastVisit;
};

} // namespace

class HomeTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = test::beginDesktopTest(); }

    void aGrantIsToldOfInItsLastWeek() {
        Scene scene;
        const GrantId id = scene.give(days(60));
        scene.pass(days(52));
        QVERIFY(scene.tasks(Kind::Expiring).isEmpty());
        scene.pass(days(1) + hours(1));
        const QList<TaskView> told = scene.tasks(Kind::Expiring);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].id, toQString(id.hex()));
        QVERIFY2(told[0].who.contains(u"Han Zhiyuan"_s), qPrintable(told[0].who));
        QVERIFY(told[0].isUrgent());
        QVERIFY2(told[0].facts.join(u';').contains(u"days left"_s),
                 qPrintable(told[0].facts.join(u';')));
        scene.pass(days(7));
        QVERIFY(scene.tasks(Kind::Expiring).isEmpty()); // it has ended
    }

    void aShortGrantIsNotToldOfAtOnce() {
        Scene scene;
        scene.give(days(4));
        QVERIFY(scene.tasks(Kind::Expiring).isEmpty());
        scene.pass(days(3) - hours(1));
        QVERIFY(scene.tasks(Kind::Expiring).isEmpty());
        scene.pass(hours(2));
        QCOMPARE(scene.tasks(Kind::Expiring).size(), 1);
    }

    void whoLetsItEndIsNotReminded() {
        Scene scene;
        const GrantId id = scene.give(days(60));
        scene.pass(days(55));
        must(wallet::dismissFinding(scene.world().wallet().vault.settings(), id,
                                    consent::Finding::Kind::EndsSoon));
        QVERIFY(scene.tasks(Kind::Expiring).isEmpty());
    }

    void aGrantThatIsBeingReplacedNeedsNobody() {
        Scene scene;
        const GrantId id = scene.give(days(60));
        scene.pass(days(55));
        StoredGrant next = must(scene.world().wallet().vault.grants().find(id));
        next.id = must(GrantId::fromHexText(std::string(64, 'a')));
        next.supersedes = id;
        next.state = consentry::GrantState::Pending;
        next.end += days(60);
        must(scene.world().wallet().vault.grants().put(next));
        QVERIFY(scene.tasks(Kind::Expiring).isEmpty());
    }

    void oneThatIsBeingRevokedNeedsNobody() {
        Scene scene;
        const GrantId id = scene.give(days(60));
        scene.pass(days(55));
        scene.world().revoke(id);
        QVERIFY(scene.tasks(Kind::Expiring).isEmpty());
    }

    void aRenewedGrantHasAsLongAsBeforeAndTheSameScope() {
        Scene scene;
        const GrantId id = scene.give(days(60));
        scene.pass(days(55));
        const VaultReading vault = scene.reading();
        DraftReader reader(vault);
        const GrantDraft before = reader.draftOf(id);
        const GrantDraft draft = reader.renewed(id);
        QCOMPARE(draft.what, before.what);
        QCOMPARE(draft.window, before.window);
        QCOMPARE(draft.who, before.who);
        QCOMPARE(draft.purpose, before.purpose);
        QCOMPARE(draft.actions, before.actions);
        const qint64 length = toDate(vault.now).daysTo(draft.ends);
        QVERIFY2(length >= 59 && length <= 60, qPrintable(QString::number(length)));
        QVERIFY(reader.grantOf(draft).has_value());
    }

    void nobodyRenewsForLongerThanAYear() {
        Scene scene;
        const GrantId id = scene.give(days(3 * 365));
        const VaultReading vault = scene.reading();
        QCOMPARE(toDate(vault.now).daysTo(DraftReader(vault).renewed(id).ends), 366);
    }

    void anAnswerIsToldOfUntilItWasRead() {
        Scene scene;
        const LogSequence access = scene.objectToAnAccess();
        QVERIFY(scene.tasks(Kind::Answer).isEmpty()); // nobody has answered
        must(scene.world().consortium().answerDisputes());
        scene.follow();
        const QList<TaskView> told = scene.tasks(Kind::Answer);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].id, QString::number(access.value));
        QVERIFY2(told[0].who.contains(u"Qinghe"_s), qPrintable(told[0].who));
        const VaultReading vault = scene.reading();
        QVERIFY(LogReader(vault).detail(told[0].id)->hasAnswer);
        must(wallet::markAnswerRead(scene.world().wallet().vault.settings(), access));
        QVERIFY(scene.tasks(Kind::Answer).isEmpty());
    }

    void anOldAnswerIsNotNews() {
        Scene scene;
        scene.objectToAnAccess();
        must(scene.world().consortium().answerDisputes());
        scene.follow();
        scene.pass(days(31));
        QVERIFY(scene.tasks(Kind::Answer).isEmpty());
    }

    void theClockIsToldOfBeyondTenSeconds_data() {
        QTest::addColumn<qint64>("aheadMs");
        QTest::addColumn<QString>("told");
        QTest::newRow("the same") << qint64(0) << QString();
        QTest::newRow("at the limit") << qint64(10'000) << QString();
        QTest::newRow("one beyond") << qint64(10'001) << u"10 seconds"_s;
        QTest::newRow("behind") << qint64(-90'000) << u"90 seconds"_s;
        QTest::newRow("a year") << qint64(365) * 86'400'000 << u"365 days"_s;
    }
    void theClockIsToldOfBeyondTenSeconds() {
        QFETCH(qint64, aheadMs);
        QFETCH(QString, told);
        Scene scene;
        scene.follow();
        VaultReading vault = scene.reading();
        QVERIFY(vault.ledger && vault.ledger->height.value > 0);
        vault.chainTime = vault.now - milliseconds(aheadMs);
        const HomeView home = HomeReader(vault).view({});
        const auto found = std::find_if(home.tasks.begin(), home.tasks.end(), [](const auto& task) {
            return task.kind == Kind::ClockDiffers;
        });
        QCOMPARE(found != home.tasks.end(), !told.isEmpty());
        if (!told.isEmpty()) {
            QCOMPARE(found->what, told);
        }
    }

    void nothingIsSaidOfAClockThatNobodyCompared() {
        Scene scene;
        VaultReading vault = scene.reading();
        vault.ledger = LedgerNews{};
        vault.ledger->askedAt = vault.now;
        const HomeView home = HomeReader(vault).view({});
        QVERIFY(std::none_of(home.tasks.begin(), home.tasks.end(),
                             [](const TaskView& task) { return task.kind == Kind::ClockDiffers; }));
    }

    void timesAreSaidInTheLargestUnitThatSaysEnough() {
        QCOMPARE(Format::timeSpan(0), u"0.0 s"_s);
        QCOMPARE(Format::timeSpan(-420), u"0.4 s"_s);
        QCOMPARE(Format::timeSpan(9'999), u"10.0 s"_s);
        QCOMPARE(Format::timeSpan(10'000), u"10 seconds"_s);
        QCOMPARE(Format::timeSpan(119'000), u"119 seconds"_s);
        QCOMPARE(Format::timeSpan(120'000), u"2 minutes"_s);
        QCOMPARE(Format::timeSpan(3 * 3'600'000), u"3 hours"_s);
        QCOMPARE(Format::timeSpan(qint64(3) * 86'400'000), u"3 days"_s);
    }

    void accessesOfOneVisitAreOneSentence() {
        Scene scene;
        const GrantId id = scene.begin();
        scene.look(id);
        scene.pass(std::chrono::minutes(5));
        scene.look(id);
        const QList<HappeningView> told = scene.happened();
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].kind, HappeningView::Kind::Visit);
        QCOMPARE(told[0].mark, AccessMark::ByRule);
        const QString words = told[0].words;
        QVERIFY2(words.contains(u"Han Zhiyuan"_s) && words.contains(u"Qinghe"_s),
                 qPrintable(words));
        QVERIFY2(words.contains(u" looked at "_s) && words.contains(u"×2"_s), qPrintable(words));
        QVERIFY2(words.endsWith(u", by your grant."_s), qPrintable(words));
        // It leads to the newest of them.
        const VaultReading vault = scene.reading();
        const auto detail = LogReader(vault).detail(told[0].id);
        QVERIFY(detail.has_value());
        QVERIFY(!LogReader(vault).detail(QString::number(told[0].id.toInt() + 1)).has_value());
    }

    void whatWasBeforeIsNotTold() {
        Scene scene;
        const GrantId id = scene.begin();
        scene.look(id);
        scene.pass(hours(1)); // blocks of one moment follow each other by milliseconds
        QVERIFY(scene.home(scene.now()).happened.isEmpty());
        QVERIFY(scene.home({}).happened.isEmpty()); // there was no visit before
    }

    void aRefusalStandsBeforeWhatIsNewer() {
        Scene scene;
        const GrantId id = scene.begin();
        scene.visit(id, "HRESCH");
        scene.follow();
        scene.pass(hours(3));
        scene.look(id);
        const QList<HappeningView> told = scene.happened();
        QCOMPARE(told.size(), 2);
        QCOMPARE(told[0].mark, AccessMark::Refused);
        QVERIFY2(told[0].words.contains(u"was refused"_s), qPrintable(told[0].words));
        QCOMPARE(told[1].mark, AccessMark::ByRule);
    }

    void whatIsBeyondFiveIsCounted() {
        Scene scene;
        const GrantId id = scene.begin();
        for (int i = 0; i < 7; ++i) {
            scene.pass(hours(2));
            scene.visit(id);
        }
        scene.follow();
        QList<HappeningView> told = scene.happened();
        QCOMPARE(told.size(), HomeView::happeningsMax + 1);
        QCOMPARE(told.last().kind, HappeningView::Kind::OtherVisits);
        QCOMPARE(told.last().words, u"And 2 more accesses, all by your rules."_s);
        for (int i = 0; i + 1 < HomeView::happeningsMax; ++i) { // newest first
            QVERIFY(told[i].id.toInt() > told[i + 1].id.toInt());
        }
        for (int i = 0; i < 6; ++i) {
            scene.pass(hours(2));
            scene.visit(id, "HRESCH");
        }
        scene.follow();
        told = scene.happened();
        QCOMPARE(told.last().words, u"And 8 more accesses: 1 refused and 7 by your rules."_s);
    }

    void onesOwnReadingIsNoNews() {
        Scene scene;
        scene.begin();
        scene.readOwn();
        QVERIFY(scene.happened().isEmpty());
    }

    void recordsAndEndedGrantsComeAfterWhatOthersDid() {
        Scene scene;
        const GrantId id = scene.begin();
        scene.look(id);
        scene.pass(hours(1));
        scene.import("a.json", DemoWorld::observation("n1", "14771-0", 5.5));
        scene.pass(days(60));
        const QList<HappeningView> told = scene.happened();
        QCOMPARE(told.size(), 3);
        QCOMPARE(told[0].kind, HappeningView::Kind::Visit);
        QCOMPARE(told[1].kind, HappeningView::Kind::GrantEnded);
        QCOMPARE(told[1].id, toQString(id.hex()));
        QVERIFY2(told[1].words.contains(u"Han Zhiyuan"_s), qPrintable(told[1].words));
        QCOMPARE(told[2].kind, HappeningView::Kind::NewRecords);
        QCOMPARE(told[2].words, u"1 new record came into this vault."_s);
    }

    void listsReadAsSentences() {
        QCOMPARE(Format::listed({}), QString());
        QCOMPARE(Format::listed({u"a"_s}), u"a"_s);
        QCOMPARE(Format::listed({u"a"_s, u"b"_s}), u"a and b"_s);
        QCOMPARE(Format::listed({u"a"_s, u"b"_s, u"c"_s}, 3), u"a, b and c"_s);
        QCOMPARE(Format::listed({u"a"_s, u"b"_s, u"c"_s, u"d"_s}, 3), u"a, b, c and 1 more"_s);
    }

    void nothingIsClaimedOfALogThatIsNotWhole() {
        HomePage page;
        HomeView view = sample::home();
        view.happened.clear();
        page.setView(view);
        const auto says = [&page](const QString& words) {
            const auto texts = page.findChildren<Text*>();
            return std::any_of(texts.begin(), texts.end(), [&words](const Text* text) {
                return text->plainWords().contains(words);
            });
        };
        QVERIFY(says(u"Nobody has looked at your data"_s));
        view.completeness.state = CompletenessView::State::Offline;
        page.setView(view);
        QVERIFY(!says(u"Nobody has looked"_s));
        QVERIFY(says(u"Nothing new is known."_s));
        view.completeness.state = CompletenessView::State::Complete;
        view.isDamaged = true;
        page.setView(view);
        QVERIFY(!says(u"Nobody has looked"_s));
    }

    void aSentenceIsAButtonThatIsCalledByItsWords() {
        HomePage page;
        const HomeView view = sample::home();
        page.setView(view);
        QSignalSpy opened(&page, &HomePage::happeningOpened);
        for (int i = 0; i < view.happened.size(); ++i) {
            auto* row = page.findChild<LinkRow*>(u"happened%1"_s.arg(i));
            QVERIFY(row != nullptr);
            QCOMPARE(row->accessibleName(), view.happened[i].words);
            QTest::keyClick(row, Qt::Key_Return);
            QCOMPARE(opened.size(), i + 1);
            QVERIFY(opened.last()[0].value<HappeningView>() == view.happened[i]);
        }
    }

    void theMostImportantStandsFirst() {
        HomePage page;
        HomeView view = sample::home();
        page.setView(view);
        QVERIFY(std::is_sorted(view.tasks.begin(), view.tasks.end(),
                               [](const auto& a, const auto& b) { return a.kind < b.kind; }));
        QVERIFY(std::none_of(view.tasks.begin(), view.tasks.end(), [](const TaskView& task) {
            return task.kind == Kind::Request; // no program makes one
        }));
    }

    void aGrantThatEndsSoonHasTwoButtons() {
        HomePage page;
        page.setView(sample::home());
        QSignalSpy renewed(&page, &HomePage::renewAsked);
        QSignalSpy let(&page, &HomePage::letEndAsked);
        QSignalSpy opened(&page, &HomePage::taskOpened);
        auto* renew = page.findChild<Button*>(u"task-g1"_s);
        auto* letEnd = page.findChild<Button*>(u"letEnd-g1"_s);
        QVERIFY(renew != nullptr && letEnd != nullptr);
        QVERIFY(letEnd->accessibleName().contains(u"Hean Insurance"_s));
        renew->click();
        letEnd->click();
        QCOMPARE(renewed.size(), 1);
        QCOMPARE(renewed[0][0].toString(), u"g1"_s);
        QCOMPARE(let.size(), 1);
        QCOMPARE(let[0][0].toString(), u"g1"_s);
        QVERIFY(opened.isEmpty());
        QVERIFY(page.findChild<Button*>(u"letEnd-t1"_s) == nullptr);
    }

    void theCheckUpDoesNotSayATaskAgain() {
        HomePage page;
        page.setView(sample::home());
        CheckUpRowView soon;
        soon.grantId = u"g1"_s;
        soon.action = CheckUpAction::Prolong;
        soon.title = u"ends soon"_s;
        page.setCheckUp({soon});
        QVERIFY(page.findChild<QWidget*>(u"checkUp"_s) == nullptr);
        soon.grantId = u"g2"_s;
        page.setCheckUp({soon});
        QVERIFY(page.findChild<QWidget*>(u"checkUp"_s) != nullptr);
    }

    void theDemonstrationsClaimIsRenewedOrLetEnd() {
        DesktopFixture desktop(m_folder->path() / "home");
        desktop.press(u"demo"_s);
        QVERIFY(desktop.waitFor(Place::Home, 120));
        QVERIFY2(desktop.waitForWords(u"ends soon"_s), qPrintable(desktop.words()));
        QString id;
        for (const auto* button : desktop.page().findChildren<Button*>()) {
            if (button->objectName().startsWith(u"letEnd-"_s)) {
                QVERIFY(id.isEmpty());
                id = button->objectName().mid(int(qstrlen("letEnd-")));
            }
        }
        QVERIFY(!id.isEmpty());
        desktop.press(u"task-"_s + id);
        QVERIFY(desktop.waitFor(Place::Editor));
        const QDate end = toDate(systemNow()).addDays(36);
        QVERIFY2(desktop.words().contains(Format::dayYear(end)), qPrintable(desktop.words()));
        desktop.window().goTo(Place::Home);
        desktop.press(u"letEnd-"_s + id);
        QTRY_VERIFY_WITH_TIMEOUT(!desktop.words().contains(u"ends soon"_s), 30'000);
        QVERIFY(desktop.page().findChild<Button*>(u"task-"_s + id) == nullptr);
    }

    void anAnswerLeadsToItsRowAndIsThenRead() {
        DesktopFixture desktop(m_folder->path() / "home");
        desktop.press(u"demo"_s);
        QVERIFY(desktop.waitFor(Place::Home, 120));
        QVERIFY(desktop.waitForWords(u"One access that no rule allows"_s));
        const QString id = taskWith(desktop, u"One access that no rule allows"_s);
        desktop.press(u"task-"_s + id);
        QVERIFY(desktop.waitFor(Place::WhoLooked));
        QVERIFY(desktop.waitForWidget(u"object"_s));
        desktop.press(u"object"_s);
        QVERIFY(desktop.waitFor(Place::Dispute));
        desktop.type(u"words"_s, u"I was not there."_s);
        desktop.press(u"disputeNow"_s);
        QVERIFY(desktop.waitForWords(u"Your objection stands in the log"_s));
        desktop.window().whoLooked().showText({}); // the panel would show the answer at once
        desktop.window().goTo(Place::Home);
        QVERIFY2(desktop.waitForWords(u"answered your objection"_s, 60),
                 qPrintable(desktop.words()));
        QVERIFY(!desktop.words().contains(u"One access that no rule allows"_s));
        desktop.press(u"task-"_s + id);
        QVERIFY(desktop.waitFor(Place::WhoLooked));
        QVERIFY(desktop.waitForWords(u"You objected, and it was answered."_s));
        desktop.window().goTo(Place::Home);
        QTRY_VERIFY_WITH_TIMEOUT(!desktop.words().contains(u"answered your objection"_s), 30'000);
    }

    /// The claim was revoked: the editor has it once more as a new grant, and nothing is signed
    /// before its usual page.
    void aRevokedGrantIsGivenAgain() {
        DesktopFixture desktop(m_folder->path() / "home");
        desktop.press(u"demo"_s);
        QVERIFY(desktop.waitFor(Place::Home, 120));
        QVERIFY(desktop.waitForWords(u"ends soon"_s));
        desktop.window().goTo(Place::WhoMaySee);
        QVERIFY(desktop.waitForWidget(u"renew"_s)); // the first row ends soonest
        QVERIFY(desktop.find<Button>(u"giveAgain"_s) == nullptr);
        desktop.press(u"renew"_s);
        QVERIFY(desktop.waitFor(Place::Editor));
        desktop.window().goTo(Place::WhoMaySee);
        const auto* list = desktop.find<VirtualList>(u"grantList"_s);
        QVERIFY(list != nullptr);
        QString revoked;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const auto* grant = qobject_cast<GrantListModel*>(list->model())->grantAt(row);
            if (grant != nullptr && grant->state == ui::GrantState::Revoked) {
                revoked = grant->id;
            }
        }
        QVERIFY(!revoked.isEmpty());
        desktop.window().whoMaySee().select(revoked);
        desktop.press(u"giveAgain"_s);
        QVERIFY(desktop.waitFor(Place::Editor));
        // As long as before, from today on.
        bool endsLater = false;
        for (int length = 1; length <= 366 && !endsLater; ++length) {
            const QDate end = toDate(systemNow()).addDays(length);
            endsLater = desktop.words().contains(u"until "_s + Format::dayYear(end));
        }
        QVERIFY2(endsLater, qPrintable(desktop.words().right(1500)));
        desktop.press(u"continue"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desktop.window().place() == Place::Signing ||
                                     desktop.window().place() == Place::SeparateConsent,
                                 30'000);
    }

    void aSentenceLeadsToItsPlace() {
        DesktopFixture desktop(m_folder->path() / "home");
        desktop.press(u"demo"_s);
        QVERIFY(desktop.waitFor(Place::Home, 120));
        QVERIFY(desktop.waitForWords(u"One access that no rule allows"_s));
        HappeningView happening;
        happening.id = taskWith(desktop, u"One access that no rule allows"_s);
        const auto open = [&](HappeningView::Kind kind) {
            desktop.window().goTo(Place::Home);
            happening.kind = kind;
            emit desktop.window().home().happeningOpened(happening);
        };
        open(HappeningView::Kind::Visit);
        QVERIFY(desktop.waitFor(Place::WhoLooked));
        QVERIFY(desktop.waitForWidget(u"object"_s));
        open(HappeningView::Kind::OtherVisits);
        QVERIFY(desktop.waitFor(Place::WhoLooked));
        open(HappeningView::Kind::NewRecords);
        QVERIFY(desktop.waitFor(Place::Health));
        open(HappeningView::Kind::GrantEnded);
        QVERIFY(desktop.waitFor(Place::WhoMaySee));
    }

private:
    static Instant systemNow() { return instantFromMillis(QDateTime::currentMSecsSinceEpoch()); }
    /// The id of the task whose button is called by these words.
    static QString taskWith(const DesktopFixture& desktop, const QString& words) {
        for (const auto* button : desktop.page().findChildren<Button*>()) {
            if (button->objectName().startsWith(u"task-"_s) &&
                button->accessibleName().contains(words)) {
                return button->objectName().mid(int(qstrlen("task-")));
            }
        }
        return {};
    }

    std::unique_ptr<test::TemporaryFolder> m_folder;
};

int main(int argc, char** argv) {
    return test::runDesktopTest<HomeTest>(argc, argv);
}

#include "home_test.moc"
