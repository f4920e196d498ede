// The window is closed in the middle of signing: whatever the moment, the grant is afterwards in
// force exactly once, or was never sent.
#include "tests/support/desktop_fixture.h"
#include "ui/models/grant_list_model.h"
#include "ui/pages/signing_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/widgets/virtual_list.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using ui::SendStage;
using Place = DesktopFixture::Place;

Q_DECLARE_METATYPE(consentry::ui::SendStage)

namespace {

/// Leaves the event loop in the very moment in which the page shows the stage.
class StageWatch : public QObject {
public:
    StageWatch(ui::SigningPage& page, SendStage wanted) : m_page(page), m_wanted(wanted) {
        page.installEventFilter(this);
    }
    bool wait() {
        if (!m_isReached) {
            QTimer::singleShot(60'000, &m_loop, &QEventLoop::quit);
            m_loop.exec();
        }
        return m_isReached;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (!m_isReached && m_page.stage() == m_wanted) {
            m_isReached = true;
            m_loop.quit();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    ui::SigningPage& m_page;
    SendStage m_wanted;
    bool m_isReached = false;
    QEventLoop m_loop;
};

/// The first time on Home, later where the vault was left.
bool openDemo(DesktopFixture& desktop) {
    desktop.press(u"demo"_s);
    return QTest::qWaitFor(
        [&] {
            return desktop.window().place() == Place::Home ||
                   desktop.window().place() == Place::WhoMaySee;
        },
        120'000);
}

/// To the page for the signature, with a grant to Dr Han.
void reviewGrant(DesktopFixture& desktop) {
    desktop.window().goTo(Place::WhoMaySee);
    QVERIFY(desktop.waitForWidget(u"newGrant"_s));
    desktop.press(u"newGrant"_s);
    QVERIFY(desktop.waitFor(Place::Editor));
    desktop.press(u"chip%1"_s.arg(static_cast<int>(ui::SentencePart::Who)));
    desktop.type(u"whoFilter"_s, u"Han Zhiyuan"_s);
    QTest::keyClick(&desktop.widget(u"whoFilter"_s), Qt::Key_Return);
    QVERIFY2(desktop.waitForWords(u"Dr Han Zhiyuan"_s), qPrintable(desktop.words()));
    desktop.press(u"closePart"_s);
    desktop.press(u"chip%1"_s.arg(static_cast<int>(ui::SentencePart::What)));
    desktop.choose(u"Glucose"_s);
    QVERIFY(desktop.waitForWidget(u"continue"_s));
    desktop.press(u"continue"_s);
    QVERIFY(desktop.waitFor(Place::Signing));
}

/// What the list says of each grant, once the page has them.
QStringList grants(DesktopFixture& desktop) {
    desktop.window().goTo(Place::WhoMaySee);
    QTest::qVerify(desktop.waitForWidget(u"grantList"_s), "grantList", "", __FILE__, __LINE__);
    QStringList all;
    auto* list = desktop.find<ui::VirtualList>(u"grantList"_s);
    for (int row = 0; list != nullptr && row < list->model()->rowCount(); ++row) {
        all << list->model()->index(row, 0).data().toString();
    }
    return all;
}

} // namespace

class ClosingTest : public QObject {
    Q_OBJECT
private slots:
    void closedWhileSigning_data() {
        QTest::addColumn<SendStage>("stage");
        QTest::addColumn<bool>("isInForce");
        QTest::newRow("review") << SendStage::Review << false;
        QTest::newRow("ten seconds to undo") << SendStage::Waiting << false;
        QTest::newRow("sent") << SendStage::Sent << true;
        QTest::newRow("in a block") << SendStage::InBlock << true;
    }
    void closedWhileSigning() {
        QFETCH(SendStage, stage);
        QFETCH(bool, isInForce);
        const auto folder = test::beginDesktopTest();
        qsizetype before = 0;
        {
            DesktopFixture desktop(folder->path() / "home");
            QVERIFY(openDemo(desktop));
            before = grants(desktop).size();
            reviewGrant(desktop);
            StageWatch watch(desktop.window().signing(), stage);
            if (stage != SendStage::Review) {
                desktop.press(u"sign"_s);
                QVERIFY2(watch.wait(), qPrintable(desktop.words()));
            }
        }
        DesktopFixture desktop(folder->path() / "home");
        QVERIFY2(openDemo(desktop), qPrintable(desktop.words()));
        const qsizetype after = before + (isInForce ? 1 : 0);
        QTRY_COMPARE_WITH_TIMEOUT(grants(desktop).size(), after, 30'000);
        const auto waits = [&] {
            return grants(desktop).filter(u"not proven yet"_s, Qt::CaseInsensitive).size();
        };
        QTRY_COMPARE_WITH_TIMEOUT(waits(), 0, 30'000);
        QTest::qWait(1500); // whatever would still be sent at the start
        QCOMPARE(grants(desktop).size(), after);
        QVERIFY(grants(desktop).filter(u"failed"_s, Qt::CaseInsensitive).isEmpty());
    }
};

int main(int argc, char** argv) {
    return test::runDesktopTest<ClosingTest>(argc, argv);
}

#include "closing_test.moc"
