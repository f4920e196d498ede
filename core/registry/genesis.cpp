#include "core/registry/genesis.h"

#include "core/registry/enum_ranges.h"
#include "core/registry/object_ids.h"

#include <algorithm>

namespace consentry::registry {

namespace {

class GenesisBuilder {
public:
    explicit GenesisBuilder(const Genesis& genesis) : m_genesis(genesis) {}

    Result<StateChanges> build() && {
        if (m_genesis.chainId.empty() || m_genesis.chainId.size() > limits::chainIdBytesMax) {
            return fail(ErrorCode::InvalidArgument, "chain id length");
        }
        if (m_genesis.organizations.empty() ||
            m_genesis.organizations.size() > Genesis::organizationsMax) {
            return fail(ErrorCode::InvalidArgument, "number of organisations");
        }
        put(paramsKey(chain()), encodeState(m_genesis.params));
        for (const GenesisOrganization& organization : m_genesis.organizations) {
            RETURN_IF_ERROR(add(organization));
        }
        if (!areValidatorsWhole()) {
            return fail(ErrorCode::InvalidArgument,
                        "validators of some organisations, or of too many");
        }
        putGovernance();
        return std::move(m_state);
    }

private:
    const std::string& chain() const { return m_genesis.chainId; }
    bool put(const StateKey& key, Bytes value) {
        return m_state.emplace(key, std::move(value)).second;
    }

    Result<> add(const GenesisOrganization& organization) {
        if (organization.name.empty() ||
            organization.name.size() > limits::organizationNameBytesMax) {
            return fail(ErrorCode::InvalidArgument, "organisation name length");
        }
        const PartyId id = partyIdOf(chain(), organization.governanceKey);
        PartyState party;
        party.partyKind = PartyKind::Organization;
        party.inceptionKeyId = keyIdOf(chain(), organization.governanceKey);
        RETURN_IF_ERROR(addKeys(party, id, {organization.governanceKey}, KeyRole::Governance));
        RETURN_IF_ERROR(addKeys(party, id, organization.attestorKeys, KeyRole::Attestor));
        RETURN_IF_ERROR(addKeys(party, id, organization.gatewayKeys, KeyRole::Gateway));
        put(partyKey(chain(), id), encodeState(party));
        put(orgKey(chain(), id),
            encodeState(OrgState{organization.name, organization.mailbox, organization.inboxKey}));
        m_members.members.push_back({id});
        return organization.validatorKey ? addValidator(id, *organization.validatorKey)
                                         : Result<>();
    }

    Result<> addValidator(const PartyId& organization, const SigningPublicKey& key) {
        KeyState state;
        state.party = organization;
        state.role = KeyRole::Validator;
        state.publicKey = key;
        if (!put(keyKey(chain(), keyIdOf(chain(), key)), encodeState(state))) {
            return fail(ErrorCode::InvalidArgument, "a key stands twice in the genesis");
        }
        m_validators.validators.push_back({organization, key});
        return {};
    }

    bool areValidatorsWhole() const {
        const std::size_t count = m_validators.validators.size();
        return count == 0 || (count == m_members.members.size() && count <= limits::validatorsMax);
    }

    /// A genesis without validators is one of before there was anything to decide: its state stays
    /// what it was.
    void putGovernance() {
        if (m_validators.validators.empty()) {
            return;
        }
        std::ranges::sort(m_members.members, {}, &Member::organization);
        std::ranges::sort(m_validators.validators, {}, &ValidatorEntry::organization);
        put(membersKey(chain()), encodeState(m_members));
        put(validatorsKey(chain()), encodeState(m_validators));
    }

    Result<> addKeys(PartyState& party, const PartyId& id,
                     const std::vector<SigningPublicKey>& keys, KeyRole role) {
        if (keys.empty() || keys.size() > limits::keysMax) {
            return fail(ErrorCode::InvalidArgument, "number of keys of an organisation");
        }
        for (const SigningPublicKey& key : keys) {
            KeyState state;
            state.party = id;
            state.role = role;
            state.publicKey = key;
            const KeyId keyId = keyIdOf(chain(), key);
            if (!put(keyKey(chain(), keyId), encodeState(state))) {
                return fail(ErrorCode::InvalidArgument, "a key stands twice in the genesis");
            }
            party.keys.push_back(keyId);
        }
        return {};
    }

    const Genesis& m_genesis;
    StateChanges m_state;
    MembersState m_members;
    ValidatorsState m_validators;
};

} // namespace

template <class V> void describe(V& v, For<V, GenesisOrganization>& s) {
    v.text(0, s.name, limits::organizationNameBytesMax);
    v(1, s.governanceKey);
    v.list(2, s.attestorKeys, {1, limits::keysMax});
    v.list(3, s.gatewayKeys, {1, limits::keysMax});
    v(4, s.inboxKey);
    v(5, s.mailbox);
    v(6, s.validatorKey);
}

template <class V> void describe(V& v, For<V, Genesis>& s) {
    v.text(0, s.chainId, limits::chainIdBytesMax);
    v(1, s.params.transactionsPerHour);
    v(2, s.params.activeGrantsMax);
    v(3, s.params.openRequestsPerOrganization);
    v(4, s.params.openRequestsPerPatient);
    v(5, s.params.requestDays);
    v.list(6, s.organizations, {1, Genesis::organizationsMax});
}

Bytes encodeGenesis(const Genesis& genesis) {
    return encodeObject(genesis);
}

Result<Genesis> decodeGenesis(ByteView bytes) {
    return decodeObject<Genesis>(bytes);
}

Result<StateChanges> genesisState(const Genesis& genesis) {
    return GenesisBuilder(genesis).build();
}

} // namespace consentry::registry
