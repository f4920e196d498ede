#include "app/cli/commands/commands.h"
#include "app/cli/passphrase.h"

#include <algorithm>

#include <unistd.h>

namespace consentry::cli {
namespace {

/// Past every buffer of the program's, so that no copy stays in memory.
Result<> writeSecretly(ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (put <= 0) {
            return fail(ErrorCode::Io, "standard output");
        }
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return {};
}

/// One word a line, in their order.
Result<> writeWords(const SecretBytes& words) {
    ByteView left = words.expose();
    while (!left.empty()) {
        const auto blank = std::find(left.begin(), left.end(), std::byte{' '});
        const auto size = static_cast<std::size_t>(blank - left.begin());
        RETURN_IF_ERROR(writeSecretly(left.first(size)));
        RETURN_IF_ERROR(writeSecretly(bytesOf("\n")));
        left = left.subspan(std::min(size + 1, left.size()));
    }
    return {};
}

Result<ExitCode> showWords(const Output& output, vault::Vault& vault) {
    ASSIGN_OR_RETURN(const bool confirmed, vault.wordsConfirmed());
    output.json(JsonObject().flag("confirmed", confirmed));
    if (confirmed) {
        output.line(output.say("The 24 words were written down and confirmed; they are not shown "
                               "again.",
                               "24 个词已经抄好并确认，不再显示。"));
        return ExitCode::Done;
    }
    if (output.isJson()) {
        return ExitCode::Done;
    }
    output.note(output.say("Write these on paper, in this order, where nobody watches. Whoever has "
                           "them can open this vault. Then check your paper by “words "
                           "--words-file FILE”.",
                           "请在无人旁观时按顺序抄在纸上：有这些词的人就能打开这个保险箱。"
                           "抄好后用 words --words-file 文件 核对。"));
    const bool english = output.language() == Language::English;
    ASSIGN_OR_RETURN(const SecretBytes words,
                     vault.words(english ? WordList::English : WordList::ChineseSimplified));
    RETURN_IF_ERROR(writeWords(words));
    return ExitCode::Done;
}

Result<ExitCode> checkWords(const Output& output, vault::Vault& vault, const SecretBytes& typed) {
    ASSIGN_OR_RETURN(const bool right, vault.confirmWords(typed));
    if (!right) {
        return output.problem(
            {ExitCode::Other,
             "WordsDiffer",
             {},
             output.say("These are not the 24 words of this vault.",
                        "这不是这个保险箱的 24 个词。"),
             output.say("Compare each with the list of “words”, and their order too.",
                        "请逐个和 words 列出的核对，顺序也要一致。")},
            JsonObject().flag("confirmed", false));
    }
    output.line(output.say("These are the 24 words of this vault. Keep the paper apart from the "
                           "computer.",
                           "这就是这个保险箱的 24 个词。请把纸和电脑分开存放。"));
    output.json(JsonObject().flag("confirmed", true));
    return ExitCode::Done;
}

} // namespace

Result<ExitCode> runWords(const CommandContext& context) {
    const auto typed = passphraseFrom(context.arguments, "--words");
    if (!typed && typed.error().code != ErrorCode::Locked) {
        return fail(typed.error());
    }
    if (!context.sessions.exists(context.folder)) {
        return fail(ErrorCode::NotFound, "vault");
    }
    ASSIGN_OR_RETURN(const vault::Credentials credentials, credentialsFrom(context.arguments));
    ASSIGN_OR_RETURN(const auto session, context.sessions.open(context.folder, credentials));
    vault::Vault& vault = session->wallet().vault;
    return typed ? checkWords(context.output, vault, *typed) : showWords(context.output, vault);
}

Result<ExitCode> runPasswd(const CommandContext& context) {
    const Output& output = context.output;
    vault::Credentials next;
    auto passphrase = passphraseFrom(context.arguments, "--new-passphrase");
    if (!passphrase && passphrase.error().code == ErrorCode::Locked) {
        return output.usage(
            output.say("The new passphrase is missing.", "缺少新密码。"),
            output.say("Give it by --new-passphrase-file FILE or --new-passphrase-fd N.",
                       "请用 --new-passphrase-file 文件 或 --new-passphrase-fd N 给出。"));
    }
    if (!passphrase) {
        return fail(passphrase.error());
    }
    next.passphrase = std::move(*passphrase);
    if (!context.sessions.exists(context.folder)) {
        return fail(ErrorCode::NotFound, "vault");
    }
    const auto words = passphraseFrom(context.arguments, "--words");
    if (words) {
        const auto recovered = context.sessions.recover(context.folder, *words, next);
        if (!recovered) {
            return output.error(recovered.error(),
                                wallet::recoverySentence(recovered.error(), output.language()));
        }
    } else if (words.error().code != ErrorCode::Locked) {
        return fail(words.error());
    } else {
        ASSIGN_OR_RETURN(const vault::Credentials current, credentialsFrom(context.arguments));
        ASSIGN_OR_RETURN(const auto session, context.sessions.open(context.folder, current));
        RETURN_IF_ERROR(session->wallet().vault.changePassphrase(current, next));
    }
    output.line(output.say("The passphrase was changed.", "密码已更换。"));
    output.json(JsonObject().flag("changed", true));
    return ExitCode::Done;
}

} // namespace consentry::cli
