#pragma once

#include "core/clinical/record.h"
#include "core/ports/access_body.h"
#include "core/ports/record_gateway.h"

#include <vector>

namespace consentry {

/// A record as its custodian holds it, with the way to its anchor once it has one.
struct HeldRecord {
    clinical::Record record;
    std::optional<AnchorLink> anchor;
};

/// An organisation's own records of the patients that it has linked. One thread at a time.
/// Errors: Unreachable, DamagedData, Io.
class HospitalRecords {
public:
    static constexpr std::size_t recordsPerPatientMax = 100'000;

    virtual ~HospitalRecords() = default;
    /// All of one patient, in the order of recording.
    virtual Result<std::vector<HeldRecord>> ofPatient(const PartyId& patient) = 0;
    virtual Result<> add(const PartyId& patient, ByteView resource) = 0;
    /// Durable together.
    virtual Result<> setAnchors(const PartyId& patient,
                                const std::vector<std::pair<RecordDigest, AnchorLink>>& links) = 0;
};

/// Name cards of attested people, as their organisations serve them. What it answers is checked
/// against the digest in the attestation. NotFound for an attestation without a card.
class NameCardDirectory {
public:
    virtual ~NameCardDirectory() = default;
    virtual Result<NameCard> find(const AttestationId& attestation) = 0;
};

} // namespace consentry
