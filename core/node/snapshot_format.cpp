#include "core/node/snapshot_format.h"

#include "core/base/cbor.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/registry/types.h"

namespace consentry::node {
namespace {

constexpr std::uint64_t contentsVersion = 1;
/// The head of a chunk: [kind, [ with a count of at most four bytes.
constexpr std::size_t chunkHeadBytesMax = 7;

Bytes encodeContents(const SnapshotContents& contents) {
    CHECK(!contents.chunkHashes.empty() && contents.chunkHashes.size() <= chunksMax);
    Bytes hashes;
    for (const Digest& hash : contents.chunkHashes) {
        append(hashes, hash.view());
    }
    CborWriter writer;
    writer.array(5).unsignedInt(contentsVersion).text(contents.chainId);
    writer.unsignedInt(contents.height.value).byteString(contents.appHash.view());
    writer.byteString(hashes);
    return std::move(writer).bytes();
}

Result<std::vector<Digest>> splitHashes(ByteView bytes) {
    if (bytes.empty() || bytes.size() % Digest::size != 0) {
        return fail(ErrorCode::Malformed, "digests of the chunks");
    }
    if (bytes.size() / Digest::size > chunksMax) {
        return fail(ErrorCode::TooLarge, "chunks of a snapshot");
    }
    std::vector<Digest> hashes;
    for (std::size_t at = 0; at < bytes.size(); at += Digest::size) {
        hashes.push_back(*Digest::from(bytes.subspan(at, Digest::size)));
    }
    return hashes;
}

} // namespace

SnapshotOffer offerOf(const SnapshotContents& contents) {
    SnapshotOffer offer;
    offer.height = contents.height;
    offer.format = snapshotFormat;
    offer.chunks = static_cast<std::uint32_t>(contents.chunkHashes.size());
    offer.metadata = encodeContents(contents);
    offer.hash = toBytes(sha256(offer.metadata).view());
    return offer;
}

Result<SnapshotContents> decodeContents(ByteView metadata) {
    CborReader reader(metadata);
    ASSIGN_OR_RETURN(const std::size_t fields, reader.array());
    if (fields != 5) {
        return fail(ErrorCode::Malformed, "metadata of a snapshot");
    }
    ASSIGN_OR_RETURN(const std::uint64_t version, reader.unsignedInt());
    if (version != contentsVersion) {
        return fail(ErrorCode::Unsupported, "version of a snapshot");
    }
    SnapshotContents contents;
    ASSIGN_OR_RETURN(const std::string_view chainId, reader.text());
    if (chainId.empty() || chainId.size() > registry::limits::chainIdBytesMax) {
        return fail(ErrorCode::TooLarge, "chain id of a snapshot");
    }
    contents.chainId = chainId;
    ASSIGN_OR_RETURN(contents.height.value, reader.unsignedInt());
    RETURN_IF_ERROR(reader.fixed(contents.appHash));
    ASSIGN_OR_RETURN(const ByteView hashes, reader.byteString());
    ASSIGN_OR_RETURN(contents.chunkHashes, splitHashes(hashes));
    RETURN_IF_ERROR(reader.finish());
    return contents;
}

Result<SnapshotContents> contentsOf(const SnapshotOffer& offer) {
    if (offer.format != snapshotFormat) {
        return fail(ErrorCode::Unsupported, "format of a snapshot");
    }
    ASSIGN_OR_RETURN(SnapshotContents contents, decodeContents(offer.metadata));
    if (offerOf(contents) != offer) {
        return fail(ErrorCode::VerificationFailed, "metadata of another snapshot");
    }
    return contents;
}

Result<> ChunkWriter::addValue(const registry::StateKey& key, ByteView value) {
    return add(ChunkKind::Values, key.view(), value);
}

Result<> ChunkWriter::addRow(const PartyId& patient, ByteView event) {
    return add(ChunkKind::Rows, patient.view(), event);
}

Result<> ChunkWriter::add(ChunkKind kind, ByteView name, ByteView content) {
    CborWriter item;
    item.byteString(name).byteString(content);
    if (kind != m_kind || m_items.size() + item.bytes().size() + chunkHeadBytesMax > m_bytesMax) {
        RETURN_IF_ERROR(cut());
    }
    m_kind = kind;
    ++m_count;
    append(m_items, item.bytes());
    return {};
}

Result<> ChunkWriter::cut() {
    if (m_count == 0) {
        return {};
    }
    CborWriter writer;
    writer.array(2).unsignedInt(static_cast<std::uint64_t>(m_kind)).array(2 * m_count);
    writer.raw(m_items);
    m_count = 0;
    m_items.clear();
    return m_take(std::move(writer).bytes());
}

Result<> ChunkWriter::finish() {
    return cut();
}

Result<> readChunk(ByteView chunk, const ChunkVisitor& visitor) {
    if (chunk.size() > chunkBytesMax) {
        return fail(ErrorCode::TooLarge, "chunk of " + std::to_string(chunk.size()) + " bytes");
    }
    CborReader reader(chunk);
    ASSIGN_OR_RETURN(const std::size_t fields, reader.array());
    ASSIGN_OR_RETURN(const std::uint64_t kind, reader.unsignedInt());
    ASSIGN_OR_RETURN(const std::size_t items, reader.array());
    if (fields != 2 || kind > static_cast<std::uint64_t>(ChunkKind::Rows) || items == 0 ||
        items % 2 != 0) {
        return fail(ErrorCode::Malformed, "chunk of a snapshot");
    }
    for (std::size_t i = 0; i < items; i += 2) {
        if (kind == static_cast<std::uint64_t>(ChunkKind::Values)) {
            registry::StateKey key;
            RETURN_IF_ERROR(reader.fixed(key));
            ASSIGN_OR_RETURN(const ByteView value, reader.byteString());
            RETURN_IF_ERROR(visitor.value(key, value));
        } else {
            PartyId patient;
            RETURN_IF_ERROR(reader.fixed(patient));
            ASSIGN_OR_RETURN(const ByteView event, reader.byteString());
            RETURN_IF_ERROR(visitor.row(patient, event));
        }
    }
    return reader.finish();
}

} // namespace consentry::node
