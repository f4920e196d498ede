// A profile is believed for its signatures and its words alone, has one encoding, and follows only
// the one before it.
#include "core/light_client/consortium_profile.h"
#include "tests/support/profile_kit.h"

#include <QtTest>

#include <random>
#include <set>

using namespace consentry;
using namespace consentry::light_client;
using test::ProfileKit;
using test::TestChain;

class ConsortiumProfileTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_chain.grow(20); }

    void comesBackAsItWas() {
        ConsortiumProfile profile = m_kit.profile(m_chain.at(5));
        profile.organizations[1].nodes = {{"https://node.example:26657",
                                           {*Digest::from(ByteView(Bytes(32, std::byte{1}))),
                                            *Digest::from(ByteView(Bytes(32, std::byte{2})))}}};
        profile.organizations[2].witnesses.clear();
        const SignedProfile signedProfile = m_kit.sign(profile, 3);
        const Bytes bytes = encodeSignedProfile(signedProfile);
        const auto back = decodeSignedProfile(bytes);
        QVERIFY2(back, back ? "" : toString(back.error()).c_str());
        QVERIFY(*back == signedProfile);
        QVERIFY(equal(encodeSignedProfile(*back), bytes));
        QVERIFY(profile.options().trustLevel.numerator == 2);
        QVERIFY(profile.options().trustingPeriod == std::chrono::days(30));
    }

    void thresholdIsMoreThanTwoThirds() {
        const std::map<std::size_t, std::size_t> expected{{1, 1}, {2, 2}, {3, 3}, {4, 3},
                                                          {5, 4}, {6, 5}, {7, 5}, {10, 7}};
        for (const auto& [organizations, threshold] : expected) {
            ConsortiumProfile profile;
            profile.organizations.resize(organizations);
            QCOMPARE(profile.threshold(), threshold);
        }
    }

    void firstProfileNeedsItsOwnOrganisations() {
        const ConsortiumProfile profile = m_kit.profile(m_chain.at(5));
        QCOMPARE(checkFirstProfile(m_kit.sign(profile, 2)).error().code, ErrorCode::BadSignature);
        QVERIFY(checkFirstProfile(m_kit.sign(profile, 3)));
        // Strangers may sign as much as they like.
        SignedProfile foreign = m_kit.sign(profile, 2);
        for (int i = 0; i < 5; ++i) {
            signProfile(foreign, SigningKey::generate());
        }
        QCOMPARE(checkFirstProfile(foreign).error().code, ErrorCode::BadSignature);
        // A signature under anything else does not count.
        SignedProfile changed = m_kit.sign(profile, 4);
        changed.profile.organizations[0].nodes[0].url = "http://127.0.0.1:999/";
        QCOMPARE(checkFirstProfile(changed).error().code, ErrorCode::BadSignature);
        // Nor does one key twice.
        SignedProfile twice = m_kit.sign(profile, 2);
        signProfile(twice, m_kit.key(0));
        QCOMPARE(twice.signatures.size(), 2U);
    }

    void renewalFollowsTheProfileBefore() {
        const ConsortiumProfile current = m_kit.profile(m_chain.at(5));
        ConsortiumProfile next = m_kit.profile(m_chain.at(15));
        next.number = 2;
        const Instant now = m_chain.now();
        const auto check = [&](const ConsortiumProfile& profile, std::size_t signers) {
            const auto checked = checkRenewal(current, m_kit.sign(profile, signers), now);
            return checked ? ErrorCode::Internal : checked.error().code;
        };
        QCOMPARE(check(next, 3), ErrorCode::Internal);
        QCOMPARE(check(next, 2), ErrorCode::BadSignature);
        ConsortiumProfile other = next;
        other.number = 3;
        QCOMPARE(check(other, 4), ErrorCode::InvalidArgument);
        other.number = 1;
        QCOMPARE(check(other, 4), ErrorCode::InvalidArgument);
        other = next;
        other.chainId = "another-chain";
        QCOMPARE(check(other, 4), ErrorCode::InvalidArgument);
        other = m_kit.profile(m_chain.at(5));
        other.number = 2;
        QCOMPARE(check(other, 4), ErrorCode::InvalidArgument);
    }

    void organisationsOfTheNextProfileHaveNoSayYet() {
        const ConsortiumProfile current = m_kit.profile(m_chain.at(5));
        const ProfileKit others;
        ConsortiumProfile next = others.profile(m_chain.at(15));
        next.number = 2;
        QCOMPARE(checkRenewal(current, others.sign(next, 4), m_chain.now()).error().code,
                 ErrorCode::BadSignature);
        // The old ones may hand over to them.
        QVERIFY(checkRenewal(current, m_kit.sign(next, 3), m_chain.now()));
    }

    void renewingAnchorIsAtMostFourteenDaysOld() {
        const ConsortiumProfile current = m_kit.profile(m_chain.at(5));
        ConsortiumProfile next = m_kit.profile(m_chain.at(15));
        next.number = 2;
        const SignedProfile renewed = m_kit.sign(next, 4);
        const Instant limit = next.anchorTime + renewalAnchorAgeMax;
        QVERIFY(checkRenewal(current, renewed, limit));
        QCOMPARE(checkRenewal(current, renewed, limit + milliseconds(1)).error().code,
                 ErrorCode::Stale);
        QCOMPARE(
            checkRenewal(current, renewed, next.anchorTime - std::chrono::minutes(1)).error().code,
            ErrorCode::InvalidArgument);
    }

    void anchorIsThatVeryHeader() {
        const ConsortiumProfile profile = m_kit.profile(m_chain.at(5));
        const auto trusted = anchorOf(profile, m_chain.at(5));
        QVERIFY(trusted && trusted->height() == BlockHeight(5));
        QCOMPARE(anchorOf(profile, m_chain.at(6)).error().code, ErrorCode::VerificationFailed);
        LightBlock forged = m_chain.at(5);
        forged.header.appHash[0] ^= std::byte{1};
        QCOMPARE(anchorOf(profile, forged).error().code, ErrorCode::VerificationFailed);
        ConsortiumProfile wrongTime = profile;
        wrongTime.anchorTime += milliseconds(1);
        QCOMPARE(anchorOf(wrongTime, m_chain.at(5)).error().code, ErrorCode::VerificationFailed);
    }

    void wordsBelongToTheContentAlone() {
        const ConsortiumProfile profile = m_kit.profile(m_chain.at(5));
        const std::string english = profileFingerprint(profile, Language::English);
        QCOMPARE(QString::fromStdString(english).split(' ').size(), qsizetype(profileWords));
        QCOMPARE(QString::fromStdString(profileFingerprint(profile, Language::ChineseSimplified))
                     .split(' ')
                     .size(),
                 qsizetype(profileWords));
        QCOMPARE(profileFingerprint(m_kit.sign(profile, 4).profile, Language::English), english);
        std::set<std::string> seen{english};
        const auto isNew = [&](const std::function<void(ConsortiumProfile&)>& change) {
            ConsortiumProfile other = profile;
            change(other);
            return seen.insert(profileFingerprint(other, Language::English)).second;
        };
        QVERIFY(isNew([](ConsortiumProfile& p) { p.number = 2; }));
        QVERIFY(isNew([](ConsortiumProfile& p) { p.anchorHash = Digest(); }));
        QVERIFY(isNew([](ConsortiumProfile& p) { p.organizations[0].nameEn += "."; }));
        QVERIFY(isNew([](ConsortiumProfile& p) { p.organizations[3].witnesses.clear(); }));
        QVERIFY(isNew([](ConsortiumProfile& p) { p.trustLevel = {1, 1}; }));
    }

    void limitsHold_data() {
        QTest::addColumn<int>("what");
        QTest::addColumn<bool>("isAllowed");
        QTest::newRow("as it is") << 0 << true;
        QTest::newRow("no chain id") << 1 << false;
        QTest::newRow("chain id too long") << 2 << false;
        QTest::newRow("chain id with a space") << 3 << false;
        QTest::newRow("number 0") << 4 << false;
        QTest::newRow("anchor 0") << 5 << false;
        QTest::newRow("trust level 1/3") << 6 << false;
        QTest::newRow("trust level 3/2") << 7 << false;
        QTest::newRow("trust level 1") << 8 << true;
        QTest::newRow("trusting for 61 days") << 9 << false;
        QTest::newRow("trusting for seconds") << 10 << false;
        QTest::newRow("nobody") << 11 << false;
        QTest::newRow("out of order") << 12 << false;
        QTest::newRow("a party twice") << 13 << false;
        QTest::newRow("a governance key twice") << 14 << false;
        QTest::newRow("no name") << 15 << false;
        QTest::newRow("name with a line break") << 16 << false;
        QTest::newRow("name too long") << 17 << false;
        QTest::newRow("longest name") << 18 << true;
        QTest::newRow("no node at all") << 19 << false;
        QTest::newRow("nine nodes") << 20 << false;
        QTest::newRow("node without a pin") << 21 << false;
        QTest::newRow("pins out of order") << 22 << false;
        QTest::newRow("before 1970") << 23 << false;
        QTest::newRow("name that is no UTF-8") << 24 << false;
    }
    void limitsHold() {
        QFETCH(int, what);
        QFETCH(bool, isAllowed);
        ConsortiumProfile profile = m_kit.profile(m_chain.at(5));
        auto& first = profile.organizations.front();
        const Digest one = *Digest::from(ByteView(Bytes(32, std::byte{1})));
        const std::vector<std::function<void()>> changes{
            [] {},
            [&] { profile.chainId.clear(); },
            [&] { profile.chainId = std::string(51, 'a'); },
            [&] { profile.chainId = "a b"; },
            [&] { profile.number = 0; },
            [&] { profile.anchorHeight = BlockHeight(0); },
            [&] { profile.trustLevel = {1, 3}; },
            [&] { profile.trustLevel = {3, 2}; },
            [&] { profile.trustLevel = {1, 1}; },
            [&] { profile.trustingPeriod = std::chrono::days(61); },
            [&] { profile.trustingPeriod = std::chrono::seconds(59); },
            [&] { profile.organizations.clear(); },
            [&] { std::swap(profile.organizations[0], profile.organizations[1]); },
            [&] { profile.organizations[1].party = profile.organizations[0].party; },
            [&] { profile.organizations[1].governanceKey = first.governanceKey; },
            [&] { first.nameZh.clear(); },
            [&] { first.nameEn = "a\nb"; },
            [&] { first.nameEn = std::string(121, 'a'); },
            [&] { first.nameEn = std::string(120, 'a'); },
            [&] {
                for (auto& organization : profile.organizations) {
                    organization.nodes.clear();
                }
            },
            [&] { first.nodes.resize(9, first.nodes.front()); },
            [&] { first.nodes.front().url = "https://node.example"; },
            [&] { first.nodes.front() = {"https://node.example", {one, Digest()}}; },
            [&] { profile.anchorTime = instantFromMillis(-1); },
            [&] { first.nameEn = "\xC3\x28"; },
        };
        changes.at(std::size_t(what))();
        QCOMPARE(checkProfile(profile).has_value(), isAllowed);
        if (what != 23) { // a negative time has no encoding at all
            QCOMPARE(decodeSignedProfile(encodeSignedProfile({profile, {}})).has_value(),
                     isAllowed);
        }
    }

    /// Whatever a byte becomes: refused, or another profile with other words or too few signatures.
    void noChangedByteIsTakenForTheOriginal() {
        const SignedProfile original = m_kit.sign(m_kit.profile(m_chain.at(5)), 3);
        const Bytes bytes = encodeSignedProfile(original);
        const std::uint64_t seed = 11;
        std::mt19937_64 random(seed);
        int decoded = 0;
        for (int round = 0; round < 20'000; ++round) {
            Bytes changed = bytes;
            changed[random() % changed.size()] ^= static_cast<std::byte>(1 + random() % 255);
            const auto profile = decodeSignedProfile(changed);
            if (!profile) {
                continue;
            }
            ++decoded;
            QVERIFY(equal(encodeSignedProfile(*profile), changed));
            QVERIFY(!checkFirstProfile(*profile));
        }
        qInfo() << "seed" << seed << "decoded" << decoded;
        QVERIFY(decoded > 100);
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            QVERIFY(!decodeSignedProfile(ByteView(bytes).first(length)));
        }
    }

private:
    TestChain m_chain;
    ProfileKit m_kit;
};

QTEST_APPLESS_MAIN(ConsortiumProfileTest)
#include "consortium_profile_test.moc"
