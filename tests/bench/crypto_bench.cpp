// The anchors that other figures are held against: what the bare algorithms cost on this machine.

#include "core/crypto/hash.h"
#include "core/crypto/hpke.h"
#include "core/crypto/kdf.h"
#include "core/crypto/signature.h"

#include <benchmark/benchmark.h>

#include <sodium.h>

namespace consentry {
namespace {

void anchorSha256(benchmark::State& state) {
    const Bytes message(static_cast<std::size_t>(state.range(0)), std::byte{0x5a});
    for (auto _ : state) {
        benchmark::DoNotOptimize(sha256(message));
    }
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(anchorSha256)->Arg(64)->Arg(256)->Arg(4096);

void anchorVerifySignature(benchmark::State& state) {
    const SigningKey key = SigningKey::generate();
    const Bytes message(256, std::byte{0x5a});
    const Signature signature = key.sign(message);
    for (auto _ : state) {
        if (!verifySignature(key.publicKey(), message, signature)) {
            state.SkipWithError("a good signature was refused");
        }
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(anchorVerifySignature);

/// Straight from the library: x25519() also takes guarded memory, which costs as much again.
void anchorX25519(benchmark::State& state) {
    const SealingKey ours = SealingKey::generate();
    const SealingKey theirs = SealingKey::generate();
    unsigned char shared[crypto_scalarmult_curve25519_BYTES];
    for (auto _ : state) {
        benchmark::DoNotOptimize(crypto_scalarmult_curve25519(shared, ours.secret().exposeUchars(),
                                                              theirs.publicKey().uchars()));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(anchorX25519);

/// What the floor of the vault's key derivation costs (64 MiB, 3 passes).
void anchorArgon2id(benchmark::State& state) {
    const SecretBytes passphrase = SecretBytes::random(20);
    for (auto _ : state) {
        benchmark::DoNotOptimize(argon2id(passphrase, Argon2Salt(), argon2Floor));
    }
}
BENCHMARK(anchorArgon2id)->Unit(benchmark::kMillisecond);

void hpkeOpenBody(benchmark::State& state) {
    const SealingKey recipient = SealingKey::generate();
    const Bytes plaintext(512, std::byte{0x5a});
    const auto sealed = hpkeSeal(recipient.publicKey(), bytesOf("info"), {}, plaintext);
    if (!sealed) {
        state.SkipWithError("sealing failed");
        return;
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(hpkeOpen(recipient, *sealed, bytesOf("info"), {}));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(hpkeOpenBody);

} // namespace
} // namespace consentry
