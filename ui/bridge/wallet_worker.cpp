#include "ui/bridge/wallet_worker.h"

namespace consentry::ui {
namespace {

/// How long locking waits for jobs that still use the session's ledger: a node that hangs shall not
/// keep the person from opening the vault again.
constexpr std::chrono::seconds lastJobsWait{10};

} // namespace

WalletWorker::~WalletWorker() {
    lock(vault::LockReason::Quit);
}

QFuture<WalletWorker::Opened> WalletWorker::open(Opening opening) {
    return m_gate.run([opening = std::move(opening)]() -> std::optional<Opened> {
        Opened opened;
        if (auto session = opening()) {
            opened.wallet = std::make_shared<OpenWallet>(std::move(*session));
        } else {
            opened.error = session.error();
        }
        return opened;
    });
}

void WalletWorker::adopt(std::shared_ptr<OpenWallet> wallet) {
    lock(vault::LockReason::UserSwitch);
    m_wallet = std::move(wallet);
}

void WalletWorker::lock(vault::LockReason reason) {
    if (!m_wallet) {
        return;
    }
    m_wallet->close();
    m_gate.run([wallet = std::exchange(m_wallet, nullptr), reason]() mutable {
        wallet->lock(reason);
        const auto gone = wallet->gone();
        wallet.reset();
        gone.wait_for(lastJobsWait);
        return std::optional(true);
    });
}

QFuture<OpenWallet::Followed> WalletWorker::follow() {
    return on(m_network, [](OpenWallet& wallet) { return wallet.follow(); });
}

void WalletWorker::drain() {
    for (Executor* executor : {&m_gate, &m_network, &m_background, &m_writer, &m_readers}) {
        executor->drain();
    }
}

} // namespace consentry::ui
