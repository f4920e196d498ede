// Eight bytes at once find what one after the other finds.
#include "core/base/byte_marks.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <random>

using namespace consentry;

class ByteMarksTest : public QObject {
    Q_OBJECT
private slots:
    void findsTheFirstOfEachByte();
    void agreesWithAByteAtATime();
};

void ByteMarksTest::findsTheFirstOfEachByte() {
    for (unsigned byte = 0; byte < 256; ++byte) {
        for (unsigned place = 0; place < 8; ++place) {
            std::array<char, 8> text{};
            text.fill('a');
            text[place] = static_cast<char>(byte);
            const std::uint64_t word = eightBytes(text.data());
            QCOMPARE(bytesBefore(marksEqual(word, '"')), byte == '"' ? place : 8U);
            QCOMPARE(bytesBefore(marksBelow(word, 0x20)), byte < 0x20 ? place : 8U);
        }
    }
}

void ByteMarksTest::agreesWithAByteAtATime() {
    std::mt19937 random(5);
    // Neighbours of the wanted bytes, and those that differ from them in the highest bit alone.
    constexpr std::array<unsigned char, 12> bytes{'"',  '!',  '#',  '\\', ']',  0x1F,
                                                  0x20, 0x9F, 0xA2, 0xDC, 0x00, 0xFF};
    for (int round = 0; round < 200'000; ++round) {
        std::array<char, 8> text{};
        for (char& c : text) {
            c = static_cast<char>(bytes[random() % bytes.size()]);
        }
        const auto ends = [](char c) {
            return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
        };
        const auto expected = std::find_if(text.begin(), text.end(), ends) - text.begin();
        const std::uint64_t word = eightBytes(text.data());
        const std::uint64_t marks =
            marksEqual(word, '"') | marksEqual(word, '\\') | marksBelow(word, 0x20);
        QCOMPARE(static_cast<std::ptrdiff_t>(bytesBefore(marks)), expected);
    }
}

QTEST_APPLESS_MAIN(ByteMarksTest)
#include "byte_marks_test.moc"
