#include "core/light_client/commit.h"

#include "core/base/check.h"
#include "core/light_client/merkle.h"
#include "core/light_client/proto_writer.h"
#include "core/light_client/timestamp_encoding.h"

namespace consentry::light_client {
namespace {

constexpr std::uint64_t precommitType = 2;

} // namespace

Bytes encodeTimestamp(const Timestamp& timestamp) {
    return ProtoWriter()
        .signedVarint(1, timestamp.seconds())
        .signedVarint(2, timestamp.nanos())
        .result();
}

Bytes encodeBlockId(const BlockId& id) {
    const Bytes parts =
        ProtoWriter().varint(1, id.partsTotal).bytes(2, id.partsHash.view()).result();
    return ProtoWriter().bytes(1, id.hash.view()).message(2, parts).result();
}

Digest Commit::hash() const {
    std::vector<Bytes> leaves;
    leaves.reserve(signatures.size());
    for (const CommitSig& signature : signatures) {
        const bool present = signature.flag != BlockIdFlag::Absent;
        leaves.push_back(ProtoWriter()
                             .varint(1, static_cast<std::uint64_t>(signature.flag))
                             .bytes(2, present ? signature.validator.view() : ByteView())
                             .message(3, encodeTimestamp(signature.timestamp))
                             .bytes(4, present ? signature.signature.view() : ByteView())
                             .result());
    }
    return merkleRoot(leaves);
}

Bytes voteSignBytes(std::string_view chainId, const Commit& commit, const CommitSig& signature) {
    CHECK(signature.flag != BlockIdFlag::Absent);
    ProtoWriter vote;
    vote.varint(1, precommitType).fixed64(2, commit.height.value).fixed64(3, commit.round);
    if (signature.flag == BlockIdFlag::Commit) {
        vote.message(4, encodeBlockId(commit.blockId));
    }
    vote.message(5, encodeTimestamp(signature.timestamp)).bytes(6, bytesOf(chainId));
    return ProtoWriter().delimited(vote.result()).result();
}

CommitSig signCommit(std::string_view chainId, const Commit& commit, const SigningKey& key,
                     Timestamp timestamp) {
    CommitSig signature{BlockIdFlag::Commit, addressOf(key.publicKey()), timestamp, {}};
    signature.signature = key.sign(voteSignBytes(chainId, commit, signature));
    return signature;
}

Result<Commit> assembleCommit(Commit commit, const ValidatorSet& set,
                              std::span<const CommitSig> precommits) {
    commit.signatures.assign(set.size(), CommitSig());
    for (const CommitSig& precommit : precommits) {
        const auto index = set.indexOf(precommit.validator);
        if (!index || commit.signatures[*index].flag != BlockIdFlag::Absent) {
            return fail(ErrorCode::InvalidArgument, "precommit of a stranger, or a second one");
        }
        commit.signatures[*index] = precommit;
    }
    return commit;
}

} // namespace consentry::light_client
