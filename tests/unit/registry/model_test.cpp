// Seeded random runs: registry and model must agree on every result, row and fact, and two
// registries that work in another order inside must agree on every byte.
// CONSENTRY_MODEL_RUNS sets the number of transactions, CONSENTRY_MODEL_SEED the seed.
#include "tests/unit/registry/governance_model.h"
#include "tests/unit/registry/governance_run.h"
#include "tests/unit/registry/random_run.h"
#include "tests/unit/registry/registry_model.h"

#include "core/registry/log_chain.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::registry;
using namespace consentry::registry::test;

namespace {

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    bool isNumber = false;
    const std::uint64_t value = qEnvironmentVariable(name).toULongLong(&isNumber);
    return isNumber ? value : otherwise;
}

} // namespace

class ModelTest : public QObject {
    Q_OBJECT
private slots:
    void theModelAgrees();
    void theModelOfGovernanceAgrees();
    void twoInstancesAgreeWhateverTheyRemember();
    void everyLogMeetsItsHead();

private:
    const std::uint64_t m_seed = setting("CONSENTRY_MODEL_SEED", 20261123);
};

void ModelTest::theModelAgrees() {
    const std::uint64_t wanted = setting("CONSENTRY_MODEL_RUNS", 4000);
    qInfo("seed %llu, %llu transactions", static_cast<unsigned long long>(m_seed),
          static_cast<unsigned long long>(wanted));
    Kit kit;
    Model model(kit);
    RandomRun run(kit, m_seed);
    std::map<std::string, std::map<std::string, int>> seen;
    for (std::uint64_t done = 0; done < wanted;) {
        const std::vector<Bytes> block = run.nextBlock();
        const BlockOutcome outcome = kit.apply(block, run.nextStep());
        model.beginBlock(kit.time, kit.height.value);
        for (std::size_t i = 0; i < block.size(); ++i, ++done) {
            const Model::Answer expected = model.take(block[i]);
            const TxResult& actual = outcome.results[i];
            const auto tx = decodeTransaction(block[i]);
            const std::string kind(tx ? transactionKindName(tx->kind()) : "undecodable");
            const QString where =
                QString::fromStdString(kind + " in block " + std::to_string(kit.height.value));
            ++seen[kind][expected.code];
            // A single flipped bit may hit a number whose name the model does not tell apart.
            const bool undecodable = !tx && isInvalid(actual.code);
            if (!undecodable && expected.code != refusalName(actual.code)) {
                QFAIL(qPrintable(where + ": model " + QString::fromStdString(expected.code) +
                                 ", registry " +
                                 QString::fromStdString(std::string(refusalName(actual.code)))));
            }
            QVERIFY2(expected.items.size() == actual.items.size(), qPrintable(where));
            for (std::size_t k = 0; k < actual.items.size(); ++k) {
                QVERIFY2(expected.items[k].first == refusalName(actual.items[k].code) &&
                             expected.items[k].second == actual.items[k].row.has_value(),
                         qPrintable(where));
            }
        }
        if (kit.height.value % 64 == 0) {
            const std::string difference = model.compare(kit);
            QVERIFY2(difference.empty(), difference.c_str());
        }
    }
    const std::string difference = model.compare(kit);
    QVERIFY2(difference.empty(), difference.c_str());
    for (const auto& [kind, codes] : seen) {
        QString line = QString::fromStdString(kind) + ":";
        for (const auto& [code, count] : codes) {
            line += QString(" %1 %2").arg(QString::fromStdString(code)).arg(count);
        }
        qInfo("%s", qPrintable(line));
    }
    // A run that never accepts a kind proves nothing about it.
    QCOMPARE(seen.size(), std::variant_size_v<Body> - GovernanceRun::kinds +
                              (seen.contains("undecodable") ? 1U : 0U));
    for (const auto& [kind, codes] : seen) {
        QVERIFY2(kind == "undecodable" || codes.contains("ACCEPTED"), kind.c_str());
    }
}

void ModelTest::theModelOfGovernanceAgrees() {
    const std::uint64_t wanted = setting("CONSENTRY_MODEL_RUNS", 4000);
    Kit kit(6, {}, Governance::KOfN);
    GovernanceModel model(kit);
    GovernanceRun run(kit, m_seed);
    std::map<std::string, std::map<std::string, int>> seen;
    for (std::uint64_t done = 0; done < wanted;) {
        const std::vector<Bytes> block = run.nextBlock();
        const BlockOutcome outcome = kit.apply(block, run.nextStep());
        model.beginBlock(kit.time, kit.height.value);
        for (std::size_t i = 0; i < block.size(); ++i, ++done) {
            const std::string expected = model.take(block[i]);
            const auto tx = decodeTransaction(block[i]);
            QVERIFY(tx.has_value());
            const std::string what = GovernanceRun::nameOf(*tx);
            ++seen[what][expected];
            if (expected != refusalName(outcome.results[i].code)) {
                QFAIL(qPrintable(QString::fromStdString(
                    what + " in block " + std::to_string(kit.height.value) + ": model " + expected +
                    ", registry " + std::string(refusalName(outcome.results[i].code)))));
            }
        }
        const std::string difference = model.compare(kit);
        QVERIFY2(difference.empty(), difference.c_str());
    }
    for (const auto& [kind, codes] : seen) {
        QString line = QString::fromStdString(kind) + ":";
        for (const auto& [code, count] : codes) {
            line += QString(" %1 %2").arg(QString::fromStdString(code)).arg(count);
        }
        qInfo("%s", qPrintable(line));
        QVERIFY2(codes.contains("ACCEPTED"), kind.c_str());
    }
    QCOMPARE(seen.size(), 9U); // six actions proposed, an approval, two kinds without a proposal
    QVERIFY(model.decided() > wanted / 100);
}

void ModelTest::twoInstancesAgreeWhateverTheyRemember() {
    Kit kit;
    RandomRun run(kit, m_seed + 1);
    MemoryState second;
    second.apply(*genesisState(kit.genesis), {});
    SignatureVerdicts verdicts;
    for (int i = 0; i < 300; ++i) {
        const std::vector<Bytes> block = run.nextBlock();
        const milliseconds step = run.nextStep();
        // The second instance checks backwards and some twice, on an older state, before it
        // applies.
        const BlockContext older{kit.height, kit.time};
        for (auto tx = block.rbegin(); tx != block.rend(); ++tx) {
            QVERIFY(checkTransaction(kit.chainId, second, *tx, older, &verdicts).has_value());
        }
        const BlockOutcome first = kit.apply(block, step);
        const auto other =
            applyBlock(kit.chainId, second, Block{kit.height, kit.time, block}, &verdicts);
        QVERIFY(other.has_value());
        QVERIFY(first.results == other->results);
        QVERIFY(first.changes == other->changes);
        QVERIFY(first.rows == other->rows);
        second.apply(other->changes, other->rows);
    }
    QVERIFY(kit.state.values() == second.values());
    QVERIFY(verdicts.hits() > 500);
}

void ModelTest::everyLogMeetsItsHead() {
    Kit kit;
    RandomRun run(kit, m_seed + 2);
    for (int i = 0; i < 200; ++i) {
        const std::vector<Bytes> block = run.nextBlock();
        kit.apply(block, run.nextStep());
    }
    QVERIFY(!kit.state.logs().empty());
    for (const auto& [patient, rows] : kit.state.logs()) {
        const PatientState state = *kit.load<PatientState>(patientKey(kit.chainId, patient));
        LogChain chain(kit.chainId, emptyLog(kit.chainId, patient));
        std::uint32_t epoch = 0;
        for (const Bytes& row : rows) {
            const LogEvent event = *decodeLogEvent(row);
            if (event.epoch.value != epoch) {
                ++epoch;
                QCOMPARE(event.epoch.value, epoch);
                // From every epoch on a reader can verify alone.
                const auto start =
                    *kit.load<EpochState>(epochKey(kit.chainId, patient, EpochNumber(epoch)));
                QVERIFY(start.firstRow == event.seq);
                QVERIFY(start.headBefore == chain.head().head);
                QVERIFY(event.type == LogEventType::SetLogKey);
            }
            QVERIFY(chain.append(row).has_value());
        }
        QVERIFY(chain.head() == (LogHead{state.count, state.head}));
    }
}

QTEST_APPLESS_MAIN(ModelTest)
#include "model_test.moc"
