// What a program can do that is shut in, and what becomes of one that does not end. A stand-in does
// what it is told, and the same things succeed where it is not shut in.
#include "core/adapters/poppler/confined_process.h"
#include "tests/support/child_process.h"
#include "tests/support/test_paths.h"

#include <sys/prctl.h>
#include <sys/wait.h>

#include <QProcess>
#include <QTest>

#include <csignal>
#include <fstream>
#include <thread>

using namespace consentry;
using namespace consentry::adapters;
using std::chrono::milliseconds;
using std::chrono::seconds;
using How = ChildEnd::How;

namespace {

constexpr std::size_t anyOutput = std::size_t{1024} * 1024;

ChildEnd tell(const std::string& words, std::size_t outputMax = anyOutput,
              const ChildLimits& limits = {}, const std::stop_token& stop = {}) {
    return runConfined({STAND_IN, {}}, bytesOf(words), outputMax, limits, stop);
}

std::string answer(const std::string& words) {
    return std::string(textOf(tell(words).output));
}

/// Without any confinement.
QByteArray answerOutside(const std::string& words) {
    QProcess free;
    free.start(QString::fromLatin1(STAND_IN), QStringList());
    free.write(QByteArray::fromStdString(words));
    free.closeWriteChannel();
    return free.waitForFinished() ? free.readAllStandardOutput() : QByteArray("did not end");
}

class Stopwatch {
public:
    milliseconds elapsed() const {
        return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - m_start);
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace

class ConfinedProcessTest : public QObject {
    Q_OBJECT
private slots:
    void computesAndAnswers();
    void inputOfAnyLengthArrives();
    void hasNoEnvironmentAndNoOtherFiles();
    void isRefused_data();
    void isRefused();
    void cannotReadWhatItsUserCan();
    void readsLibrariesAndFonts();
    void hasLimitedMemory();
    void endsInTime_data();
    void endsInTime();
    void saysNoMoreThanIsTaken();
    void isStoppedOnDemand();
    void aCrashIsNoAnswer();
    void aComplaintIsCut();
    void aDeafProgramDoesNoHarm();
    void aMissingProgramIsNamed();
    void leavesNobodyBehind();
    void endsWithWhoStartedIt();
};

void ConfinedProcessTest::computesAndAnswers() {
    const ChildEnd end = tell("say hello\ncomplain of it\nexit 7\n");
    QVERIFY(end.how == How::Exited);
    QCOMPARE(end.code, 7);
    QCOMPARE(std::string(textOf(end.output)), std::string("hello\n"));
    QCOMPARE(end.complaint, std::string("of it\n"));
}

void ConfinedProcessTest::inputOfAnyLengthArrives() {
    std::string words(8 * 1024 * 1024, 'x');
    words += "\nsay arrived\n";
    QCOMPARE(answer(words), std::string("arrived\n"));
    QCOMPARE(answer(""), std::string());
}

void ConfinedProcessTest::hasNoEnvironmentAndNoOtherFiles() {
    const int leaking = ::dup(STDIN_FILENO); // as a library might open one
    QVERIFY(leaking > STDERR_FILENO);
    QCOMPARE(answer("environment\ndescriptors\n"),
             std::string("environment refused 0\ndescriptors 0\n"));
    ::close(leaking);
    QVERIFY(answerOutside("environment\n").contains("done"));
}

void ConfinedProcessTest::isRefused_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("error"); ///< tells which part of the confinement refused it
    QTest::newRow("a new file") << "write FOLDER/new" << EPERM;
    QTest::newRow("an old file for writing") << "write FOLDER/file" << EPERM;
    QTest::newRow("cutting a file") << "truncate FOLDER/file" << ENOSYS;
    QTest::newRow("removing a file") << "remove FOLDER/file" << ENOSYS;
    QTest::newRow("a new folder") << "folder FOLDER/folder" << ENOSYS;
    QTest::newRow("the internet") << "internet" << ENOSYS;
    QTest::newRow("a local socket") << "local" << ENOSYS;
    QTest::newRow("another process") << "fork" << ENOSYS;
    QTest::newRow("a signal to who started it") << "signal" << ENOSYS;
    QTest::newRow("a signal by a pipe") << "own" << EPERM;
}

void ConfinedProcessTest::isRefused() {
    QFETCH(QString, words);
    QFETCH(int, error);
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "file";
    std::ofstream(file) << "content";
    const std::string line =
        words.replace("FOLDER", QString::fromStdString(folder.path().string())).toStdString();

    const std::string confined = answer(line + "\n");
    QVERIFY2(confined.ends_with(" refused " + std::to_string(error) + "\n"), confined.c_str());
    QCOMPARE(test::readFile(file), std::string("content"));
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);

    if (words != QLatin1String("own")) { // a pipe has no owner to be signalled, inside or outside
        QVERIFY(answerOutside(line + "\n").endsWith(" done\n"));
    }
}

void ConfinedProcessTest::cannotReadWhatItsUserCan() {
    const auto prepared = Confinement::prepare(STAND_IN);
    QVERIFY(prepared.has_value());
    if (!prepared->limitsReading()) {
        QSKIP("This kernel has no Landlock.");
    }
    const test::TemporaryFolder home;
    const auto file = home.path() / "letter";
    std::ofstream(file) << "private";
    const std::string words = "read " + file.string() + "\nlist " + home.path().string() +
                              "\nread /etc/passwd\nread /proc/self/maps\nlist /\n";
    QCOMPARE(answer(words),
             std::string("read refused 13\nlist refused 13\nread refused 13\nread refused 13\n"
                         "list refused 13\n")); // EACCES
    QCOMPARE(answerOutside(words).count("done"), 5);
    // No other program either, least of all a shell.
    QCOMPARE(answer("execute /usr/bin/true\n"), std::string("execute refused 13\n"));
    QCOMPARE(answerOutside("execute /usr/bin/true\n"), QByteArray());
}

void ConfinedProcessTest::readsLibrariesAndFonts() {
    QCOMPARE(answer("list /usr/share/fonts\nlist /etc/fonts\nread /etc/ld.so.cache\n"),
             std::string("list done\nlist done\nread done\n"));
}

void ConfinedProcessTest::hasLimitedMemory() {
    ChildLimits limits;
    limits.addressSpace = std::uint64_t{256} << 20U;
    const ChildEnd end = tell("memory 67108864\nmemory 1073741824\n", anyOutput, limits);
    QCOMPARE(std::string(textOf(end.output)), std::string("memory done\nmemory refused 12\n"));
}

void ConfinedProcessTest::endsInTime_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("processorSeconds");
    QTest::addColumn<int>("wholeMs");
    QTest::newRow("sleeps") << "sleep" << 10 << 300;
    QTest::newRow("computes") << "spin" << 10 << 300;
    QTest::newRow("computes too long") << "spin" << 1 << 60'000;
    QTest::newRow("sleeps behind closed pipes") << "close\nsleep" << 10 << 300;
}

void ConfinedProcessTest::endsInTime() {
    QFETCH(QString, words);
    QFETCH(int, processorSeconds);
    QFETCH(int, wholeMs);
    ChildLimits limits;
    limits.processorTime = seconds(processorSeconds);
    limits.wholeTime = milliseconds(wholeMs);
    const Stopwatch watch;
    const ChildEnd end = tell(words.toStdString() + "\n", anyOutput, limits);
    QVERIFY(end.how == How::OutOfTime);
    QVERIFY(watch.elapsed() < seconds(30)); // far from the other limit, also on a busy machine
}

void ConfinedProcessTest::saysNoMoreThanIsTaken() {
    const ChildEnd exactly = tell("bytes 1000\n", 1000);
    QVERIFY(exactly.how == How::Exited);
    QCOMPARE(exactly.output.size(), std::size_t{1000});
    const ChildEnd more = tell("bytes 1001\n", 1000);
    QVERIFY(more.how == How::TooMuchOutput);
    QCOMPARE(more.output.size(), std::size_t{1000});
    QVERIFY(tell("flood\n").how == How::TooMuchOutput);
}

void ConfinedProcessTest::isStoppedOnDemand() {
    std::stop_source stop;
    const Stopwatch watch;
    const std::jthread person([&stop] {
        std::this_thread::sleep_for(milliseconds(100));
        stop.request_stop();
    });
    QVERIFY(tell("sleep\n", anyOutput, {}, stop.get_token()).how == How::Cancelled);
    QVERIFY(watch.elapsed() < seconds(10)); // of the twenty that it might have taken
}

void ConfinedProcessTest::aCrashIsNoAnswer() {
    const ChildEnd end = tell("say half\ncrash\n");
    QVERIFY(end.how == How::Crashed);
}

void ConfinedProcessTest::aComplaintIsCut() {
    const ChildEnd end = tell("complain " + std::string(100'000, 'y') + "\nsay done\n");
    QVERIFY(end.how == How::Exited);
    QCOMPARE(end.complaint.size(), std::size_t{4096});
    QCOMPARE(std::string(textOf(end.output)), std::string("done\n"));
}

/// Writing to a pipe that nobody reads ends a process by a signal, which Qt and others may have
/// switched off here already.
void ConfinedProcessTest::aDeafProgramDoesNoHarm() {
    const test::ChildOutcome wallet = test::inChild([](std::string&) {
        std::signal(SIGPIPE, SIG_DFL);
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        pthread_sigmask(SIG_UNBLOCK, &pipe, nullptr);
        const std::string input(4 * 1024 * 1024, 'x');
        const ChildEnd end = runConfined({STAND_IN, {"deaf"}}, bytesOf(input), anyOutput, {}, {});
        return end.how == How::Exited ? 0 : 1;
    });
    QVERIFY(wallet.returned(0));
}

void ConfinedProcessTest::aMissingProgramIsNamed() {
    const test::TemporaryFolder folder;
    QVERIFY(runConfined({folder.path() / "pdfinfo", {}}, {}, anyOutput, {}, {}).how ==
            How::NotFound);
    const auto noProgram = folder.path() / "text";
    std::ofstream(noProgram) << "no program";
    std::filesystem::permissions(noProgram, std::filesystem::perms::owner_all);
    QVERIFY(runConfined({noProgram, {}}, {}, anyOutput, {}, {}).how == How::NotStarted);
}

void ConfinedProcessTest::leavesNobodyBehind() {
    ChildLimits limits;
    limits.wholeTime = milliseconds(200);
    tell("sleep\n", anyOutput, limits);
    tell("say hello\n");
    errno = 0;
    QVERIFY(::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD);
}

/// The wallet is killed while a page is drawn.
void ConfinedProcessTest::endsWithWhoStartedIt() {
    QCOMPARE(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0); // an orphan becomes ours
    const test::ChildOutcome wallet = test::inChild(
        [](std::string&) {
            tell("sleep\n");
            return 0;
        },
        seconds(1));
    QVERIFY(wallet.end == test::ChildOutcome::End::TimedOut);
    int status = 0;
    pid_t ended = 0;
    QTRY_VERIFY(ended > 0 || (ended = ::waitpid(-1, &status, WNOHANG)) > 0);
    QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    ::prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
}

QTEST_GUILESS_MAIN(ConfinedProcessTest)
#include "confined_process_test.moc"
