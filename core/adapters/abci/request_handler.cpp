#include "core/adapters/abci/request_handler.h"

#include "core/adapters/abci/abci.pb.h"

#include "core/light_client/timestamp.h"

namespace consentry::abci {
namespace {

/// Names the numbers of our codes where the engine shows them.
constexpr const char* codespace = "consentry";

ByteView viewOf(const std::string& bytes) {
    return bytesOf(bytes);
}

std::string stringOf(ByteView bytes) {
    return std::string(textOf(bytes));
}

template <class List> std::vector<Bytes> transactionsOf(const List& list) {
    std::vector<Bytes> transactions;
    transactions.reserve(static_cast<std::size_t>(list.size()));
    for (const std::string& bytes : list) {
        transactions.push_back(toBytes(viewOf(bytes)));
    }
    return transactions;
}

Result<Instant> instantOf(const Timestamp& time) {
    ASSIGN_OR_RETURN(const auto stamp, light_client::Timestamp::from(time.seconds(), time.nanos()));
    return stamp.toInstant();
}

Result<BlockHeight> heightOf(std::int64_t height) {
    if (height < 0) {
        return fail(ErrorCode::Malformed, "a negative height");
    }
    return BlockHeight(static_cast<std::uint64_t>(height));
}

/// A proposal to be made, one to be judged and a decided block have the same fields.
template <class Message> Result<ProposedBlock> blockOf(const Message& message) {
    ProposedBlock block;
    ASSIGN_OR_RETURN(block.height, heightOf(message.height()));
    ASSIGN_OR_RETURN(block.time, instantOf(message.time()));
    block.transactions = transactionsOf(message.txs());
    block.misbehaviours = static_cast<std::size_t>(message.misbehavior_size());
    return block;
}

SnapshotOffer offerOf(const Snapshot& snapshot) {
    return {BlockHeight(snapshot.height()), snapshot.format(), snapshot.chunks(),
            toBytes(viewOf(snapshot.hash())), toBytes(viewOf(snapshot.metadata()))};
}

void put(const TransactionOutcome& outcome, TxResult& result) {
    result.set_code(outcome.code);
    result.set_data(stringOf(outcome.data));
    if (outcome.code != 0) {
        result.set_log(std::string(outcome.name));
        result.set_codespace(codespace);
    }
}

/// The engine takes both fields or none.
void put(std::int64_t blockBytesMax, BlockParams& block) {
    block.set_max_bytes(blockBytesMax);
    block.set_max_gas(-1);
}

void put(const ConsensusUpdates& updates, Response::FinalizeBlock& reply) {
    for (const ChainValidator& validator : updates.validators) {
        ValidatorUpdate& update = *reply.add_validator_updates();
        update.mutable_public_key()->set_ed25519(stringOf(validator.key.view()));
        update.set_power(validator.power);
    }
    if (updates.blockBytesMax) {
        put(*updates.blockBytesMax, *reply.mutable_consensus_param_updates()->mutable_block());
    }
    if (updates.protocolVersion) {
        reply.mutable_consensus_param_updates()->mutable_version()->set_app(
            *updates.protocolVersion);
    }
}

Response::OfferSnapshot::Result numberOf(OfferVerdict verdict) {
    switch (verdict) {
    case OfferVerdict::Accept:
        return Response::OfferSnapshot::ACCEPT;
    case OfferVerdict::Reject:
        return Response::OfferSnapshot::REJECT;
    case OfferVerdict::RejectFormat:
        return Response::OfferSnapshot::REJECT_FORMAT;
    case OfferVerdict::Abort:
        break;
    }
    return Response::OfferSnapshot::ABORT;
}

Response::ApplySnapshotChunk::Result numberOf(ChunkVerdict verdict) {
    switch (verdict) {
    case ChunkVerdict::Accept:
        return Response::ApplySnapshotChunk::ACCEPT;
    case ChunkVerdict::Retry:
        return Response::ApplySnapshotChunk::RETRY;
    case ChunkVerdict::RejectSnapshot:
        return Response::ApplySnapshotChunk::REJECT_SNAPSHOT;
    case ChunkVerdict::Abort:
        break;
    }
    return Response::ApplySnapshotChunk::ABORT;
}

// One function for each call of the application. Where one fails, what the engine sent makes no
// sense or the node cannot go on: both end the node.

Result<> call(ReplicatedApplication& application, const Request::Info&, Response::Info& reply) {
    ASSIGN_OR_RETURN(const ApplicationInfo info, application.info());
    reply.set_data(info.name);
    reply.set_version(info.version);
    reply.set_app_version(info.protocolVersion);
    reply.set_last_block_height(static_cast<std::int64_t>(info.height.value));
    // At height 0 the engine takes the hash from the reply to InitChain.
    if (info.appHash && info.height.value != 0) {
        reply.set_last_block_app_hash(stringOf(info.appHash->view()));
    }
    return {};
}

Result<ChainStart> chainStartOf(const Request::InitChain& request) {
    ChainStart start;
    start.chainId = request.chain_id();
    start.applicationState = toBytes(viewOf(request.app_state_bytes()));
    ASSIGN_OR_RETURN(start.time, instantOf(request.time()));
    ASSIGN_OR_RETURN(const BlockHeight initial, heightOf(request.initial_height()));
    start.initialHeight = initial.value;
    for (const ValidatorUpdate& validator : request.validators()) {
        if (!validator.public_key().has_ed25519()) {
            return fail(ErrorCode::Unsupported, "validators have Ed25519 keys");
        }
        ASSIGN_OR_RETURN(const auto key,
                         SigningPublicKey::from(viewOf(validator.public_key().ed25519())));
        start.validators.push_back({key, validator.power()});
    }
    return start;
}

Result<> call(ReplicatedApplication& application, const Request::InitChain& request,
              Response::InitChain& reply) {
    ASSIGN_OR_RETURN(const ChainStart start, chainStartOf(request));
    ASSIGN_OR_RETURN(const ChainStarted started, application.startChain(start));
    reply.set_app_hash(stringOf(started.appHash.view()));
    // The rules decide how large a block is, not a genesis file.
    put(started.blockBytesMax, *reply.mutable_consensus_params()->mutable_block());
    reply.mutable_consensus_params()->mutable_version()->set_app(started.protocolVersion);
    return {};
}

Result<> call(ReplicatedApplication& application, const Request::Query& request,
              Response::Query& reply) {
    // Anybody may ask for anything: a negative height is one that nobody holds.
    ASSIGN_OR_RETURN(
        const QueryAnswer answer,
        application.query({request.path(), toBytes(viewOf(request.data())),
                           static_cast<std::uint64_t>(request.height()), request.prove()}));
    reply.set_code(answer.code);
    reply.set_log(answer.log);
    reply.set_key(stringOf(answer.key));
    reply.set_value(stringOf(answer.value));
    reply.set_index(answer.index);
    reply.set_height(static_cast<std::int64_t>(answer.height.value));
    reply.set_codespace(answer.code == 0 ? "" : codespace);
    if (answer.proof) {
        ProofOp& step = *reply.mutable_proof_ops()->add_ops();
        step.set_kind(answer.proof->type);
        step.set_key(stringOf(answer.proof->key));
        step.set_data(stringOf(answer.proof->data));
    }
    return {};
}

Result<> call(ReplicatedApplication& application, const Request::CheckTx& request,
              TxResult& reply) {
    ASSIGN_OR_RETURN(const TransactionOutcome outcome,
                     application.checkTransaction(viewOf(request.tx()), request.kind() == 0
                                                                            ? CheckKind::New
                                                                            : CheckKind::Recheck));
    put(outcome, reply);
    return {};
}

Result<> call(ReplicatedApplication& application, const Request::PrepareProposal& request,
              Response::PrepareProposal& reply) {
    ASSIGN_OR_RETURN(const ProposedBlock block, blockOf(request));
    const auto bytesMax =
        static_cast<std::size_t>(std::max<std::int64_t>(0, request.max_tx_bytes()));
    ASSIGN_OR_RETURN(const std::vector<Bytes> chosen, application.prepareProposal(block, bytesMax));
    for (const Bytes& transaction : chosen) {
        reply.add_txs(stringOf(transaction));
    }
    return {};
}

Result<> callProcess(ReplicatedApplication& application, const Request::Block& request,
                     Response::Verdict& reply) {
    ASSIGN_OR_RETURN(const ProposedBlock block, blockOf(request));
    ASSIGN_OR_RETURN(const bool isAccepted, application.processProposal(block));
    reply.set_status(isAccepted ? Response::Verdict::ACCEPT : Response::Verdict::REJECT);
    return {};
}

Result<> callFinalize(ReplicatedApplication& application, const Request::Block& request,
                      Response::FinalizeBlock& reply) {
    ASSIGN_OR_RETURN(const ProposedBlock block, blockOf(request));
    ASSIGN_OR_RETURN(const FinalizedBlock finalized, application.finalizeBlock(block));
    for (const TransactionOutcome& outcome : finalized.outcomes) {
        put(outcome, *reply.add_tx_results());
    }
    put(finalized.updates, reply);
    reply.set_app_hash(stringOf(finalized.appHash.view()));
    return {};
}

Result<> call(ReplicatedApplication& application, const Request::ListSnapshots&,
              Response::ListSnapshots& reply) {
    ASSIGN_OR_RETURN(const std::vector<SnapshotOffer> offers, application.snapshots());
    for (const SnapshotOffer& offer : offers) {
        Snapshot& snapshot = *reply.add_snapshots();
        snapshot.set_height(offer.height.value);
        snapshot.set_format(offer.format);
        snapshot.set_chunks(offer.chunks);
        snapshot.set_hash(stringOf(offer.hash));
        snapshot.set_metadata(stringOf(offer.metadata));
    }
    return {};
}

Result<> call(ReplicatedApplication& application, const Request::OfferSnapshot& request,
              Response::OfferSnapshot& reply) {
    ASSIGN_OR_RETURN(
        const OfferVerdict verdict,
        application.offerSnapshot(offerOf(request.snapshot()), viewOf(request.app_hash())));
    reply.set_result(numberOf(verdict));
    return {};
}

Result<> call(ReplicatedApplication& application, const Request::LoadSnapshotChunk& request,
              Response::LoadSnapshotChunk& reply) {
    ASSIGN_OR_RETURN(const Bytes chunk,
                     application.snapshotChunk(BlockHeight(request.height()), request.format(),
                                               request.chunk()));
    reply.set_chunk(stringOf(chunk));
    return {};
}

Result<> call(ReplicatedApplication& application, const Request::ApplySnapshotChunk& request,
              Response::ApplySnapshotChunk& reply) {
    ASSIGN_OR_RETURN(
        const ChunkAnswer answer,
        application.applySnapshotChunk(request.index(), viewOf(request.chunk()), request.sender()));
    reply.set_result(numberOf(answer.verdict));
    for (const std::uint32_t index : answer.refetch) {
        reply.add_refetch_chunks(index);
    }
    for (const std::string& sender : answer.rejectSenders) {
        reply.add_reject_senders(sender);
    }
    return {};
}

/// Vote extensions are not part of our rules: none is made, none is accepted that says something.
void refuseExtension(const Request::VerifyVoteExtension& request, Response::Verdict& reply) {
    reply.set_status(request.vote_extension().empty() ? Response::Verdict::ACCEPT
                                                      : Response::Verdict::REJECT);
}

/// The reply gets its kind first: the engine asks for the kind even where everything in it is zero.
Result<> dispatch(ReplicatedApplication& application, const Request& request, Response& reply) {
    switch (request.value_case()) {
    case Request::kEcho:
        reply.mutable_echo()->set_message(request.echo().message());
        return {};
    case Request::kFlush:
        reply.mutable_flush();
        return {};
    case Request::kInfo:
        return call(application, request.info(), *reply.mutable_info());
    case Request::kInitChain:
        return call(application, request.init_chain(), *reply.mutable_init_chain());
    case Request::kQuery:
        return call(application, request.query(), *reply.mutable_query());
    case Request::kCheckTx:
        return call(application, request.check_tx(), *reply.mutable_check_tx());
    case Request::kCommit:
        reply.mutable_commit();
        return application.commit();
    case Request::kListSnapshots:
        return call(application, request.list_snapshots(), *reply.mutable_list_snapshots());
    case Request::kOfferSnapshot:
        return call(application, request.offer_snapshot(), *reply.mutable_offer_snapshot());
    case Request::kLoadSnapshotChunk:
        return call(application, request.load_snapshot_chunk(),
                    *reply.mutable_load_snapshot_chunk());
    case Request::kApplySnapshotChunk:
        return call(application, request.apply_snapshot_chunk(),
                    *reply.mutable_apply_snapshot_chunk());
    case Request::kPrepareProposal:
        return call(application, request.prepare_proposal(), *reply.mutable_prepare_proposal());
    case Request::kProcessProposal:
        return callProcess(application, request.process_proposal(),
                           *reply.mutable_process_proposal());
    case Request::kExtendVote:
        reply.mutable_extend_vote();
        return {};
    case Request::kVerifyVoteExtension:
        refuseExtension(request.verify_vote_extension(), *reply.mutable_verify_vote_extension());
        return {};
    case Request::kFinalizeBlock:
        return callFinalize(application, request.finalize_block(), *reply.mutable_finalize_block());
    case Request::VALUE_NOT_SET:
        break;
    }
    return fail(ErrorCode::Unsupported, "a call that this program does not know");
}

Bytes bytesOfMessage(const Response& reply) {
    Bytes bytes(reply.ByteSizeLong());
    reply.SerializeToArray(bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
}

std::string_view adviceFor(ErrorCode code) {
    switch (code) {
    case ErrorCode::DiskFull:
        return "the disk is full: make room, then start the node again";
    case ErrorCode::DamagedData:
        return "the store is damaged: restore this node from a snapshot of others";
    case ErrorCode::Unsupported:
        return "this program is too old for what is asked: install a newer one, then start the "
               "node again";
    case ErrorCode::InvalidArgument:
        return "the engine asks for what cannot be: compare genesis file and folders";
    default:
        return "look at the reason, then start the node again";
    }
}

} // namespace

Handled RequestHandler::handle(ByteView message) {
    Request request;
    if (!request.ParseFromArray(message.data(), static_cast<int>(message.size())) ||
        request.value_case() == Request::VALUE_NOT_SET) {
        m_log.warning("message that is no call of the engine; the connection is closed",
                      {{"bytes", message.size()}});
        return {{}, Next::Disconnect, std::nullopt};
    }
    Response reply;
    if (const auto status = dispatch(m_application, request, reply); !status) {
        m_log.error(
            "the node stops rather than diverge",
            {{"reason", toString(status.error())}, {"advice", adviceFor(status.error().code)}});
        reply.Clear();
        reply.mutable_exception()->set_error(toString(status.error()));
        return {bytesOfMessage(reply), Next::Stop, status.error()};
    }
    return {bytesOfMessage(reply),
            request.value_case() == Request::kFlush ? Next::Flush : Next::Continue, std::nullopt};
}

} // namespace consentry::abci
