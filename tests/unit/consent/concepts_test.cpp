// The embedded concept lists: well-formed, named in both languages, with codes that check.
#include "tests/unit/consent/fixture.h"

#include <QtTest>

#include <set>

using namespace consentry;
using namespace consentry::consent;
using namespace consentry::consent::test;

namespace {

const std::string snomed = "http://snomed.info/sct";

/// LOINC's check digit (modulus 10, LOINC Users' Guide).
bool isLoincNumber(const std::string& code) {
    const auto dash = code.find('-');
    if (dash == std::string::npos || dash + 2 != code.size()) {
        return false;
    }
    int sum = 0;
    for (std::size_t i = 0; i < dash; ++i) {
        const int digit = code[dash - 1 - i] - '0';
        const int doubled = 2 * digit > 9 ? 2 * digit - 9 : 2 * digit;
        sum += i % 2 == 0 ? doubled : digit;
    }
    return (10 - sum % 10) % 10 == code[dash + 1] - '0';
}

/// Verhoeff's check digit, as SNOMED CT identifiers carry it.
bool isSnomedNumber(const std::string& code) {
    static constexpr int shift[8][10] = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
        {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
        {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
        {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};
    // Multiplication in the dihedral group of order ten.
    const auto times = [](int a, int b) {
        if (a < 5) {
            return b < 5 ? (a + b) % 5 : 5 + (a + b - 5) % 5;
        }
        return b < 5 ? 5 + (a - 5 - b + 5) % 5 : (a - b + 5) % 5;
    };
    int check = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const int digit = code[code.size() - 1 - i] - '0';
        check = times(check, shift[i % 8][digit]);
    }
    return code.size() >= 6 && check == 0;
}

std::vector<std::string> idsOf(const clinical::RecordFacts& record) {
    std::vector<std::string> ids;
    for (const Concept* item : ConceptCatalogue::standard().conceptsOf(record)) {
        ids.push_back(item->id);
    }
    return ids;
}

QByteArray parseError(std::string_view file) {
    const auto catalogue = ConceptCatalogue::parse({&file, 1});
    return catalogue ? QByteArray("fine")
                     : QByteArray::fromStdString(std::string(errorName(catalogue.error().code)));
}

} // namespace

class ConceptsTest : public QObject {
    Q_OBJECT
private slots:
    void everyConceptIsComplete();
    void codesCarryTheirCheckDigits();
    void labelsAreKnown();
    void recordsBelongToTheirConcepts();
    void sensitiveConceptsAreHiddenUnlessNamed();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void refusesTwoOfOneId();
};

void ConceptsTest::everyConceptIsComplete() {
    const auto all = ConceptCatalogue::standard().all();
    QVERIFY(all.size() >= 25);
    QVERIFY(all.size() <= ConceptCatalogue::conceptsMax);
    const std::set<std::string> systems = {"http://loinc.org", snomed,
                                           "http://hl7.org/fhir/sid/icd-10",
                                           "http://hl7.org/fhir/sid/icd-10-cm"};
    std::set<std::string> ids;
    std::set<std::string> names;
    for (const Concept& item : all) {
        ids.insert(item.id);
        names.insert(item.nameEnglish);
        names.insert(item.nameChinese);
        std::set<Code> codes;
        for (const ConceptCode& entry : item.codes) {
            QVERIFY2(systems.count(entry.code.system) == 1, item.id.c_str());
            QVERIFY2(codes.insert(entry.code).second, entry.code.code.c_str());
        }
    }
    QCOMPARE(ids.size(), all.size());
    QCOMPARE(names.size(), 2 * all.size());
}

void ConceptsTest::codesCarryTheirCheckDigits() {
    QVERIFY(isLoincNumber("14749-6") && !isLoincNumber("14749-5") && !isLoincNumber("147496"));
    QVERIFY(isSnomedNumber("44054006") && !isSnomedNumber("44054007"));
    int checked = 0;
    for (const Concept& item : ConceptCatalogue::standard().all()) {
        for (const ConceptCode& entry : item.codes) {
            if (entry.code.system == "http://loinc.org") {
                QVERIFY2(isLoincNumber(entry.code.code), entry.code.code.c_str());
                ++checked;
            } else if (entry.code.system == snomed) {
                QVERIFY2(isSnomedNumber(entry.code.code), entry.code.code.c_str());
                ++checked;
            }
        }
    }
    QVERIFY(checked > 150);
}

void ConceptsTest::labelsAreKnown() {
    for (const Concept& item : ConceptCatalogue::standard().all()) {
        for (const std::string& label : item.labels) {
            QVERIFY2(findSensitivityLabel(label) != nullptr, label.c_str());
        }
    }
    for (const SensitivityLabel& label : sensitivityLabels()) {
        QVERIFY(label.parent.empty() || findSensitivityLabel(label.parent) != nullptr);
    }
    QVERIFY(labelFallsUnder("ETHUD", "SPI"));
    QVERIFY(!labelFallsUnder("SPI", "ETHUD"));
}

void ConceptsTest::recordsBelongToTheirConcepts() {
    using Ids = std::vector<std::string>;
    QVERIFY(idsOf(glucoseRecord()) == Ids{"glucose"});
    QVERIFY(idsOf(observation({{glucoseCode}, {hba1cCode}})) == Ids{});
    QVERIFY(idsOf(observation({{loinc("85354-9")}, {loinc("8480-6")}, {loinc("8462-4")}})) ==
            Ids{"blood-pressure"});
    clinical::RecordFacts anxiety = observation({{{"http://hl7.org/fhir/sid/icd-10", "F41.1"}}});
    anxiety.resourceType = "Condition";
    QVERIFY((idsOf(anxiety) == Ids{"mental-health", "problems"}));
    clinical::RecordFacts laboratory = glucoseRecord();
    laboratory.categories = {
        {"http://terminology.hl7.org/CodeSystem/observation-category", "laboratory"}};
    QVERIFY((idsOf(laboratory) == Ids{"glucose", "laboratory"}));
    QVERIFY(idsOf(observation({})) == Ids{});
}

void ConceptsTest::sensitiveConceptsAreHiddenUnlessNamed() {
    const ConceptCatalogue& catalogue = ConceptCatalogue::standard();
    const auto hidden = catalogue.sensitiveExcept({});
    QVERIFY(std::count(hidden.begin(), hidden.end(), "mental-health") == 1);
    QVERIFY(std::count(hidden.begin(), hidden.end(), "glucose") == 0);
    const std::vector<std::string> named = {"mental-health"};
    QCOMPARE(catalogue.sensitiveExcept(named).size(), hidden.size() - 1);
}

void ConceptsTest::refusesBrokenFiles_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("error");
    const QByteArray good = R"({"id":"a","name_en":"a","name_zh":"甲","facet":"other",
        "codes":[{"system":"s","code":"c","display":"d"}]})";
    QTest::newRow("good") << good << QByteArray("fine");
    const auto row = [&](const char* name, const char* from, const char* to) {
        QTest::newRow(name) << QByteArray(good).replace(from, to) << QByteArray("Malformed");
    };
    row("cut", "\"}]}", "");
    row("no id", "\"id\"", "\"di\"");
    row("empty name", "\"甲\"", "\"\"");
    row("no Chinese name", "name_zh", "name_de");
    row("facet", "other", "unheard-of");
    row("code without system", "\"system\"", "\"s\"");
    row("codes no list", "\"codes\":[", "\"codes\":7,\"x\":[");
    row("nothing defines it", "\"codes\"", "\"kodes\"");
    row("a list instead", good.constData(), "[]");
}

void ConceptsTest::refusesBrokenFiles() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, error);
    QCOMPARE(parseError(file.toStdString()), error);
}

void ConceptsTest::refusesTwoOfOneId() {
    const std::string_view file = R"({"id":"a","name_en":"a","name_zh":"甲","facet":"other",
        "resourceTypes":["X"]})";
    const std::array<std::string_view, 2> files = {file, file};
    QVERIFY(!ConceptCatalogue::parse(files));
    const std::vector<std::string_view> many(65, file);
    QCOMPARE(ConceptCatalogue::parse(many).error().code, ErrorCode::TooLarge);
}

QTEST_APPLESS_MAIN(ConceptsTest)
#include "concepts_test.moc"
