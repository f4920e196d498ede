// Help for every page in both languages, and hints that stay away once they were read.
#include "tests/support/desktop_fixture.h"
#include "ui/models/help_text.h"
#include "ui/pages/help_panel.h"
#include "ui/style/appearance.h"
#include "ui/widgets/hint_bar.h"
#include "ui/widgets/text.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;

QString helpWords(DesktopFixture& desktop) {
    QStringList all;
    const auto texts = desktop.window().help().findChildren<ui::Text*>();
    for (const ui::Text* text : texts) {
        all << text->plainWords();
    }
    return all.join(u' ');
}

QAbstractButton* hintButton(DesktopFixture& desktop, const QString& name) {
    return desktop.window().hints().findChild<QAbstractButton*>(name);
}

} // namespace

class HelpTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void linesBecomeParts();
    void everyPageHasHelpInBothLanguages();
    void f1HelpsAndEscapeGivesTheFocusBack();
    void tabStaysInTheHelp();
    void theGlossaryIsOneStepAway();
    void aHintThatWasReadStaysAway();
    void hintsCanBeRefusedForGood();
    void aPageOfItsOwnHasNoHintOfAnother();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

void HelpTest::init() {
    m_folder = test::beginDesktopTest();
}

void HelpTest::linesBecomeParts() {
    const ui::HelpText help = ui::parseHelp(u"# Title\n! Hint\nWords.\n\n- Step\n"_s);
    QCOMPARE(help.title, u"Title"_s);
    QCOMPARE(help.hint, u"Hint"_s);
    QCOMPARE(help.parts.size(), 2);
    QVERIFY(!help.parts.at(0).isStep && help.parts.at(1).isStep);
    QCOMPARE(help.parts.at(1).words, u"Step"_s);
    QVERIFY(ui::helpText(u"nothing like this"_s, ui::Language::English).title.isEmpty());
}

void HelpTest::everyPageHasHelpInBothLanguages() {
    ui::MainWindow window;
    for (int place = 0; place <= static_cast<int>(Place::Consortium); ++place) {
        window.goTo(static_cast<Place>(place));
        const auto english = ui::helpText(window.helpTopic(), ui::Language::English);
        const auto chinese = ui::helpText(window.helpTopic(), ui::Language::ChineseSimplified);
        const QByteArray topic = window.helpTopic().toUtf8();
        QVERIFY2(!english.title.isEmpty() && !chinese.title.isEmpty(), topic);
        QVERIFY2(english.parts.size() >= 3, topic);
        QCOMPARE(english.parts.size(), chinese.parts.size());
        QCOMPARE(english.hint.isEmpty(), chinese.hint.isEmpty());
        QVERIFY2(english.title != chinese.title, topic);
    }
    QCOMPARE(ui::helpText(u"glossary"_s, ui::Language::English).parts.size(),
             ui::helpText(u"glossary"_s, ui::Language::ChineseSimplified).parts.size());
}

void HelpTest::f1HelpsAndEscapeGivesTheFocusBack() {
    DesktopFixture desktop(m_folder->path() / "home");
    QWidget& before = desktop.widget(u"create"_s);
    before.setFocus();
    QTest::keyClick(&desktop.window(), Qt::Key_F1);
    QVERIFY(desktop.window().help().isOpen());
    QVERIFY(helpWords(desktop).contains(u"a locked box on this computer"_s));
    QTest::keyClick(desktop.window().focusWidget(), Qt::Key_Escape);
    QVERIFY(!desktop.window().help().isOpen());
    QVERIFY(before.hasFocus());
    QTest::keyClick(&desktop.window(), Qt::Key_F1);
    QTest::mouseClick(&desktop.window().help(), Qt::LeftButton, {}, QPoint(3, 3));
    QVERIFY(!desktop.window().help().isOpen());
}

/// The page below is covered: nobody sees what would have the focus there.
void HelpTest::tabStaysInTheHelp() {
    DesktopFixture desktop(m_folder->path() / "home");
    QTest::keyClick(&desktop.window(), Qt::Key_F1);
    for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Backtab}) {
        QSet<QString> met;
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(desktop.window().focusWidget(), key);
            met << desktop.window().focusWidget()->objectName();
        }
        QCOMPARE(met, (QSet<QString>{u"closePanel"_s, u"helpOther"_s}));
    }
}

void HelpTest::theGlossaryIsOneStepAway() {
    DesktopFixture desktop(m_folder->path() / "home");
    QTest::keyClick(&desktop.window(), Qt::Key_F1);
    auto* other = desktop.window().help().findChild<QAbstractButton*>(u"helpOther"_s);
    QTest::mouseClick(other, Qt::LeftButton);
    QVERIFY(helpWords(desktop).contains(u"your spare key, on paper"_s));
    other = desktop.window().help().findChild<QAbstractButton*>(u"helpOther"_s);
    QTest::mouseClick(other, Qt::LeftButton);
    QVERIFY(helpWords(desktop).contains(u"a locked box on this computer"_s));
}

void HelpTest::aHintThatWasReadStaysAway() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    ui::HintBar& hints = desktop.window().hints();
    QTRY_VERIFY(hints.isVisible());
    QTest::mouseClick(hintButton(desktop, u"hintUnderstood"_s), Qt::LeftButton);
    QVERIFY(!hints.isVisible());
    desktop.window().goTo(Place::Health);
    QVERIFY(hints.isVisible());
    desktop.window().goTo(Place::Home);
    QVERIFY(!hints.isVisible());
    desktop.lock();
    QVERIFY(!hints.isVisible());
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QTest::qWait(200);
    QVERIFY(!hints.isVisible());
    desktop.window().goTo(Place::WhoLooked);
    QVERIFY(hints.isVisible());
}

void HelpTest::hintsCanBeRefusedForGood() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    ui::HintBar& hints = desktop.window().hints();
    QTRY_VERIFY(hints.isVisible());
    QTest::mouseClick(hintButton(desktop, u"hintsRefused"_s), Qt::LeftButton);
    for (const Place place : {Place::Home, Place::Health, Place::WhoLooked, Place::Settings}) {
        desktop.window().goTo(place);
        QVERIFY(!hints.isVisible());
    }
}

void HelpTest::aPageOfItsOwnHasNoHintOfAnother() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    ui::HintBar& hints = desktop.window().hints();
    QTRY_VERIFY(hints.isVisible());
    desktop.controller().care().askForPassphrase();
    QVERIFY(desktop.waitFor(Place::ChangePassphrase));
    QVERIFY(!hints.isVisible());
    desktop.press(u"back"_s);
    QVERIFY(hints.isVisible());
}

int main(int argc, char** argv) {
    return test::runDesktopTest<HelpTest>(argc, argv);
}

#include "help_test.moc"
