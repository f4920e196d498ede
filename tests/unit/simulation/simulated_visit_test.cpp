// One of the cast acts on a grant when the person asks for it: who that is, where they ask, and
// that nothing is easier for them than for any reader.
#include "core/clinical/record_from_json.h"
#include "core/simulation/simulated_visit.h"
#include "tests/support/demo_fixture.h"

#include <QtTest>

using namespace consentry;
using simulation::SimulatedVisit;
using simulation::visitorOf;
using test::DemoWorld;
using test::must;

class SimulatedVisitTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_world = std::make_unique<DemoWorld>(); }

    void theVisitorIsWhomTheGrantNames();
    void asksTheOnlyCustodian();
    void readsWhatIsGrantedAndNothingElse();
    void recordsAreHandedInOnce();

private:
    SimulatedVisit visit() { return {m_world->consortium(), m_world->clock()}; }
    consent::Grant given(const consent::Grant& draft) {
        consent::Grant grant = draft;
        grant.id = m_world->give(draft);
        return grant;
    }
    void importTwo();

    std::unique_ptr<DemoWorld> m_world;
};

void SimulatedVisitTest::theVisitorIsWhomTheGrantNames() {
    consent::Grantee grantee;
    grantee.person = m_world->person("luo").party;
    QCOMPARE(visitorOf(m_world->consortium(), grantee)->about.key, std::string("luo"));
    grantee = {};
    grantee.organization = m_world->organization("anning");
    grantee.role = consent::Role::Nurse;
    QCOMPARE(visitorOf(m_world->consortium(), grantee)->about.key, std::string("miao"));
    grantee.role = consent::Role::Pharmacist;
    QVERIFY(visitorOf(m_world->consortium(), grantee) == nullptr);
    grantee = {};
    grantee.person = m_world->patient().party;
    QVERIFY(visitorOf(m_world->consortium(), grantee) == nullptr);
}

void SimulatedVisitTest::asksTheOnlyCustodian() {
    consent::Grant draft = m_world->draft("han", {"glucose"});
    QCOMPARE(must(visit().look(m_world->patient().party, given(draft), "TREAT")).place->about.key,
             std::string("qinghe"));
    draft.custodians = {m_world->organization("minghu")};
    QCOMPARE(must(visit().look(m_world->patient().party, given(draft), "TREAT")).place->about.key,
             std::string("minghu"));
}

void SimulatedVisitTest::readsWhatIsGrantedAndNothingElse() {
    m_world->addRecord("qinghe", DemoWorld::observation("1", "14771-0", 6.1));
    m_world->addRecord("qinghe", DemoWorld::observation("2", "8480-6", 140));
    must(m_world->consortium().anchorAll(m_world->patient().party));
    const consent::Grant grant = given(m_world->draft("han", {"glucose"}));
    const auto look = must(visit().look(m_world->patient().party, grant, "TREAT"));
    QVERIFY(look.outcome.answer.permitted && !look.holdsNothing);
    QCOMPARE(look.outcome.records.size(), std::size_t{1});
    QVERIFY(look.outcome.records.front().anchor == wallet::ReadRecord::AnchorCheck::Matches);
    const auto other = must(visit().look(m_world->patient().party, grant, "HRESCH"));
    QVERIFY(!other.outcome.answer.permitted);
    QVERIFY(other.outcome.answer.rule == consent::Rule::OtherPurpose);
    m_world->revoke(grant.id);
    QVERIFY(!must(visit().look(m_world->patient().party, grant, "TREAT")).outcome.answer.permitted);
}

void SimulatedVisitTest::importTwo() {
    vault::Vault& vault = m_world->wallet().vault;
    auto session = must(vault.records().beginImport({"two.json", {}, m_world->clock().now()}));
    for (const char* id : {"1", "2"}) {
        const std::string json = DemoWorld::observation(id, "14771-0", 6.1);
        must(session->add(must(clinical::recordFromJson(bytesOf(json), {{}, nullptr}))));
    }
    must(session->commit("{}"));
}

void SimulatedVisitTest::recordsAreHandedInOnce() {
    importTwo();
    const consent::Grant grant = given(m_world->draft("han", {"glucose"}));
    const PartyId& patient = m_world->patient().party;
    RecordStore& records = m_world->wallet().vault.records();
    QVERIFY(must(visit().look(patient, grant, "TREAT")).holdsNothing);
    QCOMPARE(must(visit().handIn(records, patient, grant)), std::size_t{2});
    QCOMPARE(must(visit().handIn(records, patient, grant)), std::size_t{0});
    QCOMPARE(must(m_world->consortium().recordsHeld("qinghe", patient)), std::size_t{2});
    const auto look = must(visit().look(patient, grant, "TREAT"));
    QCOMPARE(look.outcome.records.size(), std::size_t{2});
    for (const wallet::ReadRecord& record : look.outcome.records) {
        QVERIFY(record.anchor == wallet::ReadRecord::AnchorCheck::Matches);
    }
}

QTEST_APPLESS_MAIN(SimulatedVisitTest)
#include "simulated_visit_test.moc"
