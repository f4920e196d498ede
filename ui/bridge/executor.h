#pragma once

#include "ui/bridge/pending.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <vector>

namespace consentry::ui {

/// One or more threads that do jobs in the order given. With one thread no job meets another, so
/// what belongs to this executor needs no locks. Threads begin when they are needed and are joined
/// at the end: Qt's pool lets go of its threads while they still clean up, and what a library keeps
/// for each thread can then outlive it.
///
///     executor.run([] { return std::optional(42); }).then(widget, [](int answer) { … });
///
/// A job returns an optional: nothing means that its answer is not wanted any more, so that what
/// follows with then() is never called. Callable from any thread.
class Executor {
public:
    explicit Executor(std::size_t threads = 1) : m_threadsMax(threads) {}
    /// Waits for what was given.
    ~Executor();
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    template <class Job> auto run(Job job) {
        using Answer = typename std::invoke_result_t<Job>::value_type;
        const typename Pending<Answer>::Source source;
        add([source, job = std::make_shared<Job>(std::move(job))] { source.finish((*job)()); });
        return source.pending();
    }
    /// Waits until everything given so far is done.
    void drain();

private:
    using Task = std::function<void()>;

    void add(Task task);
    void serve();

    const std::size_t m_threadsMax;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Task> m_tasks;
    std::size_t m_running = 0;
    bool m_ends = false;
    std::vector<std::jthread> m_threads; ///< last: ends before what it uses
};

} // namespace consentry::ui
