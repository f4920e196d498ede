// Keys of an organisation at rest.

#include "core/hospital/key_file.h"

#include <QTest>

using namespace consentry;
using namespace consentry::hospital;

class KeyFileTest : public QObject {
    Q_OBJECT

private slots:
    void plainKeyComesBack();
    void inboxKeyComesBack();
    void sealedKeyNeedsItsPassphrase();
    void sealedKeyIsBoundToItsLines();
    void keyServesItsRoleAlone();
    void refusesWhatIsNoKeyFile_data();
    void refusesWhatIsNoKeyFile();
};

namespace {

const char* const chain = "hospitals-1";

SecretBytes secretOf(std::string text) {
    return SecretBytes::takeFrom(std::as_writable_bytes(std::span(text)));
}

Bytes written(const KeyFile& file, const SecretBytes* passphrase = nullptr) {
    return toBytes(encodeKeyFile(file, passphrase, argon2Floor)->expose());
}

std::string replaced(ByteView bytes, std::string_view from, std::string_view to) {
    std::string text(textOf(bytes));
    const std::size_t at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

} // namespace

void KeyFileTest::plainKeyComesBack() {
    const SigningKey key = SigningKey::generate();
    const Bytes file = written(keyFileOf(chain, OrganizationKeyRole::Gateway, key));

    const auto read = decodeKeyFile(file, nullptr);

    QVERIFY(read.has_value());
    QCOMPARE(read->chainId, std::string(chain));
    const auto again = signingKeyOf(*read, OrganizationKeyRole::Gateway);
    QVERIFY(again.has_value());
    QVERIFY(again->publicKey() == key.publicKey());
    QVERIFY(verifySignature(key.publicKey(), bytesOf("x"), again->sign(bytesOf("x"))));
}

void KeyFileTest::inboxKeyComesBack() {
    const SealingKey key = SealingKey::generate();

    const auto read = decodeKeyFile(written(keyFileOf(chain, key)), nullptr);

    QVERIFY(read.has_value());
    const auto again = inboxKeyOf(*read);
    QVERIFY(again.has_value());
    QVERIFY(again->publicKey() == key.publicKey());
    QVERIFY(equal(again->secret().expose(), key.secret().expose()));
}

void KeyFileTest::sealedKeyNeedsItsPassphrase() {
    const SigningKey key = SigningKey::generate();
    const SecretBytes right = secretOf("correct horse");
    const SecretBytes wrong = secretOf("correct house");
    const Bytes file = written(keyFileOf(chain, OrganizationKeyRole::Governance, key), &right);

    QVERIFY(textOf(file).find("seed") == std::string_view::npos);
    QCOMPARE(decodeKeyFile(file, nullptr).error().code, ErrorCode::Locked);
    QCOMPARE(decodeKeyFile(file, &wrong).error().code, ErrorCode::WrongPassphrase);
    const auto read = decodeKeyFile(file, &right);
    QVERIFY(read.has_value());
    QVERIFY(signingKeyOf(*read, OrganizationKeyRole::Governance)->publicKey() == key.publicKey());
}

void KeyFileTest::sealedKeyIsBoundToItsLines() {
    const SecretBytes passphrase = secretOf("correct horse");
    const Bytes file = written(
        keyFileOf(chain, OrganizationKeyRole::Governance, SigningKey::generate()), &passphrase);

    const std::string moved = replaced(file, "hospitals-1", "hospitals-2");

    QCOMPARE(decodeKeyFile(bytesOf(moved), &passphrase).error().code, ErrorCode::WrongPassphrase);
}

void KeyFileTest::keyServesItsRoleAlone() {
    const KeyFile attestor =
        keyFileOf(chain, OrganizationKeyRole::Attestor, SigningKey::generate());
    QCOMPARE(signingKeyOf(attestor, OrganizationKeyRole::Gateway).error().code, ErrorCode::BadKey);
    QCOMPARE(inboxKeyOf(attestor).error().code, ErrorCode::BadKey);

    KeyFile swapped = keyFileOf(chain, OrganizationKeyRole::Gateway, SigningKey::generate());
    swapped.publicKey = attestor.publicKey;
    QCOMPARE(signingKeyOf(swapped, OrganizationKeyRole::Gateway).error().code, ErrorCode::BadKey);
}

void KeyFileTest::refusesWhatIsNoKeyFile_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const char* from, const char* to, ErrorCode code) {
        QTest::newRow(name) << from << to << static_cast<int>(code);
    };
    row("another format", "consentry key 1", "ssh key", ErrorCode::Malformed);
    row("a later version", "consentry key 1", "consentry key 2", ErrorCode::Unsupported);
    row("an unknown role", "role: gateway", "role: cook", ErrorCode::Unsupported);
    row("a line twice", "role: gateway", "role: gateway\nrole: gateway", ErrorCode::Malformed);
    row("a line without value", "role: gateway", "role", ErrorCode::Malformed);
    row("no role", "role: gateway\n", "", ErrorCode::Malformed);
    row("a seed that is too short", "seed: ", "seed: AAAA\nrest: ", ErrorCode::Malformed);
}

void KeyFileTest::refusesWhatIsNoKeyFile() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(int, code);
    const Bytes file =
        written(keyFileOf(chain, OrganizationKeyRole::Gateway, SigningKey::generate()));
    const std::string text = replaced(file, from.toStdString(), to.toStdString());

    const auto read = decodeKeyFile(bytesOf(text), nullptr);

    QVERIFY(!read.has_value());
    QCOMPARE(static_cast<int>(read.error().code), code);
}

QTEST_GUILESS_MAIN(KeyFileTest)
#include "key_file_test.moc"
