#pragma once

#include "core/light_client/commit.h"
#include "core/light_client/merkle.h"

#include <optional>
#include <string>

namespace consentry::light_client {

/// A block header of the consensus engine (CometBFT v0.38, block protocol 11), as received: nobody
/// has checked it. Hashes that the engine may leave empty are optional.
struct Header {
    static constexpr std::size_t chainIdMax = 50; ///< bytes, the engine's own limit
    static constexpr std::size_t appHashMax = 64; ///< bytes; ours has 32

    static constexpr std::uint64_t heightMax = 0x7FFF'FFFF'FFFF'FFFF;

    std::uint64_t versionBlock = 11;
    std::uint64_t versionApp = 0;
    std::string chainId;
    BlockHeight height;
    Timestamp time;
    std::optional<BlockId> lastBlockId; ///< none in the first block
    std::optional<Digest> lastCommitHash;
    std::optional<Digest> dataHash; ///< transactionsHash of this block
    Digest validatorsHash;          ///< who signs this block
    Digest nextValidatorsHash;      ///< who signs the next one
    std::optional<Digest> consensusHash;
    Bytes appHash;                         ///< state root after the block before this one
    std::optional<Digest> lastResultsHash; ///< resultsHash of the block before this one
    std::optional<Digest> evidenceHash;
    ValidatorAddress proposer;

    /// Merkle root over the 14 fields: the block's identity, which its commit signs.
    Digest hash() const;

    friend bool operator==(const Header&, const Header&) = default;
};

/// A header with its signatures and the validators who could sign, as a node hands it out: nobody
/// has checked it. See light_client.h for what makes one trustworthy.
struct LightBlock {
    Header header;
    Commit commit;
    ValidatorSet validators;

    friend bool operator==(const LightBlock&, const LightBlock&) = default;
};

/// The part of a transaction's result that headers commit to. Log, info and events are not.
struct TxResultFields {
    std::uint32_t code = 0;
    Bytes data;
    std::int64_t gasWanted = 0;
    std::int64_t gasUsed = 0;

    friend bool operator==(const TxResultFields&, const TxResultFields&) = default;
};

/// data_hash: Merkle root over SHA-256 of each transaction.
Digest transactionsHash(std::span<const Bytes> transactions);
/// The path from transaction `index`, which must exist, to transactionsHash.
MerkleProof transactionProof(std::span<const Bytes> transactions, std::uint64_t index);
/// last_results_hash of the next header: Merkle root over the results in order.
Digest resultsHash(std::span<const TxResultFields> results);
/// consensus_hash: SHA-256 of {max_bytes, max_gas} of the block parameters.
Digest consensusParametersHash(std::int64_t blockBytesMax, std::int64_t blockGasMax);

} // namespace consentry::light_client
