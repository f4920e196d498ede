// Writing down what one measured, in the real window: wrong words on every field, an unusual
// number, a correction, taking back, and what stays when it cannot be stored.
#include "tests/support/desktop_fixture.h"
#include "ui/models/health_records.h"
#include "ui/pages/health_page.h"
#include "ui/pages/write_down_panel.h"
#include "ui/widgets/virtual_list.h"

#include <QLineEdit>

#include <csignal>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;

/// A new vault, and its page with the form open.
struct Window {
    explicit Window(const test::TemporaryFolder& folder) : desktop(folder.path() / "home") {
        if (!desktop.openNewVault(passphrase)) {
            qFatal("no vault; the page says: %s", qPrintable(desktop.words()));
        }
        desktop.window().goTo(Place::Health);
        open();
    }
    void open() {
        if (!desktop.waitForWidget(u"writeDown"_s)) {
            qFatal("no page");
        }
        desktop.press(u"writeDown"_s);
        if (!desktop.waitForWidget(u"ownFirst"_s)) {
            qFatal("no form");
        }
    }
    void replace(const QString& name, const QString& text) {
        desktop.type(name, {});
        QTest::keyClick(&desktop.widget(name), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&desktop.widget(name), Qt::Key_Delete);
        desktop.type(name, text);
    }
    QStringList rows() const {
        QStringList all;
        if (const auto* list = desktop.find<ui::VirtualList>(u"healthList"_s)) {
            for (int row = 0; row < list->model()->rowCount(); ++row) {
                all << list->model()->index(row, 0).data().toString();
            }
        }
        return all;
    }

    DesktopFixture desktop;
};

} // namespace

class WriteDownTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = test::beginDesktopTest(); }
    void readsDaysAsPeopleWriteThem_data();
    void readsDaysAsPeopleWriteThem();
    void aMeasurementIsWrittenByKeyboardAlone();
    void eachWrongWordIsNamedUnderItsField();
    void anUnusualNumberIsAskedAboutOnce();
    void whatIsTypedStaysWhileOneLooksElsewhere();
    void aCorrectionAndTakingBackKeepWhatWas();
    void aFullDiskKeepsWhatWasTyped();
    void aMarkIsSetAndFiltersTheList();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

void WriteDownTest::readsDaysAsPeopleWriteThem_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("written");
    QTest::addRow("iso") << u"2026-11-29"_s << u"2026-11-29"_s;
    QTest::addRow("words") << u"3 May 2024"_s << u"2024-05-03"_s;
    QTest::addRow("no year, past") << u"3 May"_s << u"2026-05-03"_s;
    QTest::addRow("no year, later in the year") << u"24 Dec"_s << u"2025-12-24"_s;
    QTest::addRow("no year, today") << u"29 Nov"_s << u"2026-11-29"_s;
    QTest::addRow("future with a year") << u"24 Dec 2026"_s << u"2026-12-24"_s;
    QTest::addRow("month") << u"2026-5"_s << u"2026-05"_s;
    QTest::addRow("month, Chinese") << u"2026年5月"_s << u"2026-05"_s;
    QTest::addRow("year") << u"2019"_s << u"2019"_s;
    QTest::addRow("year, Chinese") << u"2019年"_s << u"2019"_s;
    QTest::addRow("no day") << u"last week"_s << u"last week"_s;
}

void WriteDownTest::readsDaysAsPeopleWriteThem() {
    QFETCH(QString, typed);
    QFETCH(QString, written);
    QCOMPARE(ui::writtenDay(typed, QDate(2026, 11, 29)), written);
}

void WriteDownTest::aMeasurementIsWrittenByKeyboardAlone() {
    Window window(*m_folder);
    QTRY_VERIFY(window.desktop.widget(u"ownFirst"_s).hasFocus());
    QTest::keyClicks(QApplication::focusWidget(), u"134"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), u"86"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(window.rows().size(), 1);
    QVERIFY2(window.rows().first().contains(u"134/86 mmHg"_s), qPrintable(window.rows().first()));
    QVERIFY(window.rows().first().contains(u"entered by you"_s));
    QVERIFY(window.desktop.waitForWidget(u"correctOwn"_s)); // its details are open
}

void WriteDownTest::eachWrongWordIsNamedUnderItsField() {
    Window window(*m_folder);
    window.replace(u"ownFirst"_s, u"high"_s);
    window.replace(u"ownDay"_s, u"31 February 2026"_s);
    window.replace(u"ownTime"_s, u"noon"_s);
    window.desktop.press(u"saveOwn"_s);
    const QString words = window.desktop.words();
    QVERIFY2(words.contains(u"“high” is no number"_s), qPrintable(words));
    QVERIFY(words.contains(u"Write a number."_s)); // the lower value
    QVERIFY(words.contains(u"This is no date."_s));
    QVERIFY(window.desktop.widget(u"ownFirst"_s).hasFocus());
    QVERIFY(window.desktop.widget(u"ownFirst"_s).accessibleDescription().contains(u"no number"_s));
    window.replace(u"ownFirst"_s, u"120"_s);
    window.replace(u"ownSecond"_s, u"80"_s);
    window.replace(u"ownDay"_s, u"24 December 2999"_s);
    window.replace(u"ownTime"_s, {});
    window.desktop.press(u"saveOwn"_s);
    QVERIFY2(window.desktop.words().contains(u"This lies in the future."_s),
             qPrintable(window.desktop.words()));
    window.replace(u"ownDay"_s, u"2020"_s);
    window.replace(u"ownTime"_s, u"25:00"_s);
    window.desktop.press(u"saveOwn"_s);
    QVERIFY(window.desktop.words().contains(u"This is no time."_s));
    window.replace(u"ownTime"_s, u"08:00"_s);
    window.desktop.press(u"saveOwn"_s);
    QVERIFY(window.desktop.words().contains(u"A time needs a whole day."_s));
    QVERIFY(window.rows().isEmpty());
    window.desktop.choose(u"Note"_s);
    QVERIFY(window.desktop.waitForWidget(u"ownText"_s));
    window.replace(u"ownTime"_s, {});
    window.desktop.press(u"saveOwn"_s);
    QVERIFY(window.desktop.words().contains(u"Write your note first."_s));
    window.desktop.type(u"ownText"_s, u"slept badly"_s);
    window.desktop.press(u"saveOwn"_s);
    QTRY_COMPARE(window.rows().size(), 1);
    QVERIFY2(window.rows().first().contains(u"slept badly"_s), qPrintable(window.rows().first()));
}

void WriteDownTest::anUnusualNumberIsAskedAboutOnce() {
    Window window(*m_folder);
    window.desktop.choose(u"Weight"_s);
    QVERIFY(window.desktop.waitForWidget(u"ownUnits"_s));
    window.desktop.type(u"ownFirst"_s, u"650"_s);
    window.desktop.press(u"saveOwn"_s);
    QVERIFY2(window.desktop.words().contains(u"650 kg is unusual."_s),
             qPrintable(window.desktop.words()));
    QVERIFY(window.rows().isEmpty());
    // Another unusual number is another question.
    window.replace(u"ownFirst"_s, u"651"_s);
    QVERIFY(!window.desktop.words().contains(u"Save all the same"_s));
    window.desktop.press(u"saveOwn"_s);
    QVERIFY(window.rows().isEmpty());
    QVERIFY(window.desktop.words().contains(u"Save all the same"_s));
    window.desktop.press(u"saveOwn"_s);
    QTRY_COMPARE(window.rows().size(), 1);
    QVERIFY(window.rows().first().contains(u"651 kg"_s));
}

void WriteDownTest::whatIsTypedStaysWhileOneLooksElsewhere() {
    Window window(*m_folder);
    window.desktop.type(u"ownFirst"_s, u"128"_s);
    window.desktop.press(u"closePanel"_s);
    QTRY_VERIFY(window.desktop.find<QLineEdit>(u"ownFirst"_s) == nullptr);
    window.open();
    QCOMPARE(window.desktop.find<QLineEdit>(u"ownFirst"_s)->text(), u"128"_s);
    window.desktop.press(u"discardOwn"_s);
    QTRY_VERIFY(window.desktop.find<QLineEdit>(u"ownFirst"_s) == nullptr);
    window.open();
    QCOMPARE(window.desktop.find<QLineEdit>(u"ownFirst"_s)->text(), QString());
    // Nothing of it outlives a lock.
    window.desktop.type(u"ownFirst"_s, u"127"_s);
    window.desktop.lock();
    window.desktop.unlock(passphrase);
    QVERIFY(window.desktop.waitFor(Place::Health));
    window.open();
    QCOMPARE(window.desktop.find<QLineEdit>(u"ownFirst"_s)->text(), QString());
}

void WriteDownTest::aCorrectionAndTakingBackKeepWhatWas() {
    Window window(*m_folder);
    window.desktop.type(u"ownFirst"_s, u"134"_s);
    window.desktop.type(u"ownSecond"_s, u"68"_s);
    window.desktop.press(u"saveOwn"_s);
    QVERIFY(window.desktop.waitForWidget(u"correctOwn"_s));
    window.desktop.press(u"correctOwn"_s);
    QVERIFY(window.desktop.waitForWidget(u"ownSecond"_s));
    QCOMPARE(window.desktop.find<QLineEdit>(u"ownFirst"_s)->text(), u"134"_s);
    window.replace(u"ownSecond"_s, u"86"_s);
    window.desktop.press(u"saveOwn"_s);
    QTRY_VERIFY(window.rows().size() == 1 && window.rows().first().contains(u"134/86"_s));
    QVERIFY(window.desktop.waitForWidget(u"withdrawOwn"_s));
    window.desktop.choose(u"Earlier versions"_s);
    QVERIFY2(window.desktop.waitForWords(u"134/68 mmHg"_s), qPrintable(window.desktop.words()));
    window.desktop.press(u"withdrawOwn"_s);
    QVERIFY(window.desktop.waitForNotice().contains(u"Take this record back?"_s));
    auto* agree = window.desktop.window().findChild<QAbstractButton*>(u"agreeNotice"_s);
    QVERIFY(agree != nullptr);
    QTest::mouseClick(agree, Qt::LeftButton);
    QTRY_VERIFY(window.rows().size() == 1 && window.rows().first().contains(u"error"_s));
    QTRY_VERIFY(window.desktop.find<QWidget>(u"correctOwn"_s) == nullptr);
}

void WriteDownTest::aFullDiskKeepsWhatWasTyped() {
    Window window(*m_folder);
    window.desktop.type(u"ownFirst"_s, u"134"_s);
    window.desktop.type(u"ownSecond"_s, u"86"_s);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit none{1, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &none);
    window.desktop.press(u"saveOwn"_s);
    const bool isTold = window.desktop.waitForWidget(u"ownProblem"_s);
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(isTold);
    QVERIFY2(window.desktop.words().contains(u"What you typed is still here."_s),
             qPrintable(window.desktop.words()));
    QCOMPARE(window.desktop.find<QLineEdit>(u"ownSecond"_s)->text(), u"86"_s);
    window.desktop.press(u"saveOwn"_s);
    QTRY_COMPARE(window.rows().size(), 1);
}

void WriteDownTest::aMarkIsSetAndFiltersTheList() {
    Window window(*m_folder);
    window.desktop.type(u"ownFirst"_s, u"134"_s);
    window.desktop.type(u"ownSecond"_s, u"86"_s);
    window.desktop.press(u"saveOwn"_s);
    QVERIFY(window.desktop.waitForWidget(u"correctOwn"_s));
    window.desktop.choose(u"Your marks"_s);
    QVERIFY(window.desktop.waitForWords(u"They hide nothing from hospitals"_s));
    window.desktop.choose(u"Keep this to myself"_s);
    QTRY_VERIFY(window.rows().size() == 1 &&
                window.rows().first().contains(u"keep this to myself"_s));
    window.desktop.press(u"closePanel"_s);
    window.desktop.choose(u"Marked by you"_s);
    QTRY_COMPARE(window.rows().size(), 1);
}

int main(int argc, char** argv) {
    return test::runDesktopTest<WriteDownTest>(argc, argv);
}

#include "write_down_test.moc"
