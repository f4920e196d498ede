#pragma once

#include "core/hospital/organization_card.h"
#include "core/hospital/organization_keys.h"

#include <filesystem>
#include <string>
#include <vector>

namespace consentry::test {

/// One member of a consortium that packaging/consortium/up.sh made on this machine.
struct Member {
    int number = 0; ///< from 1
    std::filesystem::path folder;
    std::string address; ///< of its engine: "127.0.0.2"

    std::string rpcUrl() const { return "http://" + address + ":26657"; }
};

/// What up.sh left in its folder. Reads files alone.
struct ConsortiumFolder {
    std::filesystem::path path;
    std::string app;     ///< "node", or an example of the engine
    std::string network; ///< "loopback" or "namespaces"
    std::string chainId;
    std::vector<Member> members;

    /// The folder that the environment's CONSENTRY_CONSORTIUM names, else build/consortium of the
    /// project. NotFound where up.sh made none.
    static Result<ConsortiumFolder> open();
    const Member& member(int number) const {
        return members.at(static_cast<std::size_t>(number) - 1);
    }
};

Result<hospital::OrganizationCard> cardOf(const Member& member);
/// The keys that this machine holds for a member because all of them live here.
Result<hospital::OrganizationKeys> keysOf(const Member& member);
Result<SigningKey> governanceKeyOf(const Member& member);

} // namespace consentry::test
