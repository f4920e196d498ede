#include "core/hospital/gateway_context.h"

#include "core/registry/object_ids.h"

#include <algorithm>

namespace consentry::hospital {
namespace {

/// Short of the registry's bounds, to leave room for a slow block.
constexpr milliseconds ordinaryLife = std::chrono::hours(1);
constexpr milliseconds accessLife = std::chrono::seconds(55);
/// A gateway acts on no head that is older (protocol §11).
constexpr milliseconds headAgeMax = std::chrono::seconds(30);

/// The registry allows 60 s from the time of the block. Where nothing happens that is up to two
/// heartbeats behind the clock: reckoned from the newest header, an access is never refused for
/// waiting too long, and has time enough.
Instant accessExpiry(const GatewayContext& context) {
    const Instant now = context.clock.now();
    const Instant head = context.ledger.trusted().header().time().toInstant();
    return std::clamp(head, now - headAgeMax, now) + accessLife;
}

Result<std::uint64_t> takeSequence(GatewayContext& context, std::string_view name) {
    ASSIGN_OR_RETURN(const auto stored, context.store.get(Table::Meta, bytesOf(name)));
    std::uint64_t next = 1; // the registry counts 0 as used
    if (stored) {
        CborReader reader(*stored);
        ASSIGN_OR_RETURN(next, reader.unsignedInt());
    }
    CborWriter writer;
    writer.unsignedInt(next + 1);
    WriteBatch batch;
    batch.put(Table::Meta, bytesOf(name), writer.bytes());
    RETURN_IF_ERROR(context.store.write(batch));
    return next;
}

} // namespace

Result<std::uint64_t> takeGatewaySequence(GatewayContext& context) {
    return takeSequence(context, "gateway-sequence");
}

Result<std::uint64_t> takeAttestorSequence(GatewayContext& context) {
    return takeSequence(context, "attestor-sequence");
}

registry::Transaction gatewayTransaction(const GatewayContext& context, const SigningKey& key,
                                         std::uint64_t sequence, registry::Body body) {
    registry::Transaction transaction;
    transaction.chainId = context.chainId();
    transaction.party = context.keys.organization;
    transaction.keyId = registry::keyIdOf(context.chainId(), key.publicKey());
    transaction.sequence = sequence;
    const bool access = std::holds_alternative<registry::RecordAccess>(body) ||
                        std::holds_alternative<registry::EmergencyAccess>(body);
    transaction.expiresAt = access ? accessExpiry(context) : context.clock.now() + ordinaryLife;
    transaction.body = std::move(body);
    return transaction;
}

Result<registry::PatientState> patientState(GatewayContext& context, const PartyId& patient) {
    ASSIGN_OR_RETURN(auto state, context.ledger.object<registry::PatientState>(
                                     registry::patientKey(context.chainId(), patient)));
    if (!state) {
        return fail(ErrorCode::NotFound, "patient");
    }
    return std::move(*state);
}

Result<SigningPublicKey> deviceKeyOf(GatewayContext& context, const PartyId& party,
                                     const KeyId& key) {
    ASSIGN_OR_RETURN(const auto state, context.ledger.object<registry::KeyState>(
                                           registry::keyKey(context.chainId(), key)));
    if (!state || state->party != party || state->role != registry::KeyRole::Device ||
        state->frozenBy || (state->removedFrom && *state->removedFrom <= context.clock.now())) {
        return fail(ErrorCode::NotPermitted, "device key of the party");
    }
    return state->publicKey;
}

Result<std::vector<SealedMail>> ownMail(GatewayContext& context) {
    const PartyId& self = context.keys.organization;
    Mailbox* inbox = context.mailboxes.find(self);
    if (inbox == nullptr) {
        return fail(ErrorCode::Unreachable, "own mailbox");
    }
    const Instant now = context.clock.now();
    const Bytes preimage = fetchPreimage(context.chainId(), self.view(), now);
    return inbox->fetchMail(
        self, {context.keys.gateway.publicKey(), now, context.keys.gateway.sign(preimage)});
}

} // namespace consentry::hospital
