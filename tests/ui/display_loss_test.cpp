// The display goes away while the window is open: the program ends at once and by itself, whatever
// is being signed is in force exactly once or was never sent, and the vault opens again.
#include "app/desktop/display_loss.h"
#include "tests/support/demo_facts.h"
#include "tests/support/desktop_acts.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::Act;
using test::DesktopFixture;
using ui::SendStage;

namespace {

constexpr auto childFlag = "--in-a-display";
constexpr auto there = "there";

/// An X server of the test's own, without a screen that anybody sees.
class OwnDisplay {
public:
    OwnDisplay() {
        m_server.setStandardErrorFile(QProcess::nullDevice());
        m_server.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"1280x900x24"_s,
                                   u"-nolisten"_s, u"tcp"_s});
        if (m_server.waitForReadyRead(20'000)) {
            m_name = u':' + QString::fromLatin1(m_server.readLine().trimmed());
        }
    }
    ~OwnDisplay() { goAway(); }
    OwnDisplay(const OwnDisplay&) = delete;
    OwnDisplay& operator=(const OwnDisplay&) = delete;

    const QString& name() const { return m_name; }
    void goAway() {
        m_server.kill();
        m_server.waitForFinished();
    }

private:
    QProcess m_server;
    QString m_name;
};

/// A program on that display, whose standard output and error are kept.
void start(QProcess& program, const QString& path, const QStringList& arguments,
           const QString& display) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"WAYLAND_DISPLAY"_s);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    environment.insert(u"DISPLAY"_s, display);
    program.setProcessEnvironment(environment);
    program.start(path, arguments);
}

/// What the child does: comes to the moment, says so, and goes on until its display is gone.
int runChild(int argc, char** argv) {
    const std::filesystem::path home = argv[2];
    const Act act = Act(std::atoi(argv[3]));
    const SendStage stage = SendStage(std::atoi(argv[4]));
    desktop::DisplayLoss display;
    const QApplication application(argc, argv);
    display.applicationStands();
    test::prepareDesktop(home.parent_path() / "settings");
    DesktopFixture desktop(home);
    if (!desktop.openDemo()) {
        return 1;
    }
    test::review(desktop, act);
    if (stage != SendStage::Review) {
        test::signUntil(desktop, act, stage);
    }
    std::puts(there);
    std::fflush(stdout);
    return QApplication::exec();
}

} // namespace

class DisplayLossTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void whileSomethingIsSigned_data();
    void whileSomethingIsSigned();
    void beforeTheFirstWindow();
    void ofTheProgramItself();

private:
    std::unique_ptr<test::TemporaryFolder> m_made; ///< a demonstration to copy
    test::DemoFacts m_before;
};

void DisplayLossTest::initTestCase() {
    if (QStandardPaths::findExecutable(u"Xvfb"_s).isEmpty()) {
        QSKIP("Xvfb is not installed: nothing was tested of a display that goes away");
    }
    m_made = test::beginDesktopTest();
    {
        DesktopFixture desktop(m_made->path() / "home");
        QVERIFY(desktop.openDemo());
    }
    m_before = test::DemoFacts::in(m_made->path() / "home");
}

void DisplayLossTest::whileSomethingIsSigned_data() {
    QTest::addColumn<int>("act");
    QTest::addColumn<int>("stage");
    const auto add = [](const char* name, Act act, SendStage stage) {
        QTest::newRow(name) << static_cast<int>(act) << static_cast<int>(stage);
    };
    add("grant, review", Act::Grant, SendStage::Review);
    add("grant, ten seconds to undo", Act::Grant, SendStage::Waiting);
    add("grant, signed", Act::Grant, SendStage::Signed);
    add("grant, sent", Act::Grant, SendStage::Sent);
    add("revocation, signed", Act::Revoke, SendStage::Signed);
    add("revocation, in a block", Act::Revoke, SendStage::InBlock);
    add("objection, sent", Act::Dispute, SendStage::Sent);
}

void DisplayLossTest::whileSomethingIsSigned() {
    QFETCH(int, act);
    QFETCH(int, stage);
    const auto folder = test::beginDesktopTest();
    const auto home = folder->path() / "home";
    std::filesystem::copy(m_made->path() / "home", home, std::filesystem::copy_options::recursive);
    OwnDisplay display;
    QVERIFY(!display.name().isEmpty());
    QProcess child;
    start(child, QCoreApplication::applicationFilePath(),
          {QString::fromLatin1(childFlag), QString::fromStdString(home), QString::number(act),
           QString::number(stage)},
          display.name());
    QTRY_VERIFY2_WITH_TIMEOUT(child.canReadLine() || child.state() == QProcess::NotRunning,
                              child.readAllStandardError().constData(), 120'000);
    QCOMPARE(child.readLine().trimmed(), QByteArray(there));
    display.goAway();
    QVERIFY2(child.waitForFinished(10'000), "the program stays without a display");
    const QByteArray said = child.readAllStandardError();
    QVERIFY2(child.exitStatus() == QProcess::NormalExit, said.constData());
    QCOMPARE(child.exitCode(), desktop::DisplayLoss::status);
    QVERIFY2(said.contains("the display went away"), said.constData());

    test::openAgain(home);
    const test::DemoFacts after = test::DemoFacts::in(home);
    const std::size_t sent = after.signedOnes.size() - m_before.signedOnes.size();
    if (SendStage(stage) == SendStage::Review || SendStage(stage) == SendStage::Waiting) {
        QCOMPARE(sent, std::size_t(0));
    } else if (SendStage(stage) == SendStage::Signed) {
        QVERIFY(sent <= 1);
    } else {
        QCOMPARE(sent, std::size_t(1));
    }
    QCOMPARE(after.active + after.revoked + after.disputes,
             m_before.active + m_before.revoked + m_before.disputes +
                 (Act(act) == Act::Revoke ? 0 : sent));
    QCOMPARE(after.unfinished, std::size_t(0));
    QVERIFY(after.areAllProven());
}

void DisplayLossTest::beforeTheFirstWindow() {
    QProcess program;
    start(program, QStringLiteral(CONSENTRY_PROGRAM), {}, u":4711"_s);
    QVERIFY(program.waitForFinished(20'000));
    const QByteArray said = program.readAllStandardError();
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), desktop::DisplayLoss::status);
    QVERIFY2(said.contains("there is no display"), said.constData());
}

void DisplayLossTest::ofTheProgramItself() {
    const auto folder = test::beginDesktopTest();
    OwnDisplay display;
    QVERIFY(!display.name().isEmpty());
    QProcess program;
    start(program, QStringLiteral(CONSENTRY_PROGRAM),
          {u"--data"_s, QString::fromStdString(folder->path() / "home")}, display.name());
    QVERIFY(program.waitForStarted());
    QVERIFY(!program.waitForFinished(3'000)); // it stands on its first page
    display.goAway();
    QVERIFY2(program.waitForFinished(10'000), "the program stays without a display");
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), desktop::DisplayLoss::status);
}

int main(int argc, char** argv) {
    if (argc == 5 && std::string_view(argv[1]) == childFlag) {
        return runChild(argc, argv);
    }
    return test::runDesktopTest<DisplayLossTest>(argc, argv);
}

#include "display_loss_test.moc"
