// Taking back everything in the real window, over the demonstration: one question, every stage,
// and a lock in between.
#include "tests/support/desktop_fixture.h"
#include "ui/models/revoke_list_model.h"
#include "ui/pages/revoke_many_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/widgets/virtual_list.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

class RevokeManyWindowTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = test::beginDesktopTest(); }

    void everythingIsStoppedWithOneQuestion() {
        DesktopFixture desktop(m_folder->path() / "home");
        desktop.press(u"demo"_s);
        QVERIFY(desktop.waitFor(Place::Home, 120));
        desktop.window().goTo(Place::WhoMaySee);
        QVERIFY(desktop.waitForWidget(u"revokeEverything"_s));
        desktop.press(u"revokeEverything"_s);
        QVERIFY(desktop.waitFor(Place::RevokeMany));
        QVERIFY(desktop.widget(u"back"_s).hasFocus());
        const auto* list = desktop.find<ui::VirtualList>(u"revokeList"_s);
        QVERIFY(list != nullptr);
        const int count = list->model()->rowCount();
        QVERIFY(count > 1);
        desktop.press(u"revokeNow"_s);
        QVERIFY2(desktop.waitForWords(u"All %1 have ended"_s.arg(count)),
                 qPrintable(desktop.words()));
        list = desktop.find<ui::VirtualList>(u"revokeList"_s);
        for (int row = 0; row < count; ++row) {
            QVERIFY(list->model()->index(row, 0).data().toString().contains(u"stopped, block"_s));
        }
        desktop.press(u"done"_s);
        QVERIFY(desktop.waitFor(Place::WhoMaySee));
        QVERIFY2(desktop.waitForWords(u"Nobody can see your records today."_s),
                 qPrintable(desktop.words()));
        QVERIFY(desktop.find<QWidget>(u"revokeEverything"_s) == nullptr);
    }

    void aLockForgetsTheQuestionAndKeepsTheAct() {
        DesktopFixture desktop(m_folder->path() / "home");
        desktop.press(u"demo"_s);
        QVERIFY(desktop.waitFor(Place::Home, 120));
        desktop.window().goTo(Place::WhoMaySee);
        QVERIFY(desktop.waitForWidget(u"revokeEverything"_s));
        desktop.press(u"revokeEverything"_s);
        QVERIFY(desktop.waitFor(Place::RevokeMany));
        const QPointer<ui::RevokeManyPage> page(&desktop.window().revokeMany());
        desktop.controller().session().lock(vault::LockReason::Request);
        QTRY_VERIFY(desktop.window().place() != Place::RevokeMany);
        QTRY_VERIFY(page->findChild<ui::VirtualList*>(u"revokeList"_s) == nullptr);
    }

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

int main(int argc, char** argv) {
    return test::runDesktopTest<RevokeManyWindowTest>(argc, argv);
}

#include "revoke_many_window_test.moc"
