#include "core/node/shared_verdicts.h"

#include <utility>

namespace consentry::node {

bool SharedVerdicts::verify(const SigningPublicKey& key, ByteView message,
                            const Signature& signature) {
    const Digest name = registry::signatureName(key, message, signature);
    if (const auto verdict = known(name)) {
        return *verdict;
    }
    const bool verdict = verifySignature(key, message, signature);
    remember(name, verdict);
    return verdict;
}

SharedVerdicts::Counts SharedVerdicts::counts() const {
    const std::scoped_lock lock(m_mutex);
    return m_counts;
}

std::optional<bool> SharedVerdicts::known(const Digest& name) {
    const std::scoped_lock lock(m_mutex);
    for (const Half* half : {&m_newer, &m_older}) {
        if (const auto found = half->find(name); found != half->end()) {
            ++m_counts.repeated;
            return found->second;
        }
    }
    return std::nullopt;
}

void SharedVerdicts::remember(const Digest& name, bool verdict) {
    const std::scoped_lock lock(m_mutex);
    ++m_counts.verified;
    if (m_newer.size() >= entriesMax / 2) {
        m_older = std::exchange(m_newer, {});
    }
    m_newer.emplace(name, verdict);
}

} // namespace consentry::node
