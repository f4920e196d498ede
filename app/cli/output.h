#pragma once

#include "app/cli/exit_code.h"
#include "core/base/language.h"
#include "core/consent/terms.h"
#include "core/wallet/error_sentence.h"
#include "core/wallet/json_text.h"

#include <string>
#include <string_view>

namespace consentry::cli {

using wallet::isJson;
using wallet::JsonList;
using wallet::JsonObject;
using wallet::jsonString;
using wallet::jsonTexts;

enum class OutputForm { Text, Json };

/// Everything that the program prints. With --json the standard output is exactly one JSON object;
/// notes and errors go to the standard error in either form.
class Output {
public:
    Output(OutputForm form, Language language) : m_form(form), m_language(language) {}

    Language language() const { return m_language; }
    consent::Language wording() const;
    bool isJson() const { return m_form == OutputForm::Json; }
    /// The one of the two that this person reads.
    std::string say(std::string_view english, std::string_view chinese) const;

    /// A line of the answer; nothing with --json.
    void line(std::string_view text) const;
    /// The answer with --json; nothing without.
    void json(const JsonObject& object) const;
    /// A remark beside the answer.
    void note(std::string_view text) const;

    /// Says in one sentence what went wrong and what to do next, and gives the exit code of it.
    struct Problem {
        ExitCode exit = ExitCode::Other;
        std::string code;    ///< stable: an ErrorCode's name or a command's own word
        std::string refusal; ///< the stable name of the rule that refused, or empty
        std::string message;
        std::string next;
    };
    /// `answer` is what can be told all the same.
    ExitCode problem(const Problem& problem, JsonObject answer = {}) const;
    ExitCode error(const Error& error) const;
    /// Where the situation says more than the error alone.
    ExitCode error(const Error& error, const wallet::ErrorSentence& sentence) const;
    ExitCode usage(std::string message, std::string next) const;

private:
    OutputForm m_form;
    Language m_language;
};

} // namespace consentry::cli
