#pragma once

#include "core/hospital/gateway_context.h"

namespace consentry::hospital {

/// A tree over salted record digests (protocol §6, anchor_link.h), padded with random leaves to a
/// power of two of at least 16, so that it does not tell how many records there are. Places are
/// drawn by lot: what a reader gets must not tell by its gaps what lies between.
struct AnchorTree {
    Digest root;
    std::vector<AnchorLink> links; ///< in the order of the digests, anchor id still empty
};
AnchorTree buildAnchorTree(std::string_view chainId, std::span<const RecordDigest> digests);

/// Anchors what a hospital holds of a patient and has not anchored yet: one root, one log row.
class AnchorRecords {
public:
    static constexpr std::size_t batchMax = 65'536;

    AnchorRecords(GatewayContext& context, HospitalRecords& records)
        : m_context(context), m_records(records) {}

    /// How many records were anchored; 0 where none was new.
    Result<std::size_t> anchorNew(const PartyId& patient);

private:
    GatewayContext& m_context;
    HospitalRecords& m_records;
};

} // namespace consentry::hospital
