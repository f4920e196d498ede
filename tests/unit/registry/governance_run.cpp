#include "tests/unit/registry/governance_run.h"

#include <algorithm>

namespace consentry::registry::test {
namespace {

constexpr std::size_t organizationsMax = 14;

} // namespace

std::string GovernanceRun::nameOf(const Transaction& transaction) {
    std::string name(transactionKindName(transaction.kind()));
    if (const auto* propose = std::get_if<Propose>(&transaction.body)) {
        name += " " + std::string(transactionKindName(actionKind(propose->action)));
    }
    return name;
}

milliseconds GovernanceRun::nextStep() {
    if (chance(2)) {
        return std::chrono::days(1 + pick(30));
    }
    return chance(4) ? milliseconds(std::chrono::hours(1 + pick(30)))
                     : milliseconds(200 + pick(5000));
}

std::vector<Bytes> GovernanceRun::nextBlock() {
    follow();
    std::vector<Bytes> block;
    const std::uint64_t count = 1 + pick(4);
    for (std::uint64_t i = 0; i < count; ++i) {
        if (!m_sent.empty() && chance(3)) {
            block.push_back(m_sent[pick(m_sent.size())]);
            continue;
        }
        Transaction tx = nextTransaction();
        Bytes bytes = m_kit.seal(tx);
        if (chance(2)) {
            tx.signature.data()[5] ^= std::byte{1};
            bytes = encodeTransaction(tx);
        }
        m_sent.push_back(bytes);
        block.push_back(std::move(bytes));
    }
    return block;
}

/// Learns from the state with which governance keys the organisations sign now.
void GovernanceRun::follow() {
    for (std::size_t i = 0; i < m_kit.orgCount(); ++i) {
        Organization& org = m_kit.org(i);
        const auto party = m_kit.load<PartyState>(partyKey(m_kit.chainId, org.id));
        for (const KeyId& keyId : party ? party->keys : std::vector<KeyId>()) {
            const auto key = m_kit.load<KeyState>(keyKey(m_kit.chainId, keyId));
            if (key->role == KeyRole::Governance && chance(60)) {
                org.governance = keyId;
            }
        }
    }
}

Organization& GovernanceRun::mostlyMember() {
    const auto members = *m_kit.load<MembersState>(membersKey(m_kit.chainId));
    for (int i = 0; i < 20 && chance(99); ++i) {
        Organization& org = anyOrg();
        if (members.isMemberAt(org.id, m_kit.time)) {
            return org;
        }
    }
    return anyOrg();
}

/// One of the oldest that are open, so that some reach their number.
ProposalId GovernanceRun::mostlyOpen() {
    const auto state = m_kit.load<ProposalsState>(proposalsKey(m_kit.chainId));
    if (state && !state->open.empty() && chance(92)) {
        return state->open[pick(std::min<std::size_t>(state->open.size(), 3))].proposalId;
    }
    return m_proposals[pick(m_proposals.size())];
}

Transaction GovernanceRun::nextTransaction() {
    Organization& org = mostlyMember();
    if (!m_proposals.empty() && chance(80)) {
        return m_kit.approval(org, mostlyOpen());
    }
    if (chance(12)) {
        const Organization& about = chance(85) ? org : anyOrg();
        return m_kit.byGovernance(org, anyUpdate(about, chance(15)));
    }
    if (chance(4)) {
        return m_kit.byGovernance(org, leaving(chance(80) ? org : anyOrg()));
    }
    const std::string nonce = chance(97) ? fresh("proposal ") : "proposal 1";
    m_proposals.push_back(m_kit.proposalId(org, nonce));
    return m_kit.proposal(org, nonce, anyAction());
}

GovernanceAction GovernanceRun::anyAction() {
    switch (pick(10)) {
    case 0:
    case 1:
        if (m_kit.orgCount() < organizationsMax) {
            return m_kit.joining(m_kit.newcomer(fresh("clinic ")));
        }
        return m_kit.joining(anyOrg());
    case 2:
        return anyUpdate(mostlyMember(), chance(70));
    case 3:
        return leaving(mostlyMember());
    case 4:
    case 5:
    case 6:
        return anyValidators(mostlyMember());
    case 7:
    case 8:
        return anyParameters();
    default:
        return Upgrade{BlockHeight(m_kit.height.value + pick(60)), pick(5)};
    }
}

UpdateOrganization GovernanceRun::anyUpdate(const Organization& org, bool withGovernance) {
    UpdateOrganization update;
    update.organization = org.id;
    const auto role =
        withGovernance ? KeyRole::Governance : (chance(50) ? KeyRole::Attestor : KeyRole::Gateway);
    if (chance(70)) {
        update.addKeys.push_back(m_kit.organizationKey(org.id, role, fresh("new key ")));
        if (chance(5)) {
            update.addKeys.back().possession.data()[0] ^= std::byte{1};
        }
    }
    const auto party = m_kit.load<PartyState>(partyKey(m_kit.chainId, org.id));
    for (const KeyId& keyId : party ? party->keys : std::vector<KeyId>()) {
        const auto key = m_kit.load<KeyState>(keyKey(m_kit.chainId, keyId));
        if (chance(key->role == role ? 45 : 3)) {
            update.removeKeys.push_back(keyId);
        }
    }
    std::ranges::sort(update.removeKeys);
    if (chance(10)) {
        update.inboxKey = chance(50) ? org.inbox : sealingKeyOf(fresh("inbox "));
    }
    return update;
}

UpdateValidators GovernanceRun::anyValidators(const Organization& org) {
    UpdateValidators update;
    update.organization = org.id;
    const auto state = *m_kit.load<ValidatorsState>(validatorsKey(m_kit.chainId));
    const auto theirs = std::ranges::find(state.validators, org.id, &ValidatorEntry::organization);
    const bool has = theirs != state.validators.end();
    if (has && chance(85)) {
        update.remove = theirs->key;
    } else if (chance(5)) {
        update.remove = m_kit.key(org.gateway).publicKey();
    }
    if (has ? chance(60) : chance(95)) {
        update.add = chance(95) ? m_kit.newValidator(org.id, fresh("validator "))
                                : m_kit.newValidator(anyOrg().id, fresh("validator "));
    }
    return update;
}

SetParameters GovernanceRun::anyParameters() {
    SetParameters set;
    if (chance(60)) {
        set.transactionsPerHour = static_cast<std::uint32_t>(pick(100'010));
    }
    if (chance(30)) {
        set.requestDays = static_cast<std::uint32_t>(pick(368));
    }
    if (chance(30)) {
        set.blockBytesMax = static_cast<std::uint32_t>(200'000 + pick(2'000'000));
    }
    if (chance(20)) {
        set.activeGrantsMax = 1000;
    }
    return set;
}

LeaveOrganization GovernanceRun::leaving(const Organization& org) {
    LeaveOrganization leave;
    leave.organization = org.id;
    if (chance(95)) {
        leave.successor = anyOrg().id;
    }
    return leave;
}

} // namespace consentry::registry::test
