#include "app/cli/log_check.h"

#include "app/cli/ledger_text.h"
#include "app/cli/local_time.h"

namespace consentry::cli {

std::string completeText(const CommandContext& context, OpenWallet& open,
                         const wallet::LogCheck& check) {
    VerifiedLedger& ledger = open.wallet().ledger;
    const std::string worth =
        worthText(context.output, ledger, worthOf(ledger, check.height), open.names());
    const std::string block = std::to_string(check.height.value);
    const std::string time = localText(check.time, context.zone);
    const std::string count = std::to_string(check.count);
    return context.output.say(
        "Complete up to block " + block + ", " + time + ": " + count + " entries, " + worth + ".",
        "截至第 " + block + " 区块（" + time + "）完整：共 " + count + " 条，" + worth + "。");
}

JsonObject checkJson(OpenWallet& open, const wallet::LogCheck& check) {
    return JsonObject()
        .flag("complete", check.complete)
        .number("entries", check.count)
        .number("new", check.fresh)
        .number("block", check.height.value)
        .text("time", toRfc3339(check.time))
        .text("checked", worthName(worthOf(open.wallet().ledger, check.height)));
}

Output::Problem brokenLog(const Output& output, const wallet::LogCheck& check) {
    const std::string total = std::to_string(check.count);
    std::string message =
        output.say("The log does not meet its proven end; which of " + total +
                       " entries was changed cannot be told.",
                   "日志与已证明的结尾不符；无法判断 " + total + " 条中哪一条被改动。");
    if (check.badRow) {
        const std::string row = std::to_string(*check.badRow);
        if (check.problem.code == ErrorCode::DamagedData) {
            message =
                output.say("This vault's copy of entry " + row + " of " + total + " was changed.",
                           "保险箱里第 " + row + " 条（共 " + total + " 条）的副本被改动。");
        } else if (check.problem.context == "node withholds rows") {
            message = output.say("Entry " + row + " of " + total + " is withheld.",
                                 "第 " + row + " 条（共 " + total + " 条）没有提供。");
        } else {
            message = output.say("Entry " + row + " of " + total + " was changed.",
                                 "第 " + row + " 条（共 " + total + " 条）被改动。");
        }
    }
    return {ExitCode::VerificationFailed,
            "VerificationFailed",
            {},
            std::move(message),
            output.say("Nothing was repaired; keep a copy of the folder, and do not rely on this "
                       "log.",
                       "没有做任何修复；请保留文件夹的副本，不要依赖这份日志。")};
}

} // namespace consentry::cli
