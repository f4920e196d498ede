#include "tests/integration/support/consortium_folder.h"

#include "core/hospital/key_file.h"
#include "tests/support/test_paths.h"

#include <charconv>
#include <cstdlib>
#include <map>
#include <sstream>

namespace consentry::test {
namespace {

namespace fs = std::filesystem;
using hospital::OrganizationKeyRole;

/// up.sh writes name="value", one a line.
std::map<std::string, std::string> settingsIn(const std::string& text) {
    std::map<std::string, std::string> settings;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t equals = line.find("=\"");
        if (equals != std::string::npos && line.ends_with('"')) {
            settings[line.substr(0, equals)] = line.substr(equals + 2, line.size() - equals - 3);
        }
    }
    return settings;
}

fs::path consortiumPath() {
    const char* named = std::getenv("CONSENTRY_CONSORTIUM");
    return named != nullptr ? fs::path(named) : sourceDir() / "build" / "consortium";
}

Result<hospital::KeyFile> keyFile(const Member& member, OrganizationKeyRole role) {
    const fs::path path = member.folder / "keys" / (std::string(hospital::roleName(role)) + ".key");
    const std::string text = readFile(path);
    return hospital::decodeKeyFile(bytesOf(text), nullptr);
}

Result<SigningKey> signingKey(const Member& member, OrganizationKeyRole role) {
    ASSIGN_OR_RETURN(const hospital::KeyFile file, keyFile(member, role));
    return hospital::signingKeyOf(file, role);
}

} // namespace

Result<ConsortiumFolder> ConsortiumFolder::open() {
    ConsortiumFolder folder;
    folder.path = consortiumPath();
    if (!fs::exists(folder.path / "settings")) {
        return fail(ErrorCode::NotFound, "no consortium in " + folder.path.string());
    }
    const auto settings = settingsIn(readFile(folder.path / "settings"));
    const auto at = [&](const char* name) {
        const auto found = settings.find(name);
        return found == settings.end() ? std::string() : found->second;
    };
    folder.app = at("app");
    folder.network = at("network");
    folder.chainId = at("chain");
    int count = 0;
    const std::string members = at("members");
    std::from_chars(members.data(), members.data() + members.size(), count);
    const std::string prefix = folder.network == "namespaces" ? "10.213.77." : "127.0.0.";
    for (int number = 1; number <= count; ++number) {
        folder.members.push_back({number, folder.path / ("member" + std::to_string(number)),
                                  prefix + std::to_string(number + 1)});
    }
    return folder;
}

Result<hospital::OrganizationCard> cardOf(const Member& member) {
    const std::string text = readFile(member.folder / "card.json");
    return hospital::decodeCard(bytesOf(text));
}

Result<hospital::OrganizationKeys> keysOf(const Member& member) {
    hospital::OrganizationKeys keys;
    ASSIGN_OR_RETURN(const hospital::OrganizationCard card, cardOf(member));
    keys.organization = hospital::partyOf(card);
    ASSIGN_OR_RETURN(keys.attestor, signingKey(member, OrganizationKeyRole::Attestor));
    ASSIGN_OR_RETURN(keys.gateway, signingKey(member, OrganizationKeyRole::Gateway));
    ASSIGN_OR_RETURN(const hospital::KeyFile inbox, keyFile(member, OrganizationKeyRole::Inbox));
    ASSIGN_OR_RETURN(keys.inbox, hospital::inboxKeyOf(inbox));
    return keys;
}

Result<SigningKey> governanceKeyOf(const Member& member) {
    return signingKey(member, OrganizationKeyRole::Governance);
}

} // namespace consentry::test
