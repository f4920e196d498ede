// The replies of the engine are read to the last nanosecond, and anything that is not quite one is
// refused: recorded replies of a real node, and every way in which a member can be wrong.
#include "core/adapters/cometbft/engine_json.h"
#include "core/adapters/cometbft/json_fields.h"
#include "core/crypto/hash.h"
#include "core/light_client/ledger_proofs.h"
#include "core/light_client/light_client.h"
#include "tests/support/fake_ledger.h"
#include "tests/support/rpc_node.h"
#include "tests/support/test_paths.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::cometbft;
using Json = nlohmann::json;

namespace {

/// A text that stays where its values point to.
class Parsed {
public:
    explicit Parsed(std::string text) : m_text(std::move(text)) {
        if (!m_document.read(m_text)) {
            throw std::runtime_error("no JSON: " + m_text);
        }
    }
    explicit Parsed(const Json& json) : Parsed(json.dump()) {}
    Parsed(const Parsed&) = delete;
    Parsed& operator=(const Parsed&) = delete;
    clinical::JsonValue operator*() const { return m_document.root(); }

private:
    std::string m_text;
    clinical::JsonDocument m_document;
};

template <class T> ErrorCode codeOf(const Result<T>& result) {
    return result ? ErrorCode::Internal : result.error().code;
}

} // namespace

#define SKIP_WITHOUT_RECORDINGS()                                                                  \
    if (!m_folder) {                                                                               \
        QSKIP("The recorded replies of a real node are not beside this checkout.");                \
    }

class EngineJsonTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_folder = test::sharedData("vectors/cometbft-0.38.25");
        m_ledger.commit({toBytes(bytesOf("one")), toBytes(bytesOf("?two"))});
        m_ledger.grow(1);
    }

    void recordedBlocksAreThoseOfTheirHashes() {
        SKIP_WITHOUT_RECORDINGS();
        std::optional<light_client::BlockId> last;
        int blocks = 0;
        for (const Json& entry : recorded("light_blocks.json")) {
            const Parsed commit(entry["commit"]);
            const Parsed validators(entry["validators"]);
            const auto header = parseSignedHeader(*commit);
            const auto page = parseValidators(*validators);
            QVERIFY2(header, header ? "" : toString(header.error()).c_str());
            QVERIFY2(page, page ? "" : toString(page.error()).c_str());
            // Every field went in, with every nanosecond: the hash is the one that was signed.
            QVERIFY(header->header.hash() == header->commit.blockId.hash);
            QVERIFY(header->header.lastBlockId == last);
            const auto set = light_client::ValidatorSet::from(page->validators);
            QVERIFY(set && set->hash() == header->header.validatorsHash);
            QCOMPARE(page->total, page->validators.size());
            last = header->commit.blockId;
            ++blocks;
        }
        QVERIFY(blocks >= 17);
    }

    void recordedTransactionsAreProven() {
        SKIP_WITHOUT_RECORDINGS();
        std::map<std::uint64_t, std::optional<Digest>> dataHashes;
        for (const Json& entry : recorded("light_blocks.json")) {
            const auto header = *parseSignedHeader(*Parsed(entry["commit"]));
            dataHashes[header.header.height.value] = header.header.dataHash;
        }
        int proven = 0;
        for (const Json& entry : recorded("tx_with_proof.json")) {
            const auto found = parseTransaction(*Parsed(entry));
            QVERIFY2(found, found ? "" : toString(found.error()).c_str());
            const auto& root = dataHashes.at(found->answer.height.value);
            QVERIFY(root);
            QVERIFY(light_client::verifyMerkleProof(found->answer.inclusion, *root,
                                                    sha256(found->answer.transaction).view()));
            ++proven;
        }
        QVERIFY(proven >= 38);
    }

    void recordedResultsAreThoseOfTheNextHeader() {
        SKIP_WITHOUT_RECORDINGS();
        std::map<std::uint64_t, std::optional<Digest>> resultHashes;
        for (const Json& entry : recorded("light_blocks.json")) {
            const auto header = *parseSignedHeader(*Parsed(entry["commit"]));
            resultHashes[header.header.height.value] = header.header.lastResultsHash;
        }
        int compared = 0;
        for (const Json& entry : recorded("block_results.json")) {
            const auto block = parseBlockResults(*Parsed(entry));
            QVERIFY2(block, block ? "" : toString(block.error()).c_str());
            const auto next = resultHashes.find(block->height.value + 1);
            if (next != resultHashes.end()) {
                QVERIFY(next->second == light_client::resultsHash(block->results));
                ++compared;
            }
        }
        QVERIFY(compared >= 16);
    }

    void recordedStatusIsRead() {
        SKIP_WITHOUT_RECORDINGS();
        const Json json = recorded("status.json");
        const auto status = parseStatus(*Parsed(json));
        QVERIFY2(status, status ? "" : toString(status.error()).c_str());
        QCOMPARE(status->newest.value, 19U);
        QCOMPARE(status->earliest.value, 1U);
        QCOMPARE(status->newestTime.nanos(), 849'844'279);
        QVERIFY(!status->isCatchingUp);
        QCOMPARE(status->chainId, json["node_info"]["network"].get<std::string>());
    }

    void recordedRefusalByTheApplicationHasItsCode() {
        SKIP_WITHOUT_RECORDINGS();
        const Json json = recorded("errors.json");
        const auto reply = parseBroadcast(*Parsed(json["refused"]["result"]));
        QVERIFY(reply);
        QCOMPARE(reply->code, 2U);
    }

    /// Our own chain, with absent and nil votes: what goes out in the engine's JSON comes back.
    void everyKindOfVoteSurvives() {
        using light_client::BlockIdFlag;
        light_client::LightBlock block = m_ledger.chain().at(3);
        block.commit.signatures[1] = light_client::CommitSig();
        block.commit.signatures[2].flag = BlockIdFlag::Nil;
        const Parsed text(Json{{"signed_header",
                                {{"header", test::RpcNode::headerJson(block.header)},
                                 {"commit", test::RpcNode::commitJson(block.commit)}}}});
        const auto back = parseSignedHeader(*text);
        QVERIFY2(back, back ? "" : toString(back.error()).c_str());
        QVERIFY(back->header == block.header);
        QVERIFY(back->commit == block.commit);
        // The first block has no block before it.
        const light_client::LightBlock& first = m_ledger.chain().at(1);
        const Parsed firstText(Json{{"signed_header",
                                     {{"header", test::RpcNode::headerJson(first.header)},
                                      {"commit", test::RpcNode::commitJson(first.commit)}}}});
        QVERIFY(parseSignedHeader(*firstText)->header == first.header);
    }

    void numbersHaveOneForm_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isLong");
        QTest::addColumn<bool>("isInt");
        QTest::newRow("string") << QByteArray("\"42\"") << true << false;
        QTest::newRow("number") << QByteArray("42") << false << true;
        QTest::newRow("zero string") << QByteArray("\"0\"") << true << false;
        QTest::newRow("zero") << QByteArray("0") << false << true;
        QTest::newRow("largest string") << QByteArray("\"9223372036854775807\"") << true << false;
        QTest::newRow("string too large")
            << QByteArray("\"9223372036854775808\"") << false << false;
        QTest::newRow("largest number") << QByteArray("4294967295") << false << true;
        QTest::newRow("number too large") << QByteArray("4294967296") << false << false;
        QTest::newRow("leading zero") << QByteArray("\"042\"") << false << false;
        QTest::newRow("minus") << QByteArray("\"-1\"") << false << false;
        QTest::newRow("minus zero") << QByteArray("\"-0\"") << false << false;
        QTest::newRow("plus") << QByteArray("\"+1\"") << false << false;
        QTest::newRow("space") << QByteArray("\" 1\"") << false << false;
        QTest::newRow("empty") << QByteArray("\"\"") << false << false;
        QTest::newRow("hexadecimal") << QByteArray("\"0x1\"") << false << false;
        QTest::newRow("fraction") << QByteArray("1.0") << false << false;
        QTest::newRow("exponent") << QByteArray("1e3") << false << false;
        QTest::newRow("negative number") << QByteArray("-1") << false << false;
        QTest::newRow("null") << QByteArray("null") << false << false;
        QTest::newRow("boolean") << QByteArray("true") << false << false;
        QTest::newRow("list") << QByteArray("[1]") << false << false;
    }
    void numbersHaveOneForm() {
        QFETCH(QByteArray, value);
        QFETCH(bool, isLong);
        QFETCH(bool, isInt);
        const Parsed text("{\"n\":" + value.toStdString() + "}");
        QCOMPARE(longField(*text, "n").has_value(), isLong);
        QCOMPARE(intField(*text, "n").has_value(), isInt);
        QVERIFY(!longField(*text, "absent"));
        QVERIFY(!intField(*text, "absent"));
    }

    void bytesHaveOneForm_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isHex");
        QTest::addColumn<bool>("isBase64");
        QTest::newRow("hex") << QByteArray("\"0AFF\"") << true << true;
        QTest::newRow("lower-case hex") << QByteArray("\"0aff\"") << false << true;
        QTest::newRow("odd hex") << QByteArray("\"0AF\"") << false << false;
        QTest::newRow("base64") << QByteArray("\"YTE9MQ==\"") << false << true;
        QTest::newRow("no padding") << QByteArray("\"YTE9MQ\"") << false << false;
        QTest::newRow("url alphabet") << QByteArray("\"-_-_\"") << false << false;
        QTest::newRow("unused bits") << QByteArray("\"YTE9MR==\"") << false << false;
        QTest::newRow("line break") << QByteArray("\"YTE9\\nMQ==\"") << false << false;
        QTest::newRow("empty") << QByteArray("\"\"") << true << true;
        QTest::newRow("null") << QByteArray("null") << false << true;
        QTest::newRow("number") << QByteArray("12") << false << false;
        QTest::newRow("list") << QByteArray("[65]") << false << false;
    }
    void bytesHaveOneForm() {
        QFETCH(QByteArray, value);
        QFETCH(bool, isHex);
        QFETCH(bool, isBase64);
        const Parsed text("{\"b\":" + value.toStdString() + "}");
        QCOMPARE(hexField(*text, "b").has_value(), isHex);
        QCOMPARE(base64Field(*text, "b").has_value(), isBase64);
    }

    void wrongMemberIsRefused_data() {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* name, const char* pointer, const char* value) {
            QTest::newRow(name) << QByteArray(pointer) << QByteArray(value);
        };
        row("block protocol", "/signed_header/header/version/block", "\"12\"");
        row("height as number", "/signed_header/header/height", "3");
        row("time without zone", "/signed_header/header/time", "\"2026-06-30T00:00:15\"");
        row("time with ten decimals", "/signed_header/header/time",
            "\"2026-06-30T00:00:15.1234567890Z\"");
        row("short hash", "/signed_header/header/validators_hash", "\"00FF\"");
        row("no validators", "/signed_header/header/validators_hash", "\"\"");
        row("lower-case hash", "/signed_header/header/data_hash",
            "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"");
        row("proposer", "/signed_header/header/proposer_address", "\"\"");
        row("half a block id", "/signed_header/header/last_block_id/hash", "\"\"");
        row("block id without parts", "/signed_header/header/last_block_id/parts", "null");
        row("round as string", "/signed_header/commit/round", "\"0\"");
        row("round too large", "/signed_header/commit/round", "2147483648");
        row("commit for nothing", "/signed_header/commit/block_id",
            R"({"hash":"","parts":{"total":0,"hash":""}})");
        row("flag 0", "/signed_header/commit/signatures/0/block_id_flag", "0");
        row("flag 4", "/signed_header/commit/signatures/0/block_id_flag", "4");
        row("absent with content", "/signed_header/commit/signatures/0/block_id_flag", "1");
        row("no signature", "/signed_header/commit/signatures/0/signature", "null");
        row("short signature", "/signed_header/commit/signatures/0/signature", "\"AAAA\"");
        row("address", "/signed_header/commit/signatures/0/validator_address", "\"00\"");
        row("vote of another kind", "/signed_header/commit/signatures/0", "17");
        row("signatures no list", "/signed_header/commit/signatures", "{}");
        row("header gone", "/signed_header/header", "null");
        row("commit gone", "/signed_header/commit", "null");
    }
    void wrongMemberIsRefused() {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        Json json = signedHeader();
        QVERIFY(parseSignedHeader(*Parsed(json)));
        json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        const auto refused = parseSignedHeader(*Parsed(json));
        QVERIFY(!refused);
        QVERIFY(codeOf(refused) == ErrorCode::Malformed ||
                codeOf(refused) == ErrorCode::Unsupported);
    }

    void validatorsOfAnotherKindAreRefused() {
        const auto with = [&](const std::function<void(Json&)>& change) {
            Json json = validators();
            change(json);
            return codeOf(parseValidators(*Parsed(json)));
        };
        QCOMPARE(with([](Json&) {}), ErrorCode::Internal);
        QCOMPARE(with([](Json& json) {
                     json["validators"][0]["pub_key"]["type"] = "tendermint/PubKeySecp256k1";
                 }),
                 ErrorCode::Unsupported);
        QCOMPARE(with([](Json& json) { json["validators"][0]["voting_power"] = 1; }),
                 ErrorCode::Malformed);
        QCOMPARE(with([](Json& json) { json["count"] = "3"; }), ErrorCode::Malformed);
        QCOMPARE(with([](Json& json) { json["total"] = "3"; }), ErrorCode::Malformed);
        QCOMPARE(with([](Json& json) { json["total"] = "1025"; }), ErrorCode::TooLarge);
        QCOMPARE(with([](Json& json) { json["validators"] = Json(); }), ErrorCode::Malformed);
        QCOMPARE(with([](Json& json) {
                     for (int i = 0; i < 200; ++i) {
                         json["validators"].push_back(json["validators"][0]);
                     }
                     json["count"] = "204";
                     json["total"] = "204";
                 }),
                 ErrorCode::TooLarge);
    }

    void proofsBeyondTheirLimitsAreRefused() {
        test::FakeNode node(m_ledger);
        test::RpcNode rpc(node, test::TestChain::chainId);
        const Bytes bytes = toBytes(bytesOf("one"));
        Json json = Json::parse(rpc.answer(R"({"id":1,"method":"tx","params":{"hash":")" +
                                           toBase64(sha256(bytes).view()) +
                                           R"(","prove":true}})"))["result"];
        QVERIFY(parseTransaction(*Parsed(json)));
        Json& aunts = json["proof"]["proof"]["aunts"];
        while (aunts.size() <= light_client::MerkleProof::auntsMax) {
            aunts.push_back(aunts[0]);
        }
        QCOMPARE(codeOf(parseTransaction(*Parsed(json))), ErrorCode::TooLarge);
        aunts = Json();
        QVERIFY(parseTransaction(*Parsed(json)));
        json["proof"]["proof"].erase("aunts");
        QVERIFY(parseTransaction(*Parsed(json)));
        json.erase("proof");
        QCOMPARE(codeOf(parseTransaction(*Parsed(json))), ErrorCode::Malformed);
    }

    void emptyQueryValueMayBeNullOrEmpty() {
        for (const char* value : {"null", "\"\""}) {
            const Parsed text(std::string(R"({"response":{"code":0,"height":"5","key":null,)") +
                              R"("proofOps":null,"value":)" + value + "}}");
            const auto reply = parseQuery(*text);
            QVERIFY(reply && reply->value.empty() && reply->proof.empty());
        }
    }

private:
    Json recorded(const char* name) { return Json::parse(test::readFile(*m_folder / name)); }
    Json signedHeader() {
        const light_client::LightBlock& block = m_ledger.chain().at(3);
        return {{"signed_header",
                 {{"header", test::RpcNode::headerJson(block.header)},
                  {"commit", test::RpcNode::commitJson(block.commit)}}}};
    }
    Json validators() {
        test::FakeNode node(m_ledger);
        test::RpcNode rpc(node, test::TestChain::chainId);
        return Json::parse(rpc.answer(
            R"({"id":1,"method":"validators","params":{"height":"3","page":"1"}})"))["result"];
    }

    std::optional<std::filesystem::path> m_folder;
    test::FakeLedger m_ledger;
};

QTEST_APPLESS_MAIN(EngineJsonTest)
#include "engine_json_test.moc"
