#include "app/cli/commands/commands.h"

#include "core/wallet/check_anchors.h"

namespace consentry::cli {
namespace {

using wallet::AnchorReport;

std::string_view obstacleName(CheckObstacle obstacle) {
    switch (obstacle) {
    case CheckObstacle::NoWay:
        return "noWay";
    case CheckObstacle::HospitalSilent:
        return "hospitalSilent";
    case CheckObstacle::HospitalRefused:
        return "hospitalRefused";
    case CheckObstacle::LedgerSilent:
        return "ledgerSilent";
    case CheckObstacle::LedgerStale:
        return "ledgerStale";
    case CheckObstacle::LedgerUnconfirmed:
        return "ledgerUnconfirmed";
    case CheckObstacle::Other:
        break;
    }
    return "other";
}

std::string obstacleWords(CheckObstacle obstacle, const Output& output) {
    switch (obstacle) {
    case CheckObstacle::NoWay:
        return output.say("cannot be asked from here yet", "目前无法从这里询问");
    case CheckObstacle::HospitalSilent:
        return output.say("did not answer; try again later", "没有应答，请稍后再试");
    case CheckObstacle::HospitalRefused:
        return output.say("gave no proofs; ask there why", "没有给出证明，请向其问明原因");
    case CheckObstacle::LedgerSilent:
        return output.say("did not answer; look at the network connection",
                          "没有应答，请检查网络连接");
    case CheckObstacle::LedgerStale:
        return output.say("showed old blocks only; look at this computer's clock",
                          "只给出旧的区块，请检查这台电脑的时钟");
    case CheckObstacle::LedgerUnconfirmed:
        return output.say("is confirmed by no second hospital; try again later",
                          "没有得到第二家医院的证实，请稍后再试");
    case CheckObstacle::Other:
        break;
    }
    return output.say("try again later", "请稍后再试");
}

struct Line {
    AnchorOutcome outcome;
    const char* name;
    const char* english;
    const char* chinese;
};

constexpr Line lines[] = {
    {AnchorOutcome::Matches, "matches", "exactly as the hospital anchored it",
     "与医院存证的完全一致"},
    {AnchorOutcome::Amended, "amended", "replaced by the hospital since", "之后被医院的新版本取代"},
    {AnchorOutcome::Deleted, "deleted", "deleted by the hospital since", "之后被医院删除"},
    {AnchorOutcome::OtherVersion, "otherVersion", "not the version that the hospital anchored",
     "不是医院存证的版本"},
    {AnchorOutcome::NotAnchored, "notAnchored", "without an anchor", "没有存证"},
    {AnchorOutcome::ProofFails, "proofFails", "with a proof that does not hold", "证明不成立"},
    {AnchorOutcome::CopyDamaged, "copyDamaged", "damaged in this vault", "在保险箱里已损坏"},
};

/// What was found, and the same for scripts.
JsonObject tell(const AnchorReport& report, const Names& names, const Output& output) {
    JsonObject found;
    for (const Line& line : lines) {
        const std::uint64_t count = report.of(line.outcome);
        found.number(line.name, count);
        if (count > 0) {
            output.line(std::to_string(count) + output.say(" ", " 条") +
                        output.say(line.english, line.chinese));
        }
    }
    if (report.unchecked > 0) {
        output.line(std::to_string(report.unchecked) +
                    output.say(" not checked now", " 条现在无法核对"));
    }
    JsonList hospitals;
    for (const PartyId& hospital : report.contradicted) {
        const std::string name = names.text(hospital, output.wording());
        output.note(name + output.say(" showed proofs that do not hold on the ledger",
                                      "给出的证明在账本上不成立"));
        hospitals.object(JsonObject().text("name", name).text("problem", "proofFails"));
    }
    for (const auto& [hospital, obstacle] : report.silent) {
        const std::string name = names.text(hospital, output.wording());
        output.note(name + output.say(" ", "") + obstacleWords(obstacle, output));
        hospitals.object(JsonObject().text("name", name).text("problem", obstacleName(obstacle)));
    }
    if (report.ledger) {
        output.note(output.say("The ledger ", "账本") + obstacleWords(*report.ledger, output));
    }
    return JsonObject()
        .object("found", found)
        .number("unchecked", report.unchecked)
        .list("hospitals", hospitals)
        .textIfAny("ledger", report.ledger ? obstacleName(*report.ledger) : "")
        .number("block", report.height.value);
}

} // namespace

Result<ExitCode> runRecordsCheck(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    if (const auto problem = open.consortiumProblem(output)) {
        return output.problem(*problem);
    }
    ASSIGN_OR_RETURN(const AnchorReport report,
                     wallet::CheckAnchors(open.wallet(), open.consortium())
                         .check(open.patient(), std::nullopt, {}));
    RETURN_IF_ERROR(open.saveTrust());
    output.json(tell(report, open.names(), output));
    if (report.wrong() > 0 || !report.contradicted.empty()) {
        return ExitCode::VerificationFailed;
    }
    return report.unchecked > 0 ? ExitCode::Ledger : ExitCode::Done;
}

std::string_view outcomeName(AnchorOutcome outcome) {
    for (const Line& line : lines) {
        if (line.outcome == outcome) {
            return line.name;
        }
    }
    return "unchecked";
}

} // namespace consentry::cli
