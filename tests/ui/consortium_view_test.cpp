// What the window says of a real consortium: not that it is a demonstration, and who else shows the
// same. Of the demonstration it says that it is one.
#include "app/ceremony/profile_steps.h"
#include "app/session/local_sessions.h"
#include "core/wallet/outbox_entries.h"
#include "core/wallet/set_rules.h"
#include "tests/support/demo_fixture.h"
#include "tests/support/local_consortium.h"
#include "tests/support/test_paths.h"
#include "tests/support/ui_test.h"
#include "ui/bridge/open_wallet.h"
#include "ui/models/home_reader.h"
#include "ui/models/network_reader.h"

#include <QTest>

using namespace consentry;
using namespace consentry::ui;
using test::must;

namespace {

NetworkView viewOf(OpenWallet& wallet) {
    const auto lease = wallet.lease();
    const VaultReading reading = wallet.reading(lease, Language::English);
    return NetworkReader(reading).view();
}

CompletenessView completenessOf(OpenWallet& wallet) {
    const auto lease = wallet.lease();
    const VaultReading reading = wallet.reading(lease, Language::English);
    return HomeReader(reading).completeness();
}

StatusView statusOf(OpenWallet& wallet) {
    const auto lease = wallet.lease();
    const VaultReading reading = wallet.reading(lease, Language::English);
    return NetworkReader(reading).status();
}

/// A vault of a consortium of this process, with or without its person being registered.
class Scene {
public:
    enum class Person { Registered, Unknown };

    explicit Scene(Person person)
        : m_consortium(m_folder.path() / "members"), m_sessions(makeLocalSessions({argon2Floor})) {
        adapters::PosixFileSystem files;
        const auto profile =
            must(ceremony::readProfile(files, m_consortium.profileFile(BlockHeight(1), 3)));
        auto session =
            must(m_sessions->createForProfile(vault(), test::testCredentials(), profile, {}));
        if (person == Person::Registered) {
            must(session->registerPatient("Li Ming", m_consortium.folder()));
        }
    }
    test::LocalConsortium& consortium() { return m_consortium; }
    std::unique_ptr<OpenWallet> open() {
        return std::make_unique<OpenWallet>(
            must(m_sessions->open(vault(), test::testCredentials())));
    }
    /// Only this member's node answers; 0: all do.
    void leaveOnly(std::size_t member) {
        for (std::size_t one = 1; one <= m_consortium.members(); ++one) {
            m_consortium.setSilent(one, member != 0 && one != member);
        }
    }
    /// Two of the four show another history, signed by the same members.
    void forkHalf() {
        const auto other = m_consortium.fork();
        must(m_consortium.ledger().makeBlockWith({}));
        m_consortium.setAnswer(2, other);
        m_consortium.setAnswer(4, other);
    }

private:
    std::filesystem::path vault() const { return m_folder.path() / "wallet"; }

    test::TemporaryFolder m_folder;
    test::LocalConsortium m_consortium;
    std::unique_ptr<simulation::DemoSessions> m_sessions;
};

} // namespace

class ConsortiumViewTest : public QObject {
    Q_OBJECT
private slots:
    void realConsortiumIsNoDemonstration() {
        const test::TemporaryFolder folder;
        test::LocalConsortium consortium(folder.path() / "members");
        adapters::PosixFileSystem files;
        const auto profile =
            must(ceremony::readProfile(files, consortium.profileFile(BlockHeight(1), 3)));
        const auto sessions = makeLocalSessions({argon2Floor});
        auto session = must(sessions->createForProfile(folder.path() / "wallet",
                                                       test::testCredentials(), profile, {}));
        must(session->registerPatient("Li Ming", consortium.folder()));
        OpenWallet wallet(std::move(session));
        must(consortium.ledger().makeBlockWith({}));
        wallet.follow();
        const NetworkView view = viewOf(wallet);
        QVERIFY(!view.isDemonstration);
        QVERIFY(!view.engine.contains(QStringLiteral("demonstration")));
        QCOMPARE(view.chainId, QStringLiteral("hospitals-1"));
        QVERIFY2(view.witness.contains(QStringLiteral("Hospital")), qPrintable(view.witness));
        // What it relies on, in the engine's words.
        QVERIFY2(view.trustExact.contains(QStringLiteral("validators_hash: ")),
                 qPrintable(view.trustExact));
        QCOMPARE(view.trust.size(), 3);
    }

    /// Protocol §11: the one hospital that was asked could hide what it likes.
    void nothingIsCalledCompleteBeforeAnotherHospitalAgrees() {
        Scene scene(Scene::Person::Registered);
        must(scene.consortium().ledger().makeBlockWith({}));
        using State = CompletenessView::State;
        for (std::size_t member = 1; member <= 4; ++member) {
            scene.leaveOnly(member);
            const auto wallet = scene.open();
            QVERIFY(completenessOf(*wallet).state == State::Checking);
            wallet->follow();
            const CompletenessView alone = completenessOf(*wallet);
            QVERIFY(alone.state == State::Unconfirmed);
            QVERIFY(!alone.asOf.isValid());
            QVERIFY(!viewOf(*wallet).isConfirmed);
            QVERIFY(viewOf(*wallet).witness.isEmpty());
        }
        scene.leaveOnly(0);
        const auto wallet = scene.open();
        wallet->follow();
        const CompletenessView together = completenessOf(*wallet);
        QVERIFY(together.state == State::Complete);
        QVERIFY(viewOf(*wallet).isConfirmed);
        // Witnesses that are away for a moment change nothing: it is true of that moment.
        scene.leaveOnly(1);
        must(scene.consortium().ledger().makeBlockWith({}));
        wallet->follow();
        QVERIFY(completenessOf(*wallet).state == State::Complete);
        QCOMPARE(completenessOf(*wallet).asOf, together.asOf);
    }

    void withoutAnAnswerNothingIsSaidOfWhatIsMissing() {
        Scene scene(Scene::Person::Registered);
        const auto wallet = scene.open();
        scene.leaveOnly(5); // nobody
        wallet->follow();
        const CompletenessView view = completenessOf(*wallet);
        QVERIFY(view.state == CompletenessView::State::Offline);
        QVERIFY(!view.asOf.isValid());
        QVERIFY(statusOf(*wallet).state == StatusView::State::NotReachable);
    }

    void personWhomNobodyKnowsHasNoListToBeComplete() {
        Scene scene(Scene::Person::Unknown);
        const auto wallet = scene.open();
        QVERIFY(completenessOf(*wallet).state == CompletenessView::State::NoPatient);
        wallet->follow();
        QVERIFY(completenessOf(*wallet).state == CompletenessView::State::NoPatient);
    }

    void twoHistoriesStopWhatIsSaidAndSigned_data() {
        QTest::addColumn<bool>("isRegistered");
        QTest::addRow("a registered patient") << true;
        QTest::addRow("nobody yet") << false;
    }
    void twoHistoriesStopWhatIsSaidAndSigned() {
        QFETCH(bool, isRegistered);
        Scene scene(isRegistered ? Scene::Person::Registered : Scene::Person::Unknown);
        scene.open()->follow();
        scene.forkHalf();
        for (const bool isLater : {false, true}) {
            const auto wallet = scene.open();
            if (!isLater) {
                QVERIFY(!viewOf(*wallet).conflict);
                QVERIFY(wallet->follow().changed);
            } // later nobody has to be asked
            const NetworkView network = viewOf(*wallet);
            QVERIFY(network.conflict.has_value());
            QVERIFY(network.conflict->block > 0);
            QVERIFY(network.conflict->shownBy.contains(QStringLiteral("Hospital")));
            const std::filesystem::path evidence = network.conflict->file.toStdString();
            QVERIFY(std::filesystem::exists(evidence));
            const CompletenessView list = completenessOf(*wallet);
            QVERIFY(list.state == CompletenessView::State::Stopped);
            const QString said = list.missing.join(QLatin1Char(' '));
            QVERIFY2(said.contains(network.conflict->file), qPrintable(said));
            QVERIFY2(said.contains(QStringLiteral("newer profile")), qPrintable(said));
            QVERIFY(statusOf(*wallet).state == StatusView::State::Stopped);
            const WalletActing acting = wallet->acting();
            consent::PatientPolicy policy;
            policy.patient = acting.patient.party;
            const auto sent = wallet::SetRules(acting.context).send(acting.patient, policy);
            QCOMPARE(sent.error().code, ErrorCode::LedgerConflict);
            const auto transaction =
                wallet::deviceTransaction(acting.context, acting.patient, registry::Revoke{});
            QCOMPARE(transaction.error().code, ErrorCode::LedgerConflict);
            QVERIFY(must(wallet::outboxEntries(acting.context.vault.transactions(), 5)).empty());
        }
    }

    void whatWasSignedIsListed() {
        auto* world = new test::DemoWorld;
        OpenWallet wallet{std::unique_ptr<test::DemoWorld>(world)};
        const GrantId grant = world->give(world->draft("han", {"glucose"}));
        world->clock().pass(std::chrono::seconds(1));
        world->setRules({});
        world->clock().pass(std::chrono::seconds(1));
        world->revoke(grant);
        const NetworkView view = viewOf(wallet);
        QCOMPARE(view.sendings.size(), 3);
        for (const NetworkView::Sending& sending : view.sendings) {
            QVERIFY(sending.state == NetworkView::Sending::State::Proven);
            QVERIFY(!sending.isWaiting() && !sending.canBeWithdrawn);
        }
        QVERIFY2(view.sendings[0].what.startsWith(QStringLiteral("Revocation, Dr Han")),
                 qPrintable(view.sendings[0].what));
        QCOMPARE(view.sendings[1].what, QStringLiteral("Rules for everyone"));
        QVERIFY2(view.sendings[2].what.contains(QStringLiteral("Glucose")),
                 qPrintable(view.sendings[2].what));
    }

    void demonstrationSaysSo() {
        OpenWallet wallet(std::make_unique<test::DemoWorld>());
        wallet.follow();
        const NetworkView view = viewOf(wallet);
        QVERIFY(view.isDemonstration);
        QVERIFY(view.engine.contains(QStringLiteral("demonstration")));
        QVERIFY(view.witness.isEmpty());
    }
};

int main(int argc, char** argv) {
    return consentry::test::runUiTest<ConsortiumViewTest, QCoreApplication>(argc, argv);
}

#include "consortium_view_test.moc"
