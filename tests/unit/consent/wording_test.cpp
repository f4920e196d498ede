// The sentences that people confirm, in both languages.
#include "tests/unit/consent/fixture.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::consent;
using namespace consentry::consent::test;

namespace {

const CastNames names;

Reader english(Instant now = signing) {
    return {Language::English, china, now};
}
Reader chinese(Instant now = signing) {
    return {Language::ChineseSimplified, china, now};
}
QString say(const Grant& grant, const Reader& reader) {
    return QString::fromStdString(plainText(grantSentence(grant, names, reader)));
}
QString limitsOf(const Grant& grant, const Reader& reader) {
    QStringList sentences;
    for (const std::string& sentence : limitSentences(grant, names, reader)) {
        sentences << QString::fromStdString(sentence);
    }
    return sentences.join("|");
}

/// Signed on 1 June: glucose and HbA1c of the last 30 days.
Grant lastThirtyDays() {
    Grant grant = glucoseGrant();
    grant.scope.concepts = {"glucose", "hba1c"};
    grant.window.from = *parseWindowStart("30d", signing, china);
    return grant;
}

} // namespace

class WordingTest : public QObject {
    Q_OBJECT
private slots:
    void saysTheGrant();
    void afterTheDayOfSigningTheWindowIsADate();
    void partsCarryTheirSlots();
    void namesWhoInEveryForm();
    void saysWhatInEveryForm();
    void saysWindows_data();
    void saysWindows();
    void saysActionsPurposesAndLaterStarts();
    void anEndWithinADayHasItsTime();
    void saysWhatTheyWillNotSee();
    void saysWhoIsLeftOut();
    void everyConceptMakesASentence();
};

void WordingTest::saysTheGrant() {
    QCOMPARE(say(lastThirtyDays(), english()),
             QString("Dr Li Na, Endocrinology, Union Hospital may look at my glucose and HbA1c "
                     "values of the last 30 days for treatment until 30 June 2026."));
    Grant grant = lastThirtyDays();
    grant.scope.concepts = {"glucose"};
    QCOMPARE(say(grant, chinese()), QString("协和医院内分泌科李娜医生可以为了治疗查看我最近 30 "
                                            "天的血糖，到 2026年6月30日为止。"));
    QCOMPARE(say(lastThirtyDays(), chinese()),
             QString("协和医院内分泌科李娜医生可以为了治疗查看我最近 30 "
                     "天的血糖和糖化血红蛋白，到 2026年6月30日为止。"));
}

void WordingTest::afterTheDayOfSigningTheWindowIsADate() {
    QVERIFY(say(lastThirtyDays(), english(june)).contains("HbA1c values since 2 May 2026 for"));
    QVERIFY(say(lastThirtyDays(), chinese(june)).contains("我2026年5月2日以来的血糖"));
    Reader timeless = english();
    timeless.now.reset();
    QVERIFY(say(lastThirtyDays(), timeless).contains("since 2 May 2026"));
}

void WordingTest::partsCarryTheirSlots() {
    const auto slotsOf = [](const std::vector<SentencePart>& parts) {
        std::vector<Slot> found;
        for (const SentencePart& part : parts) {
            if (part.slot != Slot::Connective) {
                found.push_back(part.slot);
            }
        }
        return found;
    };
    const auto one = grantSentence(lastThirtyDays(), names, english());
    QVERIFY((slotsOf(one) ==
             std::vector<Slot>{Slot::Who, Slot::MayDo, Slot::What, Slot::Why, Slot::Until}));
    QCOMPARE(QString::fromStdString(one[4].text),
             QString("glucose and HbA1c values of the last 30 days"));
    const auto two = grantSentence(lastThirtyDays(), names, chinese());
    QVERIFY((slotsOf(two) ==
             std::vector<Slot>{Slot::Who, Slot::Why, Slot::MayDo, Slot::What, Slot::Until}));
}

void WordingTest::namesWhoInEveryForm() {
    Grant grant = glucoseGrant();
    const auto who = [&](Grantee grantee, const Reader& reader) {
        grant.grantee = std::move(grantee);
        return QString::fromStdString(grantSentence(grant, names, reader).front().text);
    };
    QCOMPARE(who({{}, union_, {}}, english()), QString("Union Hospital"));
    QCOMPARE(who({{}, union_, Role::Doctor}, english()), QString("The doctors of Union Hospital"));
    QCOMPARE(who({{}, union_, Role::Nurse}, chinese()), QString("协和医院的护士"));
    QCOMPARE(who({{}, {}, Role::Nurse}, english()), QString("Any nurse"));
    QCOMPARE(who({{}, {}, Role::Doctor}, chinese()), QString("任何医生"));
    QCOMPARE(who({wuGang, {}, {}}, english()), QString("Dr Wu Gang"));
    QCOMPARE(who({wuGang, anning, Role::Doctor}, english()),
             QString("Dr Wu Gang, Anning Clinic, as doctor"));
    QCOMPARE(who({wuGang, anning, Role::Doctor}, chinese()),
             QString("安宁诊所吴刚医生（以医生身份）"));
    PartyId stranger;
    stranger.data()[0] = std::byte{0xAB};
    QCOMPARE(who({stranger, {}, {}}, english()), QString("An unknown party (ab000000)"));
    QCOMPARE(who({stranger, {}, {}}, chinese()), QString("未知方（ab000000）"));
}

void WordingTest::saysWhatInEveryForm() {
    Grant grant = glucoseGrant();
    const auto what = [&](const Reader& reader) {
        for (const SentencePart& part : grantSentence(grant, names, reader)) {
            if (part.slot == Slot::What) {
                return QString::fromStdString(part.text);
            }
        }
        return QString();
    };
    grant.scope.concepts = {"blood-pressure", "ecg"};
    QCOMPARE(what(english()), QString("blood pressure and ECG"));
    grant.scope.concepts = {"glucose", "hba1c", "weight"};
    QCOMPARE(what(english()), QString("glucose, HbA1c and weight values"));
    QCOMPARE(what(chinese()), QString("血糖、糖化血红蛋白和体重"));
    QCOMPARE(QString::fromStdString(scopeTitle(grant, Language::English)),
             QString("Glucose, HbA1c, weight"));
    grant.scope = {};
    grant.scope.records.resize(1);
    QCOMPARE(what(english()), QString("1 chosen record"));
    grant.scope.resources = {{union_, "Observation", "1"}};
    QCOMPARE(what(english()), QString("2 chosen records"));
    QCOMPARE(what(chinese()), QString("选定的 2 份记录"));
    grant.scope = {};
    grant.scope.codes = {loinc("1"), loinc("2")};
    QCOMPARE(what(english()), QString("records with the code 1 or 2"));
    grant.scope.codes.resize(5);
    QCOMPARE(what(chinese()), QString("属于 5 个编码之一的记录"));
    grant.scope = {};
    grant.scope.everything = true;
    QVERIFY(say(grant, english()).contains("may look at all my records for treatment"));
    QVERIFY(say(grant, chinese()).contains("查看我的全部健康记录，到"));
    QCOMPARE(QString::fromStdString(scopeTitle(grant, Language::English)), QString("All records"));
}

void WordingTest::saysWindows_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("inEnglish");
    QTest::addColumn<QString>("inChinese");
    const auto row = [](const char* from, const char* until, const char* one, const char* two) {
        QTest::newRow(one) << from << until << one << two;
    };
    row("2024-01-01", "", "glucose values since 2024 for", "我2024年以来的血糖");
    row("2024-03-01", "", "glucose values since March 2024 for", "我2024年3月以来的血糖");
    row("2024-03-02", "", "glucose values since 2 March 2024 for", "我2024年3月2日以来的血糖");
    row("", "2026-06-30", "glucose values up to 30 June 2026 for", "我2026年6月30日及以前的血糖");
    row("2024-01-01", "2024-12-31", "glucose values from 2024 to 31 December 2024 for",
        "我2024年至2024年12月31日的血糖");
    row("1d", "", "glucose values since yesterday for", "我最近 1 天的血糖");
    row("1y", "", "glucose values of the last 365 days for", "我最近 365 天的血糖");
    row("2y", "", "glucose values since June 2024 for", "我2024年6月以来的血糖");
    row("", "", "look at my glucose values for", "查看我的血糖");
}

void WordingTest::saysWindows() {
    QFETCH(QString, from);
    QFETCH(QString, until);
    QFETCH(QString, inEnglish);
    QFETCH(QString, inChinese);
    Grant grant = glucoseGrant();
    if (!from.isEmpty()) {
        grant.window.from = *parseWindowStart(from.toStdString(), signing, china);
    }
    if (!until.isEmpty()) {
        const Day day = *parseDay(until.toStdString());
        grant.window.until =
            startOfDay(Day(std::chrono::sys_days(day) + std::chrono::days(1)), china);
    }
    QVERIFY2(say(grant, english()).contains(inEnglish), qPrintable(say(grant, english())));
    QVERIFY2(say(grant, chinese()).contains(inChinese), qPrintable(say(grant, chinese())));
}

void WordingTest::saysActionsPurposesAndLaterStarts() {
    Grant grant = glucoseGrant();
    grant.actions = Action::Look | Action::Keep | Action::PassOn;
    grant.purpose = *Purpose::fromCode("HRESCH");
    grant.notBefore = *parseWindowStart("2026-06-15", signing, china);
    QCOMPARE(say(grant, english()),
             QString("Dr Li Na, Endocrinology, Union Hospital may look at, keep and pass on my "
                     "glucose values for health research from 15 June 2026 until 30 June 2026."));
    QCOMPARE(say(grant, chinese()),
             QString("协和医院内分泌科李娜医生可以为了健康研究查看、保存和转交我的血糖，从 "
                     "2026年6月15日起，到 2026年6月30日为止。"));
}

void WordingTest::anEndWithinADayHasItsTime() {
    Grant grant = glucoseGrant();
    grant.notAfter = at("2026-06-30T06:05:00Z");
    QVERIFY(say(grant, english()).endsWith("until 30 June 2026, 14:05."));
    QVERIFY(say(grant, chinese()).endsWith("到 2026年6月30日 14:05为止。"));
    QVERIFY(limitsOf(grant, english())
                .contains("New values are included until 30 June 2026, "
                          "14:05."));
}

void WordingTest::saysWhatTheyWillNotSee() {
    Grant grant = glucoseGrant();
    grant.ceiling = Confidentiality::VeryRestricted;
    QCOMPARE(limitsOf(grant, english()),
             QString("They will not see anything else.|New values are included until 30 June, "
                     "that day included."));
    QCOMPARE(limitsOf(grant, chinese()),
             QString("对方看不到其他任何内容。|到 6月30日为止（含当天）的新数据也包括在内。"));
    grant = lastThirtyDays();
    grant.denials.emplace_back().what.concepts = {"mental-health"};
    grant.excludedLabels = {"HIV"};
    QCOMPARE(limitsOf(grant, english(at("2025-12-01T00:00:00Z"))),
             QString("They will not see mental health, HIV/AIDS, records marked restricted or "
                     "above, anything before 2 May 2026 or anything else.|New values are included "
                     "until 30 June 2026, that day included."));
    grant.window.until = july;
    QVERIFY(limitsOf(grant, english()).contains("New values are not included."));
    QVERIFY(limitsOf(grant, chinese()).contains("不包括之后的新数据。"));
    grant = glucoseGrant();
    grant.scope = {};
    grant.scope.everything = true;
    grant.ceiling = Confidentiality::VeryRestricted;
    QCOMPARE(limitsOf(grant, english()),
             QString("New values are included until 30 June, that day included."));
    grant.scope = {};
    grant.scope.records.resize(1);
    QVERIFY(!limitsOf(grant, english()).contains("New values"));
}

void WordingTest::saysWhoIsLeftOut() {
    Grant grant = glucoseGrant();
    grant.grantee = {{}, union_, {}};
    grant.denials.resize(3);
    grant.denials[0].what.actors = {{wuGang, {}, {}}};
    grant.denials[1].what.concepts = {"imaging"};
    grant.denials[1].what.actions = Action::Keep | Action::PassOn;
    grant.denials[2].what.concepts = {"mental-health"};
    grant.denials[2].exceptions.emplace_back().actors = {{liNa, {}, {}}};
    grant.custodians = {union_, PartyId()};
    const QString text = limitsOf(grant, english());
    QVERIFY(text.contains("Dr Wu Gang may not see any of it."));
    QVERIFY(text.contains("They may not keep or pass on imaging."));
    QVERIFY(text.contains("They may not see mental health, except for Dr Li Na, Endocrinology, "
                          "Union Hospital."));
    QVERIFY(text.contains("Only records held by Union Hospital and myself."));
    const QString chineseText = limitsOf(grant, chinese());
    QVERIFY(chineseText.contains("吴刚医生不可以看到其中任何内容。"));
    QVERIFY(chineseText.contains("对方不可以保存或转交影像检查。"));
    QVERIFY(chineseText.contains("对方不可以看到精神心理（协和医院内分泌科李娜医生除外）。"));
    QVERIFY(chineseText.contains("仅限协和医院和我自己保存的记录。"));
}

void WordingTest::everyConceptMakesASentence() {
    Grant grant = glucoseGrant();
    for (const Concept& item : ConceptCatalogue::standard().all()) {
        grant.scope.concepts = {item.id};
        QVERIFY(say(grant, english()).contains(QString::fromStdString(item.nameEnglish)));
        QVERIFY(say(grant, chinese()).contains(QString::fromStdString(item.nameChinese)));
    }
}

QTEST_APPLESS_MAIN(WordingTest)
#include "wording_test.moc"
