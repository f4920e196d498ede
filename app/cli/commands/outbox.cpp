#include "core/wallet/outbox.h"
#include "app/cli/commands/commands.h"
#include "app/cli/local_time.h"
#include "core/registry/object_ids.h"
#include "core/registry/refusal.h"
#include "core/registry/transaction.h"

namespace consentry::cli {
namespace {

constexpr std::size_t shownMax = 50;
constexpr std::size_t searchedMax = 1000;
constexpr std::size_t prefixMin = 4;

std::string stateText(const PendingTransaction& pending, const Output& output) {
    const std::string block = std::to_string(pending.height.value);
    switch (pending.state) {
    case TransactionState::Queued:
        return output.say("waiting", "等待发送");
    case TransactionState::Sent:
        return output.say("sent", "已发送");
    case TransactionState::InBlock:
        return output.say("in block " + block, "在第 " + block + " 区块");
    case TransactionState::Proven:
        return output.say("proven, block " + block, "已证明，第 " + block + " 区块");
    case TransactionState::Refused:
        return output.say("refused ", "被拒绝 ") +
               std::string(registry::refusalName(static_cast<registry::Refusal>(pending.refusal)));
    case TransactionState::Expired:
        return output.say("expired", "已过期");
    case TransactionState::Withdrawn:
        break;
    }
    return output.say("withdrawn", "已收回");
}

std::string_view stateName(TransactionState state) {
    switch (state) {
    case TransactionState::Queued:
        return "waiting";
    case TransactionState::Sent:
        return "sent";
    case TransactionState::InBlock:
        return "inBlock";
    case TransactionState::Proven:
        return "proven";
    case TransactionState::Refused:
        return "refused";
    case TransactionState::Expired:
        return "expired";
    case TransactionState::Withdrawn:
        break;
    }
    return "withdrawn";
}

struct KindWords {
    std::string_view json;
    const char* english;
    const char* chinese;
};

KindWords kindOf(const PendingTransaction& pending) {
    switch (static_cast<registry::TransactionKind>(pending.type)) {
    case registry::TransactionKind::Revoke:
        return {"revocation", "takes back", "撤销"};
    case registry::TransactionKind::SetPatientPolicy:
        return {"rules", "rules for everyone", "对所有人的规则"};
    case registry::TransactionKind::DisputeAccess:
        return {"dispute", "objects to access", "对调阅提出异议"};
    default:
        return {"grant", "grant", "授权"};
    }
}

std::string titleOf(OpenWallet& open, const PendingTransaction& pending) {
    const auto grant = open.vault().grants().find(registry::idCast<GrantId>(pending.subject));
    return grant ? grant->title : std::string();
}

JsonObject pendingJson(OpenWallet& open, const PendingTransaction& pending) {
    JsonObject json;
    json.text("id", pending.hash.hex())
        .text("kind", kindOf(pending).json)
        .text("state", stateName(pending.state))
        .text("grant", pending.subject.hex())
        .textIfAny("title", titleOf(open, pending))
        .number("attempts", pending.attempts)
        .text("created", toRfc3339(pending.createdAt))
        .text("expires", toRfc3339(pending.expiresAt));
    if (pending.height.value > 0) {
        json.number("block", pending.height.value);
    }
    if (pending.state == TransactionState::Refused) {
        json.text("refusal",
                  registry::refusalName(static_cast<registry::Refusal>(pending.refusal)));
    }
    return json;
}

void sayPending(const CommandContext& context, OpenWallet& open,
                const PendingTransaction& pending) {
    const Output& output = context.output;
    output.line(shortId(pending.hash.view()) + "  " + localText(pending.createdAt, context.zone) +
                "  " + output.say(kindOf(pending).english, kindOf(pending).chinese) + " " +
                shortId(pending.subject.view()) + " " + titleOf(open, pending) + "  [" +
                stateText(pending, output) + "]");
}

/// The one whose id begins so; nothing where that is none or several.
Result<std::optional<PendingTransaction>> findPending(OpenWallet& open, const std::string& prefix) {
    std::optional<PendingTransaction> found;
    if (prefix.size() < prefixMin) {
        return found;
    }
    ASSIGN_OR_RETURN(const auto all, open.vault().transactions().newest(searchedMax));
    for (const PendingTransaction& pending : all) {
        if (pending.hash.hex().starts_with(prefix)) {
            if (found) {
                return std::optional<PendingTransaction>();
            }
            found = pending;
        }
    }
    return found;
}

ExitCode noSuchEntry(const Output& output) {
    return output.problem(
        {ExitCode::Other,
         "NotFound",
         {},
         output.say("No single entry of the outbox begins so.", "发件箱里没有唯一以此开头的条目。"),
         output.say("“outbox” lists them; give at least four digits.",
                    "用 outbox 查看；请至少写四位。")});
}

/// Without sending anything on the way.
Result<OpenWallet> openQuietly(const CommandContext& context) {
    ASSIGN_OR_RETURN(auto session, openSession(context));
    return OpenWallet::over(std::move(session));
}

Result<ExitCode> showOne(const CommandContext& context, OpenWallet& open, const TxHash& hash) {
    ASSIGN_OR_RETURN(const PendingTransaction now, open.vault().transactions().find(hash));
    sayPending(context, open, now);
    context.output.json(pendingJson(open, now));
    return ExitCode::Done;
}

} // namespace

Result<ExitCode> runOutbox(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    ASSIGN_OR_RETURN(const auto entries, open.vault().transactions().newest(shownMax));
    JsonList list;
    for (const PendingTransaction& pending : entries) {
        sayPending(context, open, pending);
        list.object(pendingJson(open, pending));
    }
    ASSIGN_OR_RETURN(const auto waiting, open.vault().transactions().open());
    output.line(waiting.empty()
                    ? output.say("Nothing waits.", "没有等待中的条目。")
                    : output.say(std::to_string(waiting.size()) + " wait.",
                                 "有 " + std::to_string(waiting.size()) + " 条在等待。"));
    output.json(JsonObject().number("waiting", waiting.size()).list("entries", list));
    return ExitCode::Done;
}

Result<ExitCode> runOutboxRetry(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(OpenWallet open, openQuietly(context));
    ASSIGN_OR_RETURN(const auto pending, findPending(open, context.arguments.positional.front()));
    if (!pending) {
        return noSuchEntry(output);
    }
    const auto delivered = wallet::Outbox(open.wallet()).deliver(pending->hash);
    if (!delivered && delivered.error().code == ErrorCode::NotFound) {
        return output.problem(
            {ExitCode::Other,
             "settled",
             {},
             output.say("This one is settled: ", "此条已有结果：") + stateText(*pending, output) +
                 output.say(".", "。"),
             output.say("Give the grant again to send a new one.", "如需重新发送，请再次授权。")});
    }
    RETURN_IF_ERROR(delivered);
    RETURN_IF_ERROR(open.saveTrust());
    return showOne(context, open, pending->hash);
}

Result<ExitCode> runOutboxCancel(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(OpenWallet open, openQuietly(context));
    ASSIGN_OR_RETURN(const auto pending, findPending(open, context.arguments.positional.front()));
    if (!pending) {
        return noSuchEntry(output);
    }
    const auto withdrawn = wallet::Outbox(open.wallet()).withdraw(pending->hash);
    if (!withdrawn && withdrawn.error().code == ErrorCode::InvalidArgument) {
        return output.problem(
            {ExitCode::Refused,
             "sent",
             {},
             output.say("Nodes have this one, or it is settled: ", "节点已收到此条，或已有结果：") +
                 stateText(*pending, output) + output.say(".", "。"),
             output.say("A grant in force is ended by “revoke”.",
                        "已生效的授权请用 revoke 撤销。")});
    }
    RETURN_IF_ERROR(withdrawn);
    if (pending->attempts > 0) {
        output.line(
            output.say("It is not sent any more. A node may have got it without saying so: "
                       "until it expires, each start looks whether it is in force after all.",
                       "不再发送。节点可能已收到但未应答：在过期之前，每次启动都会查看它"
                       "是否仍然生效。"));
    }
    return showOne(context, open, pending->hash);
}

} // namespace consentry::cli
