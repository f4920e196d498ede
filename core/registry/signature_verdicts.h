#pragma once

#include "core/crypto/signature.h"

#include <cstddef>
#include <map>

namespace consentry::registry {

/// How the state machine verifies signatures: with verifySignature, or with something that only
/// ever repeats what that said.
class SignatureVerifier {
public:
    virtual ~SignatureVerifier() = default;
    /// As verifySignature.
    virtual bool verify(const SigningPublicKey& key, ByteView message,
                        const Signature& signature) = 0;
};

/// Names a question to verifySignature: SHA-256 of key, signature and message.
Digest signatureName(const SigningPublicKey& key, ByteView message, const Signature& signature);

/// Remembers what verifySignature said, so that a transaction checked for the mempool is not
/// verified again in its block. It only ever repeats that verdict: results do not depend on what
/// it holds. Bounded; forgets everything when full. One thread at a time.
class SignatureVerdicts : public SignatureVerifier {
public:
    static constexpr std::size_t entriesMax = 65'536;

    bool verify(const SigningPublicKey& key, ByteView message, const Signature& signature) override;

    std::size_t size() const { return m_verdicts.size(); }
    /// How many times the answer was known.
    std::size_t hits() const { return m_hits; }

private:
    std::map<Digest, bool> m_verdicts; ///< by signatureName
    std::size_t m_hits = 0;
};

} // namespace consentry::registry
