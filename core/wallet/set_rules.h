#pragma once

#include "core/consent/policy.h"
#include "core/wallet/wallet_context.h"

namespace consentry::wallet {

/// Replaces a patient's standing rules as a whole; the opening goes to the inbox of every linked
/// organisation (protocol §5.2).
class SetRules {
public:
    explicit SetRules(WalletContext& context) : m_context(context) {}

    /// The rules that the proven state names: as this vault knows them, else as the patient's own
    /// log tells them (set by another device, or before the vault was restored). NotFound where
    /// that row is not fetched and opened yet.
    Result<consent::PatientPolicy> current(const Identity& patient);
    /// Signs `changed`, which current() gave but for the changes, and follows it until it is
    /// proven. AlreadyExists while another change is on its way; Stale where the rules were changed
    /// meanwhile: nothing was sent. Refused leaves the old rules. Any other error after signing
    /// leaves the change in the outbox.
    Result<ProvenTransaction> send(const Identity& patient, consent::PatientPolicy changed,
                                   const OnActProgress& onProgress = {});

private:
    Result<consent::PatientPolicy> fromLog(const PartyId& patient);
    bool isKept(const consent::PatientPolicy& rules);
    Result<> mailOpenings(const Identity& patient, const registry::PatientState& state,
                          std::span<const Sealed> copies);

    WalletContext& m_context;
};

/// What is sealed to an organisation's inbox is sealed to this key. NotFound.
Result<SealingPublicKey> inboxKeyOf(WalletContext& context, const PartyId& organization);

} // namespace consentry::wallet
