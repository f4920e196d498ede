#include "core/hospital/front_desk.h"

#include "core/registry/object_ids.h"

#include <algorithm>
#include <array>

namespace consentry::hospital {
namespace {

/// Before the id, under which subject and card lie.
constexpr std::string_view staffPrefix = "attested-";

struct RoleWord {
    std::string_view word;
    registry::AttestedRole role;
};
constexpr std::array roleWords{
    RoleWord{"doctor", registry::AttestedRole::Doctor},
    RoleWord{"nurse", registry::AttestedRole::Nurse},
    RoleWord{"administrator", registry::AttestedRole::Administrator},
    RoleWord{"researcher", registry::AttestedRole::Researcher},
    RoleWord{"insurer", registry::AttestedRole::Insurer},
    RoleWord{"regulator", registry::AttestedRole::Regulator},
    RoleWord{"reviewer", registry::AttestedRole::Reviewer},
};

Bytes staffKey(const AttestationId& attestation) {
    Bytes key = toBytes(bytesOf(staffPrefix));
    append(key, attestation.view());
    return key;
}

Bytes encodeStaff(const PartyId& subject, const NameCard& card) {
    CborWriter writer;
    writer.array(2).byteString(subject.view()).byteString(encodeNameCard(card));
    return std::move(writer).bytes();
}

Result<StaffEntry> decodeStaff(ByteView key, ByteView value) {
    StaffEntry entry;
    ASSIGN_OR_RETURN(entry.attestation, AttestationId::from(key.subspan(staffPrefix.size())));
    CborReader reader(value);
    ASSIGN_OR_RETURN(const std::size_t fields, reader.array());
    if (fields != 2) {
        return fail(ErrorCode::DamagedData, "entry of the staff");
    }
    RETURN_IF_ERROR(reader.fixed(entry.subject));
    ASSIGN_OR_RETURN(const ByteView card, reader.byteString());
    ASSIGN_OR_RETURN(entry.card, decodeNameCard(card));
    RETURN_IF_ERROR(reader.finish());
    return entry;
}

} // namespace

std::optional<registry::AttestedRole> attestedRoleNamed(std::string_view word) {
    const auto found = std::ranges::find(roleWords, word, &RoleWord::word);
    return found == roleWords.end() ? std::nullopt : std::optional(found->role);
}

std::string_view attestedRoleWord(registry::AttestedRole role) {
    const auto found = std::ranges::find(roleWords, role, &RoleWord::role);
    return found == roleWords.end() ? std::string_view() : found->word;
}

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
    // Before the ledger knows it: an attestation without its card would name nobody.
    WriteBatch batch;
    batch.put(Table::Meta, staffKey(id), encodeStaff(subject, card));
    RETURN_IF_ERROR(m_context.store.write(batch));
    auto submitted = submit(std::move(attest));
    if (!submitted && submitted.error().code == ErrorCode::Refused) {
        WriteBatch undone;
        undone.erase(Table::Meta, staffKey(id));
        RETURN_IF_ERROR(m_context.store.write(undone));
    }
    RETURN_IF_ERROR(std::move(submitted));
    return id;
}

Result<> FrontDesk::submit(registry::Body body) {
    ASSIGN_OR_RETURN(const std::uint64_t sequence, takeAttestorSequence(m_context));
    registry::Transaction transaction =
        gatewayTransaction(m_context, m_context.keys.attestor, sequence, std::move(body));
    registry::signTransaction(transaction, m_context.keys.attestor);
    RETURN_IF_ERROR(m_context.ledger.submit(registry::encodeTransaction(transaction)));
    return {};
}

Result<> FrontDesk::end(const AttestationId& attestation) {
    return submit(registry::EndAttestation{attestation});
}

Result<std::vector<StaffEntry>> FrontDesk::staff() {
    std::vector<StaffEntry> entries;
    Result<> readable;
    RETURN_IF_ERROR(
        m_context.store.scan(Table::Meta, bytesOf(staffPrefix), [&](ByteView key, ByteView value) {
            if (!textOf(key).starts_with(staffPrefix)) {
                return false;
            }
            auto entry = decodeStaff(key, value);
            if (!entry) {
                readable = fail(ErrorCode::DamagedData, entry.error().context);
                return false;
            }
            entries.push_back(std::move(*entry));
            return true;
        }));
    RETURN_IF_ERROR(std::move(readable));
    for (StaffEntry& entry : entries) {
        ASSIGN_OR_RETURN(entry.state,
                         m_context.ledger.object<registry::AttestationState>(
                             registry::attestationKey(m_context.chainId(), entry.attestation)));
    }
    return entries;
}

Result<std::optional<NameCard>> FrontDesk::card(const AttestationId& attestation) const {
    const Bytes key = staffKey(attestation);
    ASSIGN_OR_RETURN(const auto value, m_context.store.get(Table::Meta, key));
    if (!value) {
        return std::optional<NameCard>();
    }
    ASSIGN_OR_RETURN(StaffEntry entry, decodeStaff(key, *value));
    return std::optional(std::move(entry.card));
}

} // namespace consentry::hospital
