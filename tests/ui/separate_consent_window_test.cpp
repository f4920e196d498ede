// Sensitive data and passing on are asked by themselves, between the editor and the signing page.
#include "tests/support/desktop_acts.h"
#include "ui/pages/separate_consent_page.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

class SeparateConsentWindowTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = test::beginDesktopTest(); }

    void eachIsAskedByItselfAndCanBeLeftOut() {
        DesktopFixture desktop(m_folder->path() / "home");
        QVERIFY(desktop.openDemo());
        test::draftSeparateConsents(desktop);
        desktop.press(u"continue"_s);
        QVERIFY(desktop.waitFor(Place::SeparateConsent));
        QVERIFY2(desktop.waitForWords(u"also see this: mental health"_s),
                 qPrintable(desktop.words()));
        // Nothing is chosen beforehand: Enter goes back.
        QVERIFY(desktop.widget(u"back"_s).hasFocus());
        QTest::keyClick(desktop.window().focusWidget(), Qt::Key_Return);
        QVERIFY(desktop.waitFor(Place::Editor));
        desktop.press(u"continue"_s);
        QVERIFY(desktop.waitFor(Place::SeparateConsent));
        desktop.press(u"leaveOut"_s);
        QVERIFY2(desktop.waitForWords(u"pass it on to others?"_s), qPrintable(desktop.words()));
        QVERIFY(desktop.widget(u"back"_s).hasFocus());
        desktop.press(u"agree"_s);
        QVERIFY(desktop.waitFor(Place::Signing));
        QVERIFY2(desktop.waitForWords(u"pass on"_s), qPrintable(desktop.words()));
        QVERIFY2(!desktop.words().contains(u"mental health and"_s) &&
                     !desktop.words().contains(u"and mental health"_s),
                 qPrintable(desktop.words()));
    }

    void aLockForgetsTheQuestion() {
        DesktopFixture desktop(m_folder->path() / "home");
        QVERIFY(desktop.openDemo());
        test::draftSeparateConsents(desktop);
        desktop.press(u"continue"_s);
        QVERIFY(desktop.waitFor(Place::SeparateConsent));
        const QPointer<ui::SeparateConsentPage> page(&desktop.window().separateConsent());
        desktop.controller().session().lock(vault::LockReason::Request);
        QTRY_VERIFY(desktop.window().place() != Place::SeparateConsent);
        QTRY_VERIFY(page->findChild<QWidget*>(u"leaveOut"_s) == nullptr);
    }

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

int main(int argc, char** argv) {
    return test::runDesktopTest<SeparateConsentWindowTest>(argc, argv);
}

#include "separate_consent_window_test.moc"
