// Who is shut out and what is protected, said so that a person recognises it.
#include "core/wallet/rule_reach.h"
#include "core/wallet/rule_words.h"
#include "tests/support/demo_fixture.h"

#include <QtTest>

using namespace consentry;
using consent::Change;
using consent::Confidentiality;
using consent::EmergencyPreset;
using consent::PatientPolicy;
using test::DemoWorld;
using test::must;
using wallet::Blocked;

class RuleWordsTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_world = std::make_unique<DemoWorld>();
        const auto& han = m_world->person("han");
        ContactStore& contacts = m_world->wallet().vault.contacts();
        NameCard card;
        card.organization = m_world->organization("qinghe");
        card.staffId = "D-17";
        card.role = "doctor";
        card.nameEn = "Dr Han";
        card.nameZh = "韩医生";
        must(wallet::rememberContact(contacts, han.party, ContactKind::Person, card, true,
                                     m_world->clock().now()));
        m_han = han.party;
        m_names = std::make_unique<wallet::PartyNames>(must(wallet::PartyNames::load(contacts)));
        m_rules = {};
        m_rules.patient = m_world->patient().party;
    }

    void personIsAlsoNamedByTheStaffNumber() {
        must(wallet::block(m_rules, m_han, *m_names));
        QCOMPARE(m_rules.denials.size(), 2U);
        const auto blocked = wallet::blockedIn(m_rules, *m_names);
        QCOMPARE(blocked.size(), 1U);
        QCOMPARE(blocked[0].party, m_han);
        QCOMPARE(wallet::blockedText(blocked[0], *m_names, Language::English),
                 std::string("Dr Han"));
        must(consent::validate(m_rules));
        wallet::unblock(m_rules, blocked[0]);
        QVERIFY(m_rules.denials.empty());
    }

    void blockingTwiceChangesNothing() {
        must(wallet::block(m_rules, m_han, *m_names));
        must(wallet::block(m_rules, m_han, *m_names));
        QCOMPARE(m_rules.denials.size(), 2U);
    }

    void moreThanTheRulesHoldIsRefused() {
        for (std::uint8_t i = 0; i < 255; ++i) {
            Bytes bytes(32, std::byte{1});
            bytes[0] = std::byte{i};
            must(wallet::block(m_rules, must(PartyId::from(bytes)), *m_names));
        }
        QCOMPARE(wallet::block(m_rules, m_han, *m_names).error().code, ErrorCode::TooLarge);
    }

    void staffNumberThatNobodyKnowsIsSaidAsIs() {
        m_rules.denials = {consent::PolicyDenial::ofStaff(m_world->organization("qinghe"), "N-99")};
        const auto blocked = wallet::blockedIn(m_rules, *m_names);
        QCOMPARE(blocked.size(), 1U);
        QVERIFY(blocked[0].party.isZero());
        const auto text = wallet::blockedText(blocked[0], *m_names, Language::English);
        QVERIFY2(text.rfind("staff number N-99 of ", 0) == 0, text.c_str());
        wallet::unblock(m_rules, blocked[0]);
        QVERIFY(m_rules.denials.empty());
    }

    void changesSayWhatProtectsFirst() {
        PatientPolicy before = m_rules;
        must(wallet::setTier(before, "genetics", Confidentiality::Restricted));
        PatientPolicy after = before;
        after.emergency = EmergencyPreset::Normal;
        must(wallet::setTier(after, "genetics", std::nullopt));
        must(wallet::setTier(after, "mental-health", Confidentiality::VeryRestricted));
        must(wallet::block(after, m_han, *m_names));
        const auto changes =
            wallet::describeRuleChanges(before, after, *m_names, Language::English);
        QCOMPARE(changes.size(), 4U);
        QCOMPARE(changes[0].text, std::string("Dr Han can see nothing any more"));
        QVERIFY(changes[1].kind == Change::Kind::SeesLess);
        QCOMPARE(changes[1].text,
                 std::string("Mental health counts as very restricted everywhere"));
        QVERIFY(changes[2].kind == Change::Kind::SeesMore);
        QVERIFY(changes[3].kind == Change::Kind::SeesMore);
        const auto chinese =
            wallet::describeRuleChanges(before, after, *m_names, Language::ChineseSimplified);
        QCOMPARE(chinese[0].text, std::string("韩医生从此什么都看不到"));
        QVERIFY(wallet::describeRuleChanges(after, after, *m_names, Language::English).empty());
    }

    void lessProtectionIsSaidAsMoreSight() {
        PatientPolicy before = m_rules;
        must(wallet::setTier(before, "genetics", Confidentiality::VeryRestricted));
        PatientPolicy after = before;
        must(wallet::setTier(after, "genetics", Confidentiality::Restricted));
        const auto changes =
            wallet::describeRuleChanges(before, after, *m_names, Language::English);
        QCOMPARE(changes.size(), 1U);
        QVERIFY(changes[0].kind == Change::Kind::SeesMore);
        QCOMPARE(wallet::setTier(after, "no such kind", {}).error().code, ErrorCode::Unsupported);
    }

private:
    std::unique_ptr<DemoWorld> m_world;
    std::unique_ptr<wallet::PartyNames> m_names;
    PartyId m_han;
    PatientPolicy m_rules;
};

QTEST_APPLESS_MAIN(RuleWordsTest)
#include "rule_words_test.moc"
