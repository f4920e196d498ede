#include "tests/support/ui_test.h"
#include "ui/style/spoken.h"
#include "ui/widgets/bar_chart.h"
#include "ui/widgets/button.h"
#include "ui/widgets/calendar_strip.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/date_field.h"
#include "ui/widgets/date_text.h"
#include "ui/widgets/date_ticks.h"
#include "ui/widgets/decision_page.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/month_grid.h"
#include "ui/widgets/notification_row.h"
#include "ui/widgets/page.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/skeleton.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/trend_chart.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QCheckBox>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry::ui;

namespace {

const QDate today(2026, 11, 23);

QAccessibleInterface* faceOf(QWidget& widget) {
    return QAccessible::queryAccessibleInterface(&widget);
}

TrendSeries series(const QList<double>& values) {
    TrendSeries result;
    result.name = u"Glucose"_s;
    result.unit = u"mmol/L"_s;
    result.usualLow = 3.9;
    result.usualHigh = 6.1;
    for (qsizetype i = 0; i < values.size(); ++i) {
        TrendPoint point;
        point.at = QDateTime(today.addDays(30 * i), QTime(8, 0));
        point.value = values[i];
        point.text = QString::number(values[i]) + u" mmol/L"_s;
        point.place = values[i] > 6.1   ? TrendPoint::Place::Above
                      : values[i] < 3.9 ? TrendPoint::Place::Below
                                        : TrendPoint::Place::Inside;
        result.points << point;
    }
    return result;
}

} // namespace

/// The widgets that are made once and used everywhere: what they do by keyboard and mouse, and what
/// they tell a screen reader.
class ControlsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Appearance::install(*qApp); }
    void cleanup() { Appearance::current().setLanguage(Language::English); }

    void daysAreReadAsPeopleWriteThem_data();
    void daysAreReadAsPeopleWriteThem();
    void chineseMonthNamesAreRead();
    void fieldTakesADayAndRefusesOthers();
    void fieldSaysWhyItRefuses();
    void calendarOpensByKeyboardAndChooses();
    void monthStaysWithinItsBounds();

    void stripMovesAndChoosesByKeyboard();
    void stripTellsTheDayUnderTheKeyboard();
    void stripKeepsTheNewestDaysInView();

    void axisHasRoundNumbersAroundItsValues_data();
    void axisHasRoundNumbersAroundItsValues();
    void monthTicksKeepToTheirLimit();
    void chartGoesFromValueToValue();
    void chartSaysItselfInWords();
    void chartLeavesOutWhatIsNoNumber();
    void figureHasATableTwin();
    void barsTellTheirAmounts();
    void tableKeepsTheRulesOfAModel();

    void toastGoesByItselfUnlessItIsLookedAt();
    void toastsAreAtMostThree();
    void toastsDoNotCoverWhatDecides();
    void toastRunsItsActionOnce();
    void confirmingNeedsItsButtonAndItsTick();
    void progressTellsHowFarItIs();
    void stepsTellWhatIsDone();
    void skeletonIsBusy();
    void oneOfSeveralIsARadioButton();
    void itemsCanBePressedByAssistiveTools();
    void trailingGoesBelowInANarrowRow();
    void chipIsWholeInItsTip();
};

void ControlsTest::daysAreReadAsPeopleWriteThem_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDate>("day");
    const auto row = [](const char* text, const QDate& day) {
        QTest::newRow(text) << QString::fromUtf8(text) << day;
    };
    row("9 December 2026", {2026, 12, 9});
    row("  9   Dec 2026 ", {2026, 12, 9});
    row("9. dec. 2026", {2026, 12, 9});
    row("9 Dec", {2026, 12, 9});
    row("22 Nov", {2027, 11, 22}); // the next one from today on
    row("23 Nov", {2026, 11, 23});
    row("2026-12-09", {2026, 12, 9});
    row("2026/12/9", {2026, 12, 9});
    row("9.12.2026", {2026, 12, 9});
    row("9/12/2026", {2026, 12, 9});
    row("2026年12月9日", {2026, 12, 9});
    row("12月9日", {2026, 12, 9});
    row("12月9号", {2026, 12, 9});
    row("29 Feb", {2028, 2, 29});
    row("31 February 2027", {});
    row("29 February 2027", {});
    row("13/13/2026", {});
    row("9 Decembre 2026", {});
    row("9 De 2026", {}); // too short to be sure of
    row("tomorrow", {});
    row("", {});
    row("99999999999999999999", {});
    row("9 December 2026 and much more than a day ever needs", {});
}

void ControlsTest::daysAreReadAsPeopleWriteThem() {
    QFETCH(QString, text);
    QFETCH(QDate, day);
    QCOMPARE(parseDay(text, today).value_or(QDate()), day);
}

void ControlsTest::chineseMonthNamesAreRead() {
    Appearance::current().setLanguage(Language::ChineseSimplified);
    QCOMPARE(parseDay(u"2026年 12月 9日"_s, today), QDate(2026, 12, 9));
    QCOMPARE(parseDay(u"9 December 2026"_s, today), QDate(2026, 12, 9));
}

void ControlsTest::fieldTakesADayAndRefusesOthers() {
    DateField field(u"Last day"_s);
    field.setToday(today);
    field.setBounds(today, QDate(2027, 12, 31));
    field.setDay(today.addDays(16));
    QSignalSpy changed(&field, &DateField::dayChanged);
    const auto type = [&field](const QString& text) {
        field.edit().clear();
        QTest::keyClicks(&field.edit(), text);
        QTest::keyClick(&field.edit(), Qt::Key_Return);
    };
    type(u"24 Dec"_s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(field.day(), QDate(2026, 12, 24));
    QCOMPARE(field.edit().text(), u"24 December 2026"_s);
    type(u"1 January 2020"_s);
    type(u"1 January 2028"_s);
    type(u"soon"_s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(field.day(), QDate(2026, 12, 24));
    type(u"24 December 2026"_s); // the same again is no change
    QCOMPARE(changed.count(), 1);
    QVERIFY(!field.hasProblem());
}

void ControlsTest::fieldSaysWhyItRefuses() {
    DateField field(u"Last day"_s);
    field.setToday(today);
    field.setBounds(today, QDate());
    QTest::keyClicks(&field.edit(), u"1 January 2020"_s);
    QTest::keyClick(&field.edit(), Qt::Key_Return);
    QVERIFY(field.hasProblem());
    QVERIFY(faceOf(field.edit())->text(QAccessible::Description).contains(u"23 November 2026"_s));
    field.setDay(today);
    QVERIFY(!field.hasProblem());
    QVERIFY(faceOf(field.edit())->text(QAccessible::Description).isEmpty());
}

void ControlsTest::calendarOpensByKeyboardAndChooses() {
    DateField field(u"Last day"_s);
    field.setToday(today);
    field.setBounds(today, QDate());
    field.setDay(today);
    field.show();
    QSignalSpy changed(&field, &DateField::dayChanged);
    QTest::keyClick(&field.edit(), Qt::Key_Down, Qt::AltModifier);
    auto* calendar = field.findChild<MonthGrid*>(u"calendar"_s);
    QVERIFY(calendar != nullptr && calendar->isVisible());
    auto* days = calendar->findChild<QWidget*>(u"monthDays"_s);
    QTest::keyClick(days, Qt::Key_Down);  // a week later
    QTest::keyClick(days, Qt::Key_Right); // and a day
    QTest::keyClick(days, Qt::Key_Return);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(field.day(), today.addDays(8));
    QTRY_VERIFY(field.findChild<MonthGrid*>(u"calendar"_s) == nullptr);
}

void ControlsTest::monthStaysWithinItsBounds() {
    MonthGrid month;
    month.setToday(today);
    month.setBounds(today, today.addDays(10));
    month.setDay(today);
    QSignalSpy chosen(&month, &MonthGrid::chosen);
    auto* days = month.findChild<QWidget*>(u"monthDays"_s);
    QTest::keyClick(days, Qt::Key_Up);
    QTest::keyClick(days, Qt::Key_Return);
    QCOMPARE(month.day(), today); // the week before is not allowed
    QTest::keyClick(days, Qt::Key_PageDown);
    QTest::keyClick(days, Qt::Key_Return);
    QCOMPARE(month.day(), today.addDays(10));
    QCOMPARE(chosen.count(), 2);
    const auto* spoken = dynamic_cast<const Spoken*>(days);
    QVERIFY(spoken != nullptr);
    QCOMPARE(spoken->spokenItemCount(), 31); // December
    QVERIFY(spoken->spokenItem(30).name.contains(u"cannot be chosen"_s));
    QVERIFY(spoken->spokenItem(2).chosen);
}

void ControlsTest::stripMovesAndChoosesByKeyboard() {
    CalendarStrip strip(u"Accesses by day"_s);
    strip.resize(700, 100);
    strip.setBounds(today.addDays(-400), today, today);
    strip.show();
    QSignalSpy chosen(&strip, &CalendarStrip::chosenChanged);
    auto* days = strip.findChild<QWidget*>(u"days"_s);
    QTest::keyClick(days, Qt::Key_Left);
    QTest::keyClick(days, Qt::Key_Return);
    QCOMPARE(strip.chosenFrom(), today.addDays(-1));
    QTest::keyClick(days, Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(days, Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(strip.chosenFrom(), today.addDays(-3));
    QCOMPARE(strip.chosenTo(), today.addDays(-1));
    QTest::keyClick(days, Qt::Key_Escape);
    QVERIFY(!strip.chosenFrom().isValid());
    QTest::keyClick(days, Qt::Key_Home);
    QTest::keyClick(days, Qt::Key_Left); // no further than the first
    QTest::keyClick(days, Qt::Key_Space);
    QCOMPARE(strip.chosenFrom(), today.addDays(-400));
    QTest::keyClick(days, Qt::Key_Space); // a second press lets go
    QVERIFY(!strip.chosenFrom().isValid());
    QCOMPARE(chosen.count(), 6);
}

void ControlsTest::stripTellsTheDayUnderTheKeyboard() {
    CalendarStrip strip(u"Accesses by day"_s);
    strip.resize(700, 100);
    strip.setBounds(today.addDays(-400), today, today);
    strip.setCounts({{today, {3, 2, 0, 1, 0}}});
    strip.show();
    auto* days = strip.findChild<QWidget*>(u"days"_s);
    const auto* spoken = dynamic_cast<const Spoken*>(days);
    const QString said = spoken->spokenItem(spoken->spokenCurrent()).name;
    QVERIFY2(said.contains(u"Monday"_s) && said.contains(u"1 without a rule"_s) &&
                 said.contains(u"2 by your rules"_s),
             qPrintable(said));
    QAccessibleInterface* face = faceOf(*days);
    QCOMPARE(face->role(), QAccessible::List);
    QCOMPARE(face->childCount(), spoken->spokenItemCount());
    QCOMPARE(face->child(spoken->spokenCurrent())->text(QAccessible::Name), said);
    QCOMPARE(face->indexOfChild(face->child(3)), 3);
}

void ControlsTest::stripKeepsTheNewestDaysInView() {
    CalendarStrip strip(u"Accesses by day"_s);
    strip.setBounds(today.addDays(-400), today, today);
    strip.resize(700, 100);
    strip.show();
    auto* later = strip.findChild<Button*>(u"laterDays"_s);
    auto* earlier = strip.findChild<Button*>(u"earlierDays"_s);
    QVERIFY(!later->isEnabled());
    earlier->click();
    QVERIFY(later->isEnabled());
    strip.setBounds(today, today, today); // one day only
    QVERIFY(!later->isEnabled() && !earlier->isEnabled());
}

void ControlsTest::axisHasRoundNumbersAroundItsValues_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("glucose") << 3.6 << 7.9;
    QTest::newRow("one value") << 63.8 << 63.8;
    QTest::newRow("zero") << 0.0 << 0.0;
    QTest::newRow("negative") << -4.0 << 2.5;
    QTest::newRow("large") << 1.0e6 << 9.9e6;
    QTest::newRow("tiny") << 1.0e-6 << 1.1e-6;
}

void ControlsTest::axisHasRoundNumbersAroundItsValues() {
    QFETCH(double, low);
    QFETCH(double, high);
    constexpr int most = 5;
    const auto ticks = axisTicks(low, high, most);
    QVERIFY(ticks.size() >= 2 && ticks.size() <= most + 1);
    QVERIFY(ticks.first() <= low && ticks.last() >= high);
    const double step = ticks[1] - ticks[0];
    for (qsizetype i = 1; i < ticks.size(); ++i) {
        QVERIFY(qFuzzyCompare(ticks[i] - ticks[i - 1], step));
    }
}

void ControlsTest::monthTicksKeepToTheirLimit() {
    for (const int years : {0, 1, 2, 5, 20, 90}) {
        for (const int most : {1, 3, 12}) {
            const auto ticks = monthTicks(today.addYears(-years), today, most);
            QVERIFY2(ticks.size() <= most, qPrintable(QString::number(ticks.size())));
            for (const QDate& tick : ticks) {
                QCOMPARE(tick.day(), 1);
            }
        }
    }
    QVERIFY(monthTicks({}, today, 5).isEmpty());
}

void ControlsTest::chartGoesFromValueToValue() {
    TrendChart chart(series({5.2, 7.4, 3.6}));
    chart.show();
    QCOMPARE(chart.current(), -1);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.current(), 1);
    QTest::keyClick(&chart, Qt::Key_Home);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.current(), 0);
    QTest::keyClick(&chart, Qt::Key_End);
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.current(), 2);
}

void ControlsTest::chartSaysItselfInWords() {
    TrendChart chart(series({5.2, 7.4, 3.6}));
    QVERIFY2(chart.summary().contains(u"3 values"_s), qPrintable(chart.summary()));
    QVERIFY(chart.summary().contains(u"2 outside the usual range"_s));
    QVERIFY(chart.describe(1).contains(u"above the usual range"_s));
    QVERIFY(chart.describe(2).contains(u"below the usual range"_s));
    QAccessibleInterface* face = faceOf(chart);
    QCOMPARE(face->role(), QAccessible::Chart);
    QCOMPARE(face->childCount(), 3);
    QCOMPARE(face->child(1)->text(QAccessible::Name), chart.describe(1));
    QCOMPARE(TrendChart(series({})).summary(), u"Glucose: no values"_s);
}

void ControlsTest::chartLeavesOutWhatIsNoNumber() {
    TrendSeries odd = series({5.2, 7.4});
    odd.points[0].value = std::numeric_limits<double>::infinity();
    odd.points[1].at = {};
    TrendChart chart(odd);
    QCOMPARE(chart.spokenItemCount(), 0);
    QVERIFY(!chart.grab().isNull());
    TrendSeries many = series({5.2});
    const TrendPoint point = many.points.first();
    many.points = QList<TrendPoint>(TrendChart::pointsMax + 1, point);
    QCOMPARE(TrendChart(many).spokenItemCount(), TrendChart::pointsMax);
}

void ControlsTest::figureHasATableTwin() {
    const std::unique_ptr<Figure> figure(Figure::trend(series({5.2, 7.4, 3.6})));
    figure->resize(700, 400);
    figure->show();
    QVERIFY(figure->chart().isVisible() && !figure->table().isVisible());
    figure->findChild<Button*>(u"asTable"_s)->click();
    QVERIFY(!figure->chart().isVisible() && figure->table().isVisible());
    // Newest first, with the judgement in words.
    const auto* model = figure->table().model();
    QCOMPARE(model->rowCount(), 3);
    QCOMPARE(model->index(0, 1).data().toString(), u"3.6 mmol/L"_s);
    QCOMPARE(model->index(1, 2).data().toString(), u"above the usual range"_s);
    QAccessibleInterface* face = faceOf(figure->table());
    QCOMPARE(face->role(), QAccessible::Table);
    QVERIFY(face->tableInterface() != nullptr);
    QCOMPARE(face->tableInterface()->columnDescription(1), u"Value"_s);
    QCOMPARE(face->tableInterface()->cellAt(0, 1)->text(QAccessible::Name), u"3.6 mmol/L"_s);
}

void ControlsTest::barsTellTheirAmounts() {
    BarChart bars(u"Accesses"_s, {{u"By your rules"_s, 5, u"5 times"_s, {}, Role::Good},
                                  {u"Refused"_s, 0, u"0 times"_s, {}, Role::Muted}});
    bars.show();
    QAccessibleInterface* face = faceOf(bars);
    QCOMPARE(face->childCount(), 2);
    QCOMPARE(face->child(0)->text(QAccessible::Name), u"By your rules: 5 times"_s);
    QTest::keyClick(&bars, Qt::Key_Down);
    QTest::keyClick(&bars, Qt::Key_Down);
    QCOMPARE(bars.spokenCurrent(), 1);
    QVERIFY(!BarChart(u"Nothing"_s, {}).grab().isNull());
}

void ControlsTest::tableKeepsTheRulesOfAModel() {
    TableModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setContents({{u"What"_s, false}, {u"Size"_s, true}}, {{u"a"_s, u"1"_s}, {u"b"_s}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, 1).data().toString(), QString()); // a short row is no crash
    model.setContents({}, {});
    QCOMPARE(model.columnCount(), 0);
}

void ControlsTest::toastGoesByItselfUnlessItIsLookedAt() {
    QWidget window;
    window.resize(600, 400);
    ToastCard card({u"Done"_s, ToastView::Tone::Good, u"Open"_s, {}}, &window);
    card.move(200, 300); // not where the pointer rests
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QSignalSpy over(&card, &ToastCard::over);
    card.findChild<Button*>(u"toastAction"_s)->setFocus();
    card.start(1);
    QTest::qWait(60);
    QCOMPARE(over.count(), 0); // the keyboard is on it
    card.findChild<Button*>(u"toastAction"_s)->clearFocus();
    QTRY_COMPARE_WITH_TIMEOUT(over.count(), 1, 3000);
    // Time to read slowly: longer for longer words, and for a decision.
    QVERIFY(ToastStack::millisecondsFor({u"Done"_s, {}, {}, {}}) >= 5000);
    QVERIFY(ToastStack::millisecondsFor({QString(200, u'x'), {}, {}, {}}) >= 15000);
    QVERIFY(ToastStack::millisecondsFor({u"Done"_s, {}, u"Undo"_s, {}}) >= 10000);
}

void ControlsTest::toastsAreAtMostThree() {
    QWidget window;
    window.resize(600, 400);
    auto* stack = new ToastStack(window);
    window.show();
    QVERIFY(!stack->isVisible());
    for (int i = 0; i < 5; ++i) {
        stack->show({QString::number(i), {}, {}, {}});
    }
    QCOMPARE(stack->count(), ToastStack::toastsMax);
    QVERIFY(stack->isVisible() && window.rect().contains(stack->geometry()));
    const auto cards = stack->findChildren<ToastCard*>();
    QCOMPARE(faceOf(*cards.last())->text(QAccessible::Name), u"4"_s);
    QCOMPARE(faceOf(*cards.last())->role(), QAccessible::AlertMessage);
    window.resize(300, 300);
    QVERIFY(window.rect().contains(stack->geometry()));
    for (ToastCard* card : cards) {
        QTest::keyClick(card, Qt::Key_Escape);
    }
    QCOMPARE(stack->count(), 0);
    QVERIFY(!stack->isVisible());
}

void ControlsTest::toastsDoNotCoverWhatDecides() {
    QWidget window;
    window.resize(900, 600);
    auto* column = new QVBoxLayout(&window);
    column->setContentsMargins(0, 0, 0, 0);
    column->addStretch(1);
    auto* bar = new PageBar(PageBar::Place::Bottom, 700);
    bar->row().addWidget(new Button(Button::Kind::Filled, u"Sign"_s));
    column->addWidget(bar);
    auto* stack = new ToastStack(window);
    window.show();
    stack->show({u"Somebody looked"_s, {}, u"Show"_s, {}});
    QVERIFY(!stack->geometry().intersects(bar->geometry()));
    bar->hide();
    stack->place();
    QVERIFY(stack->geometry().intersects(bar->geometry()));
}

void ControlsTest::toastRunsItsActionOnce() {
    QWidget window;
    auto* stack = new ToastStack(window);
    window.show();
    int runs = 0;
    stack->show({u"Sent"_s, {}, u"Undo"_s, [&runs] { ++runs; }});
    stack->findChild<Button*>(u"toastAction"_s)->click();
    QCOMPARE(runs, 1);
    QCOMPARE(stack->count(), 0);
}

void ControlsTest::confirmingNeedsItsButtonAndItsTick() {
    ConfirmPage page;
    ConfirmView view;
    view.title = u"Delete this vault?"_s;
    view.lead = u"It cannot be brought back without the 24 words."_s;
    view.assent = u"I have the words on paper"_s;
    view.confirm = u"Delete"_s;
    page.setView(view);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    QSignalSpy confirmed(&page, &ConfirmPage::confirmed);
    QSignalSpy back(&page, &ConfirmPage::backAsked);
    auto* confirm = page.findChild<Button*>(u"confirm"_s);
    QVERIFY(page.findChild<Button*>(u"back"_s)->hasFocus());
    QVERIFY(!confirm->isEnabled());
    confirm->click();
    QTest::keyClick(&page, Qt::Key_Return);
    QCOMPARE(confirmed.count(), 0);
    page.findChild<QCheckBox*>(u"assent"_s)->click();
    QVERIFY(confirm->isEnabled());
    confirm->click();
    QCOMPARE(confirmed.count(), 1);
    QTest::keyClick(&page, Qt::Key_Escape);
    QCOMPARE(back.count(), 1);
}

void ControlsTest::progressTellsHowFarItIs() {
    ProgressRow row(u"Importing"_s);
    QAccessibleInterface* face = faceOf(row);
    QCOMPARE(face->role(), QAccessible::ProgressBar);
    row.setProgress(5, 0); // unknown: no false percentage
    QVERIFY(face->valueInterface() == nullptr);
    row.setProgress(412, 1000);
    QVERIFY(face->valueInterface() != nullptr);
    QCOMPARE(face->valueInterface()->currentValue().toDouble(), 412.0);
    QCOMPARE(face->text(QAccessible::Value), u"41 %"_s);
    row.setProgress(2000, 1000); // never beyond its end
    QCOMPARE(face->text(QAccessible::Value), u"100 %"_s);
    QSignalSpy cancelled(&row, &ProgressRow::cancelled);
    row.findChild<Button*>(u"stop"_s)->click();
    QCOMPARE(cancelled.count(), 1);
}

void ControlsTest::stepsTellWhatIsDone() {
    StageStepper steps;
    steps.setStage(StageStepper::Stage::Sent, 0);
    QAccessibleInterface* face = faceOf(steps);
    QCOMPARE(face->childCount(), 4);
    QCOMPARE(face->child(1)->text(QAccessible::Name), u"Sent: done"_s);
    QCOMPARE(face->child(2)->text(QAccessible::Name), u"In a block: under way"_s);
    QCOMPARE(face->child(3)->text(QAccessible::Name), u"Proven: not yet"_s);
    // Words that do not fit side by side stand below each other.
    QVERIFY(steps.heightForWidth(150) > steps.heightForWidth(800));
}

void ControlsTest::skeletonIsBusy() {
    Skeleton skeleton(Skeleton::Shape::Rows, 3);
    QVERIFY(faceOf(skeleton)->state().busy);
    QCOMPARE(faceOf(skeleton)->text(QAccessible::Name), u"Loading"_s);
    QCOMPARE(skeleton.sizeHint().height(), 3 * size::row); // as high as what will be there
}

void ControlsTest::oneOfSeveralIsARadioButton() {
    FilterChips tabs(nullptr, FilterChips::Look::Tabs);
    tabs.setAccessibleName(u"View"_s);
    tabs.setChips({{0, u"List"_s, -1, {}, 0}, {1, u"Trends"_s, -1, {}, 0}}, 0);
    tabs.show();
    QVERIFY(QTest::qWaitForWindowActive(&tabs));
    QCOMPARE(faceOf(tabs)->role(), QAccessible::Grouping);
    auto* first = tabs.findChild<QAbstractButton*>(u"filter0"_s);
    QCOMPARE(faceOf(*first)->role(), QAccessible::RadioButton);
    QVERIFY(faceOf(*first)->state().checked);
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Right);
    QCOMPARE(tabs.current(), 1);
}

void ControlsTest::itemsCanBePressedByAssistiveTools() {
    CalendarStrip strip(u"Accesses by day"_s);
    strip.resize(700, 100);
    strip.setBounds(today.addDays(-400), today, today);
    strip.show();
    auto* days = strip.findChild<QWidget*>(u"days"_s);
    QAccessibleInterface* last = faceOf(*days)->child(faceOf(*days)->childCount() - 1);
    QVERIFY(last->actionInterface() != nullptr);
    last->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(strip.chosenFrom(), today);
    QVERIFY(last->state().selected);
    QCOMPARE(last->parent(), faceOf(*days));
}

void ControlsTest::trailingGoesBelowInANarrowRow() {
    ListRow row(u"One access that no rule allows"_s, u"Chengjiang Hospital"_s);
    auto* button = new Button(Button::Kind::Outlined, u"See what happened"_s);
    row.addTrailing(button);
    row.resize(800, row.heightForWidth(800));
    row.show();
    QVERIFY(button->y() < row.height() / 2 && button->x() > 400);
    QVERIFY(row.heightForWidth(300) > row.heightForWidth(800));
    row.resize(300, row.heightForWidth(300));
    QCoreApplication::processEvents();
    QVERIFY(button->x() < 100 && button->geometry().bottom() <= row.height());
    QCOMPARE(button->width(), button->naturalSize().width());
}

void ControlsTest::chipIsWholeInItsTip() {
    const QString words = u"blood pressure, heart rate and everything else of that kind"_s;
    Chip chip(Chip::Kind::Removable, words);
    chip.resize(120, chip.sizeHint().height());
    QCOMPARE(chip.toolTip(), words);
    QCOMPARE(chip.accessibleName(), words + u", remove"_s);
    QVERIFY(chip.minimumSizeHint().width() < chip.sizeHint().width());
    QSignalSpy clicked(&chip, &Chip::clicked);
    QTest::keyClick(&chip, Qt::Key_Return);
    QCOMPARE(clicked.count(), 1);
    NotificationRow row(
        {u"n1"_s, Icon::Info, {}, u"A grant ended"_s, {}, u"today"_s, true, u"See"_s});
    QSignalSpy dismissed(&row, &NotificationRow::dismissed);
    row.findChild<Button*>(u"dismiss-n1"_s)->click();
    QCOMPARE(dismissed.first().first().toString(), u"n1"_s);
    QCOMPARE(row.accessibleName(), u"New, A grant ended, today"_s);
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<ControlsTest>(argc, argv);
}

#include "controls_test.moc"
