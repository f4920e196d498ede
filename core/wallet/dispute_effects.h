#pragma once

#include "core/wallet/act_effects.h"

namespace consentry::wallet {

/// A dispute: once it stands, its words go to the writer of the row.
class DisputeEffects : public ActEffects {
public:
    DisputeEffects(WalletContext& context, const PartyId& patient, registry::DisputeAccess dispute)
        : m_context(context), m_patient(patient), m_dispute(std::move(dispute)) {}

    Result<> signedNow() override { return {}; }
    Result<> sent() override { return {}; }
    Result<> inBlock(BlockHeight) override { return {}; }
    Result<> proven(BlockHeight height, ByteView itemResults) override;
    Result<> refused(std::uint32_t, BlockHeight) override { return {}; }
    Result<> withdrawn() override { return {}; }
    /// The words that the state proves may be those of another device; one dispute is enough.
    Result<std::optional<BlockHeight>> hasHappened() override;

private:
    Result<std::optional<Sealed>> writersCopy();

    WalletContext& m_context;
    PartyId m_patient;
    registry::DisputeAccess m_dispute;
};

} // namespace consentry::wallet
