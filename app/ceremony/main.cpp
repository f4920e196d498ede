#include "app/ceremony/ceremony.h"
#include "app/ceremony/command_words.h"
#include "app/ceremony/profile_steps.h"
#include "core/adapters/system/posix_file_system.h"
#include "core/adapters/system/process_hardening.h"

#include <exception>
#include <iostream>

namespace consentry::ceremony {
namespace {

constexpr std::string_view usage =
    "Usage:\n"
    "  consentry-ceremony keys --folder DIR --chain ID --name-en NAME --name-zh NAME\n"
    "      --peer HOST:PORT --url https://HOST:PORT --pin HEX… [--no-mailbox]\n"
    "      (--governance-passphrase-file FILE | --governance-plain)\n"
    "  consentry-ceremony genesis --out genesis.json [--time 2026-12-01T08:00:00Z]\n"
    "      [--transactions-per-hour N] card.json…\n"
    "  consentry-ceremony check --genesis genesis.json --card card.json\n"
    "  consentry-ceremony profile --out FILE --anchor commit.json [--time 2026-12-01T08:00:00Z]\n"
    "      [--number N] [--trusting-days 30] card.json…\n"
    "  consentry-ceremony sign-profile --profile FILE --governance governance.key\n"
    "      [--governance-passphrase-file FILE]\n"
    "  consentry-ceremony show-profile --profile FILE\n"
    "packaging/consortium/README.md tells who does what, in which order.\n";

/// A digest that people read to each other: groups of four.
std::string spoken(const Digest& digest) {
    const std::string hex = digest.hex();
    std::string text;
    for (std::size_t i = 0; i < hex.size(); i += 4) {
        text += (i == 0 ? "" : " ") + hex.substr(i, 4);
    }
    return text;
}

Result<> runKeys(const CommandWords& words, FileSystem& files) {
    OrganizationPlan plan;
    ASSIGN_OR_RETURN(const std::string folder, words.need("--folder"));
    ASSIGN_OR_RETURN(plan.chainId, words.need("--chain"));
    ASSIGN_OR_RETURN(plan.nameEn, words.need("--name-en"));
    ASSIGN_OR_RETURN(plan.nameZh, words.need("--name-zh"));
    ASSIGN_OR_RETURN(plan.peerAddress, words.need("--peer"));
    ASSIGN_OR_RETURN(plan.nodeUrl, words.need("--url"));
    plan.mailbox = !words.has("--no-mailbox");
    for (const std::string& pin : words.all("--pin")) {
        ASSIGN_OR_RETURN(const Digest digest, Digest::fromHexText(pin));
        plan.nodePins.push_back(digest);
    }
    std::optional<SecretBytes> passphrase;
    if (!words.has("--governance-plain")) {
        ASSIGN_OR_RETURN(const std::string path, words.need("--governance-passphrase-file"));
        ASSIGN_OR_RETURN(passphrase, readPassphrase(files, path));
    }
    ASSIGN_OR_RETURN(const hospital::OrganizationCard card,
                     makeKeys(files, folder, plan, passphrase ? &*passphrase : nullptr));
    std::cout << "organisation " << hospital::partyOf(card).hex() << "\n"
              << "governance   " << spoken(*Digest::from(card.governanceKey.view())) << "\n"
              << "Hand out " << folder << "/card.json, and read the governance key to the others. "
              << "Move keys/governance.key to a medium that stays offline.\n";
    return {};
}

Result<Instant> timeOption(const CommandWords& words) {
    if (const auto text = words.value("--time")) {
        return parseRfc3339(*text);
    }
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

Result<> runGenesis(const CommandWords& words, FileSystem& files) {
    ASSIGN_OR_RETURN(const std::string target, words.need("--out"));
    ASSIGN_OR_RETURN(const Instant time, timeOption(words));
    registry::ParamsState params;
    if (const auto text = words.value("--transactions-per-hour")) {
        ASSIGN_OR_RETURN(params.transactionsPerHour, wholeNumber(*text));
    }
    std::vector<std::filesystem::path> cards(words.plain().begin(), words.plain().end());
    ASSIGN_OR_RETURN(const Digest digest, joinGenesis(files, target, cards, params, time));
    std::cout << "genesis " << spoken(digest) << "\n";
    return {};
}

Result<> runCheck(const CommandWords& words, FileSystem& files) {
    ASSIGN_OR_RETURN(const std::string genesis, words.need("--genesis"));
    ASSIGN_OR_RETURN(const std::string card, words.need("--card"));
    ASSIGN_OR_RETURN(const GenesisCheck check, checkGenesis(files, genesis, card));
    std::cout << "chain   " << check.chainId << "\n";
    for (const std::string& name : check.organizations) {
        std::cout << "member  " << name << "\n";
    }
    std::cout << "genesis " << spoken(check.digest) << "\n"
              << "This organisation stands in it as on its card. Read the line above to the others "
                 "before you start.\n";
    return {};
}

void printServers(std::string_view what, const std::vector<ServerAddress>& servers) {
    for (const ServerAddress& server : servers) {
        std::cout << "  " << what << server.url << "\n";
        for (const Digest& pin : server.pinnedKeys) {
            std::cout << "    key " << pin.hex() << "\n";
        }
    }
}

/// Everything that a signature stands for, and the words that go onto paper.
void print(const light_client::SignedProfile& profile) {
    const light_client::ConsortiumProfile& said = profile.profile;
    std::cout << "chain    " << said.chainId << "\n"
              << "profile  " << said.number << " of " << toRfc3339(said.issuedAt) << "\n"
              << "anchor   block " << said.anchorHeight.value << ", " << toRfc3339(said.anchorTime)
              << ", " << said.anchorHash.hex() << "\n"
              << "trust    " << said.trustLevel.numerator << "/" << said.trustLevel.denominator
              << ", " << std::chrono::duration_cast<std::chrono::hours>(said.trustingPeriod).count()
              << " hours\n";
    for (const auto& organization : said.organizations) {
        std::cout << "member   " << organization.nameEn << " · " << organization.nameZh << " "
                  << organization.party.hex() << "\n";
        printServers("node    ", organization.nodes);
        printServers("witness ", organization.witnesses);
    }
    std::cout << "words    " << light_client::profileFingerprint(said, Language::English) << "\n"
              << "         " << light_client::profileFingerprint(said, Language::ChineseSimplified)
              << "\n"
              << "signed   " << profile.signatures.size() << " times";
    if (said.number == 1) {
        std::cout << "; wallets ask for " << said.threshold();
    }
    std::cout << "\n";
}

Result<> runProfile(const CommandWords& words, FileSystem& files) {
    ASSIGN_OR_RETURN(const std::string target, words.need("--out"));
    ProfilePlan plan;
    ASSIGN_OR_RETURN(plan.anchor, words.need("--anchor"));
    ASSIGN_OR_RETURN(plan.issuedAt, timeOption(words));
    if (const auto text = words.value("--number")) {
        ASSIGN_OR_RETURN(plan.number, wholeNumber(*text));
    }
    if (const auto text = words.value("--trusting-days")) {
        ASSIGN_OR_RETURN(const std::uint32_t days, wholeNumber(*text));
        plan.trustingPeriod = std::chrono::hours(24) * std::int64_t{days};
    }
    const std::vector<std::filesystem::path> cards(words.plain().begin(), words.plain().end());
    ASSIGN_OR_RETURN(const auto made, makeProfile(files, target, cards, plan));
    print(made);
    std::cout
        << "Each organisation checks the lines above and adds its signature by sign-profile.\n";
    return {};
}

Result<> runSignProfile(const CommandWords& words, FileSystem& files) {
    ASSIGN_OR_RETURN(const std::string path, words.need("--profile"));
    ASSIGN_OR_RETURN(const std::string key, words.need("--governance"));
    std::optional<SecretBytes> passphrase;
    if (const auto file = words.value("--governance-passphrase-file")) {
        ASSIGN_OR_RETURN(passphrase, readPassphrase(files, *file));
    }
    ASSIGN_OR_RETURN(const auto made,
                     addSignature(files, path, key, passphrase ? &*passphrase : nullptr));
    print(made);
    return {};
}

Result<> runShowProfile(const CommandWords& words, FileSystem& files) {
    ASSIGN_OR_RETURN(const std::string path, words.need("--profile"));
    ASSIGN_OR_RETURN(const auto profile, readProfile(files, path));
    print(profile);
    return profile.profile.number == 1 ? light_client::checkFirstProfile(profile) : Result<>();
}

Result<> run(const std::vector<std::string>& words) {
    ASSIGN_OR_RETURN(const CommandWords command, CommandWords::parse(words));
    adapters::PosixFileSystem files;
    if (command.verb() == "keys") {
        return runKeys(command, files);
    }
    if (command.verb() == "genesis") {
        return runGenesis(command, files);
    }
    if (command.verb() == "check") {
        return runCheck(command, files);
    }
    if (command.verb() == "profile") {
        return runProfile(command, files);
    }
    if (command.verb() == "sign-profile") {
        return runSignProfile(command, files);
    }
    if (command.verb() == "show-profile") {
        return runShowProfile(command, files);
    }
    return fail(ErrorCode::InvalidArgument, "unknown command \"" + command.verb() + "\"");
}

/// What an administrator does next; the context says where it happened.
std::string_view remedy(ErrorCode code) {
    switch (code) {
    case ErrorCode::AlreadyExists:
        return "Nothing was written over. Choose another place, or keep what is there.";
    case ErrorCode::BadSignature:
        return "The file is not what its organisations signed, or not enough of them did. Ask them "
               "for "
               "it again.";
    case ErrorCode::Locked:
        return "Name the file with its passphrase by --governance-passphrase-file.";
    case ErrorCode::NotFound:
        return "Check the path.";
    case ErrorCode::ReadOnly:
    case ErrorCode::DiskFull:
    case ErrorCode::Io:
        return "The files could not be written or read. Check rights and space, then run it again.";
    default:
        return "Mend it and run the command again; nothing was changed.";
    }
}

} // namespace
} // namespace consentry::ceremony

int main(int argc, char** argv) {
    using namespace consentry;
    // No secret exists before this.
    if (!adapters::hardenProcess()) {
        std::cerr << "This system does not let the program protect its memory. "
                     "Run it where prctl and setrlimit are allowed.\n";
        return 1;
    }
    try {
        const std::vector<std::string> words(argv + 1, argv + argc);
        if (words.empty() || words.front() == "--help") {
            std::cout << ceremony::usage;
            return words.empty() ? 2 : 0;
        }
        if (const auto done = ceremony::run(words); !done) {
            std::cerr << toString(done.error()) << ".\n"
                      << ceremony::remedy(done.error().code) << "\n";
            return 1;
        }
        return 0;
    } catch (const std::exception& error) {
        // Only a library or an empty memory throws; what it says is for developers.
        std::cerr << "The program had to stop: " << error.what() << ". Start it again.\n";
        return 1;
    }
}
