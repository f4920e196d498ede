#include "app/cli/commands/commands.h"
#include "app/cli/ledger_text.h"
#include "app/cli/local_time.h"

#include <fstream>
#include <iostream>
#include <unistd.h>

namespace consentry::cli {
namespace {

using light_client::ConsortiumProfile;
using light_client::ProfileOrganization;
using light_client::SignedProfile;

Result<SignedProfile> readProfileFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return fail(ErrorCode::NotFound, "profile");
    }
    std::string text(SignedProfile::encodedBytesMax + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return light_client::decodeSignedProfile(bytesOf(text));
}

std::string days(milliseconds period, const Output& output) {
    const auto count = std::to_string(std::chrono::floor<std::chrono::days>(period).count());
    return output.say(count + " days", count + " 天");
}

void show(const CommandContext& context, const ConsortiumProfile& profile) {
    const Output& output = context.output;
    const std::string number = std::to_string(profile.number);
    output.line(output.say("Consortium ", "联盟：") + profile.chainId +
                output.say(", profile " + number + " of ", "，第 " + number + " 版说明，签发于 ") +
                localText(profile.issuedAt, context.zone));
    const std::string block = std::to_string(profile.anchorHeight.value);
    output.line(output.say("Begins at block " + block + " of ", "起点：第 " + block + " 区块，") +
                localText(profile.anchorTime, context.zone) +
                output.say("; trusts a block for ", "；区块可信期 ") +
                days(profile.trustingPeriod, output));
    for (const ProfileOrganization& organization : profile.organizations) {
        output.line("  " + output.say(organization.nameEn, organization.nameZh));
        for (const ServerAddress& node : organization.nodes) {
            output.line(output.say("    node     ", "    节点   ") + node.url);
        }
        for (const ServerAddress& witness : organization.witnesses) {
            output.line(output.say("    witness  ", "    见证   ") + witness.url);
        }
    }
    output.line(output.say("Words: ", "核对词：") +
                light_client::profileFingerprint(profile, output.language()));
}

JsonList serversJson(const std::vector<ServerAddress>& servers) {
    JsonList list;
    for (const ServerAddress& server : servers) {
        JsonList pins;
        for (const Digest& pin : server.pinnedKeys) {
            pins.text(pin.hex());
        }
        list.object(JsonObject().text("url", server.url).list("keys", pins));
    }
    return list;
}

JsonObject profileJson(const CommandContext& context, const ConsortiumProfile& profile) {
    JsonList organizations;
    for (const ProfileOrganization& organization : profile.organizations) {
        organizations.object(JsonObject()
                                 .text("party", organization.party.hex())
                                 .text("nameEn", organization.nameEn)
                                 .text("nameZh", organization.nameZh)
                                 .list("nodes", serversJson(organization.nodes))
                                 .list("witnesses", serversJson(organization.witnesses)));
    }
    return JsonObject()
        .text("chain", profile.chainId)
        .number("profile", profile.number)
        .text("issued", toRfc3339(profile.issuedAt))
        .number("anchorBlock", profile.anchorHeight.value)
        .text("anchorHash", profile.anchorHash.hex())
        .text("anchorTime", toRfc3339(profile.anchorTime))
        .text("words", light_client::profileFingerprint(profile, context.output.language()))
        .list("organizations", organizations);
}

/// Whether the person says that these are the words on paper: by --yes, or at the terminal.
bool isConfirmed(const CommandContext& context) {
    if (context.arguments.has("--yes")) {
        return true;
    }
    if (::isatty(STDIN_FILENO) == 0) {
        return false;
    }
    context.output.note(
        context.output.say("Do these words stand on the paper that a hospital gave you? Type yes: ",
                           "这些词与医院给你的纸上写的相同吗？请输入 yes："));
    std::string answer;
    return std::getline(std::cin, answer) && answer == "yes";
}

ExitCode notConfirmed(const Output& output) {
    return output.usage(
        output.say("Nothing was adopted.", "没有采用这份说明。"),
        output.say("Compare the words with those on paper; where they are the same, say --yes.",
                   "请与纸上的词核对；相同时再加 --yes。"));
}

ExitCode belongsToDemonstration(const Output& output) {
    return output.problem({ExitCode::Other,
                           "demonstration",
                           {},
                           output.say("This vault belongs to the demonstration, and stays there.",
                                      "这个保险箱属于演示，不能改用其他联盟。"),
                           output.say("Name another folder by --data DIR; a vault is made in it.",
                                      "请用 --data 指明另一个文件夹，会在其中建立保险箱。")});
}

/// Why a profile was not taken, in words that say what to do about it.
Result<ExitCode> notAdopted(const Output& output, const Error& error) {
    const auto problem = [&](ExitCode exit, std::string message, std::string next) {
        return output.problem(
            {exit, std::string(errorName(error.code)), {}, std::move(message), std::move(next)});
    };
    switch (error.code) {
    case ErrorCode::BadSignature:
        return problem(ExitCode::VerificationFailed,
                       output.say("Too few of its organisations signed this profile.",
                                  "在这份说明上签名的机构不够。"),
                       output.say("Ask the hospital for it again; nothing was changed.",
                                  "请向医院重新索取；没有改动任何内容。"));
    case ErrorCode::AlreadyExists:
        return problem(
            ExitCode::Other,
            output.say("This vault has adopted this profile already.", "保险箱已采用这份说明。"),
            "");
    case ErrorCode::VerificationFailed:
        return problem(ExitCode::VerificationFailed,
                       output.say("The consortium's nodes show another block than the profile.",
                                  "联盟的节点给出的区块与说明不符。"),
                       output.say("Do not use this profile, and tell the hospital.",
                                  "请不要使用这份说明，并告知医院。"));
    default:
        return fail(error);
    }
}

} // namespace

Result<ExitCode> runProfileShow(const CommandContext& context) {
    const Output& output = context.output;
    ASSIGN_OR_RETURN(const auto session, openSession(context));
    const ConsortiumProfile* profile = session->profile();
    if (!session->hasConsortium()) {
        output.line(
            output.say("This vault belongs to no consortium yet; “profile import FILE” "
                       "brings one in.",
                       "这个保险箱还没有加入任何联盟；请用 profile import 文件 导入联盟说明。"));
        output.json(JsonObject().flag("demonstration", false));
        return ExitCode::Done;
    }
    if (profile == nullptr) {
        output.line(output.say("This vault belongs to the demonstration; it has no profile.",
                               "这个保险箱属于演示，没有联盟说明。"));
        output.json(JsonObject().flag("demonstration", true));
        return ExitCode::Done;
    }
    show(context, *profile);
    output.json(profileJson(context, *profile));
    return ExitCode::Done;
}

Result<ExitCode> runProfileImport(const CommandContext& context) {
    const Output& output = context.output;
    const auto profile = readProfileFile(context.arguments.positional.front());
    if (!profile) {
        return fail(profile.error());
    }
    const bool isThere = context.sessions.exists(context.folder);
    ASSIGN_OR_RETURN(const auto credentials, credentialsFrom(context.arguments));
    std::unique_ptr<simulation::DemoSession> session;
    if (isThere) {
        ASSIGN_OR_RETURN(session, context.sessions.open(context.folder, credentials));
        if (session->hasConsortium() && session->profile() == nullptr) {
            return belongsToDemonstration(output);
        }
    }
    show(context, profile->profile);
    if (!isConfirmed(context)) {
        return notConfirmed(output);
    }
    if (isThere) {
        if (const auto adopted = session->adoptProfile(*profile); !adopted) {
            return notAdopted(output, adopted.error());
        }
    } else {
        auto made = context.sessions.createForProfile(context.folder, credentials, *profile, {});
        if (!made) {
            return notAdopted(output, made.error());
        }
        output.line(
            output.say("Made a vault with its passphrase in ", "已在此处建立有密码的保险箱：") +
            context.folder.string());
    }
    output.line(output.say("The profile was adopted.", "已采用这份说明。"));
    output.json(profileJson(context, profile->profile).flag("adopted", true));
    return ExitCode::Done;
}

} // namespace consentry::cli
