#pragma once

#include "core/registry/types.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace consentry::registry {

// What the organisations of a consortium decide together (protocol §9): each of them is an action
// of a proposal. Values without behaviour; any thread.

/// A key that an organisation begins to use.
struct OrganizationKey {
    KeyRole role = KeyRole::Gateway; ///< Governance, Attestor or Gateway
    SigningPublicKey key;
    Signature possession; ///< signPossession for that organisation
    friend bool operator==(const OrganizationKey&, const OrganizationKey&) = default;
};

/// An organisation joins. Its party id comes from the governance key, as in the genesis.
struct RegisterOrganization {
    static constexpr TransactionKind kind = TransactionKind::RegisterOrganization;
    std::string name; ///< 1 to limits::organizationNameBytesMax bytes
    SigningPublicKey governanceKey;
    Signature governancePossession;
    /// Attestors and gateways, 1 to limits::keysMax of each.
    std::vector<OrganizationKey> keys;
    SealingPublicKey inboxKey;
    bool mailbox = false;
    friend bool operator==(const RegisterOrganization&, const RegisterOrganization&) = default;
};

/// An organisation's keys change. By its own governance key alone, too, as long as no governance
/// key changes: a stolen gateway key must not wait for others. What is removed ends at once; of
/// each role one key stays.
struct UpdateOrganization {
    static constexpr TransactionKind kind = TransactionKind::UpdateOrganization;
    PartyId organization;
    std::vector<OrganizationKey> addKeys; ///< at most limits::keyChangesMax
    std::vector<KeyId> removeKeys;        ///< at most limits::keyChangesMax, ascending
    std::optional<SealingPublicKey> inboxKey{};
    friend bool operator==(const UpdateOrganization&, const UpdateOrganization&) = default;
};

/// An organisation leaves after limits::leaveNotice; until then it is a member. By its own
/// governance key alone, too.
struct LeaveOrganization {
    static constexpr TransactionKind kind = TransactionKind::LeaveOrganization;
    PartyId organization;
    std::optional<PartyId> successor{}; ///< exactly of a mailbox: who is read in its place
    friend bool operator==(const LeaveOrganization&, const LeaveOrganization&) = default;
};

/// The validator that begins.
struct NewValidator {
    SigningPublicKey key; ///< Ed25519, as in the engine's priv_validator_key.json
    Signature possession; ///< signPossession for the organisation
    friend bool operator==(const NewValidator&, const NewValidator&) = default;
};

/// An organisation's validator begins, ends, or is replaced. Every validator has the power 1, and
/// an organisation at most one.
struct UpdateValidators {
    static constexpr TransactionKind kind = TransactionKind::UpdateValidators;
    PartyId organization;
    std::optional<SigningPublicKey> remove{};
    std::optional<NewValidator> add{};
    friend bool operator==(const UpdateValidators&, const UpdateValidators&) = default;
};

/// Limits of protocol §10, from the next block on. What is absent stays as it is.
struct SetParameters {
    static constexpr TransactionKind kind = TransactionKind::SetParameters;
    std::optional<std::uint32_t> transactionsPerHour{};
    std::optional<std::uint32_t> activeGrantsMax{};
    std::optional<std::uint32_t> openRequestsPerOrganization{};
    std::optional<std::uint32_t> openRequestsPerPatient{};
    std::optional<std::uint32_t> requestDays{};
    std::optional<std::uint32_t> blockBytesMax{}; ///< of a whole block, for the engine
    friend bool operator==(const SetParameters&, const SetParameters&) = default;
};

/// From block `height` on, the rules of `version` hold. The version that is in force already takes
/// back what was agreed for later.
struct Upgrade {
    static constexpr TransactionKind kind = TransactionKind::Upgrade;
    BlockHeight height;
    std::uint64_t version = 0;
    friend bool operator==(const Upgrade&, const Upgrade&) = default;
};

/// In ascending order of their kinds.
using GovernanceAction = std::variant<RegisterOrganization, UpdateOrganization, LeaveOrganization,
                                      UpdateValidators, SetParameters, Upgrade>;

TransactionKind actionKind(const GovernanceAction& action);
/// The one valid encoding of an action alone, as organisations hand it to each other before anybody
/// proposes it: the map that stands in the proposal.
Bytes encodeAction(const GovernanceAction& action);
/// Accepts only what encodeAction writes, at most limits::transactionBytesMax bytes, and only what
/// could stand in a proposal. Errors: TooLarge, Malformed, NotCanonical.
Result<GovernanceAction> decodeAction(ByteView bytes);

/// k of n (protocol §9): how many of `members` organisations have to approve, ⌊2n/3⌋ + 1.
constexpr std::size_t approvalsNeeded(std::size_t members) {
    return 2 * members / 3 + 1;
}

} // namespace consentry::registry
