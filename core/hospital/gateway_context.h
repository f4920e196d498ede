#pragma once

#include "core/hospital/organization_keys.h"
#include "core/ports/hospital_records.h"
#include "core/ports/key_value_store.h"
#include "core/ports/mailbox.h"
#include "core/ports/verified_ledger.h"

#include <cstdint>
#include <set>

namespace consentry::hospital {

/// What the use cases of one organisation share. References must outlive them. One thread at a
/// time.
struct GatewayContext {
    const OrganizationKeys& keys;
    VerifiedLedger& ledger;
    MailboxDirectory& mailboxes;
    NameCardDirectory& nameCards;
    KeyValueStore& store; ///< the organisation's own
    const Clock& clock;

    const std::string& chainId() const { return ledger.chainId(); }
};

/// Takes the next sequence number of the organisation's gateway key (protocol §2): durable before
/// it is used, so that a crash never uses one twice.
Result<std::uint64_t> takeGatewaySequence(GatewayContext& context);
Result<std::uint64_t> takeAttestorSequence(GatewayContext& context);

/// A transaction by the organisation, unsigned, with the usual time to live.
registry::Transaction gatewayTransaction(const GatewayContext& context, const SigningKey& key,
                                         std::uint64_t sequence, registry::Body body);

/// The patient's current log: where to seal to, and where bodies are kept. NotFound for a party
/// that is no patient.
Result<registry::PatientState> patientState(GatewayContext& context, const PartyId& patient);

/// The public half of a party's device key that holds now. NotPermitted for a key that is none of
/// its devices, is frozen or was removed.
Result<SigningPublicKey> deviceKeyOf(GatewayContext& context, const PartyId& party,
                                     const KeyId& key);

/// Letters in the organisation's own mailbox.
Result<std::vector<SealedMail>> ownMail(GatewayContext& context);

} // namespace consentry::hospital
