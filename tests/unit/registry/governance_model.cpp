#include "tests/unit/registry/governance_model.h"

#include <algorithm>

namespace consentry::registry::test {
namespace {

const std::string ok = "ACCEPTED";
constexpr std::int64_t dayMs = 86'400'000;

std::map<std::string, std::uint32_t> factsOf(const ParamsState& params) {
    return {{"perHour", params.transactionsPerHour},
            {"grants", params.activeGrantsMax},
            {"ofOrg", params.openRequestsPerOrganization},
            {"ofPatient", params.openRequestsPerPatient},
            {"days", params.requestDays},
            {"block", params.blockBytesMax.value_or(0)}};
}

std::map<std::string, std::uint32_t> factsOf(const SetParameters& a) {
    std::map<std::string, std::uint32_t> facts;
    const auto add = [&](const char* name, const std::optional<std::uint32_t>& value) {
        if (value) {
            facts[name] = *value;
        }
    };
    add("perHour", a.transactionsPerHour);
    add("grants", a.activeGrantsMax);
    add("ofOrg", a.openRequestsPerOrganization);
    add("ofPatient", a.openRequestsPerPatient);
    add("days", a.requestDays);
    add("block", a.blockBytesMax);
    return facts;
}

} // namespace

GovernanceModel::GovernanceModel(const Kit& kit)
    : m_chain(kit.chainId), m_params(factsOf(kit.genesis.params)) {
    for (const GenesisOrganization& org : kit.genesis.organizations) {
        const PartyId id = partyIdOf(m_chain, org.governanceKey);
        m_orgs[id] = {org.mailbox, org.inboxKey, {}, org.validatorKey};
        const auto add = [&](const SigningPublicKey& key, KeyRole role) {
            m_keys[keyIdOf(m_chain, key)] = {id, role, key, {}};
        };
        add(org.governanceKey, KeyRole::Governance);
        add(org.attestorKeys[0], KeyRole::Attestor);
        add(org.gatewayKeys[0], KeyRole::Gateway);
        add(*org.validatorKey, KeyRole::Validator);
    }
}

void GovernanceModel::beginBlock(Instant time, std::uint64_t height) {
    m_now = time;
    m_height = height;
}

bool GovernanceModel::alive(const KeyId& id) const {
    const auto key = m_keys.find(id);
    return key != m_keys.end() && !(key->second.gone && *key->second.gone <= m_now);
}

bool GovernanceModel::member(const PartyId& id) const {
    const auto org = m_orgs.find(id);
    return org != m_orgs.end() && !(org->second.leaves && *org->second.leaves <= m_now);
}

std::string GovernanceModel::signedBy(const Transaction& tx) const {
    if (tx.expiresAt <= m_now) {
        return "EXPIRED";
    }
    const auto key = m_keys.find(tx.keyId);
    if (key == m_keys.end()) {
        return "UNKNOWN_KEY";
    }
    if (!alive(tx.keyId)) {
        return "KEY_REMOVED";
    }
    const auto used = m_used.find(tx.keyId);
    if (used != m_used.end()) {
        const std::uint64_t highest = *used->second.rbegin();
        if (*tx.sequence > highest + 1024 || *tx.sequence + 64 <= highest) {
            return "SEQUENCE_OUT_OF_WINDOW";
        }
        if (used->second.contains(*tx.sequence)) {
            return "SEQUENCE_USED";
        }
    }
    return verifySignature(key->second.publicKey, signedBytes(tx), tx.signature) ? ok
                                                                                 : "BAD_SIGNATURE";
}

std::string GovernanceModel::take(const Bytes& bytes) {
    const Transaction tx = *decodeTransaction(bytes);
    const std::string validity = signedBy(tx);
    if (validity != ok) {
        return validity;
    }
    m_used[tx.keyId].insert(*tx.sequence);
    if (m_keys.at(tx.keyId).role != KeyRole::Governance) {
        return "NOT_PERMITTED";
    }
    return std::visit([&](const auto& body) { return on(tx, body); }, tx.body);
}

std::string GovernanceModel::newKey(const PartyId& org, const SigningPublicKey& key,
                                    const Signature& proof) const {
    if (m_keys.contains(keyIdOf(m_chain, key))) {
        return "KEY_IN_USE";
    }
    return verifySignature(key, possessionDigest(m_chain, org, key).view(), proof)
               ? ok
               : "BAD_POSSESSION";
}

// What stands against an action

std::string GovernanceModel::against(const RegisterOrganization& a) const {
    const PartyId id = partyIdOf(m_chain, a.governanceKey);
    if (m_orgs.contains(id)) {
        return "ORGANIZATION_EXISTS";
    }
    if (const auto p = newKey(id, a.governanceKey, a.governancePossession); p != ok) {
        return p;
    }
    for (const OrganizationKey& key : a.keys) {
        if (const auto p = newKey(id, key.key, key.possession); p != ok) {
            return p;
        }
    }
    return ok;
}

std::string GovernanceModel::against(const UpdateOrganization& a) const {
    const auto org = m_orgs.find(a.organization);
    if (org == m_orgs.end()) {
        return "UNKNOWN_ORGANIZATION";
    }
    if (!member(a.organization)) {
        return "ORGANIZATION_LEAVES";
    }
    const bool newInbox = a.inboxKey && *a.inboxKey != org->second.inbox;
    if (a.addKeys.empty() && a.removeKeys.empty() && !newInbox) {
        return "NO_EFFECT";
    }
    for (const KeyId& id : a.removeKeys) {
        const auto key = m_keys.find(id);
        if (key == m_keys.end() || key->second.org != a.organization ||
            key->second.role == KeyRole::Validator || !alive(id)) {
            return "UNKNOWN_TARGET_KEY";
        }
    }
    for (const OrganizationKey& key : a.addKeys) {
        if (const auto p = newKey(a.organization, key.key, key.possession); p != ok) {
            return p;
        }
    }
    for (const KeyRole role : {KeyRole::Governance, KeyRole::Attestor, KeyRole::Gateway}) {
        auto left = std::ranges::count_if(m_keys, [&](const auto& entry) {
            return entry.second.org == a.organization && entry.second.role == role &&
                   alive(entry.first) && std::ranges::count(a.removeKeys, entry.first) == 0;
        });
        left += std::ranges::count(a.addKeys, role, &OrganizationKey::role);
        if (left < 1) {
            return "LAST_KEY";
        }
        if (left > 16) {
            return "TOO_MANY_KEYS";
        }
    }
    return ok;
}

std::string GovernanceModel::against(const LeaveOrganization& a) const {
    const auto org = m_orgs.find(a.organization);
    if (org == m_orgs.end()) {
        return "UNKNOWN_ORGANIZATION";
    }
    if (org->second.leaves) {
        return "ORGANIZATION_LEAVES";
    }
    if (org->second.validator) {
        return "VALIDATOR_STAYS";
    }
    const bool othersStay = std::ranges::any_of(m_orgs, [&](const auto& entry) {
        return entry.first != a.organization && !entry.second.leaves;
    });
    if (!othersStay) {
        return "LAST_MEMBER";
    }
    if (a.successor.has_value() != org->second.mailbox) {
        return "NOT_A_MAILBOX";
    }
    if (a.successor) {
        const auto next = m_orgs.find(*a.successor);
        if (next == m_orgs.end()) {
            return "UNKNOWN_ORGANIZATION";
        }
        if (!next->second.mailbox || next->first == a.organization) {
            return "NOT_A_MAILBOX";
        }
        if (next->second.leaves) {
            return "ORGANIZATION_LEAVES";
        }
    }
    return ok;
}

std::string GovernanceModel::against(const UpdateValidators& a) const {
    if (!a.add && !a.remove) {
        return "NO_EFFECT";
    }
    const auto org = m_orgs.find(a.organization);
    if (org == m_orgs.end()) {
        return "UNKNOWN_ORGANIZATION";
    }
    const auto total = std::ranges::count_if(
        m_orgs, [](const auto& entry) { return entry.second.validator.has_value(); });
    if (a.remove) {
        if (org->second.validator != a.remove) {
            return "UNKNOWN_VALIDATOR";
        }
        if (total - (a.add ? 0 : 1) < 4) {
            return "TOO_FEW_VALIDATORS";
        }
    }
    if (a.add) {
        if (org->second.leaves) {
            return "ORGANIZATION_LEAVES";
        }
        if (org->second.validator && !a.remove) {
            return "HAS_VALIDATOR";
        }
        if (const auto p = newKey(a.organization, a.add->key, a.add->possession); p != ok) {
            return p;
        }
    }
    return !m_validatorChanges.empty() && m_height - m_validatorChanges.back() < 3
               ? "CHANGE_TOO_SOON"
               : ok;
}

std::string GovernanceModel::against(const SetParameters& a) const {
    bool changes = false;
    for (const auto& [name, value] : factsOf(a)) {
        const std::uint32_t max = name == "days" ? 365 : name == "block" ? 2'097'152 : 100'000;
        const std::uint32_t min = name == "block" ? 262'144 : 1;
        if (value < min || value > max) {
            return "INVALID_PARAMETER";
        }
        changes = changes || m_params.at(name) != value;
    }
    return changes ? ok : "NO_EFFECT";
}

std::string GovernanceModel::against(const Upgrade& a) const {
    std::uint64_t inForce = 1;
    bool pending = false;
    for (const auto& [height, version] : m_upgrades) {
        if (height <= m_height) {
            inForce = version;
        } else {
            pending = true;
        }
    }
    if (a.version == inForce && pending) {
        return ok;
    }
    const bool good = a.version > inForce && a.version <= 100'000 &&
                      a.height.value >= m_height + 20 && a.height.value < (1ULL << 62U);
    return good ? ok : "INVALID_UPGRADE";
}

// What it does

void GovernanceModel::act(const RegisterOrganization& a) {
    const PartyId id = partyIdOf(m_chain, a.governanceKey);
    m_orgs[id] = {a.mailbox, a.inboxKey, {}, {}};
    m_keys[keyIdOf(m_chain, a.governanceKey)] = {id, KeyRole::Governance, a.governanceKey, {}};
    for (const OrganizationKey& key : a.keys) {
        m_keys[keyIdOf(m_chain, key.key)] = {id, key.role, key.key, {}};
    }
}

void GovernanceModel::act(const UpdateOrganization& a) {
    Org& org = m_orgs.at(a.organization);
    for (const KeyId& id : a.removeKeys) {
        m_keys.at(id).gone = m_now;
    }
    for (const OrganizationKey& key : a.addKeys) {
        m_keys[keyIdOf(m_chain, key.key)] = {a.organization, key.role, key.key, org.leaves};
    }
    org.inbox = a.inboxKey.value_or(org.inbox);
}

void GovernanceModel::act(const LeaveOrganization& a) {
    const Instant at = m_now + milliseconds(60 * dayMs);
    m_orgs.at(a.organization).leaves = at;
    for (auto& [id, key] : m_keys) {
        if (key.org == a.organization && key.role != KeyRole::Validator && !key.gone) {
            key.gone = at;
        }
    }
}

void GovernanceModel::act(const UpdateValidators& a) {
    Org& org = m_orgs.at(a.organization);
    if (a.remove) {
        m_keys.at(keyIdOf(m_chain, *a.remove)).gone = m_now;
        org.validator.reset();
    }
    if (a.add) {
        m_keys[keyIdOf(m_chain, a.add->key)] = {a.organization, KeyRole::Validator, a.add->key, {}};
        org.validator = a.add->key;
    }
    m_validatorChanges.push_back(m_height);
}

void GovernanceModel::act(const SetParameters& a) {
    for (const auto& [name, value] : factsOf(a)) {
        m_params[name] = value;
    }
}

void GovernanceModel::act(const Upgrade& a) {
    std::uint64_t inForce = 1;
    std::erase_if(m_upgrades, [&](const auto& entry) { return entry.first > m_height; });
    if (!m_upgrades.empty()) {
        inForce = m_upgrades.back().second;
    }
    if (a.version != inForce) {
        m_upgrades.emplace_back(a.height.value, a.version);
    }
}

// Transactions

std::string GovernanceModel::decide(Proposal& proposal) {
    std::size_t members = 0;
    std::size_t yes = 0;
    for (const auto& [id, org] : m_orgs) {
        if (!member(id)) {
            continue;
        }
        ++members;
        const auto approval = proposal.yes.find(id);
        yes += approval != proposal.yes.end() && alive(approval->second) ? 1U : 0U;
    }
    // More than two thirds.
    if (3 * yes <= 2 * members) {
        return ok;
    }
    if (const auto p = against(proposal.action); p != ok) {
        return p;
    }
    std::visit([&](const auto& a) { act(a); }, proposal.action);
    proposal.done = true;
    ++m_decided;
    return ok;
}

std::string GovernanceModel::on(const Transaction& tx, const UpdateOrganization& body) {
    if (body.organization != tx.party) {
        return "NOT_PERMITTED";
    }
    const bool governance =
        std::ranges::count(body.addKeys, KeyRole::Governance, &OrganizationKey::role) != 0 ||
        std::ranges::any_of(body.removeKeys, [&](const KeyId& id) {
            return m_keys.contains(id) && m_keys.at(id).role == KeyRole::Governance;
        });
    if (governance) {
        return "NOT_PERMITTED";
    }
    const std::string p = against(body);
    if (p == ok) {
        act(body);
    }
    return p;
}

std::string GovernanceModel::on(const Transaction& tx, const LeaveOrganization& body) {
    if (body.organization != tx.party) {
        return "NOT_PERMITTED";
    }
    const std::string p = against(body);
    if (p == ok) {
        act(body);
    }
    return p;
}

std::string GovernanceModel::on(const Transaction& tx, const Propose& body) {
    const auto id = objectIdFrom<ProposalId>(m_chain, tx.party, body.nonce);
    if (m_proposals.contains(id)) {
        return "ID_TAKEN";
    }
    std::size_t open = 0;
    std::size_t own = 0;
    for (const auto& [known, proposal] : m_proposals) {
        const bool isOpen = !proposal.done && m_now < proposal.until;
        open += isOpen ? 1U : 0U;
        own += isOpen && proposal.by == tx.party ? 1U : 0U;
    }
    if (open >= 256 || own >= 8) {
        return "TOO_MANY_PROPOSALS";
    }
    const std::string p = against(body.action);
    if (p != ok && p != "CHANGE_TOO_SOON") {
        return p;
    }
    Proposal proposal{tx.party, body.action, m_now + milliseconds(14 * dayMs), {}};
    proposal.yes[tx.party] = tx.keyId;
    const std::string decided = decide(proposal);
    if (decided == ok) {
        m_proposals.emplace(id, std::move(proposal));
    }
    return decided;
}

std::string GovernanceModel::on(const Transaction& tx, const Approve& body) {
    const auto found = m_proposals.find(body.proposalId);
    if (found == m_proposals.end()) {
        return "UNKNOWN_PROPOSAL";
    }
    if (found->second.done) {
        return "PROPOSAL_DECIDED";
    }
    if (m_now >= found->second.until) {
        return "PROPOSAL_ENDED";
    }
    Proposal after = found->second;
    const auto before = after.yes.find(tx.party);
    const bool again = before != after.yes.end() && alive(before->second);
    after.yes[tx.party] = tx.keyId;
    const std::string decided = decide(after);
    if (decided != ok) {
        return decided;
    }
    if (again && !after.done) {
        return "ALREADY_APPROVED";
    }
    found->second = std::move(after);
    return ok;
}

std::string GovernanceModel::compare(const Kit& kit) const {
    const auto members = *kit.load<MembersState>(membersKey(m_chain));
    const auto validators = *kit.load<ValidatorsState>(validatorsKey(m_chain));
    std::size_t count = 0;
    for (const auto& [id, org] : m_orgs) {
        const auto state = kit.load<OrgState>(orgKey(m_chain, id));
        if (!state || state->leavesAt != org.leaves || state->inboxKey != org.inbox) {
            return "organisation " + id.hex();
        }
        if (members.isMemberAt(id, m_now) != member(id)) {
            return "membership of " + id.hex();
        }
        count += member(id) ? 1U : 0U;
        const auto entry =
            std::ranges::find(validators.validators, id, &ValidatorEntry::organization);
        const bool has = entry != validators.validators.end();
        if (has != org.validator.has_value() || (has && entry->key != *org.validator)) {
            return "validator of " + id.hex();
        }
    }
    if (members.countAt(m_now) != count || validators.validators.size() < 4) {
        return "number of members or validators";
    }
    for (const auto& [id, key] : m_keys) {
        const auto state = kit.load<KeyState>(keyKey(m_chain, id));
        if (!state || state->party != key.org || state->role != key.role ||
            state->removedFrom != key.gone) {
            return "key " + id.hex();
        }
    }
    for (const auto& [id, proposal] : m_proposals) {
        const auto state = kit.load<ProposalState>(proposalKey(m_chain, id));
        if (!state || state->decidedAt.has_value() != proposal.done ||
            state->approvals.size() != proposal.yes.size() || state->until != proposal.until) {
            return "proposal " + id.hex();
        }
    }
    if (factsOf(*kit.load<ParamsState>(paramsKey(m_chain))) != m_params) {
        return "parameters";
    }
    const auto upgrade = kit.load<UpgradeState>(upgradeKey(m_chain)).value_or(UpgradeState());
    for (const std::uint64_t height : {m_height, m_height + 15, m_height + 1'000'000}) {
        std::uint64_t version = 1;
        for (const auto& [from, next] : m_upgrades) {
            version = from <= height ? next : version;
        }
        if (upgrade.versionAt(BlockHeight(height)) != version) {
            return "upgrade";
        }
    }
    return {};
}

} // namespace consentry::registry::test
