#pragma once

#include <QApplication>

namespace consentry::test {

/// Turns whatever Qt warns of (and criticals) into a failure of the test that runs, with its text.
/// What the platform says by itself is let through by a list with reasons. Stands before the
/// application, whose making can warn as well.
class WarningWatch {
public:
    WarningWatch();
    ~WarningWatch();
    WarningWatch(const WarningWatch&) = delete;
    WarningWatch& operator=(const WarningWatch&) = delete;

    /// QTest::qExec under the watch.
    void run(QObject& test, int argc, char** argv);
    /// For main(), once nothing is left that could warn: not 0 where a test failed, or where there
    /// was a warning outside of every test.
    int result() const;
};

/// For the main() of every test of windows and models, instead of QTEST_MAIN and its like. Those
/// without windows take QCoreApplication; `prepare` is called once the application stands and keeps
/// what it returns until the end.
template <class Test, class Application = QApplication, class Prepare>
int runUiTest(int argc, char** argv, Prepare prepare) {
    WarningWatch watch;
    {
        const Application application(argc, argv);
        [[maybe_unused]] const auto kept = prepare();
        Test test;
        watch.run(test, argc, argv);
    }
    return watch.result();
}

template <class Test, class Application = QApplication> int runUiTest(int argc, char** argv) {
    return runUiTest<Test, Application>(argc, argv, [] { return 0; });
}

} // namespace consentry::test
