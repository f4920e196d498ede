// "My health": what a record's details say, where its links lead, what its values did over time.
#include "tests/support/desktop_fixture.h"
#include "tests/support/open_demo.h"
#include "ui/models/health_reader.h"
#include "ui/pages/health_page.h"
#include "ui/pages/health_panel.h"
#include "ui/widgets/button.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/link_row.h"
#include "ui/widgets/trend_chart.h"

#include <QDropEvent>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QUrl>

#include <fstream>

using namespace Qt::StringLiterals;
using namespace consentry;
using namespace consentry::ui;
using test::DesktopFixture;
using test::must;
using test::OpenDemo;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;

std::string glucose(const std::string& id, const std::string& date, const std::string& value,
                    const std::string& more = {}, const std::string& unit = "mmol/L") {
    return R"({"resourceType":"Observation","id":")" + id +
           R"(","status":"final","code":{"coding":[{"system":"http:)"
           R"(//loinc.org","code":"2345-7"}],"text":"Glucose"},"effectiveDateTime":")" +
           date + R"(","valueQuantity":{"value":)" + value + R"(,"unit":")" + unit + "\"}" + more +
           "}\n";
}

const std::string atNorth = R"(,"performer":[{"display":"North Hospital"}])";
const std::string atSouth = R"(,"performer":[{"display":"South Hospital"}])";

const std::string report = R"({"resourceType":"DiagnosticReport","id":"report","status":"final",)"
                           R"("code":{"text":"Blood test"},"effectiveDateTime":"2024-05",)"
                           R"("result":[{"reference":"Observation/g1"},)"
                           R"({"reference":"Observation/elsewhere"}],)"
                           R"("conclusion":"All is well."})"
                           "\n";

/// The id of the newest record that these words find.
QString idOf(const VaultReading& reading, const char* words) {
    RecordFilter filter;
    filter.search = words;
    const auto page = must(reading.vault.records().page(filter, std::nullopt, 1));
    return page.records.empty() ? QString()
                                : QString::fromStdString(page.records.front().digest.hex());
}

QStringList linesOf(const HealthDetailView& detail) {
    QStringList lines;
    for (const HealthSectionView& section : detail.sections) {
        for (const HealthFactView& fact : section.facts) {
            lines << fact.label + u": "_s + fact.value +
                         (fact.note.isEmpty() ? QString() : u" | "_s + fact.note);
        }
    }
    return lines;
}

void writeFile(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

/// Lets files go over the page, as a file manager does.
void drop(QWidget& page, const QStringList& paths) {
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& path : paths) {
        urls << QUrl::fromLocalFile(path);
    }
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&page, &enter);
    QVERIFY(enter.isAccepted());
    QVERIFY(page.findChild<QWidget*>(u"dropHint"_s)->isVisible());
    QDropEvent event(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&page, &event);
    QVERIFY(!page.findChild<QWidget*>(u"dropHint"_s)->isVisible());
}

QString pathOf(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

class HealthTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void saysWhenWhoAndWhereFrom();
    void keepsAPartialDatePartial();
    void linksResultsOfTheSameFileOnly();
    void showsOnlyTheBeginningOfALongOriginal();
    void drawsAllValuesOfTheCode();
    void aValueThatNobodyJudgedIsPlacedByItsPrintedRange();
    void everyFlagHasASignAndWordsOfItsOwn();
    void aRowSaysHowGraveItsValueIs_data();
    void aRowSaysHowGraveItsValueIs();
    void saysWhatIsNotDrawn();
    void drawsEachPartOfAPanel();
    void drawsNothingWithoutACode();
    void aResultLeadsToItsRecordAndBack();
    void aValueOfTheChartLeadsToItsRecord();
    void aRecordEnteredInErrorSaysSoFirst();
    void aDroppedFileIsImported();
    void filesAreShownBeforeTheyAreTaken();
    void anotherFileDoesNotStopTheOneBefore();
    void aFileThatWentAwayIsNamed();
    void whatIsNoFileIsNotTaken();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

void HealthTest::init() {
    m_folder = test::beginDesktopTest();
}

void HealthTest::saysWhenWhoAndWhereFrom() {
    OpenDemo demo;
    demo.import("a.ndjson", R"({"resourceType":"Goal","id":"goal-1","description":{"text":"Walk"},)"
                            R"("startDate":"2024-05-03","lifecycleStatus":"active",)"
                            R"("expressedBy":{"display":"Dr Wu"},)"
                            R"("text":{"status":"generated","div":"<div>Walk <b>daily</b></div>"}})"
                            "\n");
    const VaultReading reading = demo.reading();
    const auto detail = HealthReader(reading).detail(idOf(reading, "walk"));
    QVERIFY(detail);
    QCOMPARE(linesOf(*detail),
             (QStringList{u"When: 3 May 2024"_s, u"Reported by: Dr Wu"_s, u": Walk daily"_s}));
    QStringList technical;
    for (const FactView& fact : detail->technical) {
        technical << fact.label + u": "_s + fact.value;
    }
    QVERIFY(technical.contains(u"Number there: goal-1"_s));
    QVERIFY(technical.contains(u"Came with: a.ndjson"_s));
    QVERIFY(detail->originalJson.contains(u"\"lifecycleStatus\":\"active\""_s));
}

void HealthTest::keepsAPartialDatePartial() {
    OpenDemo demo;
    demo.import("a.ndjson", report);
    const VaultReading reading = demo.reading();
    const auto detail = HealthReader(reading).detail(idOf(reading, "blood test"));
    QVERIFY(detail);
    QVERIFY2(linesOf(*detail).contains(u"When: May 2024"_s),
             qPrintable(linesOf(*detail).join(u'\n')));
}

void HealthTest::linksResultsOfTheSameFileOnly() {
    OpenDemo demo;
    demo.import("a.ndjson", report + glucose("g1", "2024-05-03", "6.10"));
    demo.import("b.ndjson",
                glucose("g1", "2023-01-01", "9.9") + glucose("elsewhere", "2023-01-02", "8.8"));
    const VaultReading reading = demo.reading();
    const auto detail = HealthReader(reading).detail(idOf(reading, "blood test"));
    QVERIFY(detail);
    const HealthSectionView results = detail->sections.last();
    QCOMPARE(results.title, u"Results"_s);
    QCOMPARE(results.facts.size(), 2);
    QCOMPARE(results.facts[0].value, u"Glucose"_s);
    QCOMPARE(results.facts[0].note, u"6.10 mmol/L"_s);
    const auto target = HealthReader(reading).detail(results.facts[0].target);
    QVERIFY(target);
    QCOMPARE(target->value, u"6.10 mmol/L"_s);
    // Another hospital's record of that name is another record.
    QCOMPARE(results.facts[1].value, u"Not among your records"_s);
    QVERIFY(results.facts[1].target.isEmpty());
}

void HealthTest::showsOnlyTheBeginningOfALongOriginal() {
    OpenDemo demo;
    demo.import("a.ndjson", glucose("g1", "2024-05-03", "6.1",
                                    R"(,"note":[{"text":")" + std::string(100'000, 'x') + "\"}]"));
    const VaultReading reading = demo.reading();
    const auto detail = HealthReader(reading).detail(idOf(reading, "glucose"));
    QVERIFY(detail);
    QVERIFY(detail->originalJson.size() < 70'000);
    QVERIFY(detail->originalJson.contains(u"Only the beginning is shown"_s));
}

void HealthTest::drawsAllValuesOfTheCode() {
    OpenDemo demo;
    const std::string range = R"(,"referenceRange":[{"high":{"value":6.1,"unit":"mmol/L"}}],)"
                              R"("interpretation":[{"coding":[{"code":"H"}]}])";
    demo.import("a.ndjson", glucose("g1", "2024-05-03T08:00:00Z", "7.20", atNorth + range) +
                                glucose("g2", "2024-04-01T08:00:00Z", "5.9", atNorth));
    demo.import("b.ndjson", glucose("x", "2024-05-03T16:00:00+08:00", "7.2", atSouth) +
                                glucose("y", "2024-03-01", "5.5", atSouth));
    const VaultReading reading = demo.reading();
    const auto trends = HealthReader(reading).trends(idOf(reading, "north"));
    QCOMPARE(trends.size(), 1);
    const TrendSeries& series = trends.first().series;
    QCOMPARE(series.name, u"Glucose"_s);
    QCOMPARE(series.unit, u"mmol/L"_s);
    QCOMPARE(series.usualHigh, std::optional(6.1));
    QCOMPARE(series.points.size(), 3);
    QCOMPARE(series.points[0].text, u"5.5 mmol/L"_s);
    QCOMPARE(series.sources.value(series.points[0].source), u"South Hospital"_s);
    QCOMPARE(series.points[2].place, TrendPoint::Place::Above);
    QVERIFY2(series.points[2].note.startsWith(u"also reported by "_s),
             qPrintable(series.points[2].note));
    QCOMPARE(trends.first().remarks,
             QStringList{u"1 value that was reported twice is shown once."_s});
}

void HealthTest::aValueThatNobodyJudgedIsPlacedByItsPrintedRange() {
    OpenDemo demo;
    const std::string range = R"(,"referenceRange":[{"low":{"value":3.9,"unit":"mmol/L"},)"
                              R"("high":{"value":6.1,"unit":"mmol/L"}}])";
    const auto judged = [](const char* code) {
        return R"(,"interpretation":[{"coding":[{"code":")" + std::string(code) + "\"}]}]";
    };
    demo.import("a.ndjson", glucose("g1", "2024-01-01", "7.2", range) +
                                glucose("g2", "2024-01-02", "5.0", range) +
                                glucose("g3", "2024-01-03", "3.0", range) +
                                glucose("g4", "2024-01-04", "7.0") +
                                glucose("g5", "2024-01-05", "7.5", range + judged("N")) +
                                glucose("g6", "2024-01-06", "7.9", range + judged("HM")) +
                                glucose("g7", "2024-01-07", "9.9", range + judged("HH")) +
                                glucose("g8", "2024-01-08", "2.9", range + judged("<")));
    const VaultReading reading = demo.reading();
    const auto trends = HealthReader(reading).trends(idOf(reading, "glucose"));
    QCOMPARE(trends.size(), 1);
    const auto& points = trends.first().series.points;
    QCOMPARE(points.size(), 8);
    using Lies = TrendPoint::Place;
    const QString printed = u"by the printed range"_s;
    const QList<std::pair<Lies, QString>> expected{
        {Lies::Above, printed},
        {Lies::Inside, printed},
        {Lies::Below, printed},
        {Lies::Unjudged, {}},
        {Lies::Inside, {}},
        {Lies::Unjudged, {}},
        {Lies::Above, u"critically high"_s},
        {Lies::Below, printed},
    };
    for (int i = 0; i < 8; ++i) {
        QVERIFY2(points[i].place == expected[i].first, qPrintable(points[i].text));
        QCOMPARE(points[i].note, expected[i].second);
    }
}

void HealthTest::everyFlagHasASignAndWordsOfItsOwn() {
    QSet<QString> seen;
    for (const ValueFlag flag :
         {ValueFlag::High, ValueFlag::Low, ValueFlag::CriticalHigh, ValueFlag::CriticalLow,
          ValueFlag::Abnormal, ValueFlag::CriticalAbnormal}) {
        seen << HealthModel::sign(flag) << HealthModel::word(flag);
    }
    QCOMPARE(seen.size(), 12);
    QVERIFY(!seen.contains(QString()));
    QVERIFY(HealthModel::sign(ValueFlag::None).isEmpty());
}

void HealthTest::aRowSaysHowGraveItsValueIs_data() {
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("flag");
    const auto row = [](const char* code, ValueFlag flag) {
        QTest::newRow(code) << QString::fromLatin1(code) << static_cast<int>(flag);
    };
    row("H", ValueFlag::High);
    row("HU", ValueFlag::High);
    row("HH", ValueFlag::CriticalHigh);
    row("L", ValueFlag::Low);
    row("LL", ValueFlag::CriticalLow);
    row("A", ValueFlag::Abnormal);
    row("AA", ValueFlag::CriticalAbnormal);
    row("N", ValueFlag::None);
    row("HM", ValueFlag::None);
    row("<", ValueFlag::None);
}

void HealthTest::aRowSaysHowGraveItsValueIs() {
    QFETCH(QString, code);
    QFETCH(int, flag);
    OpenDemo demo;
    demo.import("a.ndjson", glucose("g1", "2024-01-01", "7.2",
                                    R"(,"interpretation":[{"coding":[{"code":")" +
                                        code.toStdString() + "\"}]}]"));
    const VaultReading reading = demo.reading();
    const auto detail = HealthReader(reading).detail(idOf(reading, "glucose"));
    QCOMPARE(static_cast<int>(detail->flag), flag);
}

void HealthTest::saysWhatIsNotDrawn() {
    OpenDemo demo;
    demo.import("a.ndjson", glucose("g1", "2024-05-03", "7.2") + glucose("g2", "2024-04", "5.9") +
                                glucose("g3", "2024-04-02", "110", {}, "mg/dL") +
                                glucose("g4", "2024-04-03", "112", {}, "mg/dL"));
    const VaultReading reading = demo.reading();
    const auto trends = HealthReader(reading).trends(idOf(reading, "glucose"));
    QCOMPARE(trends.size(), 1);
    QCOMPARE(trends.first().series.points.size(), 1);
    QCOMPARE(trends.first().remarks,
             (QStringList{u"2 values in mg/dL are not drawn here: another unit is not converted."_s,
                          u"1 value without an exact day is not drawn."_s}));
}

void HealthTest::drawsEachPartOfAPanel() {
    OpenDemo demo;
    const auto part = [](const char* code, const char* name, const char* value) {
        return std::string(R"({"code":{"coding":[{"system":"http:)"
                           R"(//loinc.org","code":")") +
               code + R"("}],"text":")" + name + R"("},"valueQuantity":{"value":)" + value +
               R"(,"unit":"mmHg"}})";
    };
    demo.import("a.ndjson",
                R"({"resourceType":"Observation","id":"bp","status":"final","code":{"text":)"
                R"("Blood pressure"},"effectiveDateTime":"2024-05-03","component":[)" +
                    part("8480-6", "Systolic", "128") + "," + part("8462-4", "Diastolic", "82") +
                    "]}\n");
    const VaultReading reading = demo.reading();
    const auto trends = HealthReader(reading).trends(idOf(reading, "pressure"));
    QCOMPARE(trends.size(), 2);
    QCOMPARE(trends[0].series.name, u"Systolic"_s);
    QCOMPARE(trends[1].series.points.first().text, u"82 mmHg"_s);
}

void HealthTest::drawsNothingWithoutACode() {
    OpenDemo demo;
    demo.import("a.ndjson", R"({"resourceType":"Observation","id":"a","code":{"text":"Mystery"},)"
                            R"("effectiveDateTime":"2024-05-03","valueQuantity":{"value":1}})"
                            "\n" +
                                report);
    const VaultReading reading = demo.reading();
    QVERIFY(HealthReader(reading).trends(idOf(reading, "mystery")).isEmpty());
    QVERIFY(HealthReader(reading).trends(idOf(reading, "blood test")).isEmpty());
    QVERIFY(!HealthReader(reading).detail(u"no digest"_s));
}

namespace {

/// The window on "My health" with these records.
class Window {
public:
    Window(const test::TemporaryFolder& folder, const std::string& records)
        : desktop(folder.path() / "home") {
        if (!desktop.openNewVault(passphrase)) {
            qFatal("no vault");
        }
        desktop.window().goTo(Place::Health);
        writeFile(folder.path() / "records.ndjson", records);
        desktop.importFile(folder.path() / "records.ndjson");
        desktop.waitForNotice();
        desktop.dismissNotice();
        desktop.window().activateWindow();
        if (!QTest::qWaitForWindowActive(&desktop.window())) {
            qFatal("the window does not become active");
        }
    }
    HealthPage& page() { return desktop.window().health(); }
    void open(const QString& id) { page().showDetail(id); }
    int rows() {
        return page().findChild<QAbstractItemView*>(u"healthList"_s)->model()->rowCount();
    }
    HealthPanel* panel() {
        for (HealthPanel* panel : page().findChildren<HealthPanel*>()) {
            if (panel->isVisible()) {
                return panel;
            }
        }
        return nullptr;
    }
    QString idOfRow(int row) {
        return page()
            .findChild<QAbstractItemView*>(u"healthList"_s)
            ->model()
            ->index(row, 0)
            .data(HealthModel::rowRole)
            .value<HealthRowView>()
            .id;
    }

    DesktopFixture desktop;
};

} // namespace

void HealthTest::aResultLeadsToItsRecordAndBack() {
    Window window(*m_folder, report + glucose("g1", "2020-01-03", "6.10"));
    QTRY_VERIFY(!window.idOfRow(0).isEmpty());
    window.open(window.idOfRow(0)); // the newer of the two
    QVERIFY2(window.desktop.waitForWords(u"All is well."_s), qPrintable(window.desktop.words()));
    auto* link = window.desktop.find<LinkRow>();
    QVERIFY(link);
    QCOMPARE(link->accessibleName(), u"Glucose · 6.10 mmol/L"_s);
    link->setFocus();
    QTest::keyClick(link, Qt::Key_Return);
    QVERIFY(window.desktop.waitForWidget(u"backToRecord"_s));
    QVERIFY(window.desktop.waitForWords(u"3 January 2020"_s));
    // Who came by keyboard goes on by keyboard.
    QTRY_VERIFY(window.desktop.widget(u"backToRecord"_s).hasFocus());
    QTest::keyClick(&window.desktop.widget(u"backToRecord"_s), Qt::Key_Return);
    QVERIFY(window.desktop.waitForWords(u"All is well."_s));
    QTRY_VERIFY(!window.panel()->findChild<QWidget*>(u"backToRecord"_s));
}

void HealthTest::aValueOfTheChartLeadsToItsRecord() {
    Window window(*m_folder,
                  glucose("g1", "2024-05-03", "7.2") + glucose("g2", "2024-04-01", "5.9"));
    QTRY_VERIFY(!window.idOfRow(0).isEmpty());
    window.open(window.idOfRow(0));
    QTRY_VERIFY(window.desktop.find<TrendChart>());
    auto* chart = window.desktop.find<TrendChart>();
    QCOMPARE(chart->spokenItemCount(), 2);
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_Home);
    QTest::keyClick(chart, Qt::Key_Return);
    QVERIFY2(window.desktop.waitForWords(u"1 April 2024"_s), qPrintable(window.desktop.words()));
    QVERIFY(window.desktop.waitForWidget(u"backToRecord"_s));
}

void HealthTest::aRecordEnteredInErrorSaysSoFirst() {
    Window window(*m_folder, R"({"resourceType":"Observation","id":"a","status":)"
                             R"("entered-in-error","code":{"text":"Potassium"},)"
                             R"("valueQuantity":{"value":9.9,"unit":"mmol/L"}})"
                             "\n");
    QTRY_VERIFY(!window.idOfRow(0).isEmpty());
    window.open(window.idOfRow(0));
    QVERIFY(window.desktop.waitForWords(u"Entered in error."_s));
}

void HealthTest::aDroppedFileIsImported() {
    Window window(*m_folder, glucose("g1", "2024-05-03", "7.2"));
    writeFile(m_folder->path() / "more.ndjson", glucose("g9", "2024-06-03", "5.2"));
    drop(window.page(), {pathOf(m_folder->path() / "more.ndjson")});
    QVERIFY(window.desktop.waitFor(Place::Import));
    window.desktop.press(u"takeFiles"_s);
    QCOMPARE(window.desktop.waitForNotice(), u"1 record was added."_s);
    QCOMPARE(window.desktop.window().place(), Place::Health);
}

/// Everything that the card of this file says.
QString wordsOf(DesktopFixture& desktop, int file) {
    QStringList words;
    for (const Text* text : desktop.widget(u"file%1"_s.arg(file)).findChildren<Text*>()) {
        words << text->plainWords();
    }
    return words.join(u'|');
}

void HealthTest::filesAreShownBeforeTheyAreTaken() {
    Window window(*m_folder, glucose("g1", "2024-05-03", "7.2"));
    DesktopFixture& desktop = window.desktop;
    const auto folder = m_folder->path();
    writeFile(folder / "more.ndjson",
              glucose("g1", "2024-05-03", "7.2") + glucose("g9", "2019-06-03", "5.2") +
                  "{\"resourceType\":\n" + glucose("g8", "2021-06-03", "5.1"));
    writeFile(folder / "page.xml", "<html></html>");
    writeFile(folder / "last.ndjson", glucose("g7", "2022-06-03", "5.0"));
    const QStringList dropped{pathOf(folder / "more.ndjson"), pathOf(folder / "page.xml"),
                              pathOf(folder / "last.ndjson")};
    drop(window.page(), dropped);
    QVERIFY(desktop.waitFor(Place::Import));
    const QString first = wordsOf(desktop, 0);
    QVERIFY2(first.contains(u"more.ndjson"_s) && first.contains(u"2 records"_s), qPrintable(first));
    QVERIFY2(first.contains(u"Laboratory 2"_s) && first.contains(u"2019 – 2021"_s),
             qPrintable(first));
    QVERIFY2(first.contains(u"Here already|1 record"_s), qPrintable(first));
    QVERIFY2(first.contains(u"1 part|Part 3: "_s), qPrintable(first));
    QVERIFY(desktop.widget(u"file1"_s).findChild<QWidget*>(u"problem"_s) != nullptr);
    QVERIFY(desktop.find<QWidget>(u"take1"_s) == nullptr);
    // Nothing is stored by looking.
    desktop.press(u"back"_s);
    QVERIFY(desktop.waitFor(Place::Health));
    QCOMPARE(window.rows(), 1);

    drop(window.page(), dropped);
    QVERIFY(desktop.waitFor(Place::Import));
    QCOMPARE(static_cast<Button&>(desktop.widget(u"takeFiles"_s)).text(), u"Take over 3 records"_s);
    desktop.press(u"take0"_s);
    QCOMPARE(static_cast<Button&>(desktop.widget(u"takeFiles"_s)).text(), u"Take over 1 record"_s);
    desktop.press(u"take0"_s);
    desktop.press(u"takeFiles"_s);
    const QString told = desktop.waitForNotice();
    QVERIFY2(told.startsWith(u"3 records were added."_s), qPrintable(told));
    QVERIFY2(told.contains(u"1 record was here already."_s), qPrintable(told));
    QTRY_COMPARE(window.rows(), 4);
}

void HealthTest::anotherFileDoesNotStopTheOneBefore() {
    Window window(*m_folder, glucose("g1", "2024-05-03", "7.2"));
    DesktopFixture& desktop = window.desktop;
    const auto folder = m_folder->path();
    std::string many;
    for (int i = 0; i < 3'000; ++i) {
        many += glucose("m" + std::to_string(i), "2023-05-03", "6.1");
    }
    writeFile(folder / "many.ndjson", many);
    writeFile(folder / "next.ndjson", glucose("n1", "2024-06-03", "5.2"));
    drop(window.page(), {pathOf(folder / "many.ndjson")});
    QVERIFY(desktop.waitFor(Place::Import));
    desktop.press(u"takeFiles"_s);
    drop(window.page(), {pathOf(folder / "next.ndjson")});
    QTRY_COMPARE_WITH_TIMEOUT(window.rows(), 3'001, 60'000);
}

void HealthTest::aFileThatWentAwayIsNamed() {
    Window window(*m_folder, glucose("g1", "2024-05-03", "7.2"));
    DesktopFixture& desktop = window.desktop;
    const auto folder = m_folder->path();
    writeFile(folder / "one.ndjson", glucose("g2", "2024-05-04", "7.2"));
    writeFile(folder / "two.ndjson", glucose("g3", "2024-05-05", "7.2"));
    drop(window.page(), {pathOf(folder / "one.ndjson"), pathOf(folder / "two.ndjson")});
    QVERIFY(desktop.waitFor(Place::Import));
    std::filesystem::remove(folder / "two.ndjson");
    desktop.press(u"takeFiles"_s);
    const QString told = desktop.waitForNotice();
    QVERIFY2(told.startsWith(u"two.ndjson: "_s), qPrintable(told));
    QVERIFY2(told.contains(u"1 file before it was taken over. 1 record was added."_s),
             qPrintable(told));
    QTRY_COMPARE(window.rows(), 2);
}

void HealthTest::whatIsNoFileIsNotTaken() {
    Window window(*m_folder, glucose("g1", "2024-05-03", "7.2"));
    QMimeData text;
    text.setText(u"hello"_s);
    text.setUrls({QUrl(u"https:"_s + u"//example.org/a.json"_s)});
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(&window.page(), &enter);
    QVERIFY(!enter.isAccepted());
    QVERIFY(!window.page().findChild<QWidget*>(u"dropHint"_s)->isVisible());
}

int main(int argc, char** argv) {
    return test::runDesktopTest<HealthTest>(argc, argv);
}

#include "health_test.moc"
