#include "core/wallet/wallet_context.h"

namespace consentry::wallet {
namespace {

constexpr milliseconds transactionLife = std::chrono::hours(12);
constexpr milliseconds protectiveLife = std::chrono::days(29);

/// Until when something holds is said in this computer's time and judged in the ledger's. Where
/// these differ by more than the light client allows, or than a transaction lives, the window would
/// not be the one that the person read.
bool clockFits(Instant now, Instant block) {
    return now + light_client::Options{}.clockDrift >= block && now - block <= transactionLife;
}

} // namespace

Result<Identity> patientIdentity(WalletContext& context) {
    ASSIGN_OR_RETURN(const auto identities, context.vault.identities().list());
    for (const Identity& identity : identities) {
        if (identity.role == IdentityRole::Patient && identity.chainId == context.chainId()) {
            return identity;
        }
    }
    return fail(ErrorCode::NotFound, "no patient in this vault for this ledger");
}

Result<registry::PatientState> provenPatient(WalletContext& context, const PartyId& patient) {
    ASSIGN_OR_RETURN(auto state, context.ledger.object<registry::PatientState>(
                                     registry::patientKey(context.chainId(), patient)));
    if (!state) {
        return fail(ErrorCode::NotFound, "patient");
    }
    return std::move(*state);
}

Result<registry::Transaction> deviceTransaction(WalletContext& context, const Identity& identity,
                                                registry::Body body) {
    if (context.ledger.assurance().level == Assurance::Level::Stopped) {
        return fail(ErrorCode::LedgerConflict, "nothing is signed any more");
    }
    registry::Transaction transaction;
    transaction.chainId = context.chainId();
    transaction.party = identity.party;
    transaction.keyId = identity.deviceKeyId;
    transaction.body = std::move(body);
    const bool protective = registry::isProtective(transaction.kind());
    const Instant now = context.clock.now();
    const Instant block = context.ledger.trusted().header().time().toInstant();
    const bool isClockRight = clockFits(now, block);
    if (!protective && !isClockRight) {
        return fail(ErrorCode::Stale, "this computer's clock and the ledger's differ too much");
    }
    if (!protective) {
        ASSIGN_OR_RETURN(transaction.sequence,
                         context.vault.identities().takeSequence(identity.id));
    }
    // What protects goes out whatever the clock says, in the ledger's time; but where the newest
    // block is so old that this would be over already, nobody was asked for a month.
    const bool isBlockOld = now - block >= protectiveLife;
    transaction.expiresAt = (isClockRight || isBlockOld ? now : block) +
                            (protective ? protectiveLife : transactionLife);
    return transaction;
}

Result<Bytes> signByDevice(WalletContext& context, const Identity& identity,
                           registry::Transaction& transaction) {
    ASSIGN_OR_RETURN(const SigningKey key, context.vault.keys().deviceSigningKey(identity));
    registry::signTransaction(transaction, key);
    return registry::encodeTransaction(transaction);
}

} // namespace consentry::wallet
