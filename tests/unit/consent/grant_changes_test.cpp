// What changes between two versions of a grant, said in words.
#include "tests/unit/consent/fixture.h"

#include <QtTest>

#include <functional>

using namespace consentry;
using namespace consentry::consent;
using namespace consentry::consent::test;

using Twist = std::function<void(Grant&)>;
Q_DECLARE_METATYPE(Twist)

namespace {

const CastNames names;

QString inOneLine(const std::vector<Change>& changes) {
    QStringList lines;
    for (const Change& change : changes) {
        lines << QString::fromStdString(change.text) +
                     (change.detail.empty() ? "" : ": " + QString::fromStdString(change.detail));
    }
    return lines.join("|");
}

QString changes(const Grant& before, const Grant& after, Language language) {
    return inOneLine(describeChanges(before, after, names, {language, china, signing}));
}

} // namespace

class GrantChangesTest : public QObject {
    Q_OBJECT
private slots:
    void says_data();
    void says();
    void theSameGrantHasNoChanges();
    void kindsTellMoreFromLess();
    void aFirstGrantIsToldAsWhatItAdds();
};

void GrantChangesTest::says_data() {
    QTest::addColumn<Twist>("twist");
    QTest::addColumn<QString>("forward");
    QTest::addColumn<QString>("backward");
    QTest::addColumn<QString>("inChinese");
    const auto row = [](const char* name, Twist twist, const char* forward, const char* backward,
                        const char* chinese) {
        QTest::newRow(name) << twist << forward << backward << chinese;
    };
    row(
        "a concept", [](Grant& g) { g.scope.concepts = {"glucose", "hba1c"}; },
        "Now also sees HbA1c", "No longer sees HbA1c", "现在还可以看到糖化血红蛋白");
    row(
        "the end", [](Grant& g) { g.notAfter += std::chrono::days(16); },
        "Ends 16 days later: 16 July 2026 instead of 30 June 2026",
        "Ends 16 days earlier: 30 June 2026 instead of 16 July 2026",
        "延后 16 天结束: 2026年7月16日，原为2026年6月30日");
    row(
        "one day", [](Grant& g) { g.notAfter += std::chrono::days(1); },
        "Ends 1 day later: 1 July 2026 instead of 30 June 2026",
        "Ends 1 day earlier: 30 June 2026 instead of 1 July 2026",
        "延后 1 天结束: 2026年7月1日，原为2026年6月30日");
    row(
        "an hour less", [](Grant& g) { g.notAfter -= std::chrono::hours(1); },
        "Ends earlier that day: 30 June 2026, 23:00 instead of 30 June 2026",
        "Ends later that day: 30 June 2026 instead of 30 June 2026, 23:00",
        "当天提前结束: 2026年6月30日 23:00，原为2026年6月30日");
    row(
        "everything",
        [](Grant& g) {
            g.scope = {};
            g.scope.everything = true;
        },
        "Now sees all records", "No longer sees all records, only glucose", "现在可以看到全部记录");
    row(
        "an action", [](Grant& g) { g.actions = Action::Look | Action::Keep; }, "May now also keep",
        "May no longer keep", "现在还可以保存");
    row(
        "the purpose", [](Grant& g) { g.purpose = *Purpose::fromCode("HRESCH"); },
        "Is for another purpose: health research instead of treatment",
        "Is for another purpose: treatment instead of health research",
        "用途改变: 健康研究，原为治疗");
    row(
        "somebody else", [](Grant& g) { g.grantee = {wuGang, {}, {}}; },
        "Is for someone else: Dr Wu Gang instead of Dr Li Na, Endocrinology, Union Hospital",
        "Is for someone else: Dr Li Na, Endocrinology, Union Hospital instead of Dr Wu Gang",
        "授权对象改变: 吴刚医生，原为协和医院内分泌科李娜医生");
    row(
        "a window", [](Grant& g) { g.window.from = *parseWindowStart("30d", signing, china); },
        "Reaches less far back: 2 May 2026 instead of the beginning",
        "Reaches further back: the beginning instead of 2 May 2026",
        "能看到的最早记录推后: 2026年5月2日，原为最早的记录");
    row(
        "no new values", [](Grant& g) { g.window.until = july; },
        "Sees values up to 30 June 2026 only", "New values are now included",
        "只看到2026年6月30日及以前的数据");
    row(
        "a denial", [](Grant& g) { g.denials.emplace_back().what.concepts = {"mental-health"}; },
        "No longer sees mental health", "Now also sees mental health", "不再看到精神心理");
    row(
        "a label", [](Grant& g) { g.excludedLabels = {"HIV"}; }, "No longer sees HIV/AIDS",
        "Now also sees HIV/AIDS", "不再看到艾滋病");
    row(
        "the ceiling", [](Grant& g) { g.ceiling = Confidentiality::Restricted; },
        "Now also sees records marked up to restricted",
        "No longer sees records marked restricted or above",
        "现在还可以看到级别不高于限制级的记录");
    row(
        "custodians", [](Grant& g) { g.custodians = {anning}; },
        "Only sees records of Anning Clinic", "Now sees records of every organisation",
        "只看到安宁诊所的记录");
    row(
        "somebody left out",
        [](Grant& g) { g.denials.emplace_back().what.actors = {{wuGang, {}, {}}}; },
        "Has a new exclusion", "An exclusion is gone", "新增排除规则");
    row(
        "two things",
        [](Grant& g) {
            g.scope.concepts = {"ecg"};
            g.notAfter += std::chrono::days(2);
        },
        "Now also sees ECG|No longer sees glucose|Ends 2 days later: 2 July 2026 instead of 30 "
        "June 2026",
        "Now also sees glucose|No longer sees ECG|Ends 2 days earlier: 30 June 2026 instead of 2 "
        "July 2026",
        "现在还可以看到心电图|不再看到血糖|延后 2 天结束: 2026年7月2日，原为2026年6月30日");
}

void GrantChangesTest::says() {
    QFETCH(Twist, twist);
    const Grant before = glucoseGrant();
    Grant after = before;
    twist(after);
    QTEST(changes(before, after, Language::English), "forward");
    QTEST(changes(after, before, Language::English), "backward");
    QTEST(changes(before, after, Language::ChineseSimplified), "inChinese");
}

void GrantChangesTest::theSameGrantHasNoChanges() {
    Grant again = glucoseGrant();
    again.id.data()[3] = std::byte{1}; // a new version has an id of its own
    QCOMPARE(changes(glucoseGrant(), again, Language::English), QString());
}

void GrantChangesTest::kindsTellMoreFromLess() {
    const Grant before = glucoseGrant();
    Grant after = before;
    after.scope.concepts = {"glucose", "hba1c"};
    const Reader reader{Language::English, china, signing};
    QVERIFY(describeChanges(before, after, names, reader).front().kind == Change::Kind::SeesMore);
    QVERIFY(describeChanges(after, before, names, reader).front().kind == Change::Kind::SeesLess);
}

void GrantChangesTest::aFirstGrantIsToldAsWhatItAdds() {
    Grant grant = glucoseGrant();
    grant.scope.concepts = {"glucose", "hba1c"};
    grant.actions = Action::Look | Action::Keep;
    const auto told = [&grant](Language language) {
        return inOneLine(describeFirst(grant, names, {language, china, signing}));
    };
    QCOMPARE(told(Language::English), "Now sees glucose and HbA1c|May now look at and keep|"
                                      "Ends by itself: 30 June 2026");
    QCOMPARE(told(Language::ChineseSimplified),
             "现在可以看到血糖和糖化血红蛋白|现在可以查看和保存|到期自动结束: 2026年6月30日");
    grant.scope = {};
    grant.scope.everything = true;
    QCOMPARE(told(Language::English).section('|', 0, 0), "Now sees all records");
}

QTEST_APPLESS_MAIN(GrantChangesTest)
#include "grant_changes_test.moc"
