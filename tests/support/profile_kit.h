#pragma once

#include "core/crypto/hash.h"
#include "core/light_client/consortium_profile.h"
#include "core/registry/object_ids.h"
#include "tests/support/test_chain.h"

namespace consentry::test {

/// Organisations of an invented consortium with their governance keys, and profiles that they sign.
class ProfileKit {
public:
    explicit ProfileKit(std::size_t organizations = 4,
                        std::string_view chainId = TestChain::chainId)
        : m_chainId(chainId) {
        for (std::size_t i = 0; i < organizations; ++i) {
            m_keys.push_back(SigningKey::generate());
        }
        std::sort(m_keys.begin(), m_keys.end(), [&](const SigningKey& a, const SigningKey& b) {
            return partyOf(a) < partyOf(b);
        });
    }

    PartyId party(std::size_t index) const { return partyOf(m_keys[index]); }
    const SigningKey& key(std::size_t index) const { return m_keys[index]; }
    std::size_t size() const { return m_keys.size(); }

    /// Number 1, anchored at this block, with a node and a witness each at "http://127.0.0.1:<i>/".
    light_client::ConsortiumProfile profile(const light_client::LightBlock& anchor) const {
        light_client::ConsortiumProfile profile;
        profile.chainId = m_chainId;
        profile.issuedAt = anchor.header.time.toInstant();
        profile.anchorHeight = anchor.header.height;
        profile.anchorHash = anchor.header.hash();
        profile.anchorTime = anchor.header.time.toInstant();
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            light_client::ProfileOrganization organization;
            organization.party = party(i);
            organization.nameEn = "Hospital " + std::to_string(i);
            organization.nameZh = "第" + std::to_string(i) + "医院";
            organization.governanceKey = m_keys[i].publicKey();
            organization.nodes.push_back({url(i), {}});
            organization.witnesses = organization.nodes;
            profile.organizations.push_back(std::move(organization));
        }
        return profile;
    }
    light_client::SignedProfile sign(const light_client::ConsortiumProfile& profile,
                                     std::size_t signers) const {
        light_client::SignedProfile signedProfile{profile, {}};
        for (std::size_t i = 0; i < signers; ++i) {
            light_client::signProfile(signedProfile, m_keys[i]);
        }
        return signedProfile;
    }
    static std::string url(std::size_t index) {
        return "http://127.0.0.1:" + std::to_string(index + 1) + "/";
    }

private:
    PartyId partyOf(const SigningKey& key) const {
        return registry::partyIdOf(m_chainId, key.publicKey());
    }

    std::string m_chainId;
    std::vector<SigningKey> m_keys;
};

} // namespace consentry::test
