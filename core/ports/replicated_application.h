#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/crypto/signature.h"
#include "core/light_client/merkle.h"

#include <optional>
#include <string>
#include <vector>

namespace consentry {

/// Where an application stands, as of its last commit.
struct ApplicationInfo {
    std::string name;
    std::string version;               ///< of the program, for people
    std::uint64_t protocolVersion = 0; ///< stands in the next header
    BlockHeight height;                ///< 0 before the first commit
    std::optional<Digest> appHash;     ///< none before a chain began
};

struct ChainValidator {
    SigningPublicKey key;
    std::int64_t power = 0;
};

/// How a chain begins: the engine's genesis file.
struct ChainStart {
    std::string chainId;
    Instant time; ///< of block 1
    std::vector<ChainValidator> validators;
    Bytes applicationState; ///< the genesis file's app_state, as it stands there
    std::uint64_t initialHeight = 1;
};

/// What the application decides about a chain that begins.
struct ChainStarted {
    Digest appHash; ///< stands in header 1
    std::int64_t blockBytesMax = 0;
    std::uint64_t protocolVersion = 0;
};

/// A block that somebody proposes or that the validators decided.
struct ProposedBlock {
    BlockHeight height;
    Instant time; ///< the header's time, cut to the millisecond
    std::vector<Bytes> transactions;
    /// Validators that were caught signing twice or deceiving a light client.
    std::size_t misbehaviours = 0;
};

/// The part of a transaction's result that the next header commits to, and a word for people.
struct TransactionOutcome {
    std::uint32_t code = 0; ///< registry::Refusal
    Bytes data;             ///< registry::encodeItemResults
    std::string_view name;  ///< registry::refusalName; never agreed on
};

/// What a block changes in the engine itself.
struct ConsensusUpdates {
    /// Each key once, from two blocks later on; power 0 ends a validator.
    std::vector<ChainValidator> validators;
    std::optional<std::int64_t> blockBytesMax{};    ///< from the next block on
    std::optional<std::uint64_t> protocolVersion{}; ///< in headers from the next block on
};

struct FinalizedBlock {
    std::vector<TransactionOutcome> outcomes; ///< one for each transaction, in order
    Digest appHash;
    ConsensusUpdates updates{};
};

enum class CheckKind { New, Recheck };

/// A question about the state, as the engine's query call carries it.
struct ApplicationQuery {
    std::string path;
    Bytes data;
    std::uint64_t height = 0; ///< 0: the newest that is provable
    bool prove = false;
};

/// One step of a proof from a value to the application hash.
struct QueryProof {
    std::string type;
    Bytes key;
    Bytes data;
};

/// The answer. With a code other than 0 only code, log and height mean something.
struct QueryAnswer {
    std::uint32_t code = 0; ///< QueryRefusal (node_query.h)
    std::string log;        ///< for developers
    Bytes key;
    Bytes value;
    std::int64_t index = 0; ///< -1 where the key has no value
    BlockHeight height;     ///< of the state that answered
    std::optional<QueryProof> proof;
};

/// A state that a new node may start from, as one node offers it to others. Two nodes that are
/// right offer the same bytes.
struct SnapshotOffer {
    BlockHeight height;
    std::uint32_t format = 0;
    std::uint32_t chunks = 0;
    Bytes hash;
    Bytes metadata;
    friend bool operator==(const SnapshotOffer&, const SnapshotOffer&) = default;
};

enum class OfferVerdict { Accept, Abort, Reject, RejectFormat };
enum class ChunkVerdict { Accept, Abort, Retry, RejectSnapshot };

/// What becomes of a chunk that a peer sent.
struct ChunkAnswer {
    ChunkVerdict verdict = ChunkVerdict::Abort;
    std::vector<std::uint32_t> refetch;
    std::vector<std::string> rejectSenders;
};

/// A state machine that a consensus engine replicates: the registry as the engine of a node sees
/// it (ABCI 2.0, in our own values). The engine drives it; the application never calls back.
///
/// **Threads.** Calls come from four sides at the same time: *consensus* (startChain,
/// prepareProposal, processProposal, finalizeBlock, commit), *mempool* (checkTransaction), *query*
/// (info, query) and *snapshots* (the rest). Within a side they come one after the other. No query
/// and no snapshot that is being served may hold up consensus.
///
/// **Determinism.** finalizeBlock and processProposal are pure functions of the last committed
/// state and their argument: no clock, no chance, no configuration, nothing that a cache could
/// change. startChain is one of its argument. Snapshots of one height are the same bytes on every
/// node. prepareProposal, checkTransaction and query may differ between nodes.
///
/// **Durability.** commit is the only moment at which state reaches the disk, whole or not at all,
/// and it is there when commit returns. finalizeBlock may be called again without a commit between:
/// the block that was not committed is forgotten.
///
/// **Failure.** An Error says that this node cannot go on: a store that fails or is full, a state
/// that is damaged, a call that makes no sense, a block whose rules are newer than the program
/// (Unsupported). Whoever called ends the program rather than guess;
/// it continues from the last commit when it is started again. Bad transactions, proposals,
/// questions and snapshots from outside are no Errors but answers.
class ReplicatedApplication {
public:
    virtual ~ReplicatedApplication() = default;

    virtual Result<ApplicationInfo> info() = 0;
    virtual Result<QueryAnswer> query(const ApplicationQuery& query) = 0;

    /// Called at height 0, possibly again with the same content. InvalidArgument for a genesis that
    /// this program cannot begin with, or another than the one that the store began with.
    virtual Result<ChainStarted> startChain(const ChainStart& start) = 0;
    /// Transactions for a block of `bytesMax` bytes, counted as the engine counts them, from those
    /// that the engine's mempool holds (`block.transactions`).
    virtual Result<std::vector<Bytes>> prepareProposal(const ProposedBlock& block,
                                                       std::size_t bytesMax) = 0;
    /// Whether this node votes for the block.
    virtual Result<bool> processProposal(const ProposedBlock& block) = 0;
    virtual Result<FinalizedBlock> finalizeBlock(const ProposedBlock& block) = 0;
    virtual Result<> commit() = 0;

    /// Code 0 admits to the mempool.
    virtual Result<TransactionOutcome> checkTransaction(ByteView transaction, CheckKind kind) = 0;

    virtual Result<std::vector<SnapshotOffer>> snapshots() = 0;
    /// Empty where this node has no such chunk.
    virtual Result<Bytes> snapshotChunk(BlockHeight height, std::uint32_t format,
                                        std::uint32_t index) = 0;
    /// `appHash` was verified by the engine's light client.
    virtual Result<OfferVerdict> offerSnapshot(const SnapshotOffer& offer, ByteView appHash) = 0;
    virtual Result<ChunkAnswer> applySnapshotChunk(std::uint32_t index, ByteView chunk,
                                                   const std::string& sender) = 0;
};

} // namespace consentry
