#pragma once

#include "core/base/instant.h"
#include "core/crypto/random.h"
#include "core/crypto/signature.h"
#include "core/ports/anchor_link.h"

#include <string>
#include <vector>

namespace consentry {

/// What a patient's wallet signs to be told how a hospital's records of this patient hang on their
/// anchors (protocol §6). Nothing of a record is asked for.
struct AnchorListRequest {
    PartyId custodian;
    PartyId patient;
    KeyId deviceKey; ///< of the patient
    Instant createdAt;
    Nonce nonce;

    friend bool operator==(const AnchorListRequest&, const AnchorListRequest&) = default;
};

/// Deterministic CBOR of ["anchor-list", chain id, …]: what is signed.
Bytes encodeAnchorListRequest(std::string_view chainId, const AnchorListRequest& request);

struct SignedAnchorListRequest {
    AnchorListRequest request;
    Signature signature;
};

/// One version of a record that the hospital anchored: what it is called there, its digest, and the
/// way to its anchor. Believed only after verifyAnchorLink and a look at the ledger.
struct AnchoredRecord {
    std::string resourceType;
    std::string id; ///< empty where the record has none
    RecordDigest digest;
    AnchorLink link;
};

/// A hospital, seen from a patient who checks copies. Answers the patient alone, with digests and
/// salts but nothing of a record, so that no access is logged. Blocking; one thread at a time.
/// Errors: Unreachable, BadSignature, NotPermitted (not a device key of this patient), Stale (the
/// request, or the hospital's view of the ledger, is old), NotFound (no such patient), TooLarge.
class AnchorLists {
public:
    virtual ~AnchorLists() = default;
    virtual PartyId organization() const = 0;
    /// Every record of the patient that is anchored, in no order; at most
    /// HospitalRecords::recordsPerPatientMax.
    virtual Result<std::vector<AnchoredRecord>>
    anchorsOf(const SignedAnchorListRequest& request) = 0;
};

/// Where hospitals are found.
class AnchorListDirectory {
public:
    virtual ~AnchorListDirectory() = default;
    /// nullptr for one that cannot be asked from here.
    virtual AnchorLists* anchorLists(const PartyId& organization) = 0;
};

} // namespace consentry
