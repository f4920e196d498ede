#include "app/cli/commands/commands.h"
#include "app/cli/ledger_text.h"
#include "app/cli/log_check.h"
#include "app/cli/log_text.h"
#include "core/wallet/dispute_access.h"
#include "core/wallet/log_details.h"

#include <charconv>

namespace consentry::cli {
namespace {

std::optional<LogSequence> rowNumbered(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber = error == std::errc() && end == text.data() + text.size();
    return isNumber && number > 0 ? std::optional(LogSequence(number - 1)) : std::nullopt;
}

/// Why nothing was signed, where the person can do something about it.
std::optional<Output::Problem> problemOf(const Output& output, const Error& error) {
    switch (error.code) {
    case ErrorCode::AlreadyExists:
        return Output::Problem{
            ExitCode::Refused,
            "disputed",
            {},
            output.say("This access was objected to before.", "已对这次调阅提出过异议。"),
            output.say("Each access can be objected to once; “log” shows the answer.",
                       "每次调阅只能提出一次；用 log 查看答复。")};
    case ErrorCode::InvalidArgument:
    case ErrorCode::NotFound:
        return Output::Problem{ExitCode::Usage,
                               "noAccess",
                               {},
                               output.say("There is no access by others with this number.",
                                          "没有这个编号的他人调阅。"),
                               output.say("Take the number in front of an access in “log”.",
                                          "请使用 log 中调阅前面的编号。")};
    case ErrorCode::TooLarge:
        return Output::Problem{
            ExitCode::Usage,
            "tooLong",
            {},
            output.say("The words are too long.", "文字太长。"),
            output.say("Say it in at most " + std::to_string(DisputeBody::wordsMax) + " bytes.",
                       "请不要超过 " + std::to_string(DisputeBody::wordsMax) + " 字节。")};
    case ErrorCode::Unreachable:
        return Output::Problem{
            ExitCode::Ledger,
            "waiting",
            {},
            output.say("It is not proven yet.", "尚未得到证明。"),
            output.say("If it was signed, the next start sends it on; “outbox” shows that.",
                       "若已签名，下次启动会继续发送；用 outbox 查看。")};
    default:
        return std::nullopt;
    }
}

/// What is new in the log, with its details.
Result<> follow(OpenWallet& open) {
    RETURN_IF_ERROR(wallet::SyncLog(open.wallet()).update(open.patient()));
    RETURN_IF_ERROR(wallet::LogDetailsReader(open.wallet()).openWaiting(open.patient()));
    return open.saveTrust();
}

/// In the demonstration nobody else lets the hospital answer.
Result<std::string> simulatedAnswer(OpenWallet& open, LogSequence row) {
    if (open.wallet().chainId() != simulation::DemoConsortium::chainId) {
        return std::string();
    }
    RETURN_IF_ERROR(open.consortium().answerDisputes());
    RETURN_IF_ERROR(follow(open));
    ASSIGN_OR_RETURN(
        const auto disputes,
        wallet::disputesOf(open.vault().logs(), open.vault().transactions(), open.patient().party));
    const auto found = disputes.find(row);
    return found == disputes.end() ? std::string() : found->second.answer;
}

} // namespace

Result<ExitCode> runDispute(const CommandContext& context) {
    const Output& output = context.output;
    const auto row = rowNumbered(context.arguments.positional.front());
    const std::string words = context.arguments.value("--words").value_or("");
    if (!row || words.empty()) {
        return output.usage(output.say("An objection needs the number of an access, and words.",
                                       "提出异议需要调阅的编号和文字。"),
                            output.say("Say “dispute 42 --words TEXT”; “log” shows the numbers.",
                                       "请写 dispute 42 --words 文字；编号见 log。"));
    }
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    if (const auto problem = open.consortiumProblem(output)) {
        return output.problem(*problem);
    }
    RETURN_IF_ERROR(follow(open));
    const auto proven = wallet::DisputeAccess(open.wallet())
                            .dispute(open.patient(), *row, words, stagePrinter(output));
    if (!proven) {
        const auto problem = problemOf(output, proven.error());
        return problem ? Result<ExitCode>(output.problem(*problem)) : fail(proven.error());
    }
    RETURN_IF_ERROR(open.saveTrust());
    ASSIGN_OR_RETURN(const std::string answer, simulatedAnswer(open, *row));
    if (!answer.empty()) {
        output.line(output.say("The hospital answered: ", "医院答复：") + answer);
    }
    output.json(JsonObject()
                    .number("entry", row->value + 1)
                    .text("stage", "proven")
                    .number("block", proven->height.value)
                    .flag("answered", !answer.empty()));
    return ExitCode::Done;
}

} // namespace consentry::cli
