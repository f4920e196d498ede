#include "core/crypto/hash.h"
#include "core/crypto/signature.h"
#include "tests/integration/load/workload.h"

namespace consentry::load {
namespace {

constexpr std::size_t transactionBytes = 300;

std::string nameOf(std::uint64_t seed, std::size_t index) {
    return "k" + std::to_string(seed) + "-" + std::to_string(index);
}

/// As many bytes as make the whole transaction 300 long in base64 without padding.
Bytes filled(std::mt19937_64& random, std::size_t nameBytes) {
    Bytes bytes((transactionBytes - nameBytes - 1) * 3 / 4);
    for (std::byte& byte : bytes) {
        byte = static_cast<std::byte>(random());
    }
    return bytes;
}

Bytes transactionOf(const std::string& name, ByteView value) {
    std::string text = toBase64(value);
    text.erase(text.find_last_not_of('=') + 1);
    return toBytes(bytesOf(name + "=" + text));
}

class ExampleWorkload final : public Workload {
public:
    explicit ExampleWorkload(std::uint64_t seed) : m_seed(seed), m_random(seed) {}

    Result<std::vector<PreparedTransaction>> make(std::size_t count, const Schedule&) override {
        std::vector<PreparedTransaction> made;
        made.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            const std::string name = nameOf(m_seed, i);
            made.push_back({transactionOf(name, filled(m_random, name.size())), i});
        }
        return made;
    }

private:
    std::uint64_t m_seed;
    std::mt19937_64 m_random;
};

class SignedExampleWorkload final : public Workload {
public:
    explicit SignedExampleWorkload(std::uint64_t seed) : m_seed(seed), m_random(seed) {
        // As many signers as patients of the registry's workloads: engines cache keys.
        for (std::size_t i = 0; i < signers; ++i) {
            Digest secret = sha256(bytesOf("signer " + nameOf(seed, i)));
            m_keys.push_back(SigningKey::fromSeed(
                *SigningKey::Seed::from(SecretBytes::takeFrom({secret.data(), Digest::size}))));
        }
    }

    Result<std::vector<PreparedTransaction>> make(std::size_t count, const Schedule&) override {
        std::vector<PreparedTransaction> made;
        made.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            const SigningKey& key = m_keys[i % signers];
            const std::string name = nameOf(m_seed, i);
            Bytes value = toBytes(key.publicKey().view());
            append(value, key.sign(bytesOf(name)).view());
            const Bytes padding = filled(m_random, name.size());
            append(value, ByteView(padding).subspan(value.size()));
            made.push_back({transactionOf(name, value), i});
        }
        return made;
    }

private:
    static constexpr std::size_t signers = 200;
    std::uint64_t m_seed;
    std::mt19937_64 m_random;
    std::vector<SigningKey> m_keys;
};

} // namespace

std::unique_ptr<Workload> exampleWorkload(std::uint64_t seed) {
    return std::make_unique<ExampleWorkload>(seed);
}

std::unique_ptr<Workload> signedExampleWorkload(std::uint64_t seed) {
    return std::make_unique<SignedExampleWorkload>(seed);
}

} // namespace consentry::load
