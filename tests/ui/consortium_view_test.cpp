// What the window says of a real consortium: not that it is a demonstration, and who else shows the
// same. Of the demonstration it says that it is one.
#include "app/ceremony/profile_steps.h"
#include "app/session/local_sessions.h"
#include "tests/support/demo_fixture.h"
#include "tests/support/local_consortium.h"
#include "ui/bridge/open_wallet.h"
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
        auto session = must(
            sessions->createForProfile(folder.path() / "wallet", test::testCredentials(), profile));
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

QTEST_GUILESS_MAIN(ConsortiumViewTest)
#include "consortium_view_test.moc"
