#include "app/cli/commands/commands.h"
#include "app/cli/grant_words.h"
#include "core/wallet/rule_words.h"
#include "core/wallet/set_rules.h"

#include <algorithm>
#include <array>

namespace consentry::cli {
namespace {

using consent::Confidentiality;
using consent::EmergencyPreset;
using consent::PatientPolicy;

struct PresetWord {
    std::string_view word;
    EmergencyPreset preset;
};
constexpr std::array presetWords = {PresetWord{"off", EmergencyPreset::Off},
                                    PresetWord{"normal", EmergencyPreset::Normal},
                                    PresetWord{"restricted", EmergencyPreset::NormalAndRestricted}};

struct TierWord {
    std::string_view word;
    std::optional<Confidentiality> tier;
};
constexpr std::array tierWords = {TierWord{"marked", std::nullopt},
                                  TierWord{"restricted", Confidentiality::Restricted},
                                  TierWord{"very-restricted", Confidentiality::VeryRestricted}};

std::string_view wordOf(EmergencyPreset preset) {
    return std::find_if(presetWords.begin(), presetWords.end(),
                        [&](const PresetWord& one) { return one.preset == preset; })
        ->word;
}

std::string_view wordOf(Confidentiality tier) {
    const auto found = std::find_if(tierWords.begin(), tierWords.end(),
                                    [&](const TierWord& one) { return one.tier == tier; });
    return found == tierWords.end() ? consent::confidentialityCode(tier) : found->word;
}

/// What is wrong with the words, or nothing.
using Wrong = std::optional<Misunderstood>;

Result<Wrong> shutOut(OpenWallet& open, const Output& output, PatientPolicy& rules,
                      const std::string& word, bool letIn) {
    ASSIGN_OR_RETURN(const auto understood, understandGrantee(open, output, word));
    if (const auto* wrong = std::get_if<Misunderstood>(&understood)) {
        return Wrong(*wrong);
    }
    const auto& who = std::get<consent::Grantee>(understood);
    if (who.role) {
        return Wrong(Misunderstood{
            output.say("A role cannot be shut out, only a person or an organisation.",
                       "不能拒绝一种角色，只能拒绝某人或某机构。"),
            output.say("Leave out what stands behind the colon.", "请去掉冒号及其后面的部分。")});
    }
    const PartyId party = who.person ? *who.person : who.organization.value_or(PartyId());
    const wallet::PartyNames& names = open.names().contacts();
    if (!letIn) {
        RETURN_IF_ERROR(wallet::block(rules, party, names));
        return Wrong();
    }
    const auto blocked = wallet::blockedIn(rules, names);
    const auto found = std::find_if(blocked.begin(), blocked.end(),
                                    [&](const auto& one) { return one.party == party; });
    if (found == blocked.end()) {
        return Wrong(Misunderstood{
            output.say("“" + word + "” is not shut out.", "“" + word + "”没有被拒绝。"),
            output.say("“rules” lists who is.", "用 rules 查看被拒绝的人。")});
    }
    wallet::unblock(rules, *found);
    return Wrong();
}

Wrong setEmergency(const Output& output, PatientPolicy& rules, std::string_view word) {
    for (const PresetWord& one : presetWords) {
        if (one.word == word) {
            rules.emergency = one.preset;
            return {};
        }
    }
    return Misunderstood{output.say("An emergency opens nothing else.", "紧急情况的选项不对。"),
                         output.say("Say --emergency off, normal or restricted.",
                                    "请写 --emergency off、normal 或 restricted。")};
}

/// "mental-health=very-restricted"
Wrong protect(const Output& output, PatientPolicy& rules, const std::string& text) {
    const std::size_t sign = text.find('=');
    const std::string kind = text.substr(0, sign);
    const std::string word = sign == std::string::npos ? std::string() : text.substr(sign + 1);
    for (const TierWord& one : tierWords) {
        if (one.word == word && wallet::setTier(rules, kind, one.tier)) {
            return {};
        }
    }
    return Misunderstood{
        output.say("“" + text + "” names no kind of record, or no protection.",
                   "“" + text + "”不是记录类别，或不是保护级别。"),
        output.say("For example: --protect mental-health=very-restricted (or restricted, marked)",
                   "例如：--protect mental-health=very-restricted（或 restricted、marked）")};
}

Result<Wrong> apply(const CommandContext& context, OpenWallet& open, PatientPolicy& rules) {
    for (const std::string& word : context.arguments.all("--shut-out")) {
        ASSIGN_OR_RETURN(Wrong wrong, shutOut(open, context.output, rules, word, false));
        if (wrong) {
            return wrong;
        }
    }
    for (const std::string& word : context.arguments.all("--let-in")) {
        ASSIGN_OR_RETURN(Wrong wrong, shutOut(open, context.output, rules, word, true));
        if (wrong) {
            return wrong;
        }
    }
    if (const auto word = context.arguments.value("--emergency")) {
        if (Wrong wrong = setEmergency(context.output, rules, *word)) {
            return wrong;
        }
    }
    for (const std::string& text : context.arguments.all("--protect")) {
        if (Wrong wrong = protect(context.output, rules, text)) {
            return wrong;
        }
    }
    return Wrong();
}

JsonObject rulesJson(const OpenWallet& open, const Output& output, const PatientPolicy& rules) {
    JsonList shutOutList;
    for (const wallet::Blocked& one : wallet::blockedIn(rules, open.names().contacts())) {
        shutOutList.object(
            JsonObject()
                .text("name", wallet::blockedText(one, open.names().contacts(), output.wording()))
                .textIfAny("party", one.party.isZero() ? std::string() : one.party.hex())
                .textIfAny("organization",
                           one.organization.isZero() ? std::string() : one.organization.hex())
                .textIfAny("staffId", one.staffId));
    }
    JsonList tiers;
    for (const consent::TierRule& tier : rules.tiers) {
        tiers.object(
            JsonObject().text("kind", tier.conceptId).text("atLeast", wordOf(tier.atLeast)));
    }
    return JsonObject()
        .number("version", rules.version)
        .list("shutOut", shutOutList)
        .text("emergency", wordOf(rules.emergency))
        .list("protected", tiers);
}

void sayRules(const OpenWallet& open, const Output& output, const PatientPolicy& rules) {
    const Language language = output.wording();
    const wallet::PartyNames& names = open.names().contacts();
    const auto blocked = wallet::blockedIn(rules, names);
    output.line(blocked.empty() ? output.say("Nobody is shut out.", "没有拒绝任何人。")
                                : output.say("Never see anything:", "什么都不许看："));
    for (const wallet::Blocked& one : blocked) {
        output.line("  " + wallet::blockedText(one, names, language));
    }
    output.line(std::string(wallet::emergencyText(rules.emergency, language)) +
                output.say(".", "。"));
    for (const consent::TierRule& tier : rules.tiers) {
        output.line(
            std::string(
                consent::ConceptCatalogue::standard().find(tier.conceptId)->name(language)) +
            output.say(": ", "：") +
            std::string(consent::confidentialityName(tier.atLeast).in(language)));
    }
}

ExitCode notSent(const Output& output, const Error& error) {
    if (error.code == ErrorCode::AlreadyExists) {
        return output.error(error, {output.say("An earlier change of the rules is on its way.",
                                               "之前的一次更改还在途中。"),
                                    output.say("Try again when “outbox” says that it is proven.",
                                               "等 outbox 显示已证明后再试。")});
    }
    return output.error(error);
}

} // namespace

Result<ExitCode> runRules(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    wallet::SetRules change(open.wallet());
    ASSIGN_OR_RETURN(const PatientPolicy standing, change.current(open.patient()));
    PatientPolicy rules = standing;
    ASSIGN_OR_RETURN(const Wrong wrong, apply(context, open, rules));
    if (wrong) {
        return output.usage(wrong->message, wrong->next);
    }
    if (rules == standing) {
        sayRules(open, output, standing);
        output.json(rulesJson(open, output, standing).flag("sent", false));
        return ExitCode::Done;
    }
    JsonList changes;
    for (const consent::Change& one :
         wallet::describeRuleChanges(standing, rules, open.names().contacts(), output.wording())) {
        output.line(one.text + output.say(".", "。"));
        changes.text(one.text);
    }
    if (context.arguments.has("--dry-run")) {
        output.line(output.say("Nothing was sent.", "没有发送任何内容。"));
        output.json(rulesJson(open, output, rules).list("changes", changes).flag("sent", false));
        return ExitCode::Done;
    }
    if (const auto problem = open.consortiumProblem(output)) {
        return output.problem(*problem);
    }
    const auto sent = change.send(open.patient(), rules);
    if (!sent) {
        return notSent(output, sent.error());
    }
    RETURN_IF_ERROR(open.saveTrust());
    ++rules.version;
    output.line(output.say("proven, block ", "已证明，区块 ") + std::to_string(sent->height.value));
    output.json(rulesJson(open, output, rules)
                    .list("changes", changes)
                    .flag("sent", true)
                    .number("block", sent->height.value));
    return ExitCode::Done;
}

} // namespace consentry::cli
