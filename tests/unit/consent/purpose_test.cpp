// Purposes of use: HL7's tree, with the five codes that match exactly.
#include "core/consent/purpose.h"
#include "tests/unit/consent/slow_evaluation.h"

#include <QtTest>

using namespace consentry::consent;

class PurposeTest : public QObject {
    Q_OBJECT
private slots:
    void coversLikeTheTreeOfTheReference();
    void fiveCodesMatchExactly();
    void refusesUnknownCodes();
    void everyPurposeHasBothNames();
    void rolesAndActionsHaveWordsThatReadBack();
};

void PurposeTest::coversLikeTheTreeOfTheReference() {
    for (const Purpose granted : Purpose::all()) {
        for (const Purpose requested : Purpose::all()) {
            QCOMPARE(purposeCovers(granted, requested),
                     test::slowPurposeCovers(std::string(granted.code()),
                                             std::string(requested.code())));
        }
    }
}

void PurposeTest::fiveCodesMatchExactly() {
    std::set<std::string_view> exact;
    for (const Purpose purpose : Purpose::all()) {
        if (purpose.matchesOnlyExactly()) {
            exact.insert(purpose.code());
        }
    }
    const std::set<std::string_view> expected = {"BTG", "FAMRQT", "PWATRNY", "SUPNWK",
                                                 "MLTRAINING"};
    QVERIFY(exact == expected);
}

void PurposeTest::refusesUnknownCodes() {
    for (const char* code : {"", "treat", "TREAT ", "OTHER"}) {
        QVERIFY(!Purpose::fromCode(code));
    }
    QCOMPARE(Purpose().code(), std::string_view("TREAT"));
}

void PurposeTest::everyPurposeHasBothNames() {
    QCOMPARE(Purpose::all().size(), std::size_t{59});
    std::set<std::string_view> english;
    std::set<std::string_view> chinese;
    for (const Purpose purpose : Purpose::all()) {
        english.insert(purpose.name().english);
        chinese.insert(purpose.name().chinese);
        QVERIFY(*Purpose::fromCode(purpose.code()) == purpose);
    }
    // Two purposes with one name could not be told apart on screen.
    QCOMPARE(english.size(), Purpose::all().size());
    QCOMPARE(chinese.size(), Purpose::all().size());
    QVERIFY(!Purpose::common().empty());
}

void PurposeTest::rolesAndActionsHaveWordsThatReadBack() {
    for (const Role role : allRoles()) {
        QVERIFY(*parseRole(roleWord(role)) == role);
        QVERIFY(!roleName(role).chinese.empty() && !rolePlural(role).english.empty());
    }
    for (const Action action : allActions()) {
        QVERIFY(*parseAction(actionWord(action)) == action);
        QVERIFY(!actionFhirCode(action).empty());
    }
    QVERIFY(!parseRole("doctors"));
    QVERIFY(!parseAction(""));
    QVERIFY(!ActionSet::fromBits(8));
}

QTEST_APPLESS_MAIN(PurposeTest)
#include "purpose_test.moc"
