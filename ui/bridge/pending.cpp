#include "ui/bridge/pending.h"

#include <QObject>

namespace consentry::ui {

/// Stands on the thread of the context, which takes it along when it goes. What is called there
/// lives and ends there as well.
class PendingState::Relay : public QObject {
public:
    Relay(QObject* context, std::shared_ptr<PendingState> state, std::function<void()> deliver)
        : QObject(context), m_state(std::move(state)), m_deliver(std::move(deliver)) {}
    ~Relay() override {
        // The thread that answers posts to it under the same lock, or not at all.
        const std::lock_guard lock(m_state->m_mutex);
        m_state->m_relay = nullptr;
    }
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    void deliver() {
        const auto deliver = std::exchange(m_deliver, nullptr);
        deleteLater(); // first: the context may go while it is told, and this with it
        if (deliver) {
            deliver();
        }
    }

private:
    std::shared_ptr<PendingState> m_state;
    std::function<void()> m_deliver;
};

PendingState::End PendingState::end() const {
    const std::lock_guard lock(m_mutex);
    return m_end;
}

void PendingState::wait() const {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_end != End::None; });
}

void PendingState::finish(End end) {
    const std::lock_guard lock(m_mutex);
    m_end = end;
    m_changed.notify_all();
    post();
}

void PendingState::tell(QObject* context, std::function<void()> deliver) {
    auto* relay = new Relay(context, shared_from_this(), std::move(deliver));
    const std::lock_guard lock(m_mutex);
    m_relay = relay;
    post();
}

/// With the lock held; with both an end and somebody to tell, whichever comes last.
void PendingState::post() {
    if (m_relay == nullptr || m_end == End::None) {
        return;
    }
    Relay* relay = std::exchange(m_relay, nullptr);
    if (m_end == End::Answered) {
        QMetaObject::invokeMethod(relay, [relay] { relay->deliver(); }, Qt::QueuedConnection);
    } else {
        relay->deleteLater();
    }
}

} // namespace consentry::ui
