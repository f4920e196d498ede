#pragma once

#include "core/crypto/hpke.h"
#include "core/crypto/suite.h"
#include "core/crypto/tagged_hash.h"

#include <string_view>

namespace consentry {

/// Content of a log entry that stays off the chain (protocol §4): salted, padded to one of four
/// sizes, sealed to each recipient, committed to once.
///
/// plaintext = salt(32) ‖ length(4, big-endian) ‖ content ‖ zeros, 512, 2,048, 8,192 or 32,768
/// bytes.
class BodyPlaintext {
public:
    static constexpr std::size_t contentMax = 32'768 - 36;

    /// TooLarge beyond contentMax.
    static Result<BodyPlaintext> create(ByteView content);
    /// Malformed unless size, length and zero padding are exactly as above.
    static Result<BodyPlaintext> parse(SecretBytes padded);

    ByteView content() const;
    ByteView padded() const { return m_padded.expose(); }
    /// bodyCommit = H("body", plaintext): equal for all recipients, hides by its salt.
    Digest commitment(std::string_view chainId) const;

private:
    explicit BodyPlaintext(SecretBytes padded) : m_padded(std::move(padded)) {}
    SecretBytes m_padded;
};

/// To what a sealed body is bound; all of it is in the HPKE info.
struct BodyContext {
    std::string_view chainId;
    SuiteId suite = SuiteId::Suite1;
    PartyId writer;
    PartyId patient;
    Digest objectId;
};

/// HPKE single-shot with info = ["body", chain id, suite, writer, patient, object id, recipient
/// key].
Result<Sealed> sealBody(const BodyPlaintext& body, const BodyContext& context,
                        const SealingPublicKey& recipient);
Result<BodyPlaintext> openBody(const Sealed& sealed, const BodyContext& context,
                               const SealingKey& recipient);
/// bodyDigest = H("sealed", enc, ciphertext).
Digest sealedDigest(std::string_view chainId, const Sealed& sealed);

} // namespace consentry
