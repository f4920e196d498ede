#include "ui/bridge/executor.h"

namespace consentry::ui {

Executor::~Executor() {
    const std::lock_guard lock(m_mutex);
    m_ends = true;
    m_changed.notify_all();
}

void Executor::add(Task task) {
    const std::lock_guard lock(m_mutex);
    m_tasks.push_back(std::move(task));
    if (m_threads.size() < m_threadsMax && m_running + m_tasks.size() > m_threads.size()) {
        m_threads.emplace_back([this] { serve(); });
    }
    m_changed.notify_all();
}

void Executor::serve() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ends || !m_tasks.empty(); });
        if (m_tasks.empty()) {
            return;
        }
        ++m_running;
        {
            const Task task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task();
            // What the job held goes before anybody hears that it is done.
        }
        lock.lock();
        --m_running;
        m_changed.notify_all();
    }
}

void Executor::drain() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_tasks.empty() && m_running == 0; });
}

} // namespace consentry::ui
