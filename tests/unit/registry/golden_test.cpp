// Blocks of version 1, kept for ever: whatever becomes of the code, these bytes give these results,
// this state and these logs. With CONSENTRY_WRITE_GOLDEN=<file> the test writes such a script from
// a seeded run instead of reading it; that was done once for each version of the format.
#include "tests/unit/registry/golden_script.h"
#include "tests/unit/registry/random_run.h"

#include "core/base/cbor.h"
#include "core/crypto/hash.h"

#include <QtTest>

#include <fstream>

using namespace consentry;
using namespace consentry::registry;
using namespace consentry::registry::test;
using Json = nlohmann::json;

namespace {

std::string changesDigest(const StateChanges& changes) {
    CborWriter writer;
    writer.array(changes.size());
    for (const auto& [key, value] : changes) {
        writer.array(2).byteString(key.view());
        if (value) {
            writer.byteString(*value);
        } else {
            writer.null();
        }
    }
    return sha256(writer.bytes()).hex();
}

Json resultsOf(const BlockOutcome& outcome) {
    Json results = Json::array();
    for (const TxResult& result : outcome.results) {
        results.push_back({{"code", static_cast<std::uint32_t>(result.code)},
                           {"items", toHex(encodeItemResults(result.items))}});
    }
    return results;
}

Json headsOf(const std::string& chainId, const MemoryState& state) {
    Json heads = Json::array();
    for (const auto& [patient, rows] : state.logs()) {
        const auto found = *decodeState<PatientState>(**state.get(patientKey(chainId, patient)));
        heads.push_back({{"patient", patient.hex()},
                         {"count", found.count},
                         {"head", found.head.hex()},
                         {"lastRow", toHex(rows.back())}});
    }
    return heads;
}

Json record(std::uint64_t seed, int blocks) {
    Kit kit;
    RandomRun run(kit, seed);
    Json script = {{"version", 1},
                   {"chainId", kit.chainId},
                   {"genesis", toHex(encodeGenesis(kit.genesis))},
                   {"blocks", Json::array()}};
    for (int i = 0; i < blocks; ++i) {
        const std::vector<Bytes> transactions = run.nextBlock();
        const BlockOutcome outcome = kit.apply(transactions, run.nextStep());
        Json block = {{"height", kit.height.value},
                      {"time", millisOf(kit.time)},
                      {"transactions", Json::array()},
                      {"results", resultsOf(outcome)},
                      {"changes", changesDigest(outcome.changes)}};
        for (const Bytes& bytes : transactions) {
            block["transactions"].push_back(toHex(bytes));
        }
        script["blocks"].push_back(block);
    }
    script["heads"] = headsOf(kit.chainId, kit.state);
    return script;
}

} // namespace

class GoldenTest : public QObject {
    Q_OBJECT
private slots:
    void theBlocksOfVersionOneStillMeanTheSame();
};

void GoldenTest::theBlocksOfVersionOneStillMeanTheSame() {
    if (const QByteArray target = qgetenv("CONSENTRY_WRITE_GOLDEN"); !target.isEmpty()) {
        std::ofstream(target.toStdString()) << record(1, 60).dump(1) << '\n';
        QSKIP("wrote the script instead of reading it");
    }
    const GoldenScript script = readGoldenScript();
    MemoryState state;
    state.apply(*genesisState(script.genesis), {});
    for (const GoldenBlock& golden : script.blocks) {
        const auto outcome = applyBlock(script.chainId, state, golden.block);
        QVERIFY(outcome.has_value());
        const std::string where = "block " + std::to_string(golden.block.height.value);
        QVERIFY2(resultsOf(*outcome) == golden.results, where.c_str());
        QVERIFY2(changesDigest(outcome->changes) == golden.changes, where.c_str());
        state.apply(outcome->changes, outcome->rows);
    }
    QVERIFY(headsOf(script.chainId, state) == script.heads);
    QVERIFY(state.logs().size() >= 3);
}

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
