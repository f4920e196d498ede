#include "app/cli/commands/commands.h"
#include "app/cli/did_key.h"
#include "app/cli/ledger_text.h"
#include "app/cli/local_time.h"
#include "app/cli/log_check.h"

namespace consentry::cli {
namespace {

constexpr std::uint64_t countMax = 10'000'000;

Result<std::uint64_t> liveGrants(OpenWallet& open) {
    GrantFilter filter;
    filter.direction = GrantDirection::Given;
    filter.state = GrantState::Active;
    filter.endsAfter = open.now();
    std::uint64_t count = 0;
    std::optional<GrantCursor> after;
    do {
        ASSIGN_OR_RETURN(const GrantPage page,
                         open.vault().grants().page(filter, after, GrantStore::pageMax));
        count += page.grants.size();
        after = page.next;
    } while (after);
    return count;
}

/// The did:key of the party's first usable key of a role, proven on the ledger.
Result<std::string> didOf(OpenWallet& open, const PartyId& party) {
    wallet::WalletContext& wallet = open.wallet();
    ASSIGN_OR_RETURN(const auto state, wallet.ledger.object<registry::PartyState>(
                                           registry::partyKey(wallet.chainId(), party)));
    for (const KeyId& id : state ? state->keys : std::vector<KeyId>()) {
        ASSIGN_OR_RETURN(const auto key, wallet.ledger.object<registry::KeyState>(
                                             registry::keyKey(wallet.chainId(), id)));
        const bool speaks = key && (key->role == registry::KeyRole::Device ||
                                    key->role == registry::KeyRole::Gateway);
        if (speaks && !key->removedFrom && !key->frozenBy) {
            return didKeyOf(key->publicKey);
        }
    }
    return std::string();
}

std::string roleText(const std::string& word, const Output& output) {
    const auto role = consent::parseRole(word);
    if (role) {
        return std::string(consent::roleName(*role).in(output.wording()));
    }
    return word == "relative" ? output.say("family", "家人") : word;
}

/// Of a vault that knows its consortium and has no patient yet.
Result<ExitCode> statusWithoutPatient(const CommandContext& context,
                                      simulation::DemoSession& session) {
    const Output& output = context.output;
    RETURN_IF_ERROR(session.wallet().ledger.advance());
    RETURN_IF_ERROR(session.saveTrust());
    sayLedger(context, session);
    output.line(output.say("No patient is registered yet; “init --members DIR” does it.",
                           "还没有登记患者；请用 init --members 文件夹 登记。"));
    output.json(
        JsonObject().text("folder", context.folder.string()).object("ledger", ledgerJson(session)));
    return ExitCode::Done;
}

/// Where the consortium's stores are damaged: what the vault knows by itself.
Result<ExitCode> statusOfVault(const CommandContext& context, OpenWallet& open,
                               const Output::Problem& problem) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(const std::uint64_t records, open.vault().records().count({}, countMax));
    ASSIGN_OR_RETURN(const std::uint64_t grants, liveGrants(open));
    output.line(open.patientName(output) + output.say(" · vault in ", " · 保险箱：") +
                context.folder.string());
    output.line(output.say(std::to_string(records) + " records, " + std::to_string(grants) +
                               " grants that have not ended",
                           std::to_string(records) + " 条记录，" + std::to_string(grants) +
                               " 个未到期的授权"));
    return output.problem(problem, JsonObject()
                                       .text("folder", context.folder.string())
                                       .text("patient", open.patientName(output))
                                       .text("party", open.patient().party.hex())
                                       .number("records", records)
                                       .number("activeGrants", grants));
}

} // namespace

Result<ExitCode> runStatus(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(auto session, openSession(context));
    const auto patient = wallet::patientIdentity(session->wallet());
    if (session->profile() != nullptr && !(patient && patient->registered)) {
        return statusWithoutPatient(context, *session);
    }
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::over(std::move(session)));
    if (const auto problem = open.consortiumProblem(output)) {
        return statusOfVault(context, open, *problem);
    }
    wallet::SyncLog sync(open.wallet());
    ASSIGN_OR_RETURN(const wallet::LogCheck check, sync.update(open.patient()));
    if (!check.complete) {
        return output.problem(brokenLog(output, check));
    }
    RETURN_IF_ERROR(open.saveTrust());
    ASSIGN_OR_RETURN(const std::uint64_t records, open.vault().records().count({}, countMax));
    ASSIGN_OR_RETURN(const std::uint64_t grants, liveGrants(open));
    ASSIGN_OR_RETURN(const bool wordsConfirmed, open.vault().wordsConfirmed());
    ASSIGN_OR_RETURN(const auto state, wallet::provenPatient(open.wallet(), open.patient().party));

    output.line(open.patientName(output) + output.say(" · vault in ", " · 保险箱：") +
                context.folder.string());
    output.line(output.say(
        std::to_string(records) + " records, " + std::to_string(grants) + " grants in force, " +
            std::to_string(state.links.size()) + " hospitals joined",
        std::to_string(records) + " 条记录，" + std::to_string(grants) + " 个有效授权，已关联 " +
            std::to_string(state.links.size()) + " 家医院"));
    output.line(completeText(context, open, check));
    if (open.session().profile() != nullptr) {
        sayLedger(context, open.session());
    }
    if (!wordsConfirmed) {
        output.line(
            output.say("The 24 words that restore this vault were not confirmed yet; “words” "
                       "shows them.",
                       "恢复保险箱的 24 个词还没有确认抄好；可用 words 显示。"));
    }
    JsonList hospitals;
    for (const PartyId& link : state.links) {
        hospitals.text(open.names().text(link, output.wording()));
    }
    JsonObject answer;
    answer.text("folder", context.folder.string())
        .text("patient", open.patientName(output))
        .text("party", open.patient().party.hex())
        .text("chain", open.wallet().chainId())
        .number("records", records)
        .number("activeGrants", grants)
        .flag("wordsConfirmed", wordsConfirmed)
        .list("hospitals", hospitals)
        .object("log", checkJson(open, check));
    if (open.session().profile() != nullptr) {
        answer.object("ledger", ledgerJson(open.session()));
    }
    output.json(answer);
    return ExitCode::Done;
}

Result<ExitCode> runWho(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    if (const auto problem = open.consortiumProblem(output)) {
        return output.problem(*problem);
    }
    JsonList organizations;
    output.line(output.say("Organisations", "机构"));
    for (const auto& organization : open.consortium().organizations()) {
        ASSIGN_OR_RETURN(const std::string did, didOf(open, organization.party));
        const std::string name = open.names().text(organization.party, output.wording());
        output.line("  " + organization.about.key + "\t" + name + "\t" + did);
        organizations.object(JsonObject()
                                 .text("key", organization.about.key)
                                 .text("name", name)
                                 .text("party", organization.party.hex())
                                 .textIfAny("did", did));
    }
    JsonList people;
    output.line(output.say("People", "人员"));
    for (const auto& person : open.consortium().people()) {
        ASSIGN_OR_RETURN(const std::string did, didOf(open, person.party));
        const auto display = open.names().nameOf(person.party, output.wording());
        const std::string role = roleText(person.about.role, output);
        output.line("  " + person.about.key + "\t" + display.name +
                    (display.department.empty() ? "" : " · " + display.department) +
                    (display.organization.empty() ? "" : " · " + display.organization) + " · " +
                    role + "\t" + did);
        people.object(JsonObject()
                          .text("key", person.about.key)
                          .text("name", display.name)
                          .textIfAny("department", display.department)
                          .textIfAny("organization", display.organization)
                          .text("role", person.about.role)
                          .flag("attested", person.attestation.has_value())
                          .text("party", person.party.hex())
                          .textIfAny("did", did));
    }
    output.json(JsonObject()
                    .flag("simulated", true)
                    .list("organizations", organizations)
                    .list("people", people));
    return ExitCode::Done;
}

} // namespace consentry::cli
