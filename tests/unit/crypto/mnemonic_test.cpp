// Recovery words: the vectors of BIP-39 and what people type.
#include "core/crypto/mnemonic.h"

#include "tests/support/test_paths.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <set>

using namespace consentry;

namespace {

SecretBytes secretOf(std::string text) {
    return SecretBytes::takeFrom(std::as_writable_bytes(std::span(text)));
}

RootSecret rootFromHex(const std::string& hex) {
    Bytes bytes = *fromHex(hex);
    return *RootSecret::from(SecretBytes::takeFrom(bytes));
}

std::string wordsOf(const RootSecret& root, WordList list) {
    return std::string(textOf(mnemonicFromRoot(root, list).expose()));
}

/// The root secret in hexadecimal, or the error.
std::string rootOf(const std::string& words) {
    const auto root = rootFromMnemonic(secretOf(words));
    return root ? toHex(root->expose()) : toString(root.error());
}

std::vector<std::string> split(const std::string& words) {
    std::istringstream stream(words);
    return {std::istream_iterator<std::string>(stream), {}};
}

std::string join(const std::vector<std::string>& words, const std::string& between = " ") {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : between) + word;
    }
    return text;
}

const std::string someHex = "f585c11aec520db57dd353c69554b21a89b20fb0650966fa0a9d6f74fd989d8f";

} // namespace

class MnemonicTest : public QObject {
    Q_OBJECT
private slots:
    void agreesWithTheVectors_data();
    void agreesWithTheVectors();
    void theListsAreComplete();
    void everyRootComesBack();
    void acceptsWhatPeopleType();
    void chineseNeedsNoSpaces();
    void splitsIntoSingleWords();
    void knowsTheWordsOfBothLists();
    void namesTheFirstBadWord();
    void aWrongWordFailsTheChecksum();
    void otherCountsAreRefused();
    void aMixtureOfListsIsRefused();
    void garbageIsRefused();
};

void MnemonicTest::agreesWithTheVectors_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("list");
    QTest::newRow("English") << "english" << int(WordList::English);
    QTest::newRow("Chinese") << "chinese_simplified" << int(WordList::ChineseSimplified);
}

void MnemonicTest::agreesWithTheVectors() {
    QFETCH(QString, language);
    QFETCH(int, list);
    const auto path = test::sharedData("vectors/bip39/vectors.json");
    if (!path) {
        QSKIP("the shared vectors are absent");
    }
    const auto file = nlohmann::json::parse(test::readFile(*path));
    int whole = 0;
    int refused = 0;
    for (const auto& vector : file.at(language.toStdString())) {
        const std::string entropy = vector.at(0);
        const std::string words = vector.at(1);
        if (entropy.size() == 64) {
            QCOMPARE(wordsOf(rootFromHex(entropy), WordList(list)), words);
            QCOMPARE(rootOf(words), entropy);
            ++whole;
        } else {
            const auto count = split(words).size();
            QCOMPARE(rootOf(words), "Malformed: " + std::to_string(count) + " words instead of 24");
            ++refused;
        }
    }
    qInfo("bip39 %s: %d vectors of 256 bits equal, %d of other sizes refused", qPrintable(language),
          whole, refused);
    QCOMPARE(whole, 2);
    QCOMPARE(refused, 14);
}

void MnemonicTest::theListsAreComplete() {
    for (const WordList list : {WordList::English, WordList::ChineseSimplified}) {
        std::set<std::string_view> words;
        std::set<std::string_view> starts;
        for (std::size_t i = 0; i < 2048; ++i) {
            const std::string_view word = mnemonicWord(list, i);
            words.insert(word);
            starts.insert(word.substr(0, 4));
        }
        QCOMPARE(words.size(), std::size_t{2048});
        QCOMPARE(starts.size(), std::size_t{2048});
    }
    QCOMPARE(mnemonicWord(WordList::English, 0), std::string_view("abandon"));
    QCOMPARE(mnemonicWord(WordList::English, 2047), std::string_view("zoo"));
    QCOMPARE(mnemonicWord(WordList::ChineseSimplified, 0), std::string_view("的"));
    QCOMPARE(mnemonicWord(WordList::ChineseSimplified, 2047), std::string_view("歇"));
}

void MnemonicTest::everyRootComesBack() {
    for (int i = 0; i < 50; ++i) {
        const RootSecret root = RootSecret::random();
        const std::string hex = toHex(root.expose());
        const std::string english = wordsOf(root, WordList::English);
        const std::string chinese = wordsOf(root, WordList::ChineseSimplified);
        QCOMPARE(split(english).size(), std::size_t{24});
        QCOMPARE(split(chinese).size(), std::size_t{24});
        QCOMPARE(rootOf(english), hex);
        QCOMPARE(rootOf(chinese), hex);
    }
}

void MnemonicTest::acceptsWhatPeopleType() {
    const std::string words = wordsOf(rootFromHex(someHex), WordList::English);
    std::vector<std::string> list = split(words);
    QCOMPARE(rootOf(QString::fromStdString(words).toUpper().toStdString()), someHex);
    QCOMPARE(rootOf("  \t" + join(list, "\r\n") + "\n"), someHex);
    QCOMPARE(rootOf("\u3000" + join(list, "\u3000 \u3000") + "\u00a0"), someHex);
    QCOMPARE(rootOf("\ufeff" + join(list, "\u2003")), someHex);
    for (std::string& word : list) {
        word = word.substr(0, 4);
    }
    QCOMPARE(rootOf(join(list)), someHex);
    list[0][0] = static_cast<char>(list[0][0] - 'a' + 'A');
    QCOMPARE(rootOf(join(list)), someHex);
}

void MnemonicTest::chineseNeedsNoSpaces() {
    const std::string words = wordsOf(rootFromHex(someHex), WordList::ChineseSimplified);
    QCOMPARE(rootOf(join(split(words), "")), someHex);
    QCOMPARE(rootOf(join(split(words), "\u3000")), someHex);
    QCOMPARE(rootOf("\n" + join(split(words), " \n")), someHex);
    // Either form of Unicode normalization leaves the words as they are.
    const QString text = QString::fromStdString(words);
    QCOMPARE(rootOf(text.normalized(QString::NormalizationForm_C).toStdString()), someHex);
    QCOMPARE(rootOf(text.normalized(QString::NormalizationForm_KD).toStdString()), someHex);
}

void MnemonicTest::splitsIntoSingleWords() {
    const auto splitBySelf = [](const std::string& text) {
        std::vector<std::string> words;
        for (const SecretBytes& word : splitMnemonic(secretOf(text))) {
            words.emplace_back(textOf(word.expose()));
        }
        return words;
    };
    QVERIFY(splitBySelf("").empty() && splitBySelf(" \n").empty());
    QCOMPARE(splitBySelf(" Zoo\u3000abandonn  "), (std::vector<std::string>{"Zoo", "abandonn"}));
    const std::string chinese = wordsOf(rootFromHex(someHex), WordList::ChineseSimplified);
    QCOMPARE(splitBySelf(join(split(chinese), "")), split(chinese));
    QVERIFY(splitBySelf(std::string(100'000, 'a')).empty());
}

void MnemonicTest::knowsTheWordsOfBothLists() {
    for (const std::string word : {"abandon", "ABANDON", "aban", "zoo", "的"}) {
        QVERIFY2(isMnemonicWord(bytesOf(word)), word.c_str());
    }
    for (const std::string word :
         {"", "aba", "abandonn", "zo", "verylongwordindeed", "的的", "契\xff"}) {
        QVERIFY2(!isMnemonicWord(bytesOf(word)), word.c_str());
    }
}

void MnemonicTest::namesTheFirstBadWord() {
    const std::vector<std::string> good = split(wordsOf(rootFromHex(someHex), WordList::English));
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const char* bad : {"zzzz", "aba", "abandonn", "abando", "a", "verylongwordindeed",
                                "的", "1", "abandon,"}) {
            if (i == 0 && std::string(bad) == "的") {
                continue; // makes it a Chinese list, see aMixtureOfListsIsRefused
            }
            std::vector<std::string> words = good;
            words[i] = bad;
            QCOMPARE(rootOf(join(words)), "Malformed: word " + std::to_string(i + 1));
        }
    }
    std::vector<std::string> chinese =
        split(wordsOf(rootFromHex(someHex), WordList::ChineseSimplified));
    chinese[6] = "饕"; // in no list
    QCOMPARE(rootOf(join(chinese)), std::string("Malformed: word 7"));
}

void MnemonicTest::aWrongWordFailsTheChecksum() {
    const std::vector<std::string> good = split(wordsOf(rootFromHex(someHex), WordList::English));
    int accepted = 0;
    for (std::size_t i = 0; i < 2048; ++i) {
        std::vector<std::string> words = good;
        words[11] = mnemonicWord(WordList::English, i);
        accepted += rootFromMnemonic(secretOf(join(words))).has_value();
    }
    // A checksum of 8 bits lets one word in 256 through: about 8 of 2,048, one of them right.
    QVERIFY(accepted >= 1 && accepted < 30);
    std::vector<std::string> swapped = good;
    std::swap(swapped[3], swapped[4]);
    QCOMPARE(rootOf(join(swapped)), std::string("Malformed: checksum of the recovery words"));
}

void MnemonicTest::otherCountsAreRefused() {
    std::vector<std::string> words = split(wordsOf(rootFromHex(someHex), WordList::English));
    words.push_back("abandon");
    QCOMPARE(rootOf(join(words)), std::string("Malformed: 25 words instead of 24"));
    words.resize(23);
    QCOMPARE(rootOf(join(words)), std::string("Malformed: 23 words instead of 24"));
    QCOMPARE(rootOf(""), std::string("Malformed: 0 words instead of 24"));
    QCOMPARE(rootOf(" \n"), std::string("Malformed: 0 words instead of 24"));
}

void MnemonicTest::aMixtureOfListsIsRefused() {
    std::vector<std::string> words = split(wordsOf(rootFromHex(someHex), WordList::English));
    words[0] = "的";
    QCOMPARE(rootOf(join(words)), std::string("Malformed: word 2"));
}

void MnemonicTest::garbageIsRefused() {
    QCOMPARE(rootOf("\xff\xfe"), std::string("Malformed: word 1"));
    QCOMPARE(rootOf("\xe7\x9a"), std::string("Malformed: word 1"));
    QCOMPARE(rootOf(std::string("abandon\0abandon", 15)), std::string("Malformed: word 1"));
    QCOMPARE(rootOf(std::string(4096, 'a')), std::string("Malformed: word 1"));
    QCOMPARE(rootOf(std::string(4097, 'a')), std::string("TooLarge: recovery words"));
    QCOMPARE(rootOf("\xe7" + std::string(100, '\x9a')), std::string("Malformed: word 1"));
}

QTEST_APPLESS_MAIN(MnemonicTest)
#include "mnemonic_test.moc"
