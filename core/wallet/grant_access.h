#pragma once

#include "core/wallet/grant_drafts.h"
#include "core/wallet/wallet_context.h"

namespace consentry::wallet {

/// Gives a grant: seals its content for the log, signs, waits until it is proven, and sends the
/// opening to the grantee.
class GrantAccess {
public:
    explicit GrantAccess(WalletContext& context) : m_context(context) {}

    /// prepareGrant() on this wallet's chain.
    Result<PreparedGrant> prepare(const Identity& patient, consent::Grant draft,
                                  std::optional<GrantId> supersedes = {}) {
        return prepareGrant(m_context.chainId(), patient.party, std::move(draft), supersedes);
    }
    /// What is signed, as CBOR: for "show exactly what is signed".
    Result<Bytes> payload(const PreparedGrant& prepared);
    /// Refused leaves the grant in the vault as Failed. Any other error, and any end of the
    /// program, leaves it as Pending and in the outbox, or as a draft where it was not signed yet:
    /// nothing is lost or sent twice in silence.
    Result<GrantId> send(const Identity& patient, const PreparedGrant& prepared,
                         std::string_view title, const OnActProgress& onProgress = {});

private:
    WalletContext& m_context;
};

} // namespace consentry::wallet
