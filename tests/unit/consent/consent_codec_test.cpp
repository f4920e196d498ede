// The bytes that are signed: one encoding for each grant and policy, nothing else is read.
#include "core/base/cbor.h"
#include "tests/unit/consent/fixture.h"
#include "tests/unit/consent/random_cases.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::consent;
using namespace consentry::consent::test;

namespace {

using Twist = std::function<void(Grant&)>;

} // namespace

Q_DECLARE_METATYPE(Twist)

class ConsentCodecTest : public QObject {
    Q_OBJECT
private slots:
    void grantsReadBack();
    void policiesReadBack();
    void theBytesOfAGrantAreFixed();
    void orderDoesNotMatterToTheSigner();
    void refusesInvalidGrants_data();
    void refusesInvalidGrants();
    void refusesInvalidPolicies();
    void refusesEveryCutAndTail();
    void whateverReadsIsCanonical();
    void refusesOtherShapes_data();
    void refusesOtherShapes();
    void limitsHoldAtTheLimit();
};

void ConsentCodecTest::grantsReadBack() {
    RandomCases random(1);
    for (int i = 0; i < 2'000; ++i) {
        const Grant grant = random.grant();
        const auto bytes = encodeGrant(grant);
        QVERIFY(bytes.has_value());
        const auto again = decodeGrant(*bytes);
        QVERIFY2(again.has_value(),
                 again ? "" : qPrintable(QString::fromStdString(toString(again.error()))));
        QVERIFY(*again == grant);
    }
}

void ConsentCodecTest::policiesReadBack() {
    RandomCases random(2);
    for (int i = 0; i < 2'000; ++i) {
        const PatientPolicy policy = random.policy();
        const auto bytes = encodePolicy(policy);
        QVERIFY(bytes.has_value());
        QVERIFY(*decodePolicy(*bytes) == policy);
        QVERIFY(!decodeGrant(*bytes));
    }
}

void ConsentCodecTest::theBytesOfAGrantAreFixed() {
    // Commitments stand on chains for years: a change here is a new format version.
    const Bytes bytes = *encodeGrant(glucoseGrant());
    const QByteArray zeros30(60, '0');
    const QByteArray patientHex = "5820" + zeros30 + "0101";
    const QByteArray expected = "ac"
                                "0001"
                                "01"
                                "582007" +
                                QByteArray(62, '0') + "02" + patientHex + "03" + patientHex +
                                "04"
                                "1b0000019e80e8c900"
                                "05"
                                "1b0000019f19424000"
                                "06"
                                "a1005820" +
                                zeros30 + "0102" +
                                "07"
                                "a10181"
                                "67676c75636f7365"
                                "0a"
                                "655452454154"
                                "0b01"
                                "0c03"
                                "0f01";
    QCOMPARE(QByteArray::fromStdString(toHex(bytes)), expected);
}

void ConsentCodecTest::orderDoesNotMatterToTheSigner() {
    Grant one = glucoseGrant();
    one.scope.concepts = {"glucose", "hba1c"};
    Grant two = one;
    two.scope.concepts = {"hba1c", "glucose", "hba1c"};
    QVERIFY(*encodeGrant(one) == *encodeGrant(two));
}

void ConsentCodecTest::refusesInvalidGrants_data() {
    QTest::addColumn<Twist>("twist");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, ErrorCode code, Twist twist) {
        QTest::newRow(name) << twist << static_cast<int>(code);
    };
    const auto invalid = ErrorCode::InvalidArgument;
    row("empty scope", invalid, [](Grant& g) { g.scope = {}; });
    row("everything and more", invalid, [](Grant& g) { g.scope.everything = true; });
    row("nobody", invalid, [](Grant& g) { g.grantee = {}; });
    row("no action", invalid, [](Grant& g) { g.actions = ActionSet(); });
    row("no id", invalid, [](Grant& g) { g.id = {}; });
    row("no patient", invalid, [](Grant& g) { g.patient = {}; });
    row("ends before it begins", invalid, [](Grant& g) { g.notAfter = g.notBefore; });
    row("eleven years", ErrorCode::TooLarge,
        [](Grant& g) { g.notAfter = g.notBefore + std::chrono::days(4017); });
    row("open-ended", ErrorCode::TooLarge, [](Grant& g) { g.notAfter = Instant::max(); });
    row("window backwards", invalid, [](Grant& g) { g.window = {june, june - milliseconds(1)}; });
    row("window before 1900", invalid,
        [](Grant& g) { g.window.from = limits::windowEarliest - milliseconds(1); });
    row("unknown concept", ErrorCode::Unsupported, [](Grant& g) { g.scope.concepts = {"aura"}; });
    row("unknown label", ErrorCode::Unsupported, [](Grant& g) { g.excludedLabels = {"psy"}; });
    row("code without system", invalid, [](Grant& g) { g.scope.codes = {{"", "1"}}; });
    row("denial of nothing", invalid, [](Grant& g) { g.denials.emplace_back(); });
    row("exception by label", invalid, [](Grant& g) {
        g.denials.emplace_back().what.concepts = {"mental-health"};
        g.denials[0].exceptions.emplace_back().labels = {"PSY"};
    });
    row("newer catalogue", ErrorCode::Unsupported, [](Grant& g) { g.catalogueVersion = 99; });
    row("catalogue 0", ErrorCode::Unsupported, [](Grant& g) { g.catalogueVersion = 0; });
    row("too many denials", ErrorCode::TooLarge, [](Grant& g) {
        g.denials.resize(limits::denialsMax + 1);
        for (InnerDenial& denial : g.denials) {
            denial.what.concepts = {"hba1c"};
        }
    });
    row("a long code", ErrorCode::TooLarge,
        [](Grant& g) { g.scope.codes = {{"urn:x", std::string(limits::codeBytesMax + 1, 'x')}}; });
}

void ConsentCodecTest::refusesInvalidGrants() {
    QFETCH(Twist, twist);
    QFETCH(int, code);
    Grant grant = glucoseGrant();
    twist(grant);
    const auto bytes = encodeGrant(grant);
    QVERIFY(!bytes);
    QCOMPARE(static_cast<int>(bytes.error().code), code);
}

void ConsentCodecTest::refusesInvalidPolicies() {
    const auto refuses = [](PatientPolicy policy) { return !encodePolicy(policy).has_value(); };
    PatientPolicy policy = openPolicy();
    QVERIFY(!refuses(policy));
    policy.denials = {PolicyDenial{}};
    QVERIFY(refuses(policy));
    policy.denials = {PolicyDenial{liNa, union_, "S"}};
    QVERIFY(refuses(policy));
    policy.denials = {PolicyDenial::ofStaff(union_, std::string(65, 'x'))};
    QVERIFY(refuses(policy));
    policy = openPolicy();
    policy.tiers = {{"aura", Confidentiality::Restricted}};
    QVERIFY(refuses(policy));
    policy.tiers = {{"glucose", Confidentiality::Restricted}, {"glucose", Confidentiality::Low}};
    QVERIFY(refuses(policy));
    policy = openPolicy();
    policy.patient = {};
    QVERIFY(refuses(policy));
}

void ConsentCodecTest::refusesEveryCutAndTail() {
    RandomCases random(3);
    Grant grant = random.grant();
    const Bytes bytes = *encodeGrant(grant);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        QVERIFY(!decodeGrant(ByteView(bytes).first(size)));
    }
    Bytes longer = bytes;
    longer.push_back(std::byte{0});
    QVERIFY(!decodeGrant(longer));
    const Bytes policy = *encodePolicy(random.policy());
    for (std::size_t size = 0; size < policy.size(); ++size) {
        QVERIFY(!decodePolicy(ByteView(policy).first(size)));
    }
}

void ConsentCodecTest::whateverReadsIsCanonical() {
    RandomCases random(4);
    int read = 0;
    for (int i = 0; i < 300; ++i) {
        const Bytes bytes = *encodeGrant(random.grant());
        for (int flip = 0; flip < 60; ++flip) {
            Bytes changed = bytes;
            const auto position =
                static_cast<std::size_t>(random.below(static_cast<int>(bytes.size())));
            changed[position] ^= static_cast<std::byte>(1 << random.below(8));
            if (const auto grant = decodeGrant(changed)) {
                QVERIFY(*encodeGrant(*grant) == changed);
                ++read;
            }
        }
    }
    QVERIFY(read > 1000); // ids and times change without harm
}

void ConsentCodecTest::refusesOtherShapes_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    // Replacements in the hexadecimal text of the glucose grant.
    QTest::newRow("another version") << QByteArray("ac0001") << QByteArray("ac0002");
    QTest::newRow("version in a longer head") << QByteArray("ac0001") << QByteArray("ac001801");
    QTest::newRow("everything: false and a concept")
        << QByteArray("07a10181") << QByteArray("07a200f40181");
    QTest::newRow("an empty list of codes")
        << QByteArray("67676c75636f7365") << QByteArray("67676c75636f736503");
    QTest::newRow("unknown role") << QByteArray("06a1005820") << QByteArray("06a1021820");
    QTest::newRow("unknown action bits") << QByteArray("0b01") << QByteArray("0b08");
    QTest::newRow("unknown tier") << QByteArray("0c03") << QByteArray("0c06");
    QTest::newRow("unknown purpose") << QByteArray("655452454154") << QByteArray("655452454155");
    QTest::newRow("an empty window") << QByteArray("0a6554") << QByteArray("08a00a6554");
    QTest::newRow("keys out of order") << QByteArray("0b010c03") << QByteArray("0c030b01");
}

void ConsentCodecTest::refusesOtherShapes() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray hex = QByteArray::fromStdString(toHex(*encodeGrant(glucoseGrant())));
    QVERIFY(decodeGrant(*fromHex(hex.toStdString())));
    QVERIFY(hex.contains(from));
    hex.replace(from, to);
    QVERIFY(!decodeGrant(*fromHex(hex.toStdString())));
}

void ConsentCodecTest::limitsHoldAtTheLimit() {
    Grant grant = glucoseGrant();
    const auto digests = [](std::size_t count) {
        std::vector<RecordDigest> list(count);
        for (std::size_t i = 0; i < count; ++i) {
            list[i].data()[0] = static_cast<std::byte>(i >> 8);
            list[i].data()[1] = static_cast<std::byte>(i);
        }
        return list;
    };
    grant.scope.records = digests(limits::recordsMax);
    const auto bytes = encodeGrant(grant);
    QVERIFY(bytes && bytes->size() <= 32'768 - 36);
    QVERIFY(*decodeGrant(*bytes) == grant);
    grant.scope.records = digests(limits::recordsMax + 1);
    QCOMPARE(encodeGrant(grant).error().code, ErrorCode::TooLarge);
    // Each list within its limit, all together too much for a sealed body.
    grant.scope.records = digests(limits::recordsMax);
    for (int i = 0; i < 2; ++i) {
        grant.denials.emplace_back().what.records = digests(limits::recordsMax);
    }
    QCOMPARE(encodeGrant(grant).error().code, ErrorCode::TooLarge);
    grant = glucoseGrant();
    grant.notAfter = grant.notBefore + limits::validityMax;
    QVERIFY(encodeGrant(grant));
    grant.notAfter += milliseconds(1);
    QVERIFY(!encodeGrant(grant));
}

QTEST_APPLESS_MAIN(ConsentCodecTest)
#include "consent_codec_test.moc"
