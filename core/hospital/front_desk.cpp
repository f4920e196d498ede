#include "core/hospital/front_desk.h"

#include "core/registry/object_ids.h"

#include <algorithm>

namespace consentry::hospital {

registry::Cosigner FrontDesk::cosigner() const {
    return {m_context.keys.organization,
            registry::keyIdOf(m_context.chainId(), m_context.keys.attestor.publicKey())};
}

Result<> FrontDesk::cosign(registry::Transaction& transaction) const {
    const auto kind = transaction.kind();
    if (kind != registry::TransactionKind::RegisterParty &&
        kind != registry::TransactionKind::Link) {
        return fail(ErrorCode::InvalidArgument, "the desk cosigns registrations and links only");
    }
    const auto& named = transaction.cosigners;
    const auto place = std::find(named.begin(), named.end(), cosigner());
    if (place == named.end()) {
        return fail(ErrorCode::InvalidArgument, "this desk is not named");
    }
    registry::cosignTransaction(transaction, static_cast<std::size_t>(place - named.begin()),
                                m_context.keys.attestor);
    return {};
}

Result<AttestationId> FrontDesk::attest(const PartyId& subject, registry::AttestedRole role,
                                        const NameCard& card, Instant from, Instant until) {
    const std::string& chainId = m_context.chainId();
    registry::Attest attest;
    attest.nonce = randomNonce();
    attest.subject = subject;
    attest.role = role;
    // Keyed, so that a staff number cannot be guessed from what stands on the chain.
    attest.staffId = registry::idCast<registry::StaffId>(
        hmacSha256(m_context.keys.attestor.seed().expose(), bytesOf(card.staffId)));
    attest.cardDigest = nameCardDigest(chainId, card);
    attest.from = from;
    attest.until = until;
    const auto id =
        registry::objectIdFrom<AttestationId>(chainId, m_context.keys.organization, attest.nonce);
    ASSIGN_OR_RETURN(const std::uint64_t sequence, takeAttestorSequence(m_context));
    registry::Transaction transaction =
        gatewayTransaction(m_context, m_context.keys.attestor, sequence, std::move(attest));
    registry::signTransaction(transaction, m_context.keys.attestor);
    RETURN_IF_ERROR(m_context.ledger.submit(registry::encodeTransaction(transaction)));
    return id;
}

} // namespace consentry::hospital
