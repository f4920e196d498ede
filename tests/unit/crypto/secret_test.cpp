// Secret memory: ownership, wiping, and a scan of the whole process for what must be gone.
#include "core/crypto/secret.h"

#include "core/crypto/aead.h"
#include "core/crypto/hpke.h"
#include "core/crypto/kdf.h"
#include "core/crypto/mnemonic.h"
#include "core/crypto/signature.h"

#include <QtTest>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <type_traits>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace consentry;

static_assert(!std::is_copy_constructible_v<SecretBytes>);
static_assert(!std::is_copy_assignable_v<SecretBytes>);
static_assert(!std::is_copy_constructible_v<SigningKey>);
static_assert(!std::is_copy_constructible_v<SealingKey>);
// Keys of different meanings do not mix.
static_assert(!std::is_convertible_v<AeadKey, DerivedKey>);

namespace {

constexpr std::byte mask{0xa5};

/// What to look for, kept masked so that the search does not find its own copy.
class Needle {
public:
    explicit Needle(ByteView secret) : m_masked(toBytes(secret)) {
        for (std::byte& value : m_masked) {
            value ^= mask;
        }
    }

    std::size_t countIn(ByteView memory) const {
        std::size_t count = 0;
        for (std::size_t at = 0; at + m_masked.size() <= memory.size(); ++at) {
            std::size_t same = 0;
            while (same < m_masked.size() && (memory[at + same] ^ mask) == m_masked[same]) {
                ++same;
            }
            count += same == m_masked.size();
        }
        return count;
    }

private:
    Bytes m_masked;
};

/// Copies of the needle in all writable memory of this process.
std::size_t copiesInMemory(const Needle& needle) {
    std::size_t count = 0;
    std::ifstream maps("/proc/self/maps");
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    std::string line;
    while (std::getline(maps, line)) {
        unsigned long start = 0;
        unsigned long end = 0;
        char dash = 0;
        std::string rights;
        std::istringstream(line) >> std::hex >> start >> dash >> end >> rights;
        if (!rights.starts_with("rw") || end - start > (256UL << 20)) {
            continue;
        }
        // Mapped apart and unmapped below, so that no copy of the search remains to be found.
        const std::size_t size = end - start;
        void* buffer =
            mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        const ssize_t got = pread(memory, buffer, size, off_t(start));
        if (got > 0) {
            count += needle.countIn({static_cast<std::byte*>(buffer), std::size_t(got)});
        }
        munmap(buffer, size);
    }
    close(memory);
    return count;
}

bool isMapped(const void* address) {
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    auto* start = reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(address) / page * page);
    unsigned char resident = 0;
    return mincore(start, 1, &resident) == 0;
}

} // namespace

class SecretTest : public QObject {
    Q_OBJECT
private slots:
    void startsAsZeros();
    void movesLeaveNothingBehind();
    void takingWipesTheSource();
    void clonesAreApart();
    void clearingGivesThePagesBack();
    void aClearedBodyIsWipedAndOutOfReach();
    void aKeyHasItsLength();
    void comparesInConstantTimeCorrectly();
    void noCopyIsLeftAfterUse();
};

void SecretTest::startsAsZeros() {
    for (const std::size_t size : {1U, 16U, 31U, 4096U, 5000U}) {
        const SecretBytes secret(size);
        QCOMPARE(secret.size(), size);
        QVERIFY(equal(secret.expose(), Bytes(size)));
    }
    QVERIFY(SecretBytes().isEmpty());
    QVERIFY(SecretBytes(0).isEmpty());
    QVERIFY(SecretBytes(0).clone().isEmpty());
    QVERIFY(SecretBytes::random(0).isEmpty());
}

void SecretTest::movesLeaveNothingBehind() {
    SecretBytes first = SecretBytes::random(32);
    const Bytes content = toBytes(first.expose());
    SecretBytes second = std::move(first);
    QVERIFY(first.isEmpty());
    QVERIFY(equal(second.expose(), content));
    SecretBytes third = SecretBytes::random(64);
    third = std::move(second);
    QVERIFY(second.isEmpty());
    QVERIFY(equal(third.expose(), content));
    SecretBytes& same = third;
    third = std::move(same);
    QVERIFY(equal(third.expose(), content));
    third.clear();
    third.clear();
    QVERIFY(third.isEmpty());
}

void SecretTest::takingWipesTheSource() {
    std::string typed = "correct horse";
    const SecretBytes taken = SecretBytes::takeFrom(std::as_writable_bytes(std::span(typed)));
    QCOMPARE(textOf(taken.expose()), std::string_view("correct horse"));
    QCOMPARE(typed, std::string(13, '\0'));
    Bytes memory(5, std::byte{1});
    wipe(memory);
    QCOMPARE(memory, Bytes(5));
    wipe({});
}

void SecretTest::clonesAreApart() {
    SecretBytes first = SecretBytes::random(32);
    const SecretBytes second = first.clone();
    QVERIFY(equal(first.expose(), second.expose()));
    first.exposeForWriting()[0] ^= std::byte{1};
    QVERIFY(!equal(first.expose(), second.expose()));
    QVERIFY(!equal(SecretBytes::random(32).expose(), SecretBytes::random(32).expose()));
}

void SecretTest::clearingGivesThePagesBack() {
    SecretBytes secret = SecretBytes::random(32);
    const void* address = secret.expose().data();
    QVERIFY(isMapped(address));
    secret.clear();
    QVERIFY(!isMapped(address));
}

void SecretTest::aClearedBodyIsWipedAndOutOfReach() {
    SecretBytes body = SecretBytes::random(512);
    const std::byte* address = body.expose().data();
    const Needle needle(body.expose().first(32));
    // The system's own read of our memory tells without ending the process.
    const auto canBeRead = [&] {
        int ends[2];
        if (pipe(ends) != 0) {
            return true;
        }
        const bool read = write(ends[1], address, 1) == 1;
        close(ends[0]);
        close(ends[1]);
        return read;
    };
    QVERIFY(canBeRead());
    body.clear();
    QVERIFY(!canBeRead());
    QCOMPARE(copiesInMemory(needle), std::size_t{0});
    const SecretBytes next(512);
    QVERIFY(std::ranges::all_of(next.expose(), [](std::byte b) { return b == std::byte{0}; }));
}

void SecretTest::aKeyHasItsLength() {
    QVERIFY(AeadKey().isEmpty());
    QVERIFY(!AeadKey::random().isEmpty());
    QCOMPARE(AeadKey::from(SecretBytes(31)).error().code, ErrorCode::BadKey);
    QCOMPARE(AeadKey::from(SecretBytes(33)).error().code, ErrorCode::BadKey);
    QCOMPARE(AeadKey::from(SecretBytes()).error().code, ErrorCode::BadKey);
    const AeadKey key = AeadKey::random();
    QVERIFY(equal(key.clone().expose(), key.expose()));
}

void SecretTest::comparesInConstantTimeCorrectly() {
    QVERIFY(equalInConstantTime({}, {}));
    QVERIFY(equalInConstantTime(bytesOf("abc"), bytesOf("abc")));
    QVERIFY(!equalInConstantTime(bytesOf("abc"), bytesOf("abd")));
    QVERIFY(!equalInConstantTime(bytesOf("abc"), bytesOf("ab")));
    QVERIFY(!equalInConstantTime(bytesOf("abc"), {}));
}

void SecretTest::noCopyIsLeftAfterUse() {
#ifdef CONSENTRY_SANITIZED
    QSKIP("a sanitizer keeps freed memory and maps terabytes");
#endif
    SigningKey::Seed seed = SigningKey::Seed::random();
    SealingKey sealing = SealingKey::generate();
    AeadKey key = AeadKey::random();
    RootSecret root = RootSecret::random();
    SecretBytes words = mnemonicFromRoot(root, WordList::English);
    DerivedKey derived = *argon2id(words, Argon2Salt(), argon2Floor);
    SecretBytes expanded = *hkdfSha256(root.expose(), {}, bytesOf("label"), 32);
    const std::vector<std::pair<const char*, Needle>> needles{
        {"signing seed", Needle(seed.expose())},
        {"X25519 secret", Needle(sealing.secret().expose())},
        {"AES key", Needle(key.expose())},
        {"root secret", Needle(root.expose())},
        {"words", Needle(words.expose())},
        {"Argon2id key", Needle(derived.expose())},
        {"HKDF output", Needle(expanded.expose())}};
    {
        // Use everything.
        const SigningKey signing = SigningKey::fromSeed(seed);
        QVERIFY(verifySignature(signing.publicKey(), {}, signing.sign({})));
        const Sealed sealed = *hpkeSeal(sealing.publicKey(), {}, {}, key.expose());
        QVERIFY(equalInConstantTime(hpkeOpen(sealing, sealed, {}, {})->expose(), key.expose()));
        const Bytes closed = *aeadSeal(key, AeadNonce(), {}, root.expose());
        QVERIFY(
            equalInConstantTime(aeadOpen(key, AeadNonce(), {}, closed)->expose(), root.expose()));
        QVERIFY(equalInConstantTime(rootFromMnemonic(words)->expose(), root.expose()));
        for (const auto& [name, needle] : needles) {
            QVERIFY2(copiesInMemory(needle) >= 1, name); // the search does find
        }
    }
    seed = {};
    sealing = {};
    key = {};
    root = {};
    words.clear();
    derived = {};
    expanded.clear();
    for (const auto& [name, needle] : needles) {
        const std::size_t left = copiesInMemory(needle);
        QVERIFY2(left == 0, (std::string(name) + ": " + std::to_string(left) + " left").c_str());
    }
}

QTEST_APPLESS_MAIN(SecretTest)
#include "secret_test.moc"
