#pragma once

#include "core/hospital/gateway_context.h"
#include "core/ports/anchor_lists.h"

namespace consentry::hospital {

/// Tells patients how their records here hang on their anchors, so that they can check the copies
/// that they hold (protocol §6). Hands out digests, salts and paths to the patient's own device
/// keys and to nobody else; nothing of a record, hence no row in the log. Neither grant nor active
/// link is asked for, as for a patient's own read.
class ServeAnchorList : public AnchorLists {
public:
    /// As for reads: protocol §11.
    static constexpr milliseconds headAgeMax = std::chrono::seconds(30);
    static constexpr milliseconds requestAgeMax = std::chrono::minutes(2);

    ServeAnchorList(GatewayContext& context, HospitalRecords& records)
        : m_context(context), m_records(records) {}

    PartyId organization() const override { return m_context.keys.organization; }
    Result<std::vector<AnchoredRecord>> anchorsOf(const SignedAnchorListRequest& request) override;

private:
    Result<> authenticate(const SignedAnchorListRequest& request);

    GatewayContext& m_context;
    HospitalRecords& m_records;
};

} // namespace consentry::hospital
