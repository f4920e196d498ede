// The check-up over a vault: what the log really says of a grant's use, the narrower grant that is
// signed for it, and what was dismissed.
#include "core/wallet/check_up.h"
#include "core/wallet/grant_access.h"
#include "tests/support/open_demo.h"
#include "tests/support/ui_test.h"
#include "ui/bridge/convert.h"
#include "ui/models/check_up_reader.h"
#include "ui/models/draft_reader.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using namespace consentry::ui;
using Kind = consent::Finding::Kind;
using test::DemoWorld;
using test::must;

namespace {

class Scene : public test::OpenDemo {
public:
    QList<CheckUpRowView> rows() {
        const VaultReading vault = reading();
        return CheckUpReader(vault).rows();
    }
    std::optional<consent::Grant> proposal(const GrantId& grant, Kind kind) {
        const VaultReading vault = reading();
        return CheckUpReader(vault).proposal(grant, kind);
    }
    /// A value that the hospital has, and the vault a copy: the digest is the same either way.
    void add(const char* id, const char* loinc) {
        const std::string json = DemoWorld::observation(id, loinc, 6.1);
        world().addRecord("qinghe", json);
        copy(json);
    }
    void copy(const std::string& json) { QCOMPARE(import("value.json", json), 1U); }
    GrantId give(std::string_view person, std::vector<std::string> concepts) {
        consent::Grant draft = world().draft(person, std::move(concepts));
        draft.notAfter = draft.notBefore + std::chrono::days(60);
        return world().give(draft);
    }
    void pass(std::chrono::days days) { world().clock().pass(days); }
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
        scene.copy(DemoWorld::observation("h1", heartRate, 72));
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
        scene.copy(DemoWorld::observation("h1", heartRate, 72));
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
        scene.follow();
        QCOMPARE(scene.rows().size(), 1);
        QCOMPARE(scene.rows()[0].action, CheckUpAction::Revoke);
        must(wallet::dismissFinding(scene.world().wallet().vault.settings(), id, Kind::Unused));
        QVERIFY(scene.rows().isEmpty());
        // Another grant is another question.
        scene.give("luo", {"glucose"});
        scene.pass(std::chrono::days(15));
        QCOMPARE(scene.rows().size(), 1);
    }

    void whatTheVaultDoesNotKnowIsNotCalledUnused() {
        Scene scene;
        scene.add("g1", glucose);
        const GrantId id = scene.give("han", {"glucose"});
        scene.pass(std::chrono::days(15));
        QVERIFY(scene.rows().isEmpty()); // the log was not checked
        scene.follow();
        QCOMPARE(scene.rows().size(), 1);
        // An access is in the log, and its details are not opened: it may be by this grant.
        scene.visit(id);
        QVERIFY(
            must(wallet::SyncLog(scene.world().wallet()).update(scene.world().patient())).complete);
        QVERIFY(scene.rows().isEmpty());
        scene.follow();
        QVERIFY(scene.rows().isEmpty()); // it was
    }

    void whatEndsSoonAndIsUsedCanBeProlonged() {
        Scene scene;
        scene.add("g1", glucose);
        const GrantId id = scene.give("han", {"glucose"});
        scene.look(id);
        scene.pass(std::chrono::days(55));
        const auto rows = scene.rows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0].action, CheckUpAction::Prolong);
        scene.pass(std::chrono::days(6));
        QVERIFY(scene.rows().isEmpty()); // it has ended
    }

    void beingRefusedIsNoUse() {
        Scene scene;
        scene.add("g1", glucose);
        const GrantId id = scene.give("han", {"glucose"});
        QVERIFY(!scene.visit(id, "HRESCH").outcome.answer.permitted);
        scene.pass(std::chrono::days(15));
        scene.follow();
        const auto rows = scene.rows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0].action, CheckUpAction::Revoke);
    }

    /// What kind it is of cannot be said.
    void aRecordThatOnlyTheHospitalHoldsKeepsAGrantBroad() {
        Scene scene;
        scene.add("g1", glucose);
        scene.copy(DemoWorld::observation("h1", heartRate, 72));
        scene.world().addRecord("qinghe", DemoWorld::observation("g2", glucose, 7.3));
        const GrantId id = scene.give("han", {"glucose", "heart-rate"});
        scene.look(id);
        scene.pass(std::chrono::days(15));
        QVERIFY(scene.rows().isEmpty());
        scene.copy(DemoWorld::observation("g2", glucose, 7.3));
        QCOMPARE(scene.rows().size(), 1);
    }
};

int main(int argc, char** argv) {
    return consentry::test::runUiTest<CheckUpPagesTest, QCoreApplication>(argc, argv);
}

#include "check_up_test.moc"
