// Making a vault with its consortium is all or nothing, whenever the program ends.

#include "app/session/local_sessions.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace consentry;
using simulation::DemoSession;
using simulation::DemoSessions;

namespace {

constexpr std::string_view passphrase = "quiet lantern over maple";
constexpr int killsWanted = 12;

vault::Credentials credentials() {
    std::string copy(passphrase);
    vault::Credentials made;
    made.passphrase = SecretBytes::takeFrom(std::as_writable_bytes(std::span(copy)));
    return made;
}

std::unique_ptr<DemoSessions> cheapSessions() {
    return makeLocalSessions({argon2Floor});
}

/// Makes a vault there in a process of its own, that is killed after a time.
bool makeAndKill(const std::filesystem::path& folder, std::chrono::microseconds after) {
    const pid_t child = ::fork();
    if (child == 0) {
        const auto made = cheapSessions()->createEmpty(folder, credentials(), "me");
        // Without destructors: as if killed right after it was told that the vault is there.
        ::_exit(made ? 0 : 1);
    }
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status);
}

} // namespace

class LocalSessionsTest : public QObject {
    Q_OBJECT
private slots:
    void makesAVaultThatOpensAgain();
    void makingSurvivesKillsAtAnyMoment();
    void anotherProgramDoesNotTakeAwayWhatIsBeingMade();
    void whatIsThereIsNeverMadeAgain();
    void cancelledDemonstrationLeavesNothing();
};

void LocalSessionsTest::makesAVaultThatOpensAgain() {
    const test::TemporaryFolder temporary;
    const auto folder = temporary.path() / "vault";
    const auto sessions = cheapSessions();
    QVERIFY(!sessions->exists(folder));
    QVERIFY(sessions->createEmpty(folder, credentials(), "me").has_value());
    QVERIFY(sessions->exists(folder));
    QVERIFY(sessions->open(folder, credentials()).has_value());
}

void LocalSessionsTest::makingSurvivesKillsAtAnyMoment() {
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const auto sessions = cheapSessions();
    // How long one making takes here tells where the kills must fall.
    const test::TemporaryFolder first;
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(!makeAndKill(first.path() / "vault", std::chrono::seconds(0)) ||
            sessions->exists(first.path() / "vault"));
    QVERIFY(sessions->createEmpty(first.path() / "made", credentials(), "me").has_value());
    const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began);
    const test::TemporaryFolder temporary;
    int killed = 0;
    int finished = 0;
    int folders = 0;
    // The same folder again and again until a vault stands in it, then the next one.
    auto folder = temporary.path() / "0";
    for (int i = 0; i < killsWanted; ++i) {
        const std::chrono::microseconds after(
            std::uniform_int_distribution<std::int64_t>(0, whole.count() * 3 / 2)(random));
        ++(makeAndKill(folder, after) ? finished : killed);
        if (sessions->exists(folder)) {
            const auto opened = sessions->open(folder, credentials());
            QVERIFY2(opened.has_value(), opened ? "" : toString(opened.error()).c_str());
            folder = temporary.path() / std::to_string(++folders);
        } else {
            const auto opened = sessions->open(folder, credentials());
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, ErrorCode::NotFound);
        }
    }
    qInfo("%d killed, %d ended by themselves", killed, finished);
    QVERIFY(killed > 0);
    const auto last = sessions->createEmpty(folder, credentials(), "me");
    QVERIFY2(last.has_value(), last ? "" : toString(last.error()).c_str());
}

void LocalSessionsTest::anotherProgramDoesNotTakeAwayWhatIsBeingMade() {
    const test::TemporaryFolder temporary;
    const auto folder = temporary.path() / "demo";
    const auto sessions = cheapSessions();
    const auto others = cheapSessions();
    bool asked = false;
    JobControl control;
    control.onProgress = [&](const Progress& progress) {
        if (progress.done == 1 && !asked) {
            asked = true;
            const auto second = others->createEmpty(folder, credentials(), "me");
            QVERIFY(!second);
            QCOMPARE(second.error().code, ErrorCode::AlreadyOpen);
        }
    };
    const auto made = sessions->createDemo(folder, credentials(), 3, control);
    QVERIFY(asked);
    QVERIFY2(made.has_value(), made ? "" : toString(made.error()).c_str());
}

void LocalSessionsTest::whatIsThereIsNeverMadeAgain() {
    const test::TemporaryFolder temporary;
    const auto folder = temporary.path() / "vault";
    // Whatever it is: without our own mark nothing there is taken away.
    std::filesystem::create_directories(folder / "vault");
    std::ofstream(folder / "vault" / "notes.txt") << "mine";
    const auto made = cheapSessions()->createEmpty(folder, credentials(), "me");
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(test::readFile(folder / "vault" / "notes.txt"), std::string("mine"));
    QVERIFY(!std::filesystem::exists(folder / "unfinished"));
}

void LocalSessionsTest::cancelledDemonstrationLeavesNothing() {
    const test::TemporaryFolder temporary;
    const auto folder = temporary.path() / "demo";
    const auto sessions = cheapSessions();
    std::stop_source stop;
    JobControl control;
    control.stop = stop.get_token();
    control.onProgress = [&](const Progress& progress) {
        if (progress.done == 2) {
            stop.request_stop();
        }
    };
    const auto made = sessions->createDemo(folder, credentials(), 3, control);
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::Cancelled);
    QVERIFY(std::filesystem::is_empty(folder));
    QVERIFY(sessions->createEmpty(folder, credentials(), "me").has_value());
}

QTEST_APPLESS_MAIN(LocalSessionsTest)
#include "local_sessions_test.moc"
