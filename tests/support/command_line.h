#pragma once

#include <QStringList>

#include <nlohmann/json.hpp>

namespace consentry::test {

/// How a run of consentry-cli ended: its exit status, -1 where it did not end by itself in two
/// minutes, and what it printed.
struct Ran {
    int exit = -1;
    QString out;
    QString err;
};

/// consentry-cli as a person calls it: UTF-8, Shanghai's time, nothing on the standard input.
class CommandLine {
public:
    /// `always` stands before the words of run() and json(): the folder, the passphrase.
    CommandLine(QString program, QStringList always)
        : m_program(std::move(program)), m_always(std::move(always)) {}

    /// With these words alone.
    Ran start(const QStringList& words) const;
    Ran run(const QStringList& words) const { return start(m_always + words); }
    /// Runs with --json; what is printed must be one object. An empty one where it is not, or where
    /// the program fails, and a warning that says why.
    nlohmann::json json(const QStringList& words) const;

private:
    QString m_program;
    QStringList m_always;
};

} // namespace consentry::test
