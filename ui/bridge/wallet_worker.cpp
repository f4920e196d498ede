#include "ui/bridge/wallet_worker.h"

namespace consentry::ui {
namespace {

/// How long locking waits for jobs that still use the session's ledger: a node that hangs shall not
/// keep the person from opening the vault again.
constexpr std::chrono::seconds lastJobsWait{10};
/// How long the news that the vault is locked waits for them: usually none is running.
constexpr std::chrono::milliseconds shortWait{200};

Pending<bool> alreadyGone() {
    const Pending<bool>::Source source;
    source.finish(true);
    return source.pending();
}

} // namespace

WalletWorker::~WalletWorker() {
    lock(vault::LockReason::Quit);
}

Pending<WalletWorker::Opened> WalletWorker::open(Opening opening) {
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

Pending<bool> WalletWorker::lock(vault::LockReason reason) {
    if (!m_wallet) {
        return alreadyGone();
    }
    m_wallet->close();
    const auto gone = m_wallet->gone();
    auto locked = m_gate.run([wallet = std::exchange(m_wallet, nullptr), reason]() mutable {
        wallet->lock(reason);
        const auto ended = wallet->gone();
        wallet.reset();
        return std::optional(ended.wait_for(shortWait) == std::future_status::ready);
    });
    m_gate.run([gone] { return std::optional(gone.wait_for(lastJobsWait)); });
    return locked;
}

Pending<OpenWallet::Followed> WalletWorker::follow(const JobControl& control) {
    return on(m_network, [control](OpenWallet& wallet) { return wallet.follow(control); });
}

Pending<std::optional<Error>> WalletWorker::setOwnName(const std::string& name) {
    return on(m_writer, [name](OpenWallet& wallet) { return wallet.setOwnName(name); });
}

Pending<bool> WalletWorker::checkConsortium() {
    return on(m_background, [](OpenWallet& wallet) { return wallet.checkConsortium(); });
}

void WalletWorker::drain() {
    for (Executor* executor : {&m_gate, &m_network, &m_background, &m_writer, &m_readers}) {
        executor->drain();
    }
}

} // namespace consentry::ui
