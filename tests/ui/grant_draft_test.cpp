// What the grant editor, the signing page and the page before a revocation say of a vault.
#include "tests/support/open_demo.h"
#include "tests/support/ui_test.h"
#include "ui/bridge/convert.h"
#include "ui/models/draft_reader.h"
#include "ui/models/party_choices.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using namespace consentry::ui;
using test::DemoWorld;
using test::must;

namespace {

class Scene : public test::OpenDemo {
public:
    GrantDraft draftFor(std::string_view person) {
        const VaultReading vault = reading();
        GrantDraft draft = DraftReader(vault).empty();
        draft.who = toQString(world().person(person).party.hex());
        draft.what = {u"glucose"_s};
        return draft;
    }
    GrantDraftView viewOf(const GrantDraft& draft) {
        const VaultReading vault = reading();
        return DraftReader(vault).view(draft, std::nullopt);
    }
    SigningView signingOf(const GrantDraft& draft) {
        const VaultReading vault = reading();
        DraftReader reader(vault);
        return reader.signingView(must(reader.grantOf(draft)), std::nullopt);
    }
    RevokeView revokeOf(const GrantId& grant) {
        const VaultReading vault = reading();
        return GrantReader(vault).revokeView(grant);
    }
    /// A glucose value so many days before today.
    void importGlucose(int daysAgo) {
        const QDate day = toDate(world().clock().now()).addDays(-daysAgo);
        const std::string at = toUtf8(day.toString(Qt::ISODate)) + "T08:00:00+08:00";
        QCOMPARE(import("glucose.json",
                        DemoWorld::observation("g" + std::to_string(daysAgo), "14771-0", 6.1, at)),
                 1U);
    }
};

QStringList titles(const QList<ChoiceView>& choices) {
    QStringList titles;
    for (const ChoiceView& choice : choices) {
        titles << choice.title;
    }
    return titles;
}

} // namespace

class GrantDraftTest : public QObject {
    Q_OBJECT
private slots:
    void templatesAreStartValuesThatCanBeChanged();
    void saysWhatIsOlderWhereThePeriodHoldsNothing();
    void saysNothingOfOlderRecordsWhereSomethingOpens();
    void aFirstGrantBeginsWithNothing();
    void anotherGrantToTheSamePersonIsNotForgotten();
    void kindsWithoutRecordsComeLast();
    void whoIsKnownComesFirst();
    void othersFollowByOrganisation();
    void aSearchFindsBothLanguagesAndRoles();
    void revokingTellsEveryHospital();
    void copiesAreNamedWhereTheGrantAllowedThem();
    void whatNoChoiceSpeaksOfStays();
};

void GrantDraftTest::templatesAreStartValuesThatCanBeChanged() {
    Scene scene;
    const VaultReading vault = scene.reading();
    DraftReader reader(vault);
    const QString han = toQString(scene.world().person("han").party.hex());
    GrantDraft draft = reader.empty();
    draft.who = han;
    const GrantDraftView fresh = reader.view(draft, std::nullopt);
    QCOMPARE(fresh.templates.size(), 4);
    QVERIFY(fresh.fromTemplate.isEmpty());
    for (const ChoiceView& choice : fresh.templates) {
        const GrantDraft begun = reader.fromTemplate(choice.id, draft);
        QCOMPARE(begun.who, han);
        const GrantDraftView view = reader.view(begun, std::nullopt);
        QCOMPARE(view.fromTemplate, choice.id);
        const auto grant = reader.grantOf(begun);
        QVERIFY2(grant.has_value(), grant ? "" : grant.error().context.c_str());
        QVERIFY2(view.canContinue, qPrintable(choice.id));
    }
    GrantDraft changed = reader.fromTemplate(u"one-visit"_s, draft);
    QCOMPARE(changed.ends, fresh.today.addDays(7));
    changed.what.removeLast();
    const GrantDraftView view = reader.view(changed, std::nullopt);
    QVERIFY(view.fromTemplate.isEmpty());
    QVERIFY(view.canContinue);
    QCOMPARE(reader.fromTemplate(u"no such"_s, changed), changed);
    // A grant that is changed begins with itself.
    const GrantId id = scene.world().give(scene.world().draft("han", {"glucose"}));
    QVERIFY(reader.view(draft, id).templates.isEmpty());
}

void GrantDraftTest::saysWhatIsOlderWhereThePeriodHoldsNothing() {
    Scene scene;
    scene.importGlucose(40);
    scene.importGlucose(200);
    GrantDraft draft = scene.draftFor("han");
    QCOMPARE(scene.viewOf(draft).noneInWindow, u"0 in the last 30 days. 2 are older."_s);
    QCOMPARE(scene.signingOf(draft).noneInWindow, u"0 in the last 30 days. 2 are older."_s);
    draft.window = scene.viewOf(draft).wholeWindow;
    const GrantDraftView whole = scene.viewOf(draft);
    QCOMPARE(whole.noneInWindow, QString());
    QCOMPARE(whole.opensTotal, 2);
}

void GrantDraftTest::saysNothingOfOlderRecordsWhereSomethingOpens() {
    Scene scene;
    GrantDraft draft = scene.draftFor("han");
    QCOMPARE(scene.viewOf(draft).noneInWindow, QString()); // nothing at all
    scene.importGlucose(3);
    scene.importGlucose(200);
    QCOMPARE(scene.viewOf(draft).opensTotal, 1);
    QCOMPARE(scene.viewOf(draft).noneInWindow, QString());
}

void GrantDraftTest::aFirstGrantBeginsWithNothing() {
    Scene scene;
    const SigningView view = scene.signingOf(scene.draftFor("han"));
    QCOMPARE(view.before, u"So far Dr Han Zhiyuan could see nothing."_s);
    QCOMPARE(view.changes.size(), 3);
    QCOMPARE(view.changes.front().title, u"Now sees glucose"_s);
    QCOMPARE(view.changes.front().kind, ChangeView::Kind::NowSees);
}

void GrantDraftTest::anotherGrantToTheSamePersonIsNotForgotten() {
    Scene scene;
    const GrantId first = scene.world().give(scene.world().draft("han", {"blood-pressure"}));
    scene.follow();
    const auto before = [&scene](std::string_view person) {
        return scene.signingOf(scene.draftFor(person)).before;
    };
    QVERIFY2(before("han").contains(u"stay as they are"_s), qPrintable(before("han")));
    QCOMPARE(before("duan"), u"So far Dr Duan Yan could see nothing."_s);
    scene.world().revoke(first);
    scene.follow();
    QCOMPARE(before("han"), u"What you gave to Dr Han Zhiyuan before has ended."_s);
}

void GrantDraftTest::kindsWithoutRecordsComeLast() {
    Scene scene;
    scene.importGlucose(3);
    const QList<ChoiceView> kinds = scene.viewOf(scene.draftFor("han")).categories;
    bool isEmpty = false;
    for (const ChoiceView& kind : kinds) {
        isEmpty |= kind.count == 0;
        QCOMPARE(kind.count == 0, isEmpty);
    }
    QVERIFY(isEmpty);
    QCOMPARE(kinds.size(), qsizetype(consent::ConceptCatalogue::standard().all().size()) + 1);
}

void GrantDraftTest::whoIsKnownComesFirst() {
    Scene scene;
    const auto people = [&scene] { return scene.viewOf(scene.draftFor("han")).people; };
    QVERIFY(people().front().group != u"You gave them something before, or they treated you"_s);
    scene.world().give(scene.world().draft("duan", {"glucose"}));
    scene.follow();
    QCOMPARE(people().front().title, u"Dr Duan Yan"_s);
    QCOMPARE(people().front().group, u"You gave them something before, or they treated you"_s);
    // Whoever came in by a grant to a whole hospital treats the patient as well.
    consent::Grant open = scene.world().draft("luo", {"glucose"});
    open.grantee.person.reset();
    open.grantee.organization = scene.world().organization("minghu");
    open.grantee.role = consent::Role::Doctor;
    scene.look(scene.world().give(open));
    const QStringList names = titles(people()).mid(0, 3);
    QCOMPARE(names,
             (QStringList{u"Dr Duan Yan"_s, u"Dr Luo Qing"_s, u"Minghu University Hospital"_s}));
}

void GrantDraftTest::othersFollowByOrganisation() {
    Scene scene;
    const QList<ChoiceView> people = scene.viewOf(scene.draftFor("han")).people;
    QCOMPARE(people.front().group, u"Family and others"_s);
    QStringList groups;
    for (const ChoiceView& choice : people) {
        if (groups.isEmpty() || groups.last() != choice.group) {
            groups << choice.group;
        }
    }
    QStringList unique = groups;
    unique.removeDuplicates();
    QCOMPARE(groups, unique);
    const auto hospital = titles(people).indexOf(u"Qinghe First Hospital"_s);
    QCOMPARE(people.at(hospital + 1).title, u"Dr Han Zhiyuan"_s);
}

void GrantDraftTest::aSearchFindsBothLanguagesAndRoles() {
    Scene scene;
    for (const ChoiceView& choice : scene.viewOf(scene.draftFor("han")).people) {
        if (choice.title == u"Nurse Miao Qing"_s) {
            for (const QString& word :
                 {u"苗青护士"_s, u"慢病管理"_s, u"安宁社区卫生服务中心"_s, u"nurse"_s, u"护士"_s}) {
                QVERIFY2(choice.otherWords.contains(word), qPrintable(choice.otherWords));
            }
            return;
        }
    }
    QFAIL("she is missing");
}

void GrantDraftTest::revokingTellsEveryHospital() {
    Scene scene;
    const GrantId grant = scene.world().give(scene.world().draft("han", {"glucose"}));
    scene.follow();
    scene.look(grant);
    const RevokeView view = scene.revokeOf(grant);
    QCOMPARE(view.hospitals.size(), 5);
    QVERIFY(view.hospitals.contains(u"Qinghe First Hospital"_s));
    QCOMPARE(view.seenTimes, 1);
    QCOMPARE(view.copyKeepers, QStringList()); // it allowed to look only
}

void GrantDraftTest::copiesAreNamedWhereTheGrantAllowedThem() {
    Scene scene;
    consent::Grant draft = scene.world().draft("han", {"glucose"});
    draft.actions = consent::Action::Look | consent::Action::Keep;
    const GrantId grant = scene.world().give(draft);
    scene.follow();
    QCOMPARE(scene.revokeOf(grant).copyKeepers, QStringList()); // nobody has come yet
    scene.look(grant);
    QCOMPARE(scene.revokeOf(grant).copyKeepers, QStringList{u"Dr Han Zhiyuan"_s});
}

void GrantDraftTest::whatNoChoiceSpeaksOfStays() {
    Scene scene;
    consent::Grant narrow = scene.world().draft("han", {"glucose", "laboratory"});
    narrow.custodians = {scene.world().organization("qinghe")};
    narrow.window.until = scene.world().clock().now();
    narrow.excludedLabels = {"PSY"};
    narrow.ceiling = consent::Confidentiality::Restricted;
    QVERIFY(narrow.ceiling != consent::Grant().ceiling);
    narrow.scope.codes = {{"http://loinc.org", "4548-4"}};
    narrow.scope.resources = {{narrow.custodians.front(), "Observation", "17"}};
    narrow.denials.emplace_back().what.codes = {{"http://loinc.org", "2160-0"}};
    const GrantId id = scene.world().give(narrow);
    const VaultReading vault = scene.reading();
    DraftReader reader(vault);
    const auto given = GrantReader(vault).find(id);
    QVERIFY(given.has_value());

    GrantDraft draft = reader.draftOf(id);
    draft.ends = draft.ends.addDays(-1);
    const consent::Grant shorter = must(reader.grantOf(draft));
    consent::Grant expected = given->grant;
    expected.id = shorter.id;
    expected.notBefore = shorter.notBefore;
    expected.notAfter = shorter.notAfter;
    QVERIFY(shorter == expected);
    QVERIFY(shorter.notAfter < given->grant.notAfter);

    // What is listed one by one is one choice more, and can be dropped.
    const QString listed = draft.what.back();
    const GrantDraftView view = reader.view(draft, id);
    QCOMPARE(view.categories.front().id, listed);
    QVERIFY(!view.categories.front().detail.isEmpty());
    draft.what.removeAll(listed);
    const consent::Grant without = must(reader.grantOf(draft));
    QVERIFY(without.scope.codes.empty() && without.scope.resources.empty());
    QCOMPARE(without.custodians, expected.custodians);
    draft.what = {listed};
    QVERIFY(must(reader.grantOf(draft)).scope.concepts.empty());

    // A kind that was hidden as sensitive can be added.
    draft = reader.draftOf(id);
    draft.what << u"mental-health"_s;
    const consent::Grant wider = must(reader.grantOf(draft));
    const auto hides = [](const consent::Grant& grant, const char* kind) {
        return std::any_of(grant.denials.begin(), grant.denials.end(), [&](const auto& denial) {
            const auto& kinds = denial.what.concepts;
            return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
        });
    };
    QVERIFY(hides(given->grant, "mental-health"));
    QVERIFY(!hides(wider, "mental-health"));
    QVERIFY(hides(wider, "genetics"));
    QCOMPARE(wider.custodians, expected.custodians);
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<GrantDraftTest, QCoreApplication>(argc, argv);
}

#include "grant_draft_test.moc"
