#include "core/registry/signature_verdicts.h"

#include "core/crypto/hash.h"

namespace consentry::registry {

bool SignatureVerdicts::verify(const SigningPublicKey& key, ByteView message,
                               const Signature& signature) {
    // Key and signature have fixed lengths, so the concatenation is unambiguous.
    const Digest name = sha256({key.view(), signature.view(), message});
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
