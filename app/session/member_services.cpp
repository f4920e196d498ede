#include "app/session/member_services.h"

#include "core/hospital/key_file.h"
#include "core/hospital/organization_card.h"

#include <algorithm>
#include <set>

namespace consentry {
namespace {

using hospital::OrganizationCard;
using hospital::OrganizationKeyRole;
using simulation::PlayedOrganization;
namespace fs = std::filesystem;

constexpr std::size_t membersMax = light_client::ConsortiumProfile::organizationsMax;

Result<hospital::KeyFile> readKey(FileSystem& files, const fs::path& member,
                                  OrganizationKeyRole role) {
    const fs::path path = member / "keys" / (std::string(hospital::roleName(role)) + ".key");
    ASSIGN_OR_RETURN(Bytes text, files.readFile(path, hospital::KeyFile::fileBytesMax));
    auto key = hospital::decodeKeyFile(text, nullptr);
    wipe(text);
    return key ? std::move(key) : failWithin(path.string(), key.error());
}

Result<SigningKey> readSigningKey(FileSystem& files, const fs::path& member,
                                  OrganizationKeyRole role) {
    ASSIGN_OR_RETURN(const hospital::KeyFile file, readKey(files, member, role));
    return hospital::signingKeyOf(file, role);
}

Result<PlayedOrganization> readMember(FileSystem& files, const fs::path& member,
                                      const OrganizationCard& card) {
    PlayedOrganization played;
    played.about.key = shortWord(card.nameEn);
    played.about.name = {card.nameZh, card.nameEn};
    played.keys.organization = hospital::partyOf(card);
    ASSIGN_OR_RETURN(played.keys.attestor,
                     readSigningKey(files, member, OrganizationKeyRole::Attestor));
    ASSIGN_OR_RETURN(played.keys.gateway,
                     readSigningKey(files, member, OrganizationKeyRole::Gateway));
    ASSIGN_OR_RETURN(const hospital::KeyFile inbox,
                     readKey(files, member, OrganizationKeyRole::Inbox));
    ASSIGN_OR_RETURN(played.keys.inbox, hospital::inboxKeyOf(inbox));
    return played;
}

} // namespace

std::string shortWord(std::string_view nameEn) {
    std::string word;
    for (const char c : nameEn) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        if (!isUpper && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
            if (!word.empty()) {
                break;
            }
            continue;
        }
        word += isUpper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return word.empty() ? "member" : word;
}

Result<std::vector<PlayedOrganization>> membersIn(FileSystem& files, const fs::path& folder,
                                                  const light_client::ConsortiumProfile& profile) {
    std::vector<PlayedOrganization> members;
    std::set<std::string> words;
    for (std::size_t number = 1; number <= membersMax; ++number) {
        const fs::path member = folder / ("member" + std::to_string(number));
        if (!files.exists(member / "card.json")) {
            break;
        }
        ASSIGN_OR_RETURN(const Bytes text,
                         files.readFile(member / "card.json", OrganizationCard::fileBytesMax));
        ASSIGN_OR_RETURN(const OrganizationCard card, hospital::decodeCard(text));
        if (card.chainId != profile.chainId ||
            profile.organization(hospital::partyOf(card)) == nullptr) {
            continue;
        }
        ASSIGN_OR_RETURN(PlayedOrganization played, readMember(files, member, card));
        if (!words.insert(played.about.key).second) {
            played.about.key += std::to_string(number);
            words.insert(played.about.key);
        }
        members.push_back(std::move(played));
    }
    if (members.empty()) {
        return fail(ErrorCode::NotFound, "members of this consortium in " + folder.string());
    }
    return members;
}

} // namespace consentry
