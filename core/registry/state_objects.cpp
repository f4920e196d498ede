#include "core/registry/state_objects.h"

#include "core/registry/enum_ranges.h"
#include "core/registry/governance_codec.h"

#include <algorithm>

namespace consentry::registry {
namespace {

/// Lists in the state are bounded by what transactions may add; this only stops nonsense.
constexpr std::size_t stateListMax = 100'000;

} // namespace

inline bool isValidEnum(GrantStatus, std::uint64_t number) {
    return isFromOneTo(number, GrantStatus::Superseded);
}
inline bool isValidEnum(RequestStatus, std::uint64_t number) {
    return isFromOneTo(number, RequestStatus::Closed);
}

template <class V> void describe(V& v, For<V, ParamsState>& s) {
    v(0, s.transactionsPerHour);
    v(1, s.activeGrantsMax);
    v(2, s.openRequestsPerOrganization);
    v(3, s.openRequestsPerPatient);
    v(4, s.requestDays);
    v(5, s.blockBytesMax);
}

template <class V> void describe(V& v, For<V, OrgState>& s) {
    v.text(0, s.name, limits::organizationNameBytesMax);
    v(1, s.mailbox);
    v(2, s.inboxKey);
    v(3, s.leavesAt);
    v(4, s.successor);
}

template <class V> void describe(V& v, For<V, PartyState>& s) {
    v(0, s.partyKind);
    v(1, s.inceptionKeyId);
    v.list(2, s.keys, {0, stateListMax});
}

template <class V> void describe(V& v, For<V, KeyState>& s) {
    v(0, s.party);
    v(1, s.role);
    v(2, s.publicKey);
    v(3, s.sealingKey);
    v(4, s.addedBy);
    v(5, s.removedFrom);
    v(6, s.frozenBy);
}

template <class V> void describe(V& v, For<V, RateState>& s) {
    v(0, s.highest);
    v(1, s.seen);
    v(2, s.hour);
    v(3, s.used);
}

template <class V> void describe(V& v, For<V, PatientState>& s) {
    v(0, s.count);
    v(1, s.head);
    v(2, s.epoch);
    v(3, s.logKey);
    v(4, s.epochSince);
    v(5, s.policyVersion);
    v(6, s.policyCommit);
    v(7, s.mailboxVersion);
    v.list(8, s.mailboxes, {limits::mailboxCount, limits::mailboxCount});
    v(9, s.archiveKey);
    v(10, s.archiveGeneration);
    v.list(11, s.links, {0, stateListMax});
}

template <class V> void describe(V& v, For<V, EpochState>& s) {
    v(0, s.logKey);
    v(1, s.fetchKey);
    v(2, s.archiveDigest);
    v(3, s.archiveCommit);
    v(4, s.firstRow);
    v(5, s.headBefore);
    v(6, s.since);
}

template <class V> void describe(V& v, For<V, LinkState>& s) {
    v(0, s.linkId);
    v(1, s.active);
    v(2, s.since);
    v(3, s.endedAt);
}

template <class V> void describe(V& v, For<V, AttestationState>& s) {
    v(0, s.organization);
    v(1, s.subject);
    v(2, s.role);
    v(3, s.staffId);
    v(4, s.cardDigest);
    v(5, s.from);
    v(6, s.until);
    v(7, s.endedAt);
}

template <class V> void describe(V& v, For<V, StaffState>& s) {
    v(0, s.other);
}

template <class V> void describe(V& v, For<V, GrantState>& s) {
    v(0, s.patient);
    v(1, s.issuer);
    v(2, s.from);
    v(3, s.until);
    v(4, s.commit);
    v(5, s.status);
    v(6, s.endedAt);
    v(7, s.supersededBy);
    v(8, s.request);
}

template <class V> void describe(V& v, For<V, GrantDay>& s) {
    v(0, s.day);
    v(1, s.grants);
}

template <class V> void describe(V& v, For<V, GrantsState>& s) {
    v.list(0, s.days, {0, stateListMax});
}

template <class V> void describe(V& v, For<V, PreRevokedState>& s) {
    v(0, s.until);
}

template <class V> void describe(V& v, For<V, PreRevokedEntry>& s) {
    v(0, s.grantId);
    v(1, s.until);
}

template <class V> void describe(V& v, For<V, PreRevokedList>& s) {
    v.list(0, s.entries, {0, stateListMax});
}

template <class V> void describe(V& v, For<V, RequestState>& s) {
    v(0, s.patient);
    v(1, s.requester);
    v(2, s.organization);
    v(3, s.attestationId);
    v(4, s.until);
    v(5, s.status);
}

template <class V> void describe(V& v, For<V, OpenRequest>& s) {
    v(0, s.requestId);
    v(1, s.requester);
    v(2, s.organization);
    v(3, s.until);
}

template <class V> void describe(V& v, For<V, RequestsState>& s) {
    v.list(0, s.open, {0, stateListMax});
}

template <class V> void describe(V& v, For<V, EmergencyState>& s) {
    v(0, s.patient);
    v(1, s.custodian);
    v(2, s.requesterOrganization);
    v(3, s.from);
    v(4, s.until);
    v(5, s.reviewed);
}

template <class V> void describe(V& v, For<V, AnchorState>& s) {
    v(0, s.organization);
    v(1, s.patient);
    v(2, s.root);
    v(3, s.height);
}

template <class V> void describe(V& v, For<V, LeafState>& s) {
    v(0, s.deleted);
    v(1, s.successorAnchor);
    v(2, s.successorLeaf);
}

template <class V> void describe(V& v, For<V, DisputeState>& s) {
    v(0, s.writer);
    v(1, s.answered);
}

template <class V> void describe(V& v, For<V, FreezeState>& s) {
    v(0, s.party);
    v(1, s.keyId);
    v(2, s.since);
    v(3, s.lifted);
}

template <class V> void describe(V& v, For<V, PendingState>& s) {
    v(0, s.requestedBy);
    v(1, s.effectiveFrom);
}

template <class V> void describe(V& v, For<V, Member>& s) {
    v(0, s.organization);
    v(1, s.leavesAt);
}

template <class V> void describe(V& v, For<V, MembersState>& s) {
    v.list(0, s.members, {0, stateListMax});
}

template <class V> void describe(V& v, For<V, ValidatorEntry>& s) {
    v(0, s.organization);
    v(1, s.key);
}

template <class V> void describe(V& v, For<V, ValidatorsState>& s) {
    v.list(0, s.validators, {0, limits::validatorsMax});
    v(1, s.changedAt);
}

template <class V> void describe(V& v, For<V, Approval>& s) {
    v(0, s.organization);
    v(1, s.keyId);
}

template <class V> void describe(V& v, For<V, ProposalState>& s) {
    v(0, s.proposer);
    v(1, s.action);
    v(2, s.from);
    v(3, s.until);
    v.list(4, s.approvals, {0, stateListMax});
    v(5, s.decidedAt);
}

template <class V> void describe(V& v, For<V, OpenProposal>& s) {
    v(0, s.proposalId);
    v(1, s.proposer);
    v(2, s.until);
}

template <class V> void describe(V& v, For<V, ProposalsState>& s) {
    v.list(0, s.open, {0, stateListMax});
}

template <class V> void describe(V& v, For<V, UpgradeState>& s) {
    v(0, s.before);
    v(1, s.height);
    v(2, s.version);
}

std::size_t MembersState::countAt(Instant time) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(members, [&](const Member& one) { return one.isMemberAt(time); }));
}

bool MembersState::isMemberAt(const PartyId& organization, Instant time) const {
    return std::ranges::any_of(members, [&](const Member& one) {
        return one.organization == organization && one.isMemberAt(time);
    });
}

template <class T> Bytes encodeState(const T& object) {
    return encodeObject(object);
}

template <class T> Result<T> decodeState(ByteView bytes) {
    auto object = decodeObject<T>(bytes);
    if (!object) {
        return fail(ErrorCode::DamagedData, "state object " + std::string(objectKindName(T::kind)) +
                                                ": " + object.error().context);
    }
    return object;
}

#define CONSENTRY_STATE_OBJECT(Type)                                                               \
    template Bytes encodeState(const Type&);                                                       \
    template Result<Type> decodeState(ByteView)

CONSENTRY_STATE_OBJECT(ParamsState);
CONSENTRY_STATE_OBJECT(OrgState);
CONSENTRY_STATE_OBJECT(PartyState);
CONSENTRY_STATE_OBJECT(KeyState);
CONSENTRY_STATE_OBJECT(RateState);
CONSENTRY_STATE_OBJECT(PatientState);
CONSENTRY_STATE_OBJECT(EpochState);
CONSENTRY_STATE_OBJECT(LinkState);
CONSENTRY_STATE_OBJECT(AttestationState);
CONSENTRY_STATE_OBJECT(StaffState);
CONSENTRY_STATE_OBJECT(GrantState);
CONSENTRY_STATE_OBJECT(GrantsState);
CONSENTRY_STATE_OBJECT(PreRevokedState);
CONSENTRY_STATE_OBJECT(PreRevokedList);
CONSENTRY_STATE_OBJECT(RequestState);
CONSENTRY_STATE_OBJECT(RequestsState);
CONSENTRY_STATE_OBJECT(EmergencyState);
CONSENTRY_STATE_OBJECT(AnchorState);
CONSENTRY_STATE_OBJECT(LeafState);
CONSENTRY_STATE_OBJECT(DisputeState);
CONSENTRY_STATE_OBJECT(FreezeState);
CONSENTRY_STATE_OBJECT(PendingState);
CONSENTRY_STATE_OBJECT(MembersState);
CONSENTRY_STATE_OBJECT(ValidatorsState);
CONSENTRY_STATE_OBJECT(ProposalState);
CONSENTRY_STATE_OBJECT(ProposalsState);
CONSENTRY_STATE_OBJECT(UpgradeState);
#undef CONSENTRY_STATE_OBJECT

StateKey paramsKey(std::string_view chainId) {
    return stateKey(chainId, ObjectKind::Params, {});
}
StateKey orgKey(std::string_view chainId, const PartyId& organization) {
    return stateKey(chainId, ObjectKind::Org, {organization.view()});
}
StateKey partyKey(std::string_view chainId, const PartyId& party) {
    return stateKey(chainId, ObjectKind::Party, {party.view()});
}
StateKey keyKey(std::string_view chainId, const KeyId& keyId) {
    return stateKey(chainId, ObjectKind::Key, {keyId.view()});
}
StateKey rateKey(std::string_view chainId, const KeyId& keyId) {
    return stateKey(chainId, ObjectKind::Rate, {keyId.view()});
}
StateKey patientKey(std::string_view chainId, const PartyId& patient) {
    return stateKey(chainId, ObjectKind::Patient, {patient.view()});
}
StateKey epochKey(std::string_view chainId, const PartyId& patient, EpochNumber epoch) {
    return stateKey(chainId, ObjectKind::Epoch, {patient.view(), bigEndian<4>(epoch.value)});
}
StateKey linkKey(std::string_view chainId, const PartyId& patient, const PartyId& organization) {
    return stateKey(chainId, ObjectKind::Link, {patient.view(), organization.view()});
}
StateKey attestationKey(std::string_view chainId, const AttestationId& id) {
    return stateKey(chainId, ObjectKind::Attestation, {id.view()});
}
StateKey staffOfPartyKey(std::string_view chainId, const PartyId& organization,
                         const PartyId& party) {
    return stateKey(chainId, ObjectKind::Staff,
                    {organization.view(), party.view(), bytesOf("party")});
}
StateKey partyOfStaffKey(std::string_view chainId, const PartyId& organization,
                         const StaffId& staffId) {
    return stateKey(chainId, ObjectKind::Staff,
                    {organization.view(), staffId.view(), bytesOf("staff")});
}
StateKey grantKey(std::string_view chainId, const GrantId& id) {
    return stateKey(chainId, ObjectKind::Grant, {id.view()});
}
StateKey grantsKey(std::string_view chainId, const PartyId& patient) {
    return stateKey(chainId, ObjectKind::Grants, {patient.view()});
}
StateKey preRevokedKey(std::string_view chainId, const PartyId& patient, const GrantId& id) {
    return stateKey(chainId, ObjectKind::PreRevoked, {patient.view(), id.view()});
}
StateKey preRevokedListKey(std::string_view chainId, const PartyId& patient) {
    return stateKey(chainId, ObjectKind::PreRevoked, {patient.view()});
}
StateKey requestKey(std::string_view chainId, const RequestId& id) {
    return stateKey(chainId, ObjectKind::Request, {id.view()});
}
StateKey requestsKey(std::string_view chainId, const PartyId& patient) {
    return stateKey(chainId, ObjectKind::Requests, {patient.view()});
}
StateKey emergencyKey(std::string_view chainId, const EmergencyId& id) {
    return stateKey(chainId, ObjectKind::Emergency, {id.view()});
}
StateKey anchorKey(std::string_view chainId, const AnchorId& id) {
    return stateKey(chainId, ObjectKind::Anchor, {id.view()});
}
StateKey leafKey(std::string_view chainId, const AnchorId& id, std::uint32_t leafIndex) {
    return stateKey(chainId, ObjectKind::Anchor, {id.view(), bigEndian<4>(leafIndex)});
}
StateKey disputeKey(std::string_view chainId, const PartyId& patient, LogSequence row) {
    return stateKey(chainId, ObjectKind::Dispute, {patient.view(), bigEndian<8>(row.value)});
}
StateKey freezeKey(std::string_view chainId, const FreezeId& id) {
    return stateKey(chainId, ObjectKind::Freeze, {id.view()});
}
StateKey pendingKey(std::string_view chainId, const PartyId& party, const KeyId& keyId) {
    return stateKey(chainId, ObjectKind::Pending, {party.view(), keyId.view()});
}
StateKey membersKey(std::string_view chainId) {
    return stateKey(chainId, ObjectKind::Members, {});
}
StateKey validatorsKey(std::string_view chainId) {
    return stateKey(chainId, ObjectKind::Validators, {});
}
StateKey proposalKey(std::string_view chainId, const ProposalId& id) {
    return stateKey(chainId, ObjectKind::Proposal, {id.view()});
}
StateKey proposalsKey(std::string_view chainId) {
    return stateKey(chainId, ObjectKind::Proposals, {});
}
StateKey upgradeKey(std::string_view chainId) {
    return stateKey(chainId, ObjectKind::Upgrade, {});
}

} // namespace consentry::registry
