#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace consentry {

/// A few threads for work that can be cut into equal pieces. One round of pieces at a time: the
/// caller starts it, does something else meanwhile, and finishes it, helping with what is left.
/// Each piece writes its result into a place of its own, so that results stand in their order.
/// Owned and used by one thread; its own threads end with it.
///
///     std::vector<Answer> answers(questions.size());
///     pool.start(questions.size(), [&](std::size_t i) { answers[i] = work(questions[i]); });
///     … // something else
///     pool.finish();
class WorkerPool {
public:
    /// For a caller that helps: one thread less than the machine has, at most `threadsMax`. On one
    /// processor the caller does everything, in finish().
    static std::size_t threadsBesideCaller();
    static constexpr std::size_t threadsMax = 3;

    explicit WorkerPool(std::size_t threads = threadsBesideCaller());
    /// Drops pieces that nobody has begun and waits for the others.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// Runs piece(0) … piece(count - 1), each once, on any thread. What the piece refers to must
    /// live until finish() or the pool's end. The round before must be finished.
    void start(std::size_t count, std::function<void(std::size_t)> piece);
    /// Helps, then waits until the round is done. Throws the first exception that a piece threw;
    /// pieces that had not begun by then are dropped.
    void finish();

private:
    void serve(const std::stop_token& stop);
    /// Runs pieces of the round until none is left. `lock` is on m_mutex, before and after.
    void runPieces(std::unique_lock<std::mutex>& lock);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::function<void(std::size_t)> m_piece;
    std::size_t m_next = 0; ///< the first piece that nobody has begun
    std::size_t m_count = 0;
    std::size_t m_running = 0;
    std::exception_ptr m_failure;
    std::vector<std::jthread> m_threads; ///< last: ends before what it uses
};

} // namespace consentry
