// What asks for a consent of its own before a grant is signed: sensitive kinds, records that are
// marked as more private, and passing on. And what a preview says under the rules for everyone.
#include "core/wallet/separate_consents.h"
#include "core/wallet/standing_rules.h"
#include "tests/support/open_demo.h"
#include "tests/support/ui_test.h"
#include "ui/models/draft_reader.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using consent::Confidentiality;
using test::must;
using What = wallet::SeparateConsent::What;

namespace {

std::string marked(std::string_view id, std::string_view loinc, std::string_view mark) {
    std::string json = test::DemoWorld::observation(id, loinc, 6.1);
    if (!mark.empty()) {
        const std::string system = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
        const std::string security = "{\"meta\":{\"security\":[{\"system\":\"" + system +
                                     "\",\"code\":\"" + std::string(mark) + "\"}]},";
        json.replace(json.find('{'), 1, security);
    }
    std::erase(json, '\n');
    return json + '\n';
}

class Scene : public test::OpenDemo {
public:
    consent::Grant prepared(std::vector<std::string> concepts,
                            consent::ActionSet actions = consent::Action::Look) {
        consent::Grant draft = world().draft("han", std::move(concepts));
        draft.actions = actions;
        return prepare(draft);
    }
    consent::Grant prepare(const consent::Grant& draft) {
        return must(
                   wallet::prepareGrant(world().wallet().chainId(), world().patient().party, draft))
            .grant;
    }
    std::optional<wallet::SeparateConsent>
    next(const consent::Grant& grant, std::vector<What> answered = {},
         const std::optional<consent::Grant>& replaced = {}) {
        wallet::WalletContext& wallet = world().wallet();
        const auto rules =
            must(wallet::standingPolicy(wallet.vault.settings(), world().patient().party));
        return must(wallet::nextSeparateConsent(wallet.vault.records(), rules, grant, replaced,
                                                answered, wallet.clock.now()));
    }
    wallet::GrantPreview preview(const consent::Grant& grant) {
        wallet::WalletContext& wallet = world().wallet();
        const auto rules =
            must(wallet::standingPolicy(wallet.vault.settings(), world().patient().party));
        return must(wallet::previewGrant(wallet.vault.records(), rules, grant, wallet.clock.now()));
    }
};

constexpr auto glucose = "14771-0";
constexpr auto depression = "44261-6";

} // namespace

class SeparateConsentTest : public QObject {
    Q_OBJECT
private slots:
    void ordinaryGrantsAskNothing() {
        Scene scene;
        scene.import("a.ndjson", marked("g", glucose, "") + marked("d", depression, ""));
        QVERIFY(!scene.next(scene.prepared({"glucose"})));
    }

    void sensitiveKindIsAskedByItself() {
        Scene scene;
        scene.import("a.ndjson", marked("g", glucose, "") + marked("d", depression, ""));
        const consent::Grant grant = scene.prepared({"glucose", "mental-health"});
        QCOMPARE(scene.preview(grant).total, 2U);
        const auto asked = scene.next(grant);
        QVERIFY(asked.has_value());
        QVERIFY(asked->what == What::Sensitive);
        QVERIFY(asked->concepts == std::vector<std::string>{"mental-health"});
        QCOMPARE(asked->records, 1U);
        QVERIFY(asked->canBeLeftOut);
        QVERIFY(!scene.next(grant, {What::Sensitive}));

        consent::Grant without = grant;
        wallet::leaveOut(without, *asked);
        without = scene.prepare(without);
        QCOMPARE(scene.preview(without).total, 1U);
        QVERIFY(!scene.next(without, {What::Sensitive}));
    }

    void sensitiveCodeIsAskedToo() {
        Scene scene;
        consent::Grant draft = scene.world().draft("han", {"glucose"});
        draft.scope.codes = {{"http://loinc.org", depression},
                             {"http://hl7.org/fhir/sid/icd-10", "F32.1"}};
        const consent::Grant grant = scene.prepare(draft);
        const auto asked = scene.next(grant);
        QVERIFY(asked && asked->what == What::Sensitive);
        consent::Grant without = grant;
        wallet::leaveOut(without, *asked);
        QVERIFY(without.scope.codes.empty());
    }

    void nothingButTheSensitiveCannotBeLeftOut() {
        Scene scene;
        const auto asked = scene.next(scene.prepared({"mental-health"}));
        QVERIFY(asked && !asked->canBeLeftOut);
    }

    void markedRecordsNeedAYes() {
        Scene scene;
        scene.import("a.ndjson", marked("g1", glucose, "") + marked("g2", glucose, "R") +
                                     marked("g3", glucose, "V"));
        consent::Grant grant = scene.prepared({"glucose"});
        QCOMPARE(scene.preview(grant).total, 1U);
        QCOMPARE(scene.preview(grant).restricted, 2U);
        const auto asked = scene.next(grant);
        QVERIFY(asked && asked->what == What::Restricted);
        QCOMPARE(asked->records, 2U);
        QVERIFY(asked->upTo == Confidentiality::VeryRestricted);
        wallet::include(grant, *asked);
        QCOMPARE(scene.preview(grant).total, 3U);
        QVERIFY(!scene.next(grant, {What::Restricted}));
    }

    void ownRulesMarkRecordsToo() {
        Scene scene;
        scene.import("a.ndjson", marked("d", depression, ""));
        const consent::Grant grant = scene.prepared({"mental-health"});
        QCOMPARE(scene.preview(grant).total, 1U);
        consent::PatientPolicy rules;
        rules.tiers = {{"mental-health", Confidentiality::Restricted}};
        scene.world().setRules(rules);
        QCOMPARE(scene.preview(grant).total, 0U);
        const auto asked = scene.next(grant, {What::Sensitive});
        QVERIFY(asked && asked->what == What::Restricted);
    }

    void passingOnIsAskedLast() {
        Scene scene;
        scene.import("a.ndjson", marked("d", depression, ""));
        const consent::Grant grant =
            scene.prepared({"mental-health"}, consent::Action::Look | consent::Action::PassOn);
        const auto first = scene.next(grant);
        QVERIFY(first && first->what == What::Sensitive);
        const auto asked = scene.next(grant, {What::Sensitive});
        QVERIFY(asked && asked->what == What::PassOn && asked->canBeLeftOut);
        consent::Grant without = grant;
        wallet::leaveOut(without, *asked);
        QVERIFY(without.actions == consent::ActionSet(consent::Action::Look));
        const auto only = scene.next(scene.prepared({"glucose"}, consent::Action::PassOn));
        QVERIFY(only && only->what == What::PassOn && !only->canBeLeftOut);
    }

    void whatTheGrantBeforeHadIsNotAskedAgain() {
        Scene scene;
        scene.import("a.ndjson", marked("d", depression, "") + marked("g", glucose, "R"));
        const consent::Grant before = scene.prepared(
            {"glucose", "mental-health"}, consent::Action::Look | consent::Action::PassOn);
        consent::Grant longer = before;
        longer.notAfter += std::chrono::days(30);
        QVERIFY(!scene.next(longer, {}, before));
        consent::Grant more = before;
        more.scope.concepts.push_back("genetics");
        const auto asked = scene.next(scene.prepare(more), {}, before);
        QVERIFY(asked && asked->concepts == std::vector<std::string>{"genetics"});
    }

    void whoIsShutOutIsSaidBeforeSigning() {
        Scene scene;
        scene.import("a.ndjson", marked("g", glucose, ""));
        const consent::Grant grant = scene.prepared({"glucose"});
        QVERIFY(!scene.preview(grant).isShutOut);
        consent::PatientPolicy rules;
        rules.denials = {consent::PolicyDenial::ofParty(scene.world().person("han").party)};
        scene.world().setRules(rules);
        QVERIFY(scene.preview(grant).isShutOut);
        QCOMPARE(scene.preview(grant).total, 0U);
        const ui::VaultReading vault = scene.reading();
        QVERIFY(ui::DraftReader(vault)
                    .signingView(grant, std::nullopt)
                    .warning.contains(u"shut them out"_s));
    }
};

int main(int argc, char** argv) {
    return consentry::test::runUiTest<SeparateConsentTest, QCoreApplication>(argc, argv);
}

#include "separate_consent_test.moc"
