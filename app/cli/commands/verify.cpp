#include "app/cli/commands/commands.h"
#include "app/cli/grant_words.h"
#include "app/cli/log_check.h"
#include "app/cli/log_text.h"
#include "core/registry/log_event.h"
#include "core/registry/object_ids.h"
#include "core/wallet/check_blocks.h"
#include "core/wallet/log_details.h"

#include <set>

namespace consentry::cli {
namespace {

constexpr std::size_t pageRows = 500;
constexpr std::uint64_t countMax = 1'000'000;

/// What the checks beyond the chain of hashes found.
struct Findings {
    std::uint64_t provenBlocks = 0;  ///< of the demonstration: all of them
    std::uint64_t provenEntries = 0; ///< whose transaction stands in a proven block
    std::uint64_t provenGrants = 0;
    std::uint64_t missingDetails = 0;
    std::vector<wallet::LogEntry> attention; ///< accesses that nothing explains
    std::optional<Output::Problem> problem;
};

std::string keepCopy(const Output& output) {
    return output.say("Nothing was repaired; keep a copy of the folder.",
                      "没有做任何修复；请保留文件夹的副本。");
}

/// Whether what failed is the ledger's answer, and not, say, the disk.
bool isWrongAnswer(ErrorCode code) {
    return code == ErrorCode::VerificationFailed || code == ErrorCode::Malformed ||
           code == ErrorCode::NotCanonical || code == ErrorCode::NotFound ||
           code == ErrorCode::DamagedData || code == ErrorCode::BadSignature;
}

Result<> proveBlocks(const CommandContext& context, OpenWallet& open, Findings& findings) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(const wallet::BlockCheck check, wallet::checkBlocks(open.wallet().ledger));
    findings.provenBlocks = check.newest.value;
    if (check.bad) {
        const std::string number = std::to_string(check.bad->value);
        const std::string total = std::to_string(check.newest.value);
        findings.problem = Output::Problem{
            ExitCode::VerificationFailed,
            "VerificationFailed",
            {},
            output.say("Block " + number + " of " + total + " was changed or is missing.",
                       "第 " + number + " 区块（共 " + total + " 个）被改动或缺失。"),
            keepCopy(output)};
    }
    return {};
}

/// Proves that an entry's transaction stands where the entry says.
Result<> proveEntry(OpenWallet& open, const LogRow& row) {
    ASSIGN_OR_RETURN(const auto event, registry::decodeLogEvent(row.event));
    VerifiedLedger& ledger = open.wallet().ledger;
    ASSIGN_OR_RETURN(const auto answer, ledger.transport().transaction(event.txHash));
    if (!answer) {
        return fail(ErrorCode::VerificationFailed, "transaction of an entry");
    }
    ASSIGN_OR_RETURN(const auto proven, ledger.transaction(event.txHash, answer->transaction));
    if (proven.height != event.height || proven.blockTime != event.blockTime) {
        return fail(ErrorCode::VerificationFailed, "place of an entry");
    }
    return {};
}

Result<> proveEntries(const CommandContext& context, OpenWallet& open,
                      const wallet::LogCheck& check, Findings& findings) {
    const Output& output = context.output;
    std::set<TxHash> known;
    std::optional<LogSequence> after;
    do {
        ASSIGN_OR_RETURN(const LogPageRows page,
                         open.vault().logs().page(open.patient().party, {}, LogOrder::NewestFirst,
                                                  after, pageRows));
        for (const LogRow& row : page.rows) {
            const auto proven = proveEntry(open, row);
            if (!proven && !isWrongAnswer(proven.error().code)) {
                return fail(proven.error());
            }
            if (!proven) {
                const std::string number = std::to_string(row.seq.value + 1);
                const std::string total = std::to_string(check.count);
                findings.problem = Output::Problem{
                    ExitCode::VerificationFailed,
                    "VerificationFailed",
                    {},
                    output.say("The block behind entry " + number + " of " + total +
                                   " was changed.",
                               "第 " + number + " 条（共 " + total + " 条）所在的区块被改动。"),
                    keepCopy(output)};
                return {};
            }
            ++findings.provenEntries;
        }
        after = page.next;
    } while (after);
    return {};
}

/// Whether the chain holds exactly this grant in this state.
Result<bool> chainAgrees(OpenWallet& open, const StoredGrant& stored) {
    const std::string& chainId = open.wallet().chainId();
    ASSIGN_OR_RETURN(const auto state, open.wallet().ledger.object<registry::GrantState>(
                                           registry::grantKey(chainId, stored.id)));
    const auto body = openingOf(stored);
    if (!state || !body || body->commitment(chainId) != state->commit ||
        state->patient != stored.patient) {
        return false;
    }
    const bool isActive = state->status == registry::GrantStatus::Active;
    return isActive == (stored.state == GrantState::Active);
}

Result<> proveGrants(const CommandContext& context, OpenWallet& open, Findings& findings) {
    const Output& output = context.output;
    GrantFilter filter;
    filter.direction = GrantDirection::Given;
    std::optional<GrantCursor> after;
    do {
        ASSIGN_OR_RETURN(const GrantPage page,
                         open.vault().grants().page(filter, after, GrantStore::pageMax));
        for (const StoredGrant& stored : page.grants) {
            if (stored.state != GrantState::Active && stored.state != GrantState::Revoked) {
                continue;
            }
            ASSIGN_OR_RETURN(const bool agrees, chainAgrees(open, stored));
            if (!agrees) {
                findings.problem = Output::Problem{
                    ExitCode::VerificationFailed,
                    "VerificationFailed",
                    {},
                    output.say("Grant " + shortId(stored.id.view()) +
                                   " is not on the chain as this vault holds it.",
                               "授权 " + shortId(stored.id.view()) + " 在链上与保险箱中不一致。"),
                    keepCopy(output)};
                return {};
            }
            ++findings.provenGrants;
        }
        after = page.next;
    } while (after);
    return {};
}

Result<> collectAttention(OpenWallet& open, Findings& findings) {
    LogStore& logs = open.vault().logs();
    const PartyId& patient = open.patient().party;
    for (const BodyState state : {BodyState::Missing, BodyState::Mismatch, BodyState::CannotOpen}) {
        LogFilter filter;
        filter.bodyState = state;
        ASSIGN_OR_RETURN(const std::uint64_t count, logs.count(patient, filter, countMax));
        findings.missingDetails += count;
    }
    LogFilter alarms;
    alarms.verdict = LogVerdict::Alarm;
    wallet::LogEntries entries(logs, open.wallet().chainId());
    ASSIGN_OR_RETURN(auto page, entries.page(patient, alarms, {}, pageRows));
    findings.attention = std::move(page.entries);
    return {};
}

Result<ExitCode> verifyEverything(const CommandContext& context, OpenWallet& open) {
    const Output& output = context.output;
    RETURN_IF_ERROR(open.checkConsortium());
    wallet::SyncLog sync(open.wallet());
    ASSIGN_OR_RETURN(const wallet::LogCheck check, sync.verifyAll(open.patient()));
    if (!check.complete) {
        return output.problem(brokenLog(output, check));
    }
    RETURN_IF_ERROR(wallet::LogDetailsReader(open.wallet()).openWaiting(open.patient()));
    Findings findings;
    // Nodes of a real consortium need not keep all blocks; those behind entries are asked for
    // below.
    if (open.session().profile() == nullptr) {
        RETURN_IF_ERROR(proveBlocks(context, open, findings));
    }
    if (!findings.problem) {
        RETURN_IF_ERROR(proveEntries(context, open, check, findings));
    }
    if (!findings.problem) {
        RETURN_IF_ERROR(proveGrants(context, open, findings));
    }
    if (findings.problem) {
        return output.problem(*findings.problem);
    }
    RETURN_IF_ERROR(collectAttention(open, findings));
    RETURN_IF_ERROR(open.saveTrust());

    output.line(completeText(context, open, check));
    if (findings.provenBlocks > 0) {
        output.line(output.say(
            std::to_string(findings.provenBlocks) + " blocks follow each other unchanged.",
            std::to_string(findings.provenBlocks) + " 个区块首尾相接，未被改动。"));
    }
    output.line(output.say(
        std::to_string(findings.provenEntries) + " entries stand in proven blocks, " +
            std::to_string(findings.provenGrants) + " grants are on the chain as they are here.",
        std::to_string(findings.provenEntries) + " 条记录所在的区块已证明，" +
            std::to_string(findings.provenGrants) + " 个授权与链上一致。"));
    if (findings.missingDetails > 0) {
        output.line(output.say("Details are missing for " +
                                   std::to_string(findings.missingDetails) + " entries.",
                               "有 " + std::to_string(findings.missingDetails) + " 条缺少详情。"));
    }
    JsonList attention;
    for (const wallet::LogEntry& entry : findings.attention) {
        output.line(output.say("Look at this one: ", "请留意：") +
                    std::to_string(entry.seq.value + 1) + "  " + entryText(context, open, entry));
        attention.object(entryJson(context, open, entry));
    }
    output.json(checkJson(open, check)
                    .number("provenBlocks", findings.provenBlocks)
                    .number("provenEntries", findings.provenEntries)
                    .number("provenGrants", findings.provenGrants)
                    .number("missingDetails", findings.missingDetails)
                    .list("attention", attention));
    return ExitCode::Done;
}

} // namespace

Result<ExitCode> runVerify(const CommandContext& context) {
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    auto done = verifyEverything(context, open);
    const auto problem = open.consortiumProblem(context.output);
    if (done || !problem) {
        return done;
    }
    // Damage that a verification finds is its answer.
    Output::Problem found = *problem;
    found.exit = found.exit == ExitCode::Damaged ? ExitCode::VerificationFailed : found.exit;
    return context.output.problem(found);
}

} // namespace consentry::cli
