#include "core/light_client/ledger_proofs.h"

#include "core/crypto/hash.h"

namespace consentry::light_client {

Result<> verifyTransaction(const VerifiedHeader& header, ByteView transaction,
                           const MerkleProof& proof) {
    const std::optional<Digest>& dataHash = header.header().dataHash;
    if (!dataHash) {
        return fail(ErrorCode::VerificationFailed, "header without data_hash");
    }
    return verifyMerkleProof(proof, *dataHash, sha256(transaction).view());
}

Result<> verifyResults(const VerifiedHeader& next, std::span<const TxResultFields> results) {
    const std::optional<Digest>& expected = next.header().lastResultsHash;
    if (!expected || *expected != resultsHash(results)) {
        return fail(ErrorCode::VerificationFailed, "results of another block");
    }
    return {};
}

Result<> verifyState(const VerifiedHeader& next, const registry::StateKey& key,
                     const std::optional<Bytes>& value, const registry::StateProof& proof) {
    ASSIGN_OR_RETURN(const Digest root, Digest::from(next.header().appHash));
    const auto valueHash = value ? std::optional(sha256(*value)) : std::nullopt;
    return registry::verifyStateProof(root, key, valueHash, proof);
}

} // namespace consentry::light_client
