// After a lock, this process holds no secret: all its writable memory is read back and searched.
// Nothing here may call hardenProcess before: it forbids reading /proc/self/mem.

#include "tests/unit/vault/vault_fixture.h"

#include "core/adapters/system/process_hardening.h"
#include "tests/support/vault_secrets.h"

#include <QTest>

#include <string>

using namespace consentry;
using namespace consentry::test;
using vault::LockReason;
using vault::Vault;

namespace {

SecretBytes randomPassphrase() {
    SecretBytes passphrase = SecretBytes::random(32);
    for (std::byte& byte : passphrase.exposeForWriting()) {
        byte = static_cast<std::byte>('a' + std::to_integer<unsigned>(byte) % 26);
    }
    return passphrase;
}

} // namespace

class VaultMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void findsASecretThatIsThere_data();
    void findsASecretThatIsThere();
    void findsNoSecretAfterTheLock();
    void findsNoHealthDataAfterTheLock();
    void hardensTheProcess();
};

void VaultMemoryTest::findsASecretThatIsThere_data() {
    QTest::addColumn<int>("form");
    QTest::addRow("as it is") << 0;
    QTest::addRow("hexadecimal") << 1;
    QTest::addRow("Base64") << 2;
    QTest::addRow("Base64 inside a longer text") << 3;
    QTest::addRow("UTF-16") << 4;
}

void VaultMemoryTest::findsASecretThatIsThere() {
    SKIP_MEMORY_SCAN_UNDER_SANITIZERS();
    QFETCH(int, form);
    const SecretBytes secret = randomPassphrase();
    std::string leaked(textOf(secret.expose()));
    if (form == 1) {
        leaked = toHex(secret.expose());
    } else if (form >= 2 && form < 4) {
        leaked = toBase64(bytesOf((form == 3 ? "x" : "") + leaked + "yz"));
    } else if (form == 4) {
        std::string wide;
        for (const char c : leaked) {
            wide += {c, '\0'};
        }
        leaked = wide;
    }
    MemoryScan scan;
    scan.addText("leak", textOf(secret.expose()));
    const auto found = scan.run();
    // The secret itself lies in its guarded memory.
    QVERIFY2(found.hits.size() > (form == 0 ? 1 : 0), found.text().c_str());
    QVERIFY(found.bytesScanned > 1024 * 1024);
    wipe(std::as_writable_bytes(std::span(leaked)));
}

void VaultMemoryTest::findsNoSecretAfterTheLock() {
    SKIP_MEMORY_SCAN_UNDER_SANITIZERS();
    VaultFixture f;
    MemoryScan scan;
    MemoryScan scanForOne;
    {
        vault::Credentials credentials{randomPassphrase(), {}};
        scan.addText("passphrase", textOf(credentials.passphrase.expose()));
        auto vault = f.must(Vault::create(f.services, f.folder, credentials, cheapOptions()));
        const Identity me = f.must(vault->keys().addIdentity({"chain", {}, "me", {}}));
        const auto epoch = vault::EpochSecret::random();
        scan.add("epoch secret", epoch.expose());
        f.must(vault->keys().putEpochSecret(me.party, EpochNumber(1), epoch));
        vault->lock(LockReason::Quit);

        vault = f.must(Vault::open(f.services, f.folder, credentials));
        addVaultSecrets(scan, *vault, f.folder, me);
        scanForOne.addExact("secrets key", vaultSubkey(*vault, f.folder, "secrets").expose());
        static_cast<void>(f.must(vault->keys().deviceSigningKey(me)).sign(bytesOf("message")));
        static_cast<void>(f.must(vault->keys().epochSecret(me.party, EpochNumber(1))));
        const auto reader = f.must(vault->openReader());
        QVERIFY(!scanForOne.run().hits.empty()); // the open vault has it
        vault->lock(LockReason::Idle);
    }
    const auto found = scan.run();
    QVERIFY2(found.hits.empty(), found.text().c_str());
}

void VaultMemoryTest::findsNoHealthDataAfterTheLock() {
    SKIP_MEMORY_SCAN_UNDER_SANITIZERS();
    VaultFixture f;
    const SecretBytes marker = randomPassphrase();
    MemoryScan scan;
    scan.addText("note", textOf(marker.expose()));
    const auto vault = f.create();
    {
        Note note;
        note.text = std::string(textOf(marker.expose()));
        static_cast<void>(f.must(vault->notes().put(note)));
        auto read = f.must(vault->notes().about(note.subject));
        wipe(std::as_writable_bytes(std::span(note.text)));
        wipe(std::as_writable_bytes(std::span(read.front().text)));
    }
    QVERIFY(scan.run().hits.size() > 1); // page cache and the marker itself
    vault->lock(LockReason::Idle);
    const auto found = scan.run();
    QVERIFY2(found.hits.size() == 1, found.text().c_str()); // the marker itself
}

void VaultMemoryTest::hardensTheProcess() {
    QVERIFY(!adapters::hardeningState().ptraceOff);
    QVERIFY(adapters::hardenProcess().has_value());
    QVERIFY(adapters::hardeningState().ptraceOff);
    QVERIFY(adapters::hardeningState().coreDumpsOff);
    QVERIFY(adapters::lockableMemory() == 0 || adapters::canLockMemory());
}

QTEST_APPLESS_MAIN(VaultMemoryTest)
#include "vault_memory_test.moc"
