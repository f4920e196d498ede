#include "tests/support/ui_test.h"

#include <QMutex>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <array>
#include <cstdio>

namespace consentry::test {
namespace {

/// What is said by the platform that a test runs on, and not because of what the program does.
struct Allowed {
    QLatin1StringView beginning;
    const char* reason;
};
constexpr std::array<Allowed, 5> allowed{{
    {QLatin1StringView("This plugin does not support propagateSizeHints()"),
     "the offscreen platform has no window manager that could keep to a size"},
    {QLatin1StringView("This plugin does not support raise()"),
     "the offscreen platform has no order of windows"},
    {QLatin1StringView("This plugin does not support grabbing the keyboard"),
     "what a menu does; the offscreen platform gives every key to the active window anyway"},
    {QLatin1StringView("QStandardPaths: XDG_RUNTIME_DIR not set"),
     "a machine that runs tests without a login has none"},
    {QLatin1StringView("QItemSelectionModel: Selecting when no model has been set"),
     "a header of Qt 6.4 resets itself once more when the model of its view is gone"},
}};

bool isAllowed(const QString& message) {
    return std::any_of(allowed.begin(), allowed.end(), [&message](const Allowed& one) {
        return message.startsWith(one.beginning);
    });
}

/// Behind the handler, which is a plain function: there is one for the whole program.
struct State {
    QMutex mutex;
    QtMessageHandler next = nullptr; ///< Qt Test's while tests run
    QThread* tests = nullptr;
    int failed = 0;
    int outside = 0; ///< warnings that no test function could be blamed for
};
State& state() {
    static State only;
    return only;
}

/// In the thread of the tests.
void blame(const QByteArray& words) {
    if (QTest::currentTestFunction() != nullptr) {
        QTest::qFail(words.constData(), __FILE__, __LINE__);
    } else {
        const QMutexLocker lock(&state().mutex);
        ++state().outside;
        std::fprintf(stderr, "outside of every test: %s\n", words.constData());
    }
}

/// Tests are judged by one thread; what another one warns of is told to it.
void fail(const QByteArray& words) {
    if (QThread::currentThread() == state().tests) {
        blame(words);
    } else if (qApp != nullptr) {
        QMetaObject::invokeMethod(qApp, [words] { blame(words); });
    } else {
        blame(words);
    }
}

void handle(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    if (state().next != nullptr) {
        state().next(type, context, message);
    } else {
        std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, message)));
    }
    const bool isComplaint = type == QtWarningMsg || type == QtCriticalMsg;
    if (isComplaint && !isAllowed(message)) {
        fail("Qt warns: " + message.toUtf8());
    }
}

} // namespace

WarningWatch::WarningWatch() {
    state().tests = QThread::currentThread();
    qInstallMessageHandler(handle);
}

WarningWatch::~WarningWatch() {
    qInstallMessageHandler(nullptr);
}

void WarningWatch::run(QObject& test, int argc, char** argv) {
    // qExec in its three steps: the first one sets Qt Test's own handler, which never asks another.
    QTest::qInit(&test, argc, argv);
    state().next = qInstallMessageHandler(handle);
    state().failed += QTest::qRun();
    state().next = nullptr;
    QTest::qCleanup(); // sets back to the handler that it found: ours
}

int WarningWatch::result() const {
    return state().failed + state().outside;
}

} // namespace consentry::test
