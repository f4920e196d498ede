#include "core/clinical/json.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::clinical;

Q_DECLARE_METATYPE(consentry::clinical::JsonFaultKind)

class JsonTest : public QObject {
    Q_OBJECT
private slots:
    void keepsNumbersAsWritten();
    void resolvesEscapes();
    void findsMembersAndElements();
    void answersEmptyToWhatDoesNotFit();
    void refuses_data();
    void refuses();
    void saysWhereItWentWrong();
    void acceptsDepthAtTheLimitAndNotBeyond();
    void survivesTenThousandLevels();
    void acceptsSizeAndCountAtTheLimitAndNotBeyond();
    void findsDuplicatesAmongManyNamesAndBehindEscapes();
    void refusesEveryTruncation();
};

void JsonTest::keepsNumbersAsWritten() {
    JsonDocument document;
    QVERIFY(document.read(R"([1.00, 1e400, -0, 0.1E-22, 123456789012345678901234567890])"));
    std::vector<std::string> tokens;
    for (const JsonValue number : document.root().items()) {
        QVERIFY(number.isNumber());
        tokens.emplace_back(number.text());
    }
    const std::vector<std::string> expected = {"1.00", "1e400", "-0", "0.1E-22",
                                               "123456789012345678901234567890"};
    QCOMPARE(tokens, expected);
}

void JsonTest::resolvesEscapes() {
    JsonDocument document;
    QVERIFY(document.read("[\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u8840\\uD83D\\uDE00z\", \"血糖\"]"));
    auto item = document.root().items().begin();
    QCOMPARE((*item).string(), std::string_view("a\"\\/\b\f\n\r\t血\U0001F600z"));
    QCOMPARE((*++item).string(), std::string_view("血糖"));
}

void JsonTest::findsMembersAndElements() {
    JsonDocument document;
    QVERIFY(document.read(R"({"a":[1,{"b":true}],"c":null,"d":{"e":"f"}})"));
    const JsonValue root = document.root();
    QCOMPARE(root["d"]["e"].string(), std::string_view("f"));
    QCOMPARE(root["a"].raw(), std::string_view(R"([1,{"b":true}])"));
    QCOMPARE((*++root["a"].items().begin())["b"].boolean(), std::optional<bool>(true));
    QVERIFY(root["c"].kind() == JsonKind::Null);
    std::string names;
    for (const auto& [name, value] : root.members()) {
        names += name;
    }
    QCOMPARE(names, std::string("acd"));
}

void JsonTest::answersEmptyToWhatDoesNotFit() {
    JsonDocument document;
    QVERIFY(document.read(R"({"n":1})"));
    const JsonValue number = document.root()["n"];
    QVERIFY(!number["x"].exists());
    QVERIFY(!number["x"]["y"].exists());
    QVERIFY(number["x"].text().empty());
    QVERIFY(number.items().empty());
    QVERIFY(number.members().empty());
    QVERIFY(number.string().empty());
    QVERIFY(!number.boolean());
    QVERIFY(JsonValue().oneOrMany().empty());
    QVERIFY(!number.oneOrMany().empty());
}

void JsonTest::refuses_data() {
    using Kind = JsonFaultKind;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Kind>("kind");
    const auto row = [](const char* name, QByteArray text, Kind kind) {
        QTest::newRow(name) << text << kind;
    };
    row("nothing", "", Kind::Empty);
    row("white space", " \r\n\t", Kind::Empty);
    row("leading zero", "[01]", Kind::Number);
    row("trailing point", "[1.]", Kind::Number);
    row("leading point", "[.5]", Kind::Syntax);
    row("plus", "[+1]", Kind::Syntax);
    row("empty exponent", "[1e]", Kind::Number);
    row("lone minus", "[-]", Kind::Number);
    row("hexadecimal", "[0x10]", Kind::Syntax);
    row("not a number", "[NaN]", Kind::Syntax);
    row("infinity", "[-Infinity]", Kind::Number);
    row("comment", "[1] // x", Kind::Trailing);
    row("two values", "{} {}", Kind::Trailing);
    row("trailing comma", "[1,]", Kind::Syntax);
    row("trailing comma in object", R"({"a":1,})", Kind::Syntax);
    row("missing comma", "[1 2]", Kind::Syntax);
    row("missing colon", R"({"a" 1})", Kind::Syntax);
    row("bare name", "{a:1}", Kind::Syntax);
    row("single quotes", "['a']", Kind::Syntax);
    row("wrong bracket", "[1}", Kind::Syntax);
    row("word in capitals", "[True]", Kind::Syntax);
    row("word cut off", "[tru]", Kind::Syntax);
    row("raw line break in string", "[\"a\nb\"]", Kind::String);
    row("raw zero in string", QByteArray("[\"a\0b\"]", 7), Kind::String);
    row("zero between values", QByteArray("[1,\0]", 5), Kind::Syntax);
    row("escaped zero", "[\"\\u0000\"]", Kind::String);
    row("unknown escape", "[\"\\x41\"]", Kind::String);
    row("short escape", "[\"\\u12\"]", Kind::String);
    row("lone high surrogate", "[\"\\uD83D\"]", Kind::String);
    row("lone low surrogate", "[\"\\uDE00\"]", Kind::String);
    row("two high surrogates", "[\"\\uD83D\\uD83D\"]", Kind::String);
    row("overlong", "[\"\xC0\xAF\"]", Kind::Utf8);
    row("surrogate in utf-8", "[\"\xED\xA0\x80\"]", Kind::Utf8);
    row("cut character", "[\"\xE8\xA1\"]", Kind::Utf8);
    row("latin-1", "[\"caf\xE9\"]", Kind::Utf8);
    row("beyond unicode", "[\"\xF4\x90\x80\x80\"]", Kind::Utf8);
    row("byte order mark", "\xEF\xBB\xBF{}", Kind::Syntax);
    row("duplicate", R"({"a":1,"b":2,"a":3})", Kind::DuplicateKey);
    row("duplicate empty", R"({"":1,"":1})", Kind::DuplicateKey);
}

void JsonTest::refuses() {
    QFETCH(QByteArray, text);
    QFETCH(JsonFaultKind, kind);
    JsonDocument document;
    const auto result = document.read(text.toStdString());
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().code, ErrorCode::Malformed);
    QCOMPARE(int(document.fault().kind), int(kind));
    QVERIFY(!document.root().exists());
}

void JsonTest::saysWhereItWentWrong() {
    JsonDocument document;
    QVERIFY(!document.read(R"({"a":1,"b":?})"));
    QCOMPARE(document.fault().offset, std::size_t(11));
    QVERIFY(!document.read("[\"\xE8\xA1\x80\", \"\xFF\"]"));
    QCOMPARE(document.fault().offset, std::size_t(9));
    QVERIFY(!document.read(R"([{"a":1,"a":1}])"));
    QCOMPARE(document.fault().offset, std::size_t(1));
}

void JsonTest::acceptsDepthAtTheLimitAndNotBeyond() {
    const std::size_t limit = JsonLimits().depth;
    JsonDocument document;
    QVERIFY(document.read(std::string(limit, '[') + std::string(limit, ']')));
    QCOMPARE(document.depth(), limit);
    const auto deeper = document.read(std::string(limit + 1, '[') + std::string(limit + 1, ']'));
    QVERIFY(!deeper.has_value());
    QCOMPARE(deeper.error().code, ErrorCode::TooLarge);
    QVERIFY(document.fault().kind == JsonFaultKind::TooDeep);
}

void JsonTest::survivesTenThousandLevels() {
    JsonDocument document;
    for (const std::string_view open : {"[", "{\"a\":"}) {
        std::string text;
        for (int i = 0; i < 10'000; ++i) {
            text += open;
        }
        QVERIFY(!document.read(text));
        QVERIFY(document.fault().kind == JsonFaultKind::TooDeep);
    }
}

void JsonTest::acceptsSizeAndCountAtTheLimitAndNotBeyond() {
    JsonLimits limits;
    limits.bytes = 7;
    limits.values = 4;
    JsonDocument document;
    QVERIFY(document.read("[1,2,3]", limits));
    QVERIFY(!document.read("[1,2,34]", limits));
    QVERIFY(document.fault().kind == JsonFaultKind::TooLarge);
    limits.values = 3;
    QVERIFY(!document.read("[1,2,3]", limits));
    QVERIFY(document.fault().kind == JsonFaultKind::TooLarge);
}

void JsonTest::findsDuplicatesAmongManyNamesAndBehindEscapes() {
    std::string members;
    for (int i = 0; i < 500; ++i) {
        members += "\"name" + std::to_string(i) + "\":" + std::to_string(i) + ",";
    }
    JsonDocument document;
    QVERIFY(document.read("{" + members + "\"last\":1}"));
    QVERIFY(!document.read("{" + members + "\"name77\":1}"));
    QVERIFY(document.fault().kind == JsonFaultKind::DuplicateKey);
    QVERIFY(!document.read(R"({"abc":1,"\u0061bc":2})"));
    QVERIFY(document.fault().kind == JsonFaultKind::DuplicateKey);
    // The same name in two objects is none.
    QVERIFY(document.read(R"([{"a":1},{"a":1,"b":{"a":1}}])"));
}

void JsonTest::refusesEveryTruncation() {
    const std::string text =
        "{\"a\":[1.5e3,true,null,\"\\u8840\\uD83D\\uDE00糖\"],\"b\":{\"c\":-0.25}}";
    JsonDocument document;
    QVERIFY(document.read(text));
    for (std::size_t length = 0; length < text.size(); ++length) {
        QVERIFY2(!document.read(std::string_view(text).substr(0, length)),
                 qPrintable(QString::number(length)));
        const JsonFaultKind kind = document.fault().kind;
        QVERIFY2(kind == JsonFaultKind::Truncated || kind == JsonFaultKind::Empty ||
                     kind == JsonFaultKind::Utf8,
                 qPrintable(QString("%1: %2").arg(length).arg(int(kind))));
    }
}

QTEST_APPLESS_MAIN(JsonTest)
#include "json_test.moc"
