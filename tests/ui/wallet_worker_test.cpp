// The threads behind the window: neither a long import nor a ledger that hangs keeps a list, a
// search or the lock waiting.
#include "core/wallet/import_records.h"
#include "core/wallet/revoke_grants.h"
#include "tests/support/demo_fixture.h"
#include "tests/support/ui_test.h"
#include "ui/bridge/wallet_worker.h"

#include <QSignalSpy>
#include <QTest>

#include <condition_variable>
#include <fstream>

using namespace consentry;
using namespace consentry::ui;
using test::DemoWorld;
using test::must;
using namespace std::chrono_literals;

namespace {

/// Closed until somebody opens it.
class Barrier {
public:
    void open() {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_changed.notify_all();
    }
    void arriveAndWait() {
        std::unique_lock lock(m_mutex);
        ++m_arrived;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_isOpen; });
    }
    bool waitForArrival() {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 10s, [this] { return m_arrived > 0; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isOpen = false;
    int m_arrived = 0;
};

/// A node that accepts every question and answers none until told to.
class HangingTransport : public test::PassingTransport {
public:
    HangingTransport(LedgerTransport& honest, Barrier& barrier)
        : PassingTransport(honest), m_barrier(barrier) {}
    Result<BlockHeight> newestHeight() override {
        m_barrier.arriveAndWait();
        return m_honest.newestHeight();
    }

private:
    Barrier& m_barrier;
};

/// The demonstration's world, its wallet behind a transport of the test's choice.
class Session : public simulation::DemoSession {
public:
    Session(DemoWorld& world, LedgerTransport& transport)
        : m_world(world), m_ledger(world.verifiedLedger(transport)),
          m_context(world.walletOver(m_ledger)) {}
    wallet::WalletContext& wallet() override { return m_context; }
    simulation::DemoConsortium& consortium() override { return m_world.consortium(); }
    Result<> saveTrust() override { return {}; }

private:
    DemoWorld& m_world;
    VerifiedLedger m_ledger;
    wallet::WalletContext m_context;
};

/// A worker with that session open.
struct World {
    explicit World(std::function<std::unique_ptr<test::PassingTransport>(LedgerTransport&)> make) {
        transport = make(demo.ledger());
        auto opening = worker.open([this]() -> Result<std::unique_ptr<simulation::DemoSession>> {
            return std::unique_ptr<simulation::DemoSession>(
                std::make_unique<Session>(demo, *transport));
        });
        worker.adopt(opening.result().wallet);
    }
    DemoWorld demo;
    std::unique_ptr<test::PassingTransport> transport;
    WalletWorker worker;
};

/// What a list and a search ask; nothing else may hold them up.
bool listsAnswer(WalletWorker& worker) {
    auto grants = worker.read([](const VaultReading& vault) {
        return vault.vault.grants().page({}, std::nullopt, 100).has_value();
    });
    auto search = worker.read([](const VaultReading& vault) {
        RecordFilter filter;
        filter.search = "glucose";
        return vault.vault.records().page(filter, std::nullopt, 100).has_value();
    });
    QElapsedTimer waited;
    waited.start();
    while ((!grants.isFinished() || !search.isFinished()) && waited.elapsed() < 10'000) {
        QTest::qWait(1);
    }
    return grants.isFinished() && grants.result() && search.isFinished() && search.result();
}

std::unique_ptr<test::PassingTransport> honest(LedgerTransport& ledger) {
    return std::make_unique<test::PassingTransport>(ledger);
}

} // namespace

class WalletWorkerTest : public QObject {
    Q_OBJECT
private slots:
    void listsDoNotWaitForALedgerThatHangs();
    void listsDoNotWaitForAnImport();
    void revokingDoesNotWaitForAnImport();
    void lockingDoesNotWaitForALedgerThatHangs();
    void answersAfterTheLockAreDropped();
    void jobsOfOneExecutorKeepTheirOrder();
    void followingTellsWhatChanged();
    void followingThatIsStoppedGoesOnLater();
};

void WalletWorkerTest::listsDoNotWaitForALedgerThatHangs() {
    Barrier barrier;
    World world([&](LedgerTransport& ledger) {
        return std::make_unique<HangingTransport>(ledger, barrier);
    });
    auto following = world.worker.follow();
    QVERIFY(barrier.waitForArrival());
    QVERIFY(listsAnswer(world.worker));
    QVERIFY(!following.isFinished());
    barrier.open();
    following.waitForFinished();
    QVERIFY(following.result().changed);
}

/// The import stands still in the middle of its transaction: whatever waited for it would wait
/// for ever.
void WalletWorkerTest::listsDoNotWaitForAnImport() {
    World world(honest);
    Barrier barrier;
    auto importing = world.worker.writeLong([&](const VaultWriting& wallet) {
        const auto session = must(wallet.vault.records().beginImport({"long.json", {}, {}}));
        clinical::Record record;
        record.facts.digest = randomFixed<32, RecordDigestTag>();
        record.title = "half";
        record.searchText = "glucose";
        record.original = toBytes(bytesOf("{}"));
        must(session->add(record));
        barrier.arriveAndWait();
        must(session->commit("{}"));
        return true;
    });
    QVERIFY(barrier.waitForArrival());
    QVERIFY(listsAnswer(world.worker));
    QVERIFY(!importing.isFinished());
    barrier.open();
    importing.waitForFinished();
    QVERIFY(importing.result());
}

void WalletWorkerTest::revokingDoesNotWaitForAnImport() {
    World world(honest);
    const GrantId grant = world.demo.give(world.demo.draft("han", {"glucose"}));
    std::atomic<bool> isOver = false;
    auto importing = world.worker.writeLong([&](const VaultWriting& wallet) {
        const auto session = must(wallet.vault.records().beginImport({"long.json", {}, {}}));
        std::uint64_t added = 0;
        while (!isOver) {
            clinical::Record record;
            record.facts.digest = randomFixed<32, RecordDigestTag>();
            record.original = toBytes(bytesOf("{}"));
            must(session->add(record));
            ++added;
        }
        must(session->commit("{}"));
        return added;
    });
    auto revoking = world.worker.act([grant](const WalletActing& acting) {
        const auto report =
            wallet::RevokeGrants(acting.context).revoke(acting.patient, std::span(&grant, 1));
        return report && report->over() == 1;
    });
    QTRY_VERIFY_WITH_TIMEOUT(revoking.isFinished(), 20'000);
    QVERIFY(!importing.isFinished());
    isOver = true;
    importing.waitForFinished();
    QVERIFY(revoking.result());
    QVERIFY(importing.result() > 0);
    QVERIFY(world.worker
                .read([grant](const VaultReading& vault) {
                    return must(vault.vault.grants().find(grant)).state == GrantState::Revoked;
                })
                .result());
}

void WalletWorkerTest::lockingDoesNotWaitForALedgerThatHangs() {
    Barrier barrier;
    World world([&](LedgerTransport& ledger) {
        return std::make_unique<HangingTransport>(ledger, barrier);
    });
    vault::Vault& vault = world.demo.wallet().vault;
    auto following = world.worker.follow();
    QVERIFY(barrier.waitForArrival());
    world.worker.lock(vault::LockReason::Request);
    QVERIFY(!world.worker.isOpen());
    QTRY_VERIFY(vault.isLocked());
    QVERIFY(!following.isFinished());
    barrier.open();
    QTRY_VERIFY(following.isFinished());
    QVERIFY(following.isCanceled());
}

void WalletWorkerTest::answersAfterTheLockAreDropped() {
    World world(honest);
    Barrier barrier;
    QObject page;
    bool shown = false;
    const auto reading = world.worker.read([&](const VaultReading& vault) {
        barrier.arriveAndWait();
        return vault.vault.grants().page({}, std::nullopt, 1).has_value();
    });
    reading.then(&page, [&](bool) { shown = true; });
    QVERIFY(barrier.waitForArrival());
    world.worker.lock(vault::LockReason::Idle);
    barrier.open();
    QTRY_VERIFY(reading.isFinished());
    QVERIFY(reading.isCanceled());
    QVERIFY(!shown);
    const auto later = world.worker.read([](const VaultReading&) { return true; });
    QTRY_VERIFY(later.isFinished());
    QVERIFY(later.isCanceled());
}

void WalletWorkerTest::jobsOfOneExecutorKeepTheirOrder() {
    World world(honest);
    std::vector<int> order;
    Pending<bool> last;
    for (int i = 0; i < 50; ++i) {
        last = world.worker.write([&order, i](const VaultWriting&) {
            order.push_back(i);
            return true;
        });
    }
    last.waitForFinished();
    QVERIFY(std::is_sorted(order.begin(), order.end()));
    QCOMPARE(order.size(), std::size_t{50});
}

void WalletWorkerTest::followingTellsWhatChanged() {
    World world(honest);
    QVERIFY(world.worker.follow().result().changed);
    QVERIFY(!world.worker.follow().result().changed);
    world.demo.give(world.demo.draft("luo", {"heart-rate"}));
    QVERIFY(world.worker.follow().result().changed);
}

void WalletWorkerTest::followingThatIsStoppedGoesOnLater() {
    World world(honest);
    std::stop_source stop;
    JobControl control;
    control.stop = stop.get_token();
    stop.request_stop();
    world.worker.follow(control).waitForFinished();
    const auto known = [&world] {
        return world.worker
            .read([](const VaultReading& vault) {
                return must(vault.vault.logs().head(vault.patient.party)).has_value();
            })
            .result();
    };
    QVERIFY(!known());
    std::atomic<std::uint64_t> done = 0;
    control = {};
    control.onProgress = [&done](const Progress& progress) { done = progress.done; };
    QVERIFY(world.worker.follow(control).result().changed);
    QVERIFY(known());
    QVERIFY(done > 0);
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<WalletWorkerTest>(argc, argv);
}

#include "wallet_worker_test.moc"
