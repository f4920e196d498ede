#include "app/cli/commands/commands.h"
#include "app/cli/grant_words.h"
#include "app/cli/ledger_text.h"
#include "core/wallet/grant_access.h"
#include "core/wallet/standing_rules.h"

namespace consentry::cli {
namespace {

/// What was understood so far, or the exit code of a sentence that was said about it.
template <class T> using OrExit = std::variant<T, ExitCode>;

ExitCode say(const Output& output, const Misunderstood& misunderstood) {
    return output.usage(misunderstood.message, misunderstood.next);
}

ExitCode badDate(const Output& output, std::string_view option) {
    const std::string name(option);
    return output.usage(output.say(name + " was not understood, or does not fit the other dates.",
                                   "看不懂 " + name + "，或与其他日期不符。"),
                        output.say("Say 30d, 4w, 6m, 1y or a day such as 2026-06-30.",
                                   "请写 30d、4w、6m、1y，或 2026-06-30 这样的日期。"));
}

Result<OrExit<consent::DataWindow>> windowOf(const CommandContext& context, Instant now) {
    consent::DataWindow window;
    if (const auto since = context.arguments.value("--since")) {
        const auto from = consent::parseWindowStart(*since, now, context.zone);
        if (!from) {
            return badDate(context.output, "--since");
        }
        window.from = *from;
    }
    if (const auto until = context.arguments.value("--until-data")) {
        const auto day = consent::parseDay(*until);
        if (!day) {
            return badDate(context.output, "--until-data");
        }
        window.until = consent::startOfDay(
            consent::Day(std::chrono::sys_days(*day) + std::chrono::days(1)), context.zone);
        if (window.from && *window.from >= *window.until) {
            return badDate(context.output, "--until-data");
        }
    }
    return window;
}

Result<OrExit<std::vector<PartyId>>> custodiansOf(const CommandContext& context, OpenWallet& open) {
    std::vector<PartyId> custodians;
    for (const std::string& word : context.arguments.all("--custodian")) {
        const auto* organization = open.consortium().organization(word);
        if (organization == nullptr) {
            return context.output.usage(
                context.output.say("“" + word + "” is no organisation of the consortium.",
                                   "“" + word + "”不是联盟里的机构。"),
                context.output.say("“consentry-cli who” lists them.",
                                   "用 consentry-cli who 查看。"));
        }
        custodians.push_back(organization->party);
    }
    return custodians;
}

/// Reads the options into a grant. What is missing or wrong was said.
Result<OrExit<consent::Grant>> draftOf(const CommandContext& context, OpenWallet& open) {
    const Output& output = context.output;
    const auto to = context.arguments.value("--to");
    const auto what = context.arguments.all("--what");
    if (!to || what.empty()) {
        return output.usage(
            output.say("A grant needs --to and --what.", "授权需要 --to 和 --what。"),
            output.say("For example: grant --to han --what glucose --since 30d --until 90d",
                       "例如：grant --to han --what glucose --since 30d --until 90d"));
    }
    consent::Grant draft;
    ASSIGN_OR_RETURN(auto grantee, understandGrantee(open, output, *to));
    if (const auto* wrong = std::get_if<Misunderstood>(&grantee)) {
        return say(output, *wrong);
    }
    draft.grantee = std::get<consent::Grantee>(grantee);
    ASSIGN_OR_RETURN(auto scope, understandScope(open, output, what));
    if (const auto* wrong = std::get_if<Misunderstood>(&scope)) {
        return say(output, *wrong);
    }
    draft.scope = std::get<consent::Scope>(std::move(scope));
    draft.denials = usualDenials(draft.scope);
    const auto actions =
        understandActions(output, context.arguments.value("--may").value_or("look"));
    if (const auto* wrong = std::get_if<Misunderstood>(&actions)) {
        return say(output, *wrong);
    }
    draft.actions = std::get<consent::ActionSet>(actions);
    const auto purpose =
        consent::Purpose::fromCode(context.arguments.value("--purpose").value_or("TREAT"));
    if (!purpose) {
        std::string codes;
        for (const consent::Purpose known : consent::Purpose::common()) {
            codes += (codes.empty() ? "" : ", ") + std::string(known.code());
        }
        return output.usage(output.say("--purpose is no purpose that this program knows.",
                                       "不认识这个 --purpose。"),
                            output.say("Often used: ", "常用的有：") + codes);
    }
    draft.purpose = *purpose;
    const std::string tier = context.arguments.value("--up-to").value_or("normal");
    if (tier != "normal" && tier != "restricted" && tier != "very-restricted") {
        return output.usage(
            output.say("--up-to is no tier of protection.", "--up-to 不是保护级别。"),
            output.say("Say normal, restricted or very-restricted.",
                       "请写 normal、restricted 或 very-restricted。"));
    }
    draft.ceiling = tier == "normal"       ? consent::Confidentiality::Normal
                    : tier == "restricted" ? consent::Confidentiality::Restricted
                                           : consent::Confidentiality::VeryRestricted;
    const Instant now = open.now();
    ASSIGN_OR_RETURN(auto window, windowOf(context, now));
    if (const auto* exit = std::get_if<ExitCode>(&window)) {
        return *exit;
    }
    draft.window = std::get<consent::DataWindow>(window);
    ASSIGN_OR_RETURN(auto custodians, custodiansOf(context, open));
    if (const auto* exit = std::get_if<ExitCode>(&custodians)) {
        return *exit;
    }
    draft.custodians = std::get<std::vector<PartyId>>(std::move(custodians));
    draft.notBefore = now;
    const std::string usual = std::to_string(consent::usualValidity.count()) + "d";
    const auto until = consent::parseValidityEnd(context.arguments.value("--until").value_or(usual),
                                                 now, context.zone);
    if (!until) {
        return badDate(output, "--until");
    }
    draft.notAfter = *until;
    draft.catalogueVersion = consent::ConceptCatalogue::version;
    return draft;
}

void show(const Output& output, const std::string& sentence, const std::vector<std::string>& limits,
          const wallet::GrantPreview& preview) {
    output.line(sentence);
    for (const std::string& limit : limits) {
        output.line("  " + limit);
    }
    output.line(output.say("It opens " + std::to_string(preview.total) +
                               " of the records in this vault now:",
                           "目前会打开保险箱里的 " + std::to_string(preview.total) + " 条记录："));
    for (const auto& row : preview.byTitle) {
        output.line("  " + std::to_string(row.count) + " × " + row.title);
    }
    if (preview.isShutOut) {
        output.line(output.say("Your rules shut them out: it opens nothing while they do.",
                               "你的规则拒绝了此人：在此期间授权不开放任何内容。"));
    }
    if (preview.restricted > 0) {
        const std::string count = std::to_string(preview.restricted);
        output.line(output.say(count + " more are marked as more private: see --up-to.",
                               "另有 " + count + " 条标为更私密：见 --up-to。"));
    }
}

JsonObject previewJson(const wallet::GrantPreview& preview) {
    JsonList rows;
    for (const auto& row : preview.byTitle) {
        rows.object(JsonObject().text("title", row.title).number("count", row.count));
    }
    return JsonObject()
        .number("total", preview.total)
        .list("byTitle", rows)
        .number("restricted", preview.restricted)
        .flag("shutOut", preview.isShutOut);
}

/// What the vault wrote down about the way of a grant or revocation.
struct Proof {
    std::uint64_t block = 0;
    std::string transaction;
};

Result<Proof> proofOf(OpenWallet& open, const GrantId& id, GrantProcess process) {
    ASSIGN_OR_RETURN(const auto stages, open.vault().grants().stages(id));
    Proof proof;
    for (const GrantStore::Stage& stage : stages) {
        if (stage.process == process && stage.stage == GrantStage::Proven) {
            proof = {stage.mark.height.value, stage.mark.transaction.hex()};
        }
    }
    return proof;
}

void sayProven(const Output& output, const Proof& proof) {
    const std::string block = std::to_string(proof.block);
    output.line(output.say("in block " + block, "已写入第 " + block + " 区块"));
    output.line(output.say("proven", "已证明"));
}

std::string stateWord(const StoredGrant& grant, Instant now, const Output& output) {
    switch (grant.state) {
    case GrantState::Draft:
        return output.say("draft", "草稿");
    case GrantState::Pending:
        return output.say("pending", "等待证明");
    case GrantState::Revoked:
        return output.say("revoked", "已撤销");
    case GrantState::Failed:
        return output.say("failed", "失败");
    case GrantState::Active:
        break;
    }
    return grant.end <= now ? output.say("ended", "已结束") : output.say("active", "有效");
}

/// The stable English word for `--json`.
std::string stateName(const StoredGrant& grant, Instant now) {
    return stateWord(grant, now, Output(OutputForm::Json, Language::English));
}

/// An act that is signed and kept, and of which no answer came, goes on by itself.
Result<ExitCode> notDone(const Output& output, OpenWallet& open, const Error& error) {
    ASSIGN_OR_RETURN(const auto waiting, open.vault().transactions().open());
    if (waiting.empty() ||
        (error.code != ErrorCode::Unreachable && error.code != ErrorCode::Stale)) {
        return fail(error);
    }
    return output.problem({ExitCode::Ledger,
                           "waiting",
                           {},
                           output.say("It is signed and kept, and nothing has proven it yet.",
                                      "已签名并保存，但尚未得到证明。"),
                           output.say("The next start sends it on; “outbox” shows where it stands.",
                                      "下次启动会继续发送；用 outbox 查看进度。")});
}

} // namespace

Result<ExitCode> runGrant(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    if (const auto problem = open.consortiumProblem(output)) {
        return output.problem(*problem);
    }
    ASSIGN_OR_RETURN(auto draft, draftOf(context, open));
    if (const auto* exit = std::get_if<ExitCode>(&draft)) {
        return *exit;
    }
    wallet::GrantAccess access(open.wallet());
    ASSIGN_OR_RETURN(const wallet::PreparedGrant prepared,
                     access.prepare(open.patient(), std::get<consent::Grant>(std::move(draft))));
    const consent::Grant& grant = prepared.grant;
    const consent::Reader reader = sentenceReader(context, grant.notBefore);
    const std::string sentence =
        consent::plainText(consent::grantSentence(grant, open.names(), reader));
    const auto limits = consent::limitSentences(grant, open.names(), reader);
    ASSIGN_OR_RETURN(const auto rules,
                     wallet::standingPolicy(open.vault().settings(), open.patient().party));
    ASSIGN_OR_RETURN(const wallet::GrantPreview preview,
                     wallet::previewGrant(open.vault().records(), rules, grant, open.now()));
    show(output, sentence, limits, preview);

    JsonObject answer;
    answer.text("sentence", sentence)
        .list("limits", jsonTexts(limits))
        .object("preview", previewJson(preview))
        .text("from", toRfc3339(grant.notBefore))
        .text("until", toRfc3339(grant.notAfter));
    if (context.arguments.has("--dry-run")) {
        output.line(output.say("Nothing was sent.", "没有发送任何内容。"));
        output.json(answer.flag("sent", false));
        return ExitCode::Done;
    }
    const std::string title = consent::scopeTitle(grant, output.wording());
    const auto sent = access.send(open.patient(), prepared, title, stagePrinter(output));
    if (!sent) {
        return notDone(output, open, sent.error());
    }
    RETURN_IF_ERROR(open.saveTrust());
    ASSIGN_OR_RETURN(const Proof proof, proofOf(open, *sent, GrantProcess::Grant));
    sayProven(output, proof);
    output.line(output.say("Grant ", "授权 ") + shortId(sent->view()));
    output.json(answer.flag("sent", true)
                    .text("id", sent->hex())
                    .text("stage", "proven")
                    .number("block", proof.block)
                    .text("transaction", proof.transaction));
    return ExitCode::Done;
}

Result<ExitCode> runGrants(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    const Instant now = open.now();
    GrantFilter filter;
    filter.direction = GrantDirection::Given;
    filter.patient = open.patient().party;
    JsonList rows;
    std::size_t shown = 0;
    std::optional<GrantCursor> after;
    while (true) {
        ASSIGN_OR_RETURN(const GrantPage page,
                         open.vault().grants().page(filter, after, GrantStore::pageMax));
        for (const StoredGrant& stored : page.grants) {
            const bool isLive = stored.end > now && (stored.state == GrantState::Active ||
                                                     stored.state == GrantState::Pending);
            if (!isLive && !context.arguments.has("--all")) {
                continue;
            }
            ASSIGN_OR_RETURN(const consent::Grant grant, openedGrant(stored));
            const std::string sentence = consent::plainText(
                consent::grantSentence(grant, open.names(), sentenceReader(context, now)));
            output.line(shortId(stored.id.view()) + "  [" + stateWord(stored, now, output) + "]  " +
                        sentence);
            ++shown;
            rows.object(JsonObject()
                            .text("id", stored.id.hex())
                            .text("state", stateName(stored, now))
                            .text("title", stored.title)
                            .text("sentence", sentence)
                            .text("grantee", consent::granteeText(grant.grantee, open.names(),
                                                                  output.wording()))
                            .text("purpose", grant.purpose.code())
                            .text("from", toRfc3339(stored.begin))
                            .text("until", toRfc3339(stored.end)));
        }
        if (!page.next) {
            break;
        }
        after = page.next;
    }
    if (shown == 0) {
        output.line(output.say("Nobody may see anything.", "没有人可以查看任何内容。"));
    }
    output.json(JsonObject().list("grants", rows));
    return ExitCode::Done;
}

} // namespace consentry::cli
