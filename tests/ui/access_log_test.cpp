// "Who looked" over the vault's index: what it shows is what a walk over every
// row would show, and rows that come leave the list where it was.
#include "core/registry/object_ids.h"
#include "tests/support/demo_fixture.h"
#include "tests/support/ui_test.h"
#include "ui/bridge/wallet_worker.h"
#include "ui/models/grant_reader.h"
#include "ui/models/wallet_sources.h"
#include "ui/pages/who_looked_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/text.h"
#include "ui/widgets/virtual_list.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <map>
#include <random>

using namespace Qt::StringLiterals;
using namespace consentry;
using namespace consentry::ui;
using test::DemoWorld;
using test::must;

namespace {

constexpr std::array titles{"Quartz level", "Heron index", "Maple pressure"};
constexpr std::array readers{"Dr Ada Quill", "Nurse Bo Heron", "Dr Cai Lumen"};

/// Of the three grants of the invented log.
constexpr std::uint64_t endedGrant = 2;

template <class Id> Id numbered(std::uint64_t number) {
    return *Id::from(
        sha256(ByteView(reinterpret_cast<const std::byte*>(&number), sizeof number)).view());
}

/// A vault with an invented log, open behind a worker.
class World {
public:
    /// Visits come at most so many minutes apart.
    /// With `variety`, that many people and things for each name.
    explicit World(unsigned minutesMax = 300, unsigned variety = 0)
        : m_minutesMax(minutesMax), m_variety(variety) {
        auto demo = std::make_unique<DemoWorld>();
        m_demo = demo.get();
        auto opening = worker.open([&]() -> Result<std::unique_ptr<simulation::DemoSession>> {
            return std::unique_ptr<simulation::DemoSession>(std::move(demo));
        });
        worker.adopt(opening.result().wallet);
        for (std::uint64_t i = 0; i < 3; ++i) {
            StoredGrant grant;
            consent::Grant content = m_demo->draft("han", {"glucose"});
            grant.id = content.id = numbered<GrantId>(i);
            content.patient = content.issuer = m_demo->patient().party;
            grant.patient = grant.issuer = content.patient;
            grant.state = consentry::GrantState::Active;
            grant.end = instantFromMillis(i == endedGrant ? 1'000 : 4'000'000'000'000);
            grant.content =
                toBytes(must(BodyPlaintext::create(must(consent::encodeGrant(content)))).padded());
            must(vault().grants().put(grant));
        }
    }

    vault::Vault& vault() { return m_demo->wallet().vault; }
    /// The next rows, some days from the ones before.
    void addRows(std::uint64_t count);
    /// One person's accesses by a rule, a minute apart, each to one thing.
    void addVisit(const std::vector<std::string>& things);

    WalletWorker worker;

private:
    LogRow nextRow(registry::LogEventType type);
    void store(const std::vector<LogRow>& rows, const std::vector<LogStore::BodyUpdate>& updates);
    LogStore::BodyUpdate detailsOf(const LogRow& row);
    LogStore::BodyUpdate accessDetails(const LogRow& row, const std::string& reader,
                                       const std::string& thing);
    std::string oneOf(const std::array<const char*, 3>& names) {
        const std::string name = names[m_random() % names.size()];
        return m_variety == 0 ? name : name + ' ' + std::to_string(m_random() % m_variety);
    }

    DemoWorld* m_demo = nullptr;
    std::mt19937 m_random{20261128};
    std::uint64_t m_count = 0;
    unsigned m_minutesMax;
    unsigned m_variety;
    Instant m_last = instantFromMillis(1'790'000'000'000);
};

LogStore::BodyUpdate World::detailsOf(const LogRow& row) {
    LogStore::BodyUpdate update{row.seq, BodyState::Opened, row.verdict, {}};
    const std::string reader = oneOf(readers);
    if (row.type == static_cast<std::uint32_t>(registry::LogEventType::EmergencyAccess)) {
        EmergencyBody body;
        body.requester.organization = row.actor;
        body.requester.nameEn = reader;
        body.reason = "found asleep";
        update.details = LogDetails{encodeEmergencyBody(body), termsOf(body), {}};
        return update;
    }
    return accessDetails(row, reader, row.result == 0 ? oneOf(titles) : std::string());
}

LogStore::BodyUpdate World::accessDetails(const LogRow& row, const std::string& reader,
                                          const std::string& thing) {
    const GrantId grant = numbered<GrantId>(m_random() % 3);
    ReadRequest request;
    request.basis = consent::Basis::Grant;
    request.basisId = registry::idCast<Digest>(grant);
    request.purpose = "TREAT";
    AccessBody body;
    body.signedRequest = encodeReadRequest(m_demo->wallet().chainId(), request);
    body.reader.organization = row.actor;
    body.reader.nameEn = reader;
    body.permitted = row.result == 0;
    if (body.permitted) {
        body.matched = 1;
        body.items = {{numbered<RecordDigest>(row.seq.value), "Observation", thing}};
    }
    return {row.seq, BodyState::Opened, row.verdict,
            LogDetails{encodeAccessBody(body), termsOf(body, request), grant}};
}

/// At the moment of the last one.
LogRow World::nextRow(registry::LogEventType type) {
    LogRow row;
    row.patient = m_demo->patient().party;
    row.seq = LogSequence(m_count);
    row.height = BlockHeight(m_count++);
    row.blockTime = m_last;
    row.type = static_cast<std::uint32_t>(type);
    row.actor = m_demo->organization("minghu");
    row.bodyState = BodyState::Waiting;
    return row;
}

void World::store(const std::vector<LogRow>& rows,
                  const std::vector<LogStore::BodyUpdate>& updates) {
    must(vault().logs().append(m_demo->patient().party, rows,
                               {m_count, numbered<Digest>(m_count), BlockHeight(m_count)}));
    must(vault().logs().setBodies(m_demo->patient().party, updates));
}

void World::addVisit(const std::vector<std::string>& things) {
    std::vector<LogRow> rows;
    std::vector<LogStore::BodyUpdate> updates;
    for (const std::string& thing : things) {
        m_last += std::chrono::minutes(1);
        LogRow& row = rows.emplace_back(nextRow(registry::LogEventType::Access));
        row.verdict = LogVerdict::Explained;
        updates.push_back(accessDetails(row, readers.front(), thing));
    }
    store(rows, updates);
}

void World::addRows(std::uint64_t count) {
    std::vector<LogRow> rows;
    std::vector<LogStore::BodyUpdate> updates;
    for (std::uint64_t i = 0; i < count; ++i) {
        m_last += std::chrono::minutes(m_random() % m_minutesMax);
        const std::array types{registry::LogEventType::Access, registry::LogEventType::Access,
                               registry::LogEventType::Access,
                               registry::LogEventType::EmergencyAccess,
                               registry::LogEventType::RegisterParty};
        LogRow& row = rows.emplace_back(nextRow(types[m_random() % types.size()]));
        row.result = m_random() % 8 == 0 ? 1 : 0;
        row.verdict = m_random() % 9 == 0                      ? LogVerdict::Alarm
                      : m_random() % 9 == 0 && row.result == 0 ? LogVerdict::Attention
                                                               : LogVerdict::Explained;
        if (row.type != static_cast<std::uint32_t>(registry::LogEventType::RegisterParty)) {
            updates.push_back(detailsOf(row));
        }
    }
    store(rows, updates);
}

std::vector<AccessRowView> everyRow(World& world) {
    return world.worker
        .read([](const VaultReading& vault) {
            std::vector<AccessRowView> rows;
            LogReader(vault).eachRow([&rows](const AccessRowView& row) {
                rows.push_back(row);
                return true;
            });
            return rows;
        })
        .result();
}

QString grantIdOf(World& world, const QString& access) {
    return world.worker
        .read([access](const VaultReading& vault) {
            LogReader reader(vault);
            const auto entry = wallet::LogEntries(vault.vault.logs(), vault.chainId)
                                   .entry(vault.patient.party, LogSequence(access.toULongLong()));
            const auto grant = entry && entry->request ? namedGrant(*entry->request) : std::nullopt;
            return grant ? QString::fromStdString(grant->hex()) : QString();
        })
        .result();
}

bool fits(World& world, const AccessRowView& row, const AccessFilter& filter) {
    const QString said = row.who + u'\n' + row.facts.join(u'\n');
    return (!filter.mark || row.mark == *filter.mark) &&
           (!filter.from.isValid() || row.day >= filter.from) &&
           (!filter.to.isValid() || row.day <= filter.to) &&
           (filter.text.isEmpty() || said.contains(filter.text, Qt::CaseInsensitive)) &&
           (filter.grant.isEmpty() || grantIdOf(world, row.id) == filter.grant);
}

/// Accesses of one person with one mark and no pause longer than an hour, newest first.
using Visit = std::vector<AccessRowView>;

/// Of one day's accesses, newest first.
std::vector<Visit> visitsOf(const std::vector<AccessRowView>& day) {
    std::vector<Visit> visits;
    for (const AccessRowView& row : day) {
        const auto last = std::find_if(visits.rbegin(), visits.rend(), [&row](const Visit& visit) {
            return visit.front().who == row.who && visit.front().mark == row.mark;
        });
        if (last != visits.rend() && last->back().at.secsTo(row.at) >= -3600) {
            last->push_back(row);
        } else {
            visits.push_back({row});
        }
    }
    return visits;
}

/// "2026-09-22 3" for a heading, "+7 2" and its accesses for a visit, the id for an access alone.
QStringList expectedList(World& world, const AccessFilter& filter) {
    std::map<QDate, std::vector<AccessRowView>, std::greater<>> days;
    for (const AccessRowView& row : everyRow(world)) {
        days[row.day].push_back(row);
    }
    QStringList list;
    for (const auto& [day, rows] : days) {
        QStringList ofDay;
        int accesses = 0;
        for (Visit visit : visitsOf(rows)) {
            std::erase_if(visit, [&](const auto& row) { return !fits(world, row, filter); });
            accesses += static_cast<int>(visit.size());
            if (visit.size() > 1) {
                ofDay << u"+%1 %2"_s.arg(visit.back().id).arg(visit.size());
            }
            for (const AccessRowView& row : visit) {
                ofDay << row.id;
            }
        }
        if (accesses > 0) {
            list << u"%1 %2"_s.arg(day.toString(Qt::ISODate)).arg(accesses);
        }
        list += ofDay;
    }
    return list;
}

void openEveryVisit(WalletAccessLog& log) {
    for (int i = 0; i < log.rowCount(); ++i) {
        if (log.isFold(i)) {
            log.setOpen(i, true);
        }
    }
}

QStringList shownList(AccessLogModel& model) {
    QStringList list;
    for (int i = 0; i < model.rowCount(); ++i) {
        QVariant row;
        const bool isLoaded = QTest::qWaitFor([&] {
            row = model.index(i).data(AccessLogModel::rowRole);
            return row.isValid();
        });
        const auto view = row.value<AccessRowView>();
        list << (!isLoaded    ? u"not loaded"_s
                 : view.isDay ? u"%1 %2"_s.arg(view.day.toString(Qt::ISODate)).arg(view.countOfDay)
                 : view.accesses > 1 ? u"%1 %2"_s.arg(view.id).arg(view.accesses)
                                     : view.id);
    }
    return list;
}

/// The page over a log, as large as a small window.
class ShownPage : public WhoLookedPage {
public:
    explicit ShownPage(WalletAccessLog& log) {
        resize(1000, 700);
        setSource(&log, QDate::currentDate());
        show();
    }
    VirtualList& list() { return *findChild<VirtualList*>(u"logList"_s); }
    /// As a screen reader says it.
    QString firstChip() const {
        return findChild<FilterChips*>()->findChild<QAbstractButton*>()->accessibleName();
    }
};

/// Of this process; Linux alone tells.
qint64 residentMegabytes() {
    QFile file(u"/proc/self/statm"_s);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const QList<QByteArray> pages = file.readAll().split(' ');
    return isOpen ? pages.value(1).toLongLong() * 4096 / 1'000'000 : 0;
}

/// An answer may come before anybody waits for it.
bool arrives(QSignalSpy& signal) {
    const bool came = QTest::qWaitFor([&signal] { return !signal.isEmpty(); });
    signal.clear();
    return came;
}

} // namespace

class AccessLogTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Appearance::install(*qApp); }
    void showsWhatAWalkOverEveryRowWouldShow();
    void countsWhatOtherMarksWouldShow();
    void countsWhatOtherDaysWouldShow();
    void aVisitOpensAndFoldsUnderTheKeyboard();
    void aVisitThatGrowsStaysOpen();
    void aFilteredVisitSaysWhatIsLeftOfIt();
    void choosesByWhoWhereWhyAndWhat();
    void newRowsLeaveTheListWhereItIs();
    void aPressOutlivesRowsThatComeIn();
    void usesOfAGrantAreTheRowsThatItShows();
    void leadsFromAGrantToItsRowsAndBack();
    void anEmptyLogIsToldFromAFilterThatFitsNothing();
    void offersToRevokeOnlyAGrantThatStandsAndOpenedTheRow();
    void aLongLogShowsItsNewestDaysFirst();
    void aFilterThatIsSetWhileTheLogIsReadHolds();
    void whatFitsNoneOfTheNewestDaysIsLookedForInAll();
    void asksOnlyForWhatIsOnScreen();
};

void AccessLogTest::showsWhatAWalkOverEveryRowWouldShow() {
    World world(100);
    world.addRows(700);
    WalletAccessLog log(world.worker);
    AccessLogModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setSource(&log);
    QSignalSpy reset(&log, &AccessLogSource::reset);
    log.reload();
    QVERIFY(arrives(reset));
    openEveryVisit(log);
    QCOMPARE(shownList(model), expectedList(world, {}));
    QVERIFY(expectedList(world, {}).filter(u"+"_s).size() > 5);
    std::mt19937 random(7);
    const auto below = [&random](int count) {
        return static_cast<int>(random() % static_cast<unsigned>(count));
    };
    const QDate first = everyRow(world).back().day;
    const QStringList texts{u""_s,    u"quartz"_s, u"HERON"_s,  u"Maple"_s,
                            u"Cai"_s, u"asleep"_s, u"nowhere"_s};
    for (int round = 0; round < 12; ++round) {
        AccessFilter filter;
        filter.text = texts[below(static_cast<int>(texts.size()))];
        if (random() % 2 == 0) {
            filter.mark = std::array{AccessMark::ByRule, AccessMark::Emergency, AccessMark::NoRule,
                                     AccessMark::Refused}[random() % 4];
        }
        if (random() % 2 == 0) {
            filter.from = first.addDays(below(60));
            filter.to = filter.from.addDays(below(60));
        }
        if (random() % 3 == 0) {
            filter.grant = QString::fromStdString(numbered<GrantId>(random() % 4).hex());
        }
        reset.clear();
        log.setFilter(filter);
        QVERIFY(arrives(reset));
        openEveryVisit(log);
        QCOMPARE(shownList(model), expectedList(world, filter));
    }
}

void AccessLogTest::countsWhatOtherMarksWouldShow() {
    World world;
    world.addRows(300);
    WalletAccessLog log(world.worker);
    QSignalSpy counted(&log, &AccessLogSource::countsChanged);
    AccessFilter filter;
    filter.mark = AccessMark::NoRule;
    filter.text = u"quartz"_s;
    log.setFilter(filter);
    QVERIFY(arrives(counted));
    AccessCounts expected;
    filter.mark.reset();
    for (const AccessRowView& row : everyRow(world)) {
        if (fits(world, row, filter)) {
            expected.add(row.mark);
        }
    }
    QVERIFY(expected.noRule > 0 && expected.byRule > 0);
    QCOMPARE(log.counts().all, expected.all);
    QCOMPARE(log.counts().byRule, expected.byRule);
    QCOMPARE(log.counts().noRule, expected.noRule);
    QCOMPARE(log.counts().emergency, expected.emergency);
    QCOMPARE(log.counts().refused, expected.refused);
}

void AccessLogTest::countsWhatOtherDaysWouldShow() {
    World world;
    world.addRows(400);
    WalletAccessLog log(world.worker);
    QSignalSpy counted(&log, &AccessLogSource::countsChanged);
    const std::vector<AccessRowView> rows = everyRow(world);
    AccessFilter filter;
    filter.text = u"quartz"_s;
    filter.mark = AccessMark::NoRule;
    filter.from = rows[rows.size() / 2].day;
    filter.to = filter.from.addDays(3);
    log.setFilter(filter);
    QVERIFY(arrives(counted));
    AccessFilter anyDay = filter;
    anyDay.from = anyDay.to = {};
    QHash<QDate, int> expected;
    for (const AccessRowView& row : rows) {
        if (fits(world, row, anyDay)) {
            ++expected[row.day];
        }
    }
    const AccessCalendar calendar = log.calendar();
    QVERIFY(expected.size() > 3);
    QCOMPARE(calendar.days.size(), expected.size());
    for (auto day = expected.cbegin(); day != expected.cend(); ++day) {
        QCOMPARE(calendar.days.value(day.key()).all, day.value());
        QCOMPARE(calendar.days.value(day.key()).noRule, day.value());
    }
    QCOMPARE(calendar.first, rows.back().day);
    QCOMPARE(calendar.last, rows.front().day);
}

void AccessLogTest::aVisitOpensAndFoldsUnderTheKeyboard() {
    World world(30);
    world.addRows(60);
    WalletAccessLog log(world.worker);
    QSignalSpy reset(&log, &AccessLogSource::reset);
    log.reload();
    QVERIFY(arrives(reset));
    ShownPage page(log);
    VirtualList& list = page.list();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    int fold = 0;
    while (fold < log.rowCount() && !log.isFold(fold)) {
        ++fold;
    }
    QTRY_VERIFY(log.row(fold).has_value());
    const AccessRowView folded = *log.row(fold);
    const auto said = [&](int row) {
        return list.model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY2(folded.accesses > 1 && said(fold).endsWith(u"folded"_s), qPrintable(said(fold)));
    const int rows = log.rowCount();
    list.setFocus();
    list.setCurrentIndex(list.model()->index(fold, 0));
    QTest::keyClick(&list, Qt::Key_Left);
    QCOMPARE(log.rowCount(), rows);
    QTest::keyClick(&list, Qt::Key_Right);
    QCOMPARE(log.rowCount(), rows + folded.accesses);
    QCOMPARE(list.currentIndex().row(), fold);
    QVERIFY2(said(fold).endsWith(u"unfolded"_s), qPrintable(said(fold)));
    // Below it stands each access, and opens.
    QSignalSpy detail(&log, &AccessLogSource::detailReady);
    for (int part = 1; part <= folded.accesses; ++part) {
        QTest::keyClick(&list, Qt::Key_Down);
        QTRY_VERIFY(log.row(fold + part).has_value());
        QVERIFY(log.row(fold + part)->isPart && log.row(fold + part)->accesses == 1);
        QCOMPARE(log.row(fold + part)->who, folded.who);
        detail.clear();
        QTest::keyClick(&list, Qt::Key_Return);
        QTRY_COMPARE(detail.count(), 1);
        QCOMPARE(detail.first().first().value<AccessDetailView>().id, log.idAt(fold + part));
    }
    QCOMPARE(log.row(fold + 1)->at, folded.at);
    QCOMPARE(log.row(fold + folded.accesses)->at, folded.since);
    // A press on the row of the visit folds it again, and opens no panel.
    detail.clear();
    list.scrollTo(list.model()->index(fold, 0));
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {},
                      list.visualRect(list.model()->index(fold, 0)).center());
    QCOMPARE(log.rowCount(), rows);
    QTest::qWait(50);
    QVERIFY(detail.isEmpty());
}

void AccessLogTest::aVisitThatGrowsStaysOpen() {
    World world(2); // minutes
    world.addRows(6);
    WalletAccessLog log(world.worker);
    QSignalSpy reset(&log, &AccessLogSource::reset);
    log.reload();
    QVERIFY(arrives(reset));
    openEveryVisit(log);
    const auto openVisits = [&log] {
        QStringList ids;
        for (int i = 0; i < log.rowCount(); ++i) {
            if (log.isFold(i) && QTest::qWaitFor([&] { return log.row(i).has_value(); }) &&
                log.row(i)->isOpen) {
                ids << log.idAt(i);
            }
        }
        ids.sort();
        return ids;
    };
    const QStringList before = openVisits();
    QVERIFY(!before.isEmpty());
    reset.clear();
    world.addRows(12);
    log.reload();
    QVERIFY(arrives(reset));
    QCOMPARE(openVisits(), before);
}

/// Also where each row of the list was told before, so that nothing else asks for it again.
void AccessLogTest::aFilteredVisitSaysWhatIsLeftOfIt() {
    World world;
    world.addVisit({"Quartz level", "Heron index", "Quartz level"});
    WalletAccessLog log(world.worker);
    QSignalSpy reset(&log, &AccessLogSource::reset);
    log.reload();
    QVERIFY(arrives(reset));
    QCOMPARE(log.rowCount(), 2);
    QTRY_VERIFY(log.row(1).has_value());
    QCOMPARE(log.row(1)->facts.front(), u"Quartz level, Heron index"_s);
    const QString id = log.idAt(1);
    AccessFilter filter;
    filter.text = u"quartz"_s;
    log.setFilter(filter);
    QVERIFY(arrives(reset));
    QCOMPARE(log.idAt(1), id);
    QCOMPARE(log.row(1)->accesses, 2);
    QTRY_COMPARE(log.row(1)->facts.front(), u"Quartz level"_s);
}

void AccessLogTest::choosesByWhoWhereWhyAndWhat() {
    World world;
    world.addRows(300);
    WalletAccessLog log(world.worker);
    QSignalSpy reset(&log, &AccessLogSource::reset);
    log.reload();
    QVERIFY(arrives(reset));
    ShownPage page(log);
    const std::vector<AccessRowView> rows = everyRow(world);
    const auto menu = [&page](const QString& name) -> QMenu& {
        auto& opened = *page.findChild<QMenu*>(name);
        emit opened.aboutToShow();
        if (!QTest::qWaitFor([&] { return opened.actions().size() > 2; })) {
            qWarning("no choices came");
        }
        return opened;
    };
    // Their counts are those of a walk over every row.
    QMenu& people = menu(u"filterPerson"_s);
    QCOMPARE(people.actions().size(), qsizetype(2 + readers.size()));
    for (const char* reader : readers) {
        const auto count = std::count_if(rows.begin(), rows.end(), [reader](const auto& row) {
            return row.who == QLatin1String(reader);
        });
        const auto words = u"%1 (%2)"_s.arg(QLatin1String(reader)).arg(count);
        const auto actions = people.actions();
        QVERIFY2(std::any_of(actions.begin(), actions.end(),
                             [&words](const QAction* action) { return action->text() == words; }),
                 qPrintable(words));
    }
    const auto choose = [&](const QString& name, const QString& word) {
        for (QAction* action : menu(name).actions()) {
            if (action->text().startsWith(word)) {
                reset.clear();
                action->trigger();
                return arrives(reset);
            }
        }
        return false;
    };
    QVERIFY(choose(u"filterPerson"_s, u"Nurse Bo Heron"_s));
    QVERIFY(choose(u"filterData"_s, u"Quartz level"_s));
    QVERIFY(choose(u"filterPurpose"_s, u"treatment"_s));
    const auto fitting = [&rows](const QString& who, const QString& what) {
        return static_cast<int>(std::count_if(rows.begin(), rows.end(), [&](const auto& row) {
            return row.who == who && row.facts.join(u' ').contains(what);
        }));
    };
    QCOMPARE(log.counts().all, fitting(u"Nurse Bo Heron"_s, u"Quartz level"_s));
    QVERIFY(log.counts().all > 0);
    // Another person in place of this one: the others are still offered.
    QCOMPARE(menu(u"filterPerson"_s).actions().size(), qsizetype(2 + readers.size()));
    const auto chips = [&page] { return page.findChildren<QAbstractButton*>(u"chosen"_s); };
    QTRY_COMPARE(chips().size(), 3);
    reset.clear();
    chips().front()->click(); // the person
    QVERIFY(arrives(reset));
    QTRY_COMPARE(chips().size(), 2);
    int all = 0;
    for (const char* reader : readers) {
        all += fitting(QLatin1String(reader), u"Quartz level"_s);
    }
    QCOMPARE(log.counts().all, all);
    QVERIFY(choose(u"filterOrganization"_s, u""_s));
    QCOMPARE(log.counts().all, all); // "All" comes first
}

void AccessLogTest::newRowsLeaveTheListWhereItIs() {
    World world;
    world.addRows(500);
    WalletAccessLog log(world.worker);
    QSignalSpy reset(&log, &AccessLogSource::reset);
    log.reload();
    QVERIFY(arrives(reset));
    ShownPage page(log);
    VirtualList& list = page.list();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    list.verticalScrollBar()->setValue(3333);
    const auto top = [&] {
        const int row = log.idAt(list.rowAt(0)).isEmpty() ? list.rowAt(0) + 1 : list.rowAt(0);
        return u"%1 at %2"_s.arg(log.idAt(row)).arg(list.rowViewportPosition(row));
    };
    const QString before = top();
    const int rows = log.rowCount();
    world.addRows(40);
    log.reload();
    QVERIFY(arrives(reset));
    QVERIFY(log.rowCount() > rows);
    QCOMPARE(top(), before);
    // Who is at the top wants to see what is new.
    list.verticalScrollBar()->setValue(0);
    world.addRows(40);
    log.reload();
    QVERIFY(arrives(reset));
    QCOMPARE(list.verticalScrollBar()->value(), 0);
}

void AccessLogTest::aPressOutlivesRowsThatComeIn() {
    World world;
    world.addRows(30);
    WalletAccessLog log(world.worker);
    QSignalSpy reset(&log, &AccessLogSource::reset);
    log.reload();
    QVERIFY(arrives(reset));
    ShownPage page(log);
    VirtualList& list = page.list();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const QString id = log.idAt(1);
    QVERIFY(!id.isEmpty());
    QSignalSpy detail(&log, &AccessLogSource::detailReady);
    const QPoint at = list.visualRect(list.model()->index(1, 0)).center();
    QTest::mousePress(list.viewport(), Qt::LeftButton, {}, at);
    world.addRows(20);
    log.reload();
    QVERIFY(arrives(reset));
    QTest::mouseRelease(list.viewport(), Qt::LeftButton, {}, at);
    QTRY_VERIFY(!detail.isEmpty());
    QCOMPARE(detail.takeFirst().first().value<AccessDetailView>().id, id);
    // The keyboard stays on it too.
    world.addRows(20);
    log.reload();
    QVERIFY(arrives(reset));
    detail.clear();
    QTest::keyClick(&list, Qt::Key_Return);
    QTRY_VERIFY(!detail.isEmpty());
    QCOMPARE(detail.takeFirst().first().value<AccessDetailView>().id, id);
}

void AccessLogTest::usesOfAGrantAreTheRowsThatItShows() {
    World world;
    world.addRows(300);
    WalletAccessLog log(world.worker);
    QSignalSpy reset(&log, &AccessLogSource::reset);
    const GrantId grant = numbered<GrantId>(1);
    AccessFilter filter;
    filter.grant = QString::fromStdString(grant.hex());
    log.setFilter(filter);
    QVERIFY(arrives(reset));
    const auto seen = world.worker
                          .read([grant](const VaultReading& vault) {
                              return GrantReader(vault).revokeView(grant).seenTimes;
                          })
                          .result();
    QVERIFY(seen > 0);
    QVERIFY(log.counts().noRule > 0 && log.counts().refused > 0);
    QCOMPARE(seen, log.counts().byRule + log.counts().emergency);
}

void AccessLogTest::leadsFromAGrantToItsRowsAndBack() {
    World world;
    world.addRows(200);
    WalletAccessLog log(world.worker);
    QSignalSpy reset(&log, &AccessLogSource::reset);
    log.reload();
    QVERIFY(arrives(reset));
    const int all = log.counts().all;
    WhoLookedPage page;
    page.setSource(&log, QDate::currentDate());
    page.show();
    const auto wayBack = [&page] { return page.findChild<QAbstractButton*>(u"allGrants"_s); };
    QVERIFY(wayBack() == nullptr);
    page.showGrant(QString::fromStdString(numbered<GrantId>(1).hex()));
    QVERIFY(arrives(reset));
    QVERIFY(log.counts().all > 0 && log.counts().all < all);
    QVERIFY(wayBack() != nullptr);
    wayBack()->click();
    QVERIFY(arrives(reset));
    QCOMPARE(log.counts().all, all);
    QTRY_VERIFY(wayBack() == nullptr);
}

void AccessLogTest::anEmptyLogIsToldFromAFilterThatFitsNothing() {
    World world;
    WalletAccessLog log(world.worker);
    WhoLookedPage page;
    page.setSource(&log, QDate::currentDate());
    page.show();
    const auto words = [&page] {
        return page.findChild<QWidget*>(u"emptyLog"_s)->findChild<Text*>()->plainWords();
    };
    QCOMPARE(words(), u"Nobody has looked at your records yet."_s);
    page.findChild<QLineEdit*>(u"search"_s)->setText(u"zebra"_s);
    QTRY_COMPARE(words(), u"No access fits. Change the search or the filter."_s);
}

void AccessLogTest::offersToRevokeOnlyAGrantThatStandsAndOpenedTheRow() {
    World world;
    world.addRows(100);
    WalletAccessLog log(world.worker);
    QSignalSpy detail(&log, &AccessLogSource::detailReady);
    int withRule = 0;
    int without = 0;
    for (const AccessRowView& row : everyRow(world)) {
        if (row.mark != AccessMark::ByRule && row.mark != AccessMark::NoRule) {
            continue;
        }
        log.requestDetail(row.id);
        QVERIFY(QTest::qWaitFor([&] { return !detail.isEmpty(); }));
        const auto view = detail.takeLast().first().value<AccessDetailView>();
        const bool hasEnded =
            grantIdOf(world, row.id).toStdString() == numbered<GrantId>(endedGrant).hex();
        QCOMPARE(!view.stopWords.isEmpty(), row.mark == AccessMark::ByRule && !hasEnded);
        (row.mark == AccessMark::ByRule ? withRule : without) += 1;
    }
    QVERIFY(withRule > 0 && without > 0);
}

/// CONSENTRY_LOG_ROWS=100000 prints how long people wait; without it the log is
/// short.
void AccessLogTest::aLongLogShowsItsNewestDaysFirst() {
    World world;
    world.addRows(2 * LogReader::newestRows);
    WalletAccessLog log(world.worker);
    ShownPage page(log);
    struct Seen {
        bool isWhole;
        AccessCounts counts;
        QStringList places;
        QString chip;
    };
    std::vector<Seen> seen;
    connect(&log, &AccessLogSource::countsChanged, &page, [&] {
        Seen& now = seen.emplace_back(Seen{log.isWhole(), log.counts(), {}, page.firstChip()});
        for (int i = 0; i < log.rowCount(); ++i) {
            now.places << (log.row(i) && log.row(i)->isDay ? u"day"_s : log.idAt(i));
        }
    });
    log.reload();
    QVERIFY(QTest::qWaitFor([&] { return seen.size() == 2; }));
    const auto& [newest, whole] = std::tie(seen[0], seen[1]);
    QVERIFY(!newest.isWhole && whole.isWhole);
    QVERIFY(newest.counts.all > 9'000 && newest.counts.all < 15'000);
    QCOMPARE(whole.counts.all, static_cast<int>(everyRow(world).size()));
    QCOMPARE(whole.places.mid(0, newest.places.size()), newest.places);
    // A part is not counted as if it were all.
    QCOMPARE(newest.chip, u"All"_s);
    QCOMPARE(whole.chip, u"All "_s + QLocale().toString(whole.counts.all));
    QCOMPARE(log.rowCount(), static_cast<int>(whole.places.size()));
}

void AccessLogTest::aFilterThatIsSetWhileTheLogIsReadHolds() {
    World world;
    world.addRows(2 * LogReader::newestRows);
    WalletAccessLog log(world.worker);
    AccessFilter refused;
    refused.mark = AccessMark::Refused;
    QStringList seen;
    connect(&log, &AccessLogSource::countsChanged, &log, [&] {
        const bool isAll = log.rowCount() > log.counts().refused * 2;
        seen << (log.isWhole() ? u"whole"_s : u"newest"_s) + (isAll ? u" all"_s : u" refused"_s);
        if (seen.size() == 1) {
            log.setFilter(refused);
        }
    });
    log.reload();
    QVERIFY(QTest::qWaitFor([&] { return !seen.isEmpty() && seen.back() == u"whole refused"_s; }));
    QCOMPARE(seen.front(), u"newest all"_s);
    QVERIFY2(!seen.contains(u"whole all"_s), qPrintable(seen.join(u',')));
}

void AccessLogTest::whatFitsNoneOfTheNewestDaysIsLookedForInAll() {
    World world;
    world.addVisit({"Rare thing"});
    world.addRows(2 * LogReader::newestRows);
    WalletAccessLog log(world.worker);
    ShownPage page(log);
    QSignalSpy reset(&log, &AccessLogSource::reset);
    AccessFilter rare;
    rare.text = u"rare"_s;
    page.showOnly(rare);
    QVERIFY(arrives(reset));
    QVERIFY(log.isWhole());
    QCOMPARE(log.rowCount(), 2);
    QCOMPARE(log.idAt(1), u"0"_s);
}

void AccessLogTest::asksOnlyForWhatIsOnScreen() {
    World world(20, 40);
    const int wanted = qEnvironmentVariableIntValue("CONSENTRY_LOG_ROWS");
    const auto rows = static_cast<std::uint64_t>(wanted > 0 ? wanted : 3'000);
    for (std::uint64_t made = 0; made < rows; made += std::min<std::uint64_t>(10'000, rows)) {
        world.addRows(std::min<std::uint64_t>(10'000, rows));
    }
    WalletAccessLog log(world.worker);
    QSignalSpy reset(&log, &AccessLogSource::reset);
    QSignalSpy ready(&log, &AccessLogSource::rowsReady);
    ShownPage page(log);
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    qint64 gap = 0;
    QElapsedTimer beat;
    beat.start();
    QTimer pulse;
    connect(&pulse, &QTimer::timeout, &pulse, [&] { gap = std::max(gap, beat.restart()); });
    pulse.start(1);
    const auto measure = [&](const char* what, const auto& act) {
        reset.clear();
        gap = 0;
        QElapsedTimer watch;
        watch.start();
        act();
        const bool isListed = QTest::qWaitFor([&] { return !reset.isEmpty(); }, 30'000);
        const qint64 listed = watch.elapsed();
        const bool isTold = QTest::qWaitFor([&] { return log.rowCount() == 0 || log.row(1); });
        qInfo() << what << "list" << listed << "ms, rows" << watch.elapsed() << "ms, longest gap"
                << gap << "ms," << log.rowCount() << "rows";
        return isListed && isTold;
    };
    QVERIFY(measure("open", [&] { log.reload(); }));
    QElapsedTimer whole;
    whole.start();
    QVERIFY(QTest::qWaitFor([&] { return log.isWhole(); }, 30'000));
    qInfo() << "the older days after another" << whole.elapsed() << "ms";
    QTest::qWait(200);
    // A page or two, however long the log.
    QVERIFY2(ready.count() <= 3, qPrintable(QString::number(ready.count())));
    AccessFilter mark;
    mark.mark = AccessMark::NoRule;
    AccessFilter word;
    word.text = u"quartz"_s;
    AccessFilter two;
    two.text = u"qua lum"_s;
    AccessFilter grant;
    grant.grant = QString::fromStdString(numbered<GrantId>(1).hex());
    QVERIFY(measure("mark", [&] { log.setFilter(mark); }));
    QVERIFY(measure("a word", [&] { log.setFilter(word); }));
    QVERIFY(measure("two beginnings", [&] { log.setFilter(two); }));
    QVERIFY(measure("a grant", [&] { log.setFilter(grant); }));
    QVERIFY(measure("everything", [&] { log.setFilter({}); }));
    QVERIFY(measure("the same log again", [&] { world.addRows(10), log.reload(); }));
    gap = 0;
    QScrollBar& bar = *page.list().verticalScrollBar();
    for (const int step : {200, bar.maximum() / 200}) {
        for (int i = 0; i < 200; ++i) {
            bar.setValue(bar.value() + std::max(step, 1));
            QTest::qWait(5);
        }
    }
    qInfo() << "scrolled by wheel and by thumb, longest gap" << gap << "ms; resident"
            << residentMegabytes() << "MB";
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<AccessLogTest>(argc, argv);
}

#include "access_log_test.moc"
