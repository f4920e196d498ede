// A mailbox keeps sealed things for those who may ask, and checks who asks.
#include "tests/support/demo_fixture.h"

#include <QtTest>

using namespace consentry;
using test::DemoWorld;
using test::must;

class LocalMailboxTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_world = std::make_unique<DemoWorld>();
        m_mailbox = m_world->consortium().find(m_world->organization("minghu"));
        m_device = must(m_world->wallet().vault.keys().deviceSigningKey(m_world->patient()));
        m_sealed = sealed(1);
        must(m_mailbox->deposit({{m_world->patient().party, EpochNumber(1), m_sealed}}, {0}));
    }

    void patientFetchesOwnBody() {
        const auto body = must(fetch(m_device, m_world->clock().now()));
        QVERIFY(body.enc == m_sealed.enc && body.ciphertext == m_sealed.ciphertext);
    }

    void keyOfSomebodyElseGetsNothing() {
        for (const char* person : {"han", "tong", "fang"}) {
            const auto keys = m_world->readerKeys(person);
            QCOMPARE(fetch(keys.device, m_world->clock().now()).error().code,
                     ErrorCode::NotPermitted);
        }
        QCOMPARE(fetch(SigningKey::generate(), m_world->clock().now()).error().code,
                 ErrorCode::NotPermitted);
    }

    void credentialOfAnotherTimeGetsNothing() {
        const milliseconds age = hospital::LocalMailbox::credentialAgeMax;
        const Instant now = m_world->clock().now();
        QVERIFY(fetch(m_device, now - age));
        QCOMPARE(fetch(m_device, now - age - milliseconds(1)).error().code, ErrorCode::Stale);
        QCOMPARE(fetch(m_device, now + age + milliseconds(1)).error().code, ErrorCode::Stale);
    }

    void credentialForSomethingElseGetsNothing() {
        const Instant now = m_world->clock().now();
        // Signed for mail, shown for a body; and with a signature that is none.
        FetchCredential credential{
            m_device.publicKey(), now,
            m_device.sign(fetchPreimage(chainId(), m_world->patient().party.view(), now))};
        QCOMPARE(m_mailbox->fetchBody(m_world->patient().party, digest(), credential).error().code,
                 ErrorCode::NotPermitted);
        credential.signature = {};
        QCOMPARE(m_mailbox->fetchBody(m_world->patient().party, digest(), credential).error().code,
                 ErrorCode::NotPermitted);
    }

    void bodyOfAnotherPatientIsNotFound() {
        const auto keys = m_world->readerKeys("tong");
        const Instant now = m_world->clock().now();
        const FetchCredential credential{
            keys.device.publicKey(), now,
            keys.device.sign(fetchPreimage(chainId(), digest().view(), now))};
        QCOMPARE(m_mailbox->fetchBody(keys.party, digest(), credential).error().code,
                 ErrorCode::NotFound);
    }

    void mailIsForItsRecipientOnly() {
        const auto tong = m_world->readerKeys("tong");
        const auto han = m_world->readerKeys("han");
        must(m_mailbox->depositMail(
            {m_world->patient().party, tong.party, Digest(), sealed(2), {}}));
        QCOMPARE(must(mail(tong.party, tong.device)).size(), std::size_t(1));
        QCOMPARE(mail(tong.party, han.device).error().code, ErrorCode::NotPermitted);
        QCOMPARE(mail(tong.party, m_device).error().code, ErrorCode::NotPermitted);
        QCOMPARE(must(mail(han.party, han.device)).size(), std::size_t(0));
    }

    void limitsHoldAtTheLimitAndOneBeyond() {
        const PartyId& patient = m_world->patient().party;
        const std::size_t most = hospital::LocalMailbox::bodiesPerDepositMax;
        std::vector<StoredBody> bodies(most, {patient, EpochNumber(1), sealed(3)});
        QVERIFY(m_mailbox->deposit(bodies, {0}));
        bodies.push_back(bodies.front());
        QCOMPARE(m_mailbox->deposit(bodies, {0}).error().code, ErrorCode::TooLarge);
        QCOMPARE(m_mailbox->deposit({}, {0}).error().code, ErrorCode::TooLarge);
        Sealed large = sealed(4);
        large.ciphertext.resize(hospital::LocalMailbox::ciphertextMax);
        QVERIFY(m_mailbox->deposit({{patient, EpochNumber(1), large}}, {0}));
        large.ciphertext.push_back({});
        QCOMPARE(m_mailbox->deposit({{patient, EpochNumber(1), large}}, {0}).error().code,
                 ErrorCode::TooLarge);
        QCOMPARE(m_mailbox->depositMail({patient, patient, Digest(), large, {}}).error().code,
                 ErrorCode::TooLarge);
    }

private:
    static std::string_view chainId() { return simulation::DemoConsortium::chainId; }
    static Sealed sealed(int seed) {
        Sealed made;
        made.enc.data()[0] = static_cast<std::byte>(seed);
        made.ciphertext.assign(528, static_cast<std::byte>(seed));
        return made;
    }
    Digest digest() const { return sealedDigest(chainId(), m_sealed); }
    Result<Sealed> fetch(const SigningKey& key, Instant at) {
        const FetchCredential credential{key.publicKey(), at,
                                         key.sign(fetchPreimage(chainId(), digest().view(), at))};
        return m_mailbox->fetchBody(m_world->patient().party, digest(), credential);
    }
    Result<std::vector<SealedMail>> mail(const PartyId& recipient, const SigningKey& key) {
        const Instant now = m_world->clock().now();
        return m_mailbox->fetchMail(
            recipient,
            {key.publicKey(), now, key.sign(fetchPreimage(chainId(), recipient.view(), now))});
    }

    std::unique_ptr<DemoWorld> m_world;
    Mailbox* m_mailbox = nullptr;
    SigningKey m_device;
    Sealed m_sealed;
};

QTEST_APPLESS_MAIN(LocalMailboxTest)
#include "local_mailbox_test.moc"
