#include "app/cli/log_text.h"

#include "app/cli/grant_words.h"
#include "app/cli/local_time.h"
#include "core/registry/object_ids.h"
#include "core/registry/refusal.h"
#include "core/wallet/log_words.h"

#include <map>

namespace consentry::cli {
namespace {

using registry::LogEventType;
using wallet::EntryKind;
using wallet::LogEntry;

constexpr std::size_t titlesShown = 3;

std::string_view kindSign(EntryKind kind) {
    switch (kind) {
    case EntryKind::ByRule:
        return "●";
    case EntryKind::Emergency:
        return "▲";
    case EntryKind::NoRule:
        return "■";
    case EntryKind::Refused:
        return "○";
    case EntryKind::Own:
        return "◦";
    case EntryKind::Act:
        break;
    }
    return "·";
}

std::string_view bodyName(BodyState state) {
    switch (state) {
    case BodyState::None:
        return "none";
    case BodyState::Opened:
        return "opened";
    case BodyState::Waiting:
        return "waiting";
    case BodyState::Missing:
        return "missing";
    case BodyState::Mismatch:
        return "mismatch";
    case BodyState::CannotOpen:
        break;
    }
    return "cannotOpen";
}

std::string actText(const Output& output, LogEventType type) {
    switch (type) {
    case LogEventType::RegisterParty:
        return output.say("registered; this log began", "完成登记，日志开始");
    case LogEventType::AddKey:
        return output.say("added a device", "添加了设备");
    case LogEventType::RemoveKey:
        return output.say("removed a device", "移除了设备");
    case LogEventType::SetMailboxes:
        return output.say("changed the mailboxes", "更改了信箱");
    case LogEventType::Freeze:
        return output.say("froze a key", "冻结了密钥");
    case LogEventType::Unfreeze:
        return output.say("released a frozen key", "解冻了密钥");
    case LogEventType::Link:
        return output.say("joined a hospital", "关联了医院");
    case LogEventType::Unlink:
        return output.say("left a hospital", "取消关联医院");
    case LogEventType::SetLogKey:
        return output.say("began a new epoch of the log", "更换了日志密钥");
    case LogEventType::SetPatientPolicy:
        return output.say("changed the standing rules", "更改了长期规则");
    case LogEventType::Grant:
        return output.say("gave a grant", "给出授权");
    case LogEventType::Revoke:
        return output.say("took a grant back", "撤销授权");
    case LogEventType::RequestAccess:
        return output.say("asked for access", "请求授权");
    case LogEventType::CloseRequest:
        return output.say("closed a request", "关闭了请求");
    case LogEventType::AnchorBatch:
        return output.say("anchored records", "锚定了记录");
    case LogEventType::AmendRecord:
        return output.say("amended a record", "修正了记录");
    case LogEventType::Tombstone:
        return output.say("deleted a record", "删除了记录");
    case LogEventType::Access:
        return output.say("accessed records", "调阅了记录");
    case LogEventType::EmergencyAccess:
        return output.say("opened an emergency", "发起紧急调阅");
    case LogEventType::ReviewEmergency:
        return output.say("reviewed an emergency", "审查了紧急调阅");
    case LogEventType::DisputeAccess:
        return output.say("disputed an access", "对调阅提出异议");
    case LogEventType::AnswerDispute:
        return output.say("answered a dispute", "答复了异议");
    case LogEventType::NotDelivered:
        return output.say("says that an access was never answered", "声明一次调阅并未交付");
    case LogEventType::DenialCount:
        return output.say("counts further refusals", "汇总了更多被拒请求");
    }
    return output.say("did something that this program does not know", "有本程序不认识的操作");
}

std::string purposeText(const std::string& code, const Output& output) {
    const auto purpose = consent::Purpose::fromCode(code);
    return purpose ? std::string(purpose->name().in(output.wording())) : code;
}

/// "Glucose ×12, HbA1c ×3, …".
std::string titlesText(const AccessBody& body, const Output& output) {
    std::map<std::string, std::size_t> counts;
    std::vector<std::string> order;
    for (const ReleasedItem& item : body.items) {
        if (counts[item.title]++ == 0) {
            order.push_back(item.title);
        }
    }
    std::string text;
    for (std::size_t i = 0; i < order.size() && i < titlesShown; ++i) {
        text += (i == 0 ? "" : output.say(", ", "、")) + order[i] + " ×" +
                std::to_string(counts[order[i]]);
    }
    return order.size() > titlesShown ? text + output.say(", …", "……") : text;
}

std::string readerText(OpenWallet& open, const Output& output, const LogEntry& entry) {
    const AccessBody& body = *entry.access;
    if (!body.reader.nameEn.empty() || !body.reader.nameZh.empty()) {
        return open.names().text(body.reader, output.wording());
    }
    return entry.request ? open.names().text(entry.request->reader, output.wording())
                         : output.say("somebody", "某人");
}

std::string basisText(OpenWallet& open, const Output& output, const LogEntry& entry) {
    if (!entry.request || !entry.request->basisId ||
        entry.request->basis != consent::Basis::Grant) {
        return {};
    }
    const std::string title = grantTitle(open, *entry.request->basisId, output.wording());
    return output.say(" · grant ", " · 授权 ") + shortId(entry.request->basisId->view()) +
           (title.empty() ? "" : output.say(" (", "（") + title + output.say(")", "）"));
}

std::string accessText(OpenWallet& open, const Output& output, const LogEntry& entry) {
    const std::string place = open.names().text(entry.writer, output.wording());
    if (!entry.access) {
        return place + output.say(" logged an access; its details are missing",
                                  "记录了一次调阅，但缺少详情");
    }
    const AccessBody& body = *entry.access;
    const std::string who = readerText(open, output, entry);
    const std::string purpose =
        entry.request ? purposeText(entry.request->purpose, output) : std::string();
    if (entry.kind == EntryKind::Refused) {
        return output.say(who + " asked " + place + " for " + purpose + " and was refused: ",
                          who + "为了" + purpose + "向" + place + "请求，被拒绝：") +
               wallet::whyRefused(entry, output.wording()) + basisText(open, output, entry);
    }
    const std::string count = std::to_string(body.matched);
    const std::string_view noun = body.matched == 1 ? " record" : " records";
    const std::string titles = titlesText(body, output);
    std::string text = output.say(who + " read " + count + std::string(noun) + " at " + place +
                                      " for " + purpose + (titles.empty() ? "" : ": " + titles),
                                  who + "为了" + purpose + "在" + place + "读取了 " + count +
                                      " 条记录" + (titles.empty() ? "" : "：" + titles)) +
                       basisText(open, output, entry);
    if (entry.kind == EntryKind::NoRule) {
        text += output.say(" — no grant of yours allows this", " —— 你的任何授权都不允许");
    }
    return text;
}

/// The hospital behind a link's id, as the ledger proves it; empty where none has it now.
std::string linkedHospital(OpenWallet& open, const LogEntry& entry, consent::Language language) {
    wallet::WalletContext& wallet = open.wallet();
    for (const auto& organization : open.consortium().organizations()) {
        const auto link = wallet.ledger.object<registry::LinkState>(
            registry::linkKey(wallet.chainId(), open.patient().party, organization.party));
        if (link && *link && registry::idCast<Digest>((*link)->linkId) == entry.objectId) {
            return open.names().text(organization.party, language);
        }
    }
    return {};
}

} // namespace

std::string grantTitle(OpenWallet& open, const Digest& id, consent::Language language) {
    const auto stored = open.vault().grants().find(registry::idCast<GrantId>(id));
    if (!stored) {
        return {};
    }
    const auto grant = openedGrant(*stored);
    return grant ? consent::scopeTitle(*grant, language) : stored->title;
}

std::string entryText(const CommandContext& context, OpenWallet& open,
                      const wallet::LogEntry& entry) {
    const Output& output = context.output;
    std::string text =
        std::string(kindSign(entry.kind)) + " " + localText(entry.at, context.zone) + "  ";
    if (entry.type == LogEventType::Access) {
        return text + accessText(open, output, entry);
    }
    if (entry.emergency) {
        return text + open.names().text(entry.emergency->requester, output.wording()) +
               output.say(" opened an emergency at ", "发起紧急调阅，地点：") +
               open.names().text(entry.writer, output.wording()) + output.say(": ", "，理由：") +
               entry.emergency->reason;
    }
    text += open.names().text(entry.writer, output.wording()) + output.say(" ", "") +
            actText(output, entry.type);
    if (entry.dispute) {
        const std::string number = std::to_string(entry.dispute->row.value + 1);
        return text + output.say(" (entry " + number + "): ", "（第 " + number + " 条）：") +
               entry.dispute->words;
    }
    const bool isLink = entry.type == LogEventType::Link || entry.type == LogEventType::Unlink;
    const std::string title = isLink ? linkedHospital(open, entry, output.wording())
                                     : grantTitle(open, entry.objectId, output.wording());
    return title.empty() ? text : text + output.say(": ", "：") + title;
}

JsonObject entryJson(const CommandContext& context, OpenWallet& open,
                     const wallet::LogEntry& entry) {
    const Output& output = context.output;
    JsonObject json;
    json.number("number", entry.seq.value + 1)
        .text("time", toRfc3339(entry.at))
        .number("block", entry.height.value)
        .text("kind", wallet::kindName(entry.kind))
        .text("type", registry::logEventTypeName(entry.type))
        .text("result", registry::refusalName(static_cast<registry::Refusal>(entry.result)))
        .text("writer", open.names().text(entry.writer, output.wording()))
        .text("writerParty", entry.writer.hex())
        .text("object", entry.objectId.hex())
        .text("details", bodyName(entry.body))
        .text("text", entryText(context, open, entry));
    if (entry.access) {
        JsonList items;
        for (const ReleasedItem& item : entry.access->items) {
            items.object(JsonObject()
                             .text("digest", item.digest.hex())
                             .text("type", item.resourceType)
                             .text("title", item.title));
        }
        json.text("reader", readerText(open, output, entry))
            .flag("permitted", entry.access->permitted && entry.result == 0)
            .text("rule", consent::ruleName(static_cast<consent::Rule>(entry.access->rule)))
            .number("matched", entry.access->matched)
            .list("items", items);
    }
    if (entry.request) {
        json.text("readerParty", entry.request->reader.hex())
            .text("purpose", entry.request->purpose);
        if (entry.request->basisId) {
            json.text("basis", entry.request->basisId->hex());
        }
    }
    if (entry.dispute) {
        json.number("disputed", entry.dispute->row.value + 1).text("words", entry.dispute->words);
    }
    if (entry.emergency) {
        json.text("reader", open.names().text(entry.emergency->requester, output.wording()))
            .text("reason", entry.emergency->reason);
    }
    return json;
}

} // namespace consentry::cli
