#pragma once

#include "core/base/ids.h"
#include "core/light_client/timestamp.h"
#include "core/light_client/validator_set.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace consentry::light_client {

/// Names a block: its header's hash, and number and root of the parts in which it was spread.
struct BlockId {
    Digest hash;
    std::uint32_t partsTotal = 0;
    Digest partsHash;

    friend bool operator==(const BlockId&, const BlockId&) = default;
};

enum class BlockIdFlag : std::uint8_t {
    Absent = 1, ///< no vote arrived
    Commit = 2, ///< signed this block
    Nil = 3,    ///< signed "no block in this round"
};

/// One validator's precommit. All fields of an absent one but the flag have their defaults.
struct CommitSig {
    BlockIdFlag flag = BlockIdFlag::Absent;
    ValidatorAddress validator;
    Timestamp timestamp;
    Signature signature;

    friend bool operator==(const CommitSig&, const CommitSig&) = default;
};

/// The signatures under a block, one for each validator of its set, in the set's order.
struct Commit {
    static constexpr std::uint32_t roundMax = 0x7FFF'FFFF;

    BlockHeight height;
    std::uint32_t round = 0;
    BlockId blockId;
    std::vector<CommitSig> signatures;

    /// last_commit_hash of the next header: Merkle root over the signatures.
    Digest hash() const;

    friend bool operator==(const Commit&, const Commit&) = default;
};

/// BlockID as protobuf, with its part set header always present.
Bytes encodeBlockId(const BlockId& id);

/// The bytes that a validator signs for a precommit: length ‖ CanonicalVote. `signature` gives flag
/// and timestamp; an absent one has no sign-bytes.
Bytes voteSignBytes(std::string_view chainId, const Commit& commit, const CommitSig& signature);

/// A validator's own precommit for the block of `commit`: address, timestamp and signature.
CommitSig signCommit(std::string_view chainId, const Commit& commit, const SigningKey& key,
                     Timestamp timestamp);

/// `commit` with the given precommits put into the order of `set`, absent where none was given.
/// InvalidArgument for one of a stranger, or two of the same validator.
Result<Commit> assembleCommit(Commit commit, const ValidatorSet& set,
                              std::span<const CommitSig> precommits);

} // namespace consentry::light_client
