#include "core/registry/refusal.h"

#include <algorithm>
#include <array>

namespace consentry::registry {
namespace {

// clang-format off
constexpr auto table = std::to_array<RefusalEntry>({
    {Refusal::Accepted, "ACCEPTED", "Done."},
    {Refusal::Malformed, "MALFORMED", "The bytes are not the one valid encoding of a transaction."},
    {Refusal::TooLarge, "TOO_LARGE", "The transaction is larger than the limit."},
    {Refusal::UnsupportedVersion, "UNSUPPORTED_VERSION", "The transaction's version is not known."},
    {Refusal::UnsupportedSuite, "UNSUPPORTED_SUITE", "The suite of algorithms is not known."},
    {Refusal::UnknownKind, "UNKNOWN_KIND", "The kind of transaction is reserved or not known."},
    {Refusal::WrongChain, "WRONG_CHAIN", "The transaction was signed for another chain."},
    {Refusal::Expired, "EXPIRED", "The transaction's time to be included is over."},
    {Refusal::ExpiresTooLate, "EXPIRES_TOO_LATE", "The transaction may wait longer than its kind allows."},
    {Refusal::UnknownKey, "UNKNOWN_KEY", "The signing key is not registered."},
    {Refusal::KeyOfAnotherParty, "KEY_OF_ANOTHER_PARTY", "The signing key belongs to another party."},
    {Refusal::KeyRemoved, "KEY_REMOVED", "The signing key was removed."},
    {Refusal::KeyFrozen, "KEY_FROZEN", "The signing key is frozen."},
    {Refusal::SequenceUsed, "SEQUENCE_USED", "The key used this sequence number already."},
    {Refusal::SequenceOutOfWindow, "SEQUENCE_OUT_OF_WINDOW", "The sequence number is too far from the key's highest."},
    {Refusal::RateExceeded, "RATE_EXCEEDED", "The key signed as many transactions as an hour allows."},
    {Refusal::BadSignature, "BAD_SIGNATURE", "The signature does not verify."},
    {Refusal::BadCosignature, "BAD_COSIGNATURE", "A cosigner is missing, superfluous or not entitled, or its signature does not verify."},
    {Refusal::EffectHolds, "EFFECT_HOLDS", "What the protective transaction asks for holds already."},
    {Refusal::NotPermitted, "NOT_PERMITTED", "The signing key may not do this."},
    {Refusal::UnknownDelegation, "UNKNOWN_DELEGATION", "There is no such delegation."},
    {Refusal::StaleVersion, "STALE_VERSION", "The version to be replaced is not the current one."},
    {Refusal::StaleLinks, "STALE_LINKS", "The opening is not sealed to exactly the linked organisations."},
    {Refusal::StaleEpoch, "STALE_EPOCH", "The named epoch is not the patient's current one."},
    {Refusal::StalePolicy, "STALE_POLICY", "The named policy version is not the patient's current one."},
    {Refusal::UnknownParty, "UNKNOWN_PARTY", "There is no such party."},
    {Refusal::NotAPatient, "NOT_A_PATIENT", "The party has no log."},
    {Refusal::UnknownOrganization, "UNKNOWN_ORGANIZATION", "There is no such organisation."},
    {Refusal::NotAMailbox, "NOT_A_MAILBOX", "The organisation keeps no mailbox."},
    {Refusal::PartyExists, "PARTY_EXISTS", "The party is registered already."},
    {Refusal::KeyInUse, "KEY_IN_USE", "The key is or was registered already."},
    {Refusal::TooManyKeys, "TOO_MANY_KEYS", "The party has as many keys as it may have."},
    {Refusal::BadPossession, "BAD_POSSESSION", "The new key did not sign for its party."},
    {Refusal::IdTaken, "ID_TAKEN", "An object with this id exists already."},
    {Refusal::TooSoon, "TOO_SOON", "A new epoch began within this minute already."},
    {Refusal::UnknownFreeze, "UNKNOWN_FREEZE", "There is no such freeze, or it was lifted."},
    {Refusal::UnknownTargetKey, "UNKNOWN_TARGET_KEY", "The party has no such device key."},
    {Refusal::RemovalPending, "REMOVAL_PENDING", "The key's removal is under way already."},
    {Refusal::NotLinked, "NOT_LINKED", "Patient and organisation are not linked."},
    {Refusal::AlreadyLinked, "ALREADY_LINKED", "Patient and organisation are linked already."},
    {Refusal::TooManyLinks, "TOO_MANY_LINKS", "The patient has as many links as a patient may have."},
    {Refusal::UnknownAttestation, "UNKNOWN_ATTESTATION", "There is no such attestation for this party."},
    {Refusal::AttestationNotActive, "ATTESTATION_NOT_ACTIVE", "The attestation has not begun or has ended."},
    {Refusal::StaffIdTaken, "STAFF_ID_TAKEN", "The staff id belongs to another person, or the person to another staff id."},
    {Refusal::InvalidWindow, "INVALID_WINDOW", "The window is empty, over or too long."},
    {Refusal::UnknownGrant, "UNKNOWN_GRANT", "There is no such grant of this patient."},
    {Refusal::GrantRevoked, "GRANT_REVOKED", "The grant was revoked or superseded."},
    {Refusal::GrantNotStarted, "GRANT_NOT_STARTED", "The grant's window has not begun."},
    {Refusal::GrantEnded, "GRANT_ENDED", "The grant's window is over."},
    {Refusal::RevokedBefore, "REVOKED_BEFORE", "The grant was revoked before it arrived."},
    {Refusal::TooManyGrants, "TOO_MANY_GRANTS", "The patient has as many active grants as a patient may have."},
    {Refusal::TooManyTombstones, "TOO_MANY_TOMBSTONES", "The patient revoked too many ids that were never seen."},
    {Refusal::UnknownRequest, "UNKNOWN_REQUEST", "There is no such request to this patient."},
    {Refusal::RequestClosed, "REQUEST_CLOSED", "The request was answered, closed or has lapsed."},
    {Refusal::TooManyRequests, "TOO_MANY_REQUESTS", "As many requests are open as may be."},
    {Refusal::ReceiptMissing, "RECEIPT_MISSING", "No receipt of one of the patient's mailboxes covers the sealed body."},
    {Refusal::ReceiptInvalid, "RECEIPT_INVALID", "The mailbox's receipt does not verify or is over."},
    {Refusal::WrongRecipient, "WRONG_RECIPIENT", "The body is not sealed to the keys that this kind demands."},
    {Refusal::WrongCommitment, "WRONG_COMMITMENT", "The body is not the opening of the current policy."},
    {Refusal::UnknownAnchor, "UNKNOWN_ANCHOR", "There is no such anchor of this organisation and patient."},
    {Refusal::InvalidPath, "INVALID_PATH", "The leaf's path does not lead to the anchor's root."},
    {Refusal::LeafChanged, "LEAF_CHANGED", "The leaf was amended or deleted already."},
    {Refusal::UnknownEmergency, "UNKNOWN_EMERGENCY", "There is no such emergency at this custodian."},
    {Refusal::EmergencyEnded, "EMERGENCY_ENDED", "The emergency is over."},
    {Refusal::AlreadyReviewed, "ALREADY_REVIEWED", "The emergency was reviewed already."},
    {Refusal::UnknownRow, "UNKNOWN_ROW", "The patient's log has no such row."},
    {Refusal::NotDisputable, "NOT_DISPUTABLE", "The row was written by the patient."},
    {Refusal::AlreadyDisputed, "ALREADY_DISPUTED", "The row was disputed already."},
    {Refusal::NotDisputed, "NOT_DISPUTED", "The row was not disputed."},
    {Refusal::AlreadyAnswered, "ALREADY_ANSWERED", "The dispute was answered already."},
    {Refusal::DeniedByCustodian, "DENIED_BY_CUSTODIAN", "The custodian's gateway decided against it."},
    {Refusal::NotGoverned, "NOT_GOVERNED", "The chain began without a list of its validators, so that nothing can be decided on it."},
    {Refusal::NotAMember, "NOT_A_MEMBER", "The organisation is not, or no longer, a member."},
    {Refusal::UnknownProposal, "UNKNOWN_PROPOSAL", "There is no such proposal."},
    {Refusal::ProposalEnded, "PROPOSAL_ENDED", "The proposal's fourteen days are over."},
    {Refusal::ProposalDecided, "PROPOSAL_DECIDED", "The proposal has taken effect already."},
    {Refusal::AlreadyApproved, "ALREADY_APPROVED", "The organisation approved the proposal already."},
    {Refusal::TooManyProposals, "TOO_MANY_PROPOSALS", "As many proposals are open as may be."},
    {Refusal::NoEffect, "NO_EFFECT", "The action would change nothing."},
    {Refusal::OrganizationExists, "ORGANIZATION_EXISTS", "The organisation is or was a member already."},
    {Refusal::TooManyMembers, "TOO_MANY_MEMBERS", "The consortium has as many members as it may have."},
    {Refusal::LastMember, "LAST_MEMBER", "A consortium has at least one member."},
    {Refusal::OrganizationLeaves, "ORGANIZATION_LEAVES", "The organisation has left or is leaving."},
    {Refusal::LastKey, "LAST_KEY", "An organisation keeps at least one key for governance, attestor and gateway."},
    {Refusal::ValidatorStays, "VALIDATOR_STAYS", "The organisation's validator has to end before the organisation leaves."},
    {Refusal::UnknownValidator, "UNKNOWN_VALIDATOR", "The organisation has no such validator."},
    {Refusal::HasValidator, "HAS_VALIDATOR", "The organisation has a validator already."},
    {Refusal::TooFewValidators, "TOO_FEW_VALIDATORS", "A validator ends only where at least four go on."},
    {Refusal::TooManyValidators, "TOO_MANY_VALIDATORS", "The chain has as many validators as it may have."},
    {Refusal::ChangeTooSoon, "CHANGE_TOO_SOON", "The validators changed within the last three blocks."},
    {Refusal::InvalidParameter, "INVALID_PARAMETER", "A limit is outside of what limits may be."},
    {Refusal::InvalidUpgrade, "INVALID_UPGRADE", "The height is too near, or the version is not a later one."},
});
// clang-format on

static_assert(std::ranges::is_sorted(table, {}, &RefusalEntry::refusal));

const RefusalEntry* find(Refusal refusal) {
    const auto found = std::ranges::lower_bound(table, refusal, {}, &RefusalEntry::refusal);
    return found != table.end() && found->refusal == refusal ? &*found : nullptr;
}

} // namespace

std::span<const RefusalEntry> refusalTable() {
    return table;
}

std::string_view refusalName(Refusal refusal) {
    const RefusalEntry* entry = find(refusal);
    return entry == nullptr ? "UNKNOWN_REFUSAL" : entry->name;
}

std::string_view refusalSentence(Refusal refusal) {
    const RefusalEntry* entry = find(refusal);
    return entry == nullptr ? "The registry gave a number that this program does not know."
                            : entry->sentence;
}

} // namespace consentry::registry
