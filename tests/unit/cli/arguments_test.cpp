#include "app/cli/arguments.h"

#include <QtTest/QTest>

using namespace consentry;
using namespace consentry::cli;

namespace {

std::vector<std::string> wordsOf(const QString& line) {
    std::vector<std::string> words;
    for (const QString& word : line.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        words.push_back(word.toStdString());
    }
    return words;
}

QString joined(const std::vector<std::string>& words) {
    QStringList list;
    for (const std::string& word : words) {
        list << QString::fromStdString(word);
    }
    return list.join(QLatin1Char(' '));
}

} // namespace

class ArgumentsTest : public QObject {
    Q_OBJECT

private slots:
    void findsTheVerb_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("verb");
        QTest::newRow("one word") << "status" << "status";
        QTest::newRow("two words") << "demo create" << "demo create";
        QTest::newRow("behind global options") << "--data d --json status" << "status";
        QTest::newRow("behind an attached value") << "--data=d status" << "status";
        QTest::newRow("a folder named like a verb") << "--data status log" << "log";
        QTest::newRow("global options behind it") << "log --data d --json" << "log";
        QTest::newRow("none") << "--help" << "";
    }
    void findsTheVerb() {
        QFETCH(QString, line);
        QFETCH(QString, verb);
        const auto parsed = parseArguments(wordsOf(line));
        QVERIFY(parsed);
        QCOMPARE(QString::fromStdString(parsed->verb), verb);
    }

    void refusesWhatItDoesNotKnow_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("culprit");
        QTest::newRow("unknown verb") << "frobnicate" << "frobnicate";
        QTest::newRow("half of a verb") << "demo" << "demo";
        QTest::newRow("unknown option") << "status --fast" << "--fast";
        QTest::newRow("option of another verb") << "status --what glucose" << "--what";
        QTest::newRow("value missing at the end") << "grant --to" << "--to";
        QTest::newRow("value missing before an option") << "grant --to --json" << "--to";
        QTest::newRow("switch with a value") << "grant --dry-run=yes" << "--dry-run";
        QTest::newRow("too few words") << "see-as" << "see-as";
        QTest::newRow("too many words") << "see-as aaaa bbbb" << "see-as";
        QTest::newRow("words where none belong") << "status now" << "status";
        QTest::newRow("passphrase as a word") << "--passphrase secret status" << "secret";
    }
    void refusesWhatItDoesNotKnow() {
        QFETCH(QString, line);
        QFETCH(QString, culprit);
        const auto parsed = parseArguments(wordsOf(line));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(QString::fromStdString(parsed.error().context), culprit);
    }

    void collectsValues_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("values");
        QTest::newRow("one") << "grant --to han" << "--to" << "han";
        QTest::newRow("attached") << "grant --to=han" << "--to" << "han";
        QTest::newRow("several in a row")
            << "grant --what glucose hba1c --to han" << "--what" << "glucose hba1c";
        QTest::newRow("repeated") << "grant --what glucose --what hba1c" << "--what"
                                  << "glucose hba1c";
        QTest::newRow("equals sign inside") << "grant --what=a|b=c" << "--what" << "a|b=c";
        QTest::newRow("none") << "grant --to han" << "--what" << "";
    }
    void collectsValues() {
        QFETCH(QString, line);
        QFETCH(QString, option);
        QFETCH(QString, values);
        const auto parsed = parseArguments(wordsOf(line));
        QVERIFY(parsed);
        QCOMPARE(joined(parsed->all(option.toStdString())), values);
    }

    void takesTheLastOfASingleValue() {
        const auto parsed = parseArguments({"grant", "--to", "han", "--to", "luo"});
        QVERIFY(parsed);
        QCOMPARE(parsed->value("--to").value_or(""), std::string("luo"));
    }

    void keepsFilesApartFromOptions() {
        const auto parsed = parseArguments({"import", "a.json", "--json", "b.json"});
        QVERIFY(parsed);
        QCOMPARE(joined(parsed->positional), QStringLiteral("a.json b.json"));
        QVERIFY(parsed->has("--json"));
    }

    void helpNeedsNothingElse() {
        const auto parsed = parseArguments({"revoke", "--help"});
        QVERIFY(parsed);
        QVERIFY(parsed->has("--help"));
    }
};

QTEST_APPLESS_MAIN(ArgumentsTest)
#include "arguments_test.moc"
