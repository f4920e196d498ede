// After a lock, this process holds no secret: all its writable memory is read back and searched.
// Nothing here may call hardenProcess before: it forbids reading /proc/self/mem.

#include "tests/unit/vault/vault_fixture.h"

#include "core/adapters/system/process_hardening.h"
#include "core/base/cbor.h"
#include "core/crypto/aead.h"
#include "core/crypto/kdf.h"

#include <QTest>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using namespace consentry;
using namespace consentry::test;
using vault::LockReason;
using vault::Vault;

namespace {

/// A secret is remembered with every byte inverted, so that the search finds no copy of its own.
struct Needle {
    std::string name;
    Bytes inverted;
};

Needle needle(std::string name, ByteView secret) {
    Needle made{std::move(name), {}};
    made.inverted.resize(secret.size());
    for (std::size_t i = 0; i < secret.size(); ++i) {
        made.inverted[i] = ~secret[i];
    }
    return made;
}

bool matchesAt(const std::byte* at, const Bytes& inverted) {
    for (std::size_t i = 0; i < inverted.size(); ++i) {
        if ((at[i] ^ inverted[i]) != std::byte{0xFF}) {
            return false;
        }
    }
    return true;
}

struct Mapping {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    std::string text;
};

std::vector<Mapping> readableMappings() {
    std::vector<Mapping> mappings;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        Mapping mapping;
        char rights[5] = {};
        if (std::sscanf(line.c_str(), "%lx-%lx %4s", &mapping.begin, &mapping.end, rights) == 3 &&
            rights[0] == 'r' && rights[1] == 'w') {
            mapping.text = line;
            mappings.push_back(mapping);
        }
    }
    return mappings;
}

/// Names of the needles found, with the mapping.
std::vector<std::string> findInMemory(const std::vector<Needle>& needles, std::size_t& scanned) {
    // One buffer for all, and known, so that it can be left out.
    static std::vector<std::byte> buffer(8 * 1024 * 1024);
    const auto bufferBegin = reinterpret_cast<std::uintptr_t>(buffer.data());
    const auto bufferEnd = bufferBegin + buffer.size();
    std::vector<std::string> found;
    const int memory = ::open("/proc/self/mem", O_RDONLY);
    constexpr std::size_t overlap = 128;
    for (const Mapping& mapping : readableMappings()) {
        for (std::uintptr_t at = mapping.begin; at < mapping.end;) {
            if (at >= bufferBegin && at < bufferEnd) {
                at = bufferEnd;
                continue;
            }
            std::size_t size = std::min<std::size_t>(buffer.size(), mapping.end - at);
            if (at < bufferBegin && at + size > bufferBegin) {
                size = bufferBegin - at;
            }
            const ssize_t got = pread(memory, buffer.data(), size, static_cast<off_t>(at));
            if (got <= 0) {
                break; // guard pages
            }
            const auto length = static_cast<std::size_t>(got);
            scanned += length;
            for (const Needle& wanted : needles) {
                const std::byte first = ~wanted.inverted[0];
                const std::byte* end = buffer.data() + length;
                for (const std::byte* hit = buffer.data();
                     (hit = static_cast<const std::byte*>(
                          std::memchr(hit, std::to_integer<int>(first),
                                      static_cast<std::size_t>(end - hit)))) != nullptr;
                     ++hit) {
                    if (static_cast<std::size_t>(end - hit) >= wanted.inverted.size() &&
                        matchesAt(hit, wanted.inverted)) {
                        found.push_back(wanted.name + " in " + mapping.text);
                    }
                }
            }
            at += length > overlap && length == buffer.size() ? length - overlap : length;
        }
    }
    ::close(memory);
    std::fill(buffer.begin(), buffer.end(), std::byte{0});
    return found;
}

std::vector<std::string> findInMemory(const std::vector<Needle>& needles) {
    std::size_t scanned = 0;
    auto found = findInMemory(needles, scanned);
    return found;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) {
        all += line + "\n";
    }
    return all;
}

SecretBytes randomPassphrase() {
    SecretBytes passphrase = SecretBytes::random(32);
    for (std::byte& byte : passphrase.exposeForWriting()) {
        byte = static_cast<std::byte>('a' + std::to_integer<unsigned>(byte) % 26);
    }
    return passphrase;
}

} // namespace

// A sanitizer keeps freed memory and maps terabytes: the scan would find what it kept, after hours.
#ifdef CONSENTRY_SANITIZED
#define SKIP_UNDER_SANITIZERS()                                                                    \
    QSKIP("memory scan: not under a sanitizer, which keeps freed memory")
#else
#define SKIP_UNDER_SANITIZERS() static_cast<void>(0)
#endif

class VaultMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void findsASecretThatIsThere();
    void findsNoSecretAfterTheLock();
    void findsNoHealthDataAfterTheLock();
    void hardensTheProcess();
};

void VaultMemoryTest::findsASecretThatIsThere() {
    SKIP_UNDER_SANITIZERS();
    const SecretBytes secret = SecretBytes::random(32);
    std::vector<std::byte> leaked(secret.expose().begin(), secret.expose().end());
    std::size_t scanned = 0;
    const auto found = findInMemory({needle("leak", secret.expose())}, scanned);
    QVERIFY(!found.empty());
    QVERIFY(scanned > 1024 * 1024);
    wipe(leaked);
}

void VaultMemoryTest::findsNoSecretAfterTheLock() {
    SKIP_UNDER_SANITIZERS();
    VaultFixture f;
    std::vector<Needle> needles;
    {
        vault::Credentials credentials{randomPassphrase(), {}};
        needles.push_back(needle("passphrase", credentials.passphrase.expose()));
        auto vault = f.must(Vault::create(f.services, f.folder, credentials, cheapOptions()));
        const Identity me = f.must(vault->keys().addIdentity({"chain", {}, "me", {}}));
        const auto epoch = vault::EpochSecret::random();
        needles.push_back(needle("epoch secret", epoch.expose()));
        f.must(vault->keys().putEpochSecret(me.party, EpochNumber(1), epoch));
        vault->lock(LockReason::Quit);

        vault = f.must(Vault::open(f.services, f.folder, credentials));
        {
            const RootSecret root = f.must(vault->keys().root());
            needles.push_back(needle("root secret", root.expose()));
            needles.push_back(needle("vault wrapping key", vault::vaultWrappingKey(root).expose()));
            const SecretBytes words = f.must(vault->words(WordList::English));
            needles.push_back(needle("words", words.expose().first(40)));
            const SigningKey device = f.must(vault->keys().deviceSigningKey(me));
            needles.push_back(needle("device seed", device.seed().expose()));
            static_cast<void>(device.sign(bytesOf("message")));
            needles.push_back(needle("device sealing key",
                                     f.must(vault->keys().deviceSealingKey(me)).secret().expose()));
            needles.push_back(
                needle("recovery seed", f.must(vault->keys().recoveryKey(me)).seed().expose()));
            static_cast<void>(f.must(vault->keys().epochSecret(me.party, EpochNumber(1))));
            // The vault key itself, as only the header's wrap can tell it from outside.
            const auto header =
                f.must(vault::decodeVaultHeader(bytesOf(readFile(f.folder / "header"))));
            const SecretBytes vaultKey = f.must(aeadOpen(
                vault::vaultWrappingKey(root), header.header.byRoot.nonce,
                vault::rootWrapContext(header.header), header.header.byRoot.sealed.view()));
            needles.push_back(needle("vault key", vaultKey.expose()));
            const auto subkey = [&](std::string_view purpose) {
                CborWriter info;
                info.array(2).text("vault-subkey").text(purpose);
                return f.must(hkdfSha256(vaultKey.expose(), {}, info.bytes(), 32));
            };
            const SecretBytes database = subkey("database");
            needles.push_back(needle("database key", database.expose()));
            needles.push_back(needle("secrets key", subkey("secrets").expose()));
            std::string hex = toHex(database.expose());
            needles.push_back(needle("database key as text", bytesOf(hex)));
            wipe(std::as_writable_bytes(std::span(hex)));
        }
        const auto reader = f.must(vault->openReader());
        QVERIFY(!findInMemory({needles[needles.size() - 2]}).empty()); // the open vault has it
        vault->lock(LockReason::Idle);
    }
    const auto found = findInMemory(needles);
    QVERIFY2(found.empty(), joined(found).c_str());
}

void VaultMemoryTest::findsNoHealthDataAfterTheLock() {
    SKIP_UNDER_SANITIZERS();
    VaultFixture f;
    const SecretBytes marker = randomPassphrase();
    const auto needles = std::vector{needle("note", marker.expose())};
    const auto vault = f.create();
    {
        Note note;
        note.text = std::string(textOf(marker.expose()));
        static_cast<void>(f.must(vault->notes().put(note)));
        auto read = f.must(vault->notes().about(note.subject));
        wipe(std::as_writable_bytes(std::span(note.text)));
        wipe(std::as_writable_bytes(std::span(read.front().text)));
    }
    QVERIFY(findInMemory(needles).size() > 1); // page cache and the marker itself
    vault->lock(LockReason::Idle);
    const auto found = findInMemory(needles);
    QVERIFY2(found.size() == 1, joined(found).c_str()); // the marker itself
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
