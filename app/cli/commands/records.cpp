#include "app/cli/commands/commands.h"

#include "core/consent/record_words.h"
#include "core/wallet/import_records.h"

#include <algorithm>

namespace consentry::cli {
namespace {

constexpr std::size_t usualRows = 50;
constexpr std::size_t rowsMax = 100'000;

import::ReportLanguage reportLanguage(const Output& output) {
    return output.language() == Language::English ? import::ReportLanguage::English
                                                  : import::ReportLanguage::Chinese;
}

std::string placeOf(const import::ImportRefusal& refusal, const Output& output) {
    return refusal.item == 0 ? output.say("the file", "整个文件")
                             : output.say("item " + std::to_string(refusal.item),
                                          "第 " + std::to_string(refusal.item) + " 项");
}

JsonObject reportObject(const std::string& file, const import::ImportReport& report,
                        const Output& output) {
    JsonObject types;
    for (const auto& [type, count] : report.addedByType) {
        types.number(type, count);
    }
    JsonList refusals;
    for (const import::ImportRefusal& refusal : report.refusals) {
        refusals.object(
            JsonObject()
                .text("reason", import::reasonName(refusal.reason))
                .text("message", import::reasonText(refusal.reason, reportLanguage(output)))
                .number("item", refusal.item)
                .number("byteOffset", refusal.byteOffset)
                .textIfAny("resourceType", refusal.resourceType));
    }
    return JsonObject()
        .text("file", file)
        .number("added", report.added)
        .number("alreadyThere", report.duplicates)
        .number("keptWhole", report.keptWhole)
        .number("refused", report.refused)
        .object("addedByType", types)
        .list("refusals", refusals);
}

void printReport(const std::string& file, const import::ImportReport& report,
                 const Output& output) {
    if (!report.isFileRefused()) {
        output.line(file + output.say(": ", "：") + std::to_string(report.added) +
                    output.say(" new, ", " 条新记录，") + std::to_string(report.duplicates) +
                    output.say(" were there already, ", " 条已有，") +
                    std::to_string(report.refused) + output.say(" refused", " 条被拒绝"));
        for (const auto& [type, count] : report.addedByType) {
            output.line("  " + std::to_string(count) + "  " + type);
        }
    }
    for (const import::ImportRefusal& refusal : report.refusals) {
        output.note(file + output.say(", ", "，") + placeOf(refusal, output) +
                    output.say(": ", "：") +
                    std::string(import::reasonText(refusal.reason, reportLanguage(output))) + " [" +
                    std::string(import::reasonName(refusal.reason)) + "]");
    }
}

std::string holderOf(const OpenWallet& open, const RecordSummary& record, const Output& output) {
    if (record.isOwn) {
        return output.say("entered by you", "你自己填写");
    }
    return record.custodian.isZero() ? output.say("my own file", "自己的文件")
                                     : open.names().text(record.custodian, output.wording());
}

/// "Nina Osterwald, 1961-04-12"
std::string textOf(const clinical::Person& person, const Output& output) {
    const std::string born = person.birthDate ? person.birthDate->text() : std::string();
    const std::string name =
        person.name.empty() ? output.say("somebody without a name", "未写姓名") : person.name;
    return born.empty() ? name : name + output.say(", ", "，") + born;
}

/// What the newest check that came to an end said, for scripts.
std::string anchorOf(OpenWallet& open, const RecordSummary& record) {
    const auto checks = open.vault().anchorChecks().among(std::span(&record.digest, 1));
    return std::string(outcomeName(checks && !checks->empty() ? checks->front().outcome
                                                              : AnchorOutcome::Unchecked));
}

Result<ExitCode> previewImport(const CommandContext& context, OpenWallet& open) {
    const Output& output = context.output;
    wallet::ImportRecords import(open.vault(), open.wallet().clock);
    JsonList files;
    bool isAnyFileRefused = false;
    for (const std::string& file : context.arguments.positional) {
        ASSIGN_OR_RETURN(const wallet::ImportPreview preview, import.preview(file));
        isAnyFileRefused = isAnyFileRefused || preview.report.isFileRefused();
        printReport(file, preview.report, output);
        JsonObject object = reportObject(file, preview.report, output);
        if (preview.person) {
            output.line(output.say("  about ", "  关于") + textOf(*preview.person, output));
            object.text("person", textOf(*preview.person, output));
        }
        if (preview.other) {
            output.note(output.say("Your records are about ", "你的记录属于") +
                        textOf(*preview.other, output) + output.say(".", "。"));
            object.text("vaultPerson", textOf(*preview.other, output));
        }
        files.object(object);
    }
    output.line(output.say("Nothing was stored.", "什么都没有保存。"));
    output.json(JsonObject().list("files", files));
    return isAnyFileRefused ? ExitCode::Refused : ExitCode::Done;
}

Result<ExitCode> takeFiles(const CommandContext& context, OpenWallet& open) {
    const Output& output = context.output;
    wallet::ImportRecords import(open.vault(), open.wallet().clock);
    JsonList files;
    bool isAnyFileRefused = false;
    for (const std::string& file : context.arguments.positional) {
        ASSIGN_OR_RETURN(const import::ImportReport report, import.importFile(file));
        isAnyFileRefused = isAnyFileRefused || report.isFileRefused();
        printReport(file, report, output);
        files.object(reportObject(file, report, output));
    }
    output.json(JsonObject().list("files", files));
    return isAnyFileRefused ? ExitCode::Refused : ExitCode::Done;
}

} // namespace

Result<ExitCode> runImport(const CommandContext& context) {
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    return context.arguments.has("--dry-run") ? previewImport(context, open)
                                              : takeFiles(context, open);
}

Result<ExitCode> runRecords(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(const std::size_t limit,
                     numberOption(context.arguments, "--limit", usualRows, rowsMax));
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    RecordFilter filter;
    filter.search = context.arguments.value("--text").value_or("");
    if (const auto since = context.arguments.value("--since")) {
        const auto from = consent::parseWindowStart(*since, open.now(), context.zone);
        if (!from) {
            return output.usage(output.say("--since was not understood.", "看不懂 --since。"),
                                output.say("Say 30d, 4w, 6m, 1y or 2026-06-30.",
                                           "请写 30d、4w、6m、1y 或 2026-06-30。"));
        }
        filter.from = *from;
    }
    std::vector<std::string> types;
    for (const std::string& word : context.arguments.all("--type")) {
        // A resource type, or a lane of "My health".
        if (const auto facet = consent::parseFacet(word)) {
            filter.facets.push_back(*facet);
        } else {
            types.push_back(word);
        }
    }
    JsonList rows;
    std::size_t total = 0;
    std::vector<RecordSummary> listed;
    RETURN_IF_ERROR(open.vault().records().visit(filter, [&](const RecordSummary& record) {
        if (!types.empty() &&
            std::find(types.begin(), types.end(), record.resourceType) == types.end()) {
            return true;
        }
        ++total;
        if (listed.size() < limit) {
            listed.push_back(record);
        }
        return true;
    }));
    for (const RecordSummary& record : listed) {
        const Language language = output.wording();
        const std::string title =
            consent::titleInWords(record.resourceType, record.title, language);
        const std::string value =
            consent::valueInWords(record.resourceType, record.valueText, language);
        output.line(
            (record.whenText.empty() ? std::string(10, ' ') : record.whenText.substr(0, 10)) +
            "  " + title + (value.empty() ? "" : "  " + value) +
            (record.interpretation.empty() ? "" : " [" + record.interpretation + "]") + "  · " +
            holderOf(open, record, output) + " · " + shortId(record.digest.view()));
        rows.object(JsonObject()
                        .text("digest", record.digest.hex())
                        .text("type", record.resourceType)
                        .textIfAny("id", record.id)
                        .text("title", record.title)
                        .textIfAny("value", record.valueText)
                        .textIfAny("interpretation", record.interpretation)
                        .textIfAny("when", record.whenText)
                        .text("custodian", holderOf(open, record, output))
                        .flag("own", record.isOwn)
                        .text("anchor", anchorOf(open, record)));
    }
    output.line(std::to_string(listed.size()) + " / " + std::to_string(total) +
                output.say(" records", " 条记录"));
    output.json(JsonObject().number("total", total).list("records", rows));
    return ExitCode::Done;
}

} // namespace consentry::cli
