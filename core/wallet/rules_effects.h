#pragma once

#include "core/wallet/act_effects.h"

namespace consentry::wallet {

/// A change of the standing rules: those on their way become the standing ones, or are forgotten.
class RulesEffects : public ActEffects {
public:
    /// `commitment` is that of the new rules, `replaces` the version before them.
    RulesEffects(WalletContext& context, const PartyId& patient, std::uint64_t replaces,
                 const Digest& commitment)
        : m_context(context), m_patient(patient), m_replaces(replaces), m_commitment(commitment) {}

    Result<> signedNow() override { return {}; }
    Result<> sent() override { return {}; }
    Result<> inBlock(BlockHeight) override { return {}; }
    Result<> proven(BlockHeight height, ByteView itemResults) override;
    Result<> refused(std::uint32_t code, BlockHeight height) override;
    Result<> withdrawn() override;
    /// Unknown, so none, where other rules took their place since.
    Result<std::optional<BlockHeight>> hasHappened() override;

private:
    Result<> forget();

    WalletContext& m_context;
    PartyId m_patient;
    std::uint64_t m_replaces;
    Digest m_commitment;
};

} // namespace consentry::wallet
