#include "tests/integration/support/registry_drafts.h"

namespace consentry::test {

using registry::test::Kit;

Result<std::unique_ptr<Kit>> kitFor(const ConsortiumFolder& consortium) {
    std::vector<registry::test::ForeignOrganization> organizations;
    for (const Member& member : consortium.members) {
        ASSIGN_OR_RETURN(hospital::OrganizationKeys keys, keysOf(member));
        organizations.push_back({"member " + std::to_string(member.number), keys.organization,
                                 std::move(keys.attestor), std::move(keys.gateway),
                                 keys.inbox.publicKey()});
    }
    auto kit = std::make_unique<Kit>(consortium.chainId, std::move(organizations));
    kit->time = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    return kit;
}

Result<> continueSequences(Kit& kit, MemberClient& client) {
    for (std::size_t i = 0; i < kit.orgCount(); ++i) {
        for (const KeyId& key : {kit.org(i).attestor, kit.org(i).gateway}) {
            ASSIGN_OR_RETURN(const StateAnswer answer,
                             client.transport().state(registry::rateKey(kit.chainId, key), {}));
            if (answer.value) {
                ASSIGN_OR_RETURN(const auto rate,
                                 registry::decodeState<registry::RateState>(*answer.value));
                kit.continueSequence(key, rate.highest);
            }
        }
    }
    return {};
}

} // namespace consentry::test
