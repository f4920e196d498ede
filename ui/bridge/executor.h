#pragma once

#include <QFuture>
#include <QThreadPool>
#include <QtConcurrent>

namespace consentry::ui {

/// One thread that does jobs in the order given. The session (vault, ledger, hospitals) belongs to
/// one of these, so that its use cases never meet each other and the GUI thread never waits.
///
///     executor.run([=] { return wallet->grants(); }).then(this, [=](const Grants& grants) { … });
class Executor {
public:
    Executor() {
        m_pool.setMaxThreadCount(1);
        m_pool.setExpiryTimeout(-1);
    }
    ~Executor() { m_pool.waitForDone(); }
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    template <class Job> auto run(Job job) { return QtConcurrent::run(&m_pool, std::move(job)); }

private:
    QThreadPool m_pool;
};

} // namespace consentry::ui
