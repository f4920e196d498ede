#include "core/clinical/observation.h"
#include "core/clinical/person.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::clinical;

class TypedValuesTest : public QObject {
    Q_OBJECT
private slots:
    void readsAnObservationForATrend();
    void keepsDigitsThatNoDoubleHolds();
    void readsComponentsApart();
    void readsAPerson();
    void refusesOtherTypes();
};

#ifndef Q_MOC_RUN // it stumbles over raw strings inside of macros

void TypedValuesTest::readsAnObservationForATrend() {
    const auto observation = observationFromJson(bytesOf(R"({"resourceType":"Observation","id":"a",
        "status":"final","code":{"coding":[{"system":"http://loinc.org","code":"14749-6"}],
        "text":"血糖"},"issued":"2024-05-02T00:00:00Z","effectiveDateTime":"2024-05-01",
        "valueQuantity":{"value":6.80,"comparator":"<","unit":"mmol/L","code":"mmol/L",
                         "system":"http://unitsofmeasure.org"},
        "interpretation":[{"coding":[{"system":"http://snomed.info/sct","code":"1"},
                                     {"system":"http://hl7.org/fhir/v2/0078","code":"H"}]}],
        "referenceRange":[{"low":{"value":3.9},"high":{"value":6.10},"text":"空腹"},{"text":"x"}]})"));
    QVERIFY(observation.has_value());
    QCOMPARE(observation->when->text, std::string("2024-05-01"));
    const Quantity expected = {"6.80", 6.8, "<", "mmol/L", "mmol/L", "http://unitsofmeasure.org"};
    QVERIFY(observation->main.quantity == expected);
    QCOMPARE(observation->main.valueText, std::string("< 6.80 mmol/L"));
    QCOMPARE(observation->main.interpretation, std::string("H"));
    QCOMPARE(observation->main.ranges.size(), std::size_t(2));
    QCOMPARE(observation->main.ranges[0].high->value, std::string("6.10"));
    QCOMPARE(observation->main.ranges[0].text, std::string("空腹"));
    QVERIFY(!observation->main.ranges[1].low);
}

void TypedValuesTest::keepsDigitsThatNoDoubleHolds() {
    const auto observation = observationFromJson(
        bytesOf(R"({"resourceType":"Observation","valueQuantity":{"value":1e400}})"));
    QCOMPARE(observation->main.quantity->value, std::string("1e400"));
    QVERIFY(!observation->main.quantity->number);
    const auto text = observationFromJson(
        bytesOf(R"({"resourceType":"Observation","valueQuantity":{"value":"6.8"}})"));
    QVERIFY(!text->main.quantity); // FHIR numbers are no strings
}

void TypedValuesTest::readsComponentsApart() {
    const auto observation = observationFromJson(bytesOf(R"({"resourceType":"Observation",
        "code":{"text":"BP"},"component":[
        {"code":{"coding":[{"code":"8480-6"}]},"valueQuantity":{"value":120}},
        {"code":{"text":"arm"},"dataAbsentReason":{"text":"not noted"}}]})"));
    QCOMPARE(observation->components.size(), std::size_t(2));
    QCOMPARE(*observation->components[0].quantity->number, 120.0);
    QCOMPARE(observation->components[0].codes.front().code, std::string("8480-6"));
    QCOMPARE(observation->components[1].valueText, std::string("not noted"));
}

void TypedValuesTest::readsAPerson() {
    const auto person = personFromJson(bytesOf(R"({"resourceType":"Patient","id":"p",
        "name":[{"use":"official","family":"王","given":["小明"]}],"gender":"male",
        "birthDate":"1985-03","deceasedDateTime":"2024-01-01",
        "identifier":[{"system":"urn:mrn","value":"7"},{"system":"empty"}]})"));
    QVERIFY(person.has_value());
    QCOMPARE(person->name, std::string("王小明"));
    QVERIFY(person->birthDate->precision() == PartialDate::Precision::Month);
    QVERIFY(person->isDeceased);
    const std::vector<PersonIdentifier> identifiers = {{"urn:mrn", "7"}};
    QVERIFY(person->identifiers == identifiers);
    const auto alive = personFromJson(
        bytesOf(R"({"resourceType":"Patient","birthDate":"spring","deceasedBoolean":false})"));
    QVERIFY(!alive->isDeceased);
    QVERIFY(!alive->birthDate);
}

void TypedValuesTest::refusesOtherTypes() {
    const std::string basic = R"({"resourceType":"Basic"})";
    QCOMPARE(observationFromJson(bytesOf(basic)).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(personFromJson(bytesOf(basic)).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(personFromJson(bytesOf("{")).error().code, ErrorCode::Malformed);
}

#endif

QTEST_APPLESS_MAIN(TypedValuesTest)
#include "typed_values_test.moc"
