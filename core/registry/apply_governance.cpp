// Organisations, validators, parameters and upgrades by k of n: protocol §9.
#include "core/registry/execution.h"
#include "core/registry/object_ids.h"

#include <algorithm>
#include <map>

namespace consentry::registry {
namespace {

/// One action on its way: check() says what stands against it in the state as it is, apply() does
/// it. apply() may only follow a check() that accepted.
class ActionRun {
public:
    explicit ActionRun(Execution& run) : m_run(run) {}

    Result<Refusal> check(const GovernanceAction& action) const {
        return std::visit([&](const auto& one) { return check(one); }, action);
    }
    Result<> apply(const GovernanceAction& action) {
        return std::visit([&](const auto& one) { return apply(one); }, action);
    }

    Result<Refusal> check(const RegisterOrganization& one) const;
    Result<Refusal> check(const UpdateOrganization& one) const;
    Result<Refusal> check(const LeaveOrganization& one) const;
    Result<Refusal> check(const UpdateValidators& one) const;
    Result<Refusal> check(const SetParameters& one) const;
    Result<Refusal> check(const Upgrade& one) const;
    Result<> apply(const RegisterOrganization& one);
    Result<> apply(const UpdateOrganization& one);
    Result<> apply(const LeaveOrganization& one);
    Result<> apply(const UpdateValidators& one);
    Result<> apply(const SetParameters& one);
    Result<> apply(const Upgrade& one);

private:
    std::string_view chain() const { return m_run.chainId; }
    /// An object that is there, because check() saw it.
    template <class T> Result<T> present(const StateKey& key) const {
        ASSIGN_OR_RETURN(auto object, m_run.load<T>(key));
        if (!object) {
            return fail(ErrorCode::DamagedData,
                        "no " + std::string(objectKindName(T::kind)) + " where one must be");
        }
        return std::move(*object);
    }
    Result<Refusal> checkNewKey(const PartyId& organization, const SigningPublicKey& key,
                                const Signature& possession) const;
    Result<Refusal> checkSuccessor(const LeaveOrganization& one, const OrgState& org) const;
    void claimKey(const PartyId& organization, KeyRole role, const SigningPublicKey& key,
                  std::optional<Instant> removedFrom = std::nullopt);
    bool isGone(const KeyState& key) const {
        return key.removedFrom && *key.removedFrom <= m_run.now();
    }
    Result<ValidatorsState> changed(const UpdateValidators& one) const;
    UpgradeState following(const std::optional<UpgradeState>& agreed, const Upgrade& one) const;

    Execution& m_run;
};

Result<Refusal> ActionRun::checkNewKey(const PartyId& organization, const SigningPublicKey& key,
                                       const Signature& possession) const {
    ASSIGN_OR_RETURN(const bool taken, m_run.exists(keyKey(chain(), keyIdOf(chain(), key))));
    REFUSE_UNLESS(!taken, Refusal::KeyInUse);
    const Digest proof = possessionDigest(chain(), organization, key);
    return m_run.verify(key, proof.view(), possession) ? Refusal::Accepted : Refusal::BadPossession;
}

void ActionRun::claimKey(const PartyId& organization, KeyRole role, const SigningPublicKey& key,
                         std::optional<Instant> removedFrom) {
    KeyState state;
    state.party = organization;
    state.role = role;
    state.publicKey = key;
    state.addedBy = m_run.signer.keyId;
    state.removedFrom = removedFrom;
    m_run.store(keyKey(chain(), keyIdOf(chain(), key)), state);
}

// An organisation joins

Result<Refusal> ActionRun::check(const RegisterOrganization& one) const {
    const PartyId id = partyIdOf(chain(), one.governanceKey);
    ASSIGN_OR_RETURN(const bool known, m_run.exists(partyKey(chain(), id)));
    REFUSE_UNLESS(!known, Refusal::OrganizationExists);
    ASSIGN_OR_RETURN(const MembersState members, present<MembersState>(membersKey(chain())));
    REFUSE_UNLESS(members.countAt(m_run.now()) < limits::membersMax, Refusal::TooManyMembers);
    REFUSE_IF_REFUSED(checkNewKey(id, one.governanceKey, one.governancePossession));
    for (const OrganizationKey& key : one.keys) {
        REFUSE_UNLESS(key.key != one.governanceKey, Refusal::KeyInUse);
        REFUSE_IF_REFUSED(checkNewKey(id, key.key, key.possession));
    }
    return Refusal::Accepted;
}

Result<> ActionRun::apply(const RegisterOrganization& one) {
    const PartyId id = partyIdOf(chain(), one.governanceKey);
    PartyState party;
    party.partyKind = PartyKind::Organization;
    party.inceptionKeyId = keyIdOf(chain(), one.governanceKey);
    party.keys.push_back(party.inceptionKeyId);
    claimKey(id, KeyRole::Governance, one.governanceKey);
    for (const OrganizationKey& key : one.keys) {
        claimKey(id, key.role, key.key);
        party.keys.push_back(keyIdOf(chain(), key.key));
    }
    m_run.store(partyKey(chain(), id), party);
    m_run.store(orgKey(chain(), id), OrgState{one.name, one.mailbox, one.inboxKey});

    ASSIGN_OR_RETURN(MembersState members, present<MembersState>(membersKey(chain())));
    std::erase_if(members.members,
                  [&](const Member& member) { return !member.isMemberAt(m_run.now()); });
    members.members.push_back({id});
    std::ranges::sort(members.members, {}, &Member::organization);
    m_run.store(membersKey(chain()), members);
    return {};
}

// Its keys change

Result<Refusal> ActionRun::check(const UpdateOrganization& one) const {
    ASSIGN_OR_RETURN(const auto org, m_run.load<OrgState>(orgKey(chain(), one.organization)));
    REFUSE_UNLESS(org, Refusal::UnknownOrganization);
    REFUSE_UNLESS(!org->hasLeftAt(m_run.now()), Refusal::OrganizationLeaves);
    REFUSE_UNLESS(!one.addKeys.empty() || !one.removeKeys.empty() ||
                      (one.inboxKey && *one.inboxKey != org->inboxKey),
                  Refusal::NoEffect);
    std::map<KeyRole, std::size_t> live;
    ASSIGN_OR_RETURN(const PartyState party,
                     present<PartyState>(partyKey(chain(), one.organization)));
    for (const KeyId& keyId : party.keys) {
        ASSIGN_OR_RETURN(const KeyState key, present<KeyState>(keyKey(chain(), keyId)));
        live[key.role] += isGone(key) ? 0U : 1U;
    }
    for (const KeyId& keyId : one.removeKeys) {
        ASSIGN_OR_RETURN(const auto key, m_run.load<KeyState>(keyKey(chain(), keyId)));
        const bool isTheirs = std::ranges::find(party.keys, keyId) != party.keys.end();
        REFUSE_UNLESS(key && isTheirs && !isGone(*key), Refusal::UnknownTargetKey);
        --live[key->role];
    }
    for (const OrganizationKey& key : one.addKeys) {
        REFUSE_IF_REFUSED(checkNewKey(one.organization, key.key, key.possession));
        ++live[key.role];
    }
    for (const KeyRole role : {KeyRole::Governance, KeyRole::Attestor, KeyRole::Gateway}) {
        REFUSE_UNLESS(live[role] >= 1, Refusal::LastKey);
        REFUSE_UNLESS(live[role] <= limits::keysMax, Refusal::TooManyKeys);
    }
    return Refusal::Accepted;
}

Result<> ActionRun::apply(const UpdateOrganization& one) {
    ASSIGN_OR_RETURN(OrgState org, present<OrgState>(orgKey(chain(), one.organization)));
    ASSIGN_OR_RETURN(PartyState party, present<PartyState>(partyKey(chain(), one.organization)));
    for (const KeyId& keyId : one.removeKeys) {
        ASSIGN_OR_RETURN(KeyState key, present<KeyState>(keyKey(chain(), keyId)));
        key.removedFrom = m_run.now();
        m_run.store(keyKey(chain(), keyId), key);
        std::erase(party.keys, keyId);
    }
    for (const OrganizationKey& key : one.addKeys) {
        claimKey(one.organization, key.role, key.key, org.leavesAt);
        party.keys.push_back(keyIdOf(chain(), key.key));
    }
    m_run.store(partyKey(chain(), one.organization), party);
    if (one.inboxKey) {
        org.inboxKey = *one.inboxKey;
        m_run.store(orgKey(chain(), one.organization), org);
    }
    return {};
}

// It leaves

Result<Refusal> ActionRun::checkSuccessor(const LeaveOrganization& one, const OrgState& org) const {
    REFUSE_UNLESS(one.successor.has_value() == org.mailbox, Refusal::NotAMailbox);
    if (!one.successor) {
        return Refusal::Accepted;
    }
    ASSIGN_OR_RETURN(const auto successor, m_run.load<OrgState>(orgKey(chain(), *one.successor)));
    REFUSE_UNLESS(successor, Refusal::UnknownOrganization);
    REFUSE_UNLESS(successor->mailbox && *one.successor != one.organization, Refusal::NotAMailbox);
    return successor->leavesAt ? Refusal::OrganizationLeaves : Refusal::Accepted;
}

Result<Refusal> ActionRun::check(const LeaveOrganization& one) const {
    ASSIGN_OR_RETURN(const auto org, m_run.load<OrgState>(orgKey(chain(), one.organization)));
    REFUSE_UNLESS(org, Refusal::UnknownOrganization);
    REFUSE_UNLESS(!org->leavesAt, Refusal::OrganizationLeaves);
    ASSIGN_OR_RETURN(const auto members, m_run.load<MembersState>(membersKey(chain())));
    REFUSE_UNLESS(members, Refusal::NotGoverned);
    ASSIGN_OR_RETURN(const auto validators, present<ValidatorsState>(validatorsKey(chain())));
    const bool makesBlocks =
        std::ranges::find(validators.validators, one.organization, &ValidatorEntry::organization) !=
        validators.validators.end();
    REFUSE_UNLESS(!makesBlocks, Refusal::ValidatorStays);
    const auto stays = [&](const Member& member) {
        return !member.leavesAt && member.organization != one.organization;
    };
    REFUSE_UNLESS(std::ranges::any_of(members->members, stays), Refusal::LastMember);
    return checkSuccessor(one, *org);
}

Result<> ActionRun::apply(const LeaveOrganization& one) {
    const Instant leavesAt = m_run.now() + limits::leaveNotice;
    ASSIGN_OR_RETURN(OrgState org, present<OrgState>(orgKey(chain(), one.organization)));
    org.leavesAt = leavesAt;
    org.successor = one.successor;
    m_run.store(orgKey(chain(), one.organization), org);
    ASSIGN_OR_RETURN(const PartyState party,
                     present<PartyState>(partyKey(chain(), one.organization)));
    for (const KeyId& keyId : party.keys) {
        ASSIGN_OR_RETURN(KeyState key, present<KeyState>(keyKey(chain(), keyId)));
        if (!key.removedFrom) {
            key.removedFrom = leavesAt;
            m_run.store(keyKey(chain(), keyId), key);
        }
    }
    ASSIGN_OR_RETURN(MembersState members, present<MembersState>(membersKey(chain())));
    std::erase_if(members.members,
                  [&](const Member& member) { return !member.isMemberAt(m_run.now()); });
    for (Member& member : members.members) {
        if (member.organization == one.organization) {
            member.leavesAt = leavesAt;
        }
    }
    m_run.store(membersKey(chain()), members);
    return {};
}

// Validators

/// The set after the change; check() has seen that it is one.
Result<ValidatorsState> ActionRun::changed(const UpdateValidators& one) const {
    ASSIGN_OR_RETURN(auto state, present<ValidatorsState>(validatorsKey(chain())));
    std::erase_if(state.validators, [&](const ValidatorEntry& entry) {
        return entry.organization == one.organization && entry.key == one.remove;
    });
    if (one.add) {
        state.validators.push_back({one.organization, one.add->key});
        std::ranges::sort(state.validators, {}, &ValidatorEntry::organization);
    }
    state.changedAt = m_run.context.height;
    return state;
}

Result<Refusal> ActionRun::check(const UpdateValidators& one) const {
    REFUSE_UNLESS(one.add || one.remove, Refusal::NoEffect);
    ASSIGN_OR_RETURN(const auto org, m_run.load<OrgState>(orgKey(chain(), one.organization)));
    REFUSE_UNLESS(org, Refusal::UnknownOrganization);
    ASSIGN_OR_RETURN(const auto validators, present<ValidatorsState>(validatorsKey(chain())));
    const std::vector<ValidatorEntry>& now = validators.validators;
    const auto theirs = std::ranges::find(now, one.organization, &ValidatorEntry::organization);
    if (one.remove) {
        REFUSE_UNLESS(theirs != now.end() && theirs->key == *one.remove, Refusal::UnknownValidator);
        // One in four is less than a third: light clients that trust the old set follow the new.
        const std::size_t after = now.size() - (one.add ? 0 : 1);
        REFUSE_UNLESS(after >= limits::validatorsMin, Refusal::TooFewValidators);
    }
    if (one.add) {
        REFUSE_UNLESS(!org->leavesAt, Refusal::OrganizationLeaves);
        REFUSE_UNLESS(one.remove || theirs == now.end(), Refusal::HasValidator);
        REFUSE_UNLESS(one.remove || now.size() < limits::validatorsMax, Refusal::TooManyValidators);
        REFUSE_IF_REFUSED(checkNewKey(one.organization, one.add->key, one.add->possession));
    }
    const bool hasSettled =
        validators.changedAt.value == 0 ||
        m_run.context.height.value >= validators.changedAt.value + limits::validatorChangeBlocks;
    return hasSettled ? Refusal::Accepted : Refusal::ChangeTooSoon;
}

Result<> ActionRun::apply(const UpdateValidators& one) {
    ASSIGN_OR_RETURN(const ValidatorsState after, changed(one));
    if (one.remove) {
        const StateKey at = keyKey(chain(), keyIdOf(chain(), *one.remove));
        ASSIGN_OR_RETURN(KeyState key, present<KeyState>(at));
        key.removedFrom = m_run.now();
        m_run.store(at, key);
    }
    if (one.add) {
        claimKey(one.organization, KeyRole::Validator, one.add->key);
    }
    m_run.store(validatorsKey(chain()), after);
    return {};
}

// Parameters

ParamsState withChanges(ParamsState params, const SetParameters& one) {
    params.transactionsPerHour = one.transactionsPerHour.value_or(params.transactionsPerHour);
    params.activeGrantsMax = one.activeGrantsMax.value_or(params.activeGrantsMax);
    params.openRequestsPerOrganization =
        one.openRequestsPerOrganization.value_or(params.openRequestsPerOrganization);
    params.openRequestsPerPatient =
        one.openRequestsPerPatient.value_or(params.openRequestsPerPatient);
    params.requestDays = one.requestDays.value_or(params.requestDays);
    if (one.blockBytesMax) {
        params.blockBytesMax = one.blockBytesMax;
    }
    return params;
}

Result<Refusal> ActionRun::check(const SetParameters& one) const {
    const auto isWithin = [](std::optional<std::uint32_t> value, std::uint32_t max,
                             std::uint32_t min = 1) {
        return !value || (*value >= min && *value <= max);
    };
    REFUSE_UNLESS(isWithin(one.transactionsPerHour, limits::parameterMax) &&
                      isWithin(one.activeGrantsMax, limits::parameterMax) &&
                      isWithin(one.openRequestsPerOrganization, limits::parameterMax) &&
                      isWithin(one.openRequestsPerPatient, limits::parameterMax) &&
                      isWithin(one.requestDays, limits::requestDaysMax) &&
                      isWithin(one.blockBytesMax, limits::blockBytesMax, limits::blockBytesMin),
                  Refusal::InvalidParameter);
    ASSIGN_OR_RETURN(const ParamsState now, present<ParamsState>(paramsKey(chain())));
    return withChanges(now, one) == now ? Refusal::NoEffect : Refusal::Accepted;
}

Result<> ActionRun::apply(const SetParameters& one) {
    ASSIGN_OR_RETURN(const ParamsState now, present<ParamsState>(paramsKey(chain())));
    m_run.store(paramsKey(chain()), withChanges(now, one));
    return {};
}

// Upgrades

UpgradeState ActionRun::following(const std::optional<UpgradeState>& agreed,
                                  const Upgrade& one) const {
    const std::uint64_t inForce = agreed ? agreed->versionAt(m_run.context.height) : 1;
    return {inForce, one.height, one.version};
}

Result<Refusal> ActionRun::check(const Upgrade& one) const {
    ASSIGN_OR_RETURN(const auto agreed, m_run.load<UpgradeState>(upgradeKey(chain())));
    const UpgradeState next = following(agreed, one);
    const bool isPending =
        agreed && m_run.context.height < agreed->height && agreed->version != agreed->before;
    if (next.version == next.before && isPending) {
        return Refusal::Accepted; // takes back what was agreed for later
    }
    // The engine's heights are signed.
    constexpr std::uint64_t heightMax = std::uint64_t{1} << 62U;
    const bool isLater = next.version > next.before && one.version <= limits::parameterMax;
    const bool isAhead =
        one.height.value >= m_run.context.height.value + limits::upgradeNoticeBlocks &&
        one.height.value < heightMax;
    return isLater && isAhead ? Refusal::Accepted : Refusal::InvalidUpgrade;
}

Result<> ActionRun::apply(const Upgrade& one) {
    ASSIGN_OR_RETURN(const auto agreed, m_run.load<UpgradeState>(upgradeKey(chain())));
    m_run.store(upgradeKey(chain()), following(agreed, one));
    return {};
}

// Proposals

/// An approval counts while its organisation is a member and its key is one of its governance keys:
/// neither a member that left decides, nor a key that was taken away.
Result<bool> counts(const Execution& run, const MembersState& members, const Approval& approval) {
    if (!members.isMemberAt(approval.organization, run.now())) {
        return false;
    }
    ASSIGN_OR_RETURN(const auto key, run.load<KeyState>(keyKey(run.chainId, approval.keyId)));
    return key && key->party == approval.organization && key->role == KeyRole::Governance &&
           !(key->removedFrom && *key->removedFrom <= run.now());
}

Result<std::size_t> countApprovals(const Execution& run, const MembersState& members,
                                   const std::vector<Approval>& approvals) {
    std::size_t count = 0;
    for (const Approval& approval : approvals) {
        ASSIGN_OR_RETURN(const bool counted, counts(run, members, approval));
        count += counted ? 1U : 0U;
    }
    return count;
}

/// The members, where the signer may decide with them.
Result<Refusal> decidingMembers(const Execution& run, MembersState& members) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Governance}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(const auto found, run.load<MembersState>(membersKey(run.chainId)));
    REFUSE_UNLESS(found, Refusal::NotGoverned);
    REFUSE_UNLESS(found->isMemberAt(run.party(), run.now()), Refusal::NotAMember);
    members = *found;
    return Refusal::Accepted;
}

Result<ProposalsState> openProposals(const Execution& run) {
    ASSIGN_OR_RETURN(auto found, run.load<ProposalsState>(proposalsKey(run.chainId)));
    ProposalsState open = std::move(found).value_or(ProposalsState());
    std::erase_if(open.open, [&](const OpenProposal& one) { return one.until <= run.now(); });
    return open;
}

/// Makes the action take effect where enough approve, and stores the proposal either way.
Result<Refusal> decide(Execution& run, const MembersState& members, const ProposalId& id,
                       ProposalState& proposal, ProposalsState& open) {
    ASSIGN_OR_RETURN(const std::size_t approvals, countApprovals(run, members, proposal.approvals));
    if (approvals >= approvalsNeeded(members.countAt(run.now()))) {
        ActionRun action(run);
        REFUSE_IF_REFUSED(action.check(proposal.action));
        RETURN_IF_ERROR(action.apply(proposal.action));
        proposal.decidedAt = run.context.height;
        std::erase_if(open.open, [&](const OpenProposal& one) { return one.proposalId == id; });
    }
    run.store(proposalKey(run.chainId, id), proposal);
    run.store(proposalsKey(run.chainId), open);
    return Refusal::Accepted;
}

bool touchesGovernance(const UpdateOrganization& body, const std::vector<KeyId>& governance) {
    return std::ranges::any_of(
               body.addKeys,
               [](const OrganizationKey& key) { return key.role == KeyRole::Governance; }) ||
           std::ranges::any_of(body.removeKeys, [&](const KeyId& id) {
               return std::ranges::find(governance, id) != governance.end();
           });
}

} // namespace

Result<Refusal> execute(Execution& run, const UpdateOrganization& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Governance}) && body.organization == run.party(),
                  Refusal::NotPermitted);
    std::vector<KeyId> governance;
    for (const KeyId& keyId : body.removeKeys) {
        ASSIGN_OR_RETURN(const auto key, run.load<KeyState>(keyKey(run.chainId, keyId)));
        if (key && key->role == KeyRole::Governance) {
            governance.push_back(keyId);
        }
    }
    REFUSE_UNLESS(!touchesGovernance(body, governance), Refusal::NotPermitted);
    ActionRun action(run);
    REFUSE_IF_REFUSED(action.check(body));
    RETURN_IF_ERROR(action.apply(body));
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const LeaveOrganization& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Governance}) && body.organization == run.party(),
                  Refusal::NotPermitted);
    ActionRun action(run);
    REFUSE_IF_REFUSED(action.check(body));
    RETURN_IF_ERROR(action.apply(body));
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const Propose& body) {
    MembersState members;
    REFUSE_IF_REFUSED(decidingMembers(run, members));
    const auto id = objectIdFrom<ProposalId>(run.chainId, run.party(), body.nonce);
    ASSIGN_OR_RETURN(const bool taken, run.exists(proposalKey(run.chainId, id)));
    REFUSE_UNLESS(!taken, Refusal::IdTaken);
    ASSIGN_OR_RETURN(ProposalsState open, openProposals(run));
    const auto own = std::ranges::count(open.open, run.party(), &OpenProposal::proposer);
    REFUSE_UNLESS(open.open.size() < limits::proposalsMax &&
                      static_cast<std::size_t>(own) < limits::proposalsOfOneMax,
                  Refusal::TooManyProposals);
    // What could never take effect is not discussed for two weeks; only haste passes by itself.
    ASSIGN_OR_RETURN(const Refusal possible, ActionRun(run).check(body.action));
    REFUSE_UNLESS(possible == Refusal::Accepted || possible == Refusal::ChangeTooSoon, possible);

    ProposalState proposal;
    proposal.proposer = run.party();
    proposal.action = body.action;
    proposal.from = run.now();
    proposal.until = run.now() + limits::proposalLife;
    proposal.approvals.push_back({run.party(), run.signer.keyId});
    open.open.push_back({id, run.party(), proposal.until});
    return decide(run, members, id, proposal, open);
}

Result<Refusal> execute(Execution& run, const Approve& body) {
    MembersState members;
    REFUSE_IF_REFUSED(decidingMembers(run, members));
    ASSIGN_OR_RETURN(auto proposal,
                     run.load<ProposalState>(proposalKey(run.chainId, body.proposalId)));
    REFUSE_UNLESS(proposal, Refusal::UnknownProposal);
    REFUSE_UNLESS(!proposal->decidedAt, Refusal::ProposalDecided);
    REFUSE_UNLESS(run.now() < proposal->until, Refusal::ProposalEnded);

    const auto own = std::ranges::find(proposal->approvals, run.party(), &Approval::organization);
    bool hadApproved = false;
    if (own == proposal->approvals.end()) {
        proposal->approvals.push_back({run.party(), run.signer.keyId});
    } else {
        ASSIGN_OR_RETURN(hadApproved, counts(run, members, *own));
        own->keyId = run.signer.keyId;
    }
    ASSIGN_OR_RETURN(ProposalsState open, openProposals(run));
    REFUSE_IF_REFUSED(decide(run, members, body.proposalId, *proposal, open));
    // A second approval of one organisation adds nothing, unless others left and it is enough now.
    return hadApproved && !proposal->decidedAt ? Refusal::AlreadyApproved : Refusal::Accepted;
}

} // namespace consentry::registry
