// Blocks of version 1, kept for ever: whatever becomes of the code, these bytes give these results,
// this state and these logs. With CONSENTRY_WRITE_GOLDEN=<file> the test writes such a script from
// a seeded run instead of reading it; that was done once for each version of the format.
// CONSENTRY_WRITE_GOVERNANCE=<file> does so for what came with governance.
#include "tests/unit/registry/golden_script.h"
#include "tests/unit/registry/governance_run.h"
#include "tests/unit/registry/random_run.h"

#include "core/base/cbor.h"
#include "core/crypto/hash.h"

#include <QtTest>

#include <fstream>
#include <stdexcept>

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

template <class Run> Json record(Kit& kit, Run run, int blocks) {
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

/// Applies all blocks and compares; the state at the end.
MemoryState replay(const GoldenScript& script) {
    MemoryState state;
    state.apply(*genesisState(script.genesis), {});
    for (const GoldenBlock& golden : script.blocks) {
        const auto outcome = applyBlock(script.chainId, state, golden.block);
        const std::string where = "block " + std::to_string(golden.block.height.value);
        if (!outcome || resultsOf(*outcome) != golden.results ||
            changesDigest(outcome->changes) != golden.changes) {
            throw std::runtime_error(where + " means something else");
        }
        state.apply(outcome->changes, outcome->rows);
    }
    if (headsOf(script.chainId, state) != script.heads) {
        throw std::runtime_error("the logs end elsewhere");
    }
    return state;
}

} // namespace

class GoldenTest : public QObject {
    Q_OBJECT
private slots:
    void theBlocksOfVersionOneStillMeanTheSame();
    void theBlocksOfGovernanceStillMeanTheSame();
};

void GoldenTest::theBlocksOfVersionOneStillMeanTheSame() {
    if (const QByteArray target = qgetenv("CONSENTRY_WRITE_GOLDEN"); !target.isEmpty()) {
        Kit kit;
        std::ofstream(target.toStdString()) << record(kit, RandomRun(kit, 1), 60).dump(1) << '\n';
        QSKIP("wrote the script instead of reading it");
    }
    const MemoryState state = replay(readGoldenScript());
    QVERIFY(state.logs().size() >= 3);
}

void GoldenTest::theBlocksOfGovernanceStillMeanTheSame() {
    if (const QByteArray target = qgetenv("CONSENTRY_WRITE_GOVERNANCE"); !target.isEmpty()) {
        Kit kit(5, {}, Governance::KOfN);
        std::ofstream(target.toStdString())
            << record(kit, GovernanceRun(kit, 1), 120).dump(1) << '\n';
        QSKIP("wrote the script instead of reading it");
    }
    const GoldenScript script = readGoldenScript("registry-1-governance");
    const MemoryState state = replay(script);
    // Something was decided in them: somebody joined, and the validators changed.
    const auto members = *decodeState<MembersState>(**state.get(membersKey(script.chainId)));
    const auto validators =
        *decodeState<ValidatorsState>(**state.get(validatorsKey(script.chainId)));
    QVERIFY(members.members.size() > script.genesis.organizations.size());
    QVERIFY(validators.changedAt.value > 0);
    QVERIFY((*state.get(upgradeKey(script.chainId))).has_value());
}

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
