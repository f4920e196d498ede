#pragma once

#include "core/base/instant.h"
#include "core/crypto/sealed_body.h"
#include "core/registry/transaction.h"

#include <optional>
#include <vector>

namespace consentry {

/// A sealed body that a mailbox keeps: found again by its digest, checked by it too.
struct StoredBody {
    PartyId patient;
    EpochNumber epoch; ///< whose fetch key may ask for it
    Sealed sealed;
};

/// Sealed mail to one party: the opening of a grant, an answer, a notice.
struct SealedMail {
    PartyId sender;
    PartyId recipient;
    Digest subject; ///< the object that it is about, e.g. the grant id
    Sealed sealed;
    Instant receivedAt;
};

/// Proof that a current reader asks: a signature over [digest or party, time] by the epoch's fetch
/// key (bodies), or by a device or recovery key of the recipient (mail, and the patient's bodies).
struct FetchCredential {
    SigningPublicKey key;
    Instant signedAt;
    Signature signature;
};

/// The bytes under a FetchCredential.
Bytes fetchPreimage(std::string_view chainId, ByteView subject, Instant signedAt);

/// Where an organisation keeps sealed bodies and mail of the patients who named it (protocol §4).
/// It can withhold, never read or alter unnoticed. Errors: Unreachable, NotFound, NotPermitted,
/// TooLarge, Stale (credential older than two minutes).
class Mailbox {
public:
    virtual ~Mailbox() = default;

    virtual PartyId organization() const = 0;
    /// Keeps the bodies and signs for them. `itemIndexes` name the items of the transaction that
    /// the receipt will stand in.
    virtual Result<registry::StorageReceipt>
    deposit(const std::vector<StoredBody>& bodies,
            const std::vector<std::uint32_t>& itemIndexes) = 0;
    virtual Result<Sealed> fetchBody(const PartyId& patient, const Digest& bodyDigest,
                                     const FetchCredential& credential) = 0;
    virtual Result<> depositMail(const SealedMail& mail) = 0;
    virtual Result<std::vector<SealedMail>> fetchMail(const PartyId& recipient,
                                                      const FetchCredential& credential) = 0;
};

/// Where an organisation shows its own people what came to its inbox for their role: the opening of
/// a grant for "the doctors of this hospital" is sealed to the organisation, not to each of them
/// (protocol §4). Errors as for Mailbox.
class StaffInbox {
public:
    virtual ~StaffInbox() = default;
    /// Padded plaintexts of grants to this organisation and to a role that the attestation proves.
    /// The credential is signed over the organisation's id by a device key of the reader.
    virtual Result<std::vector<Bytes>> openingsFor(const PartyId& reader,
                                                   const AttestationId& attestation,
                                                   const FetchCredential& credential) = 0;
};

/// Finds what an organisation keeps for others; nullptr where it is out of reach.
class MailboxDirectory {
public:
    virtual ~MailboxDirectory() = default;
    virtual Mailbox* find(const PartyId& organization) = 0;
    virtual StaffInbox* staffInbox(const PartyId& organization) = 0;
};

} // namespace consentry
