#include "core/wallet/log_words.h"

#include "core/consent/wording.h"
#include "core/registry/log_event.h"
#include "core/registry/refusal.h"

namespace consentry::wallet {
namespace {

/// What a basis can come to between the hospital's decision and its place in a block.
consent::Term registryWords(registry::Refusal refusal) {
    switch (refusal) {
    case registry::Refusal::GrantRevoked:
        return {"The grant was taken back.", "授权已被撤销。"};
    case registry::Refusal::GrantNotStarted:
        return {"The grant had not begun.", "授权尚未开始。"};
    case registry::Refusal::GrantEnded:
        return {"The grant had ended.", "授权已结束。"};
    case registry::Refusal::UnknownGrant:
        return {"There is no such grant.", "没有这份授权。"};
    default:
        return {registry::refusalSentence(refusal), "各医院共同的规则不允许这次访问。"};
    }
}

} // namespace

std::string_view kindName(EntryKind kind) {
    switch (kind) {
    case EntryKind::ByRule:
        return "byRule";
    case EntryKind::Emergency:
        return "emergency";
    case EntryKind::NoRule:
        return "noRule";
    case EntryKind::Refused:
        return "refused";
    case EntryKind::Own:
        return "own";
    case EntryKind::Act:
        break;
    }
    return "act";
}

consent::Term kindWord(EntryKind kind) {
    switch (kind) {
    case EntryKind::ByRule:
        return {"by your rule", "按你的规则"};
    case EntryKind::Emergency:
        return {"emergency", "紧急"};
    case EntryKind::NoRule:
        return {"no rule", "无规则"};
    case EntryKind::Refused:
        return {"refused", "被拒绝"};
    case EntryKind::Own:
        return {"your own request", "你自己的请求"};
    case EntryKind::Act:
        break;
    }
    return {"no access", "不是调阅"};
}

std::string whyRefused(const LogEntry& entry, Language language) {
    if (entry.kind != EntryKind::Refused || !entry.access) {
        return {};
    }
    const auto rule = static_cast<consent::Rule>(entry.access->rule);
    if (!consent::isPermit(rule)) {
        return std::string(consent::ruleSentence(rule, language));
    }
    // The hospital had permitted it; at its place in the block the registry did not.
    return std::string(registryWords(static_cast<registry::Refusal>(entry.result)).in(language));
}

Result<std::string> rawEntry(LogStore& logs, const PartyId& patient, LogSequence seq) {
    ASSIGN_OR_RETURN(const LogRow row, logs.row(patient, seq));
    const auto event = registry::decodeLogEvent(row.event);
    if (!event) {
        return fail(ErrorCode::DamagedData, "log row: " + toString(event.error()));
    }
    std::string lines;
    const auto add = [&lines](std::string_view name, std::string_view value) {
        lines.append(name).append(": ").append(value) += '\n';
    };
    const auto addNumber = [&add](std::string_view name, std::uint64_t value) {
        add(name, std::to_string(value));
    };
    const auto addHexIfAny = [&add](std::string_view name, const auto& id) {
        if (id) {
            add(name, id->hex());
        }
    };
    addNumber("seq", event->seq.value);
    addNumber("epoch", event->epoch.value);
    addNumber("height", event->height.value);
    add("blockTime", toRfc3339(event->blockTime));
    addNumber("txIndex", event->txIndex);
    addNumber("itemIndex", event->itemIndex);
    add("txHash", event->txHash.hex());
    add("type", registry::logEventTypeName(event->type));
    add("actor", event->actor.hex());
    add("objectId", event->objectId.hex());
    addNumber("result", static_cast<std::uint64_t>(event->result));
    addHexIfAny("bodyDigest", event->bodyDigest);
    addHexIfAny("bodyCommit", event->bodyCommit);
    addHexIfAny("holder", event->holder);
    add("substitute", event->substitute ? "true" : "false");
    return lines + "CBOR: " + toHex(row.event);
}

} // namespace consentry::wallet
