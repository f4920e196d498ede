#include "core/base/cbor.h"
#include "core/crypto/hash.h"
#include "core/crypto/random.h"
#include "core/vault/key_hierarchy.h"
#include "core/vault/vault_header.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace consentry;
using namespace consentry::vault;

namespace {

VaultHeader exampleHeader() {
    VaultHeader header;
    header.id = randomFixed<16, VaultIdTag>();
    header.createdAt = instantFromMillis(1'795'000'000'123);
    header.revision = 3;
    header.kdf = {256 * 1024, 4};
    header.salt = randomFixed<16, Argon2SaltTag>();
    header.needsKeyFile = true;
    header.byPassphrase = {randomFixed<12, AeadNonceTag>(), randomFixed<48, WrappedVaultKeyTag>()};
    header.byRoot = {randomFixed<12, AeadNonceTag>(), randomFixed<48, WrappedVaultKeyTag>()};
    return header;
}

ErrorCode codeOfDecoding(ByteView file) {
    const auto received = decodeVaultHeader(file);
    return received ? ErrorCode::Internal : received.error().code;
}

Bytes withChecksum(ByteView content) {
    Bytes file = toBytes(content);
    append(file, sha256(content).view());
    return file;
}

} // namespace

class VaultHeaderTest : public QObject {
    Q_OBJECT

private slots:
    void decodesWhatItEncoded();
    void noticesEveryFlippedBit();
    void noticesEveryCut();
    void refusesALaterVersionAsUnsupported();
    void refusesAForgedHeaderWithARightChecksum();
    void refusesKeyDerivationBelowTheFloorOrAboveTheCeiling();
    void derivesKeysThatDifferByLabelChainAndIndex();
    void derivesTheSameKeysForEver();
};

void VaultHeaderTest::decodesWhatItEncoded() {
    const VaultHeader header = exampleHeader();
    const HeaderMacKey key = HeaderMacKey::random();
    const Bytes file = encodeVaultHeader(header, key);
    QVERIFY(file.size() <= vaultHeaderBytesMax);
    const auto received = decodeVaultHeader(file);
    QVERIFY(received.has_value());
    QVERIFY(received->header == header);
    QVERIFY(checkVaultHeaderMac(*received, key).has_value());
    QVERIFY(encodeReceivedVaultHeader(*received) == file);
}

void VaultHeaderTest::noticesEveryFlippedBit() {
    const Bytes file = encodeVaultHeader(exampleHeader(), HeaderMacKey::random());
    for (std::size_t at = 0; at < file.size(); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            Bytes damaged = file;
            damaged[at] ^= static_cast<std::byte>(1U << bit);
            QCOMPARE(codeOfDecoding(damaged), ErrorCode::DamagedHeader);
        }
    }
}

void VaultHeaderTest::noticesEveryCut() {
    const Bytes file = encodeVaultHeader(exampleHeader(), HeaderMacKey::random());
    for (std::size_t size = 0; size < file.size(); ++size) {
        QCOMPARE(codeOfDecoding(ByteView(file).first(size)), ErrorCode::DamagedHeader);
    }
    Bytes longer = file;
    longer.push_back(std::byte{0});
    QCOMPARE(codeOfDecoding(longer), ErrorCode::DamagedHeader);
    QCOMPARE(codeOfDecoding(Bytes(vaultHeaderBytesMax + 1)), ErrorCode::DamagedHeader);
}

void VaultHeaderTest::refusesALaterVersionAsUnsupported() {
    Bytes content = toBytes(bytesOf("consentry vault\n"));
    CborWriter later;
    later.array(2).unsignedInt(vaultHeaderVersion + 1).text("whatever comes");
    append(content, later.bytes());
    QCOMPARE(codeOfDecoding(withChecksum(content)), ErrorCode::Unsupported);
}

void VaultHeaderTest::refusesAForgedHeaderWithARightChecksum() {
    const Bytes file = encodeVaultHeader(exampleHeader(), HeaderMacKey::random());
    const auto received = decodeVaultHeader(file);
    QVERIFY(received.has_value());
    const auto checked = checkVaultHeaderMac(*received, HeaderMacKey::random());
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::DamagedHeader);
}

void VaultHeaderTest::refusesKeyDerivationBelowTheFloorOrAboveTheCeiling() {
    const HeaderMacKey key = HeaderMacKey::random();
    const auto codeOf = [&](Argon2Parameters kdf) {
        VaultHeader header = exampleHeader();
        header.kdf = kdf;
        return codeOfDecoding(encodeVaultHeader(header, key));
    };
    QCOMPARE(codeOf(argon2Floor), ErrorCode::Internal); // accepted
    QCOMPARE(codeOf(argon2Ceiling), ErrorCode::Internal);
    QCOMPARE(codeOf({argon2Floor.memoryKiB - 1, 3}), ErrorCode::DamagedHeader);
    QCOMPARE(codeOf({argon2Floor.memoryKiB, 2}), ErrorCode::DamagedHeader);
    QCOMPARE(codeOf({argon2Ceiling.memoryKiB + 1, 3}), ErrorCode::DamagedHeader);
    QCOMPARE(codeOf({argon2Floor.memoryKiB, argon2Ceiling.passes + 1}), ErrorCode::DamagedHeader);
}

void VaultHeaderTest::derivesKeysThatDifferByLabelChainAndIndex() {
    const RootSecret root = RootSecret::random();
    QVERIFY(recoveryKey(root, "a", 0).publicKey() == recoveryKey(root, "a", 0).publicKey());
    QVERIFY(recoveryKey(root, "a", 0).publicKey() != recoveryKey(root, "a", 1).publicKey());
    QVERIFY(recoveryKey(root, "a", 0).publicKey() != recoveryKey(root, "b", 0).publicKey());
    QVERIFY(!equal(readSeed(root, "a", 0).expose(), readSeed(root, "a", 1).expose()));
    const ReadSeed seed = readSeed(root, "a", 0);
    QVERIFY(archiveKey(seed, "a", 0).publicKey() != archiveKey(seed, "a", 1).publicKey());
    const EpochSecret epoch = EpochSecret::random();
    QVERIFY(!equal(logKey(epoch, "a").secret().expose(), fetchKey(epoch, "a").seed().expose()));
}

void VaultHeaderTest::derivesTheSameKeysForEver() {
    // Fixed by this test: a change here would lock people out of their past. The root is 00…1f.
    RootSecret root = RootSecret::random();
    for (std::size_t i = 0; i < RootSecret::size; ++i) {
        root.exposeForWriting()[i] = static_cast<std::byte>(i);
    }
    // RFC 5869 by another implementation, info = CBOR ["recovery", "test", 0] and so on.
    const auto seed = recoveryKey(root, "test", 0).seed();
    QCOMPARE(toHex(seed.expose()),
             std::string("d6ad0fe571d69b11ab93c62594099f00e5e89e8570e3ebac7692e10c5161f323"));
    const ReadSeed read = readSeed(root, "test", 0);
    QCOMPARE(toHex(read.expose()),
             std::string("842dd450e2b0c3a1551ff224a0ca182077b78b64342d1d8032517c9e50357476"));
    QCOMPARE(toHex(archiveKey(read, "test", 0).secret().expose()),
             std::string("cf8e14f78f6a9de468343e74c99cb29e2b54f2b26df7ad8416ab518f6e8f305a"));
    QCOMPARE(toHex(vaultWrappingKey(root).expose()),
             std::string("8865e6c896258ab30d7867ceb8035ba344ce77b25683563ce0be2e83958db12f"));
}

QTEST_APPLESS_MAIN(VaultHeaderTest)
#include "vault_header_test.moc"
