#include "core/base/worker_pool.h"

#include "core/base/check.h"

#include <algorithm>
#include <utility>

namespace consentry {

std::size_t WorkerPool::threadsBesideCaller() {
    const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
    return std::min(processors - 1, threadsMax);
}

WorkerPool::WorkerPool(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i) {
        m_threads.emplace_back([this](const std::stop_token& stop) { serve(stop); });
    }
}

WorkerPool::~WorkerPool() {
    const std::lock_guard lock(m_mutex);
    m_next = m_count;
}

void WorkerPool::start(std::size_t count, std::function<void(std::size_t)> piece) {
    const std::lock_guard lock(m_mutex);
    CHECK(m_next == m_count && m_running == 0);
    m_piece = std::move(piece);
    m_next = 0;
    m_count = count;
    m_changed.notify_all();
}

void WorkerPool::finish() {
    std::unique_lock lock(m_mutex);
    runPieces(lock);
    m_changed.wait(lock, [this] { return m_running == 0; });
    m_piece = nullptr;
    if (m_failure) {
        std::rethrow_exception(std::exchange(m_failure, nullptr));
    }
}

void WorkerPool::serve(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_next < m_count; })) {
        runPieces(lock);
    }
}

void WorkerPool::runPieces(std::unique_lock<std::mutex>& lock) {
    while (m_next < m_count) {
        const std::size_t mine = m_next++;
        ++m_running;
        lock.unlock();
        std::exception_ptr failure;
        try {
            m_piece(mine);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (failure && !m_failure) {
            m_failure = failure;
            m_next = m_count;
        }
        if (--m_running == 0) {
            m_changed.notify_all();
        }
    }
}

} // namespace consentry
