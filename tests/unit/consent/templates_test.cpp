// The templates of the grant editor: those that are embedded, and files that are wrong.
#include "core/consent/templates.h"

#include "core/consent/embedded_templates.h"

#include <QtTest>

#include <set>

using namespace consentry;
using namespace consentry::consent;

namespace {

const QByteArray good =
    R"({"id":"x","name_en":"X","name_zh":"某","detail_en":"D","detail_zh":"说明",
    "scope":["glucose"],"window":"30d","purpose":"TREAT","may":["look"],"days":7})";

} // namespace

class TemplatesTest : public QObject {
    Q_OBJECT
private slots:
    void everyEmbeddedFileIsOne() {
        QVERIFY(embeddedTemplateFiles().size() >= 4);
        for (const std::string_view file : embeddedTemplateFiles()) {
            const auto parsed = parseGrantTemplate(file);
            QVERIFY2(parsed.has_value(),
                     parsed ? "" : qPrintable(QString::fromStdString(parsed.error().context)));
        }
    }

    void idsAreOnesOwnAndFound() {
        std::set<std::string> ids;
        for (const GrantTemplate& one : grantTemplates()) {
            QVERIFY(ids.insert(one.id).second);
            QCOMPARE(findGrantTemplate(one.id), &one);
            QVERIFY(one.name(Language::English) != one.name(Language::ChineseSimplified));
            QVERIFY(one.detail(Language::English) != one.detail(Language::ChineseSimplified));
        }
        QVERIFY(ids.contains("family-doctor"));
        QCOMPARE(findGrantTemplate("family-doctor")->validity.count(), 90);
        QVERIFY(findGrantTemplate("nothing") == nullptr);
    }

    /// Nobody gets more than looking, or for ever, by pressing one button.
    void noneIsLavish() {
        for (const GrantTemplate& one : grantTemplates()) {
            QVERIFY(one.actions.has(Action::Look));
            QVERIFY(!one.actions.has(Action::PassOn));
            QVERIFY(one.validity <= std::chrono::days(90));
        }
    }

    void wrongFilesAreMalformed_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("no object") << good << QByteArray("[]");
        QTest::newRow("no JSON") << good << QByteArray("{");
        QTest::newRow("no id") << QByteArray(R"("id":"x",)") << QByteArray();
        QTest::newRow("empty name") << QByteArray(R"("X")") << QByteArray(R"("")");
        QTest::newRow("unknown concept") << QByteArray("glucose") << QByteArray("phlogiston");
        QTest::newRow("no scope") << QByteArray(R"(["glucose"])") << QByteArray("[]");
        QTest::newRow("unknown window") << QByteArray("30d") << QByteArray("soon");
        QTest::newRow("unknown purpose") << QByteArray("TREAT") << QByteArray("FUN");
        QTest::newRow("unknown action") << QByteArray("look") << QByteArray("sell");
        QTest::newRow("no day") << QByteArray(R"("days":7)") << QByteArray(R"("days":0)");
        QTest::newRow("too many days") << QByteArray(R"("days":7)") << QByteArray(R"("days":3654)");
        QTest::newRow("half a day") << QByteArray(R"("days":7)") << QByteArray(R"("days":0.5)");
    }
    void wrongFilesAreMalformed() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QVERIFY(parseGrantTemplate(good.toStdString()).has_value());
        QByteArray text = good;
        text.replace(from, to);
        QVERIFY(text != good);
        QVERIFY(!parseGrantTemplate(text.toStdString()).has_value());
    }
};

QTEST_APPLESS_MAIN(TemplatesTest)
#include "templates_test.moc"
