#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

class QObject;

namespace consentry::ui {

/// Whether an answer is there, and whom to tell. Thread-safe.
class PendingState : public std::enable_shared_from_this<PendingState> {
public:
    enum class End { None, Answered, Cancelled };

    PendingState() = default;
    virtual ~PendingState() = default;
    PendingState(const PendingState&) = delete;
    PendingState& operator=(const PendingState&) = delete;

    End end() const;
    void wait() const;
    /// Once, by the thread that did the job.
    void finish(End end);
    /// On the thread of `context`, which is this one; at most once for an answer.
    void tell(QObject* context, std::function<void()> deliver);

private:
    class Relay;
    void post();

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    End m_end = End::None;
    Relay* m_relay = nullptr; ///< lives as long as its context, or until it has delivered
};

/// The answer of a job, on its way to the thread that asked. Copies share it.
///
/// In place of QFuture, whose then() of Qt 6.4 can run twice where the job ends at the moment in
/// which then() is called, and which reaches for a context that another thread is destroying.
template <class T> class Pending {
public:
    Pending() = default;

    /// Calls `take(const T&)` from the event loop of `context`'s thread, which is this one: never
    /// within this call, never where the answer is not wanted any more or the context is gone.
    /// Once for each answer.
    template <class Take> void then(QObject* context, Take take) const {
        m_state->tell(context, [state = m_state, kept = std::make_shared<Take>(std::move(take))] {
            (*kept)(std::as_const(*state->answer));
        });
    }
    /// Answered or cancelled.
    bool isFinished() const { return m_state->end() != PendingState::End::None; }
    bool isCanceled() const { return m_state->end() == PendingState::End::Cancelled; }
    void waitForFinished() const { m_state->wait(); }
    /// Waits for it. Not for an answer that may be cancelled.
    T result() const {
        m_state->wait();
        return m_state->answer.value();
    }

    /// The side that answers.
    class Source {
    public:
        Source() : m_state(std::make_shared<State>()) {}
        Pending pending() const { return Pending(m_state); }
        /// Once. Nothing means that the answer is not wanted any more.
        void finish(std::optional<T> answer) const {
            m_state->answer = std::move(answer);
            m_state->finish(m_state->answer ? PendingState::End::Answered
                                            : PendingState::End::Cancelled);
        }

    private:
        std::shared_ptr<typename Pending::State> m_state;
    };

private:
    struct State : PendingState {
        std::optional<T> answer; ///< written before finish(), then only read
    };
    explicit Pending(std::shared_ptr<State> state) : m_state(std::move(state)) {}

    std::shared_ptr<State> m_state;
};

} // namespace consentry::ui
