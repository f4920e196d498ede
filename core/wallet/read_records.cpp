#include "core/wallet/read_records.h"

#include "core/clinical/record_from_json.h"
#include "core/registry/object_ids.h"

namespace consentry::wallet {

Result<std::vector<HeldGrant>> ReadRecords::heldGrants() {
    Mailbox* mailbox = m_mailboxes.find(m_reader.organization);
    if (mailbox == nullptr) {
        return fail(ErrorCode::Unreachable, "mailbox of the reader");
    }
    const Instant now = m_clock.now();
    const Bytes preimage = fetchPreimage(m_ledger.chainId(), m_reader.party.view(), now);
    ASSIGN_OR_RETURN(const auto letters,
                     mailbox->fetchMail(m_reader.party, {m_reader.device.publicKey(), now,
                                                         m_reader.device.sign(preimage)}));
    std::vector<HeldGrant> grants;
    for (const SealedMail& letter : letters) {
        const BodyContext context{m_ledger.chainId(), SuiteId::Suite1, letter.sender, letter.sender,
                                  letter.subject};
        const auto body = openBody(letter.sealed, context, m_reader.sealing);
        if (!body) {
            continue;
        }
        auto grant = consent::decodeGrant(body->content());
        if (grant && grant->patient == letter.sender) {
            grants.push_back({std::move(*grant), toBytes(body->padded())});
        }
    }
    RETURN_IF_ERROR(addGrantsToRole(grants));
    return grants;
}

/// What the reader's organisation got for everybody in the reader's role.
Result<> ReadRecords::addGrantsToRole(std::vector<HeldGrant>& grants) {
    StaffInbox* inbox = m_mailboxes.staffInbox(m_reader.organization);
    if (inbox == nullptr || !m_reader.attestation) {
        return {};
    }
    const Instant now = m_clock.now();
    const Bytes preimage = fetchPreimage(m_ledger.chainId(), m_reader.organization.view(), now);
    ASSIGN_OR_RETURN(auto openings, inbox->openingsFor(m_reader.party, *m_reader.attestation,
                                                       {m_reader.device.publicKey(), now,
                                                        m_reader.device.sign(preimage)}));
    for (Bytes& opening : openings) {
        Bytes copy = opening;
        const auto body = BodyPlaintext::parse(SecretBytes::takeFrom(copy));
        auto grant = body ? consent::decodeGrant(body->content())
                          : Result<consent::Grant>(fail(ErrorCode::Malformed));
        if (grant) {
            grants.push_back({std::move(*grant), std::move(opening)});
        }
    }
    return {};
}

Result<ReadOutcome> ReadRecords::read(RecordGateway& gateway, ReadRequest request,
                                      ByteView grantOpening) {
    request.custodian = gateway.organization();
    request.reader = m_reader.party;
    request.readerKey = registry::keyIdOf(m_ledger.chainId(), m_reader.device.publicKey());
    request.attestation = m_reader.attestation;
    request.createdAt = m_clock.now();
    request.nonce = randomNonce();
    SignedReadRequest signedRequest{
        request, m_reader.device.sign(encodeReadRequest(m_ledger.chainId(), request)),
        toBytes(grantOpening)};
    ReadOutcome outcome;
    ASSIGN_OR_RETURN(outcome.answer, gateway.read(signedRequest));
    for (ReleasedRecord& record : outcome.answer.records) {
        ASSIGN_OR_RETURN(const auto check, checkAnchor(record, request.custodian, request.patient));
        outcome.records.push_back({std::move(record.resource), check});
    }
    outcome.answer.records.clear();
    return outcome;
}

Result<ReadRecord::AnchorCheck> ReadRecords::checkAnchor(const ReleasedRecord& record,
                                                         const PartyId& custodian,
                                                         const PartyId& patient) {
    using Check = ReadRecord::AnchorCheck;
    if (!record.anchor) {
        return Check::Missing;
    }
    const auto parsed = clinical::recordFromJson(record.resource);
    if (!parsed) {
        return Check::Differs;
    }
    ASSIGN_OR_RETURN(const auto anchor, m_ledger.object<registry::AnchorState>(registry::anchorKey(
                                            m_ledger.chainId(), record.anchor->anchor)));
    const bool matches =
        anchor && anchor->organization == custodian && anchor->patient == patient &&
        verifyAnchorLink(m_ledger.chainId(), parsed->facts.digest, *record.anchor, anchor->root)
            .has_value();
    return matches ? Check::Matches : Check::Differs;
}

} // namespace consentry::wallet
