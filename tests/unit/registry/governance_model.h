#pragma once

#include "tests/unit/registry/registry_kit.h"

#include <map>
#include <set>

namespace consentry::registry::test {

/// The rules of governance a second time, written apart from the state machine: plain facts,
/// nothing encoded, everything counted anew. It takes the transactions of a GovernanceRun.
class GovernanceModel {
public:
    explicit GovernanceModel(const Kit& kit);

    void beginBlock(Instant time, std::uint64_t height);
    /// refusalName of what the registry must answer.
    std::string take(const Bytes& bytes);
    /// The first difference between these facts and the registry's state in words, else empty.
    std::string compare(const Kit& kit) const;
    /// How many proposals took effect.
    std::size_t decided() const { return m_decided; }

private:
    struct Key {
        PartyId org;
        KeyRole role;
        SigningPublicKey publicKey;
        std::optional<Instant> gone;
    };
    struct Org {
        bool mailbox;
        SealingPublicKey inbox;
        std::optional<Instant> leaves;
        std::optional<SigningPublicKey> validator;
    };
    struct Proposal {
        PartyId by;
        GovernanceAction action;
        Instant until;
        std::map<PartyId, KeyId> yes;
        bool done = false;
    };

    bool alive(const KeyId& id) const;
    bool member(const PartyId& id) const;
    std::string newKey(const PartyId& org, const SigningPublicKey& key,
                       const Signature& proof) const;
    std::string decide(Proposal& proposal);
    std::string signedBy(const Transaction& tx) const;

    // What stands against an action, and what it does.
    std::string against(const RegisterOrganization& a) const;
    std::string against(const UpdateOrganization& a) const;
    std::string against(const LeaveOrganization& a) const;
    std::string against(const UpdateValidators& a) const;
    std::string against(const SetParameters& a) const;
    std::string against(const Upgrade& a) const;
    std::string against(const GovernanceAction& action) const {
        return std::visit([&](const auto& a) { return against(a); }, action);
    }
    void act(const RegisterOrganization& a);
    void act(const UpdateOrganization& a);
    void act(const LeaveOrganization& a);
    void act(const UpdateValidators& a);
    void act(const SetParameters& a);
    void act(const Upgrade& a);

    std::string on(const Transaction& tx, const UpdateOrganization& body);
    std::string on(const Transaction& tx, const LeaveOrganization& body);
    std::string on(const Transaction& tx, const Propose& body);
    std::string on(const Transaction& tx, const Approve& body);
    template <class T> std::string on(const Transaction&, const T&) { return "another kind"; }

    std::string m_chain;
    Instant m_now;
    std::uint64_t m_height = 0;
    std::map<PartyId, Org> m_orgs;
    std::map<KeyId, Key> m_keys;
    std::map<KeyId, std::set<std::uint64_t>> m_used;
    std::map<ProposalId, Proposal> m_proposals;
    std::vector<std::uint64_t> m_validatorChanges; ///< heights
    std::map<std::string, std::uint32_t> m_params;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> m_upgrades; ///< from height, version
    std::size_t m_decided = 0;
};

} // namespace consentry::registry::test
