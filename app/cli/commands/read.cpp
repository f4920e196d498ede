#include "app/cli/commands/commands.h"
#include "app/cli/grant_words.h"
#include "core/registry/object_ids.h"
#include "core/registry/refusal.h"
#include "core/wallet/read_records.h"

#include <algorithm>

namespace consentry::cli {
namespace {

using Person = simulation::DemoConsortium::Person;
using Organization = simulation::DemoConsortium::Organization;
using AnchorCheck = wallet::ReadRecord::AnchorCheck;

constexpr int emergencyHours = 3;

template <class T> using OrExit = std::variant<T, ExitCode>;

/// What is asked, of whom, by whom.
struct Question {
    wallet::ReaderKeys keys;
    std::string reader; ///< for sentences
    const Organization* at = nullptr;
    ReadRequest request;
    Bytes opening;
};

/// The grant that the digits mean, with its opening where this reader holds it.
struct MeantGrant {
    GrantId id;
    std::optional<wallet::HeldGrant> held;
};

bool isPatientWord(const OpenWallet& open, const std::string& word) {
    return word == "me" || word == "我" ||
           open.names().contacts().findByName(word) == open.patient().party;
}

Result<wallet::ReaderKeys> ownKeys(OpenWallet& open) {
    wallet::ReaderKeys keys;
    keys.party = open.patient().party;
    ASSIGN_OR_RETURN(keys.device, open.vault().keys().deviceSigningKey(open.patient()));
    ASSIGN_OR_RETURN(keys.sealing, open.vault().keys().deviceSealingKey(open.patient()));
    return keys;
}

Result<OrExit<MeantGrant>> meantGrant(const CommandContext& context, OpenWallet& open,
                                      const wallet::ReaderKeys& keys, const std::string& prefix) {
    if (prefix.size() < grantPrefixMin) {
        return context.output.problem(ambiguousGrant(context.output, 0));
    }
    wallet::ReadRecords reading(keys, open.wallet().ledger, open.consortium(), open.wallet().clock);
    ASSIGN_OR_RETURN(auto held, reading.heldGrants());
    std::vector<MeantGrant> matches;
    for (wallet::HeldGrant& one : held) {
        const bool isNew = std::none_of(matches.begin(), matches.end(), [&](const auto& other) {
            return other.id == one.grant.id;
        });
        if (isNew && one.grant.id.hex().starts_with(prefix)) {
            matches.push_back({one.grant.id, std::move(one)});
        }
    }
    if (matches.empty()) {
        // Whoever does not hold the grant may still try: the patient will see it.
        ASSIGN_OR_RETURN(const auto others, grantsWithPrefix(open, prefix));
        for (const StoredGrant& other : others) {
            matches.push_back({other.id, std::nullopt});
        }
    }
    if (matches.size() != 1) {
        return context.output.problem(ambiguousGrant(context.output, matches.size()));
    }
    return std::move(matches.front());
}

/// --at, else the grant's only custodian, else where the reader works.
const Organization* defaultPlace(OpenWallet& open, const Question& question,
                                 const std::optional<MeantGrant>& grant) {
    if (grant && grant->held && grant->held->grant.custodians.size() == 1) {
        return open.consortium().organization(grant->held->grant.custodians.front());
    }
    return open.consortium().organization(question.keys.organization);
}

std::optional<ExitCode> choosePlace(const CommandContext& context, OpenWallet& open,
                                    Question& question, const std::optional<MeantGrant>& grant) {
    const Output& output = context.output;
    const auto at = context.arguments.value("--at");
    question.at = at ? open.consortium().organization(*at) : defaultPlace(open, question, grant);
    if (question.at == nullptr || open.consortium().gateway(question.at->party) == nullptr) {
        return output.usage(
            output.say("It is not clear which hospital to ask.", "不清楚要向哪家医院读取。"),
            output.say("Name one by --at, for example --at qinghe.",
                       "请用 --at 指明，例如 --at qinghe。"));
    }
    return std::nullopt;
}

Result<OrExit<Question>> questionOf(const CommandContext& context, OpenWallet& open) {
    const Output& output = context.output;
    const auto as = context.arguments.value("--as");
    const bool isEmergency = context.arguments.has("--emergency");
    const auto grantWord = context.arguments.value("--grant");
    if (!as) {
        return output.usage(output.say("Who reads? Say --as ACTOR.", "由谁来读？请写 --as 人员。"),
                            output.say("“consentry-cli demo people” lists the actors.",
                                       "用 consentry-cli demo people 查看人员。"));
    }
    Question question;
    const Person* person = open.consortium().person(*as);
    const bool isSelf = person == nullptr && isPatientWord(open, *as);
    if (person == nullptr && !isSelf) {
        return output.usage(output.say("“" + *as + "” is no actor of the demonstration.",
                                       "“" + *as + "”不是演示里的人员。"),
                            output.say("“consentry-cli demo people” lists them.",
                                       "用 consentry-cli demo people 查看。"));
    }
    if (isSelf) {
        ASSIGN_OR_RETURN(question.keys, ownKeys(open));
    } else {
        ASSIGN_OR_RETURN(question.keys, open.consortium().readerKeys(*person));
    }
    question.reader = open.names().text(question.keys.party, output.wording());
    std::optional<MeantGrant> grant;
    if (grantWord && !isSelf) {
        ASSIGN_OR_RETURN(auto meant, meantGrant(context, open, question.keys, *grantWord));
        if (const auto* exit = std::get_if<ExitCode>(&meant)) {
            return *exit;
        }
        grant = std::get<MeantGrant>(std::move(meant));
    }
    if (const auto exit = choosePlace(context, open, question, grant)) {
        return *exit;
    }
    ReadRequest& request = question.request;
    request.patient = open.patient().party;
    request.resourceTypes = context.arguments.all("--type");
    std::string usualPurpose = "TREAT";
    if (isSelf) {
        request.basis = consent::Basis::Self;
        usualPurpose = "PATRQT";
    } else if (isEmergency) {
        const auto reason = context.arguments.value("--reason");
        if (!reason) {
            return output.usage(
                output.say("An emergency needs a --reason.", "紧急调阅必须写明 --reason。"),
                output.say("The patient will read it.", "患者会看到这个理由。"));
        }
        ASSIGN_OR_RETURN(const EmergencyId id,
                         open.consortium().openEmergency(*person, question.at->about.key,
                                                         request.patient, *reason, emergencyHours));
        request.basis = consent::Basis::Emergency;
        request.basisId = registry::idCast<Digest>(id);
        usualPurpose = "BTG";
    } else if (grant) {
        request.basis = consent::Basis::Grant;
        request.basisId = registry::idCast<Digest>(grant->id);
        if (grant->held) {
            usualPurpose = grant->held->grant.purpose.code();
            question.opening = std::move(grant->held->opening);
        }
    }
    request.purpose = context.arguments.value("--purpose").value_or(usualPurpose);
    return question;
}

/// FHIR R4 searchset. Resources go in byte for byte.
std::string bundleOf(const std::vector<wallet::ReadRecord>& records) {
    JsonList entries;
    std::size_t total = 0;
    for (const wallet::ReadRecord& record : records) {
        const std::string_view resource = textOf(record.resource);
        if (isJson(resource)) {
            ++total;
            entries.object(JsonObject()
                               .raw("resource", resource)
                               .object("search", JsonObject().text("mode", "match")));
        }
    }
    JsonObject bundle;
    bundle.text("resourceType", "Bundle").text("type", "searchset").number("total", total);
    if (total > 0) {
        bundle.list("entry", entries); // FHIR knows no empty lists
    }
    return bundle.str();
}

std::size_t countOf(const wallet::ReadOutcome& outcome, AnchorCheck check) {
    return static_cast<std::size_t>(
        std::count_if(outcome.records.begin(), outcome.records.end(),
                      [&](const wallet::ReadRecord& record) { return record.anchor == check; }));
}

ExitCode tellRefusal(const Output& output, const Question& question,
                     const wallet::ReadOutcome& outcome) {
    const ReadAnswer& answer = outcome.answer;
    const auto refusal = static_cast<registry::Refusal>(answer.refusal);
    const bool byRegistry =
        consent::isPermit(answer.rule) && refusal != registry::Refusal::Accepted;
    const std::string code(byRegistry ? registry::refusalName(refusal)
                                      : consent::ruleName(answer.rule));
    std::string why(consent::ruleSentence(answer.rule, output.wording()));
    if (byRegistry) {
        why = refusal == registry::Refusal::GrantRevoked
                  ? output.say("The grant was taken back.", "授权已被撤销。")
                  : std::string(registry::refusalSentence(refusal));
    }
    output.note(output.say("Refused to ", "已拒绝") + question.reader + output.say(": ", "：") +
                why + output.say(" [", "［") + code + output.say("] ", "］") +
                output.say("The patient sees this attempt in block ", "患者可以看到这次尝试，第 ") +
                std::to_string(answer.height.value) + output.say(".", " 区块。"));
    output.json(JsonObject()
                    .flag("permitted", false)
                    .text("rule", consent::ruleName(answer.rule))
                    .text("refusal", code)
                    .text("message", why)
                    .text("access", answer.access.hex())
                    .number("block", answer.height.value));
    return ExitCode::Refused;
}

} // namespace

Result<ExitCode> runRead(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    if (const auto problem = open.consortiumProblem(output)) {
        return output.problem(*problem);
    }
    ASSIGN_OR_RETURN(auto understood, questionOf(context, open));
    if (const auto* exit = std::get_if<ExitCode>(&understood)) {
        return *exit;
    }
    const Question question = std::get<Question>(std::move(understood));
    wallet::ReadRecords reading(question.keys, open.wallet().ledger, open.consortium(),
                                open.wallet().clock);
    ASSIGN_OR_RETURN(const wallet::ReadOutcome outcome,
                     reading.read(*open.consortium().gateway(question.at->party), question.request,
                                  question.opening));
    if (!outcome.answer.permitted) {
        return tellRefusal(output, question, outcome);
    }
    const std::string bundle = bundleOf(outcome.records);
    const std::size_t matching = countOf(outcome, AnchorCheck::Matches);
    output.line(bundle);
    output.note(
        output.say("Permitted to ", "已允许") + question.reader + output.say(": ", "：") +
        std::to_string(outcome.records.size()) +
        output.say(outcome.records.size() == 1 ? " record, " : " records, ", " 条记录，其中 ") +
        std::to_string(matching) +
        output.say(" as anchored; in the patient's log in block ",
                   " 条与锚定一致；已写入患者日志，第 ") +
        std::to_string(outcome.answer.height.value) + output.say(".", " 区块。"));
    output.json(
        JsonObject()
            .flag("permitted", true)
            .text("rule", consent::ruleName(outcome.answer.rule))
            .text("access", outcome.answer.access.hex())
            .number("block", outcome.answer.height.value)
            .object("anchors", JsonObject()
                                   .number("match", matching)
                                   .number("missing", countOf(outcome, AnchorCheck::Missing))
                                   .number("differ", countOf(outcome, AnchorCheck::Differs)))
            .raw("bundle", bundle));
    // A record that is not what its hospital anchored must not pass as a good one.
    return countOf(outcome, AnchorCheck::Differs) == 0 ? ExitCode::Done
                                                       : ExitCode::VerificationFailed;
}

} // namespace consentry::cli
