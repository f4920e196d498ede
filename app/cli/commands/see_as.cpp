#include "core/wallet/see_as.h"
#include "app/cli/commands/commands.h"
#include "app/cli/grant_words.h"
#include "core/consent/record_words.h"

#include <algorithm>
#include <map>

namespace consentry::cli {
namespace {

using consent::Outlook;
using wallet::SeenAs;

constexpr std::size_t usualRows = 20;
constexpr std::size_t rowsMax = 100'000;

struct KindCounts {
    std::size_t visible = 0;
    std::map<consent::Rule, std::size_t> hidden;

    std::size_t hiddenInAll() const {
        std::size_t sum = 0;
        for (const auto& [rule, count] : hidden) {
            sum += count;
        }
        return sum;
    }
};
using Kinds = std::map<clinical::Facet, KindCounts>;

Kinds kindsOf(const SeenAs& seen) {
    Kinds kinds;
    for (std::size_t i = 0; i < seen.records.size(); ++i) {
        KindCounts& kind = kinds[seen.records[i].facet];
        const Outlook& outlook = seen.now.records[i];
        if (outlook.isVisible) {
            ++kind.visible;
        } else {
            ++kind.hidden[outlook.rule];
        }
    }
    return kinds;
}

void printKinds(const Output& output, const Kinds& kinds) {
    const Language language = output.wording();
    for (const auto& [facet, kind] : kinds) {
        if (kind.visible > 0) {
            output.line("  " + std::to_string(kind.visible) + " × " +
                        std::string(consent::facetName(facet).in(language)));
        }
    }
    output.line(output.say("Hidden:", "看不到："));
    for (const auto& [facet, kind] : kinds) {
        for (const auto& [rule, count] : kind.hidden) {
            output.line("  " + std::to_string(count) + " × " +
                        std::string(consent::facetName(facet).in(language)) +
                        output.say(": ", "：") +
                        std::string(consent::hiddenSentence(rule, language)) + " [" +
                        std::string(consent::ruleName(rule)) + "]");
        }
    }
}

void printRecords(const Output& output, const SeenAs& seen, std::size_t limit) {
    const Language language = output.wording();
    std::size_t shown = 0;
    for (std::size_t i = 0; i < seen.records.size() && shown < limit; ++i) {
        if (!seen.now.records[i].isVisible) {
            continue;
        }
        const RecordSummary& record = seen.records[i];
        const std::string value =
            consent::valueInWords(record.resourceType, record.valueText, language);
        output.line(
            (record.whenText.empty() ? std::string(10, ' ') : record.whenText.substr(0, 10)) +
            "  " + consent::titleInWords(record.resourceType, record.title, language) +
            (value.empty() ? "" : "  " + value) + "  · " + shortId(record.digest.view()));
        ++shown;
    }
    if (const std::size_t more = seen.visible() - shown; more > 0) {
        output.line(output.say("… and " + std::to_string(more) + " more (--limit)",
                               "……还有 " + std::to_string(more) + " 条（--limit）"));
    }
}

void printEmergency(const Output& output, const SeenAs& seen) {
    const std::string count = std::to_string(seen.visibleInEmergency());
    output.line(
        seen.now.emergency.permitted
            ? output.say("In an emergency: " + count +
                             " records, after giving a reason; you are told at once.",
                         "紧急访问时：" + count + " 条记录，须写明理由，你会立即得到通知。")
            : output.say("In an emergency: nothing. ", "紧急访问时：看不到。") +
                  std::string(consent::ruleSentence(seen.now.emergency.rule, output.wording())));
}

JsonList kindsJson(const Kinds& kinds) {
    JsonList rows;
    for (const auto& [facet, kind] : kinds) {
        rows.object(JsonObject()
                        .text("kind", consent::facetWord(facet))
                        .number("visible", kind.visible)
                        .number("hidden", kind.hiddenInAll()));
    }
    return rows;
}

JsonList hiddenJson(const Output& output, const Kinds& kinds) {
    JsonList rows;
    for (const auto& [facet, kind] : kinds) {
        for (const auto& [rule, count] : kind.hidden) {
            rows.object(JsonObject()
                            .text("kind", consent::facetWord(facet))
                            .text("rule", consent::ruleName(rule))
                            .text("reason", consent::hiddenSentence(rule, output.wording()))
                            .number("count", count));
        }
    }
    return rows;
}

JsonList recordsJson(const SeenAs& seen) {
    JsonList rows;
    for (std::size_t i = 0; i < seen.records.size(); ++i) {
        const RecordSummary& record = seen.records[i];
        const Outlook& outlook = seen.now.records[i];
        JsonObject row;
        row.text("digest", record.digest.hex())
            .text("title", record.title)
            .textIfAny("value", record.valueText)
            .textIfAny("when", record.whenText)
            .flag("visible", outlook.isVisible)
            .text("rule", consent::ruleName(outlook.rule));
        if (outlook.grant) {
            row.text("grant", seen.grants[*outlook.grant].grant.id.hex());
        }
        rows.object(row);
    }
    return rows;
}

} // namespace

Result<ExitCode> runSeeAs(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(const std::size_t limit,
                     numberOption(context.arguments, "--limit", usualRows, rowsMax));
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    ASSIGN_OR_RETURN(const auto meant,
                     understandGrantee(open, output, context.arguments.positional.front()));
    if (const auto* wrong = std::get_if<Misunderstood>(&meant)) {
        return output.usage(wrong->message, wrong->next);
    }
    const auto& grantee = std::get<consent::Grantee>(meant);
    const consent::Viewer viewer = wallet::viewerOf(grantee, open.names().contacts());
    ASSIGN_OR_RETURN(const SeenAs seen, wallet::seeAs(open.vault().database(), open.patient().party,
                                                      viewer, {}, open.now()));
    const Kinds kinds = kindsOf(seen);
    std::string name = consent::granteeText(
        grantee.person ? grantee : consent::Grantee{{}, viewer.organization, viewer.role},
        open.names(), output.wording());
    if (name.starts_with("the ")) {
        name.front() = 'T'; // a line begins with it
    }
    output.line(name + output.say(" may look at ", "现在能看到 ") + std::to_string(seen.visible()) +
                output.say(" of ", " 条记录，共 ") + std::to_string(seen.records.size()) +
                output.say(" records in this vault now", " 条"));
    JsonList grants;
    for (const std::size_t at : seen.now.grants) {
        const consent::Grant& grant = seen.grants[at].grant;
        const std::string sentence = consent::plainText(
            consent::grantSentence(grant, open.names(), sentenceReader(context, open.now())));
        output.line("  " + shortId(grant.id.view()) + "  " + sentence);
        grants.object(JsonObject().text("id", grant.id.hex()).text("sentence", sentence));
    }
    printRecords(output, seen, limit);
    printKinds(output, kinds);
    printEmergency(output, seen);
    JsonObject who;
    who.text("name", name);
    if (viewer.organization) {
        who.text("organization", viewer.organization->hex());
    }
    if (viewer.role) {
        who.text("role", consent::roleWord(*viewer.role));
    }
    output.json(
        JsonObject()
            .object("viewer", who)
            .list("grants", grants)
            .number("records", seen.records.size())
            .number("visible", seen.visible())
            .list("kinds", kindsJson(kinds))
            .list("hidden", hiddenJson(output, kinds))
            .list("list", recordsJson(seen))
            .object("emergency", JsonObject()
                                     .flag("possible", seen.now.emergency.permitted)
                                     .text("rule", consent::ruleName(seen.now.emergency.rule))
                                     .number("visible", seen.visibleInEmergency())));
    return ExitCode::Done;
}

} // namespace consentry::cli
