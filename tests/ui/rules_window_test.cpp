// The rules above all grants in the real window, over the demonstration: by mouse and by keyboard,
// from the first edit to the proof, and what a lock leaves.
#include "tests/support/desktop_fixture.h"
#include "ui/pages/rules_page.h"
#include "ui/pages/rules_signing_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/widgets/virtual_list.h"

#include <QRadioButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

class RulesWindowTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = test::beginDesktopTest(); }

    void somebodyIsShutOutAndLetInAgain() {
        DesktopFixture desktop(m_folder->path() / "home");
        openRules(desktop);
        QVERIFY(!desktop.widget(u"continue"_s).isEnabled());
        shutOut(desktop, u"Han Zhiyuan"_s);
        QVERIFY2(desktop.waitForWords(u"can see nothing any more"_s), qPrintable(desktop.words()));
        // The list is gone, the keyboard is still on the page.
        QVERIFY(desktop.widget(u"shutOut"_s).hasFocus());
        desktop.press(u"continue"_s);
        QVERIFY(desktop.waitFor(Place::RulesSigning));
        QVERIFY(desktop.widget(u"back"_s).hasFocus());
        desktop.press(u"sign"_s);
        QVERIFY2(desktop.waitForWords(u"The rules hold"_s), qPrintable(desktop.words()));
        desktop.press(u"done"_s);
        QVERIFY(desktop.waitFor(Place::WhoMaySee));

        // They stand, and can be lifted again.
        desktop.press(u"rules"_s);
        QVERIFY(desktop.waitFor(Place::Rules));
        QVERIFY(desktop.waitForWidget(u"letIn0"_s));
        desktop.press(u"letIn0"_s);
        QVERIFY2(desktop.waitForWords(u"is no longer shut out"_s), qPrintable(desktop.words()));
        desktop.press(u"continue"_s);
        QVERIFY(desktop.waitFor(Place::RulesSigning));
        desktop.press(u"sign"_s);
        QVERIFY2(desktop.waitForWords(u"The rules hold"_s), qPrintable(desktop.words()));
    }

    void emergencyAndProtectionByKeyboard() {
        DesktopFixture desktop(m_folder->path() / "home");
        openRules(desktop);
        auto* nothing = desktop.find<QRadioButton>(u"emergency0"_s);
        QVERIFY(nothing != nullptr);
        nothing->setFocus(Qt::TabFocusReason);
        QTest::keyClick(nothing, Qt::Key_Space);
        QVERIFY2(desktop.waitForWords(u"Nothing opens in an emergency"_s),
                 qPrintable(desktop.words()));
        // Enter on Back leaves the draft; nothing was sent.
        desktop.press(u"continue"_s);
        QVERIFY(desktop.waitFor(Place::RulesSigning));
        QTest::keyClick(desktop.window().focusWidget(), Qt::Key_Escape);
        QVERIFY(desktop.waitFor(Place::Rules));
        QVERIFY(desktop.widget(u"continue"_s).isEnabled());
        desktop.press(u"cancel"_s);
        QVERIFY(desktop.waitFor(Place::WhoMaySee));
        desktop.press(u"rules"_s);
        QVERIFY(desktop.waitFor(Place::Rules));
        QTRY_VERIFY(!desktop.widget(u"continue"_s).isEnabled());
    }

    void aLockForgetsTheDraft() {
        DesktopFixture desktop(m_folder->path() / "home");
        openRules(desktop);
        shutOut(desktop, u"Han Zhiyuan"_s);
        QVERIFY(desktop.waitForWidget(u"letIn0"_s));
        const QPointer<ui::RulesPage> page(&desktop.window().rules());
        desktop.controller().session().lock(vault::LockReason::Request);
        QTRY_VERIFY(desktop.window().place() != Place::Rules);
        QTRY_VERIFY(page->findChild<QWidget*>(u"letIn0"_s) == nullptr);
    }

private:
    void openRules(DesktopFixture& desktop) {
        desktop.press(u"demo"_s);
        QVERIFY(desktop.waitFor(Place::Home, 120));
        desktop.window().goTo(Place::WhoMaySee);
        QVERIFY(desktop.waitForWidget(u"rules"_s));
        desktop.press(u"rules"_s);
        QVERIFY(desktop.waitFor(Place::Rules));
        QVERIFY(desktop.waitForWidget(u"shutOut"_s));
    }
    void shutOut(DesktopFixture& desktop, const QString& name) {
        desktop.press(u"shutOut"_s);
        QVERIFY(desktop.waitForWidget(u"blockFilter"_s));
        QTest::keyClicks(&desktop.widget(u"blockFilter"_s), name);
        QTRY_VERIFY(desktop.find<ui::VirtualList>(u"blockList"_s)->model()->rowCount() > 0);
        QTest::keyClick(&desktop.widget(u"blockFilter"_s), Qt::Key_Return);
    }

    std::unique_ptr<test::TemporaryFolder> m_folder;
};

int main(int argc, char** argv) {
    return test::runDesktopTest<RulesWindowTest>(argc, argv);
}

#include "rules_window_test.moc"
