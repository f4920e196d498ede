#pragma once

#include "core/hospital/gateway_context.h"
#include "core/hospital/policy_openings.h"

namespace consentry::hospital {

/// Answers a reader: no log, no data (protocol §5). The request is checked, the consent evaluated,
/// the details sealed and deposited, the access committed, checked again by the registry at its
/// place in the block, and only then are whole records in scope handed out. A refusal goes through
/// the ledger too, except where the signature, the attestation or the link fails: that stays in the
/// organisation's own log.
///
/// Errors (nothing is logged or released): BadSignature, NotPermitted (key or attestation does not
/// hold), Stale (no fresh verified head, or an old request), NotFound (no such patient here),
/// Unreachable (no mailbox, no ledger), InvalidArgument (for another custodian).
class ServeRequest : public RecordGateway {
public:
    /// A verified head must not be older than this (protocol §11).
    static constexpr milliseconds headAgeMax = std::chrono::seconds(30);
    static constexpr milliseconds requestAgeMax = std::chrono::minutes(2);
    /// Release happens this soon after the block's time, or not at all (protocol §5.5).
    static constexpr milliseconds releaseWithin = std::chrono::seconds(30);

    ServeRequest(GatewayContext& context, HospitalRecords& records);

    PartyId organization() const override { return m_context.keys.organization; }
    Result<ReadAnswer> read(const SignedReadRequest& request) override;

private:
    struct Reader;
    struct Standing;
    struct Judgement;
    struct LoggedAccess;
    Result<Reader> authenticate(const SignedReadRequest& request);
    Result<Standing> standing(const SignedReadRequest& request, const Reader& reader);
    Result<Judgement> judge(const SignedReadRequest& request, const Reader& reader,
                            const Standing& standing);
    Result<LoggedAccess> log(const SignedReadRequest& request, const Reader& reader,
                             const Standing& standing, const Judgement& judgement);
    Result<std::optional<consent::Grant>> openGrant(const SignedReadRequest& request);

    GatewayContext& m_context;
    HospitalRecords& m_records;
    PolicyOpenings m_policies;
};

} // namespace consentry::hospital
