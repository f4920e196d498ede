// Sensitive data and passing on are asked by themselves, between the editor and the signing page.
#include "tests/support/desktop_fixture.h"
#include "ui/models/grant_view.h"
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
        draft(desktop);
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
        draft(desktop);
        desktop.press(u"continue"_s);
        QVERIFY(desktop.waitFor(Place::SeparateConsent));
        const QPointer<ui::SeparateConsentPage> page(&desktop.window().separateConsent());
        desktop.controller().session().lock(vault::LockReason::Request);
        QTRY_VERIFY(desktop.window().place() != Place::SeparateConsent);
        QTRY_VERIFY(page->findChild<QWidget*>(u"leaveOut"_s) == nullptr);
    }

private:
    /// Dr Han may look at and pass on glucose and mental health.
    void draft(DesktopFixture& desktop) {
        desktop.press(u"demo"_s);
        QVERIFY(desktop.waitFor(Place::Home, 120));
        desktop.window().goTo(Place::WhoMaySee);
        QVERIFY(desktop.waitForWidget(u"newGrant"_s));
        desktop.press(u"newGrant"_s);
        QVERIFY(desktop.waitFor(Place::Editor));
        desktop.press(u"chip%1"_s.arg(static_cast<int>(ui::SentencePart::Who)));
        desktop.type(u"whoFilter"_s, u"Han Zhiyuan"_s);
        QTest::keyClick(&desktop.widget(u"whoFilter"_s), Qt::Key_Return);
        QVERIFY2(desktop.waitForWords(u"Dr Han Zhiyuan"_s), qPrintable(desktop.words()));
        desktop.press(u"closePart"_s);
        choose(desktop, ui::SentencePart::What, {u"Glucose"_s, u"Mental health"_s});
        choose(desktop, ui::SentencePart::Action, {u"Pass on"_s});
        QVERIFY(desktop.waitForWidget(u"continue"_s));
    }
    static void choose(DesktopFixture& desktop, ui::SentencePart part, const QStringList& choices) {
        desktop.press(u"chip%1"_s.arg(static_cast<int>(part)));
        for (const QString& choice : choices) {
            desktop.choose(choice);
            QTest::qWait(100); // the sentence is worded anew by a job
        }
        QVERIFY(desktop.waitForWidget(u"closePart"_s));
        desktop.press(u"closePart"_s);
    }

    std::unique_ptr<test::TemporaryFolder> m_folder;
};

int main(int argc, char** argv) {
    return test::runDesktopTest<SeparateConsentWindowTest>(argc, argv);
}

#include "separate_consent_window_test.moc"
