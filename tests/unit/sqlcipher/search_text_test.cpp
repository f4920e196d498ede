#include "core/adapters/sqlcipher/search_text.h"

#include <QTest>

using namespace consentry::adapters;

class SearchTextTest : public QObject {
    Q_OBJECT

private slots:
    void indexesChineseAsCharactersAndPairs();
    void foldsCaseAccentsAndWidth();
    void keepsEachTokenOnce();
    void takesBrokenUtf8ForSeparators();
    void searchesChineseByPairsAndOneCharacterAlone();
    void searchesLatinByPrefix();
    void asksForEveryWord();
    void givesNothingForPunctuation();
    void cannotBeBrokenOutOf();
};

void SearchTextTest::indexesChineseAsCharactersAndPairs() {
    QCOMPARE(indexTokens("高血压"), std::string("压 血 血压 高 高血 "));
}

void SearchTextTest::foldsCaseAccentsAndWidth() {
    QCOMPARE(indexTokens("Höhe ÉCOLE ＨｂＡ１ｃ"), std::string("ecole hba1c hohe "));
    QCOMPARE(indexTokens("e\xCC\x81"), std::string("e ")); // decomposed é
    QCOMPARE(indexTokens("ГЛЮКОЗА"), std::string("глюкоза "));
}

void SearchTextTest::keepsEachTokenOnce() {
    QCOMPARE(indexTokens("a b a, b a"), std::string("a b "));
}

void SearchTextTest::takesBrokenUtf8ForSeparators() {
    QCOMPARE(indexTokens("ab\xE8\xA1"
                         "cd\xFF"),
             std::string("ab cd "));
    QCOMPARE(indexTokens("\xEE\x80\x81"
                         "7"),
             std::string("7 ")); // private use is ours
}

void SearchTextTest::searchesChineseByPairsAndOneCharacterAlone() {
    QCOMPARE(searchExpression("高血压"), std::string("\"高血\" AND \"血压\""));
    QCOMPARE(searchExpression("糖"), std::string("\"糖\""));
    QCOMPARE(searchExpression("血糖 高"), std::string("\"血糖\" AND \"高\""));
}

void SearchTextTest::searchesLatinByPrefix() {
    QCOMPARE(searchExpression("Gluc"), std::string("\"gluc\"*"));
    QCOMPARE(searchExpression("glucose", 4), std::string("\"gluc\"*"));
    QCOMPARE(searchExpression("a"), std::string("\"a\""));
}

void SearchTextTest::asksForEveryWord() {
    QCOMPARE(searchExpression("2339-0 mmol"), std::string("\"2339\"* AND \"0\" AND \"mmol\"*"));
}

void SearchTextTest::givesNothingForPunctuation() {
    QVERIFY(searchExpression("").empty());
    QVERIFY(searchExpression(" -- 、。 * \" ").empty());
}

void SearchTextTest::cannotBeBrokenOutOf() {
    QCOMPARE(searchExpression("x\" OR y NEAR(z"),
             std::string("\"x\" AND \"or\"* AND \"y\" AND \"near\"* AND \"z\""));
}

QTEST_APPLESS_MAIN(SearchTextTest)
#include "search_text_test.moc"
