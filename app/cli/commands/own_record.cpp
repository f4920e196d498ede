#include "app/cli/commands/commands.h"
#include "app/cli/local_time.h"
#include "core/wallet/write_own_record.h"

#include <algorithm>
#include <iostream>
#include <iterator>

namespace consentry::cli {
namespace {

using wallet::OwnEntry;
using wallet::OwnEntryRules;
using wallet::OwnKind;

constexpr std::size_t digestPrefixMin = 8;
constexpr std::size_t dayLength = 10; ///< of "2026-11-29"

std::string_view fieldWord(wallet::OwnField field) {
    static constexpr std::string_view words[] = {"value", "lower", "unit", "day", "time", "text"};
    return words[static_cast<std::size_t>(field)];
}

OwnEntryRules rulesOf(OpenWallet& open, const CommandContext& context) {
    OwnEntryRules rules;
    rules.now = std::max(open.now(), open.wallet().ledger.trusted().header().time().toInstant());
    rules.zone = context.zone;
    return rules;
}

/// At most what an entry may hold, and one byte more, so that longer input is refused.
std::string standardInput() {
    std::string text(OwnEntry::textMax + 1, '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::cin.gcount()));
    if (text.ends_with('\n')) {
        text.pop_back();
    }
    return text;
}

/// `first` is the place of the first number among the words.
void readWords(const CommandContext& context, std::size_t first, Instant now, OwnEntry& entry) {
    const Arguments& arguments = context.arguments;
    const auto& words = arguments.positional;
    if (words.size() > first) {
        entry.first = words[first];
        entry.second = words.size() > first + 1 ? words[first + 1] : std::string();
    }
    entry.unit = arguments.value("--unit").value_or(entry.unit);
    if (const auto when = arguments.value("--when")) {
        entry.day = when->substr(0, dayLength);
        entry.time = when->size() > dayLength ? when->substr(dayLength + 1) : std::string();
    } else if (entry.day.empty()) {
        const std::string text = localText(now, context.zone);
        entry.day = text.substr(0, dayLength);
        entry.time = text.substr(dayLength + 1);
    }
    if (const auto text = arguments.value("--text")) {
        entry.text = *text == "-" ? standardInput() : *text;
    }
}

/// Says what stands against the entry; nothing where it can be written.
std::optional<ExitCode> remarksOf(const CommandContext& context, const OwnEntry& entry,
                                  const OwnEntryRules& rules) {
    const Output& output = context.output;
    const auto remarks = wallet::checkOwnEntry(entry, rules);
    const bool isRefused = wallet::isRefused(remarks);
    if (remarks.empty() || (!isRefused && context.arguments.has("--even-so"))) {
        return std::nullopt;
    }
    JsonList list;
    std::string message;
    for (const wallet::OwnRemark& remark : remarks) {
        list.object(JsonObject()
                        .text("field", fieldWord(remark.field))
                        .flag("asks", remark.asks)
                        .text("message", remark.words.in(output.language())));
        message += (message.empty() ? "" : "\n") + remark.words.in(output.language());
    }
    return output.problem({isRefused ? ExitCode::Usage : ExitCode::Refused,
                           isRefused ? "InvalidArgument" : "Unusual",
                           {},
                           message,
                           isRefused
                               ? output.say("Nothing was written.", "没有写下任何内容。")
                               : output.say("Nothing was written. Add --even-so if it is right.",
                                            "没有写下任何内容。如果没错，请加上 --even-so。")},
                          JsonObject().list("remarks", list));
}

ExitCode tell(const CommandContext& context, const RecordDigest& digest) {
    const Output& output = context.output;
    output.line(output.say("Written, in this vault only: ", "已写下，只在这个保险箱里：") +
                shortId(digest.view()));
    output.json(JsonObject().text("digest", digest.hex()));
    return ExitCode::Done;
}

/// NotFound where none or several of the person's own begin so.
Result<RecordDigest> ownDigest(OpenWallet& open, const std::string& word) {
    std::vector<RecordDigest> found;
    RecordFilter own;
    own.isOwn = true;
    if (word.size() >= digestPrefixMin) {
        RETURN_IF_ERROR(open.vault().records().visit(own, [&](const RecordSummary& record) {
            if (record.digest.hex().starts_with(word)) {
                found.push_back(record.digest);
            }
            return found.size() < 2;
        }));
    }
    return found.size() == 1 ? Result<RecordDigest>(found.front())
                             : Result<RecordDigest>(fail(ErrorCode::NotFound, "own record"));
}

Result<OwnEntry> entryOf(OpenWallet& open, const RecordDigest& digest) {
    ASSIGN_OR_RETURN(const Bytes original, open.vault().records().original(digest));
    clinical::JsonDocument document;
    RETURN_IF_ERROR(document.read(textOf(original)));
    return wallet::ownEntryOf(document.root());
}

ExitCode noSuchRecord(const Output& output) {
    return output.usage(output.say("None of what you wrote yourself begins so.",
                                   "你自己写下的记录里没有以此开头的。"),
                        output.say("“consentry-cli records” shows them; give eight digits or more.",
                                   "用 consentry-cli records 查看；请给出至少八位。"));
}

} // namespace

Result<ExitCode> runRecordAdd(const CommandContext& context) {
    const Output& output = context.output;
    const auto kind = wallet::parseOwnKind(context.arguments.positional.front());
    if (!kind) {
        std::string words;
        for (const wallet::OwnKindWords& one : wallet::ownKinds()) {
            words += (words.empty() ? "" : ", ") + std::string(one.word);
        }
        return output.usage(output.say("This kind is not known.", "不认识这个种类。"),
                            output.say("Kinds are: ", "种类有：") + words);
    }
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    const OwnEntryRules rules = rulesOf(open, context);
    OwnEntry entry;
    entry.kind = *kind;
    readWords(context, 1, open.now(), entry);
    if (const auto refused = remarksOf(context, entry, rules)) {
        return *refused;
    }
    wallet::WriteOwnRecord write(open.vault(), open.wallet().clock);
    ASSIGN_OR_RETURN(const RecordDigest digest, write.add(entry, rules, output.language()));
    return tell(context, digest);
}

Result<ExitCode> runRecordCorrect(const CommandContext& context) {
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    const auto current = ownDigest(open, context.arguments.positional.front());
    if (!current) {
        return noSuchRecord(context.output);
    }
    const OwnEntryRules rules = rulesOf(open, context);
    ASSIGN_OR_RETURN(OwnEntry entry, entryOf(open, *current));
    readWords(context, 1, open.now(), entry);
    if (const auto refused = remarksOf(context, entry, rules)) {
        return *refused;
    }
    wallet::WriteOwnRecord write(open.vault(), open.wallet().clock);
    ASSIGN_OR_RETURN(const RecordDigest digest,
                     write.correct(*current, entry, rules, context.output.language()));
    return tell(context, digest);
}

Result<ExitCode> runRecordWithdraw(const CommandContext& context) {
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    const auto current = ownDigest(open, context.arguments.positional.front());
    if (!current) {
        return noSuchRecord(context.output);
    }
    wallet::WriteOwnRecord write(open.vault(), open.wallet().clock);
    ASSIGN_OR_RETURN(const RecordDigest digest,
                     write.withdraw(*current, context.output.language()));
    return tell(context, digest);
}

} // namespace consentry::cli
