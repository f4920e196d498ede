// "See my record as" in the real window: choosing whose eyes, another language meanwhile, the way
// back, and a vault that is locked while the page is shown.
#include "tests/support/desktop_fixture.h"
#include "ui/pages/see_as_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/text.h"
#include "ui/widgets/virtual_list.h"

#include <QAbstractItemModel>
#include <QSettings>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;

/// A new vault, and the page that asks whose eyes.
void openChoice(DesktopFixture& desktop) {
    QVERIFY(desktop.openNewVault(passphrase));
    desktop.window().goTo(Place::Health);
    desktop.press(u"seeAs"_s);
    QVERIFY(desktop.waitFor(Place::SeeAs));
    QVERIFY(desktop.waitForWidget(u"viewerFilter"_s));
}

void chooseHan(DesktopFixture& desktop) {
    desktop.type(u"viewerFilter"_s, u"han zhiyuan"_s);
    QTest::keyClick(&desktop.widget(u"viewerFilter"_s), Qt::Key_Down);
    QTest::keyClick(&desktop.widget(u"viewerFilter"_s), Qt::Key_Return);
}

/// Who can be chosen.
QStringList peopleOf(DesktopFixture& desktop) {
    QStringList people;
    if (const auto* list = desktop.find<ui::VirtualList>(u"viewerList"_s)) {
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            people << list->model()->index(row, 0).data().toString();
        }
    }
    return people;
}

QString wordsOf(const QWidget& page) {
    QStringList all;
    const auto texts = page.findChildren<ui::Text*>();
    for (const ui::Text* text : texts) {
        all << text->plainWords();
    }
    return all.join(u' ');
}

} // namespace

class SeeAsWindowTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void whoIsChosenIsShownAndBackLeadsBack();
    void anotherLanguageStillAsksWhoseEyes();
    void lockingForgetsWhoseEyes();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

void SeeAsWindowTest::init() {
    m_folder = std::make_unique<test::TemporaryFolder>();
    QSettings().clear();
    ui::Appearance::current().setLanguage(ui::Language::English);
}

void SeeAsWindowTest::whoIsChosenIsShownAndBackLeadsBack() {
    DesktopFixture desktop(m_folder->path() / "home");
    openChoice(desktop);
    chooseHan(desktop);
    QVERIFY(desktop.waitForWords(u"My record, as seen by Dr Han Zhiyuan"_s));
    QVERIFY2(desktop.words().contains(u"Nothing of your record is open to Dr Han Zhiyuan now."_s),
             qPrintable(desktop.words()));
    desktop.press(u"back"_s);
    QVERIFY(desktop.waitFor(Place::Health));
}

void SeeAsWindowTest::anotherLanguageStillAsksWhoseEyes() {
    DesktopFixture desktop(m_folder->path() / "home");
    openChoice(desktop);
    chooseHan(desktop);
    QVERIFY(desktop.waitForWords(u"as seen by Dr Han Zhiyuan"_s));
    desktop.press(u"somebodyElse"_s);
    QVERIFY(desktop.waitForWidget(u"viewerFilter"_s));
    ui::Appearance::current().setLanguage(ui::Language::ChineseSimplified);
    QTRY_VERIFY(!peopleOf(desktop).filter(u"韩知远医生"_s).isEmpty());
    QVERIFY(desktop.words().contains(u"以他人视角查看我的健康档案"_s));
    ui::Appearance::current().setLanguage(ui::Language::English);
}

void SeeAsWindowTest::lockingForgetsWhoseEyes() {
    DesktopFixture desktop(m_folder->path() / "home");
    openChoice(desktop);
    chooseHan(desktop);
    QVERIFY(desktop.waitForWords(u"as seen by Dr Han Zhiyuan"_s));
    // An answer is on its way when the vault is locked.
    emit desktop.window().seeAs().chooseAsked();
    desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(desktop.waitFor(Place::Unlock));
    QTRY_VERIFY(desktop.find<QWidget>(u"unlock"_s)->isEnabled());
    QVERIFY2(!wordsOf(desktop.window().seeAs()).contains(u"Han"_s),
             qPrintable(wordsOf(desktop.window().seeAs())));
    QCOMPARE(desktop.window().place(), Place::Unlock);
}

int main(int argc, char** argv) {
    return test::runDesktopTest<SeeAsWindowTest>(argc, argv);
}

#include "see_as_window_test.moc"
