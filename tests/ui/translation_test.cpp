#include "tests/support/test_paths.h"
#include "tests/support/ui_test.h"
#include "tests/ui/pseudo_locale.h"
#include "ui/style/appearance.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace consentry::ui;

namespace {

struct Message {
    QString context;
    QString source;
    QStringList translations;
    bool unfinished = false;
    bool isNumerus = false;
};

QList<Message> readMessages(const QString& language) {
    QFile file(QString::fromStdString((consentry::test::sourceDir() / "translations").string() +
                                      "/consentry_") +
               language + u".ts"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QList<Message> result;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == u"name"_s) {
            context = xml.readElementText();
        } else if (xml.name() == u"message"_s) {
            const bool numerus = xml.attributes().value(u"numerus"_s) == u"yes"_s;
            result << Message{context, {}, {}, false, numerus};
        } else if (xml.name() == u"source"_s) {
            result.last().source = xml.readElementText();
        } else if (xml.name() == u"numerusform"_s) {
            result.last().translations << xml.readElementText();
        } else if (xml.name() == u"translation"_s) {
            result.last().unfinished = xml.attributes().value(u"type"_s) == u"unfinished"_s;
            if (!result.last().isNumerus) {
                result.last().translations << xml.readElementText();
            }
        }
    }
    return result;
}

QStringList placeholders(const QString& text) {
    static const QRegularExpression pattern(u"%(n|L?[1-9])"_s);
    QStringList found;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        found << matches.next().captured();
    }
    found.sort();
    return found;
}

/// One line of translations/glossary.md: the English term and the words that must not stand for it.
struct Term {
    QString english;
    QStringList never;
};

QList<Term> readGlossary() {
    QFile file(QString::fromStdString(
        (consentry::test::sourceDir() / "translations" / "glossary.md").string()));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QList<Term> terms;
    const auto lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (const QString& line : lines) {
        const QStringList cells = line.split(u'|');
        if (cells.size() != 6 || cells.at(1).contains(u"---"_s) ||
            cells.at(1).trimmed() == u"English"_s) {
            continue;
        }
        Term term{cells.at(1).trimmed(), {}};
        for (const QString& word : cells.at(4).split(u'、')) {
            if (!word.trimmed().isEmpty()) {
                term.never << word.trimmed();
            }
        }
        terms << term;
    }
    return terms;
}

} // namespace

class TranslationTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Appearance::install(*qApp); }
    void chineseIsCompleteAndKeepsPlaceholders();
    void englishHasItsPlurals();
    void filesAreInTheProgram_data();
    void filesAreInTheProgram();
    void pseudoLocaleIsLongerAndKeepsPlaceholders();
    void chineseKeepsToTheGlossary();
    void chineseIsWrittenAsChinese();
};

void TranslationTest::chineseIsCompleteAndKeepsPlaceholders() {
    const auto messages = readMessages(u"zh_CN"_s);
    QVERIFY(messages.size() > 150);
    for (const Message& message : messages) {
        const QByteArray what = (message.context + u": "_s + message.source).toUtf8();
        QVERIFY2(!message.unfinished, what.constData());
        QCOMPARE(message.translations.size(), 1);
        QVERIFY2(!message.translations.first().isEmpty(), what.constData());
        QVERIFY2(placeholders(message.translations.first()) == placeholders(message.source),
                 what.constData());
        QVERIFY2(message.translations.first().count(u"<b>"_s) == message.source.count(u"<b>"_s),
                 what.constData());
    }
}

void TranslationTest::englishHasItsPlurals() {
    const auto messages = readMessages(u"en"_s);
    QVERIFY(messages.size() > 10);
    for (const Message& message : messages) {
        const QByteArray what = (message.context + u": "_s + message.source).toUtf8();
        QVERIFY2(!message.unfinished, what.constData());
        QVERIFY2(message.translations.size() == 2, what.constData());
    }
    Appearance::current().setLanguage(Language::English);
    QCOMPARE(
        QCoreApplication::translate("consentry::ui::WhoMaySeePage", "Opens %n records", nullptr, 1),
        u"Opens 1 record"_s);
}

void TranslationTest::filesAreInTheProgram_data() {
    QTest::addColumn<QString>("language");
    QTest::newRow("Chinese") << u"zh_CN"_s;
    QTest::newRow("English") << u"en"_s;
}

void TranslationTest::filesAreInTheProgram() {
    QFETCH(QString, language);
    QTranslator translator;
    QVERIFY(translator.load(u":/translations/consentry_%1.qm"_s.arg(language)));
    QVERIFY(!translator.isEmpty());
}

void TranslationTest::pseudoLocaleIsLongerAndKeepsPlaceholders() {
    const auto messages = readMessages(u"zh_CN"_s);
    for (const Message& message : messages) {
        const QString longer = consentry::test::PseudoLocale::stretched(message.source);
        QVERIFY2(double(longer.size()) >= 1.4 * double(message.source.size()),
                 qPrintable(message.source));
        QCOMPARE(placeholders(longer), placeholders(message.source));
        QCOMPARE(longer.count(u"<b>"_s), message.source.count(u"<b>"_s));
    }
}

void TranslationTest::chineseKeepsToTheGlossary() {
    const auto terms = readGlossary();
    QVERIFY(terms.size() > 30);
    const auto messages = readMessages(u"zh_CN"_s);
    for (const Message& message : messages) {
        const QString chinese = message.translations.join(u' ');
        for (const Term& term : terms) {
            for (const QString& word : term.never) {
                // Machines sign as well, and their signatures keep their word.
                const bool ofMachines = message.source.contains(u"signature"_s);
                QVERIFY2(!chinese.contains(word) || ofMachines,
                         qPrintable(term.english + u": "_s + chinese));
            }
        }
    }
}

void TranslationTest::chineseIsWrittenAsChinese() {
    // Half-width punctuation after a Chinese character, and a single ellipsis character.
    static const QRegularExpression halfWidth(u"[\\x{4e00}-\\x{9fff}][,;:!?]"_s);
    static const QRegularExpression shortEllipsis(u"(?<!…)…(?!…)"_s);
    const auto messages = readMessages(u"zh_CN"_s);
    for (const Message& message : messages) {
        const QString chinese = message.translations.join(u' ');
        QVERIFY2(!chinese.contains(halfWidth), qPrintable(chinese));
        QVERIFY2(!chinese.contains(shortEllipsis), qPrintable(chinese));
    }
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<TranslationTest>(argc, argv);
}

#include "translation_test.moc"
