#pragma once

#include "core/crypto/hpke.h"
#include "core/crypto/signature.h"

namespace consentry::hospital {

/// The keys that an organisation's gateway works with (protocol §1). Governance and validator keys
/// are elsewhere: offline, and with the consensus engine.
struct OrganizationKeys {
    PartyId organization;
    SigningKey attestor; ///< roles of staff, registrations and links at the desk
    SigningKey gateway;  ///< accesses, anchors, receipts
    SealingKey inbox;    ///< sealed mail to the organisation
};

} // namespace consentry::hospital
