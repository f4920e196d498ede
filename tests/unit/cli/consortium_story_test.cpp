// A real consortium as a person meets it on the command line: the profile with its words, the
// patient's registration, grants and the log, over nodes behind TLS of which some fall silent.
#include "app/ceremony/profile_steps.h"
#include "tests/support/command_line.h"
#include "tests/support/local_consortium.h"
#include "tests/support/must.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace consentry;
using Json = nlohmann::json;
using test::must;
using test::Ran;

/// The slots are chapters: each begins where the one before ended.
class ConsortiumStoryTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        QFile file(path("passphrase"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a sentence for tests\n");
        file.close();
        m_consortium = std::make_unique<test::LocalConsortium>(path("members").toStdString());
        m_profile = QString::fromStdString(m_consortium->profileFile(BlockHeight(2), 3).string());
        adapters::PosixFileSystem files;
        m_words = light_client::profileFingerprint(
            must(ceremony::readProfile(files, m_profile.toStdString())).profile, Language::English);
    }
    void cleanup() {
        for (std::size_t member = 1; member <= 4; ++member) {
            m_consortium->setSilent(member, false);
        }
    }

    void nothingIsAdoptedUnconfirmed() {
        const Ran ran = run({"profile", "import", m_profile});
        QCOMPARE(ran.exit, 2);
        QVERIFY(ran.out.contains(QString::fromStdString(m_words)));
        QVERIFY(ran.out.contains(QStringLiteral("Qinghe Hospital")));
        QVERIFY(ran.err.contains(QStringLiteral("Nothing was adopted.")));
        QVERIFY(!QFile::exists(path("wallet/vault/header")));
        const Ran chinese = run({"--lang", "zh", "profile", "import", m_profile});
        QVERIFY(chinese.out.contains(QStringLiteral("清河医院")));
        QVERIFY(chinese.err.contains(QStringLiteral("没有采用这份说明。")));
    }

    void badProfilesAreRefusedWithAReason() {
        const auto weak = m_consortium->profileFile(BlockHeight(2), 2).string();
        const Ran ran = run({"profile", "import", "--yes", QString::fromStdString(weak)});
        QCOMPARE(ran.exit, 4);
        QVERIFY(ran.err.contains(QStringLiteral("Too few of its organisations")));
        QCOMPARE(run({"profile", "import", "--yes", path("passphrase")}).exit, 1);
        QCOMPARE(run({"profile", "import", "--yes", path("nowhere")}).exit, 1);
        QVERIFY(!QFile::exists(path("wallet/vault/header")));
    }

    void unreachableConsortiumMakesNoVault() {
        setSilent(1, 4);
        QCOMPARE(run({"profile", "import", "--yes", m_profile}).exit, 6);
        QVERIFY(!QFile::exists(path("wallet/vault/header")));
    }

    void confirmedProfileMakesAVault() {
        const Json adopted = json({"profile", "import", "--yes", m_profile});
        checkSame(adopted.at("adopted"), Json(true));
        const Json shown = json({"profile", "show"});
        checkSame(shown.at("chain"), Json("hospitals-1"));
        checkSame(shown.at("words"), Json(m_words));
        checkSame(shown.at("organizations").size(), Json(4));
        QCOMPARE(run({"profile", "import", "--yes", m_profile}).exit, 1);
    }

    void statusNamesTheChainBeforeThereIsAPatient() {
        const Json status = json({"status"});
        checkSame(status.at("ledger").at("chain"), Json("hospitals-1"));
        checkSame(status.at("ledger").at("worth"), Json("verified"));
        QCOMPARE(run({"grants"}).exit, 1);
    }

    void registrationNeedsTheMembers() {
        QCOMPARE(run({"init", "--name", "Li Ming"}).exit, 2);
        QCOMPARE(run({"init", "--name", "Li Ming", "--members", path("nowhere")}).exit, 2);
        const Json made = json({"init", "--name", "Li Ming", "--members", path("members")});
        checkSame(made.at("simulated"), Json(false));
        QCOMPARE(run({"init", "--members", path("members")}).exit, 1);
    }

    void grantIsProvenReadAndRevoked() {
        const Json granted = json({"grant", "--to", "han", "--what", "glucose"});
        checkSame(granted.at("stage"), Json("proven"));
        const auto id = QString::fromStdString(granted.at("id").get<std::string>()).left(12);
        const Json answer = json({"read", "--as", "han", "--grant", id});
        checkSame(answer.at("permitted"), Json(true));
        QCOMPARE(run({"revoke", id}).exit, 0);
        const Ran refused = run({"read", "--as", "han", "--grant", id});
        QCOMPARE(refused.exit, 3);
        const Json log = json({"log"});
        checkSame(log.at("check").at("complete"), Json(true));
        checkSame(log.at("check").at("checked"), Json("verified"));
        const Json verified = json({"verify"});
        checkSame(verified.at("entries"), verified.at("provenEntries"));
    }

    void statusSaysWhoConfirms() {
        must(m_consortium->ledger().makeBlockWith({}));
        const Ran ran = run({"status"});
        QCOMPARE(ran.exit, 0);
        QVERIFY2(ran.out.contains(QStringLiteral("Consortium hospitals-1: block ")),
                 qPrintable(ran.out));
        QVERIFY(ran.out.contains(QStringLiteral(", verified; the same is shown by ")));
        QVERIFY(!ran.out.contains(QStringLiteral("demonstration")));
        const Json ledger = json({"status"}).at("ledger");
        checkSame(ledger.at("nodes").size(), Json(4));
        checkSame(ledger.at("witnesses").size(), Json(4));
        QVERIFY(ledger.at("ageSeconds").get<int>() < 60);
        must(m_consortium->ledger().makeBlockWith({}));
        const Ran chinese = run({"--lang", "zh", "status"});
        QVERIFY(chinese.out.contains(QStringLiteral("联盟 hospitals-1")));
        QVERIFY(chinese.out.contains(QStringLiteral("已验证，所见相同的有")));
    }

    /// With one organisation's node alone, nothing is called verified.
    void aloneNothingIsCalledVerified() {
        must(m_consortium->ledger().makeBlockWith({}));
        setSilent(1, 3);
        const Ran ran = run({"status"});
        QCOMPARE(ran.exit, 0);
        QVERIFY2(ran.out.contains(
                     QStringLiteral("checked, but no other organisation has confirmed it yet")),
                 qPrintable(ran.out));
        QVERIFY(!ran.out.contains(QStringLiteral("verified")));
        QVERIFY(ran.out.contains(QStringLiteral("does not answer")));
        const Json status = json({"status"});
        checkSame(status.at("log").at("checked"), Json("unconfirmed"));
        checkSame(status.at("ledger").at("worth"), Json("unconfirmed"));
    }

    /// A revocation needs no network to be signed; it goes out as soon as there is one.
    void revocationWithoutANetworkWaitsInTheOutbox() {
        const Json granted = json({"grant", "--to", "han", "--what", "hba1c"});
        const auto id = QString::fromStdString(granted.at("id").get<std::string>()).left(12);
        setSilent(1, 4);
        const Ran ran = run({"revoke", id});
        QCOMPARE(ran.exit, 6);
        QVERIFY2(ran.err.contains(QStringLiteral("It is signed and kept")), qPrintable(ran.err));
        const Json before = json({"outbox"});
        checkSame(before.at("waiting"), Json(1));
        checkSame(before.at("entries").at(0).at("kind"), Json("revocation"));
        checkSame(before.at("entries").at(0).at("state"), Json("waiting"));
        cleanup();
        const Ran after = run({"outbox"});
        QVERIFY2(after.out.contains(QStringLiteral("[proven, block ")), qPrintable(after.out));
        QVERIFY(after.out.contains(QStringLiteral("Nothing waits.")));
        const Json entry = json({"outbox"}).at("entries").at(0);
        QCOMPARE(run({"outbox", "cancel", QString::fromStdString(entry.at("id"))}).exit, 3);
        QCOMPARE(run({"outbox", "retry", QString::fromStdString(entry.at("id"))}).exit, 1);
        QCOMPARE(run({"outbox", "retry", "ffffffff"}).exit, 1);
        QCOMPARE(run({"read", "--as", "han", "--grant", id}).exit, 3);
    }

    void whatNoNodeHasCanBeTakenBack() {
        const Json granted = json({"grant", "--to", "han", "--what", "hba1c"});
        const auto id = QString::fromStdString(granted.at("id").get<std::string>()).left(12);
        setSilent(1, 4);
        QCOMPARE(run({"revoke", id}).exit, 6);
        const auto entry = json({"outbox"}).at("entries").at(0).at("id").get<std::string>();
        const Ran taken = run({"outbox", "cancel", QString::fromStdString(entry)});
        QCOMPARE(taken.exit, 0);
        QVERIFY(taken.out.contains(QStringLiteral("[withdrawn]")));
        cleanup();
        checkSame(json({"outbox"}).at("waiting"), Json(0));
        QCOMPARE(run({"read", "--as", "han", "--grant", id}).exit, 0);
        QVERIFY(run({"--lang", "zh", "outbox"}).out.contains(QStringLiteral("已收回")));
    }

    void unreachableIsSaidAndLosesNothing() {
        setSilent(1, 4);
        QCOMPARE(run({"status"}).exit, 6);
        QCOMPARE(run({"records"}).exit, 0);
    }

    void demonstrationVaultKeepsToItself() {
        const QStringList place{"--data", path("demo"), "--passphrase-file", path("passphrase")};
        QCOMPARE(start(place + QStringList{"init"}).exit, 0);
        const Ran ran = start(place + QStringList{"profile", "import", "--yes", m_profile});
        QCOMPARE(ran.exit, 1);
        QVERIFY(ran.err.contains(QStringLiteral("belongs to the demonstration")));
        QVERIFY(start(place + QStringList{"profile", "show"})
                    .out.contains(QStringLiteral("demonstration")));
        QVERIFY(start(place + QStringList{"status"})
                    .out.contains(QStringLiteral("checked (demonstration)")));
    }

private:
    static void checkSame(const Json& actual, const Json& expected) {
        QCOMPARE(QString::fromStdString(actual.dump()), QString::fromStdString(expected.dump()));
    }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    void setSilent(std::size_t from, std::size_t to) {
        for (std::size_t member = from; member <= to; ++member) {
            m_consortium->setSilent(member, true);
        }
    }
    Ran start(const QStringList& words) const { return m_cli.start(words); }
    Ran run(const QStringList& words) const { return m_cli.run(words); }
    Json json(const QStringList& words) const { return m_cli.json(words); }

    QTemporaryDir m_folder;
    const test::CommandLine m_cli{
        QStringLiteral(CONSENTRY_CLI),
        {"--data", path("wallet"), "--passphrase-file", path("passphrase")}};
    std::unique_ptr<test::LocalConsortium> m_consortium;
    QString m_profile;
    std::string m_words;
};

QTEST_GUILESS_MAIN(ConsortiumStoryTest)
#include "consortium_story_test.moc"
