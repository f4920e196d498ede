// What the people of an organisation do for the consortium: look, prepare, propose, sign, rotate
// keys, leave (protocol §9). Needs a vault of the consortium, but none of its patient's keys.
#include "app/cli/commands/commands.h"
#include "app/cli/governance_text.h"
#include "app/cli/ledger_text.h"
#include "app/cli/local_time.h"
#include "app/cli/organization_keys.h"
#include "core/hospital/action_file.h"
#include "core/hospital/govern.h"
#include "core/registry/object_ids.h"
#include "core/wallet/governance_words.h"

#include <charconv>

namespace consentry::cli {
namespace {

using hospital::Govern;
using hospital::GovernanceAnswer;

constexpr std::size_t idDigitsMin = 4;

/// An open vault and what its consortium decided so far.
struct Opened {
    std::unique_ptr<simulation::DemoSession> session;
    ConsortiumFacts facts;

    VerifiedLedger& ledger() { return session->wallet().ledger; }
    GovernanceReader reader() { return GovernanceReader(ledger()); }
    Govern govern() { return {ledger(), session->wallet().clock}; }
};

ExitCode decidesNothing(const Output& output) {
    return output.problem({ExitCode::Refused, "notGoverned", "NOT_GOVERNED",
                           output.say("On this chain the organisations decide nothing together.",
                                      "这条链上的机构不能共同作出决定。"),
                           output.say("It began without a list of its validators.",
                                      "它的创世文件没有列出验证节点。")});
}

/// The vault with the facts, or the exit code of what was said already.
struct OpenedOrExit {
    std::optional<Opened> opened;
    ExitCode exit = ExitCode::Done;
};

Result<OpenedOrExit> open(const CommandContext& context) {
    ASSIGN_OR_RETURN(auto session, openSession(context));
    Opened opened{std::move(session), {}};
    auto facts = opened.reader().facts();
    if (!facts && facts.error().code == ErrorCode::NotFound) {
        return OpenedOrExit{std::nullopt, decidesNothing(context.output)};
    }
    ASSIGN_OR_RETURN(opened.facts, std::move(facts));
    RETURN_IF_ERROR(opened.session->saveTrust());
    return OpenedOrExit{std::move(opened)};
}

std::string dayText(const CommandContext& context, Instant time) {
    return localText(time, context.zone);
}

ExitCode badWord(const Output& output, const std::string& word) {
    return output.usage(
        output.say("“" + word + "” names nothing here.", "这里没有“" + word + "”。"),
        output.say("“org show” and “org pending” list what there is.",
                   "用 org show 和 org pending 查看。"));
}

Govern::OnStage stages(const Output& output) {
    return [&output](SubmitStage stage) {
        if (stage == SubmitStage::Sent) {
            output.line(output.say("signed and sent", "已签名并发送"));
        }
    };
}

JsonObject proposalJson(const ProposalFacts& proposal, const Opened& opened) {
    JsonList approvals;
    for (std::size_t i = 0; i < proposal.counts.size(); ++i) {
        const PartyId& organization = proposal.state.approvals[i].organization;
        approvals.object(JsonObject()
                             .text("organization", organization.hex())
                             .text("name", memberName(opened.facts, organization))
                             .flag("counts", proposal.counts[i]));
    }
    JsonObject one;
    one.text("id", proposal.id.hex())
        .object("action", actionJson(proposal.state.action, opened.facts))
        .text("proposer", proposal.state.proposer.hex())
        .text("from", toRfc3339(proposal.state.from))
        .text("until", toRfc3339(proposal.state.until))
        .list("approvals", approvals)
        .number("counted", proposal.counted())
        .number("needed", opened.facts.needed);
    return one;
}

void sayProposal(const CommandContext& context, const ProposalFacts& proposal,
                 const Opened& opened) {
    const Output& output = context.output;
    const std::string counted = std::to_string(proposal.counted());
    const std::string needed = std::to_string(opened.facts.needed);
    output.line(shortId(proposal.id.view()) + "  " +
                actionText(output, proposal.state.action, opened.facts));
    output.line(output.say("    " + counted + " of " + needed + " approvals, until ",
                           "    已有 " + counted + " 个同意，需要 " + needed + " 个，截止 ") +
                dayText(context, proposal.state.until));
    for (std::size_t i = 0; i < proposal.counts.size(); ++i) {
        output.line(
            "      " + memberName(opened.facts, proposal.state.approvals[i].organization) +
            (proposal.counts[i] ? "" : output.say(" (does not count any more)", "（不再计入）")));
    }
}

/// The action that the words of “org propose” stand for, or the exit code of what was said.
struct ActionOrExit {
    std::optional<registry::GovernanceAction> action;
    ExitCode exit = ExitCode::Usage;
};

std::optional<std::uint64_t> wholeNumber(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return isWhole && !text.empty() ? std::optional(number) : std::nullopt;
}

ActionOrExit settingsOf(const CommandContext& context) {
    registry::SetParameters set;
    const auto& words = context.arguments.positional;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::size_t equals = words[i].find('=');
        const auto value = equals == std::string::npos
                               ? std::nullopt
                               : wholeNumber(std::string_view(words[i]).substr(equals + 1));
        if (!value || *value > 0xFFFF'FFFFU ||
            !setParameter(set, std::string_view(words[i]).substr(0, equals),
                          static_cast<std::uint32_t>(*value))) {
            return {std::nullopt, badWord(context.output, words[i])};
        }
    }
    return {set};
}

Result<ActionOrExit> leavingOf(const CommandContext& context, const ConsortiumFacts& facts,
                               const PartyId& organization) {
    registry::LeaveOrganization leave{organization, std::nullopt};
    if (const auto successor = context.arguments.value("--successor")) {
        const MemberFacts* named = memberNamed(facts, *successor);
        if (named == nullptr) {
            return ActionOrExit{std::nullopt, badWord(context.output, *successor)};
        }
        leave.successor = named->organization;
    }
    return ActionOrExit{leave};
}

Result<ActionOrExit> wantedAction(const CommandContext& context, const ConsortiumFacts& facts) {
    const auto& words = context.arguments.positional;
    const std::string& kind = words.front();
    if (kind == "set" && words.size() > 1) {
        return settingsOf(context);
    }
    if (kind == "upgrade" && words.size() == 3) {
        const auto height = wholeNumber(words[1]);
        const auto version = wholeNumber(words[2]);
        if (height && version) {
            return ActionOrExit{registry::Upgrade{BlockHeight(*height), *version}};
        }
    }
    if (words.size() != 2) {
        return ActionOrExit{std::nullopt, badWord(context.output, kind)};
    }
    if (kind == "file") {
        ASSIGN_OR_RETURN(const Bytes text, readSmallFile(words[1], hospital::actionFileBytesMax));
        ASSIGN_OR_RETURN(auto action, hospital::decodeActionFile(text));
        return ActionOrExit{std::move(action)};
    }
    const MemberFacts* member = memberNamed(facts, words[1]);
    if (member == nullptr) {
        return ActionOrExit{std::nullopt, badWord(context.output, words[1])};
    }
    if (kind == "leave") {
        return leavingOf(context, facts, member->organization);
    }
    if (kind == "end-validator" && member->validator) {
        return ActionOrExit{
            registry::UpdateValidators{member->organization, member->validator, std::nullopt}};
    }
    return ActionOrExit{std::nullopt, badWord(context.output, kind)};
}

ExitCode sayAnswer(const CommandContext& context, const GovernanceAnswer& answer) {
    const Output& output = context.output;
    const std::string block = std::to_string(answer.height.value);
    JsonObject object;
    if (answer.proposal) {
        object.text("id", answer.proposal->hex());
        output.line(output.say("proposal ", "提案 ") + shortId(answer.proposal->view()));
    }
    output.line(answer.decided
                    ? output.say("It took effect in block " + block + ".",
                                 "已在第 " + block + " 区块生效。")
                    : output.say("It is in block " + block + "; more approvals are needed.",
                                 "已写入第 " + block + " 区块；还需要更多同意。"));
    output.json(object.text("stage", "proven")
                    .number("block", answer.height.value)
                    .flag("decided", answer.decided));
    return ExitCode::Done;
}

ExitCode keySaysNothing(const Output& output) {
    return output.problem(
        {ExitCode::Refused,
         "notPermitted",
         {},
         output.say("This is no governance key of a member.", "这不是任何成员的治理密钥。"),
         output.say("Name the file of the organisation's governance key by --governance.",
                    "请用 --governance 指明机构治理密钥的文件。")});
}

/// What the answer says, or why nothing was signed.
Result<ExitCode> finish(const CommandContext& context, Opened& opened,
                        const Result<GovernanceAnswer>& answer) {
    if (!answer) {
        return answer.error().code == ErrorCode::NotPermitted
                   ? Result<ExitCode>(keySaysNothing(context.output))
                   : fail(answer.error());
    }
    RETURN_IF_ERROR(opened.session->saveTrust());
    return sayAnswer(context, *answer);
}

} // namespace

Result<ExitCode> runOrgShow(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(auto found, open(context));
    if (!found.opened) {
        return found.exit;
    }
    Opened& opened = *found.opened;
    const ConsortiumFacts& facts = opened.facts;
    const std::string count = std::to_string(facts.members.size());
    const std::string needed = std::to_string(facts.needed);
    output.line(output.say(count + " organisations; " + needed + " of them decide",
                           count + " 个机构，" + needed + " 个同意即可作出决定"));
    JsonList members;
    for (const MemberFacts& member : facts.members) {
        std::string line = "  " + shortId(member.organization.view()) + "  " + member.name;
        line += member.validator ? output.say(", makes blocks", "，参与出块") : "";
        line += member.mailbox ? output.say(", keeps mailboxes", "，提供信箱") : "";
        if (member.leavesAt) {
            line += output.say(", leaves on ", "，退出日期 ") + dayText(context, *member.leavesAt);
        }
        output.line(line);
        JsonObject one;
        one.text("party", member.organization.hex()).text("name", member.name);
        one.flag("mailbox", member.mailbox);
        if (member.leavesAt) {
            one.text("leaves", toRfc3339(*member.leavesAt));
        }
        if (member.validator) {
            one.text("validator", member.validator->hex());
        }
        members.object(one);
    }
    const registry::SetParameters parameters = parametersOf(facts.params);
    output.line(wallet::parametersText(parameters));
    const std::uint64_t version = facts.upgrade.versionAt(facts.height);
    JsonObject rules;
    rules.number("version", version);
    output.line(output.say("rules of version ", "规则版本 ") + std::to_string(version));
    if (const auto upgrade = facts.comingUpgrade()) {
        rules.number("next", upgrade->version).number("from", upgrade->height.value);
        output.line(actionText(output, *upgrade, facts));
    }
    output.json(JsonObject()
                    .text("chain", opened.ledger().chainId())
                    .number("block", facts.height.value)
                    .text("time", toRfc3339(facts.time))
                    .text("worth", worthName(worthOf(opened.ledger(), facts.height)))
                    .number("needed", facts.needed)
                    .list("members", members)
                    .object("parameters", parametersJson(parameters))
                    .object("rules", rules));
    return ExitCode::Done;
}

Result<ExitCode> runOrgPending(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(auto found, open(context));
    if (!found.opened) {
        return found.exit;
    }
    Opened& opened = *found.opened;
    ASSIGN_OR_RETURN(const auto pending, opened.reader().pending());
    if (pending.empty()) {
        output.line(output.say("Nothing is proposed.", "目前没有提案。"));
    }
    JsonList proposals;
    for (const ProposalFacts& proposal : pending) {
        sayProposal(context, proposal, opened);
        proposals.object(proposalJson(proposal, opened));
    }
    output.json(JsonObject()
                    .number("block", opened.facts.height.value)
                    .text("worth", worthName(worthOf(opened.ledger(), opened.facts.height)))
                    .number("needed", opened.facts.needed)
                    .list("proposals", proposals));
    return ExitCode::Done;
}

Result<ExitCode> runOrgPropose(const CommandContext& context) {
    ASSIGN_OR_RETURN(const SigningKey key, governanceKeyOf(context.arguments));
    ASSIGN_OR_RETURN(auto found, open(context));
    if (!found.opened) {
        return found.exit;
    }
    Opened& opened = *found.opened;
    ASSIGN_OR_RETURN(auto wanted, wantedAction(context, opened.facts));
    if (!wanted.action) {
        return wanted.exit;
    }
    context.output.line(actionText(context.output, *wanted.action, opened.facts));
    return finish(context, opened,
                  opened.govern().propose(key, std::move(*wanted.action), stages(context.output)));
}

Result<ExitCode> runOrgSign(const CommandContext& context) {
    ASSIGN_OR_RETURN(const SigningKey key, governanceKeyOf(context.arguments));
    ASSIGN_OR_RETURN(auto found, open(context));
    if (!found.opened) {
        return found.exit;
    }
    Opened& opened = *found.opened;
    const std::string& word = context.arguments.positional.front();
    ASSIGN_OR_RETURN(const auto pending, opened.reader().pending());
    const ProposalFacts* wanted = nullptr;
    for (const ProposalFacts& proposal : pending) {
        if (word.size() >= idDigitsMin && proposal.id.hex().starts_with(word)) {
            if (wanted != nullptr) {
                return badWord(context.output, word); // more than one begins so
            }
            wanted = &proposal;
        }
    }
    if (wanted == nullptr) {
        return badWord(context.output, word);
    }
    sayProposal(context, *wanted, opened);
    return finish(context, opened,
                  opened.govern().approve(key, wanted->id, stages(context.output)));
}

Result<ExitCode> runOrgLeave(const CommandContext& context) {
    ASSIGN_OR_RETURN(const SigningKey key, governanceKeyOf(context.arguments));
    ASSIGN_OR_RETURN(auto found, open(context));
    if (!found.opened) {
        return found.exit;
    }
    Opened& opened = *found.opened;
    const MemberFacts* member = memberNamed(opened.facts, context.arguments.positional.front());
    if (member == nullptr) {
        return badWord(context.output, context.arguments.positional.front());
    }
    ASSIGN_OR_RETURN(const auto wanted, leavingOf(context, opened.facts, member->organization));
    if (!wanted.action) {
        return wanted.exit;
    }
    context.output.line(actionText(context.output, *wanted.action, opened.facts));
    return finish(context, opened,
                  opened.govern().actAlone(key,
                                           std::get<registry::LeaveOrganization>(*wanted.action),
                                           stages(context.output)));
}

Result<ExitCode> runOrgPrepare(const CommandContext& context) {
    const Output& output = context.output;
    const std::string& kind = context.arguments.positional[0];
    const std::string& file = context.arguments.positional[1];
    const auto folder = context.arguments.value("--member");
    if (!folder || (kind != "join" && kind != "validator")) {
        return output.usage(output.say("What is prepared is join or validator, with --member DIR.",
                                       "可以准备 join 或 validator，并用 --member 指明文件夹。"),
                            "");
    }
    ASSIGN_OR_RETURN(const hospital::OrganizationCard card, readMemberCard(*folder));
    std::optional<registry::GovernanceAction> action;
    if (kind == "join") {
        ASSIGN_OR_RETURN(const SigningKey key, governanceKeyIn(context.arguments, *folder));
        ASSIGN_OR_RETURN(action, hospital::joiningOf(card, key));
    } else {
        std::optional<SigningPublicKey> replaced;
        if (const auto old = context.arguments.value("--replaces")) {
            ASSIGN_OR_RETURN(replaced, SigningPublicKey::fromHexText(*old));
        }
        action = hospital::validatorOf(card, replaced);
    }
    RETURN_IF_ERROR(writeSmallFile(context.files, file, hospital::encodeActionFile(*action)));
    output.line(output.say("Give this file to a member, who proposes it: ",
                           "请把这个文件交给一个成员，由其提出：") +
                file);
    output.json(JsonObject()
                    .text("file", file)
                    .text("organization", hospital::partyOf(card).hex())
                    .text("kind", registry::transactionKindName(registry::actionKind(*action))));
    return ExitCode::Done;
}

Result<ExitCode> runOrgRotate(const CommandContext& context) {
    const Output& output = context.output;
    const auto folder = context.arguments.value("--member");
    const auto role = rotatedRole(context.arguments.positional.front());
    if (!folder || !role) {
        return output.usage(
            output.say("What is rotated is attestor or gateway, with --member DIR.",
                       "可以更换 attestor 或 gateway 的密钥，并用 --member 指明文件夹。"),
            output.say("A governance key is replaced by the others: “org propose”.",
                       "治理密钥由其他成员共同更换：org propose。"));
    }
    ASSIGN_OR_RETURN(const SigningKey key, governanceKeyIn(context.arguments, *folder));
    ASSIGN_OR_RETURN(auto found, open(context));
    if (!found.opened) {
        return found.exit;
    }
    Opened& opened = *found.opened;
    const std::string& chain = opened.ledger().chainId();
    ASSIGN_OR_RETURN(const SigningKey before, memberKey(*folder, *role));
    // Kept before it is registered: what happens then, the folder has the key that counts.
    ASSIGN_OR_RETURN(const SigningKey next, nextKey(context.files, *folder, chain, *role));
    ASSIGN_OR_RETURN(const hospital::OrganizationCard card, readMemberCard(*folder));
    const PartyId organization = hospital::partyOf(card);
    const auto roleOfKey = *role == hospital::OrganizationKeyRole::Gateway
                               ? registry::KeyRole::Gateway
                               : registry::KeyRole::Attestor;
    const registry::UpdateOrganization update{
        organization,
        {{roleOfKey, next.publicKey(), registry::signPossession(chain, organization, next)}},
        {registry::keyIdOf(chain, before.publicKey())},
        std::nullopt};
    // Where an earlier run was cut off after the ledger took the key, only the files are behind.
    ASSIGN_OR_RETURN(const auto registered,
                     opened.ledger().object<registry::KeyState>(
                         registry::keyKey(chain, registry::keyIdOf(chain, next.publicKey()))));
    const auto answer =
        registered
            ? Result<GovernanceAnswer>(GovernanceAnswer{std::nullopt, opened.facts.height, true})
            : opened.govern().actAlone(key, update, stages(output));
    if (answer) {
        RETURN_IF_ERROR(putInPlace(context.files, *folder, chain, *role, next));
    }
    return finish(context, opened, answer);
}

} // namespace consentry::cli
