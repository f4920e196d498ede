#include "app/cli/output.h"

#include "core/registry/refusal.h"

#include <iostream>

namespace consentry::cli {

consent::Language Output::wording() const {
    return m_language == Language::English ? consent::Language::English
                                           : consent::Language::ChineseSimplified;
}

std::string Output::say(std::string_view english, std::string_view chinese) const {
    return std::string(m_language == Language::English ? english : chinese);
}

void Output::line(std::string_view text) const {
    if (!isJson()) {
        std::cout << text << '\n' << std::flush;
    }
}

void Output::json(const JsonObject& object) const {
    if (isJson()) {
        std::cout << object.str() << '\n' << std::flush;
    }
}

void Output::note(std::string_view text) const {
    std::cerr << text << '\n';
}

ExitCode Output::problem(const Problem& problem, JsonObject answer) const {
    std::string sentence = problem.message;
    if (!problem.refusal.empty()) {
        sentence += say(" [", "［") + problem.refusal + say("]", "］");
    }
    // Chinese sentences follow each other without a space.
    sentence += (problem.next.empty() ? "" : say(" ", "")) + problem.next;
    note(sentence);
    JsonObject error;
    error.text("code", problem.code)
        .textIfAny("refusal", problem.refusal)
        .text("message", problem.message)
        .text("next", problem.next);
    json(answer.object("error", error));
    return problem.exit;
}

ExitCode Output::error(const Error& error) const {
    return this->error(error, wallet::errorSentence(error, m_language));
}

ExitCode Output::error(const Error& error, const wallet::ErrorSentence& sentence) const {
    Problem found{exitCodeFor(error.code),
                  std::string(errorName(error.code)),
                  {},
                  sentence.what,
                  sentence.next};
    if (error.code == ErrorCode::Refused) {
        const auto refusal = static_cast<registry::Refusal>(error.refusal);
        found.refusal = registry::refusalName(refusal);
        if (m_language == Language::English) {
            found.message += " " + std::string(registry::refusalSentence(refusal));
        }
    }
    return problem(found);
}

ExitCode Output::usage(std::string message, std::string next) const {
    return problem({ExitCode::Usage, "usage", {}, std::move(message), std::move(next)});
}

} // namespace consentry::cli
