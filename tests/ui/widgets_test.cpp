#include "tests/support/ui_test.h"
#include "ui/gallery/sample_data.h"
#include "ui/gallery/sample_sources.h"
#include "ui/models/access_log.h"
#include "ui/models/format.h"
#include "ui/models/grant_list_model.h"
#include "ui/models/health_records.h"
#include "ui/pages/log_row_delegate.h"
#include "ui/style/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice_list.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/grant_sentence.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/time_bar_table.h"
#include "ui/widgets/virtual_list.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QRadioButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry::ui;

class WidgetsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Appearance::install(*qApp); }
    void cleanup() { Appearance::current().setLanguage(Language::English); }

    void sentenceReadsInTheOrderOfItsLanguage();
    void sentenceOpensAPartByKeyboard();
    void contractHasNothingToPress();
    void ringOfTheFirstChipIsWhole();
    void ringOfABoxEnclosesBoxAndWords();

    void longChoiceIsNarrowedByTyping();
    void longChoiceIsMadeByKeyboard();
    void fiveThousandChoicesNeedNoWidgetEach();
    void narrowingFiveThousandChoices();

    void modelsKeepTheirRules();
    void millionRowsAskOnlyForTheVisibleOnes();
    void rowOfTheLogSaysItselfInWords();

    void buttonIsHighEnoughToHit();
    void buttonIsReadWithTheWordsThatItShows();
    void axisCoversTheLastEnd();
    void undoBarEndsOnce();
    void filterChipTellsWhichOneHolds();
};

void WidgetsTest::sentenceReadsInTheOrderOfItsLanguage() {
    const GrantSentenceView view{u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"E"_s};
    QCOMPARE(GrantSentence(view, GrantSentence::Mode::Contract).sentence(),
             u"A may B my C for D until E."_s);
    Appearance::current().setLanguage(Language::ChineseSimplified);
    const QString chinese = GrantSentence(view, GrantSentence::Mode::Contract).sentence();
    for (const QString& part : {u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"E"_s}) {
        QCOMPARE(chinese.count(part), 1);
    }
    QVERIFY(chinese.contains(u'我'));
}

void WidgetsTest::sentenceOpensAPartByKeyboard() {
    GrantSentence sentence(sample::signing(SendStage::Review).sentence, GrantSentence::Mode::Chips);
    sentence.resize(600, sentence.heightForWidth(600));
    sentence.show();
    QSignalSpy opened(&sentence, &GrantSentence::partActivated);
    auto* chip = sentence.findChild<QAbstractButton*>(u"chip2"_s);
    QVERIFY(chip != nullptr);
    QVERIFY(!chip->accessibleName().isEmpty());
    chip->setFocus();
    QTest::keyClick(chip, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().value<SentencePart>(), SentencePart::What);
}

void WidgetsTest::contractHasNothingToPress() {
    GrantSentence sentence(sample::signing(SendStage::Review).sentence,
                           GrantSentence::Mode::Contract);
    QVERIFY(sentence.findChildren<QAbstractButton*>().isEmpty());
}

void WidgetsTest::ringOfTheFirstChipIsWhole() {
    GrantSentence sentence(sample::signing(SendStage::Review).sentence, GrantSentence::Mode::Chips);
    for (const int width : {320, 600, 1000}) {
        sentence.resize(width, sentence.heightForWidth(width));
        sentence.show();
        const auto chips = sentence.findChildren<QAbstractButton*>();
        for (const QAbstractButton* chip : chips) {
            QVERIFY2(sentence.rect().contains(chip->geometry()), qPrintable(chip->text()));
        }
    }
}

void WidgetsTest::ringOfABoxEnclosesBoxAndWords() {
    QCheckBox check(u"Blood pressure"_s);
    QRadioButton radio(u"Treatment"_s);
    for (QAbstractButton* box :
         {static_cast<QAbstractButton*>(&check), static_cast<QAbstractButton*>(&radio)}) {
        box->resize(600, size::target);
        pretendFocus(*box);
        const QImage picture = box->grab().toImage();
        const QRgb ring = color(Role::Focus).rgb();
        int left = picture.width();
        int right = -1;
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixel(x, picture.height() / 2) == ring) {
                left = std::min(left, x);
                right = std::max(right, x);
            }
        }
        QVERIFY2(left < size::focusRoom, "the box itself stands inside");
        QVERIFY(right > size::icon + textWidth(box->text(), box->font()));
        QVERIFY2(right < 300, "not the empty room behind the words");
    }
}

namespace {

/// Ten hospitals and their doctors.
QList<ChoiceView> manyChoices(int count) {
    QList<ChoiceView> choices;
    for (int i = 0; i < count; ++i) {
        const int hospital = i * 10 / count;
        choices << ChoiceView{u"id%1"_s.arg(i),
                              u"Dr Number %1"_s.arg(i),
                              u"Cardiology, Hospital %1"_s.arg(hospital),
                              -1,
                              u"Hospital %1"_s.arg(hospital),
                              u"%1号医生 doctor"_s.arg(i)};
    }
    return choices;
}

} // namespace

void WidgetsTest::longChoiceIsNarrowedByTyping() {
    ChoiceListModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setChoices(manyChoices(100), u"id7"_s);
    QCOMPARE(model.shown(), 100);
    QCOMPARE(model.rowCount(), 110); // with a heading for each hospital
    model.setFilter(u"  HOSPITAL 3  number 37 "_s);
    QCOMPARE(model.shown(), 1);
    QCOMPARE(model.firstChoice(), 1);
    QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsSelectable));
    model.setFilter(u"37号"_s);
    QCOMPARE(model.shown(), 1);
    model.setFilter(u"nobody"_s);
    QCOMPARE(model.shown(), 0);
    QCOMPARE(model.firstChoice(), -1);
    model.setFilter(QString());
    const QString spoken =
        model.index(model.rowOf(u"id7"_s)).data(Qt::AccessibleTextRole).toString();
    QCOMPARE(spoken, u"Dr Number 7, Cardiology, Hospital 0, chosen"_s);
}

void WidgetsTest::longChoiceIsMadeByKeyboard() {
    ChoiceList list(u"who"_s, u"Search"_s);
    list.setChoices(manyChoices(100), QString());
    list.resize(600, 500);
    list.show();
    QVERIFY(QTest::qWaitForWindowActive(&list));
    QSignalSpy chosen(&list, &ChoiceList::chosen);
    auto* field = list.findChild<QLineEdit*>(u"whoFilter"_s);
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(chosen.count(), 0); // nothing is armed yet
    QTest::keyClicks(field, u"number 4"_s);
    QTest::keyClick(field, Qt::Key_Down); // from 4 to 14, over a heading
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.last().first().toString(), u"id14"_s);
    field->clear();
    list.setFilter(QString());
    auto* rows = list.findChild<VirtualList*>(u"whoList"_s);
    rows->setFocus();
    rows->setCurrentIndex(rows->model()->index(10, 0));
    QTest::keyClick(rows, Qt::Key_Down); // over the heading of the next hospital
    QTest::keyClick(rows, Qt::Key_Return);
    QCOMPARE(chosen.last().first().toString(), u"id10"_s);
}

void WidgetsTest::fiveThousandChoicesNeedNoWidgetEach() {
    ChoiceList few(u"who"_s, u"Search"_s);
    few.setChoices(manyChoices(20), QString());
    ChoiceList many(u"who"_s, u"Search"_s);
    many.setChoices(manyChoices(5000), QString());
    for (ChoiceList* list : {&few, &many}) {
        list->resize(600, 500);
        list->show();
        QVERIFY(QTest::qWaitForWindowExposed(list));
    }
    QCOMPARE(many.findChildren<QWidget*>().size(), few.findChildren<QWidget*>().size());
    QCOMPARE(many.height(), few.height());
}

/// What one keystroke costs, the paint included.
void WidgetsTest::narrowingFiveThousandChoices() {
    ChoiceList list(u"who"_s, u"Search"_s);
    list.setChoices(manyChoices(5000), u"id4000"_s);
    list.resize(600, 500);
    list.show();
    QVERIFY(QTest::qWaitForWindowExposed(&list));
    QBENCHMARK {
        list.setFilter(u"number 4"_s);
        list.grab();
        list.setFilter(u"number"_s);
        list.grab();
    }
}

void WidgetsTest::modelsKeepTheirRules() {
    GrantListModel grants;
    QAbstractItemModelTester grantTester(&grants,
                                         QAbstractItemModelTester::FailureReportingMode::QtTest);
    grants.setGrants(sample::whoMaySee().grants, sample::today());
    QCOMPARE(grants.rowCount(), 8);

    sample::MemoryAccessLog source;
    AccessLogModel log;
    QAbstractItemModelTester logTester(&log,
                                       QAbstractItemModelTester::FailureReportingMode::QtTest);
    log.setSource(&source);
    QCOMPARE(log.rowCount(), 11);
    AccessFilter onlyRefused;
    onlyRefused.mark = AccessMark::Refused;
    source.setFilter(onlyRefused);
    QCOMPARE(log.rowCount(), 2);
    log.setSource(nullptr);
    QCOMPARE(log.rowCount(), 0);

    sample::MemoryHealth records;
    HealthModel health;
    QAbstractItemModelTester healthTester(&health,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    health.setSource(&records);
    records.setFilter(HealthFacet::Laboratory, {});
    QCOMPARE(health.rowCount(), 4);
}

void WidgetsTest::millionRowsAskOnlyForTheVisibleOnes() {
    constexpr int million = 1'000'000;
    sample::MemoryAccessLog source(million);
    AccessLogModel model;
    model.setSource(&source);
    VirtualList list(u"Accesses"_s);
    list.setItemDelegate(new LogRowDelegate(sample::today(), &list));
    list.resize(800, 600);
    list.setModel(&model);
    list.show();
    (void)list.grab();
    const qint64 first = source.asked();
    QVERIFY2(first < 2000, qPrintable(QString::number(first)));
    list.scrollToBottom();
    (void)list.grab();
    QVERIFY2(source.asked() - first < 2000, qPrintable(QString::number(source.asked() - first)));
    QCOMPARE(list.indexAt(QPoint(10, list.viewport()->height() - 4)).row(), million - 1);
}

void WidgetsTest::rowOfTheLogSaysItselfInWords() {
    sample::MemoryAccessLog source;
    AccessLogModel model;
    model.setSource(&source);
    const QString said = model.index(1).data(Qt::AccessibleTextRole).toString();
    QVERIFY(said.contains(u"13:52"_s));
    QVERIFY(said.contains(u"By your rule"_s));
    QVERIFY(said.contains(u"14 items"_s));
    // A heading cannot be chosen.
    QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsSelectable));
}

void WidgetsTest::buttonIsReadWithTheWordsThatItShows() {
    Button button(Button::Kind::Filled, u"Revoke the 0 marked"_s);
    button.setText(u"Revoke the 3 marked"_s);
    const auto* spoken = QAccessible::queryAccessibleInterface(&button);
    QCOMPARE(spoken->text(QAccessible::Name), u"Revoke the 3 marked"_s);
}

void WidgetsTest::buttonIsHighEnoughToHit() {
    for (const auto kind : {Button::Kind::Filled, Button::Kind::Outlined, Button::Kind::Danger,
                            Button::Kind::Link, Button::Kind::Plain, Button::Kind::IconOnly}) {
        const Button button(kind, u"x"_s);
        QVERIFY(button.sizeHint().height() - 2 * size::focusRoom >= size::target);
    }
    QVERIFY(FilterChips().sizeHint().height() >= size::target);
    QVERIFY(SecureLineEdit(u"x"_s).sizeHint().height() >= size::target);
}

void WidgetsTest::axisCoversTheLastEnd() {
    const auto grants = sample::whoMaySee().grants;
    const TimeAxis axis = TimeAxis::around(grants, sample::today());
    QVERIFY(axis.position(sample::today()) > 0 && axis.position(sample::today()) < 1);
    for (const GrantView& grant : grants) {
        QVERIFY(axis.position(grant.ends) < 1);
    }
}

void WidgetsTest::undoBarEndsOnce() {
    UndoBar bar(1, QDeadlineTimer(1'000));
    QSignalSpy expired(&bar, &UndoBar::expired);
    QVERIFY(expired.wait(3000));
    QTest::qWait(1100);
    QCOMPARE(expired.count(), 1);
}

void WidgetsTest::filterChipTellsWhichOneHolds() {
    FilterChips chips;
    chips.setChips({{1, u"All"_s, 3, {}, 0}, {2, u"Open"_s, 1, {}, 0}}, 1);
    QSignalSpy changed(&chips, &FilterChips::currentChanged);
    auto* open = chips.findChild<QAbstractButton*>(u"filter2"_s);
    QVERIFY(open != nullptr);
    open->click();
    QCOMPARE(chips.current(), 2);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(open->accessibleName(), u"Open 1"_s);
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<WidgetsTest>(argc, argv);
}

#include "widgets_test.moc"
