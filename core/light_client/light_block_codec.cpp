#include "core/light_client/light_block_codec.h"

#include "core/base/cbor.h"
#include "core/base/check.h"

namespace consentry::light_client {
namespace {

constexpr std::uint64_t formatVersion = 1;

void writeTimestamp(CborWriter& writer, const Timestamp& timestamp) {
    // Counted from the engine's "no time", so that it is never negative.
    writer.array(2);
    writer.unsignedInt(static_cast<std::uint64_t>(timestamp.seconds() - Timestamp::secondsMin));
    writer.unsignedInt(static_cast<std::uint64_t>(timestamp.nanos()));
}

void writeBlockId(CborWriter& writer, const BlockId& id) {
    writer.array(3).byteString(id.hash.view()).unsignedInt(id.partsTotal);
    writer.byteString(id.partsHash.view());
}

void writeDigest(CborWriter& writer, const std::optional<Digest>& digest) {
    writer.byteString(digest ? digest->view() : ByteView());
}

void writeHeader(CborWriter& writer, const Header& header) {
    writer.array(15).unsignedInt(header.versionBlock).unsignedInt(header.versionApp);
    writer.text(header.chainId).unsignedInt(header.height.value);
    writeTimestamp(writer, header.time);
    if (header.lastBlockId) {
        writeBlockId(writer, *header.lastBlockId);
    } else {
        writer.null();
    }
    writeDigest(writer, header.lastCommitHash);
    writeDigest(writer, header.dataHash);
    writer.byteString(header.validatorsHash.view());
    writer.byteString(header.nextValidatorsHash.view());
    writeDigest(writer, header.consensusHash);
    writer.byteString(header.appHash);
    writeDigest(writer, header.lastResultsHash);
    writeDigest(writer, header.evidenceHash);
    writer.byteString(header.proposer.view());
}

void writeCommit(CborWriter& writer, const Commit& commit) {
    writer.array(4).unsignedInt(commit.height.value).unsignedInt(commit.round);
    writeBlockId(writer, commit.blockId);
    writer.array(commit.signatures.size());
    for (const CommitSig& entry : commit.signatures) {
        if (entry.flag == BlockIdFlag::Absent) {
            writer.null();
            continue;
        }
        writer.array(4).unsignedInt(static_cast<std::uint64_t>(entry.flag));
        writer.byteString(entry.validator.view());
        writeTimestamp(writer, entry.timestamp);
        writer.byteString(entry.signature.view());
    }
}

Result<> expectArray(CborReader& reader, std::size_t items) {
    ASSIGN_OR_RETURN(const std::size_t found, reader.array());
    if (found != items) {
        return fail(ErrorCode::Malformed, "items of an array");
    }
    return {};
}

Result<std::uint64_t> readUpTo(CborReader& reader, std::uint64_t most) {
    ASSIGN_OR_RETURN(const std::uint64_t value, reader.unsignedInt());
    if (value > most) {
        return fail(ErrorCode::TooLarge, "number beyond its limit");
    }
    return value;
}

Result<Timestamp> readTimestamp(CborReader& reader) {
    RETURN_IF_ERROR(expectArray(reader, 2));
    constexpr auto span = static_cast<std::uint64_t>(Timestamp::secondsMax - Timestamp::secondsMin);
    ASSIGN_OR_RETURN(const std::uint64_t seconds, readUpTo(reader, span));
    ASSIGN_OR_RETURN(const std::uint64_t nanos, readUpTo(reader, Timestamp::nanosPerSecond - 1));
    return Timestamp::from(static_cast<std::int64_t>(seconds) + Timestamp::secondsMin,
                           static_cast<std::int32_t>(nanos));
}

Result<BlockId> readBlockId(CborReader& reader) {
    BlockId id;
    RETURN_IF_ERROR(expectArray(reader, 3));
    RETURN_IF_ERROR(reader.fixed(id.hash));
    ASSIGN_OR_RETURN(const std::uint64_t total, readUpTo(reader, 0xFFFF'FFFFU));
    id.partsTotal = static_cast<std::uint32_t>(total);
    RETURN_IF_ERROR(reader.fixed(id.partsHash));
    return id;
}

Result<> readDigest(CborReader& reader, std::optional<Digest>& target) {
    ASSIGN_OR_RETURN(const ByteView bytes, reader.byteString());
    if (!bytes.empty()) {
        ASSIGN_OR_RETURN(target, Digest::from(bytes));
    }
    return {};
}

/// The fields that only repeat what other parts of the ledger hash to.
Result<> readHeaderHashes(CborReader& reader, Header& header) {
    RETURN_IF_ERROR(readDigest(reader, header.lastCommitHash));
    RETURN_IF_ERROR(readDigest(reader, header.dataHash));
    RETURN_IF_ERROR(reader.fixed(header.validatorsHash));
    RETURN_IF_ERROR(reader.fixed(header.nextValidatorsHash));
    RETURN_IF_ERROR(readDigest(reader, header.consensusHash));
    ASSIGN_OR_RETURN(const ByteView appHash, reader.byteString());
    if (appHash.size() > Header::appHashMax) {
        return fail(ErrorCode::TooLarge, "application hash");
    }
    header.appHash = toBytes(appHash);
    RETURN_IF_ERROR(readDigest(reader, header.lastResultsHash));
    return readDigest(reader, header.evidenceHash);
}

Result<Header> readHeader(CborReader& reader) {
    Header header;
    RETURN_IF_ERROR(expectArray(reader, 15));
    ASSIGN_OR_RETURN(header.versionBlock, reader.unsignedInt());
    ASSIGN_OR_RETURN(header.versionApp, reader.unsignedInt());
    ASSIGN_OR_RETURN(const std::string_view chainId, reader.text());
    if (chainId.size() > Header::chainIdMax) {
        return fail(ErrorCode::TooLarge, "chain id");
    }
    header.chainId = chainId;
    ASSIGN_OR_RETURN(header.height.value, readUpTo(reader, Header::heightMax));
    ASSIGN_OR_RETURN(header.time, readTimestamp(reader));
    if (!reader.takeNull()) {
        ASSIGN_OR_RETURN(header.lastBlockId, readBlockId(reader));
    }
    RETURN_IF_ERROR(readHeaderHashes(reader, header));
    RETURN_IF_ERROR(reader.fixed(header.proposer));
    return header;
}

Result<CommitSig> readCommitSig(CborReader& reader) {
    CommitSig entry;
    if (reader.takeNull()) {
        return entry;
    }
    RETURN_IF_ERROR(expectArray(reader, 4));
    ASSIGN_OR_RETURN(const std::uint64_t flag, reader.unsignedInt());
    if (flag != static_cast<std::uint64_t>(BlockIdFlag::Commit) &&
        flag != static_cast<std::uint64_t>(BlockIdFlag::Nil)) {
        return fail(ErrorCode::Malformed, "flag of a precommit");
    }
    entry.flag = static_cast<BlockIdFlag>(flag);
    RETURN_IF_ERROR(reader.fixed(entry.validator));
    ASSIGN_OR_RETURN(entry.timestamp, readTimestamp(reader));
    RETURN_IF_ERROR(reader.fixed(entry.signature));
    return entry;
}

Result<std::size_t> readCount(CborReader& reader) {
    ASSIGN_OR_RETURN(const std::size_t count, reader.array());
    if (count > ValidatorSet::validatorsMax) {
        return fail(ErrorCode::TooLarge, "validators");
    }
    return count;
}

Result<Commit> readCommit(CborReader& reader) {
    Commit commit;
    RETURN_IF_ERROR(expectArray(reader, 4));
    ASSIGN_OR_RETURN(commit.height.value, readUpTo(reader, Header::heightMax));
    ASSIGN_OR_RETURN(const std::uint64_t round, readUpTo(reader, Commit::roundMax));
    commit.round = static_cast<std::uint32_t>(round);
    ASSIGN_OR_RETURN(commit.blockId, readBlockId(reader));
    ASSIGN_OR_RETURN(const std::size_t count, readCount(reader));
    commit.signatures.reserve(count);
    for (std::size_t index = 0; index < count; ++index) {
        ASSIGN_OR_RETURN(CommitSig entry, readCommitSig(reader));
        commit.signatures.push_back(entry);
    }
    return commit;
}

/// One encoding only: the validators must stand in the set's own order.
Result<ValidatorSet> readValidators(CborReader& reader) {
    ASSIGN_OR_RETURN(const std::size_t count, readCount(reader));
    std::vector<Validator> validators(count);
    for (Validator& validator : validators) {
        RETURN_IF_ERROR(expectArray(reader, 2));
        RETURN_IF_ERROR(reader.fixed(validator.publicKey));
        ASSIGN_OR_RETURN(const std::uint64_t power,
                         readUpTo(reader, static_cast<std::uint64_t>(ValidatorSet::totalPowerMax)));
        validator.power = static_cast<std::int64_t>(power);
    }
    ASSIGN_OR_RETURN(ValidatorSet set, ValidatorSet::from(validators));
    if (!std::equal(validators.begin(), validators.end(), set.validators().begin())) {
        return fail(ErrorCode::NotCanonical, "validators out of order");
    }
    return set;
}

} // namespace

Bytes encodeLightBlock(const LightBlock& block) {
    CborWriter writer;
    writer.array(4).unsignedInt(formatVersion);
    writeHeader(writer, block.header);
    writeCommit(writer, block.commit);
    writer.array(block.validators.size());
    for (const Validator& validator : block.validators.validators()) {
        writer.array(2).byteString(validator.publicKey.view());
        writer.unsignedInt(static_cast<std::uint64_t>(validator.power));
    }
    return std::move(writer).bytes();
}

Result<LightBlock> decodeLightBlock(ByteView bytes) {
    if (bytes.size() > lightBlockBytesMax) {
        return fail(ErrorCode::TooLarge, "light block");
    }
    CborReader reader(bytes);
    RETURN_IF_ERROR(expectArray(reader, 4));
    ASSIGN_OR_RETURN(const std::uint64_t version, reader.unsignedInt());
    if (version != formatVersion) {
        return fail(ErrorCode::Unsupported, "version of a light block");
    }
    ASSIGN_OR_RETURN(Header header, readHeader(reader));
    ASSIGN_OR_RETURN(Commit commit, readCommit(reader));
    ASSIGN_OR_RETURN(ValidatorSet validators, readValidators(reader));
    RETURN_IF_ERROR(reader.finish());
    return LightBlock{std::move(header), std::move(commit), std::move(validators)};
}

Bytes encodeMerkleProof(const MerkleProof& proof) {
    Bytes aunts;
    for (const Digest& aunt : proof.aunts) {
        append(aunts, aunt.view());
    }
    CborWriter writer;
    writer.array(4).unsignedInt(proof.total).unsignedInt(proof.index);
    writer.byteString(proof.leafHash.view()).byteString(aunts);
    return std::move(writer).bytes();
}

Result<MerkleProof> decodeMerkleProof(ByteView bytes) {
    CborReader reader(bytes);
    RETURN_IF_ERROR(expectArray(reader, 4));
    MerkleProof proof;
    ASSIGN_OR_RETURN(proof.total, reader.unsignedInt());
    ASSIGN_OR_RETURN(proof.index, reader.unsignedInt());
    RETURN_IF_ERROR(reader.fixed(proof.leafHash));
    ASSIGN_OR_RETURN(const ByteView aunts, reader.byteString());
    if (aunts.size() % Digest::size != 0 || aunts.size() / Digest::size > MerkleProof::auntsMax) {
        return fail(ErrorCode::Malformed, "hashes of a Merkle proof");
    }
    for (std::size_t position = 0; position < aunts.size(); position += Digest::size) {
        ASSIGN_OR_RETURN(Digest aunt, Digest::from(aunts.subspan(position, Digest::size)));
        proof.aunts.push_back(aunt);
    }
    RETURN_IF_ERROR(reader.finish());
    return proof;
}

} // namespace consentry::light_client
