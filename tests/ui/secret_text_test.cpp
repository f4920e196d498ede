// The text of a secret field without its window: characters, words, selection, limits.

#include "tests/support/ui_test.h"
#include "ui/widgets/secret_text.h"

#include <QTest>

#include <random>
#include <string>
#include <vector>

using namespace consentry;
using namespace consentry::ui;
using Anchor = SecretText::Anchor;

namespace {

QByteArray contentOf(const SecretText& text) {
    return {reinterpret_cast<const char*>(text.bytes().data()),
            static_cast<qsizetype>(text.size())};
}

SecretText textWith(std::string_view utf8) {
    SecretText text;
    if (!text.insert(bytesOf(utf8))) {
        qFatal("the text does not fit");
    }
    return text;
}

} // namespace

class SecretTextTest : public QObject {
    Q_OBJECT
private slots:
    void countsCharactersAsPeopleDo_data();
    void countsCharactersAsPeopleDo();
    void refusesWhatIsNoUtf8_data();
    void refusesWhatIsNoUtf8();
    void leavesOutWhatCannotBeSeen();
    void holdsAsMuchAsItSaysAndNotOneByteMore();
    void replacesASelectionThatMakesRoom();
    void jumpsFromWordToWord();
    void keepsNothingOfWhatWasRemoved();
    void givesItsTextAwayOnce();
    void editsAsAnObviousListOfCharactersDoes();
};

void SecretTextTest::countsCharactersAsPeopleDo_data() {
    QTest::addColumn<QByteArray>("utf8");
    QTest::addColumn<int>("count");
    QTest::addRow("nothing") << QByteArray() << 0;
    QTest::addRow("letters") << QByteArray("abc") << 3;
    QTest::addRow("Chinese") << QByteArray("血糖") << 2;
    QTest::addRow("letter with a mark") << QByteArray("e\xCC\x81x") << 2;
    QTest::addRow("emoji") << QByteArray("\xF0\x9F\x8D\x81") << 1;
    QTest::addRow("emoji with a skin tone") << QByteArray("\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD") << 1;
    QTest::addRow("family of three")
        << QByteArray("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA6")
        << 1;
}

void SecretTextTest::countsCharactersAsPeopleDo() {
    QFETCH(QByteArray, utf8);
    QFETCH(int, count);
    SecretText text = textWith(utf8.toStdString());
    QCOMPARE(contentOf(text), utf8);
    QCOMPARE(text.characterCount(), count);
    int steps = 0;
    for (; text.cursor() > 0; ++steps) {
        text.moveTo(text.previous(text.cursor()), Anchor::Moves);
    }
    QCOMPARE(steps, count);
}

void SecretTextTest::refusesWhatIsNoUtf8_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addRow("continuation alone") << QByteArray("a\x80");
    QTest::addRow("cut") << QByteArray("a\xE8\xA1");
    QTest::addRow("longer than needed") << QByteArray("\xC0\xAF");
    QTest::addRow("longer than needed, three bytes") << QByteArray("\xE0\x80\xAF");
    QTest::addRow("half of a pair") << QByteArray("\xED\xA0\x80");
    QTest::addRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80");
    QTest::addRow("no start") << QByteArray("\xFF");
}

void SecretTextTest::refusesWhatIsNoUtf8() {
    QFETCH(QByteArray, bytes);
    SecretText text = textWith("before");
    QVERIFY(!text.insert(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size())))));
    QCOMPARE(contentOf(text), QByteArray("before"));
}

void SecretTextTest::leavesOutWhatCannotBeSeen() {
    // As a password manager or a terminal may hand it over.
    QCOMPARE(contentOf(textWith("maple\tbridge\r\n")), QByteArray("maplebridge"));
}

void SecretTextTest::holdsAsMuchAsItSaysAndNotOneByteMore() {
    SecretText text = textWith(std::string(secretTextMax, 'x'));
    QCOMPARE(text.size(), secretTextMax);
    QVERIFY(!text.insert(bytesOf("y")));
    QCOMPARE(contentOf(text), QByteArray(qsizetype(secretTextMax), 'x'));

    SecretText almost = textWith(std::string(secretTextMax - 1, 'x'));
    QVERIFY(!almost.insert(bytesOf("é")));
    QVERIFY(almost.insert(bytesOf("e")));
    QCOMPARE(almost.size(), secretTextMax);
}

void SecretTextTest::replacesASelectionThatMakesRoom() {
    SecretText text = textWith(std::string(secretTextMax, 'x'));
    text.moveTo(0, Anchor::Moves);
    text.moveTo(3, Anchor::Stays);
    QVERIFY(!text.insert(bytesOf("abcd")));
    QVERIFY(text.hasSelection());
    QVERIFY(text.insert(bytesOf("ab")));
    QCOMPARE(text.size(), secretTextMax - 1);
    QCOMPARE(text.cursor(), std::size_t(2));
    QVERIFY(!text.hasSelection());
}

void SecretTextTest::jumpsFromWordToWord() {
    const SecretText text = textWith("quiet lantern, maple");
    QCOMPARE(text.nextWord(0), std::size_t(6));
    QCOMPARE(text.nextWord(8), std::size_t(15));
    QCOMPARE(text.nextWord(15), text.size());
    QCOMPARE(text.previousWord(text.size()), std::size_t(15));
    QCOMPARE(text.previousWord(15), std::size_t(6));
    QCOMPARE(text.previousWord(0), std::size_t(0));
}

void SecretTextTest::keepsNothingOfWhatWasRemoved() {
    SecretText text = textWith("maple bridge");
    const std::byte* memory = text.bytes().data();
    text.moveTo(5, Anchor::Moves);
    text.eraseTo(text.size());
    QCOMPARE(contentOf(text), QByteArray("maple"));
    text.eraseTo(1);
    QCOMPARE(contentOf(text), QByteArray("m"));
    text.selectAll();
    text.eraseTo(0);
    QVERIFY(std::all_of(memory, memory + secretTextMax,
                        [](std::byte value) { return value == std::byte{0}; }));
}

void SecretTextTest::givesItsTextAwayOnce() {
    SecretText text = textWith("maple");
    const SecretBytes taken = text.take();
    QCOMPARE(textOf(taken.expose()), std::string_view("maple"));
    QVERIFY(text.isEmpty());
    QCOMPARE(text.take().size(), std::size_t(0));
}

// The same random editing here and on a list in which nothing can go wrong.
void SecretTextTest::editsAsAnObviousListOfCharactersDoes() {
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const std::vector<std::string> alphabet{"a", "Z", " ", "é", "血", "🍁", "7"};
    SecretText text;
    std::vector<std::string> model;
    std::size_t cursor = 0;
    std::size_t anchor = 0;
    const auto below = [&random](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    const auto eraseInModel = [&](std::size_t from, std::size_t to) {
        model.erase(model.begin() + std::ptrdiff_t(from), model.begin() + std::ptrdiff_t(to));
        cursor = anchor = from;
    };
    for (int round = 0; round < 20'000; ++round) {
        switch (below(5)) {
        case 0:
        case 1: {
            const std::string& next = alphabet[below(alphabet.size())];
            std::size_t bytes = next.size();
            for (std::size_t i = 0; i < model.size(); ++i) {
                const bool goes = i >= std::min(cursor, anchor) && i < std::max(cursor, anchor);
                bytes += goes ? 0 : model[i].size();
            }
            const bool fits = bytes <= secretTextMax;
            QCOMPARE(text.insert(bytesOf(next)), fits);
            if (fits) {
                eraseInModel(std::min(cursor, anchor), std::max(cursor, anchor));
                model.insert(model.begin() + std::ptrdiff_t(cursor), next);
                anchor = ++cursor;
            }
            break;
        }
        case 2:
            text.eraseTo(text.previous(text.cursor()));
            if (cursor != anchor) {
                eraseInModel(std::min(cursor, anchor), std::max(cursor, anchor));
            } else if (cursor > 0) {
                eraseInModel(cursor - 1, cursor);
            }
            break;
        default: {
            const std::size_t to = below(model.size() + 1);
            const bool stays = below(2) == 0;
            text.moveTo(text.placeOfCharacter(int(to)), stays ? Anchor::Stays : Anchor::Moves);
            cursor = to;
            anchor = stays ? anchor : to;
        }
        }
        std::string whole;
        for (const std::string& one : model) {
            whole += one;
        }
        QCOMPARE(textOf(text.bytes()), std::string_view(whole));
        QCOMPARE(text.characterCount(0, text.cursor()), int(cursor));
        QCOMPARE(text.characterCount(), int(model.size()));
    }
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<SecretTextTest, QCoreApplication>(argc, argv);
}

#include "secret_text_test.moc"
