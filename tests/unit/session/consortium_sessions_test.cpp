// A vault that has adopted a profile works over the nodes of that consortium, believes nothing that
// does not check, and says "confirmed" only of what another organisation's witness shows as well.

#include "app/ceremony/profile_steps.h"
#include "app/session/local_sessions.h"
#include "core/wallet/enroll.h"
#include "core/wallet/party_names.h"
#include "core/wallet/set_rules.h"
#include "core/wallet/sync_log.h"
#include "tests/support/local_consortium.h"
#include "tests/support/must.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace consentry;
using simulation::DemoSession;
using simulation::DemoSessions;
using test::must;
using Level = Assurance::Level;

namespace {

constexpr std::string_view passphrase = "quiet lantern over maple";

vault::Credentials credentials() {
    std::string copy(passphrase);
    vault::Credentials made;
    made.passphrase = SecretBytes::takeFrom(std::as_writable_bytes(std::span(copy)));
    return made;
}

} // namespace

class ConsortiumSessionsTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_folder = std::make_unique<test::TemporaryFolder>();
        m_consortium = std::make_unique<test::LocalConsortium>(m_folder->path() / "members");
        m_sessions = makeLocalSessions({argon2Floor});
    }
    void cleanup() {
        m_consortium.reset();
        m_folder.reset();
    }

    void demonstrationHasNoProfile() {
        const auto session = must(m_sessions->createEmpty(vault(), credentials(), "me"));
        QVERIFY(session->profile() == nullptr);
        QCOMPARE(session->adoptProfile(profile(1, 3)).error().code, ErrorCode::NotPermitted);
        QVERIFY(must(session->wallet().vault.consortium().profile()) == std::nullopt);
    }

    void vaultOfAProfileWorksOverItsNodes() {
        {
            const auto session = made();
            QVERIFY(*session->profile() == m_profile.profile);
            QVERIFY(!wallet::patientIdentity(session->wallet()));
            checkConfirmed(*session);
        }
        const auto session = opened();
        QVERIFY(*session->profile() == m_profile.profile);
        checkConfirmed(*session);
        const Identity patient = must(session->registerPatient("Li Ming", m_consortium->folder()));
        const auto state = must(wallet::provenPatient(session->wallet(), patient.party));
        QCOMPARE(state.links.size(), 4U);
        const auto check = must(wallet::SyncLog(session->wallet()).verifyAll(patient));
        QVERIFY(check.complete);
        QCOMPARE(check.count, state.count);
        QCOMPARE(session->registerPatient("Li Ming", m_consortium->folder()).error().code,
                 ErrorCode::AlreadyExists);
    }

    void playedMembersAreThereAtTheNextOpening() {
        {
            const auto session = made();
            must(session->registerPatient("Li Ming", m_consortium->folder()));
        }
        const auto session = opened();
        QCOMPARE(session->consortium().organizations().size(), 4U);
        const auto patient = must(wallet::patientIdentity(session->wallet()));
        consent::PatientPolicy policy;
        policy.patient = patient.party;
        must(wallet::SetRules(session->wallet()).send(patient, policy));
    }

    void secondPatientMeetsTheSamePeople() {
        {
            const auto session = made();
            must(session->registerPatient("One", m_consortium->folder()));
        }
        const auto other = must(
            m_sessions->createForProfile(m_folder->path() / "other", credentials(), m_profile, {}));
        must(other->registerPatient("Two", m_consortium->folder()));
        QVERIFY(!other->consortium().people().empty());
    }

    void tooFewSignaturesMakeNoVault() {
        const auto session =
            m_sessions->createForProfile(vault(), credentials(), profile(1, 2), {});
        QVERIFY(!session);
        QCOMPARE(session.error().code, ErrorCode::BadSignature);
        QVERIFY(!m_sessions->exists(vault()));
    }

    void nodesThatShowAnotherAnchorMakeNoVault() {
        const auto signedProfile = profile(1, 3);
        m_consortium->rpc().edit = [](const std::string& method, nlohmann::json& reply) {
            if (method == "commit") {
                reply["result"]["signed_header"]["header"]["app_hash"] = std::string(64, '0');
            }
        };
        const auto session =
            m_sessions->createForProfile(vault(), credentials(), signedProfile, {});
        QVERIFY(!session);
        QCOMPARE(session.error().code, ErrorCode::VerificationFailed);
        QVERIFY(!m_sessions->exists(vault()));
        m_consortium->rpc().edit = {};
        QVERIFY(
            m_sessions->createForProfile(vault(), credentials(), signedProfile, {}).has_value());
    }

    void vaultOpensWithoutANetwork() {
        made().reset();
        setSilent(1, 4, true);
        const auto session = opened();
        QCOMPARE(session->wallet().ledger.advance().error().code, ErrorCode::Unreachable);
        QVERIFY(session->wallet().ledger.assurance().level == Level::Unconfirmed);
    }

    void alonePrimaryIsNeverConfirmed() {
        made().reset();
        const BlockHeight before = trusted();
        must(m_consortium->ledger().makeBlockWith({}));
        for (std::size_t member = 1; member <= 4; ++member) {
            setSilent(1, 4, true);
            setSilent(member, member, false);
            const auto session = opened();
            must(session->wallet().ledger.advance());
            QVERIFY(session->wallet().ledger.assurance().level == Level::Unconfirmed);
        }
        // Nothing of it became a ground of trust, and yet it is not forgotten.
        QCOMPARE(trusted(), before);
        const BlockHeight unconfirmed = seen();
        QVERIFY(unconfirmed > before);
        setSilent(1, 4, false);
        claimHeight(BlockHeight(unconfirmed.value - 1));
        QCOMPARE(opened()->wallet().ledger.advance().error().code, ErrorCode::Stale);
    }

    void oneOtherOrganizationIsEnough() {
        made().reset();
        must(m_consortium->ledger().makeBlockWith({}));
        setSilent(1, 2, true);
        const auto session = opened();
        checkConfirmed(*session);
    }

    void heightsNeverGoBack() {
        made().reset();
        must(m_consortium->ledger().makeBlockWith({}));
        must(m_consortium->ledger().makeBlockWith({}));
        {
            const auto session = opened();
            checkConfirmed(*session);
        }
        const BlockHeight before = seen();
        claimHeight(BlockHeight(before.value - 1));
        const auto session = opened();
        QCOMPARE(session->wallet().ledger.advance().error().code, ErrorCode::Stale);
        QCOMPARE(seen(*session), before);
    }

    void twoHistoriesStopTheVaultForGood() {
        made().reset();
        const auto other = m_consortium->fork();
        must(m_consortium->ledger().makeBlockWith({}));
        m_consortium->setAnswer(2, other);
        m_consortium->setAnswer(4, other);
        {
            const auto session = opened();
            QCOMPARE(session->wallet().ledger.advance().error().code, ErrorCode::LedgerConflict);
        }
        const auto session = opened();
        QCOMPARE(session->wallet().ledger.advance().error().code, ErrorCode::LedgerConflict);
        const auto conflict =
            must(session->wallet().vault.consortium().openConflict(test::LocalConsortium::chainId));
        QVERIFY(conflict.has_value());
        QVERIFY(std::filesystem::exists(conflict->file));
        QCOMPARE(test::readFile(conflict->file), std::string(textOf(conflict->evidence)));
    }

    void nextProfileNeedsItsAnchorFromTwoOrganizations() {
        const auto session = made();
        must(m_consortium->ledger().makeBlockWith({}));
        const auto next = profile(2, 3, must(m_consortium->ledger().newestHeight()));
        setSilent(1, 3, true);
        QCOMPARE(session->adoptProfile(next).error().code, ErrorCode::Unreachable);
        setSilent(1, 3, false);
        must(session->adoptProfile(next));
        QCOMPARE(session->adoptProfile(next).error().code, ErrorCode::AlreadyExists);
        QCOMPARE(must(session->wallet().vault.consortium().profile())->number, 2U);
    }

    void interruptedRegistrationGoesOn() {
        for (std::size_t whole = 1;; ++whole) {
            const auto place = m_folder->path() / ("cut" + std::to_string(whole));
            auto session =
                must(m_sessions->createForProfile(place, credentials(), profile(1, 3), {}));
            const std::size_t before = m_consortium->submissions();
            m_consortium->rpc().edit = [&](const std::string& method, nlohmann::json& reply) {
                // The transaction is in a block, and nobody hears of it.
                if (method == "broadcast_tx_sync" &&
                    m_consortium->submissions() - before > whole * 2) {
                    reply.erase("result");
                    reply["error"] = {{"code", -32603}, {"message", "Internal error"}};
                }
            };
            const auto first = session->registerPatient("Li Ming", m_consortium->folder());
            m_consortium->rpc().edit = {};
            if (first) {
                QVERIFY2(whole > 3, "never interrupted");
                return;
            }
            session.reset();
            session = must(m_sessions->open(place, credentials()));
            const auto second = session->registerPatient("Li Ming", m_consortium->folder());
            // Where the last link alone went unheard, everything is done already.
            QVERIFY2(second || second.error().code == ErrorCode::AlreadyExists,
                     second ? "" : toString(second.error()).c_str());
            const Identity patient = must(wallet::patientIdentity(session->wallet()));
            QVERIFY(patient.registered);
            const auto state = must(wallet::provenPatient(session->wallet(), patient.party));
            QCOMPARE(state.links.size(), 4U);
        }
    }

    void profileCanBeTriedWithoutAVault() {
        must(m_sessions->checkNewProfile(profile(1, 3)));
        QCOMPARE(m_sessions->checkNewProfile(profile(1, 2)).error().code, ErrorCode::BadSignature);
        setSilent(1, 4, true);
        QCOMPARE(m_sessions->checkNewProfile(profile(1, 3)).error().code, ErrorCode::Unreachable);
    }

    void vaultWithoutAConsortiumHasNobodyToAsk() {
        must(m_sessions->createUndecided(vault(), credentials(), "Li Ming"));
        {
            const auto session = opened();
            QVERIFY(!session->hasConsortium());
            QVERIFY(session->profile() == nullptr);
            QCOMPARE(session->wallet().chainId(), std::string(DemoSession::noChainId));
            QVERIFY(!session->consortiumDamage());
            must(session->checkConsortium());
            must(session->saveTrust());
            QCOMPARE(session->wallet().ledger.advance().error().code, ErrorCode::NotFound);
            QCOMPARE(session->registerPatient("Li Ming", m_consortium->folder()).error().code,
                     ErrorCode::NotPermitted);
            // What cannot be adopted changes nothing.
            QCOMPARE(session->adoptProfile(profile(1, 2)).error().code, ErrorCode::BadSignature);
            setSilent(1, 4, true);
            QCOMPARE(session->adoptProfile(profile(1, 3)).error().code, ErrorCode::Unreachable);
            setSilent(1, 4, false);
        }
        {
            const auto session = opened();
            QVERIFY(!session->hasConsortium());
            must(session->adoptProfile(profile(1, 3)));
        }
        const auto session = opened();
        QVERIFY(session->hasConsortium());
        checkConfirmed(*session);
        QCOMPARE(must(wallet::keptOwnName(session->wallet().vault.settings())),
                 std::string("Li Ming"));
        const auto names = must(wallet::PartyNames::load(session->wallet().vault.contacts()));
        QCOMPARE(names.contacts().size(), 4U);
        must(session->registerPatient("Li Ming", m_consortium->folder()));
    }

    void preparedPatientIsTheOneThatIsRegistered() {
        Identity prepared;
        {
            const auto session = made();
            prepared = must(wallet::Enroll(session->wallet()).preparePatient());
            QVERIFY(!prepared.registered);
        }
        const auto session = opened();
        QVERIFY(must(wallet::Enroll(session->wallet()).preparePatient()).party == prepared.party);
        QVERIFY(must(session->registerPatient("Li Ming", m_consortium->folder())).party ==
                prepared.party);
    }

    void foreignMembersAreRefused() {
        const auto session = made();
        test::LocalConsortium others(m_folder->path() / "others");
        QCOMPARE(session->registerPatient("Li Ming", others.folder()).error().code,
                 ErrorCode::NotFound);
        QCOMPARE(session->registerPatient("Li Ming", m_folder->path()).error().code,
                 ErrorCode::NotFound);
        must(session->registerPatient("Li Ming", m_consortium->folder()));
    }

private:
    std::filesystem::path vault() const { return m_folder->path() / "vault"; }
    light_client::SignedProfile profile(std::uint64_t number, std::size_t signers,
                                        BlockHeight height = BlockHeight(1)) {
        adapters::PosixFileSystem files;
        return must(
            ceremony::readProfile(files, m_consortium->profileFile(height, signers, number)));
    }
    std::unique_ptr<DemoSession> made() {
        m_profile = profile(1, 3);
        return must(m_sessions->createForProfile(vault(), credentials(), m_profile, {}));
    }
    std::unique_ptr<DemoSession> opened() { return must(m_sessions->open(vault(), credentials())); }
    void setSilent(std::size_t from, std::size_t to, bool silent) {
        for (std::size_t member = from; member <= to; ++member) {
            m_consortium->setSilent(member, silent);
        }
    }
    /// All nodes say that this is their newest block.
    void claimHeight(BlockHeight height) {
        m_consortium->rpc().edit = [height](const std::string& method, nlohmann::json& reply) {
            if (method == "status") {
                reply["result"]["sync_info"]["latest_block_height"] = std::to_string(height.value);
            }
        };
    }
    static void checkConfirmed(DemoSession& session) {
        VerifiedLedger& ledger = session.wallet().ledger;
        must(ledger.advance());
        QVERIFY(ledger.assurance().level == Level::Confirmed);
        QVERIFY(ledger.assurance().confirmed == ledger.trusted().height());
    }
    static BlockHeight seen(DemoSession& session) {
        return must(session.wallet().vault.trust().trusted(test::LocalConsortium::chainId))->seen;
    }
    BlockHeight seen() { return seen(*opened()); }
    BlockHeight trusted() {
        return must(opened()->wallet().vault.trust().trusted(test::LocalConsortium::chainId))
            ->height;
    }

    std::unique_ptr<test::TemporaryFolder> m_folder;
    std::unique_ptr<test::LocalConsortium> m_consortium;
    std::unique_ptr<DemoSessions> m_sessions;
    light_client::SignedProfile m_profile;
};

QTEST_APPLESS_MAIN(ConsortiumSessionsTest)
#include "consortium_sessions_test.moc"
