#include "app/cli/commands/commands.h"
#include "app/cli/local_time.h"
#include "app/cli/log_check.h"
#include "app/cli/log_text.h"
#include "core/wallet/log_details.h"
#include "core/wallet/log_export.h"

namespace consentry::cli {
namespace {

constexpr std::size_t usualRows = 50;
constexpr std::size_t rowsMax = 1'000'000;
constexpr std::size_t pageRows = 500;

std::optional<wallet::LogFormat> formatOf(std::string_view word) {
    return word == "csv"    ? std::optional(wallet::LogFormat::Csv)
           : word == "fhir" ? std::optional(wallet::LogFormat::Fhir)
                            : std::nullopt;
}

/// What was asked for, or why it cannot be understood.
struct Wanted {
    LogFilter filter;
    std::optional<std::size_t> limit;
    std::optional<wallet::LogFormat> exportFormat;
    std::filesystem::path file;
};

std::optional<ExitCode> misses(const CommandContext& context, const Wanted& wanted) {
    const Output& output = context.output;
    const auto word = context.arguments.value("--export");
    if (word && !wanted.exportFormat) {
        return output.usage(output.say("--export was not understood.", "看不懂 --export。"),
                            output.say("Say csv or fhir.", "请写 csv 或 fhir。"));
    }
    if (word.has_value() == wanted.file.empty()) {
        return output.usage(
            output.say("A format and a file belong together.", "格式和文件要一起给出。"),
            output.say("Say --export csv FILE.", "请写 --export csv 文件。"));
    }
    return std::nullopt;
}

Result<> writeFile(const CommandContext& context, OpenWallet& open, const Wanted& wanted,
                   std::span<const LogSequence> rows) {
    ASSIGN_OR_RETURN(const auto file, context.files.create(wanted.file));
    const std::string& chain = open.wallet().chainId();
    wallet::LogExport log(open.vault().logs(), open.names().contacts(),
                          {chain, open.patient().party, context.output.wording(), open.now(),
                           chain == simulation::DemoConsortium::chainId});
    RETURN_IF_ERROR(log.write(*wanted.exportFormat, rows, [&file](std::string_view text) {
        return file->write(bytesOf(text));
    }));
    return file->commit();
}

/// `check`: none where a damaged consortium could not be asked.
Result<ExitCode> exportLog(const CommandContext& context, OpenWallet& open, const Wanted& wanted,
                           const std::optional<wallet::LogCheck>& check) {
    const Output& output = context.output;
    LogFilter filter = wanted.filter;
    filter.types = wallet::accessesOnly().types;
    ASSIGN_OR_RETURN(auto rows, open.vault().logs().sequences(open.patient().party, filter));
    rows.resize(std::min(rows.size(), wanted.limit.value_or(rows.size())));
    RETURN_IF_ERROR(writeFile(context, open, wanted, rows));
    output.line(output.say(std::to_string(rows.size()) + " accesses were written.",
                           "写入了 " + std::to_string(rows.size()) + " 次调阅。"));
    JsonObject answer;
    if (check) {
        output.line(completeText(context, open, *check));
        answer.object("check", checkJson(open, *check));
    }
    output.note(output.say("The file names people and illnesses: keep it safe.",
                           "文件里有姓名和病情：请妥善保管。"));
    answer.text("file", wanted.file.string())
        .text("format", *context.arguments.value("--export"))
        .number("accesses", rows.size());
    if (const auto problem = open.consortiumProblem(output)) {
        return output.problem(*problem, answer);
    }
    output.json(answer);
    return ExitCode::Done;
}

Result<ExitCode> listLog(const CommandContext& context, OpenWallet& open, const Wanted& wanted,
                         const std::optional<wallet::LogCheck>& check) {
    const Output& output = context.output;
    const std::size_t limit = wanted.limit.value_or(usualRows);
    wallet::LogEntries entries(open.vault().logs(), open.wallet().chainId());
    JsonList rows;
    std::size_t shown = 0;
    std::optional<LogSequence> after;
    while (shown < limit) {
        ASSIGN_OR_RETURN(const auto page, entries.page(open.patient().party, wanted.filter, after,
                                                       std::min(pageRows, limit - shown)));
        for (const wallet::LogEntry& entry : page.entries) {
            output.line(std::to_string(entry.seq.value + 1) + "  " +
                        entryText(context, open, entry));
            rows.object(entryJson(context, open, entry));
            ++shown;
        }
        if (!page.next) {
            break;
        }
        after = page.next;
    }
    if (!check) {
        const auto problem = open.consortiumProblem(output);
        return output.problem(*problem, JsonObject().list("entries", rows));
    }
    output.line(completeText(context, open, *check));
    output.json(JsonObject().object("check", checkJson(open, *check)).list("entries", rows));
    return ExitCode::Done;
}

} // namespace

Result<ExitCode> runLog(const CommandContext& context) {
    const Output& output = context.output;
    const Arguments& arguments = context.arguments;
    Wanted wanted;
    if (arguments.value("--limit")) {
        ASSIGN_OR_RETURN(wanted.limit, numberOption(arguments, "--limit", usualRows, rowsMax));
    }
    wanted.exportFormat = formatOf(arguments.value("--export").value_or(""));
    wanted.file = arguments.positional.empty() ? "" : arguments.positional.front();
    if (const auto exit = misses(context, wanted)) {
        return *exit;
    }
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    if (const auto since = arguments.value("--since")) {
        const auto from = consent::parseWindowStart(*since, open.now(), context.zone);
        if (!from) {
            return output.usage(output.say("--since was not understood.", "看不懂 --since。"),
                                output.say("Say 30d, 4w, 6m, 1y or 2026-06-30.",
                                           "请写 30d、4w、6m、1y 或 2026-06-30。"));
        }
        wanted.filter.from = *from;
    }
    // Of a damaged consortium nothing new can be asked; what was verified before is in the vault.
    std::optional<wallet::LogCheck> check;
    if (!open.consortiumProblem(output)) {
        ASSIGN_OR_RETURN(check, wallet::SyncLog(open.wallet()).update(open.patient()));
        if (!check->complete) {
            return output.problem(brokenLog(output, *check));
        }
        RETURN_IF_ERROR(wallet::LogDetailsReader(open.wallet()).openWaiting(open.patient()));
        RETURN_IF_ERROR(open.saveTrust());
    }
    return wanted.exportFormat ? exportLog(context, open, wanted, check)
                               : listLog(context, open, wanted, check);
}

} // namespace consentry::cli
