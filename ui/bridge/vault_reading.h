#pragma once

#include "core/consent/period.h"
#include "core/simulation/demo_session.h"
#include "core/wallet/governance_words.h"
#include "core/wallet/party_names.h"
#include "core/wallet/sync_log.h"

#include <memory>
#include <optional>

namespace consentry::ui {

/// What the last question to the ledger brought.
struct LedgerNews {
    BlockHeight height; ///< newest verified
    Instant headTime;
    Instant askedAt;
    bool isReachable = false;
    Assurance assurance;           ///< what other organisations say of that header
    std::vector<NodeHealth> nodes; ///< of a real consortium, as far as they were asked
    std::vector<NodeHealth> witnesses;
    /// Of a real consortium whose organisations decide together.
    std::optional<ConsortiumDecisions> decisions;
};

/// What a job that fills pages sees: the vault through a connection of its own, and what is known
/// of the log and the ledger. No keys, nothing that waits for a network.
struct VaultReading {
    VaultDatabase& vault;
    const simulation::DemoConsortium& consortium; ///< who is in it; nothing else
    std::shared_ptr<const wallet::PartyNames> names;
    const Identity& patient;                            ///< zero party where the vault has none
    std::optional<wallet::LogCheck> check;              ///< none before the first one
    std::optional<wallet::LogCheck> proven;             ///< the newest on which "complete" stands
    std::optional<LedgerNews> ledger;                   ///< none before the first answer
    std::optional<simulation::ConsortiumDamage> damage; ///< to the consortium's stores
    const std::string& chainId;
    const light_client::ConsortiumProfile* profile; ///< nullptr in the demonstration
    Language language;
    Instant now;       ///< by this computer's clock: for "expires in"
    Instant chainTime; ///< what a block would say now: decides what has begun and what has ended

    /// For the sentences of the core, in this computer's zone.
    consent::Reader reader() const;
    bool isDemonstration() const { return chainId == simulation::DemoConsortium::chainId; }
    /// False where the person chooses one later.
    bool hasConsortium() const { return chainId != simulation::DemoSession::noChainId; }
    /// Whether the consortium knows the vault's patient, as far as the vault heard. Before that
    /// there is no log to be complete.
    bool hasPatient() const { return patient.party != PartyId() && patient.registered; }
};

/// What a job that only changes the vault sees.
struct VaultWriting {
    vault::Vault& vault;
    const Clock& clock;
};

/// What a job that talks to ledger and hospitals sees: use cases of the wallet, one at a time.
struct WalletActing {
    simulation::DemoSession& session;
    wallet::WalletContext& context;
    const Identity& patient;
};

} // namespace consentry::ui
