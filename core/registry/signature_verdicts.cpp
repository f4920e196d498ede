#include "core/registry/signature_verdicts.h"

#include "core/crypto/hash.h"

namespace consentry::registry {

Digest signatureName(const SigningPublicKey& key, ByteView message, const Signature& signature) {
    // Key and signature have fixed lengths, so the concatenation is unambiguous.
    return sha256({key.view(), signature.view(), message});
}

bool SignatureVerdicts::verify(const SigningPublicKey& key, ByteView message,
                               const Signature& signature) {
    const Digest name = signatureName(key, message, signature);
    if (const auto known = m_verdicts.find(name); known != m_verdicts.end()) {
        ++m_hits;
        return known->second;
    }
    const bool verdict = verifySignature(key, message, signature);
    if (m_verdicts.size() >= entriesMax) {
        m_verdicts.clear();
    }
    m_verdicts.emplace(name, verdict);
    return verdict;
}

} // namespace consentry::registry
