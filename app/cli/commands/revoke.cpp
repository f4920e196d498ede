#include "app/cli/commands/commands.h"
#include "app/cli/grant_words.h"
#include "core/registry/refusal.h"
#include "core/wallet/revoke_grants.h"
#include "core/wallet/standing_grants.h"

#include <algorithm>

namespace consentry::cli {
namespace {

using End = wallet::RevokeOutcome::End;
using wallet::StandingGrant;
/// What is to be taken back, or the exit code of a sentence that was said instead.
using Chosen = std::variant<std::vector<StandingGrant>, ExitCode>;

ExitCode notOneWay(const Output& output) {
    return output.usage(output.say("Say which grants: their ids, or --to NAME, or --everything.",
                                   "请指明授权：编号、--to 名字，或 --everything。"),
                        output.say("For example: revoke --to qinghe --dry-run",
                                   "例如：revoke --to qinghe --dry-run"));
}

Result<Chosen> named(const CommandContext& context, OpenWallet& open) {
    std::vector<StandingGrant> grants;
    for (const std::string& prefix : context.arguments.positional) {
        ASSIGN_OR_RETURN(const auto matches, grantsWithPrefix(open, prefix));
        if (matches.size() != 1) {
            return context.output.problem(ambiguousGrant(context.output, matches.size()));
        }
        ASSIGN_OR_RETURN(consent::Grant grant, openedGrant(matches.front()));
        grants.push_back({matches.front(), std::move(grant)});
    }
    return grants;
}

/// Those that stand for one person or organisation. What else lets a person in is said.
Result<Chosen> givenTo(const CommandContext& context, OpenWallet& open,
                       std::vector<StandingGrant> all, const std::string& word) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(const auto understood, understandGrantee(open, output, word));
    if (const auto* wrong = std::get_if<Misunderstood>(&understood)) {
        return output.usage(wrong->message, wrong->next);
    }
    const auto& who = std::get<consent::Grantee>(understood);
    const wallet::PartyNames& names = open.names().contacts();
    const PartyId party = who.person ? *who.person : who.organization.value_or(PartyId());
    if (who.person && who.organization) {
        const auto others = std::count_if(all.begin(), all.end(), [&](const StandingGrant& one) {
            return !one.grant.grantee.person && one.grant.grantee.organization == who.organization;
        });
        if (others > 0) {
            output.note(output.say(std::to_string(others) +
                                       " more name the whole organisation and let this person in "
                                       "as well: they stay.",
                                   "另有 " + std::to_string(others) +
                                       " 项授权给予整个机构，此人也在其中：保持不变。"));
        }
    }
    std::erase_if(all, [&](const StandingGrant& one) {
        const consent::Grantee& grantee = one.grant.grantee;
        return !wallet::isGivenTo(grantee, party, names) ||
               (!who.person && who.role && grantee.role != who.role);
    });
    return all;
}

Result<Chosen> choose(const CommandContext& context, OpenWallet& open) {
    const auto to = context.arguments.value("--to");
    const bool everything = context.arguments.has("--everything");
    const bool byId = !context.arguments.positional.empty();
    if (int(to.has_value()) + int(everything) + int(byId) != 1) {
        return notOneWay(context.output);
    }
    if (byId) {
        return named(context, open);
    }
    ASSIGN_OR_RETURN(
        auto all, wallet::revocableGrants(open.vault().grants(), open.patient().party, open.now()));
    return everything ? Result<Chosen>(std::move(all))
                      : givenTo(context, open, std::move(all), *to);
}

std::string sentenceOf(const CommandContext& context, OpenWallet& open,
                       const StandingGrant& grant) {
    return consent::plainText(
        consent::grantSentence(grant.grant, open.names(), sentenceReader(context, open.now())));
}

void sayChosen(const CommandContext& context, OpenWallet& open,
               const std::vector<StandingGrant>& grants) {
    const Output& output = context.output;
    if (grants.size() == 1) {
        output.line(output.say("Takes back: ", "撤销：") +
                    sentenceOf(context, open, grants.front()));
        return;
    }
    const std::string count = std::to_string(grants.size());
    output.line(output.say("Takes back " + count + " grants:", "撤销 " + count + " 项授权："));
    for (const StandingGrant& one : grants) {
        output.line("  " + shortId(one.stored.id.view()) + "  " + sentenceOf(context, open, one));
    }
}

wallet::RevokeGrants::OnStage stagePrinter(const Output& output) {
    using Stage = wallet::ActProgress::Stage;
    return [&output](std::span<const GrantId> grants, const wallet::ActProgress& progress) {
        const std::string count =
            grants.size() == 1 ? std::string() : " (" + std::to_string(grants.size()) + ")";
        if (progress.stage == Stage::Signed) {
            output.line(output.say("signed", "已签名") + count);
        } else if (progress.stage == Stage::Sent) {
            output.line(output.say("sent", "已发送") + count);
        } else if (progress.stage == Stage::InBlock) {
            const std::string block = std::to_string(progress.height.value);
            output.line(output.say("in block " + block, "已写入第 " + block + " 区块") + count);
        }
    };
}

std::string_view endName(End end) {
    switch (end) {
    case End::Stopped:
        return "proven";
    case End::OverBefore:
        return "overBefore";
    case End::OnItsWay:
        return "waiting";
    case End::Refused:
        break;
    }
    return "refused";
}

std::string refusalNameOf(const wallet::RevokeOutcome& outcome) {
    return std::string(registry::refusalName(static_cast<registry::Refusal>(outcome.refusal)));
}

std::string endText(const Output& output, const wallet::RevokeOutcome& outcome) {
    switch (outcome.end) {
    case End::Stopped: {
        const std::string block = std::to_string(outcome.height.value);
        return output.say("stopped in block " + block, "已在第 " + block + " 区块停止");
    }
    case End::OverBefore:
        return output.say("was over before", "此前已结束");
    case End::OnItsWay:
        return output.say("signed and kept, not proven yet", "已签名并保存，尚未证明");
    case End::Refused:
        break;
    }
    return output.say("stands: refused ", "仍然有效：被拒绝 ") + refusalNameOf(outcome);
}

JsonObject outcomeJson(const wallet::RevokeOutcome& outcome) {
    JsonObject json;
    json.text("id", outcome.grant.hex()).text("stage", endName(outcome.end));
    if (outcome.end == End::Stopped) {
        json.number("block", outcome.height.value)
            .text("transaction", outcome.transaction.hex())
            .text("time", toRfc3339(outcome.blockTime));
    }
    if (outcome.end == End::Refused) {
        json.text("refusal", refusalNameOf(outcome));
    }
    return json;
}

/// What became of them, and an exit code that tells whether all is over.
ExitCode tell(const Output& output, const wallet::RevokeReport& report) {
    const auto& outcomes = report.outcomes;
    JsonList list;
    for (const wallet::RevokeOutcome& outcome : outcomes) {
        list.object(outcomeJson(outcome));
        if (outcomes.size() > 1 || outcome.end != End::Stopped) {
            output.line("  " + shortId(outcome.grant.view()) + "  " + endText(output, outcome));
        }
    }
    JsonObject answer = outcomes.size() == 1 ? outcomeJson(outcomes.front()) : JsonObject();
    answer.flag("sent", true).list("grants", list);
    const std::string of = std::to_string(report.over()) + " / " + std::to_string(outcomes.size());
    if (report.over() == outcomes.size()) {
        output.line(output.say("proven", "已证明") + (outcomes.size() > 1 ? " (" + of + ")" : ""));
        output.json(answer);
        return ExitCode::Done;
    }
    const auto refused = std::find_if(outcomes.begin(), outcomes.end(),
                                      [](const auto& one) { return one.end == End::Refused; });
    if (refused != outcomes.end()) {
        return output.problem(
            {ExitCode::Refused, "Refused", refusalNameOf(*refused),
             output.say("Not all are taken back (" + of + "); the others stand as listed.",
                        "未全部撤销（" + of + "）；其余仍如上所列。"),
             output.say("Say “revoke” with those ids to try again.", "可用这些编号再次 revoke。")},
            answer);
    }
    return output.problem(
        {ExitCode::Ledger,
         "waiting",
         {},
         output.say("It is signed and kept, and nothing has proven it yet (" + of + ").",
                    "已签名并保存，但尚未得到证明（" + of + "）。"),
         output.say("The next start sends it on; “outbox” shows where it stands.",
                    "下次启动会继续发送；用 outbox 查看进度。")},
        answer);
}

} // namespace

Result<ExitCode> runRevoke(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    ASSIGN_OR_RETURN(auto chosen, choose(context, open));
    if (const auto* exit = std::get_if<ExitCode>(&chosen)) {
        return *exit;
    }
    const auto grants = std::get<std::vector<StandingGrant>>(std::move(chosen));
    if (grants.empty()) {
        output.line(output.say("There is nothing to take back.", "没有可撤销的授权。"));
        output.json(JsonObject().flag("sent", false).list("grants", {}));
        return ExitCode::Done;
    }
    sayChosen(context, open, grants);
    std::vector<GrantId> ids;
    JsonList list;
    for (const StandingGrant& one : grants) {
        ids.push_back(one.stored.id);
        list.object(JsonObject()
                        .text("id", one.stored.id.hex())
                        .text("sentence", sentenceOf(context, open, one)));
    }
    if (context.arguments.has("--dry-run")) {
        output.line(output.say("Nothing was sent.", "没有发送任何内容。"));
        output.json(JsonObject().flag("sent", false).list("grants", list));
        return ExitCode::Done;
    }
    if (const auto problem = open.consortiumProblem(output)) {
        return output.problem(*problem);
    }
    ASSIGN_OR_RETURN(
        const wallet::RevokeReport report,
        wallet::RevokeGrants(open.wallet()).revoke(open.patient(), ids, stagePrinter(output)));
    RETURN_IF_ERROR(open.saveTrust());
    return tell(output, report);
}

} // namespace consentry::cli
