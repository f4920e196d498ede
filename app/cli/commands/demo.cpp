#include "app/cli/commands/commands.h"
#include "app/cli/local_time.h"

#include <charconv>
#include <unistd.h>

namespace consentry::cli {
namespace {

constexpr std::uint64_t usualSeed = 2026;

JobControl progressOnTerminal(const Output& output) {
    JobControl control;
    if (::isatty(STDERR_FILENO) != 0) {
        control.onProgress = [&output](const Progress& progress) {
            output.note(output.say("Making the demonstration: ", "正在生成演示数据：") +
                        std::to_string(progress.done) + " / " + std::to_string(progress.total));
        };
    }
    return control;
}

std::optional<std::uint64_t> seedOf(const Arguments& arguments) {
    const auto text = arguments.value("--seed");
    std::uint64_t seed = usualSeed;
    if (text) {
        const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seed);
        if (error != std::errc() || end != text->data() + text->size()) {
            return std::nullopt;
        }
    }
    return seed;
}

std::string in(const Output& output, const simulation::Name& name) {
    return output.say(name.en, name.zh);
}

JsonObject nameJson(const simulation::Name& name) {
    return JsonObject().text("en", name.en).text("zh", name.zh);
}

std::string kindWord(simulation::OrganizationKind kind) {
    switch (kind) {
    case simulation::OrganizationKind::Hospital:
        return "hospital";
    case simulation::OrganizationKind::Insurer:
        return "insurer";
    case simulation::OrganizationKind::Regulator:
        break;
    }
    return "regulator";
}

Result<ExitCode> announce(const CommandContext& context, OpenWallet& open) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(const std::uint64_t records, open.vault().records().count({}, 1'000'000));
    ASSIGN_OR_RETURN(const auto state, wallet::provenPatient(open.wallet(), open.patient().party));
    if (open.session().profile() == nullptr) {
        output.line(
            output.say("Made a vault with its passphrase in ", "已在此处建立有密码的保险箱：") +
            context.folder.string());
    }
    output.line(output.say("Patient: ", "患者：") + open.patientName(output) +
                output.say(" (", "（") + std::to_string(records) +
                output.say(" records, ", " 条记录，") + std::to_string(state.count) +
                output.say(" log entries)", " 条日志）"));
    const bool isReal = open.session().profile() != nullptr;
    output.line(
        isReal ? output.say("The ledger is the consortium's; its members' desks, mailboxes and "
                            "gateways are played by this program.",
                            "账本是联盟的；各成员的窗口、信箱和网关由本程序扮演。")
               : output.say("Everything here is simulated.", "这里的一切都是模拟的。"));
    output.line(output.say("The 24 words that restore this vault: “words” shows them.",
                           "能恢复这个保险箱的 24 个词：用 words 显示。"));
    output.json(JsonObject()
                    .text("folder", context.folder.string())
                    .text("patient", open.patientName(output))
                    .text("party", open.patient().party.hex())
                    .number("records", records)
                    .number("logEntries", state.count)
                    .flag("simulated", !isReal));
    return ExitCode::Done;
}

ExitCode needsPassphrase(const Output& output) {
    return output.usage(output.say("A new vault needs a passphrase.", "新保险箱需要密码。"),
                        output.say("Give it by --passphrase-file FILE or --passphrase-fd N.",
                                   "请用 --passphrase-file 文件 或 --passphrase-fd N 给出。"));
}

/// The patient of a vault that has adopted a profile.
Result<ExitCode> registerInConsortium(const CommandContext& context, const std::string& name) {
    const Output& output = context.output;
    const auto members = context.arguments.value("--members");
    if (!context.sessions.exists(context.folder)) {
        return output.usage(output.say("There is no vault of a consortium in this folder.",
                                       "这个文件夹里没有属于联盟的保险箱。"),
                            output.say("Make one by “profile import FILE” first.",
                                       "请先用 profile import 文件 建立。"));
    }
    ASSIGN_OR_RETURN(auto session, openSession(context));
    if (session->profile() == nullptr) {
        return fail(ErrorCode::AlreadyExists, "vault");
    }
    if (!members) {
        return output.usage(
            output.say(
                "Patients are registered at a hospital's desk, for which this version has no "
                "program.",
                "登记要在医院窗口进行，本版本还没有医院一侧的程序。"),
            output.say("Of a consortium on this computer, name the folder of its members by "
                       "--members DIR.",
                       "若联盟就在这台计算机上，请用 --members 指明各成员所在的文件夹。"));
    }
    if (const auto registered = session->registerPatient(name, *members); !registered) {
        if (registered.error().code != ErrorCode::NotFound) {
            return fail(registered.error());
        }
        return output.usage(output.say("No member of this consortium lies in “" + *members + "”.",
                                       "“" + *members + "”里没有这个联盟的成员。"),
                            output.say("Name the folder that packaging/consortium/up.sh made.",
                                       "请指明 packaging/consortium/up.sh 建立的文件夹。"));
    }
    RETURN_IF_ERROR(session->saveTrust());
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::over(std::move(session)));
    return announce(context, open);
}

} // namespace

Result<ExitCode> runDemoCreate(const CommandContext& context) {
    const auto seed = seedOf(context.arguments);
    if (!seed) {
        return context.output.usage(
            context.output.say("--seed takes a whole number.", "--seed 后面要写一个整数。"), "");
    }
    const auto credentials = credentialsFrom(context.arguments);
    if (!credentials && credentials.error().code == ErrorCode::Locked) {
        return needsPassphrase(context.output);
    }
    if (!credentials) {
        return fail(credentials.error());
    }
    ASSIGN_OR_RETURN(auto session, context.sessions.createDemo(context.folder, *credentials, *seed,
                                                               progressOnTerminal(context.output)));
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::over(std::move(session)));
    return announce(context, open);
}

Result<ExitCode> runInit(const CommandContext& context) {
    const auto credentials = credentialsFrom(context.arguments);
    if (!credentials && credentials.error().code == ErrorCode::Locked) {
        return needsPassphrase(context.output);
    }
    if (!credentials) {
        return fail(credentials.error());
    }
    const std::string name = context.arguments.value("--name").value_or(std::string());
    if (name.size() > wallet::ownNameBytesMax) {
        return context.output.usage(context.output.say("This name is too long.", "姓名太长。"), "");
    }
    if (context.arguments.value("--members") || context.sessions.exists(context.folder)) {
        return registerInConsortium(context, name);
    }
    ASSIGN_OR_RETURN(auto session,
                     context.sessions.createEmpty(context.folder, *credentials, name));
    ASSIGN_OR_RETURN(OpenWallet open, OpenWallet::over(std::move(session)));
    return announce(context, open);
}

Result<ExitCode> runDemoPeople(const CommandContext& context) {
    const Output& output = context.output;
    const simulation::DemoPatient& patient = simulation::demoPatient();
    output.line(output.say("Simulated patient: ", "模拟患者：") + in(output, patient.name) + " · " +
                patient.birthDate);
    JsonList organizations;
    output.line("");
    output.line(output.say("Simulated organisations", "模拟机构"));
    for (const auto& organization : simulation::demoOrganizations()) {
        output.line("  " + organization.key + "\t" + in(output, organization.name));
        organizations.object(JsonObject()
                                 .text("key", organization.key)
                                 .object("name", nameJson(organization.name))
                                 .text("kind", kindWord(organization.kind)));
    }
    JsonList people;
    output.line("");
    output.line(output.say("Simulated people", "模拟人员"));
    for (const auto& person : simulation::demoPeople()) {
        output.line("  " + person.key + "\t" + in(output, person.name) +
                    (person.department.en.empty() ? "" : " · " + in(output, person.department)) +
                    (person.organizationKey.empty() ? "" : " · " + person.organizationKey));
        people.object(JsonObject()
                          .text("key", person.key)
                          .object("name", nameJson(person.name))
                          .text("role", person.role)
                          .textIfAny("organization", person.organizationKey)
                          .textIfAny("staffId", person.staffId));
    }
    output.json(JsonObject()
                    .flag("simulated", true)
                    .object("patient", JsonObject()
                                           .object("name", nameJson(patient.name))
                                           .text("birthDate", patient.birthDate))
                    .list("organizations", organizations)
                    .list("people", people));
    return ExitCode::Done;
}

} // namespace consentry::cli
