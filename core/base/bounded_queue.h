#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace consentry {

/// Hands items from one thread to another in their order, and holds back whoever is faster: what is
/// inside never weighs more than a bound, but for a single item that is heavier by itself.
///
///     BoundedQueue<Batch> batches(bytesMax);
///     std::jthread reader([&] { while (…) { if (!batches.push(next, size)) break; }
///                               batches.close(); });
///     while (auto batch = batches.pop()) { … }
template <class T> class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t weightMax) : m_weightMax(weightMax) {}

    /// Waits until there is room. False where the queue is closed: the item is dropped.
    bool push(T item, std::size_t weight) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(
            lock, [&] { return m_closed || m_items.empty() || m_weight + weight <= m_weightMax; });
        if (m_closed) {
            return false;
        }
        m_items.emplace_back(std::move(item), weight);
        m_weight += weight;
        m_changed.notify_all();
        return true;
    }

    /// Waits for the next item; none once the queue is closed and empty.
    std::optional<T> pop() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_closed || !m_items.empty(); });
        if (m_items.empty()) {
            return std::nullopt;
        }
        std::optional<T> item(std::move(m_items.front().first));
        m_weight -= m_items.front().second;
        m_items.pop_front();
        m_changed.notify_all();
        return item;
    }

    /// Whether the taker has more to do than what it holds in its hands. Old as soon as it is said.
    bool hasWaiting() const {
        const std::lock_guard lock(m_mutex);
        return !m_items.empty();
    }

    /// Nothing more comes in; what is inside can still be taken.
    void close() {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

    /// Nobody takes any more: closes, and drops what is inside.
    void abandon() {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_items.clear();
        m_weight = 0;
        m_changed.notify_all();
    }

private:
    const std::size_t m_weightMax;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::pair<T, std::size_t>> m_items;
    std::size_t m_weight = 0;
    bool m_closed = false;
};

} // namespace consentry
