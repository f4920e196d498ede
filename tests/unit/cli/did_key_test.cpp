#include "app/cli/did_key.h"

#include <QtTest/QTest>

using namespace consentry;
using namespace consentry::cli;

class DidKeyTest : public QObject {
    Q_OBJECT

private slots:
    /// W3C did:key method, test vectors for Ed25519: seed of 32 zero bytes.
    void agreesWithTheMethodsExample() {
        const auto key = SigningPublicKey::fromHexText(
            "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29");
        QVERIFY(key);
        const std::string did = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
        QCOMPARE(didKeyOf(*key), did);
        const auto parsed = parseDidKey(did);
        QVERIFY(parsed);
        QVERIFY(*parsed == *key);
    }

    void bringsBackWhatItWrote() {
        for (int i = 0; i < 200; ++i) {
            const SigningPublicKey key = SigningKey::generate().publicKey();
            const auto parsed = parseDidKey(didKeyOf(key));
            QVERIFY(parsed);
            QVERIFY(*parsed == key);
        }
    }

    void refusesWhatIsNoEd25519Key_data() {
        QTest::addColumn<QString>("did");
        QTest::addColumn<int>("code");
        const auto malformed = static_cast<int>(ErrorCode::Malformed);
        const auto unsupported = static_cast<int>(ErrorCode::Unsupported);
        QTest::newRow("empty") << "" << malformed;
        QTest::newRow("another method") << "did:web:example.org" << malformed;
        QTest::newRow("another base") << "did:key:f3b6a" << malformed;
        QTest::newRow("letter outside the alphabet") << "did:key:z0OIl" << malformed;
        QTest::newRow("no key") << "did:key:z" << unsupported;
        QTest::newRow("cut") << "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooW"
                             << unsupported;
        QTest::newRow("X25519") << "did:key:z6LSeu9HkTHSfLLeUs2nnzUSNedgDUevfNQgQjQC23ZCit6F"
                                << unsupported;
        QTest::newRow("much too long")
            << "did:key:z" + QString(5000, QLatin1Char('z')) << malformed;
    }
    void refusesWhatIsNoEd25519Key() {
        QFETCH(QString, did);
        QFETCH(int, code);
        const auto parsed = parseDidKey(did.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(static_cast<int>(parsed.error().code), code);
    }
};

QTEST_APPLESS_MAIN(DidKeyTest)
#include "did_key_test.moc"
