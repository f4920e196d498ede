#pragma once

#include "core/ports/grant_store.h"
#include "core/wallet/wallet_context.h"

namespace consentry::wallet {

/// Sends the opening of a grant that is proven to its grantee: to the person's own devices, kept by
/// the organisation that attests them; for an organisation and role, to the organisation's inbox.
/// Sent twice, it is two equal letters.
Result<> mailOpening(WalletContext& context, const StoredGrant& grant);

} // namespace consentry::wallet
