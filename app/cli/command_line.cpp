#include "app/cli/command_line.h"

#include "app/cli/commands/commands.h"
#include "app/cli/help.h"
#include "app/cli/local_time.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>

namespace consentry::cli {
namespace {

constexpr std::string_view version = CONSENTRY_VERSION;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// POSIX: LC_ALL before LC_MESSAGES before LANG.
Language environmentLanguage() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const std::string value = environment(name);
        if (!value.empty()) {
            return value.starts_with("zh") ? Language::ChineseSimplified : Language::English;
        }
    }
    return Language::English;
}

std::optional<Language> wantedLanguage(const Arguments& arguments) {
    const auto wanted = arguments.value("--lang");
    if (!wanted) {
        return environmentLanguage();
    }
    if (*wanted == "en") {
        return Language::English;
    }
    return *wanted == "zh" ? std::optional(Language::ChineseSimplified) : std::nullopt;
}

/// XDG Base Directory Specification.
std::filesystem::path usualFolder() {
    const std::string data = environment("XDG_DATA_HOME");
    if (data.starts_with('/')) {
        return std::filesystem::path(data) / "consentry";
    }
    return std::filesystem::path(environment("HOME")) / ".local" / "share" / "consentry";
}

using Command = Result<ExitCode> (*)(const CommandContext&);

const std::map<std::string_view, Command>& commands() {
    static const std::map<std::string_view, Command> all = {
        {"demo create", runDemoCreate},
        {"demo people", runDemoPeople},
        {"init", runInit},
        {"profile show", runProfileShow},
        {"profile import", runProfileImport},
        {"status", runStatus},
        {"import", runImport},
        {"records", runRecords},
        {"records check", runRecordsCheck},
        {"record add", runRecordAdd},
        {"record correct", runRecordCorrect},
        {"record withdraw", runRecordWithdraw},
        {"who", runWho},
        {"grant", runGrant},
        {"grants", runGrants},
        {"see-as", runSeeAs},
        {"rules", runRules},
        {"revoke", runRevoke},
        {"outbox", runOutbox},
        {"outbox retry", runOutboxRetry},
        {"outbox cancel", runOutboxCancel},
        {"read", runRead},
        {"log", runLog},
        {"dispute", runDispute},
        {"org show", runOrgShow},
        {"org pending", runOrgPending},
        {"org prepare", runOrgPrepare},
        {"org propose", runOrgPropose},
        {"org sign", runOrgSign},
        {"org rotate", runOrgRotate},
        {"org leave", runOrgLeave},
        {"roles list", runRolesList},
        {"roles attest", runRolesAttest},
        {"roles end", runRolesEnd},
        {"verify", runVerify},
        {"words", runWords},
        {"passwd", runPasswd},
    };
    return all;
}

ExitCode tellError(const Output& output, const Error& error) {
    if (error.code == ErrorCode::Locked) {
        return output.problem(
            {ExitCode::Locked,
             "Locked",
             {},
             output.say("The vault is locked.", "保险箱已锁定。"),
             output.say("Give its passphrase by --passphrase-file FILE or --passphrase-fd N.",
                        "请用 --passphrase-file 文件 或 --passphrase-fd N 给出密码。")});
    }
    if (error.code == ErrorCode::NotFound && error.context == "vault") {
        return output.problem(
            {ExitCode::Other,
             "NotFound",
             {},
             output.say("There is no vault in this folder.", "这个文件夹里没有保险箱。"),
             output.say("Name another by --data DIR, or make one by “demo "
                        "create” or “init”.",
                        "请用 --data 指明文件夹，或用 demo create、init 建立。")});
    }
    if (error.code == ErrorCode::NotFound && error.context == "patient of this vault") {
        return output.problem(
            {ExitCode::Other,
             "NotFound",
             {},
             output.say("This vault has no registered patient yet.", "这个保险箱还没有登记患者。"),
             output.say("Register by “init --members DIR”.", "请用 init --members 文件夹 登记。")});
    }
    return output.error(error);
}

} // namespace

ExitCode runCommandLine(const std::vector<std::string>& words, simulation::DemoSessions& sessions,
                        NewFiles& files) {
    const auto parsed = parseArguments(words);
    if (!parsed) {
        const bool wantsJson = std::find(words.begin(), words.end(), "--json") != words.end();
        const Output output(wantsJson ? OutputForm::Json : OutputForm::Text, environmentLanguage());
        return output.usage(
            output.say("“" + parsed.error().context + "” cannot be understood.",
                       "看不懂“" + parsed.error().context + "”。"),
            output.say("See consentry-cli --help.", "用法见 consentry-cli --help。"));
    }
    const Arguments& arguments = *parsed;
    const auto language = wantedLanguage(arguments);
    const Output output(arguments.has("--json") ? OutputForm::Json : OutputForm::Text,
                        language.value_or(environmentLanguage()));
    if (!language) {
        return output.usage(output.say("--lang is en or zh.", "--lang 只能是 en 或 zh。"), "");
    }
    if (arguments.has("--help")) {
        std::cout << helpText(*language);
        return ExitCode::Done;
    }
    if (arguments.has("--version")) {
        std::cout << "consentry-cli " << version << '\n';
        return ExitCode::Done;
    }
    const auto command = commands().find(arguments.verb);
    if (command == commands().end()) {
        return output.usage(
            output.say("No verb was given.", "没有给出命令。"),
            output.say("See consentry-cli --help.", "用法见 consentry-cli --help。"));
    }
    const auto folder = arguments.value("--data");
    const CommandContext context{arguments,
                                 output,
                                 sessions,
                                 files,
                                 folder ? std::filesystem::path(*folder) : usualFolder(),
                                 processZone()};
    const auto done = command->second(context);
    return done ? *done : tellError(output, done.error());
}

} // namespace consentry::cli
