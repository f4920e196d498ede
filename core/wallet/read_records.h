#pragma once

#include "core/consent/grant.h"
#include "core/ports/hospital_records.h"
#include "core/ports/mailbox.h"
#include "core/ports/verified_ledger.h"

namespace consentry::wallet {

/// Who reads: a clinician's party with one device, attested by an organisation; or the patient.
struct ReaderKeys {
    PartyId party;
    SigningKey device;
    SealingKey sealing;
    std::optional<AttestationId> attestation;
    PartyId organization; ///< whose mailbox keeps this reader's mail
};

/// A grant whose opening this reader holds.
struct HeldGrant {
    consent::Grant grant;
    Bytes opening; ///< padded plaintext
};

/// A record that came back, with whether it hangs on the anchor that its hospital put on the chain.
struct ReadRecord {
    Bytes resource;
    enum class AnchorCheck { Matches, Missing, Differs };
    AnchorCheck anchor = AnchorCheck::Missing;
};

struct ReadOutcome {
    ReadAnswer answer; ///< its records are moved into `records`
    std::vector<ReadRecord> records;
};

/// The reader's side of a read: fetch openings from the mailbox, sign a request, check what comes
/// back.
class ReadRecords {
public:
    ReadRecords(const ReaderKeys& reader, VerifiedLedger& ledger, MailboxDirectory& mailboxes,
                const Clock& clock)
        : m_reader(reader), m_ledger(ledger), m_mailboxes(mailboxes), m_clock(clock) {}

    /// The openings in the reader's mail, and those for the reader's role; letters that do not open
    /// or do not decode are left out.
    Result<std::vector<HeldGrant>> heldGrants();
    /// Signs the request as this reader, asks, and checks every record against its anchor.
    Result<ReadOutcome> read(RecordGateway& gateway, ReadRequest request, ByteView grantOpening);

private:
    Result<> addGrantsToRole(std::vector<HeldGrant>& grants);
    Result<ReadRecord::AnchorCheck> checkAnchor(const ReleasedRecord& record,
                                                const PartyId& custodian, const PartyId& patient);

    const ReaderKeys& m_reader;
    VerifiedLedger& m_ledger;
    MailboxDirectory& m_mailboxes;
    const Clock& m_clock;
};

} // namespace consentry::wallet
