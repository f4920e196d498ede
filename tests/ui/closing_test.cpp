// The window is closed in the middle of signing: whatever the moment and whatever is signed, it is
// afterwards in force exactly once, or was never sent.
#include "app/desktop/page_refresher.h"
#include "tests/support/demo_facts.h"
#include "tests/support/desktop_fixture.h"
#include "tests/support/full_disk.h"
#include "ui/models/revoke_list_model.h"
#include "ui/pages/dispute_page.h"
#include "ui/pages/revoke_many_page.h"
#include "ui/pages/revoke_page.h"
#include "ui/pages/rules_signing_page.h"
#include "ui/pages/signing_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/widgets/virtual_list.h"

#include <QEventLoop>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using ui::SendStage;
using Place = DesktopFixture::Place;

namespace {

enum class Act : quint8 { Grant, Revoke, RevokeMany, Rules, Dispute };

/// Leaves the event loop in the very moment in which the page shows the stage.
class StageWatch : public QObject {
public:
    StageWatch(QWidget& page, std::function<bool()> isThere) : m_isThere(std::move(isThere)) {
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
        if (!m_isReached && m_isThere()) {
            m_isReached = true;
            m_loop.quit();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<bool()> m_isThere;
    bool m_isReached = false;
    QEventLoop m_loop;
};

/// What an act adds to.
std::size_t effect(const test::DemoFacts& facts, Act act) {
    switch (act) {
    case Act::Grant:
        return facts.active;
    case Act::Revoke:
    case Act::RevokeMany:
        return facts.revoked;
    case Act::Rules:
        return facts.rulesVersion;
    case Act::Dispute:
        break;
    }
    return facts.disputes;
}

/// From a button on "Who may see" to the page on which it is decided.
void reviewFrom(DesktopFixture& desktop, const QString& button, Place decision) {
    desktop.window().goTo(Place::WhoMaySee);
    QVERIFY(desktop.waitForWidget(button));
    desktop.press(button);
    QVERIFY(desktop.waitFor(decision));
}

/// Dr Han is shut out.
void reviewRules(DesktopFixture& desktop) {
    reviewFrom(desktop, u"rules"_s, Place::Rules);
    QVERIFY(desktop.waitForWidget(u"shutOut"_s));
    desktop.press(u"shutOut"_s);
    QVERIFY(desktop.waitForWidget(u"blockFilter"_s));
    QTest::keyClicks(&desktop.widget(u"blockFilter"_s), u"Han Zhiyuan"_s);
    QTRY_VERIFY(desktop.find<ui::VirtualList>(u"blockList"_s)->model()->rowCount() > 0);
    QTest::keyClick(&desktop.widget(u"blockFilter"_s), Qt::Key_Return);
    QVERIFY(desktop.waitForWidget(u"continue"_s));
    desktop.press(u"continue"_s);
    QVERIFY(desktop.waitFor(Place::RulesSigning));
}

/// The first access that no rule explains.
void reviewDispute(DesktopFixture& desktop) {
    desktop.window().goTo(Place::WhoLooked);
    QModelIndex row;
    QVERIFY(QTest::qWaitFor(
        [&] {
            auto* list = desktop.find<ui::VirtualList>(u"logList"_s);
            for (int i = 0; list != nullptr && i < list->model()->rowCount(); ++i) {
                row = list->model()->index(i, 0);
                if (row.data().toString().contains(u"No rule"_s)) {
                    list->scrollTo(row);
                    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                                      list->visualRect(row).center());
                    return true;
                }
            }
            return false;
        },
        30'000));
    QVERIFY(desktop.waitForWidget(u"object"_s));
    desktop.press(u"object"_s);
    QVERIFY(desktop.waitFor(Place::Dispute));
    desktop.type(u"words"_s, u"I was not there."_s);
}

/// To the page on which the act is decided.
void review(DesktopFixture& desktop, Act act) {
    switch (act) {
    case Act::Grant:
        QVERIFY2(desktop.reviewGrant(u"Han Zhiyuan"_s), qPrintable(desktop.words()));
        return;
    case Act::Revoke:
        return reviewFrom(desktop, u"revoke"_s, Place::Revoke);
    case Act::RevokeMany:
        return reviewFrom(desktop, u"revokeEverything"_s, Place::RevokeMany);
    case Act::Rules:
        return reviewRules(desktop);
    case Act::Dispute:
        return reviewDispute(desktop);
    }
}

QString buttonOf(Act act) {
    return act == Act::Grant || act == Act::Rules ? u"sign"_s
           : act == Act::Dispute                  ? u"disputeNow"_s
                                                  : u"revokeNow"_s;
}

/// How far the first of many is; they go together.
SendStage stageOfMany(const QWidget& page) {
    using State = ui::RevokeRowView::State;
    const auto* list = page.findChild<ui::VirtualList*>(u"revokeList"_s);
    if (list == nullptr || list->model()->rowCount() == 0) {
        return SendStage::Review;
    }
    const auto row =
        list->model()->index(0, 0).data(ui::RevokeListModel::rowRole).value<ui::RevokeRowView>();
    return row.state == State::Signed    ? SendStage::Signed
           : row.state == State::Sent    ? SendStage::Sent
           : row.state == State::InBlock ? SendStage::InBlock
           : row.isOver()                ? SendStage::Proven
                                         : SendStage::Review;
}

SendStage stageOf(ui::MainWindow& window, Act act) {
    switch (act) {
    case Act::Grant:
        return window.signing().stage();
    case Act::Revoke:
        return window.revoke().stage();
    case Act::RevokeMany:
        return stageOfMany(window.revokeMany());
    case Act::Rules:
        return window.rulesSigning().stage();
    case Act::Dispute:
        break;
    }
    return window.dispute().stage();
}

/// Signs, and returns as soon as the page is there; with a disk that is full, when it has failed.
void signUntil(DesktopFixture& desktop, Act act, SendStage stage) {
    ui::MainWindow& window = desktop.window();
    StageWatch watch(desktop.page(),
                     [&window, act, stage] { return stageOf(window, act) == stage; });
    desktop.press(buttonOf(act));
    if (act == Act::Grant && stage != SendStage::Waiting) {
        // The ten seconds themselves are counted by main_job_test.
        QCOMPARE(window.signing().stage(), SendStage::Waiting);
        emit window.signing().sendAsked();
    }
    if (stage == SendStage::Failed) {
        QVERIFY2(desktop.waitForWords(u"The disk is full"_s), qPrintable(desktop.words()));
    } else {
        QVERIFY2(watch.wait(), qPrintable(desktop.words()));
    }
}

/// Opens the vault again as the person does, and stays until the outbox had its turn.
void openAgain(const std::filesystem::path& home) {
    DesktopFixture desktop(home);
    auto* refresher = desktop.controller().findChild<desktop::PageRefresher*>();
    QVERIFY(refresher != nullptr);
    QSignalSpy followed(refresher, &desktop::PageRefresher::followed);
    QVERIFY2(desktop.openDemo(), qPrintable(desktop.words()));
    QTRY_VERIFY_WITH_TIMEOUT(!followed.isEmpty(), 60'000);
    QVERIFY(desktop.window().findChild<QWidget*>(u"alarm"_s) == nullptr);
}

} // namespace

class ClosingTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void closedWhileSigning_data();
    void closedWhileSigning();

private:
    std::unique_ptr<test::TemporaryFolder> m_made; ///< a demonstration to copy
    test::DemoFacts m_before;
};

void ClosingTest::initTestCase() {
    m_made = test::beginDesktopTest();
    {
        DesktopFixture desktop(m_made->path() / "home");
        QVERIFY(desktop.openDemo());
    }
    m_before = test::DemoFacts::in(m_made->path() / "home");
    QVERIFY(m_before.active > 1);
}

void ClosingTest::closedWhileSigning_data() {
    QTest::addColumn<int>("act");
    QTest::addColumn<int>("stage");
    QTest::addColumn<bool>("isInForce");
    const std::pair<Act, const char*> acts[] = {{Act::Grant, "grant"},
                                                {Act::Revoke, "revoke"},
                                                {Act::RevokeMany, "revoke many"},
                                                {Act::Rules, "rules"},
                                                {Act::Dispute, "dispute"}};
    for (const auto& [act, name] : acts) {
        const auto add = [act = act, name = name](const char* stage, SendStage value, bool holds) {
            QTest::addRow("%s, %s", name, stage)
                << static_cast<int>(act) << static_cast<int>(value) << holds;
        };
        add("review", SendStage::Review, false);
        if (act == Act::Grant) {
            add("ten seconds to undo", SendStage::Waiting, false);
        }
        add("signed", SendStage::Signed, true);
        add("sent", SendStage::Sent, true);
        add("in a block", SendStage::InBlock, true);
        add("failed", SendStage::Failed, false);
    }
}

void ClosingTest::closedWhileSigning() {
    QFETCH(int, act);
    QFETCH(int, stage);
    QFETCH(bool, isInForce);
    const auto folder = test::beginDesktopTest();
    const auto home = folder->path() / "home";
    std::filesystem::copy(m_made->path() / "home", home, std::filesystem::copy_options::recursive);
    std::size_t listed = 1; // what one transaction brings to its end
    {
        std::optional<test::FullDisk> full;
        DesktopFixture desktop(home);
        QVERIFY(desktop.openDemo());
        review(desktop, Act(act));
        if (Act(act) == Act::RevokeMany) {
            const auto* list = desktop.find<ui::VirtualList>(u"revokeList"_s);
            listed = std::size_t(list->model()->rowCount());
            QVERIFY(listed > 1);
        }
        if (SendStage(stage) == SendStage::Failed) {
            full.emplace();
        }
        if (SendStage(stage) != SendStage::Review) {
            signUntil(desktop, Act(act), SendStage(stage));
        }
    }
    openAgain(home);
    const test::DemoFacts after = test::DemoFacts::in(home);
    const std::size_t sent = after.signedOnes.size() - m_before.signedOnes.size();
    if (SendStage(stage) == SendStage::Signed) {
        QVERIFY(sent <= 1); // closed before or after it was kept
    } else {
        QCOMPARE(sent, std::size_t(isInForce ? 1 : 0));
    }
    QCOMPARE(effect(after, Act(act)), effect(m_before, Act(act)) + sent * listed);
    QCOMPARE(after.unfinished, std::size_t(0));
    QVERIFY(after.areAllProven());
}

int main(int argc, char** argv) {
    return test::runDesktopTest<ClosingTest>(argc, argv);
}

#include "closing_test.moc"
