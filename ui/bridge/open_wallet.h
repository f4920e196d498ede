#pragma once

#include "ui/bridge/reader_pool.h"
#include "ui/bridge/vault_reading.h"

#include <atomic>
#include <future>

namespace consentry::ui {

/// An unlocked vault with its session, shared by the jobs that work on it. Thread-safe, but for
/// acting(), which belongs to one executor.
class OpenWallet {
public:
    explicit OpenWallet(std::unique_ptr<simulation::DemoSession> session);
    OpenWallet(const OpenWallet&) = delete;
    OpenWallet& operator=(const OpenWallet&) = delete;

    ReaderPool::Lease lease() { return m_readers.take(); }
    VaultReading reading(const ReaderPool::Lease& lease, Language language) const;
    VaultWriting writing() const;
    WalletActing acting() const;

    /// Whether the vault's file is damaged somewhere: pages then show less than there is.
    bool hasMetDamage() const { return m_readers.hasMetDamage(); }

    /// What a turn of following the log changed.
    struct Followed {
        bool changed = false; ///< rows, details, whether the log is complete, or all has stopped
        bool hasMore = false; ///< details wait for another turn
    };
    /// Fetches and checks what is new in the log, and opens up to some thousands of its details.
    /// Stopped, the log stays as far as it was. Belongs to acting().
    Followed follow(const JobControl& control = {});

    /// What the person is called from now on: wallet::rememberOwnName.
    std::optional<Error> setOwnName(std::string_view name);

    /// Reads the consortium's stores whole, so that damage shows before somebody meets it. False
    /// where there is any.
    bool checkConsortium();

    /// Closes, and locks the vault: running jobs get Locked from then on.
    void lock(vault::LockReason reason);
    bool isLocked() const { return m_isLocked; }
    /// From now on jobs do not begin, and answers of running ones are dropped.
    void close() { m_isLocked = true; }
    /// Ready when the last job has let go and session and ledger are closed.
    std::shared_future<void> gone() const { return m_isGone; }

private:
    void preparePatient();
    void loadNames();
    bool askLedger();
    std::optional<ConsortiumDecisions> askDecisions();
    bool sendWaiting();
    bool checkLog(const JobControl& control);
    bool letDemonstrationAnswer();

    std::promise<void> m_gone; ///< first, so that it is destroyed last
    std::shared_future<void> m_isGone = m_gone.get_future().share();
    std::unique_ptr<simulation::DemoSession> m_session;
    Identity m_patient;
    std::string m_chainId;
    ReaderPool m_readers;
    std::atomic<bool> m_isLocked = false;
    mutable std::mutex m_mutex;
    std::shared_ptr<const wallet::PartyNames> m_names;
    std::optional<wallet::LogCheck> m_check;
    std::optional<wallet::LogCheck> m_proven;
    std::optional<LedgerNews> m_ledger;
    Instant m_blockTime; ///< of the newest block that is trusted: it is not earlier than that
};

} // namespace consentry::ui
