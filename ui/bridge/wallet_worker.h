#pragma once

#include "ui/bridge/executor.h"
#include "ui/bridge/open_wallet.h"

#include <functional>

namespace consentry::ui {

/// The threads behind the window, by what they wait for, and the open vault that they work on:
///
/// - readers: lists and searches, each job with a connection of its own. Never behind a writer.
/// - writer: short changes of the vault alone.
/// - network: use cases that talk to ledger and hospitals, one at a time. May hang.
/// - background: long work: imports, exports, full checks.
/// - gate: opening and locking, which never wait behind anything else.
///
/// Jobs are given from the GUI thread, and their answers come back to it:
///
///     worker.read([](const VaultReading& vault) { return GrantReader(vault).grants(); })
///         .then(this, [this](const QList<GrantView>& grants) { … });
///
/// An answer is cancelled, and its then() never called, where no vault is open when the job's turn
/// comes, or the vault was locked before it ended.
class WalletWorker {
public:
    WalletWorker() = default;
    /// Locks, and waits for running jobs.
    ~WalletWorker();
    WalletWorker(const WalletWorker&) = delete;
    WalletWorker& operator=(const WalletWorker&) = delete;

    using Opening = std::function<Result<std::unique_ptr<simulation::DemoSession>>()>;
    /// A wallet to adopt, or why there is none.
    struct Opened {
        std::optional<Error> error;
        std::shared_ptr<OpenWallet> wallet;
    };
    /// Opens a vault beside everything else.
    Pending<Opened> open(Opening opening);
    /// From here on jobs work on this wallet. Locks the one before.
    void adopt(std::shared_ptr<OpenWallet> wallet);
    /// Returns at once. The answer comes when keys are wiped and the database is closed; true where
    /// the session is closed too, false where a job still holds it.
    Pending<bool> lock(vault::LockReason reason);
    bool isOpen() const { return m_wallet != nullptr; }
    /// Of the open vault: OpenWallet::hasMetDamage.
    bool hasMetDamage() const { return m_wallet != nullptr && m_wallet->hasMetDamage(); }
    /// For the sentences that jobs write.
    void setLanguage(Language language) { m_language = language; }

    /// `job(const VaultReading&)`
    template <class Job> auto read(Job job) { return on(m_readers, reading(std::move(job))); }
    /// `job(const VaultWriting&)`
    template <class Job> auto write(Job job) {
        return on(m_writer, [job = std::move(job)](OpenWallet& wallet) mutable {
            return job(wallet.writing());
        });
    }
    /// `job(const WalletActing&)`
    template <class Job> auto act(Job job) {
        return on(m_network, [job = std::move(job)](OpenWallet& wallet) mutable {
            return job(wallet.acting());
        });
    }
    /// Long and reading, e.g. an export: `job(const VaultReading&)`
    template <class Job> auto readLong(Job job) {
        return on(m_background, reading(std::move(job)));
    }
    /// Long and writing, e.g. an import: `job(const VaultWriting&)`
    template <class Job> auto writeLong(Job job) {
        return on(m_background, [job = std::move(job)](OpenWallet& wallet) mutable {
            return job(wallet.writing());
        });
    }
    /// Follows the log: OpenWallet::follow.
    Pending<OpenWallet::Followed> follow(const JobControl& control = {});
    /// A short change of the vault: OpenWallet::setOwnName.
    Pending<std::optional<Error>> setOwnName(const std::string& name);
    /// In the background: OpenWallet::checkConsortium.
    Pending<bool> checkConsortium();

    /// Work that needs no vault, and whose answer is wanted whether one is open or not: `job()`.
    template <class Job> auto runBeside(Job job) {
        return m_background.run([job = std::move(job)]() mutable { return std::optional(job()); });
    }

    /// Waits until everything given so far is done.
    void drain();

private:
    template <class Job> auto reading(Job job) const {
        return [job = std::move(job), language = m_language](OpenWallet& wallet) mutable {
            const ReaderPool::Lease lease = wallet.lease();
            return job(wallet.reading(lease, language));
        };
    }
    template <class Job> auto on(Executor& executor, Job job) {
        return executor.run([job = std::move(job), wallet = m_wallet]() mutable {
            using Answer = std::invoke_result_t<Job, OpenWallet&>;
            std::optional<Answer> answer;
            if (wallet && !wallet->isLocked()) {
                answer.emplace(job(*wallet));
            }
            if (wallet && wallet->isLocked()) {
                answer.reset();
            }
            return answer;
        });
    }

    Language m_language = Language::English;
    std::shared_ptr<OpenWallet> m_wallet;
    Executor m_background;
    Executor m_writer;
    Executor m_readers{readerThreads};
    Executor m_network;
    Executor m_gate;

    static constexpr std::size_t readerThreads = 2;
};

} // namespace consentry::ui
