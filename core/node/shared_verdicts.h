#pragma once

#include "core/registry/signature_verdicts.h"

#include <mutex>
#include <optional>
#include <unordered_map>

namespace consentry::node {

/// Signature verdicts shared by the mempool's and the consensus side of a node, so that a
/// signature that was checked on arrival is not checked again in a proposal. Like
/// SignatureVerdicts it only repeats what verifySignature said. Thread-safe; verifies outside of
/// its lock. Bounded: when the newer half is full the older one is dropped.
class SharedVerdicts : public registry::SignatureVerifier {
public:
    static constexpr std::size_t entriesMax = registry::SignatureVerdicts::entriesMax;

    bool verify(const SigningPublicKey& key, ByteView message, const Signature& signature) override;

    struct Counts {
        std::uint64_t verified = 0;
        std::uint64_t repeated = 0;
    };
    Counts counts() const;

private:
    using Half = std::unordered_map<Digest, bool>;

    std::optional<bool> known(const Digest& name);
    void remember(const Digest& name, bool verdict);

    mutable std::mutex m_mutex;
    Half m_newer;
    Half m_older;
    Counts m_counts;
};

} // namespace consentry::node
