// The window is closed in the middle of signing: whatever the moment and whatever is signed, it is
// afterwards in force exactly once, or was never sent.
#include "tests/support/demo_facts.h"
#include "tests/support/desktop_acts.h"
#include "tests/support/full_disk.h"
#include "ui/widgets/virtual_list.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::Act;
using test::DesktopFixture;
using ui::SendStage;

namespace {

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
    test::openAgain(home);
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
