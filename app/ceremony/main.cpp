#include "app/ceremony/ceremony.h"
#include "app/ceremony/command_words.h"
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

Result<> runGenesis(const CommandWords& words, FileSystem& files) {
    ASSIGN_OR_RETURN(const std::string target, words.need("--out"));
    Instant time = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    if (const auto text = words.value("--time")) {
        ASSIGN_OR_RETURN(time, parseRfc3339(*text));
    }
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
    return fail(ErrorCode::InvalidArgument, "unknown command \"" + command.verb() + "\"");
}

/// What an administrator does next; the context says where it happened.
std::string_view remedy(ErrorCode code) {
    switch (code) {
    case ErrorCode::AlreadyExists:
        return "Nothing was written over. Choose another place, or keep what is there.";
    case ErrorCode::BadSignature:
        return "The file is not what its organisation signed. Ask that organisation for it again.";
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
