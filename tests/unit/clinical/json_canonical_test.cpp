#include "core/clinical/json_canonical.h"

#include "core/crypto/hash.h"
#include "tests/support/test_paths.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::clinical;

namespace {

std::string canonical(std::string_view text) {
    JsonDocument document;
    return document.read(text) ? canonicalJson(document.root()) : std::string("refused");
}

std::string digestOf(std::string_view text) {
    const auto digest = recordDigest(bytesOf(text));
    return digest ? digest->hex() : toString(digest.error());
}

std::string withoutNewLine(std::string text) {
    while (!text.empty() && text.back() == '\n') {
        text.pop_back();
    }
    return text;
}

} // namespace

class JsonCanonicalTest : public QObject {
    Q_OBJECT
private slots:
    void followsThePublishedVectors();
    void keepsNumbersWhereRfc8785WouldRewriteThem();
    void ordersNamesByUtf16CodeUnits();
    void writesTheFewestEscapes();
    void isStableUnderItself();
    void digestIsSha256OfTheCanonicalForm();
    void digestIgnoresOrderSpaceAndServerStamps();
    void digestSeesEverythingElse();
};

void JsonCanonicalTest::followsThePublishedVectors() {
    const auto folder = test::sharedData("vectors/jcs-rfc8785");
    if (!folder) {
        QSKIP("shared vectors jcs-rfc8785 are not here");
    }
    // The other two hold numbers that RFC 8785 rewrites and we do not: see the next test.
    for (const char* name : {"arrays.json", "french.json"}) {
        QCOMPARE(canonical(test::readFile(*folder / "input" / name)),
                 withoutNewLine(test::readFile(*folder / "output" / name)));
    }
}

void JsonCanonicalTest::keepsNumbersWhereRfc8785WouldRewriteThem() {
    const auto folder = test::sharedData("vectors/jcs-rfc8785");
    if (!folder) {
        QSKIP("shared vectors jcs-rfc8785 are not here");
    }
    // Our one difference from RFC 8785: numbers keep their tokens. So the expected output is the
    // published one with each number put back as the input writes it.
    const std::vector<std::pair<std::string, std::string>> inStructures = {{"56,", "56.0,"}};
    const std::vector<std::pair<std::string, std::string>> inValues = {
        {"333333333.3333333,", "333333333.33333329,"},
        {"1e+30,", "1E30,"},
        {"4.5,", "4.50,"},
        {"0.002,", "2e-3,"},
        {"1e-27", "0.000000000000000000000000001"}};
    for (const auto& [name, changes] :
         {std::pair("structures.json", inStructures), std::pair("values.json", inValues)}) {
        std::string expected = withoutNewLine(test::readFile(*folder / "output" / name));
        for (const auto& [theirs, ours] : changes) {
            const std::size_t at = expected.find(theirs);
            QVERIFY(at != std::string::npos);
            expected.replace(at, theirs.size(), ours);
        }
        QCOMPARE(canonical(test::readFile(*folder / "input" / name)), expected);
    }
}

void JsonCanonicalTest::ordersNamesByUtf16CodeUnits() {
    // RFC 8785 §3.2.3: U+1F600 is D83D DE00 in UTF-16 and sorts before U+FB33.
    QCOMPARE(canonical("{\"\\ufb33\":1,\"\\ud83d\\ude00\":2,\"\\u20ac\":3,\"\\u0080\":4,"
                       "\"1\":5,\"\\r\":6,\"\\u00f6\":7}"),
             std::string("{\"\\r\":6,\"1\":5,\"\u0080\":4,\"\u00f6\":7,\"\u20ac\":3,"
                         "\"\U0001F600\":2,\"\ufb33\":1}"));
    QVERIFY(utf16Less("a", "ab"));
    QVERIFY(!utf16Less("ab", "a"));
    QVERIFY(!utf16Less("a", "a"));
    QVERIFY(utf16Less("\U0001F600", "\uE000"));
    QVERIFY(!utf16Less("\uFFFD", "\U0010FFFF"));
    QVERIFY(utf16Less("\uD7FF", "\U0001F600"));
    QVERIFY(utf16Less("\uE000", "\uF000"));
    QVERIFY(utf16Less("\U0001F600", "\U00020000"));
}

void JsonCanonicalTest::writesTheFewestEscapes() {
    QCOMPARE(canonical("[\"\\u0001\\u001F\\u007f\\u0022\\/\\u2028\\b\\f\\n\\r\\t\\\\\"]"),
             std::string("[\"\\u0001\\u001f\x7F\\\"/\u2028\\b\\f\\n\\r\\t\\\\\"]"));
}

void JsonCanonicalTest::isStableUnderItself() {
    const std::string once =
        canonical(R"({"z":[{"b":1.50,"a":"\u00e9\n"}],"a":{"y":null,"x":false}})");
    QCOMPARE(once,
             std::string("{\"a\":{\"x\":false,\"y\":null},\"z\":[{\"a\":\"é\\n\",\"b\":1.50}]}"));
    QCOMPARE(canonical(once), once);
}

void JsonCanonicalTest::digestIsSha256OfTheCanonicalForm() {
    QCOMPARE(digestOf(" {\"resourceType\" : \"Basic\", \"id\":\"a\"} "),
             sha256(bytesOf(R"({"id":"a","resourceType":"Basic"})")).hex());
    QVERIFY(digestOf("[]").starts_with("Malformed"));
}

void JsonCanonicalTest::digestIgnoresOrderSpaceAndServerStamps() {
    const std::string plain = R"({"resourceType":"Observation","id":"a","valueInteger":5})";
    const std::string expected = digestOf(plain);
    for (const char* same :
         {R"({"id":"a","valueInteger":5,"resourceType":"Observation"})",
          "{\n \"resourceType\" : \"Observation\",\r\n\t\"id\":\"\\u0061\" , \"valueInteger\":5}",
          R"({"resourceType":"Observation","id":"a","valueInteger":5,"meta":{"versionId":"7"}})",
          R"({"resourceType":"Observation","meta":{"lastUpdated":"2026-01-01T00:00:00Z",
                 "versionId":"2"},"id":"a","valueInteger":5})",
          R"({"resourceType":"Observation","id":"a","valueInteger":5,"meta":{}})"}) {
        QCOMPARE(digestOf(same), expected);
    }
}

void JsonCanonicalTest::digestSeesEverythingElse() {
    const std::string base = digestOf(R"({"resourceType":"Observation","id":"a","value":1.0})");
    for (const char* other :
         {R"({"resourceType":"Observation","id":"a","value":1.00})",
          R"({"resourceType":"Observation","id":"a","value":1})",
          R"({"resourceType":"Observation","id":"a","value":"1.0"})",
          R"({"resourceType":"Observation","id":"b","value":1.0})",
          R"({"resourceType":"Observation","id":"a","value":1.0,"x":null})",
          R"({"resourceType":"Observation","id":"a","value":1.0,"meta":{"security":[]}})",
          R"({"resourceType":"Observation","id":"a","value":1.0,"versionId":"1"})",
          R"({"resourceType":"Observation","id":"a","value":1.0,
              "contained":[{"resourceType":"Basic","meta":{"versionId":"1"}}]})"}) {
        QVERIFY2(digestOf(other) != base, other);
    }
    // Composed and decomposed letters are different texts; nothing normalises them.
    QVERIFY(digestOf("{\"a\":\"\u00e9\"}") != digestOf("{\"a\":\"e\u0301\"}"));
    // The order of an array means something.
    QVERIFY(digestOf(R"({"a":[1,2]})") != digestOf(R"({"a":[2,1]})"));
}

QTEST_APPLESS_MAIN(JsonCanonicalTest)
#include "json_canonical_test.moc"
