// What wallets ask of a node: values and absences with proofs, rows for whoever holds the fetch
// key, and a stable code for everything else.
#include "core/crypto/hash.h"
#include "core/node/log_pages.h"
#include "core/node/state_queries.h"
#include "core/registry/object_ids.h"
#include "tests/unit/node/node_world.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::test;

namespace {

std::uint32_t number(QueryRefusal refusal) {
    return static_cast<std::uint32_t>(refusal);
}

} // namespace

class StateQueriesTest : public QObject {
    Q_OBJECT
private slots:
    void valuesAreProven();
    void heightsHaveTheirLimits();
    void nonsenseGetsACode();
    void rowsGoToTheFetchKey();
    void rowsOfAnotherEpochNeedItsKey();
    void damageIsNotHandedOut();
};

void StateQueriesTest::valuesAreProven() {
    NodeWorld world;
    world.begin();
    std::vector<Digest> roots{*must(world.application->info()).appHash};
    std::vector<registry::StateKey> keys;
    for (int i = 0; i < 8; ++i) {
        const auto& person = world.registered("p" + std::to_string(i));
        keys.push_back(registry::partyKey(world.kit.chainId, person.id));
        roots.push_back(*must(world.application->info()).appHash);
    }
    for (std::uint64_t height = 1; height <= 8; ++height) {
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const QueryAnswer answer = world.ask("/state", keys[i].view(), height);
            QCOMPARE(answer.code, 0U);
            QCOMPARE(answer.height.value, height);
            QVERIFY(equal(answer.key, keys[i].view()));
            const bool exists = i < height;
            QCOMPARE(answer.index, exists ? 0 : -1);
            QCOMPARE(answer.value.empty(), !exists);
            QCOMPARE(QString::fromStdString(answer.proof->type), QString("consentry:smt:v1"));
            QVERIFY(equal(answer.proof->key, keys[i].view()));
            const auto proof = must(registry::decodeStateProof(answer.proof->data));
            const auto hash = exists ? std::optional(sha256(answer.value)) : std::nullopt;
            QVERIFY(registry::verifyStateProof(roots[height], keys[i], hash, proof));
        }
    }
    // Without a height: the newest whose next header exists.
    QCOMPARE(world.ask("/state", keys[7].view()).height.value, 7U);
    QCOMPARE(world.ask("/state", keys[7].view()).index, -1);
    QVERIFY(!must(world.application->query({"/state", toBytes(keys[0].view()), 0, false})).proof);
}

void StateQueriesTest::heightsHaveTheirLimits() {
    NodeWorld world;
    world.begin();
    const auto key = registry::paramsKey(world.kit.chainId);
    QCOMPARE(world.ask("/state", key.view()).height.value, 0U);
    for (int i = 0; i < 30; ++i) {
        world.decide(world.next({}));
    }
    QCOMPARE(world.ask("/state", key.view(), 30).code, 0U);
    QCOMPARE(world.ask("/state", key.view(), 15).code, 0U);
    QCOMPARE(world.ask("/state", key.view(), 14).code, number(QueryRefusal::NotHeld));
    QCOMPARE(world.ask("/state", key.view(), 31).code, number(QueryRefusal::NotHeld));
    QCOMPARE(world.ask("/state", key.view(), UINT64_MAX).code, number(QueryRefusal::NotHeld));
    // Right after a start the newest state is known, but no header proves it yet.
    world.application.reset();
    world.application = world.open();
    QCOMPARE(world.ask("/state", key.view(), 30).code, 0U);
    QCOMPARE(world.ask("/state", key.view()).code, number(QueryRefusal::NotHeld));
    world.decide(world.next({}));
    QCOMPARE(world.ask("/state", key.view()).height.value, 30U);
}

void StateQueriesTest::nonsenseGetsACode() {
    NodeWorld world;
    QCOMPARE(world.ask("/state", Bytes(32)).code, number(QueryRefusal::NoChain));
    world.begin();
    world.decide(world.next({}));
    QCOMPARE(world.ask("", Bytes(32)).code, number(QueryRefusal::UnknownPath));
    QCOMPARE(world.ask("/state/", Bytes(32)).code, number(QueryRefusal::UnknownPath));
    QCOMPARE(world.ask("/state", Bytes(31)).code, number(QueryRefusal::Malformed));
    QCOMPARE(world.ask("/state", Bytes(33)).code, number(QueryRefusal::Malformed));
    QCOMPARE(world.ask("/log", {}).code, number(QueryRefusal::Malformed));
    QCOMPARE(world.ask("/log", Bytes(150)).code, number(QueryRefusal::Malformed));
    QCOMPARE(world.metrics.queriesRefused.load(), 7U);
    QVERIFY(!world.ask("/log", {}).log.empty());
}

void StateQueriesTest::rowsGoToTheFetchKey() {
    NodeWorld world;
    world.begin();
    auto& person = world.registered("a");
    const auto& fetch = world.kit.key(world.kit.addKey("a fetch 1"));
    LogQuery query;
    query.patient = person.id;
    query.limit = 1;
    query.signedAt = world.clock.now();
    query.fetchKey = fetch.publicKey();
    const auto ask = [&](const SigningKey& key) {
        query.signature = key.sign(logQueryPreimage(world.kit.chainId, query));
        return world.ask("/log", encodeLogQuery(query));
    };
    const auto& rows = world.kit.state.logs().at(person.id);
    QCOMPARE(rows.size(), std::size_t{2});
    LogPage page = must(decodeLogPage(ask(fetch).value));
    QVERIFY(page.rows == std::vector<Bytes>{rows[0]} && page.more);
    query.from = LogSequence(1);
    page = must(decodeLogPage(ask(fetch).value));
    QVERIFY(page.rows == std::vector<Bytes>{rows[1]} && !page.more);
    query.from = LogSequence(2);
    QVERIFY(must(decodeLogPage(ask(fetch).value)).rows.empty());

    query.from = LogSequence(0);
    QCOMPARE(ask(SigningKey::generate()).code, number(QueryRefusal::NotPermitted));
    const SigningKey own = SigningKey::generate();
    query.fetchKey = own.publicKey();
    QCOMPARE(ask(own).code, number(QueryRefusal::NotPermitted));
    query.fetchKey = fetch.publicKey();
    for (const milliseconds off : {node::logQueryAgeMax, -node::logQueryAgeMax}) {
        query.signedAt = world.clock.now() + off;
        QCOMPARE(ask(fetch).code, 0U);
        query.signedAt += off > milliseconds(0) ? milliseconds(1) : milliseconds(-1);
        QCOMPARE(ask(fetch).code, number(QueryRefusal::Stale));
    }
}

void StateQueriesTest::rowsOfAnotherEpochNeedItsKey() {
    NodeWorld world;
    world.begin();
    auto& person = world.registered("a");
    registry::SetLogKey body;
    body.setup = world.kit.logKeySetup(person, EpochNumber(2));
    body.replaces = EpochNumber(1);
    registry::Transaction transaction = world.kit.byDevice(person, body);
    QCOMPARE(world.decide(world.next({world.kit.seal(transaction)}, std::chrono::minutes(2))),
             std::vector<std::uint32_t>{0});
    const auto& rows = world.kit.state.logs().at(person.id);
    QCOMPARE(rows.size(), std::size_t{3});
    const auto ask = [&](const char* label, std::uint64_t from) {
        const auto& key = world.kit.key(world.kit.addKey(label));
        LogQuery query;
        query.patient = person.id;
        query.from = LogSequence(from);
        query.signedAt = world.clock.now();
        query.fetchKey = key.publicKey();
        query.signature = key.sign(logQueryPreimage(world.kit.chainId, query));
        return world.ask("/log", encodeLogQuery(query));
    };
    const LogPage first = must(decodeLogPage(ask("a fetch 1", 0).value));
    QVERIFY(first.rows.size() == 2 && first.more);
    QCOMPARE(ask("a fetch 1", 2).code, number(QueryRefusal::NotPermitted));
    QCOMPARE(ask("a fetch 2", 0).code, number(QueryRefusal::NotPermitted));
    QVERIFY(must(decodeLogPage(ask("a fetch 2", 2).value)).rows == std::vector<Bytes>{rows[2]});
}

void StateQueriesTest::damageIsNotHandedOut() {
    NodeWorld world;
    world.begin();
    world.decide(world.next({}));
    const auto key = registry::paramsKey(world.kit.chainId);
    world.stateFile->entries[{Table::State, toBytes(key.view())}].back() ^= std::byte{1};
    QCOMPARE(world.ask("/state", key.view()).code, number(QueryRefusal::Damaged));
    QCOMPARE(world.log.count("error: an entry of the store is damaged"), std::size_t{1});
    // Consensus needs it: there the node stops.
    QCOMPARE(world.application->finalizeBlock(world.next({})).error().code, ErrorCode::DamagedData);
}

QTEST_APPLESS_MAIN(StateQueriesTest)
#include "state_queries_test.moc"
