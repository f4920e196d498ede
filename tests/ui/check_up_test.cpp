// The check-up over a vault: what the log really says of a grant's use, the narrower grant that is
// signed for it, and what was dismissed.
#include "core/simulation/simulated_visit.h"
#include "core/wallet/check_up.h"
#include "core/wallet/grant_access.h"
#include "core/wallet/import_records.h"
#include "tests/support/demo_fixture.h"
#include "ui/bridge/convert.h"
#include "ui/bridge/open_wallet.h"
#include "ui/models/check_up_reader.h"
#include "ui/models/draft_reader.h"

#include <QTest>

#include <fstream>

using namespace Qt::StringLiterals;
using namespace consentry;
using namespace consentry::ui;
using Kind = consent::Finding::Kind;
using test::DemoWorld;
using test::must;

namespace {

class Scene {
public:
    Scene() : m_world(new DemoWorld), m_wallet(std::unique_ptr<DemoWorld>(m_world)) {}
    DemoWorld& world() { return *m_world; }
    VaultReading reading() { return m_wallet.reading(m_lease, consentry::Language::English); }

    QList<CheckUpRowView> rows() {
        const VaultReading vault = reading();
        return CheckUpReader(vault).rows();
    }
    std::optional<consent::Grant> proposal(const GrantId& grant, Kind kind) {
        const VaultReading vault = reading();
        return CheckUpReader(vault).proposal(grant, kind);
    }
    /// A value that the hospital has, and the vault a copy.
    void add(const char* id, const char* loinc) {
        const std::string json = DemoWorld::observation(id, loinc, 6.1);
        m_world->addRecord("qinghe", json);
        import(json);
    }
    void import(const std::string& json) {
        const test::TemporaryFolder folder;
        const auto file = folder.path() / "value.json";
        std::ofstream(file) << json;
        wallet::WalletContext& wallet = m_world->wallet();
        // A copy says which hospital it is from: the digest is the same either way.
        QCOMPARE(must(wallet::ImportRecords(wallet.vault, wallet.clock).importFile(file)).taken(),
                 1U);
    }
    void look(const GrantId& id) {
        const auto stored = must(m_world->wallet().vault.grants().find(id));
        const auto grant = must(GrantReader::contentOf(stored));
        must(simulation::SimulatedVisit(m_world->consortium(), m_world->clock())
                 .look(m_world->patient().party, grant, "TREAT"));
        m_wallet.follow();
    }
    GrantId give(std::string_view person, std::vector<std::string> concepts) {
        consent::Grant draft = m_world->draft(person, std::move(concepts));
        draft.notAfter = draft.notBefore + std::chrono::days(60);
        return m_world->give(draft);
    }
    void pass(std::chrono::days days) { m_world->clock().pass(days); }

private:
    DemoWorld* m_world; ///< owned by the wallet
    OpenWallet m_wallet;
    ReaderPool::Lease m_lease = m_wallet.lease();
};

constexpr auto glucose = "14771-0";
constexpr auto heartRate = "8867-4";

} // namespace

class CheckUpPagesTest : public QObject {
    Q_OBJECT
private slots:
    void whatWasReadDecidesTheProposal() {
        Scene scene;
        scene.add("g1", glucose);
        scene.import(DemoWorld::observation("h1", heartRate, 72));
        const GrantId id = scene.give("han", {"glucose", "heart-rate"});
        scene.look(id);
        QVERIFY(scene.rows().isEmpty()); // not yet
        scene.pass(std::chrono::days(15));
        const auto rows = scene.rows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0].action, CheckUpAction::Narrow);
        QVERIFY2(rows[0].title.contains(u"Han Zhiyuan"_s), qPrintable(rows[0].title));
        QVERIFY2(rows[0].why.contains(u"never at heart rate"_s), qPrintable(rows[0].why));
        const auto proposal = scene.proposal(id, Kind::TooBroad);
        QVERIFY(proposal.has_value());
        QVERIFY((proposal->scope.concepts == std::vector<std::string>{"glucose"}));
        // The signing page says the difference in words.
        const VaultReading vault = scene.reading();
        const SigningView signing = DraftReader(vault).signingView(*proposal, id);
        QVERIFY(std::any_of(signing.changes.begin(), signing.changes.end(),
                            [](const ChangeView& change) {
                                return change.title == u"No longer sees heart rate"_s;
                            }));
    }

    void oneSupersedingTransactionEndsTheFinding() {
        Scene scene;
        scene.add("g1", glucose);
        scene.import(DemoWorld::observation("h1", heartRate, 72));
        const GrantId id = scene.give("han", {"glucose", "heart-rate"});
        scene.look(id);
        scene.pass(std::chrono::days(15));
        auto narrower = scene.proposal(id, Kind::TooBroad).value();
        narrower.notBefore = scene.world().clock().now();
        wallet::GrantAccess access(scene.world().wallet());
        const auto prepared = must(access.prepare(scene.world().patient(), narrower, id));
        const GrantId next = must(access.send(scene.world().patient(), prepared, "narrower"));
        QVERIFY(must(scene.world().wallet().vault.grants().find(next)).state ==
                consentry::GrantState::Active);
        QVERIFY(must(scene.world().wallet().vault.grants().find(id)).state !=
                consentry::GrantState::Active);
        QVERIFY(scene.rows().isEmpty());
    }

    void whatWasDismissedStaysAway() {
        Scene scene;
        scene.add("g1", glucose);
        const GrantId id = scene.give("han", {"glucose"});
        scene.pass(std::chrono::days(15));
        QCOMPARE(scene.rows().size(), 1);
        QCOMPARE(scene.rows()[0].action, CheckUpAction::Revoke);
        must(wallet::dismissFinding(scene.world().wallet().vault.settings(), id, Kind::Unused));
        QVERIFY(scene.rows().isEmpty());
        // Another grant is another question.
        scene.give("luo", {"glucose"});
        scene.pass(std::chrono::days(15));
        QCOMPARE(scene.rows().size(), 1);
    }
};

QTEST_GUILESS_MAIN(CheckUpPagesTest)
#include "check_up_test.moc"
