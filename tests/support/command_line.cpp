#include "tests/support/command_line.h"

#include <QProcess>

namespace consentry::test {
namespace {

constexpr int patienceMs = 120'000;

} // namespace

Ran CommandLine::start(const QStringList& words) const {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("TZ"), QStringLiteral("Asia/Shanghai"));
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(m_program, words);
    if (!process.waitForFinished(patienceMs) || process.exitStatus() != QProcess::NormalExit) {
        return {-1, {}, process.errorString()};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

nlohmann::json CommandLine::json(const QStringList& words) const {
    const Ran ran = run(QStringList{QStringLiteral("--json")} + words);
    const auto parsed = nlohmann::json::parse(ran.out.toStdString(), nullptr, false);
    if (ran.exit != 0 || !parsed.is_object()) {
        qWarning("exit %d: %s", ran.exit, qPrintable(ran.err));
        return nlohmann::json::object();
    }
    return parsed;
}

} // namespace consentry::test
