// A chain recorded from a real engine: every pair of its heights verifies, and everything that its
// headers commit to is what we calculate from its blocks.
#include "core/light_client/bisection.h"
#include "core/light_client/ledger_proofs.h"
#include "tests/support/engine_json.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <map>
#include <set>

using namespace consentry;
using namespace consentry::light_client;
using Json = nlohmann::json;

class EngineChainTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everyPairOfHeightsVerifies();
    void headersCommitToTheTransactions();
    void headersCommitToTheCommitBefore();
    void transactionProofsOfTheEngineVerify();
    void headersCommitToTheResultsBefore();
    void headersCommitToTheConsensusParameters();

private:
    Json load(const char* name) const { return Json::parse(test::readFile(m_folder / name)); }
    VerifiedHeader headerAt(std::uint64_t height) const {
        const LightBlock& block = m_blocks.at(height);
        return anchor(block.header.chainId, block.header, block.validators, block.header.hash())
            .state->header();
    }

    std::filesystem::path m_folder;
    std::map<std::uint64_t, LightBlock> m_blocks;
};

namespace {

std::vector<Bytes> transactionsOf(const Json& block) {
    std::vector<Bytes> transactions;
    for (const Json& transaction : block["block"]["data"]["txs"]) {
        transactions.push_back(*fromBase64(transaction.get<std::string>()));
    }
    return transactions;
}

std::int64_t number(const Json& json) {
    return std::stoll(json.get<std::string>());
}

} // namespace

void EngineChainTest::initTestCase() {
    const auto folder = test::sharedData("vectors/cometbft-0.38.25");
    if (!folder) {
        QSKIP("The recorded chain is not beside this checkout.");
    }
    m_folder = *folder;
    for (const Json& entry : load("light_blocks.json")) {
        auto block = test::parseLightBlock(entry["commit"]["signed_header"],
                                           entry["validators"]["validators"]);
        QVERIFY2(block.has_value(), block ? "" : toString(block.error()).c_str());
        m_blocks.emplace(block->header.height.value, *block);
    }
    QVERIFY(m_blocks.size() > 2);
}

void EngineChainTest::everyPairOfHeightsVerifies() {
    std::set<Digest> sets;
    int direct = 0;
    int bisected = 0;
    for (const auto& [from, trustedBlock] : m_blocks) {
        sets.insert(trustedBlock.validators.hash());
        Options options;
        options.chainId = trustedBlock.header.chainId;
        const Instant now =
            m_blocks.rbegin()->second.header.time.toInstant() + std::chrono::seconds(1);
        const auto trusted = anchor(options.chainId, trustedBlock.header, trustedBlock.validators,
                                    trustedBlock.header.hash());
        for (const auto& [to, block] : m_blocks) {
            if (to <= from) {
                QVERIFY(verify(*trusted.state, block, now, options).flaw == Flaw::HeightNotGreater);
                continue;
            }
            const Verification outcome = verify(*trusted.state, block, now, options);
            // Across the change of powers a jump may fall short of 2/3 and is bisected.
            Bisection bisection(*trusted.state, block.header.height, options);
            while (bisection.phase() == Bisection::Phase::Wants) {
                bisection.offer(m_blocks.at(bisection.wantedHeight().value), now);
            }
            const std::string place = std::to_string(from) + " to " + std::to_string(to) + ": " +
                                      std::string(flawName(bisection.flaw()));
            QVERIFY2(bisection.phase() == Bisection::Phase::Done, place.c_str());
            QVERIFY2(outcome.verdict != Verdict::Invalid, place.c_str());
            ++(outcome.verdict == Verdict::Verified ? direct : bisected);
        }
    }
    qInfo() << "recorded chain:" << m_blocks.size() << "heights," << sets.size()
            << "validator sets," << direct << "pairs verified at once," << bisected
            << "by bisection";
    QVERIFY(sets.size() >= 2);
}

void EngineChainTest::headersCommitToTheTransactions() {
    int transactionCount = 0;
    for (const Json& block : load("blocks.json")) {
        const auto header = test::parseHeader(block["block"]["header"]);
        const auto transactions = transactionsOf(block);
        QVERIFY(header->dataHash == transactionsHash(transactions));
        QVERIFY(header->hash() ==
                *Digest::fromHexText(block["block_id"]["hash"].get<std::string>()));
        for (std::size_t index = 0; index < transactions.size(); ++index) {
            QVERIFY(verifyTransaction(headerAt(header->height.value), transactions[index],
                                      transactionProof(transactions, index))
                        .has_value());
            ++transactionCount;
        }
    }
    qInfo() << "recorded transactions:" << transactionCount;
    QVERIFY(transactionCount > 0);
}

void EngineChainTest::headersCommitToTheCommitBefore() {
    for (const Json& block : load("blocks.json")) {
        const auto header = test::parseHeader(block["block"]["header"]);
        if (header->height.value == 1) {
            QVERIFY(header->lastCommitHash == Commit().hash());
            continue;
        }
        const auto commit = test::parseCommit(block["block"]["last_commit"]);
        QVERIFY(header->lastCommitHash == commit->hash());
    }
}

void EngineChainTest::transactionProofsOfTheEngineVerify() {
    int proofs = 0;
    for (const Json& answer : load("tx_with_proof.json")) {
        const auto proof = test::parseMerkleProof(answer["proof"]["proof"]);
        QVERIFY(proof.has_value());
        Bytes transaction = *fromBase64(answer["tx"].get<std::string>());
        const VerifiedHeader header =
            headerAt(static_cast<std::uint64_t>(number(answer["height"])));
        QVERIFY(verifyTransaction(header, transaction, *proof).has_value());
        transaction.push_back(std::byte{0});
        QVERIFY(!verifyTransaction(header, transaction, *proof).has_value());
        ++proofs;
    }
    qInfo() << "recorded transaction proofs:" << proofs;
    QVERIFY(proofs > 0);
}

void EngineChainTest::headersCommitToTheResultsBefore() {
    int results = 0;
    for (const Json& reply : load("block_results.json")) {
        const auto height = static_cast<std::uint64_t>(number(reply["height"]));
        std::vector<TxResultFields> fields;
        if (reply["txs_results"].is_array()) {
            for (const Json& result : reply["txs_results"]) {
                TxResultFields entry;
                entry.code = result["code"].get<std::uint32_t>();
                if (result["data"].is_string()) {
                    entry.data = *fromBase64(result["data"].get<std::string>());
                }
                entry.gasWanted = number(result["gas_wanted"]);
                entry.gasUsed = number(result["gas_used"]);
                fields.push_back(entry);
            }
        }
        if (m_blocks.count(height + 1) == 1) {
            QVERIFY(verifyResults(headerAt(height + 1), fields).has_value());
            fields.push_back({1, {}, 0, 0});
            QVERIFY(!verifyResults(headerAt(height + 1), fields).has_value());
            ++results;
        }
    }
    qInfo() << "recorded result lists:" << results;
    QVERIFY(results > 0);
}

void EngineChainTest::headersCommitToTheConsensusParameters() {
    const Json block = load("consensus_params.json")["consensus_params"]["block"];
    QVERIFY(m_blocks.begin()->second.header.consensusHash ==
            consensusParametersHash(number(block["max_bytes"]), number(block["max_gas"])));
}

QTEST_APPLESS_MAIN(EngineChainTest)
#include "engine_chain_test.moc"
