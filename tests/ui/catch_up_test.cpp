// How far catching up is shows where somebody would wonder, and nowhere else.
#include "app/desktop/catch_up.h"
#include "tests/support/ui_test.h"
#include "ui/style/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"

#include <QSignalSpy>
#include <QTest>

using namespace consentry;
using desktop::CatchUp;
using ui::NoticeBar;
using ui::ProgressRow;

class CatchUpTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::Appearance::install(*qApp); }

    void aShortTurnSaysNothing() {
        NoticeBar notices;
        CatchUp catchUp(notices);
        catchUp.begin();
        catchUp.setProgress(10, 1000);
        QVERIFY(!notices.hasTask());
        catchUp.end();
    }

    void aLongOneSaysHowFarItIs() {
        NoticeBar notices;
        CatchUp catchUp(notices);
        catchUp.begin();
        QTest::qWait(CatchUp::wonderMs + 50);
        catchUp.begin(); // the next turn of the same
        catchUp.setProgress(200, 1000);
        const auto* row = notices.findChild<ProgressRow*>();
        QVERIFY(row != nullptr);
        QCOMPARE(row->spokenValue()->now, 200.0);
        catchUp.setProgress(700, 1000);
        QCOMPARE(row->spokenValue()->now, 700.0);
        catchUp.end();
        QVERIFY(!notices.hasTask());
        catchUp.setProgress(800, 1000);
        QVERIFY(!notices.hasTask());
    }

    void takesNoOthersPlace() {
        NoticeBar notices;
        CatchUp catchUp(notices);
        catchUp.begin();
        QTest::qWait(CatchUp::wonderMs + 50);
        const ProgressRow* import = &notices.beginTask(QStringLiteral("An import"));
        catchUp.setProgress(200, 1000);
        QCOMPARE(notices.findChild<ProgressRow*>(), import);
        catchUp.end();
        QVERIFY(notices.hasTask());
    }

    void canBePutOff() {
        NoticeBar notices;
        CatchUp catchUp(notices);
        QSignalSpy stopped(&catchUp, &CatchUp::stopped);
        catchUp.begin();
        QTest::qWait(CatchUp::wonderMs + 50);
        catchUp.setProgress(200, 1000);
        auto* button = notices.findChild<ProgressRow*>()->findChild<ui::Button*>();
        QVERIFY(button != nullptr);
        button->click();
        QCOMPARE(stopped.count(), 1);
    }
};

int main(int argc, char** argv) {
    return test::runUiTest<CatchUpTest>(argc, argv);
}

#include "catch_up_test.moc"
