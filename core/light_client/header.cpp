#include "core/light_client/header.h"

#include "core/crypto/hash.h"
#include "core/light_client/merkle.h"
#include "core/light_client/proto_writer.h"
#include "core/light_client/timestamp_encoding.h"

#include <array>

namespace consentry::light_client {
namespace {

/// google.protobuf.BytesValue and StringValue; nothing at all for an empty one.
Bytes wrapped(ByteView value) {
    return ProtoWriter().bytes(1, value).result();
}

Bytes wrapped(const std::optional<Digest>& hash) {
    return hash ? wrapped(hash->view()) : Bytes();
}

/// BlockID is not nullable: an absent one still has its empty part set header.
Bytes lastBlockIdLeaf(const std::optional<BlockId>& id) {
    return id ? encodeBlockId(*id) : ProtoWriter().message(2, {}).result();
}

std::vector<Bytes> transactionLeaves(std::span<const Bytes> transactions) {
    std::vector<Bytes> leaves;
    leaves.reserve(transactions.size());
    for (const Bytes& transaction : transactions) {
        leaves.push_back(toBytes(sha256(transaction).view()));
    }
    return leaves;
}

} // namespace

Digest Header::hash() const {
    const std::array<Bytes, 14> fields = {
        ProtoWriter().varint(1, versionBlock).varint(2, versionApp).result(),
        wrapped(bytesOf(chainId)),
        ProtoWriter().varint(1, height.value).result(),
        encodeTimestamp(time),
        lastBlockIdLeaf(lastBlockId),
        wrapped(lastCommitHash),
        wrapped(dataHash),
        wrapped(validatorsHash.view()),
        wrapped(nextValidatorsHash.view()),
        wrapped(consensusHash),
        wrapped(appHash),
        wrapped(lastResultsHash),
        wrapped(evidenceHash),
        wrapped(proposer.view()),
    };
    return merkleRoot(fields);
}

Digest transactionsHash(std::span<const Bytes> transactions) {
    return merkleRoot(transactionLeaves(transactions));
}

MerkleProof transactionProof(std::span<const Bytes> transactions, std::uint64_t index) {
    return merkleProof(transactionLeaves(transactions), index);
}

Digest resultsHash(std::span<const TxResultFields> results) {
    std::vector<Bytes> leaves;
    leaves.reserve(results.size());
    for (const TxResultFields& result : results) {
        leaves.push_back(ProtoWriter()
                             .varint(1, result.code)
                             .bytes(2, result.data)
                             .signedVarint(5, result.gasWanted)
                             .signedVarint(6, result.gasUsed)
                             .result());
    }
    return merkleRoot(leaves);
}

Digest consensusParametersHash(std::int64_t blockBytesMax, std::int64_t blockGasMax) {
    return sha256(
        ProtoWriter().signedVarint(1, blockBytesMax).signedVarint(2, blockGasMax).result());
}

} // namespace consentry::light_client
