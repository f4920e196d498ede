#include "core/clinical/record_from_json.h"

#include "core/clinical/json_canonical.h"

#include <QtTest>

#include <random>

using namespace consentry;
using namespace consentry::clinical;

namespace {

constexpr int mutantsPerSeed = 4000;

const char* const seeds[] = {
    R"({"resourceType":"Observation","id":"o","meta":{"versionId":"1","security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]},"status":"final","category":[{"coding":[{"code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"2345-7","display":"Glucose"}],"text":"血糖"},"effectivePeriod":{"start":"2024-05","end":"2024-06-01T10:00:00+08:00"},"valueQuantity":{"value":6.80,"unit":"mmol/L"},"interpretation":[{"coding":[{"code":"H"}]}],"component":[{"code":{"text":"x"},"valueBoolean":true}]})",
    R"({"resourceType":"MedicationRequest","contained":[{"resourceType":"Medication","id":"m","code":{"text":"A"}}],"medicationReference":{"reference":"#m"},"subject":{"reference":"Patient/1"},"authoredOn":"2024","dosageInstruction":[{"text":"1-0-1","doseAndRate":[{"doseQuantity":{"value":1e3,"unit":"mg"}}]}],"text":{"status":"additional","div":"<div>a &amp; b</div>"}})",
    R"({"resourceType":"Patient","id":"p","name":[{"use":"official","family":"王","given":["小","明"]}],"birthDate":"1985-03-02","gender":"female","contact":[{"name":{"text":"\u738b \ud83d\ude00"}}]})",
};

/// Changes, drops, repeats or inserts bytes, or swaps in a piece that JSON gives a meaning.
std::string mutant(std::string text, std::mt19937& random) {
    static const char* const pieces[] = {
        "{",     "}", "[",        "]",  "\"",           ":",   ",", "null", "\\u", "\\",
        "1e400", "-", "\xF0\x9F", "#m", "\"coding\":[", "true"};
    const int changes = 1 + int(random() % 4);
    for (int i = 0; i < changes && !text.empty(); ++i) {
        const std::size_t at = random() % text.size();
        const std::size_t length = 1 + random() % 12;
        switch (random() % 5) {
        case 0:
            text[at] = char(random() % 256);
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(at, text.substr(random() % text.size(), length));
            break;
        case 3:
            text.insert(at, pieces[random() % std::size(pieces)]);
            break;
        default:
            text.replace(at, length, pieces[random() % std::size(pieces)]);
            break;
        }
    }
    return text;
}

} // namespace

class RecordMutationTest : public QObject {
    Q_OBJECT
private slots:
    void readsOrRefusesAnyBytes();
};

void RecordMutationTest::readsOrRefusesAnyBytes() {
    const QByteArray given = qgetenv("CONSENTRY_SEED");
    const unsigned seed = given.isEmpty() ? std::random_device()() : given.toUInt();
    qInfo("seed %u (set CONSENTRY_SEED to repeat)", seed);
    std::mt19937 random(seed);
    int read = 0;
    for (const char* text : seeds) {
        for (int i = 0; i < mutantsPerSeed; ++i) {
            const std::string bytes = mutant(text, random);
            const auto record = recordFromJson(bytesOf(bytes));
            if (!record) {
                continue;
            }
            ++read;
            // What was read must give the same digest when its canonical form is read again.
            JsonDocument document;
            QVERIFY(document.read(bytes));
            const std::string canonical = canonicalResource(document.root());
            QVERIFY(*recordDigest(bytesOf(canonical)) == record->facts.digest);
            QVERIFY(record->title.size() <= titleBytesMax);
        }
    }
    qInfo("%d of %d mutants were still resources", read, int(std::size(seeds)) * mutantsPerSeed);
    QVERIFY(read > 0);
}

QTEST_APPLESS_MAIN(RecordMutationTest)
#include "record_mutation_test.moc"
