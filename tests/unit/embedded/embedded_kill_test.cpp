// A program is killed while it submits, again and again. What it saw proven is proven afterwards.
// CONSENTRY_KILL_ROUNDS sets the number of rounds (20 where it is not set).
#include "core/adapters/state_store/level_store.h"
#include "core/adapters/system/system_clock.h"
#include "tests/unit/embedded/small_consortium.h"

#include <QtTest>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

using namespace consentry;
using embedded::EmbeddedLedger;
using test::must;
using test::SmallConsortium;

namespace {

/// What the child says of each transaction, in one write that the pipe does not break.
constexpr std::size_t recordBytes = 2048;

[[noreturn]] void submitUntilKilled(const std::filesystem::path& folder,
                                    const SmallConsortium& people, int announce) {
    const adapters::SystemClock clock;
    const auto store = LevelStore::open(folder);
    if (!store) {
        ::_exit(2);
    }
    const auto ledger = EmbeddedLedger::open(**store, clock);
    if (!ledger) {
        ::_exit(3);
    }
    const auto newest = (*ledger)->newestHeight();
    const auto block = (*ledger)->lightBlock(*newest);
    VerifiedLedger verified(**ledger, clock, SmallConsortium::options(),
                            SmallConsortium::trust(*block));
    while (true) {
        const Bytes bytes = people.registration(clock.now());
        if (bytes.size() > recordBytes - 2 || !verified.submit(bytes)) {
            ::_exit(4);
        }
        std::array<std::byte, recordBytes> record{};
        record[0] = static_cast<std::byte>(bytes.size() >> 8U);
        record[1] = static_cast<std::byte>(bytes.size());
        std::copy(bytes.begin(), bytes.end(), record.begin() + 2);
        if (::write(announce, record.data(), record.size()) != ssize_t{recordBytes}) {
            ::_exit(5);
        }
    }
}

std::optional<Bytes> readRecord(int from) {
    std::array<std::byte, recordBytes> record{};
    if (::read(from, record.data(), record.size()) != ssize_t{recordBytes}) {
        return std::nullopt;
    }
    const std::size_t size =
        std::to_integer<std::size_t>(record[0]) << 8U | std::to_integer<std::size_t>(record[1]);
    return Bytes(record.begin() + 2, record.begin() + 2 + static_cast<std::ptrdiff_t>(size));
}

} // namespace

class EmbeddedKillTest : public QObject {
    Q_OBJECT
private slots:
    void provenSurvivesAKill();
};

void EmbeddedKillTest::provenSurvivesAKill() {
    const int rounds = qEnvironmentVariableIsSet("CONSENTRY_KILL_ROUNDS")
                           ? qEnvironmentVariableIntValue("CONSENTRY_KILL_ROUNDS")
                           : 20;
    const std::uint64_t seed = 17;
    std::mt19937_64 random(seed);
    const test::TemporaryFolder folder;
    const SmallConsortium people;
    const adapters::SystemClock clock;
    std::optional<light_client::TrustedState> trusted;
    {
        const auto store = must(LevelStore::create(folder.path()));
        const auto ledger =
            must(EmbeddedLedger::create(*store, clock, people.genesis(), people.validators));
        trusted.emplace(SmallConsortium::trust(must(ledger->lightBlock(BlockHeight(1)))));
    }
    std::vector<Bytes> all;
    for (int round = 0; round < rounds; ++round) {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            submitUntilKilled(folder.path(), people, ends[1]);
        }
        ::close(ends[1]);
        // Under way at least once, then struck at a random moment.
        std::vector<Bytes> announced;
        const auto first = readRecord(ends[0]);
        QVERIFY2(first.has_value(), "the child ended by itself");
        announced.push_back(*first);
        const auto strike =
            std::chrono::steady_clock::now() + std::chrono::microseconds(random() % 60'000);
        while (std::chrono::steady_clock::now() < strike) {
            pollfd ready{ends[0], POLLIN, 0};
            if (::poll(&ready, 1, 1) == 1) {
                if (auto more = readRecord(ends[0])) {
                    announced.push_back(std::move(*more));
                }
            }
        }
        ::kill(child, SIGKILL);
        while (auto more = readRecord(ends[0])) {
            announced.push_back(std::move(*more));
        }
        ::close(ends[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY2(WIFSIGNALED(status), "the child ended by itself");

        const auto store = must(LevelStore::open(folder.path()));
        const auto ledger = must(EmbeddedLedger::open(*store, clock));
        VerifiedLedger verified(*ledger, clock, SmallConsortium::options(), *trusted);
        for (const Bytes& bytes : announced) {
            const auto proven = verified.transaction(registry::transactionHash(bytes), bytes);
            QVERIFY2(proven.has_value(), proven ? "" : toString(proven.error()).c_str());
            QCOMPARE(proven->code, 0U);
            all.push_back(bytes);
        }
        // State, tree and chain fit together, and the chain goes on.
        const auto last = must(registry::decodeTransaction(announced.back())).party;
        QVERIFY(must(verified.object<registry::PartyState>(
            registry::partyKey(SmallConsortium::chainId, last))));
        QVERIFY(verified.submit(people.registration(clock.now())));
    }
    const auto store = must(LevelStore::open(folder.path()));
    const auto ledger = must(EmbeddedLedger::open(*store, clock));
    VerifiedLedger verified(*ledger, clock, SmallConsortium::options(), *trusted);
    for (const Bytes& bytes : all) {
        QVERIFY(verified.transaction(registry::transactionHash(bytes), bytes));
    }
    qInfo() << "seed" << seed << "rounds" << rounds << "proven and kept" << all.size();
}

QTEST_APPLESS_MAIN(EmbeddedKillTest)
#include "embedded_kill_test.moc"
