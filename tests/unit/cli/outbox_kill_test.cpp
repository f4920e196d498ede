// The command line is killed while it gives grants, again and again. The next start finds out what
// became of each: nothing is lost, nothing happens twice.
// CONSENTRY_KILL_ROUNDS sets the number of rounds (20 where it is not set).
#include "app/ceremony/profile_steps.h"
#include "app/session/local_sessions.h"
#include "core/registry/log_event.h"
#include "core/registry/object_ids.h"
#include "core/wallet/sync_log.h"
#include "tests/support/local_consortium.h"
#include "tests/support/must.h"
#include "tests/support/test_paths.h"

#include <QProcess>
#include <QtTest>

#include <fstream>
#include <random>
#include <set>

using namespace consentry;
using Json = nlohmann::json;
using test::must;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view passphrase = "a sentence for tests";
constexpr int patienceMs = 60'000;

vault::Credentials credentials() {
    std::string copy(passphrase);
    vault::Credentials made;
    made.passphrase = SecretBytes::takeFrom(std::as_writable_bytes(std::span(copy)));
    return made;
}

} // namespace

class OutboxKillTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_consortium = std::make_unique<test::LocalConsortium>(m_folder.path() / "members");
        adapters::PosixFileSystem files;
        const auto profile =
            must(ceremony::readProfile(files, m_consortium->profileFile(BlockHeight(1), 3)));
        std::ofstream(m_folder.path() / "passphrase") << passphrase << "\n";
        // A cheap key derivation, so that the kills fall into the work and not before it.
        const auto session =
            must(m_sessions->createForProfile(vault(), credentials(), profile, {}));
        must(session->registerPatient("Li Ming", m_consortium->folder()));
    }

    void killedAtAnyMomentNothingIsLostOrDoneTwice() {
        const int rounds = qEnvironmentVariableIsSet("CONSENTRY_KILL_ROUNDS")
                               ? qEnvironmentVariableIntValue("CONSENTRY_KILL_ROUNDS")
                               : 20;
        const unsigned seed = std::random_device()();
        std::mt19937 random(seed);
        const auto began = std::chrono::steady_clock::now();
        QCOMPARE(run(grantWords(0)), 0);
        const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - began);
        // A node that shows transactions late: more of the way lies between sent and proven.
        std::mt19937 hiding(seed + 1);
        m_consortium->rpc().edit = [&hiding](const std::string& method, Json& reply) {
            if (method == "tx" && reply.contains("result") && hiding() % 3 != 0) {
                const auto hash = reply["result"]["hash"].get<std::string>();
                reply.erase("result");
                reply["error"] = {{"code", -32603},
                                  {"message", "Internal error"},
                                  {"data", "tx (" + hash + ") not found"}};
            }
        };
        int killed = 0;
        for (int round = 1; round <= rounds; ++round) {
            QProcess process;
            start(process, grantWords(round));
            const auto after = std::uniform_int_distribution<std::int64_t>(
                whole.count() / 4, whole.count() * 2)(random);
            if (!process.waitForFinished(static_cast<int>(after))) {
                process.kill();
                process.waitForFinished(patienceMs);
                ++killed;
            }
            if (round % 5 == 0) {
                QCOMPARE(run({"outbox"}), 0);
            }
        }
        m_consortium->rpc().edit = {};
        QCOMPARE(run({"outbox"}), 0);
        check(rounds, killed, seed);
    }

private:
    fs::path vault() const { return m_folder.path() / "wallet"; }

    void check(int rounds, int killed, unsigned seed) {
        const auto session = must(m_sessions->open(vault(), credentials()));
        wallet::WalletContext& wallet = session->wallet();
        QVERIFY(must(wallet.vault.transactions().open()).empty());
        const auto patient = must(wallet::patientIdentity(wallet));
        const std::set<Digest> letters = lettersForHan(*session);
        const GrantPage page = must(wallet.vault.grants().page({}, {}, GrantStore::pageMax));
        std::size_t active = 0;
        std::size_t drafts = 0;
        for (const StoredGrant& grant : page.grants) {
            const auto state = must(wallet.ledger.object<registry::GrantState>(
                registry::grantKey(wallet.chainId(), grant.id)));
            if (grant.state == GrantState::Draft) {
                ++drafts;
                QVERIFY(!state); // was never signed, and is on no chain
                continue;
            }
            QVERIFY2(grant.state == GrantState::Active, grant.id.hex().c_str());
            QVERIFY(state && state->status == registry::GrantStatus::Active);
            QVERIFY(letters.contains(registry::idCast<Digest>(grant.id)));
            ++active;
        }
        QCOMPARE(grantRows(patient.party, wallet), active);
        qInfo() << "seed" << seed << "rounds" << rounds << "killed" << killed << "active" << active
                << "drafts" << drafts << "sent again" << sentAgain(wallet);
        QVERIFY(killed > 0);
        QVERIFY(active > 1);
    }

    static std::size_t sentAgain(wallet::WalletContext& wallet) {
        const auto all = must(wallet.vault.transactions().newest(1000));
        return static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(),
                          [](const PendingTransaction& one) { return one.attempts > 1; }));
    }

    /// What the registry itself has written down.
    static std::size_t grantRows(const PartyId& patient, wallet::WalletContext& wallet) {
        const auto identity = must(wallet::patientIdentity(wallet));
        must(wallet::SyncLog(wallet).verifyAll(identity));
        LogFilter filter;
        filter.types = {static_cast<std::uint32_t>(registry::LogEventType::Grant)};
        return must(wallet.vault.logs().count(patient, filter, 1'000'000));
    }

    static std::set<Digest> lettersForHan(simulation::DemoSession& session) {
        auto& consortium = session.consortium();
        const auto han = must(consortium.readerKeys(*consortium.person("han")));
        FetchCredential credential;
        credential.key = han.device.publicKey();
        credential.signedAt = session.wallet().clock.now();
        credential.signature = han.device.sign(
            fetchPreimage(session.wallet().chainId(), han.party.view(), credential.signedAt));
        std::set<Digest> subjects;
        for (const SealedMail& mail :
             must(consortium.find(han.organization)->fetchMail(han.party, credential))) {
            subjects.insert(mail.subject);
        }
        return subjects;
    }

    static QStringList grantWords(int round) {
        return {"grant",
                "--to",
                "han",
                "--what",
                "glucose",
                "--since",
                QString::number(round + 1) + "d"};
    }
    void start(QProcess& process, const QStringList& words) const {
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(
            QStringLiteral(CONSENTRY_CLI),
            QStringList{"--data", QString::fromStdString(vault().string()), "--passphrase-file",
                        QString::fromStdString((m_folder.path() / "passphrase").string())} +
                words);
    }
    int run(const QStringList& words) const {
        QProcess process;
        start(process, words);
        if (!process.waitForFinished(patienceMs)) {
            return -1;
        }
        if (process.exitCode() != 0) {
            qWarning("%s", process.readAllStandardError().constData());
        }
        return process.exitCode();
    }

    test::TemporaryFolder m_folder;
    std::unique_ptr<simulation::DemoSessions> m_sessions = makeLocalSessions({argon2Floor});
    std::unique_ptr<test::LocalConsortium> m_consortium;
};

QTEST_GUILESS_MAIN(OutboxKillTest)
#include "outbox_kill_test.moc"
