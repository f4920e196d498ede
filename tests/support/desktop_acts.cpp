#include "tests/support/desktop_acts.h"

#include "app/desktop/page_refresher.h"
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

namespace consentry::test {

using ui::SendStage;
using Place = DesktopFixture::Place;

namespace {

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

void choose(DesktopFixture& desktop, ui::SentencePart part, const QStringList& choices) {
    desktop.press(u"chip%1"_s.arg(static_cast<int>(part)));
    for (const QString& choice : choices) {
        desktop.choose(choice);
        QTest::qWait(100); // the sentence is worded anew by a job
    }
    QVERIFY(desktop.waitForWidget(u"closePart"_s));
    desktop.press(u"closePart"_s);
}

} // namespace

void draftSeparateConsents(DesktopFixture& desktop) {
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

void openAgain(const std::filesystem::path& home) {
    DesktopFixture desktop(home);
    auto* refresher = desktop.controller().findChild<desktop::PageRefresher*>();
    QVERIFY(refresher != nullptr);
    QSignalSpy followed(refresher, &desktop::PageRefresher::followed);
    QVERIFY2(desktop.openDemo(), qPrintable(desktop.words()));
    QTRY_VERIFY_WITH_TIMEOUT(!followed.isEmpty(), 60'000);
    QVERIFY(desktop.window().findChild<QWidget*>(u"alarm"_s) == nullptr);
}

} // namespace consentry::test
