#pragma once

#include "core/base/instant.h"
#include "core/consent/policy_evaluation.h"
#include "core/crypto/random.h"
#include "core/crypto/signature.h"
#include "core/ports/anchor_link.h"

#include <optional>
#include <string>
#include <vector>

namespace consentry {

/// What a reader's wallet signs: who asks a custodian for what of whom, on which basis and why.
/// The network gateway carries the same content as HTTP Message Signatures (RFC 9421).
struct ReadRequest {
    PartyId custodian;
    PartyId reader;
    KeyId readerKey;
    PartyId patient;
    consent::Basis basis = consent::Basis::None;
    std::optional<Digest> basisId;            ///< grant or emergency id
    std::optional<AttestationId> attestation; ///< none for the patient's own request
    std::string purpose;                      ///< v3-ActReason code; empty is refused
    std::vector<std::string> resourceTypes;   ///< empty: whatever the grant opens
    Instant createdAt;
    Nonce nonce;

    friend bool operator==(const ReadRequest&, const ReadRequest&) = default;
};

/// Deterministic CBOR of ["read-request", chain id, …]: what is signed, kept in the log body and
/// shown to the patient, so that nobody can blame a reader for a gateway's own read.
Bytes encodeReadRequest(std::string_view chainId, const ReadRequest& request);
Result<ReadRequest> decodeReadRequest(std::string_view chainId, ByteView bytes);

/// The grant that a request names as its basis.
std::optional<GrantId> namedGrant(const ReadRequest& request);

struct SignedReadRequest {
    ReadRequest request;
    Signature signature;
    /// The grant's padded plaintext, from the sealed mail; empty where the basis is no grant. It is
    /// no bearer token: the grantee in it must be the reader.
    Bytes grantOpening;
};

struct ReleasedRecord {
    Bytes resource; ///< as the hospital holds it, whole
    std::optional<AnchorLink> anchor;
};

/// The custodian's answer. `records` is empty unless permitted, and nothing in a refusal tells
/// what exists behind it.
struct ReadAnswer {
    bool permitted = false;
    consent::Rule rule{};      ///< the rule that decided
    std::uint32_t refusal = 0; ///< registry::Refusal where the registry refused, else 0
    AccessId access;
    TxHash transaction;
    BlockHeight height; ///< where the access stands in the ledger
    std::vector<ReleasedRecord> records;
};

/// A hospital, seen from a reader. No log, no data: when it answers, the access (or the refusal)
/// is already in the patient's log. Errors: Unreachable, BadSignature, Stale, NotFound.
class RecordGateway {
public:
    virtual ~RecordGateway() = default;
    virtual PartyId organization() const = 0;
    virtual Result<ReadAnswer> read(const SignedReadRequest& request) = 0;
};

} // namespace consentry
