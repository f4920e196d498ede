#include "core/hospital/inbox_openings.h"

#include "core/registry/object_ids.h"

namespace consentry::hospital {
namespace {

constexpr milliseconds credentialAgeMax = std::chrono::minutes(2);

} // namespace

std::optional<consent::Role> consentRole(registry::AttestedRole role) {
    switch (role) {
    case registry::AttestedRole::Doctor:
        return consent::Role::Doctor;
    case registry::AttestedRole::Nurse:
        return consent::Role::Nurse;
    case registry::AttestedRole::Administrator:
        return consent::Role::Administrator;
    case registry::AttestedRole::Researcher:
        return consent::Role::Researcher;
    case registry::AttestedRole::Insurer:
        return consent::Role::Insurer;
    case registry::AttestedRole::Regulator:
        return consent::Role::Regulator;
    case registry::AttestedRole::Reviewer:
        break;
    }
    return std::nullopt;
}

Result<consent::Role> InboxOpenings::provenRole(const PartyId& reader,
                                                const AttestationId& attestation,
                                                const FetchCredential& credential) {
    const std::string& chainId = m_context.chainId();
    const Instant now = m_context.clock.now();
    if (std::chrono::abs(now - credential.signedAt) > credentialAgeMax) {
        return fail(ErrorCode::Stale, "credential signed at another time");
    }
    const Bytes preimage =
        fetchPreimage(chainId, m_context.keys.organization.view(), credential.signedAt);
    ASSIGN_OR_RETURN(const auto key, m_context.ledger.object<registry::KeyState>(registry::keyKey(
                                         chainId, registry::keyIdOf(chainId, credential.key))));
    if (!key || key->party != reader || key->role != registry::KeyRole::Device || key->frozenBy ||
        (key->removedFrom && *key->removedFrom <= now) ||
        !verifySignature(credential.key, preimage, credential.signature)) {
        return fail(ErrorCode::NotPermitted, "credential of a reader");
    }
    ASSIGN_OR_RETURN(const auto attested, m_context.ledger.object<registry::AttestationState>(
                                              registry::attestationKey(chainId, attestation)));
    if (!attested || attested->subject != reader ||
        attested->organization != m_context.keys.organization || !attested->isActiveAt(now)) {
        return fail(ErrorCode::NotPermitted, "attestation of a reader");
    }
    const auto role = consentRole(attested->role);
    if (!role) {
        return fail(ErrorCode::NotPermitted, "role of a reader");
    }
    return *role;
}

Result<std::vector<Bytes>> InboxOpenings::openingsFor(const PartyId& reader,
                                                      const AttestationId& attestation,
                                                      const FetchCredential& credential) {
    ASSIGN_OR_RETURN(const consent::Role role, provenRole(reader, attestation, credential));
    ASSIGN_OR_RETURN(const auto letters, ownMail(m_context));
    std::vector<Bytes> openings;
    for (const SealedMail& letter : letters) {
        const BodyContext sealing{m_context.chainId(), SuiteId::Suite1, letter.sender,
                                  letter.sender, letter.subject};
        const auto body = openBody(letter.sealed, sealing, m_context.keys.inbox);
        const auto grant = body ? consent::decodeGrant(body->content())
                                : Result<consent::Grant>(fail(ErrorCode::Malformed));
        if (grant && !grant->grantee.person &&
            grant->grantee.organization == m_context.keys.organization &&
            (!grant->grantee.role || grant->grantee.role == role)) {
            openings.push_back(toBytes(body->padded()));
        }
    }
    return openings;
}

} // namespace consentry::hospital
