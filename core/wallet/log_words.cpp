#include "core/wallet/log_words.h"

#include "core/consent/wording.h"
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
        return {registry::refusalSentence(refusal), "登记处拒绝了这次调阅。"};
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

} // namespace consentry::wallet
