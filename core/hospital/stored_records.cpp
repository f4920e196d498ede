#include "core/hospital/stored_records.h"

#include "core/clinical/record_from_json.h"
#include "core/ports/anchor_link_codec.h"

namespace consentry::hospital {
namespace {

/// patient ‖ running number, so that a scan gives one patient in the order of recording.
Bytes recordKey(const PartyId& patient, std::uint32_t number) {
    Bytes key = toBytes(patient.view());
    for (int shift = 24; shift >= 0; shift -= 8) {
        key.push_back(static_cast<std::byte>(number >> shift & 0xFF));
    }
    return key;
}

Bytes anchorKey(const PartyId& patient, const RecordDigest& digest) {
    Bytes key = toBytes(patient.view());
    append(key, digest.view());
    return key;
}

bool startsWith(ByteView key, ByteView prefix) {
    return key.size() >= prefix.size() && equal(key.first(prefix.size()), prefix);
}

} // namespace

StoredRecords::StoredRecords(PartyId custodian, KeyValueStore& store)
    : m_custodian(custodian), m_store(store) {}

Result<std::vector<HeldRecord>*> StoredRecords::load(const PartyId& patient) {
    if (const auto known = m_patients.find(patient); known != m_patients.end()) {
        return &known->second;
    }
    std::vector<HeldRecord> records;
    Result<> read;
    RETURN_IF_ERROR(m_store.scan(Table::Records, patient.view(), [&](ByteView key, ByteView value) {
        if (!startsWith(key, patient.view()) || records.size() == recordsPerPatientMax) {
            return false;
        }
        auto record = clinical::recordFromJson(value, {m_custodian, nullptr});
        if (!record) {
            read = failWithin("a stored record", std::move(record).error());
            return false;
        }
        records.push_back({std::move(*record), std::nullopt});
        return true;
    }));
    RETURN_IF_ERROR(read);
    for (HeldRecord& held : records) {
        ASSIGN_OR_RETURN(const auto link,
                         m_store.get(Table::Anchors, anchorKey(patient, held.record.facts.digest)));
        if (link) {
            ASSIGN_OR_RETURN(held.anchor, decodeAnchorLink(*link));
        }
    }
    return &m_patients.emplace(patient, std::move(records)).first->second;
}

Result<std::vector<HeldRecord>> StoredRecords::ofPatient(const PartyId& patient) {
    ASSIGN_OR_RETURN(const auto* records, load(patient));
    return *records;
}

Result<> StoredRecords::add(const PartyId& patient, ByteView resource) {
    ASSIGN_OR_RETURN(auto* records, load(patient));
    if (records->size() == recordsPerPatientMax) {
        return fail(ErrorCode::TooLarge, "records of one patient");
    }
    ASSIGN_OR_RETURN(clinical::Record record,
                     clinical::recordFromJson(resource, {m_custodian, nullptr}));
    WriteBatch batch;
    batch.put(Table::Records, recordKey(patient, static_cast<std::uint32_t>(records->size())),
              resource);
    RETURN_IF_ERROR(m_store.write(batch));
    records->push_back({std::move(record), std::nullopt});
    return {};
}

Result<> StoredRecords::setAnchors(const PartyId& patient,
                                   const std::vector<std::pair<RecordDigest, AnchorLink>>& links) {
    ASSIGN_OR_RETURN(auto* records, load(patient));
    WriteBatch batch;
    for (const auto& [digest, link] : links) {
        batch.put(Table::Anchors, anchorKey(patient, digest), encodeAnchorLink(link));
    }
    RETURN_IF_ERROR(m_store.write(batch));
    for (const auto& [digest, link] : links) {
        for (HeldRecord& held : *records) {
            if (held.record.facts.digest == digest) {
                held.anchor = link;
            }
        }
    }
    return {};
}

} // namespace consentry::hospital
