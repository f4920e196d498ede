// SHA-256 against the examples of FIPS 180-4, HMAC against RFC 4231 and Wycheproof.
#include "core/crypto/hash.h"

#include "core/crypto/random.h"
#include "tests/support/wycheproof.h"

#include <QtTest>

using namespace consentry;

class HashTest : public QObject {
    Q_OBJECT
private slots:
    void givesTheDigestsOfTheStandard_data();
    void givesTheDigestsOfTheStandard();
    void aMillionLettersInSteps();
    void piecesHashLikeTheWhole();
    void aCopyGoesItsOwnWay();
    void hmacGivesTheResultsOfRfc4231_data();
    void hmacGivesTheResultsOfRfc4231();
    void hmacAgreesWithWycheproof();
    void hmacOfNothingIsDefined();
};

void HashTest::givesTheDigestsOfTheStandard_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("digest");
    QTest::newRow("empty")
        << QByteArray()
        << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("one block")
        << QByteArray("abc")
        << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks")
        << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

void HashTest::givesTheDigestsOfTheStandard() {
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, digest);
    const ByteView view = bytesOf({message.constData(), std::size_t(message.size())});
    QCOMPARE(QByteArray::fromStdString(sha256(view).hex()), digest);
}

void HashTest::aMillionLettersInSteps() {
    const Bytes letters(1000, std::byte{'a'});
    Sha256 hash;
    for (int i = 0; i < 1000; ++i) {
        hash.update(letters);
    }
    QCOMPARE(hash.finish().hex(),
             std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

void HashTest::piecesHashLikeTheWhole() {
    Bytes data(300);
    fillRandom(data);
    const ByteView all(data);
    const Digest whole = sha256(all);
    for (std::size_t cut = 0; cut <= data.size(); ++cut) {
        QCOMPARE(sha256({all.first(cut), all.subspan(cut)}), whole);
        Sha256 steps;
        QCOMPARE(steps.update(all.first(cut)).update({}).update(all.subspan(cut)).finish(), whole);
    }
    data[150] ^= std::byte{1};
    QVERIFY(sha256(data) != whole);
}

void HashTest::aCopyGoesItsOwnWay() {
    Sha256 first;
    first.update(bytesOf("ab"));
    Sha256 second = first;
    first.update(bytesOf("c"));
    second.update(bytesOf("d"));
    QCOMPARE(first.finish(), sha256(bytesOf("abc")));
    QCOMPARE(second.finish(), sha256(bytesOf("abd")));
}

void HashTest::hmacGivesTheResultsOfRfc4231_data() {
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("mac");
    QTest::newRow("1") << QByteArray(20, '\x0b') << QByteArray("Hi There")
                       << QByteArray(
                              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    QTest::newRow("2") << QByteArray("Jefe") << QByteArray("what do ya want for nothing?")
                       << QByteArray(
                              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    QTest::newRow("3") << QByteArray(20, '\xaa') << QByteArray(50, '\xdd')
                       << QByteArray(
                              "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    QTest::newRow("6, key longer than a block")
        << QByteArray(131, '\xaa')
        << QByteArray("Test Using Larger Than Block-Size Key - Hash Key First")
        << QByteArray("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

void HashTest::hmacGivesTheResultsOfRfc4231() {
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, mac);
    const Digest got = hmacSha256(bytesOf({key.constData(), std::size_t(key.size())}),
                                  bytesOf({data.constData(), std::size_t(data.size())}));
    QCOMPARE(QByteArray::fromStdString(got.hex()), mac);
}

void HashTest::hmacAgreesWithWycheproof() {
    const auto cases = test::wycheproofCases("hmac_sha256_test.json");
    if (!cases) {
        QSKIP("the shared vectors are absent");
    }
    int equalVerdicts = 0;
    for (const auto& test : *cases) {
        const Digest mac = hmacSha256(test.bytes("key"), test.bytes("msg"));
        const ByteView cut = mac.view().first(test.number("tagSize") / 8);
        const bool accepted = equal(cut, test.bytes("tag"));
        QVERIFY2(accepted == (test.verdict == test::WycheproofVerdict::Valid),
                 test.label().c_str());
        ++equalVerdicts;
    }
    qInfo("hmac_sha256: %zu cases, %d equal", cases->size(), equalVerdicts);
    QCOMPARE(std::size_t(equalVerdicts), cases->size());
}

void HashTest::hmacOfNothingIsDefined() {
    QCOMPARE(hmacSha256({}, {}).hex(),
             std::string("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
}

QTEST_APPLESS_MAIN(HashTest)
#include "hash_test.moc"
