// What the people of the organisations do for their consortium on the command line: they look,
// propose, sign, let a fifth one join, rotate a key, agree on an upgrade (protocol §9).
#include "app/ceremony/ceremony.h"
#include "tests/support/command_line.h"
#include "tests/support/local_consortium.h"
#include "tests/support/must.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace consentry;
using Json = nlohmann::json;
using test::must;
using test::Ran;

/// The slots are chapters: each begins where the one before ended.
class GovernanceStoryTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        QFile file(path("passphrase"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a sentence for tests\n");
        file.close();
        m_consortium = std::make_unique<test::LocalConsortium>(path("members").toStdString());
        const auto profile = m_consortium->profileFile(BlockHeight(2), 3).string();
        QCOMPARE(run({"profile", "import", "--yes", QString::fromStdString(profile)}).exit, 0);
    }

    void whatTheConsortiumIs() {
        const Json shown = json({"org", "show"});
        checkSame(shown.at("chain"), "hospitals-1");
        checkSame(shown.at("worth"), "verified");
        checkSame(shown.at("needed"), 3);
        checkSame(shown.at("members").size(), 4);
        QVERIFY(shown.at("members").at(0).contains("validator"));
        checkSame(shown.at("parameters").at("transactionsPerHour"), 100'000);
        checkSame(shown.at("rules").at("version"), 1);
        checkSame(json({"org", "pending"}).at("proposals").size(), 0);
        const Ran chinese = run({"--lang", "zh", "org", "show"});
        QVERIFY(chinese.out.contains(QStringLiteral("4 个机构，3 个同意即可作出决定")));
    }

    void nothingIsSignedWithoutTheRightKey() {
        QCOMPARE(run({"org", "propose", "set", "requestDays=7"}).exit, 2);
        const Ran gateway = run({"org", "propose", "set", "requestDays=7", "--governance",
                                 path("members/member1/keys/gateway.key")});
        QVERIFY(gateway.exit != 0);
        QCOMPARE(propose(1, {"set", "colour=7"}).exit, 2);
        QCOMPARE(propose(1, {"set"}).exit, 2);
        QCOMPARE(propose(1, {"set", "requestDays=x"}).exit, 2);
        QCOMPARE(propose(1, {"end-validator", "Nobody"}).exit, 2);
        QCOMPARE(propose(1, {"file", path("passphrase")}).exit, 1);
        // What the registry refuses has its stable name.
        const Ran zero = propose(1, {"--json", "set", "requestDays=0"});
        QCOMPARE(zero.exit, 3);
        checkSame(Json::parse(zero.out.toStdString()).at("error").at("refusal"),
                  "INVALID_PARAMETER");
        QCOMPARE(propose(1, {"end-validator", "Nanwan"}).exit, 3); // four stay
        checkSame(json({"org", "pending"}).at("proposals").size(), 0);
    }

    void threeOfFourDecide() {
        const QString id = proposed(1, {"set", "requestDays=7"});
        Json pending = json({"org", "pending"}).at("proposals").at(0);
        checkSame(pending.at("counted"), 1);
        checkSame(pending.at("needed"), 3);
        checkSame(pending.at("action").at("kind"), "SetParameters");
        checkSame(pending.at("action").at("parameters").at("requestDays"), 7);
        const Ran again = sign(1, id);
        QCOMPARE(again.exit, 3);
        QVERIFY2(again.err.contains(QStringLiteral("ALREADY_APPROVED")), qPrintable(again.err));
        checkSame(signedBy(2, id).at("decided"), false);
        const Ran text = run({"org", "pending"});
        QVERIFY2(text.out.contains(QStringLiteral("requestDays = 7")), qPrintable(text.out));
        QVERIFY2(text.out.contains(QStringLiteral("2 of 3 approvals, until ")),
                 qPrintable(text.out));
        QVERIFY(text.out.contains(QStringLiteral("Beishan Hospital")));
        checkSame(signedBy(3, id).at("decided"), true);
        checkSame(json({"org", "pending"}).at("proposals").size(), 0);
        checkSame(json({"org", "show"}).at("parameters").at("requestDays"), 7);
        QCOMPARE(sign(4, id).exit, 2); // it is not open any more
    }

    void aFifthOrganizationJoins() {
        ceremony::OrganizationPlan plan;
        plan.chainId = test::LocalConsortium::chainId;
        plan.nameEn = "Xishan Hospital";
        plan.nameZh = "西山医院";
        plan.mailbox = false;
        plan.peerAddress = "127.0.0.1:26656";
        plan.nodeUrl = "https://127.0.0.1:1";
        plan.nodePins = {Digest()};
        adapters::PosixFileSystem files;
        must(ceremony::makeKeys(files, path("members/member5").toStdString(), plan, nullptr));
        const Json prepared =
            json({"org", "prepare", "join", path("join.txt"), "--member", path("members/member5")});
        checkSame(prepared.at("kind"), "RegisterOrganization");
        QCOMPARE(sign(5, "0000").exit, 2);
        QCOMPARE(propose(5, {"file", path("join.txt")}).exit, 3); // no member yet
        decided({"file", path("join.txt")}, 3);
        QCOMPARE(run({"org", "prepare", "validator", path("validator.txt"), "--member",
                      path("members/member5")})
                     .exit,
                 0);
        decided({"file", path("validator.txt")}, 4); // four of five now
        const Json shown = json({"org", "show"});
        checkSame(shown.at("needed"), 4);
        checkSame(shown.at("members").size(), 5);
        for (const Json& member : shown.at("members")) {
            QVERIFY(member.contains("validator"));
        }
        // Its own notice waits for its validator.
        const Ran leave = run({"org", "leave", "Xishan", "--governance", governance(5)});
        QCOMPARE(leave.exit, 3);
        QVERIFY(leave.err.contains(QStringLiteral("VALIDATOR_STAYS")));
    }

    void aGatewayKeyIsRotatedByItsOrganizationAlone() {
        const QByteArray before = content("members/member2/keys/gateway.key");
        checkSame(
            json({"org", "rotate", "gateway", "--member", path("members/member2")}).at("decided"),
            true);
        QVERIFY(content("members/member2/keys/gateway.key") != before);
        QCOMPARE(content("members/member2/keys/gateway-old.key"), before);
        QVERIFY(!QFile::exists(path("members/member2/keys/gateway-next.key")));
        QCOMPARE(run({"org", "rotate", "governance", "--member", path("members/member2")}).exit, 2);
    }

    void anUpgradeIsAgreedOn() {
        const auto block = json({"org", "show"}).at("block").get<std::uint64_t>() + 1000;
        QCOMPARE(propose(1, {"upgrade", "3", "2"}).exit, 3);
        decided({"upgrade", QString::number(block), "2"}, 4);
        const Json rules = json({"org", "show"}).at("rules");
        checkSame(rules.at("version"), 1);
        checkSame(rules.at("next"), 2);
        checkSame(rules.at("from"), block);
        decided({"upgrade", "0", "1"}, 4); // taken back
        QVERIFY(!json({"org", "show"}).at("rules").contains("next"));
    }

    void theDemonstrationDecidesNothing() {
        const QStringList place{"--data", path("demo"), "--passphrase-file", path("passphrase")};
        QCOMPARE(start(place + QStringList{"init"}).exit, 0);
        const Ran ran = start(place + QStringList{"org", "show"});
        QCOMPARE(ran.exit, 3);
        QVERIFY2(ran.err.contains(QStringLiteral("NOT_GOVERNED")), qPrintable(ran.err));
    }

    /// The demonstration's organisations are played with their keys, so that they can attest.
    void rolesAreAttestedAndEnded() {
        const QStringList place{"--json", "--data", path("demo"), "--passphrase-file",
                                path("passphrase")};
        const auto ask = [&](const QStringList& words, int exit) {
            const Ran ran = start(place + words);
            if (ran.exit != exit) {
                qWarning("exit %d: %s", ran.exit, qPrintable(ran.err));
            }
            const Json parsed = Json::parse(ran.out.toStdString(), nullptr, false);
            return ran.exit == exit && parsed.is_object() ? parsed : Json::object();
        };
        const Json before = ask({"roles", "list", "qinghe"}, 0).at("roles");
        QVERIFY(!before.empty());
        const auto han = std::find_if(before.begin(), before.end(), [](const Json& one) {
            return one.at("nameEn") == "Dr Han Zhiyuan";
        });
        QVERIFY(han != before.end());
        checkSame(han->at("state"), "active");
        checkSame(han->at("role"), "doctor");
        const auto staff = QString::fromStdString(han->at("staff").get<std::string>());
        const QStringList attest{"roles", "attest", "han", "--at", "qinghe", "--staff"};
        checkSame(
            ask(attest + QStringList{"Q-1", "--role", "reviewer"}, 3).at("error").at("refusal"),
            "STAFF_ID_TAKEN"); // one number for life
        const Json made =
            ask(attest + QStringList{staff, "--role", "reviewer", "--until", "30d"}, 0);
        checkSame(made.at("role"), "reviewer");
        const auto id = made.at("id").get<std::string>();
        const auto stateOf = [&](const std::string& wanted) {
            const Json roles = ask({"roles", "list"}, 0).at("roles");
            for (const Json& one : roles) {
                if (one.at("id") == wanted) {
                    return one.at("state");
                }
            }
            return Json("none");
        };
        checkSame(stateOf(id), "active");
        checkSame(ask({"roles", "end", QString::fromStdString(id)}, 0).at("stage"), "proven");
        checkSame(stateOf(id), "ended");
        checkSame(stateOf(han->at("id").get<std::string>()), "active");
        checkSame(ask({"roles", "end", QString::fromStdString(id)}, 3).at("error").at("refusal"),
                  "ATTESTATION_NOT_ACTIVE");

        ask(attest + QStringList{staff, "--role", "wizard"}, 2);
        ask({"roles", "attest", "han", "--at", "nowhere", "--staff", "1", "--role", "nurse"}, 2);
        const QString nobody(64, QLatin1Char('a'));
        ask({"roles", "attest", nobody, "--at", "qinghe", "--staff", "1", "--role", "nurse"}, 2);
        checkSame(ask({"roles", "attest", nobody, "--at", "qinghe", "--staff", "1", "--role",
                       "nurse", "--name", "Nobody"},
                      3)
                      .at("error")
                      .at("refusal"),
                  "UNKNOWN_PARTY");
        ask({"roles", "end", "0000"}, 2);
        ask({"roles", "list", "nowhere"}, 2);
        checkSame(ask({"roles", "list", "qinghe"}, 0).at("roles").size(), before.size() + 1);
    }

private:
    static void checkSame(const Json& actual, const Json& expected) {
        QCOMPARE(QString::fromStdString(actual.dump()), QString::fromStdString(expected.dump()));
    }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString governance(int member) const {
        return path("members/member" + QString::number(member) + "/keys/governance.key");
    }
    QByteArray content(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    Ran propose(int member, const QStringList& words) const {
        return run(QStringList{"org", "propose", "--governance", governance(member)} + words);
    }
    Ran sign(int member, const QString& id) const {
        return run({"org", "sign", id, "--governance", governance(member)});
    }
    /// The beginning of the proposal's id.
    QString proposed(int member, const QStringList& words) const {
        const Json answer =
            json(QStringList{"org", "propose", "--governance", governance(member)} + words);
        return QString::fromStdString(answer.at("id").get<std::string>()).left(12);
    }
    Json signedBy(int member, const QString& id) const {
        return json({"org", "sign", id, "--governance", governance(member)});
    }
    /// Proposed by the first member and signed by so many in all.
    void decided(const QStringList& words, int needed) const {
        const QString id = proposed(1, words);
        for (int member = 2; member <= needed; ++member) {
            checkSame(signedBy(member, id).at("decided"), member == needed);
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
};

QTEST_GUILESS_MAIN(GovernanceStoryTest)
#include "governance_story_test.moc"
