// Roles that an organisation vouches for with its attestor key (protocol §2): who has one, a new
// one, its end. Of organisations that this program plays: those of the demonstration, and members
// whose keys lie on this machine.
#include "app/cli/commands/commands.h"
#include "app/cli/ledger_text.h"
#include "app/cli/local_time.h"
#include "core/registry/object_ids.h"

#include <algorithm>

namespace consentry::cli {
namespace {

using hospital::StaffEntry;
using Organization = simulation::DemoConsortium::Organization;

constexpr std::size_t idDigitsMin = 4;
constexpr std::string_view usualLife = "1y";

ExitCode noOrganization(const Output& output, const std::string& word) {
    return output.usage(
        output.say("“" + word + "” is no organisation whose keys lie here.",
                   "“" + word + "”不是密钥在本机的机构。"),
        output.say("“who” lists the organisations; “init --members DIR” brings keys.",
                   "用 who 查看机构；密钥由 init --members 文件夹 提供。"));
}

/// "active", "ended", "over", "later", "missing": stable.
std::string_view stateName(const StaffEntry& entry, Instant now) {
    if (!entry.state) {
        return "missing";
    }
    if (entry.state->endedAt) {
        return "ended";
    }
    if (now < entry.state->from) {
        return "later";
    }
    return now < entry.state->until ? "active" : "over";
}

std::string stateText(const Output& output, std::string_view state) {
    if (state == "active") {
        return output.say("in force", "有效");
    }
    if (state == "ended") {
        return output.say("ended", "已终止");
    }
    if (state == "later") {
        return output.say("not yet", "未生效");
    }
    return state == "over" ? output.say("over", "已到期")
                           : output.say("not on the ledger", "不在账本上");
}

std::string nameIn(const Output& output, const NameCard& card) {
    return output.say(card.nameEn, card.nameZh);
}

JsonObject entryJson(const StaffEntry& entry, const Organization& at, Instant now) {
    JsonObject one;
    one.text("id", entry.attestation.hex())
        .text("party", entry.subject.hex())
        .text("nameEn", entry.card.nameEn)
        .text("nameZh", entry.card.nameZh)
        .textIfAny("staff", entry.card.staffId)
        .text("organization", at.party.hex())
        .text("state", stateName(entry, now));
    if (entry.state) {
        one.text("role", hospital::attestedRoleWord(entry.state->role))
            .text("from", toRfc3339(entry.state->from))
            .text("until", toRfc3339(entry.state->until));
    }
    return one;
}

/// The organisations that were asked for, or all.
std::vector<const Organization*> wantedOrganizations(const CommandContext& context,
                                                     OpenWallet& open) {
    std::vector<const Organization*> wanted;
    const auto& words = context.arguments.positional;
    for (const Organization& one : open.consortium().organizations()) {
        if (words.empty() || one.about.key == words.front() || one.about.name.en == words.front() ||
            one.about.name.zh == words.front()) {
            wanted.push_back(&one);
        }
    }
    return wanted;
}

Result<std::optional<PartyId>> subjectNamed(OpenWallet& open, const std::string& word) {
    if (const auto* person = open.consortium().person(word)) {
        return std::optional(person->party);
    }
    const auto party = PartyId::fromHexText(word);
    return party ? std::optional(*party) : std::nullopt;
}

NameCard cardOf(const Arguments& arguments, const simulation::DemoConsortium& consortium,
                const std::string& word) {
    NameCard card;
    if (const auto* person = consortium.person(word)) {
        card = consortium.personCard(*person);
    }
    card.staffId = arguments.value("--staff").value_or(card.staffId);
    card.role = arguments.value("--role").value_or(card.role);
    if (const auto name = arguments.value("--name")) {
        card.nameEn = *name;
        card.nameZh = *name;
    }
    if (const auto department = arguments.value("--department")) {
        card.departmentEn = *department;
        card.departmentZh = *department;
    }
    return card;
}

} // namespace

Result<ExitCode> runRolesList(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    if (const auto problem = open.consortiumProblem(output)) {
        return output.problem(*problem);
    }
    const auto organizations = wantedOrganizations(context, open);
    if (organizations.empty()) {
        const auto& words = context.arguments.positional;
        return noOrganization(output, words.empty() ? std::string() : words.front());
    }
    JsonList roles;
    for (const Organization* at : organizations) {
        ASSIGN_OR_RETURN(const auto staff, open.consortium().staffOf(at->about.key));
        output.line(output.say(at->about.name.en, at->about.name.zh));
        for (const StaffEntry& entry : staff) {
            const std::string_view state = stateName(entry, open.now());
            std::string line =
                "  " + shortId(entry.attestation.view()) + "  " + nameIn(output, entry.card);
            if (entry.state) {
                line += " · " + std::string(hospital::attestedRoleWord(entry.state->role)) +
                        output.say(" · until ", " · 截止 ") +
                        localText(entry.state->until, context.zone);
            }
            output.line(line + " · " + stateText(output, state));
            roles.object(entryJson(entry, *at, open.now()));
        }
    }
    RETURN_IF_ERROR(open.saveTrust());
    output.json(JsonObject().list("roles", roles));
    return ExitCode::Done;
}

Result<ExitCode> runRolesAttest(const CommandContext& context) {
    const Output& output = context.output;
    const Arguments& arguments = context.arguments;
    const std::string& word = arguments.positional.front();
    const auto role = hospital::attestedRoleNamed(arguments.value("--role").value_or(""));
    if (!role || !arguments.value("--at") || !arguments.value("--staff")) {
        return output.usage(
            output.say("A role needs --at ORG, --role ROLE and --staff NUMBER.",
                       "登记角色需要 --at 机构、--role 角色 和 --staff 工号。"),
            output.say(
                "ROLE is doctor, nurse, administrator, researcher, insurer, regulator or "
                "reviewer.",
                "角色：doctor、nurse、administrator、researcher、insurer、regulator、reviewer。"));
    }
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    if (const auto problem = open.consortiumProblem(output)) {
        return output.problem(*problem);
    }
    const auto* at = open.consortium().organization(std::string_view(*arguments.value("--at")));
    if (at == nullptr) {
        return noOrganization(output, *arguments.value("--at"));
    }
    ASSIGN_OR_RETURN(const auto subject, subjectNamed(open, word));
    const NameCard card = cardOf(arguments, open.consortium(), word);
    if (!subject || card.nameEn.empty()) {
        return output.usage(
            output.say("Who gets the role is somebody of “who”, or a party with --name NAME.",
                       "请用 who 中的人员，或参与方编号并加 --name 姓名。"),
            "");
    }
    ASSIGN_OR_RETURN(
        const Instant until,
        consent::parseValidityEnd(arguments.value("--until").value_or(std::string(usualLife)),
                                  open.now(), context.zone));
    ASSIGN_OR_RETURN(const AttestationId id,
                     open.consortium().attestStaff(at->about.key, *subject, *role, card, until));
    RETURN_IF_ERROR(open.saveTrust());
    output.line(shortId(id.view()) + "  " + nameIn(output, card) + " · " +
                std::string(hospital::attestedRoleWord(*role)) +
                output.say(" · until ", " · 截止 ") + localText(until, context.zone));
    output.json(JsonObject()
                    .text("id", id.hex())
                    .text("party", subject->hex())
                    .text("organization", at->party.hex())
                    .text("role", hospital::attestedRoleWord(*role))
                    .text("until", toRfc3339(until))
                    .text("stage", "proven"));
    return ExitCode::Done;
}

Result<ExitCode> runRolesEnd(const CommandContext& context) {
    const Output& output = context.output;
    const std::string& word = context.arguments.positional.front();
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::open(context));
    if (const auto problem = open.consortiumProblem(output)) {
        return output.problem(*problem);
    }
    std::vector<std::pair<const Organization*, StaffEntry>> found;
    for (const Organization& at : open.consortium().organizations()) {
        ASSIGN_OR_RETURN(auto staff, open.consortium().staffOf(at.about.key));
        for (StaffEntry& entry : staff) {
            if (word.size() >= idDigitsMin && entry.attestation.hex().starts_with(word)) {
                found.emplace_back(&at, std::move(entry));
            }
        }
    }
    if (found.size() != 1) {
        return output.usage(output.say("“" + word + "” names no role, or more than one.",
                                       "“" + word + "”不是一个角色的编号，或不止一个。"),
                            output.say("“roles list” shows the numbers.", "编号见 roles list。"));
    }
    const auto& [at, entry] = found.front();
    RETURN_IF_ERROR(open.consortium().endAttestation(at->about.key, entry.attestation));
    RETURN_IF_ERROR(open.saveTrust());
    output.line(nameIn(output, entry.card) + output.say(": the role has ended.", "：角色已终止。"));
    output.json(JsonObject().text("id", entry.attestation.hex()).text("stage", "proven"));
    return ExitCode::Done;
}

} // namespace consentry::cli
