#include "app/cli/ledger_text.h"

#include "app/cli/local_time.h"
#include "core/wallet/sync_log.h"

namespace consentry::cli {
namespace {

using light_client::ConsortiumProfile;

std::string nameIn(const ConsortiumProfile& profile, const PartyId& party, const Output& output) {
    const auto* organization = profile.organization(party);
    return organization == nullptr ? party.hex().substr(0, 8)
                                   : output.say(organization->nameEn, organization->nameZh);
}

std::string troubleText(BackOff::Reason reason, const Output& output) {
    switch (reason) {
    case BackOff::Reason::Silent:
        return output.say("does not answer", "没有应答");
    case BackOff::Reason::Behind:
        return output.say("is behind the others", "落后于其他节点");
    case BackOff::Reason::Misled:
        return output.say("gave an answer that does not check", "给出了核对不上的答复");
    case BackOff::Reason::None:
        break;
    }
    return output.say("answers", "正常");
}

std::string_view troubleName(BackOff::Reason reason) {
    switch (reason) {
    case BackOff::Reason::Silent:
        return "silent";
    case BackOff::Reason::Behind:
        return "behind";
    case BackOff::Reason::Misled:
        return "misled";
    case BackOff::Reason::None:
        break;
    }
    return "none";
}

/// One that was not asked since the vault was opened is neither good nor bad.
void sayServers(const Output& output, const ConsortiumProfile& profile, std::string_view title,
                const std::vector<NodeHealth>& servers) {
    output.line(title);
    for (const NodeHealth& server : servers) {
        const bool wasAsked = server.newest || server.trouble != BackOff::Reason::None;
        output.line(
            "  " + nameIn(profile, server.organization, output) + "  " + server.host + "  " +
            (wasAsked ? troubleText(server.trouble, output) : output.say("not asked", "未询问")));
    }
}

JsonList serversJson(const std::vector<NodeHealth>& servers) {
    JsonList list;
    for (const NodeHealth& server : servers) {
        JsonObject one;
        one.text("organization", server.organization.hex())
            .text("host", server.host)
            .text("trouble", troubleName(server.trouble));
        if (server.newest) {
            one.number("block", server.newest->value);
        }
        list.object(one);
    }
    return list;
}

std::int64_t ageSeconds(simulation::DemoSession& session) {
    wallet::WalletContext& wallet = session.wallet();
    const auto age = wallet.clock.now() - wallet.ledger.trusted().header().time().toInstant();
    return std::chrono::floor<std::chrono::seconds>(age).count();
}

} // namespace

Worth worthOf(VerifiedLedger& ledger, BlockHeight height) {
    if (ledger.assurance().level == Assurance::Level::NotCompared) {
        return Worth::Demonstration;
    }
    return wallet::isConfirmed(ledger, height) ? Worth::Confirmed : Worth::Unconfirmed;
}

std::string_view worthName(Worth worth) {
    switch (worth) {
    case Worth::Demonstration:
        return "demonstration";
    case Worth::Confirmed:
        return "verified";
    case Worth::Unconfirmed:
        break;
    }
    return "unconfirmed";
}

std::string worthText(const Output& output, VerifiedLedger& ledger, Worth worth,
                      const consent::Names& names) {
    switch (worth) {
    case Worth::Demonstration:
        return output.say("checked (demonstration)", "已核对（演示）");
    case Worth::Unconfirmed:
        return output.say("checked, but no other organisation has confirmed it yet",
                          "已核对，但还没有其他机构确认");
    case Worth::Confirmed:
        break;
    }
    std::string who;
    for (const PartyId& party : ledger.assurance().agreeing) {
        who += (who.empty() ? "" : output.say(", ", "、")) +
               names.nameOf(party, output.wording()).name;
    }
    return output.say("verified", "已验证") +
           (who.empty() ? "" : output.say("; the same is shown by ", "，所见相同的有") + who);
}

void sayLedger(const CommandContext& context, simulation::DemoSession& session) {
    const Output& output = context.output;
    const ConsortiumProfile& profile = *session.profile();
    const auto& head = session.wallet().ledger.trusted().header();
    const std::string block = std::to_string(head.height().value);
    const std::string age = std::to_string(ageSeconds(session));
    output.line(output.say("Consortium ", "联盟 ") + profile.chainId +
                output.say(": block " + block + " of ", "：第 " + block + " 区块，") +
                localText(head.time().toInstant(), context.zone) +
                output.say(", " + age + " s ago", "，" + age + " 秒前"));
    sayServers(output, profile, output.say("Nodes", "节点"), session.nodes());
    sayServers(output, profile, output.say("Witnesses", "见证"), session.witnesses());
}

JsonObject ledgerJson(simulation::DemoSession& session) {
    VerifiedLedger& ledger = session.wallet().ledger;
    const auto& head = ledger.trusted().header();
    return JsonObject()
        .text("chain", session.profile()->chainId)
        .number("profile", session.profile()->number)
        .number("block", head.height().value)
        .text("time", toRfc3339(head.time().toInstant()))
        .raw("ageSeconds", std::to_string(ageSeconds(session)))
        .text("worth", worthName(worthOf(ledger, BlockHeight(head.height().value - 1))))
        .list("nodes", serversJson(session.nodes()))
        .list("witnesses", serversJson(session.witnesses()));
}

wallet::OnActProgress stagePrinter(const Output& output) {
    return [&output](const wallet::ActProgress& progress) {
        if (progress.stage == wallet::ActProgress::Stage::Signed) {
            output.line(output.say("signed", "已签名"));
        } else if (progress.stage == wallet::ActProgress::Stage::Sent) {
            output.line(output.say("sent", "已发送"));
        }
    };
}

} // namespace consentry::cli
