#pragma once

#include "core/ports/hospital_records.h"
#include "core/ports/mailbox.h"
#include "core/ports/sealed_transaction.h"
#include "core/ports/verified_ledger.h"
#include "core/vault/vault.h"

#include <functional>

namespace consentry::wallet {

/// What the use cases of an open vault share. References must outlive them. One thread at a time.
struct WalletContext {
    vault::Vault& vault;
    VerifiedLedger& ledger;
    MailboxDirectory& mailboxes;
    NameCardDirectory& nameCards;
    const Clock& clock;

    const std::string& chainId() const { return ledger.chainId(); }
};

/// Where a signed act stands, for screens: signed → sent → in a block → proven.
struct ActProgress {
    enum class Stage { Signed, Sent, InBlock, Proven };
    Stage stage = Stage::Signed;
    BlockHeight height; ///< 0 before InBlock
};
using OnActProgress = std::function<void(const ActProgress&)>;

/// The vault's patient party of this chain. NotFound where there is none yet.
Result<Identity> patientIdentity(WalletContext& context);

/// The proven state of a patient's log and settings. NotFound for a party that is no patient.
Result<registry::PatientState> provenPatient(WalletContext& context, const PartyId& patient);

/// A transaction by the identity's device key, with a fresh sequence unless it is protective.
/// LedgerConflict, and nothing is signed, where two histories verified.
Result<registry::Transaction> deviceTransaction(WalletContext& context, const Identity& identity,
                                                registry::Body body);
/// Signs with the device key and encodes.
Result<Bytes> signByDevice(WalletContext& context, const Identity& identity,
                           registry::Transaction& transaction);

} // namespace consentry::wallet
