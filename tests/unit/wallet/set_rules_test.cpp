// The standing rules are changed as a whole: what was signed is followed until it is proven, and
// the vault never takes rules for standing that the chain does not name.
#include "core/registry/refusal.h"
#include "core/wallet/log_details.h"
#include "core/wallet/outbox.h"
#include "core/wallet/set_rules.h"
#include "core/wallet/standing_rules.h"
#include "core/wallet/sync_log.h"
#include "tests/support/lossy_wallet.h"

#include <QtTest>

using namespace consentry;
using consent::EmergencyPreset;
using consent::PatientPolicy;
using consent::PolicyDenial;
using test::must;
using wallet::Outbox;
using wallet::SetRules;

class SetRulesTest : public QObject, protected test::LossyWallet {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void beforeTheFirstNothingIsDenied() {
        const PatientPolicy rules = current();
        QCOMPARE(rules.version, 0U);
        QVERIFY(rules.denials.empty());
        QVERIFY(rules.emergency == EmergencyPreset::Off);
    }

    void provenRulesStand() {
        std::vector<wallet::ActProgress::Stage> stages;
        must(rules().send(m_world->patient(), denyingHan(),
                          [&](const auto& progress) { stages.push_back(progress.stage); }));
        using Stage = wallet::ActProgress::Stage;
        QVERIFY((stages == std::vector{Stage::Signed, Stage::Sent, Stage::InBlock, Stage::Proven}));
        QCOMPARE(current().version, 1U);
        QCOMPARE(stored().version, 1U);
        QCOMPARE(current().denials.size(), 1U);
        QVERIFY(!onItsWay());
    }

    /// What hospitals do with it: the grant stands, and opens nothing.
    void deniedReaderGetsNothingWhateverTheGrantSays() {
        m_world->addRecord("qinghe", test::DemoWorld::observation("g1", glucose, 7.5));
        const GrantId grant = m_world->give(m_world->draft("han", {"glucose"}));
        QVERIFY(reads(grant).permitted);
        must(rules().send(m_world->patient(), denyingHan()));
        const auto refused = reads(grant);
        QVERIFY(!refused.permitted);
        QVERIFY(refused.rule == consent::Rule::PolicyDeniesReader);
        PatientPolicy lifted = current();
        lifted.denials.clear();
        must(rules().send(m_world->patient(), lifted));
        QVERIFY(reads(grant).permitted);
    }

    void lostRequestIsSentAtTheNextStart() {
        m_node->losesRequests = true;
        QCOMPARE(sendInVain(denyingHan()), ErrorCode::Unreachable);
        QCOMPARE(stored().version, 0U);
        QCOMPARE(onItsWay()->version, 1U);
        start();
        m_node->losesRequests = false;
        QCOMPARE(must(Outbox(*m_context).resume()).proven, 1U);
        QCOMPARE(stored(), current());
        QCOMPARE(stored().denials.size(), 1U);
        QVERIFY(!onItsWay());
    }

    void programThatEndsAfterSendingFindsThemProven() {
        struct Ends {};
        m_node->hidesTransactions = true;
        try {
            static_cast<void>(rules().send(m_world->patient(), denyingHan(), [](const auto& way) {
                if (way.stage == wallet::ActProgress::Stage::Sent) {
                    throw Ends();
                }
            }));
            QFAIL("nothing was sent");
        } catch (const Ends&) {
        }
        start();
        QCOMPARE(stored().version, 0U);
        m_node->hidesTransactions = false;
        QCOMPARE(must(Outbox(*m_context).resume()).proven, 1U);
        QCOMPARE(stored().version, 1U);
        QCOMPARE(m_node->submissions, 1U);
    }

    /// The node refuses what it has executed already, and does not show it either.
    void rulesThatNodesHideAreFoundByTheirEffect() {
        m_node->losesReplies = true;
        m_node->hidesTransactions = true;
        QCOMPARE(sendInVain(denyingHan()), ErrorCode::Unreachable);
        m_node->losesReplies = false;
        QCOMPARE(must(Outbox(*m_context).resume(milliseconds(0))).proven, 1U);
        QCOMPARE(stored().version, 1U);
    }

    /// The program ended after the rules were noted and before they were signed and kept.
    void whatWasNeverKeptStandsInNobodysWay() {
        PatientPolicy never = denyingHan();
        never.version = 1;
        never.patient = m_world->patient().party;
        must(wallet::storePolicyOnItsWay(m_context->vault.settings(), never));
        must(rules().send(m_world->patient(), forEmergencies()));
        QVERIFY(stored().emergency == EmergencyPreset::Normal);
        QVERIFY(stored().denials.empty());
    }

    void secondChangeWaitsForTheFirst() {
        m_node->losesRequests = true;
        sendInVain(denyingHan());
        QCOMPARE(sendInVain(forEmergencies()), ErrorCode::AlreadyExists);
        m_node->losesRequests = false;
        must(Outbox(*m_context).resume());
        QCOMPARE(stored().denials.size(), 1U);
    }

    void changeOfOlderRulesIsNotSent() {
        const PatientPolicy old = forEmergencies();
        must(rules().send(m_world->patient(), denyingHan()));
        const std::size_t before = m_node->submissions;
        QCOMPARE(sendInVain(old), ErrorCode::Stale);
        QCOMPARE(m_node->submissions, before);
    }

    void expiredChangeLeavesTheOldRules() {
        m_node->losesRequests = true;
        sendInVain(denyingHan());
        m_node->losesRequests = false;
        m_world->clock().pass(std::chrono::hours(13));
        QCOMPARE(must(Outbox(*m_context).resume()).expired, 1U);
        QCOMPARE(stored().version, 0U);
        QVERIFY(!onItsWay());
        must(rules().send(m_world->patient(), denyingHan()));
    }

    /// As in a vault that was opened anew from the words.
    void rulesThatTheVaultForgotAreReadFromTheLog() {
        must(rules().send(m_world->patient(), denyingHan()));
        const std::string key = "policy/" + m_world->patient().party.hex();
        QVERIFY(must(m_context->vault.settings().get(key)).has_value());
        must(m_context->vault.settings().erase(key));
        QCOMPARE(rules().current(m_world->patient()).error().code, ErrorCode::NotFound);
        must(wallet::SyncLog(*m_context).update(m_world->patient()));
        must(wallet::LogDetailsReader(*m_context).openWaiting(m_world->patient()));
        QCOMPARE(current().denials.size(), 1U);
        QCOMPARE(stored().version, 1U);
    }

    void severalOfEveryKindAreKeptInOrder() {
        PatientPolicy many = current();
        many.denials = {PolicyDenial::ofStaff(m_world->organization("minghu"), "D-17"),
                        PolicyDenial::ofParty(m_world->person("han").party),
                        PolicyDenial::ofParty(m_world->organization("qinghe"))};
        many.tiers = {{"mental-health", clinical::Confidentiality::VeryRestricted},
                      {"sexual-health", clinical::Confidentiality::Restricted}};
        many.emergency = EmergencyPreset::NormalAndRestricted;
        must(rules().send(m_world->patient(), many));
        const PatientPolicy kept = current();
        QCOMPARE(kept.denials.size(), 3U);
        QCOMPARE(kept.tiers.size(), 2U);
        QVERIFY(kept.emergency == EmergencyPreset::NormalAndRestricted);
    }

private:
    SetRules rules() { return SetRules(*m_context); }
    PatientPolicy current() { return must(rules().current(m_world->patient())); }
    PatientPolicy stored() {
        return must(wallet::standingPolicy(m_context->vault.settings(), m_world->patient().party));
    }
    std::optional<PatientPolicy> onItsWay() {
        return must(wallet::policyOnItsWay(m_context->vault.settings(), m_world->patient().party));
    }
    PatientPolicy denyingHan() {
        PatientPolicy policy = current();
        policy.denials.push_back(PolicyDenial::ofParty(m_world->person("han").party));
        return policy;
    }
    PatientPolicy forEmergencies() {
        PatientPolicy policy = current();
        policy.emergency = EmergencyPreset::Normal;
        return policy;
    }
    ErrorCode sendInVain(const PatientPolicy& policy) {
        const auto sent = rules().send(m_world->patient(), policy);
        if (sent) {
            throw std::runtime_error("it was proven");
        }
        return sent.error().code;
    }
    ReadAnswer reads(const GrantId& grant) {
        return must(m_world->gateway("qinghe").read(
            m_world->signWithOpening("han", m_world->request("han", "qinghe", grant), grant)));
    }
    static constexpr const char* glucose = "2339-0";
};

QTEST_APPLESS_MAIN(SetRulesTest)
#include "set_rules_test.moc"
