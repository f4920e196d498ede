#pragma once

#include "core/ports/hospital_records.h"
#include "core/ports/key_value_store.h"

#include <map>

namespace consentry::hospital {

/// A hospital's records in its own store: FHIR R4 resources by patient, with their anchors beside
/// them. Reads a patient once and keeps the values.
class StoredRecords : public HospitalRecords {
public:
    StoredRecords(PartyId custodian, KeyValueStore& store);

    Result<std::vector<HeldRecord>> ofPatient(const PartyId& patient) override;
    Result<> add(const PartyId& patient, ByteView resource) override;
    Result<> setAnchors(const PartyId& patient,
                        const std::vector<std::pair<RecordDigest, AnchorLink>>& links) override;

private:
    Result<std::vector<HeldRecord>*> load(const PartyId& patient);

    PartyId m_custodian;
    KeyValueStore& m_store;
    std::map<PartyId, std::vector<HeldRecord>> m_patients;
};

} // namespace consentry::hospital
