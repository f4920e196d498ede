#include "app/cli/commands/commands.h"
#include "app/cli/local_time.h"
#include "app/cli/log_check.h"
#include "app/cli/log_text.h"
#include "core/wallet/log_details.h"

namespace consentry::cli {
namespace {

constexpr std::size_t usualRows = 50;
constexpr std::size_t rowsMax = 1'000'000;
constexpr std::size_t pageRows = 500;

} // namespace

Result<ExitCode> runLog(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(const std::size_t limit,
                     numberOption(context.arguments, "--limit", usualRows, rowsMax));
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    LogFilter filter;
    if (const auto since = context.arguments.value("--since")) {
        const auto from = consent::parseWindowStart(*since, open.now(), context.zone);
        if (!from) {
            return output.usage(output.say("--since was not understood.", "看不懂 --since。"),
                                output.say("Say 30d, 4w, 6m, 1y or 2026-06-30.",
                                           "请写 30d、4w、6m、1y 或 2026-06-30。"));
        }
        filter.from = *from;
    }
    // Of a damaged consortium nothing new can be asked; what was verified before is in the vault.
    const auto problem = open.consortiumProblem(output);
    wallet::LogCheck check;
    if (!problem) {
        ASSIGN_OR_RETURN(check, wallet::SyncLog(open.wallet()).update(open.patient()));
        if (!check.complete) {
            return output.problem(brokenLog(output, check));
        }
        RETURN_IF_ERROR(wallet::LogDetailsReader(open.wallet()).openWaiting(open.patient()));
        RETURN_IF_ERROR(open.saveTrust());
    }

    wallet::LogEntries entries(open.vault().logs(), open.wallet().chainId());
    JsonList rows;
    std::size_t shown = 0;
    std::optional<LogSequence> after;
    while (shown < limit) {
        ASSIGN_OR_RETURN(const auto page, entries.page(open.patient().party, filter, after,
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
    if (problem) {
        return output.problem(*problem, JsonObject().list("entries", rows));
    }
    output.line(completeText(context, open, check));
    output.json(JsonObject().object("check", checkJson(open, check)).list("entries", rows));
    return ExitCode::Done;
}

} // namespace consentry::cli
