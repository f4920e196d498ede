// Giving and taking back: every stage is kept, a refusal is kept as a refusal, and a person is
// registered once.
#include "core/simulation/demo_history.h"
#include "core/wallet/grant_access.h"
#include "core/wallet/revoke_grants.h"
#include "tests/support/demo_fixture.h"

#include <QtTest>

using namespace consentry;
using test::DemoWorld;
using test::must;
using Stage = wallet::ActProgress::Stage;

class GrantAccessTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_world = std::make_unique<DemoWorld>(); }

    void secondRegistrationAlreadyExists() {
        const auto before = must(m_world->wallet().vault.identities().list()).size();
        QCOMPARE(simulation::registerAtHospitals(*m_world).error().code, ErrorCode::AlreadyExists);
        QCOMPARE(must(m_world->wallet().vault.identities().list()).size(), before);
    }

    void grantPassesEveryStage() {
        wallet::GrantAccess access(m_world->wallet());
        const auto prepared =
            must(access.prepare(m_world->patient(), m_world->draft("han", {"glucose"})));
        std::vector<Stage> seen;
        const GrantId id =
            must(access.send(m_world->patient(), prepared, "title",
                             [&](const auto& progress) { seen.push_back(progress.stage); }));
        QVERIFY((seen == std::vector{Stage::Signed, Stage::Sent, Stage::InBlock, Stage::Proven}));
        QVERIFY(stored(id).state == GrantState::Active);
        QVERIFY((stages(id, GrantProcess::Grant) ==
                 std::vector{GrantStage::Signed, GrantStage::Sent, GrantStage::InBlock,
                             GrantStage::Proven}));
    }

    void revocationPassesEveryStage() {
        const GrantId id = m_world->give(m_world->draft("han", {"glucose"}));
        m_world->revoke(id);
        QVERIFY(stored(id).state == GrantState::Revoked);
        QVERIFY((stages(id, GrantProcess::Revocation) ==
                 std::vector{GrantStage::Signed, GrantStage::Sent, GrantStage::InBlock,
                             GrantStage::Proven}));
        // Holding already: said, and nothing new.
        m_world->clock().pass(std::chrono::seconds(1)); // otherwise it is the same transaction
        const auto again = must(
            wallet::RevokeGrants(m_world->wallet()).revoke(m_world->patient(), std::span(&id, 1)));
        QVERIFY(again.outcomes.front().end == wallet::RevokeOutcome::End::OverBefore);
        QVERIFY(stored(id).state == GrantState::Revoked);
    }

    void refusedGrantStaysAsFailedWithItsNumber() {
        wallet::GrantAccess access(m_world->wallet());
        const GrantId first = m_world->give(m_world->draft("han", {"glucose"}));
        m_world->revoke(first);
        // It would replace one that is not in force any more.
        const auto prepared =
            must(access.prepare(m_world->patient(), m_world->draft("han", {"glucose"}), first));
        const std::uint64_t before = m_world->rowCount();
        const auto sent = access.send(m_world->patient(), prepared, "title");
        QCOMPARE(sent.error().code, ErrorCode::Refused);
        QVERIFY(stored(prepared.grant.id).state == GrantState::Failed);
        const auto marks = must(m_world->wallet().vault.grants().stages(prepared.grant.id));
        QVERIFY(marks.back().stage == GrantStage::Failed);
        QCOMPARE(int(marks.back().mark.refusal), sent.error().refusal);
        QCOMPARE(m_world->rowCount(), before);
    }

    void silentLedgerLeavesTheGrantPending() {
        struct Silent : test::PassingTransport {
            using PassingTransport::PassingTransport;
            Result<SubmitReply> submit(ByteView) override {
                return fail(ErrorCode::Unreachable, "test");
            }
        };
        Silent transport(m_world->ledger());
        VerifiedLedger ledger = m_world->verifiedLedger(transport);
        wallet::WalletContext context = m_world->walletOver(ledger);
        wallet::GrantAccess access(context);
        const auto prepared =
            must(access.prepare(m_world->patient(), m_world->draft("han", {"glucose"})));
        QCOMPARE(access.send(m_world->patient(), prepared, "title").error().code,
                 ErrorCode::Unreachable);
        QVERIFY(stored(prepared.grant.id).state == GrantState::Pending);
    }

    void newerGrantReplacesTheOlder() {
        wallet::GrantAccess access(m_world->wallet());
        const GrantId first = m_world->give(m_world->draft("han", {"glucose"}));
        const auto prepared =
            must(access.prepare(m_world->patient(), m_world->draft("han", {"heart-rate"}), first));
        const GrantId second = must(access.send(m_world->patient(), prepared, "title"));
        QVERIFY(stored(first).state == GrantState::Revoked);
        QVERIFY(stored(second).state == GrantState::Active);
    }

    /// Two hospitals that differ only in what the reader may not see answer alike.
    void hiddenRecordsDoNotShow() {
        const std::uint64_t seed = 41;
        std::mt19937_64 random(seed);
        DemoWorld plain;
        DemoWorld full;
        for (int i = 0; i < 12; ++i) {
            const std::string id = "g" + std::to_string(i);
            const double value = 4.0 + static_cast<double>(random() % 80) / 10;
            plain.addRecord("qinghe", DemoWorld::observation(id, "2339-0", value));
            for (std::uint64_t more = random() % 4; more > 0; --more) {
                const std::string hidden = "h" + std::to_string(i) + "-" + std::to_string(more);
                full.addRecord("qinghe", DemoWorld::observation(hidden, "8867-4", 70));
            }
            full.addRecord("qinghe", DemoWorld::observation(id, "2339-0", value));
        }
        for (DemoWorld* world : {&plain, &full}) {
            must(world->consortium().anchorAll(world->patient().party));
        }
        const std::vector<std::pair<std::string, std::vector<std::string>>> questions = {
            {"TREAT", {}}, {"TREAT", {"Observation"}}, {"TREAT", {"Condition"}}, {"HMARKT", {}}};
        for (const auto& [purpose, types] : questions) {
            for (const char* reader : {"han", "luo"}) {
                std::vector<ReadAnswer> answers;
                for (DemoWorld* world : {&plain, &full}) {
                    const GrantId grant = world->give(world->draft("han", {"glucose"}));
                    ReadRequest request = world->request(reader, "qinghe", grant);
                    request.purpose = purpose;
                    request.resourceTypes = types;
                    answers.push_back(must(world->gateway("qinghe").read(
                        world->signWithOpening(reader, request, grant))));
                }
                QCOMPARE(answers[0].permitted, answers[1].permitted);
                QVERIFY(answers[0].rule == answers[1].rule);
                QCOMPARE(answers[0].refusal, answers[1].refusal);
                QCOMPARE(answers[0].records.size(), answers[1].records.size());
                for (std::size_t i = 0; i < answers[0].records.size(); ++i) {
                    QVERIFY(answers[0].records[i].resource == answers[1].records[i].resource);
                    QVERIFY(answers[0].records[i].anchor && answers[1].records[i].anchor);
                }
            }
        }
    }

private:
    StoredGrant stored(const GrantId& id) {
        return must(m_world->wallet().vault.grants().find(id));
    }
    std::vector<GrantStage> stages(const GrantId& id, GrantProcess process) {
        std::vector<GrantStage> list;
        for (const auto& stage : must(m_world->wallet().vault.grants().stages(id))) {
            if (stage.process == process) {
                list.push_back(stage.stage);
            }
        }
        return list;
    }

    std::unique_ptr<DemoWorld> m_world;
};

QTEST_APPLESS_MAIN(GrantAccessTest)
#include "grant_access_test.moc"
