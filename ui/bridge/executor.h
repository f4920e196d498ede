#pragma once

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <type_traits>

namespace consentry::ui {

/// One or more threads that do jobs in the order given. With one thread no job meets another, so
/// what belongs to this executor needs no locks.
///
///     executor.run([] { return std::optional(42); }).then(widget, [](int answer) { … });
///
/// A job returns an optional: nothing means that its answer is not wanted any more, and cancels the
/// future, so that what follows with then() is never called. Callable from any thread.
class Executor {
public:
    explicit Executor(int threads = 1) {
        m_pool.setMaxThreadCount(threads);
        m_pool.setExpiryTimeout(-1);
    }
    /// Waits for what was given.
    ~Executor() { m_pool.waitForDone(); }
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    template <class Job> auto run(Job job) {
        using Answer = typename std::invoke_result_t<Job>::value_type;
        auto promise = std::make_shared<QPromise<Answer>>();
        QFuture<Answer> future = promise->future();
        promise->start();
        m_pool.start([promise, job = std::move(job)]() mutable {
            if (auto answer = job()) {
                promise->addResult(std::move(*answer));
                promise->finish();
            }
            // Otherwise the promise ends without an answer, which cancels.
        });
        return future;
    }
    /// Waits until everything given so far is done.
    void drain() { m_pool.waitForDone(); }

private:
    QThreadPool m_pool;
};

} // namespace consentry::ui
