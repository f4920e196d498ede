#include "core/crypto/kdf.h"

#include "core/base/check.h"
#include "core/crypto/hkdf.h"
#include "core/crypto/sodium_ready.h"

#include <sodium.h>

#include <algorithm>

#include <unistd.h>

namespace consentry {
namespace {

using Seconds = std::chrono::duration<double>;

/// Calibration takes no more memory than this for one derivation, whatever the machine: a vault
/// should open on the person's next, smaller computer too.
constexpr std::uint32_t calibratedMemoryMaxKiB = 1024 * 1024;
constexpr std::uint32_t mebibyteInKiB = 1024;

/// An eighth of the machine's memory, in KiB.
std::uint32_t affordableMemoryKiB() {
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long pageSize = sysconf(_SC_PAGESIZE);
    if (pages <= 0 || pageSize <= 0) {
        return argon2Floor.memoryKiB;
    }
    const std::uint64_t total =
        static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageSize) / 1024;
    return static_cast<std::uint32_t>(
        std::clamp<std::uint64_t>(total / 8, argon2Floor.memoryKiB, calibratedMemoryMaxKiB));
}

/// How long one derivation takes, or zero where it failed.
Seconds measure(const Argon2Parameters& parameters) {
    const SecretBytes passphrase = SecretBytes::random(16);
    const auto start = std::chrono::steady_clock::now();
    const bool good = argon2id(passphrase, Argon2Salt(), parameters).has_value();
    return good ? Seconds(std::chrono::steady_clock::now() - start) : Seconds(0);
}

/// `parameters` made `factor` times as expensive: memory first, as far as affordable, then passes.
Argon2Parameters scaled(const Argon2Parameters& parameters, double factor) {
    const double work = double(parameters.memoryKiB) * double(parameters.passes) * factor;
    const double wantedMemory =
        std::clamp(work / double(argon2Floor.passes), double(argon2Floor.memoryKiB),
                   double(affordableMemoryKiB()));
    const auto memory = static_cast<std::uint32_t>(wantedMemory) / mebibyteInKiB * mebibyteInKiB;
    const auto passes = static_cast<std::uint32_t>(std::clamp(
        work / double(memory), double(argon2Floor.passes), double(argon2Ceiling.passes)));
    return {std::max(memory, argon2Floor.memoryKiB), passes};
}

} // namespace

Result<SecretBytes> hkdfSha256(ByteView inputKeyMaterial, ByteView salt, ByteView info,
                               std::size_t size) {
    if (size > hkdfOutputMax) {
        return fail(ErrorCode::TooLarge, "HKDF output of " + std::to_string(size) + " bytes");
    }
    WipedArray<32> pseudorandomKey;
    hkdfExtract(pseudorandomKey.forWriting(), salt, {inputKeyMaterial});
    SecretBytes output(size);
    hkdfExpand(output.exposeForWriting(), pseudorandomKey.view(), info);
    wipeTraces();
    return output;
}

Result<DerivedKey> argon2id(const SecretBytes& passphrase, const Argon2Salt& salt,
                            const Argon2Parameters& parameters) {
    if (parameters.memoryKiB < argon2Floor.memoryKiB || parameters.passes < argon2Floor.passes) {
        return fail(ErrorCode::InvalidArgument, "Argon2 parameters below the floor");
    }
    if (parameters.memoryKiB > argon2Ceiling.memoryKiB ||
        parameters.passes > argon2Ceiling.passes) {
        return fail(ErrorCode::TooLarge, "Argon2 parameters above the ceiling");
    }
    ensureSodium();
    static_assert(Argon2Salt::size == crypto_pwhash_argon2id_SALTBYTES);
    SecretBytes key(DerivedKey::size);
    const char* text =
        passphrase.isEmpty() ? "" : reinterpret_cast<const char*>(passphrase.expose().data());
    const int status = crypto_pwhash_argon2id(
        key.exposeUchars(), key.size(), text, passphrase.size(), salt.uchars(), parameters.passes,
        std::size_t{parameters.memoryKiB} * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13);
    wipeTraces();
    if (status != 0) {
        return fail(ErrorCode::Internal, "Argon2 got no memory");
    }
    return DerivedKey::from(std::move(key));
}

Argon2Parameters calibrateArgon2(std::chrono::milliseconds target) {
    const Seconds floorTime = measure(argon2Floor);
    if (floorTime <= Seconds(0) || Seconds(target) <= floorTime) {
        return argon2Floor;
    }
    const Argon2Parameters guess = scaled(argon2Floor, Seconds(target) / floorTime);
    // More memory means slower memory: what fits the caches at the floor no longer does.
    const Seconds guessTime = measure(guess);
    if (guessTime <= Seconds(0)) {
        return argon2Floor;
    }
    return guessTime > Seconds(target) ? scaled(guess, Seconds(target) / guessTime) : guess;
}

} // namespace consentry
