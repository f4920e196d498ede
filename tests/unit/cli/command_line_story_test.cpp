#include "core/adapters/embedded/store_layout.h"
#include "core/adapters/state_store/level_store.h"
#include "core/registry/log_event.h"
#include "tests/support/command_line.h"

#include <QtCore/QDate>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <filesystem>
#include <set>

using namespace consentry;
using Json = nlohmann::json;
using test::Ran;

namespace {

/// QCOMPARE knows nothing of JSON; its text says enough where two values differ.
#define SAME_JSON(actual, expected)                                                                \
    QCOMPARE(QString::fromStdString(Json(actual).dump()),                                          \
             QString::fromStdString(Json(expected).dump()))

} // namespace

/// The story of the README, told by the program that people run, in one temporary folder. The
/// slots are chapters: each begins where the one before ended.
class CommandLineStoryTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        write("passphrase", "a sentence for tests\n");
        write("wrong", "another sentence\n");
        write("next", "the next sentence\n");
        const Ran made = run({"demo", "create", "--seed", "7"});
        QVERIFY2(made.exit == 0, qPrintable(made.err));
    }

    void aSecondVaultIsNotMadeOverTheFirst() { QCOMPARE(run({"demo", "create"}).exit, 1); }

    void statusSaysHowFarTheLogIsComplete() {
        const Ran ran = run({"status"});
        QCOMPARE(ran.exit, 0);
        QVERIFY(ran.out.contains(QStringLiteral("Complete up to block")));
        QVERIFY(ran.out.contains(QStringLiteral("checked (demonstration)")));
        QVERIFY(run({"--lang", "zh", "status"}).out.contains(QStringLiteral("已核对（演示）")));
    }

    void aDryRunSendsNothing() {
        const Json before = json({"status"});
        const Ran ran = run(grantWords() + QStringList{"--dry-run"});
        QVERIFY2(ran.exit == 0, qPrintable(ran.err));
        QVERIFY(ran.out.contains(QStringLiteral("Nothing was sent.")));
        const Json after = json({"status"});
        SAME_JSON(after.at("activeGrants"), before.at("activeGrants"));
        SAME_JSON(after.at("log").at("entries"), before.at("log").at("entries"));
    }

    void theSentenceSaysWhoWhatWhyAndUntilWhen() {
        const Json granted = json(grantWords());
        const auto sentence = QString::fromStdString(granted.at("sentence").get<std::string>());
        QVERIFY(sentence.startsWith(QStringLiteral(
            "Dr Han Zhiyuan, Endocrinology, Qinghe First Hospital may look at my glucose values "
            "of the last 30 days for treatment until ")));
        SAME_JSON(granted.at("stage"), Json("proven"));
        QVERIFY(granted.at("block").get<std::uint64_t>() > 0);
        QVERIFY(granted.at("preview").at("total").get<int>() > 0);
        m_grant = QString::fromStdString(granted.at("id").get<std::string>());
    }

    void theDoctorReadsGlucoseAndNothingElse() {
        const Json answer = json({"read", "--as", "han", "--grant", prefix(), "--at", "anning"});
        const Json own = json({"read", "--as", "han", "--grant", prefix()});
        int resources = 0;
        for (const Json* one : {&answer, &own}) {
            SAME_JSON(one->at("permitted"), Json(true));
            SAME_JSON(one->at("anchors").at("differ"), Json(0));
            const Json& bundle = one->at("bundle");
            SAME_JSON(bundle.at("resourceType"), Json("Bundle"));
            for (const Json& entry : bundle.value("entry", Json::array())) {
                const std::string text = entry.at("resource").at("code").dump();
                QVERIFY2(text.find("lucose") != std::string::npos, text.c_str());
                ++resources;
            }
            QCOMPARE(bundle.at("total").get<std::size_t>(),
                     bundle.value("entry", Json::array()).size());
        }
        QVERIFY2(resources > 0, "the demonstration has no glucose of the last 30 days");
    }

    void whatWasNotGrantedIsRefusedWithAStableCode() {
        const Ran purpose =
            run({"--json", "read", "--as", "han", "--grant", prefix(), "--purpose", "HMARKT"});
        QCOMPARE(purpose.exit, 3);
        SAME_JSON(Json::parse(purpose.out.toStdString()).at("refusal"), Json("OtherPurpose"));
        const Ran stranger = run({"--json", "read", "--as", "luo", "--grant", prefix()});
        QCOMPARE(stranger.exit, 3);
        SAME_JSON(Json::parse(stranger.out.toStdString()).at("refusal"), Json("GrantMissing"));
        // Asking for another kind of record is permitted by the grant, and yields nothing.
        const Json other =
            json({"read", "--as", "han", "--grant", prefix(), "--type", "MedicationRequest"});
        SAME_JSON(other.at("bundle").at("total"), Json(0));
    }

    void onesRecordIsSeenAsTheDoctorSeesIt() {
        const Json seen = json({"see-as", "han"});
        const Json stranger = json({"see-as", "fang"});
        const auto visible = seen.at("visible").get<std::size_t>();
        QVERIFY(visible > 0);
        QVERIFY(visible < seen.at("records").get<std::size_t>());
        std::size_t listed = 0;
        bool isOursNamed = false;
        for (const Json& record : seen.at("list")) {
            listed += std::size_t(record.at("visible").get<bool>());
            QCOMPARE(record.at("rule") == "GrantPermits", record.at("visible").get<bool>());
        }
        for (const Json& grant : seen.at("grants")) {
            isOursNamed = isOursNamed || grant.at("id") == m_grant.toStdString();
        }
        QCOMPARE(listed, visible);
        QVERIFY(isOursNamed);
        std::size_t hidden = 0;
        for (const Json& kind : seen.at("hidden")) {
            hidden += kind.at("count").get<std::size_t>();
            QVERIFY(!kind.at("reason").get<std::string>().empty());
        }
        QCOMPARE(visible + hidden, seen.at("records").get<std::size_t>());
        // A doctor whom no grant names, under the demonstration's emergency setting.
        SAME_JSON(stranger.at("visible"), Json(0));
        SAME_JSON(stranger.at("hidden").at(0).at("rule"), Json("NoGrantPermits"));
        SAME_JSON(seen.at("emergency").at("possible"), Json(true));
        QVERIFY(seen.at("emergency").at("visible").get<std::size_t>() > visible);
        const QString few = run({"see-as", "han", "--limit", "1"}).out;
        const QString rest = QStringLiteral("… and %1 more (--limit)").arg(visible - 1);
        QVERIFY2(visible == 1 || few.contains(rest), qPrintable(few));
        QCOMPARE(run({"see-as", "nobody"}).exit, 2);
        QVERIFY(run({"see-as", "qinghe"}).out.contains(QStringLiteral("doctors")));
    }

    void theLogShowsReadsAndRefusals() {
        const Json log = json({"log", "--limit", "5"});
        SAME_JSON(log.at("check").at("complete"), Json(true));
        int read = 0;
        int refused = 0;
        for (const Json& entry : log.at("entries")) {
            read += entry.at("kind") == "byRule" ? 1 : 0;
            refused += entry.at("kind") == "refused" ? 1 : 0;
            QCOMPARE(entry.at("basis").get<std::string>(), m_grant.toStdString());
        }
        QCOMPARE(read, 3);
        QCOMPARE(refused, 2);
    }

    void verifyFindsEverythingInOrder() {
        const Json verified = json({"verify"});
        SAME_JSON(verified.at("complete"), Json(true));
        SAME_JSON(verified.at("entries"), verified.at("provenEntries"));
        QVERIFY(verified.at("provenBlocks").get<int>() > 100);
        SAME_JSON(verified.at("missingDetails"), Json(0));
        // The one access of the demonstration's past that no grant allows.
        SAME_JSON(verified.at("attention").size(), Json(1));
        SAME_JSON(verified.at("attention").at(0).at("kind"), Json("noRule"));
    }

    void afterRevocationTheNextReadIsRefused() {
        QCOMPARE(run({"revoke", "ffffffffffff"}).exit, 1);
        const Ran revoked = run({"revoke", prefix()});
        QVERIFY2(revoked.exit == 0, qPrintable(revoked.err));
        QVERIFY(revoked.out.contains(QStringLiteral("proven")));
        const Ran ran = run({"--json", "read", "--as", "han", "--grant", prefix()});
        QCOMPARE(ran.exit, 3);
        SAME_JSON(Json::parse(ran.out.toStdString()).at("refusal"), Json("GRANT_REVOKED"));
        QCOMPARE(run({"verify"}).exit, 0);
        const Json all = json({"grants", "--all"});
        const auto& grants = all.at("grants");
        const auto found = std::find_if(grants.begin(), grants.end(), [&](const Json& grant) {
            return grant.at("id") == m_grant.toStdString();
        });
        QVERIFY(found != grants.end());
        SAME_JSON(found->at("state"), Json("revoked"));
    }

    void manyGrantsAreRevokedAtOnce() {
        const auto toHan = json({"grant", "--to", "han", "--what", "hba1c"}).at("id");
        const auto toHospital =
            json({"grant", "--to", "qinghe:nurse", "--what", "glucose"}).at("id");
        const auto idsOf = [](const Json& answer) {
            std::set<std::string> ids;
            for (const Json& grant : answer.at("grants")) {
                ids.insert(grant.at("id").get<std::string>());
            }
            return ids;
        };
        const Json all = json({"grants"});
        const Json planned = json({"revoke", "--to", "qinghe", "--dry-run"});
        SAME_JSON(planned.at("sent"), Json(false));
        // The hospital's own and those of its people.
        QVERIFY(idsOf(planned).count(toHan) == 1 && idsOf(planned).count(toHospital) == 1);
        QCOMPARE(idsOf(json({"revoke", "--everything", "--dry-run"})), idsOf(all));
        QCOMPARE(idsOf(json({"grants"})), idsOf(all));

        const Ran person = run({"revoke", "--to", "han", "--dry-run"});
        QVERIFY(!person.out.contains(QString::fromStdString(toHospital).left(8)));
        QVERIFY(run({"revoke", "--to", "qinghe:nurse", "--dry-run"})
                    .out.contains(QStringLiteral("Takes back: ")));

        const Json done = json({"revoke", "--to", "qinghe"});
        QCOMPARE(idsOf(done), idsOf(planned));
        for (const Json& grant : done.at("grants")) {
            SAME_JSON(grant.at("stage"), Json("proven"));
            SAME_JSON(grant.at("block"), done.at("grants").at(0).at("block"));
        }
        std::set<std::string> left = idsOf(all);
        for (const std::string& id : idsOf(done)) {
            left.erase(id);
        }
        QCOMPARE(idsOf(json({"grants"})), left);
        SAME_JSON(json({"revoke", "--to", "qinghe"}).at("sent"), Json(false));
        // What is over already is said, and is no failure.
        const Json again = json({"revoke", QString::fromStdString(toHan).left(12)});
        SAME_JSON(again.at("stage"), Json("overBefore"));
        QCOMPARE(run({"verify"}).exit, 0);
        QCOMPARE(run({"revoke"}).exit, 2);
        QCOMPARE(run({"revoke", "--everything", "--to", "han"}).exit, 2);
        QCOMPARE(run({"revoke", "--to", "nobody"}).exit, 2);
    }

    void rulesStandAboveAllGrants() {
        const Json before = json({"rules"});
        SAME_JSON(before.at("emergency"), Json("normal"));
        QVERIFY(before.at("shutOut").empty());
        const Json grant = json({"grant", "--to", "han", "--what", "glucose"});
        const QString id = QString::fromStdString(grant.at("id").get<std::string>()).left(12);
        QCOMPARE(run({"read", "--as", "han", "--grant", id, "--at", "qinghe"}).exit, 0);

        const QStringList shutOut{
            "rules",       "--shut-out", "han", "--protect", "mental-health=very-restricted",
            "--emergency", "off"};
        const Json planned = json(shutOut + QStringList{"--dry-run"});
        SAME_JSON(planned.at("sent"), Json(false));
        QCOMPARE(planned.at("changes").size(), 3U);
        SAME_JSON(json({"rules"}), before);
        const Json done = json(shutOut);
        SAME_JSON(done.at("sent"), Json(true));
        QVERIFY(done.at("block").get<int>() > 0);
        const Ran refused = run({"read", "--as", "han", "--grant", id, "--at", "qinghe"});
        QCOMPARE(refused.exit, 3);
        QVERIFY2(refused.err.contains(QStringLiteral("PolicyDeniesReader")),
                 qPrintable(refused.err));
        QCOMPARE(json({"see-as", "han"}).at("visible").get<int>(), 0);
        const Json after = json({"rules"});
        QCOMPARE(after.at("version").get<int>(), before.at("version").get<int>() + 1);
        QCOMPARE(after.at("shutOut").size(), 1U);

        QCOMPARE(run({"rules", "--let-in", "han", "--emergency", "normal", "--protect",
                      "mental-health=marked"})
                     .exit,
                 0);
        QCOMPARE(run({"read", "--as", "han", "--grant", id, "--at", "qinghe"}).exit, 0);
        QCOMPARE(run({"verify"}).exit, 0);
        QCOMPARE(run({"rules", "--let-in", "han"}).exit, 2);
        QCOMPARE(run({"rules", "--shut-out", "nobody"}).exit, 2);
        QCOMPARE(run({"rules", "--shut-out", "qinghe:nurse"}).exit, 2);
        QCOMPARE(run({"rules", "--emergency", "everything"}).exit, 2);
        QCOMPARE(run({"rules", "--protect", "mental-health"}).exit, 2);
        QCOMPARE(run({"rules", "--protect", "tarot=restricted"}).exit, 2);
    }

    void importTakesFilesOrSaysWhyNot() {
        write("one.json", R"({"resourceType":"Observation","id":"cli-1","status":"final",)"
                          R"("code":{"coding":[{"system":"http://loinc.org","code":"2339-0",)"
                          R"("display":"Glucose"}]},"effectiveDateTime":"2026-11-20",)"
                          R"("valueQuantity":{"value":6.80,"unit":"mmol/L"}})");
        write("bad.json", "{\"resourceType\":\"Observation\",");
        const Json seen = json({"import", "--dry-run", path("one.json")});
        SAME_JSON(seen.at("files").at(0).at("added"), Json(1));
        const Json taken = json({"import", path("one.json")});
        SAME_JSON(taken.at("files").at(0).at("added"), Json(1));
        SAME_JSON(json({"import", path("one.json")}).at("files").at(0).at("alreadyThere"), Json(1));
        const Ran refused = run({"import", path("bad.json")});
        QCOMPARE(refused.exit, 3);
        QVERIFY(refused.err.contains(QLatin1Char('[')));
        const Json found = json({"records", "--text", "glucose", "--since", "30d"});
        QVERIFY(found.at("total").get<int>() > 0);
    }

    void copiesAreComparedWithTheLedger() {
        const Json checked = json({"records", "check"});
        const Json found = checked.at("found");
        QVERIFY(found.at("matches").get<int>() > 100);
        for (const char* other :
             {"amended", "deleted", "otherVersion", "notAnchored", "proofFails", "copyDamaged"}) {
            QCOMPARE(found.at(other).get<int>(), 0);
        }
        QCOMPARE(checked.at("unchecked").get<int>(), 0);
        QVERIFY(checked.at("hospitals").empty());
        QVERIFY(checked.at("block").get<int>() > 1);
        int matching = 0;
        const Json all = json({"records", "--limit", "10000"});
        for (const Json& record : all.at("records")) {
            const bool matches = record.at("anchor") == "matches";
            QVERIFY(matches || record.at("anchor") == "unchecked");
            matching += matches ? 1 : 0;
        }
        QCOMPARE(matching, found.at("matches").get<int>());
        const Ran said = run({"records", "check"});
        QCOMPARE(said.exit, 0);
        QVERIFY2(said.out.contains(QStringLiteral(" exactly as the hospital anchored it")),
                 qPrintable(said.out));
    }

    void ownRecordsAreWrittenCorrectedAndTakenBack() {
        const int before = json({"records"}).at("total").get<int>();
        const Json written = json({"record", "add", "weight", "65,4", "--when", "2020-05"});
        QCOMPARE(json({"records"}).at("total").get<int>(), before + 1);
        const Ran unusual = run({"record", "add", "weight", "650"});
        QCOMPARE(unusual.exit, 3);
        QVERIFY(unusual.err.contains(QStringLiteral("650 kg is unusual")));
        QCOMPARE(run({"record", "add", "weight", "heavy"}).exit, 2);
        QCOMPARE(run({"record", "add", "mood", "5"}).exit, 2);
        QCOMPARE(run({"record", "add", "pulse", "70", "--when", "2999-01-01"}).exit, 2);
        QCOMPARE(json({"records"}).at("total").get<int>(), before + 1);
        const auto digest = QString::fromStdString(written.at("digest").get<std::string>());
        const Json corrected = json({"record", "correct", digest.left(12), "65.2"});
        const auto next = QString::fromStdString(corrected.at("digest").get<std::string>());
        QCOMPARE(run({"record", "withdraw", digest}).exit, 2); // it was corrected meanwhile
        const Json found = json({"records", "--text", "65.2"});
        QCOMPARE(found.at("total").get<int>(), 0); // numbers are no words
        json({"record", "withdraw", next});
        bool isVoid = false;
        const Json all = json({"records", "--limit", "10000"});
        for (const Json& record : all.at("records")) {
            if (record.at("own").get<bool>()) {
                isVoid = record.at("value") == "entered-in-error" && record.at("when") == "2020-05";
            }
        }
        QVERIFY(isVoid);
        // Nothing that a grant could open, and nothing that a grant could name.
        QCOMPARE(run({"grant", "--to", "han", "--what", next.left(12), "--dry-run"}).exit, 2);
    }

    void exitCodesTellScriptsWhatHappened_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exit");
        QTest::newRow("no verb") << QStringList{} << 2;
        QTest::newRow("unknown verb") << QStringList{"frobnicate"} << 2;
        QTest::newRow("unknown concept")
            << QStringList{"grant", "--to", "han", "--what", "phlogiston"} << 2;
        QTest::newRow("unknown person")
            << QStringList{"grant", "--to", "nobody", "--what", "glucose"} << 2;
        QTest::newRow("a day that is over")
            << QStringList{"grant", "--to", "han", "--what", "glucose", "--until", "2020-01-01"}
            << 2;
        QTest::newRow("unknown purpose")
            << QStringList{"grant", "--to", "han", "--what", "glucose", "--purpose", "FUN"} << 2;
        QTest::newRow("help") << QStringList{"--help"} << 0;
        QTest::newRow("people without a vault") << QStringList{"demo", "people"} << 0;
    }
    void exitCodesTellScriptsWhatHappened() {
        QFETCH(QStringList, words);
        QFETCH(int, exit);
        const Ran ran = run(words);
        QCOMPARE(ran.exit, exit);
        QCOMPARE(ran.err.isEmpty(), exit == 0);
    }

    void aWrongPassphraseOpensNothing() {
        const Ran wrong =
            start({"--data", path("demo"), "--passphrase-file", path("wrong"), "--json", "status"});
        QCOMPARE(wrong.exit, 5);
        SAME_JSON(Json::parse(wrong.out.toStdString()).at("error").at("code"),
                  Json("WrongPassphrase"));
        QCOMPARE(start({"--data", path("demo"), "status"}).exit, 5);
        QCOMPARE(start({"--data", path("elsewhere"), "status"}).exit, 1);
    }

    void passwdChangesThePassphrase() {
        QCOMPARE(run({"passwd", "--new-passphrase-file", path("next")}).exit, 0);
        QCOMPARE(run({"status"}).exit, 5);
        QVERIFY(QFile::remove(path("passphrase")));
        QVERIFY(QFile::copy(path("next"), path("passphrase")));
        QCOMPARE(run({"status"}).exit, 0);
    }

    void theWordsAreShownUntilTheyAreConfirmed() {
        const auto confirmed = [this](const QStringList& verb) {
            return json(verb).at("confirmed").get<bool>();
        };
        QVERIFY(!confirmed({"words"}));
        const Ran shown = run({"words"});
        QCOMPARE(shown.exit, 0);
        const QStringList words = shown.out.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(words.size(), 24);
        QVERIFY(shown.err.contains(QStringLiteral("on paper")));

        QStringList miswritten = words;
        miswritten[7] =
            miswritten[7] == u"abandon" ? QStringLiteral("zoo") : QStringLiteral("abandon");
        write("words", miswritten.join(u' ').toUtf8());
        QCOMPARE(run({"words", "--words-file", path("words")}).exit, 1);
        QVERIFY(!json({"status"}).at("wordsConfirmed").get<bool>());

        write("words", words.join(u'\n').toUtf8());
        QCOMPARE(run({"words", "--words-file", path("words")}).exit, 0);
        QVERIFY(json({"status"}).at("wordsConfirmed").get<bool>());
        const Ran again = run({"words"});
        QCOMPARE(again.exit, 0);
        QVERIFY(!again.out.contains(words[5] + u'\n'));
        QVERIFY(confirmed({"words"}));

        // They also stand in for the passphrase.
        write("other", "entirely new and long");
        QCOMPARE(
            run({"passwd", "--words-file", path("words"), "--new-passphrase-file", path("other")})
                .exit,
            0);
        QCOMPARE(run({"status"}).exit, 5);
        write("passphrase", "entirely new and long");
        QCOMPARE(run({"status"}).exit, 0);
    }

    void wordsOfNoVaultChangeNothing() {
        const auto tryWords = [this](const QByteArray& words) {
            write("words", words);
            return run(
                {"passwd", "--words-file", path("words"), "--new-passphrase-file", path("other")});
        };
        write("other", "entirely new and long");
        const QByteArray abandon = QByteArray("abandon\n").repeated(23);
        const Ran wrongChecksum = tryWords(abandon + "zoo\n");
        QCOMPARE(wrongChecksum.exit, 1);
        QVERIFY(wrongChecksum.err.contains(QStringLiteral("not the 24 words of a vault")));
        const Ran another = tryWords(abandon + "art\n");
        QCOMPARE(another.exit, 5);
        QVERIFY(another.err.contains(QStringLiteral("belong to another vault")));
        QCOMPARE(run({"status"}).exit, 0);
    }

    void grantsGoByDidToo() {
        const Json who = json({"who"});
        const auto& people = who.at("people");
        const auto luo = std::find_if(people.begin(), people.end(),
                                      [](const Json& one) { return one.at("key") == "luo"; });
        QVERIFY(luo != people.end());
        const auto did = QString::fromStdString(luo->at("did").get<std::string>());
        const Ran ran = run({"grant", "--to", did, "--what", "2339-0", "--dry-run"});
        QVERIFY2(ran.exit == 0, qPrintable(ran.err));
        QVERIFY(ran.out.contains(QStringLiteral("Dr Luo Qing")));
    }

    void anEmergencyIsOpenedWithItsReasonInTheLog() {
        QCOMPARE(run({"read", "--as", "qin", "--emergency", "--at", "minghu"}).exit, 2);
        const Json answer = json(
            {"read", "--as", "qin", "--emergency", "--reason", "Unconscious", "--at", "minghu"});
        SAME_JSON(answer.at("rule"), Json("EmergencyPermits"));
        const Json log = json({"log", "--limit", "2"});
        SAME_JSON(log.at("entries").at(1).at("reason"), Json("Unconscious"));
        SAME_JSON(log.at("entries").at(0).at("kind"), Json("emergency"));
    }

    void anEmptyVaultBeginsWithoutGrants() {
        const QStringList place{"--data", path("empty"), "--passphrase-file", path("passphrase")};
        const Ran made = start(place + QStringList{"init", "--name", "Li Ming"});
        QVERIFY2(made.exit == 0, qPrintable(made.err));
        QVERIFY(made.out.contains(QStringLiteral("Patient: Li Ming")));
        const Ran status = start(place + QStringList{"status"});
        QVERIFY2(status.out.startsWith(QStringLiteral("Li Ming")), qPrintable(status.out));
        const Ran grants = start(place + QStringList{"grants"});
        QCOMPARE(grants.exit, 0);
        QVERIFY(grants.out.contains(QStringLiteral("Nobody may see anything.")));
        QCOMPARE(start(place + QStringList{"verify"}).exit, 0);
    }

    void aChangedBlockIsNamed_data() {
        QTest::addColumn<QString>("part");
        for (const char* part : {"header", "signature", "result", "whole"}) {
            QTest::newRow(part) << QString::fromLatin1(part);
        }
    }
    /// Written by way of the store itself, so that only the chain can tell.
    void aChangedBlockIsNamed() {
        QFETCH(QString, part);
        const QString folder = path("changed-" + part);
        std::filesystem::copy(path("demo").toStdString(), folder.toStdString(),
                              std::filesystem::copy_options::recursive);
        const std::uint64_t height = changeBlock(folder, part);
        QVERIFY(height > 0);
        const Ran ran =
            start({"--data", folder, "--passphrase-file", path("passphrase"), "verify"});
        QCOMPARE(ran.exit, 4);
        QVERIFY2(ran.err.startsWith(QStringLiteral("Block %1 of ").arg(height)),
                 qPrintable(ran.err));
    }

    void aDamagedStoreIsNamedAndTheVaultStaysReadable_data() {
        QTest::addColumn<QString>("store");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        QTest::newRow("blocks") << QStringLiteral("ledger")
                                << QStringLiteral("The block store of the demonstration is damaged")
                                << QStringLiteral("演示的区块存储已损坏");
        QTest::newRow("a hospital")
            << QStringLiteral("qinghe")
            << QStringLiteral("The store of Qinghe First Hospital in the demonstration is damaged")
            << QStringLiteral("演示中清河市第一医院的存储已损坏");
    }
    void aDamagedStoreIsNamedAndTheVaultStaysReadable() {
        QFETCH(QString, store);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const Json log = json({"log", "--limit", "1000"});
        const Json grants = json({"grants", "--all"});
        const Json records = json({"records"});
        const QString folder = path("damaged-" + store);
        std::filesystem::copy(path("demo").toStdString(), folder.toStdString(),
                              std::filesystem::copy_options::recursive);
        const QStringList place{"--data", folder, "--passphrase-file", path("passphrase")};
        QCOMPARE(start(place + QStringList{"verify"}).exit, 0); // the copy itself is sound
        cutALog(folder + "/consortium/" + store);

        const Ran verified = start(place + QStringList{"verify"});
        QCOMPARE(verified.exit, 4);
        QVERIFY2(verified.err.startsWith(english), qPrintable(verified.err));
        QVERIFY(verified.err.contains(QStringLiteral("Your vault is whole")));
        QVERIFY(verified.err.contains(QStringLiteral("make the demonstration anew")));
        const Ran other = start(place + QStringList{"--lang", "zh", "verify"});
        QCOMPARE(other.exit, 4);
        QVERIFY2(other.err.startsWith(chinese), qPrintable(other.err));

        const Ran told = start(place + QStringList{"--json", "log", "--limit", "1000"});
        QCOMPARE(told.exit, 7);
        const Json inside = Json::parse(told.out.toStdString());
        SAME_JSON(inside.at("error").at("code"), Json("DamagedLedger"));
        SAME_JSON(inside.at("entries").size(), log.at("entries").size());
        QVERIFY(log.at("entries").size() > 10);
        const Ran status = start(place + QStringList{"status"});
        QCOMPARE(status.exit, 7);
        QVERIFY2(status.out.contains(QStringLiteral(" records, ")), qPrintable(status.out));
        for (const auto& [words, before] : {std::pair(QStringList{"grants", "--all"}, &grants),
                                            std::pair(QStringList{"records"}, &records)}) {
            const Ran ran = start(place + QStringList{"--json"} + words);
            QCOMPARE(ran.exit, 0);
            SAME_JSON(Json::parse(ran.out.toStdString()).begin().value().size(),
                      before->begin().value().size());
        }
        for (const QStringList& words :
             {grantWords(), QStringList{"revoke", prefix()}, QStringList{"who"},
              QStringList{"read", "--as", "me", "--at", "qinghe"}}) {
            const Ran ran = start(place + words);
            QVERIFY2(ran.exit == 7, qPrintable(words.first() + ran.err));
            QVERIFY2(ran.err.startsWith(english), qPrintable(ran.err));
        }
    }

    /// Last, because it breaks the ledger: a row is changed in the node's own store.
    void aChangedRowIsFoundAndNamed() {
        const Json before = json({"verify"});
        const auto total = before.at("entries").get<int>();
        changeRow(16);
        const Ran ran = run({"verify"});
        QCOMPARE(ran.exit, 4);
        const QString named = QStringLiteral("Entry 17 of %1 was changed.").arg(total);
        QVERIFY2(ran.err.contains(named), qPrintable(ran.err));
        const Ran chinese = run({"--lang", "zh", "verify"});
        QCOMPARE(chinese.exit, 4);
        QVERIFY(chinese.err.contains(QStringLiteral("第 17 条")));
        // The vault itself stays usable.
        QCOMPARE(run({"records"}).exit, 0);
    }

private:
    void write(const QString& name, const QByteArray& content) {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), qint64(content.size()));
    }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString prefix() const { return m_grant.left(12); }

    static QStringList grantWords() {
        const QString until = QDate::currentDate().addMonths(7).toString(Qt::ISODate);
        return {"grant",     "--to",  "韩知远医生", "--what", "glucose", "--since", "30d",
                "--purpose", "TREAT", "--may",      "look",   "--until", until};
    }

    Ran start(const QStringList& words) const { return m_cli.start(words); }
    Ran run(const QStringList& words) const { return m_cli.run(words); }
    Json json(const QStringList& words) const { return m_cli.json(words); }

    /// Gives a row of the log another block time, as the store itself would write it.
    void changeRow(std::uint64_t number) {
        auto store = LevelStore::open((m_folder.filePath("demo/consortium/ledger")).toStdString());
        QVERIFY(store);
        WriteBatch batch;
        const auto scanned = (*store)->scan(Table::LogRows, {}, [&](ByteView key, ByteView value) {
            auto event = registry::decodeLogEvent(value);
            if (event && event->seq.value == number) {
                event->blockTime -= std::chrono::hours(1);
                batch.put(Table::LogRows, key, registry::encodeLogEvent(*event));
            }
            return true;
        });
        QVERIFY(scanned);
        QCOMPARE(batch.writes.size(), std::size_t(1));
        QVERIFY((*store)->write(batch));
    }

    /// Changes one of the first blocks that hold transactions. Returns its height.
    static std::uint64_t changeBlock(const QString& folder, const QString& part) {
        auto store = LevelStore::open((folder + "/consortium/ledger").toStdString());
        std::uint64_t height = 0;
        WriteBatch batch;
        const auto visit = [&](ByteView key, ByteView value) {
            auto block = embedded::decodeStoredBlock(value);
            if (!block || block->transactions.empty()) {
                return block.has_value();
            }
            height = block->light.header.height.value;
            if (part == QLatin1String("header")) {
                block->light.header.appHash.front() ^= std::byte{1};
            } else if (part == QLatin1String("signature")) {
                *block->light.commit.signatures.front().signature.data() ^= std::byte{1};
            } else if (part == QLatin1String("result")) {
                block->results.front().code ^= 1U;
            } else {
                batch.erase(Table::Blocks, key);
                return false;
            }
            batch.put(
                Table::Blocks, key,
                embedded::encodeStoredBlock(block->light, block->transactions, block->results));
            return false;
        };
        const bool done = store && (*store)->scan(Table::Blocks, {}, visit) &&
                          batch.writes.size() == 1 && (*store)->write(batch);
        return done ? height : 0;
    }

    /// Half of the newest log of a store is gone.
    static void cutALog(const QString& store) {
        const QDir files(store);
        const QStringList logs =
            files.entryList({QStringLiteral("*.log")}, QDir::Files, QDir::Name);
        QVERIFY(!logs.isEmpty());
        QFile log(files.filePath(logs.last()));
        QVERIFY(log.size() > 1);
        QVERIFY(log.resize(log.size() / 2));
    }

    QTemporaryDir m_folder;
    const test::CommandLine m_cli{
        QStringLiteral(CONSENTRY_CLI),
        {"--data", path("demo"), "--passphrase-file", path("passphrase")}};
    QString m_grant;
};

QTEST_GUILESS_MAIN(CommandLineStoryTest)
#include "command_line_story_test.moc"
