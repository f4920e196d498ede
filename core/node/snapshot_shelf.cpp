#include "core/node/snapshot_shelf.h"

#include <set>

namespace consentry::node {
namespace {

// Table::Meta: "offer/" ‖ height → metadata. Table::Snapshots: 0 ‖ height ‖ index → chunk of an
// offer, 1 ‖ index → chunk that was received.
constexpr std::string_view offerPrefix = "offer/";
constexpr std::byte ownMark{0};
constexpr std::byte incomingMark{1};
constexpr std::size_t heightBytes = 8;

Bytes offerKey(BlockHeight height) {
    Bytes key = toBytes(bytesOf(offerPrefix));
    append(key, bigEndian<heightBytes>(height.value));
    return key;
}

Bytes chunkKey(BlockHeight height, std::uint32_t index) {
    Bytes key{ownMark};
    append(key, bigEndian<heightBytes>(height.value));
    append(key, bigEndian<4>(index));
    return key;
}

Bytes incomingKey(std::uint32_t index) {
    Bytes key{incomingMark};
    append(key, bigEndian<4>(index));
    return key;
}

Result<Bytes> orEmpty(Result<std::optional<Bytes>> found) {
    if (!found) {
        return fail(std::move(found).error());
    }
    return std::move(*found).value_or(Bytes());
}

} // namespace

Result<std::vector<SnapshotOffer>> SnapshotShelf::offers() const {
    std::vector<SnapshotOffer> list;
    bool isDamaged = false;
    const auto take = [&](ByteView key, ByteView metadata) {
        if (!textOf(key).starts_with(offerPrefix)) {
            return false;
        }
        const auto contents = decodeContents(metadata);
        isDamaged = !contents;
        if (contents) {
            list.push_back(offerOf(*contents));
        }
        return !isDamaged;
    };
    RETURN_IF_ERROR(m_store.scan(Table::Meta, bytesOf(offerPrefix), take));
    if (isDamaged) {
        return fail(ErrorCode::DamagedData, "metadata of a stored snapshot");
    }
    return list;
}

Result<Bytes> SnapshotShelf::chunk(BlockHeight height, std::uint32_t index) const {
    return orEmpty(m_store.get(Table::Snapshots, chunkKey(height, index)));
}

Result<> SnapshotShelf::putChunk(BlockHeight height, std::uint32_t index, ByteView chunk) {
    WriteBatch batch;
    batch.put(Table::Snapshots, chunkKey(height, index), chunk);
    return m_store.write(batch);
}

Result<> SnapshotShelf::publish(const SnapshotOffer& offer, std::size_t keep) {
    WriteBatch batch;
    batch.put(Table::Meta, offerKey(offer.height), offer.metadata);
    ASSIGN_OR_RETURN(const std::vector<SnapshotOffer> before, offers());
    for (std::size_t i = 0; i + keep <= before.size(); ++i) {
        batch.erase(Table::Meta, offerKey(before[i].height));
        for (std::uint32_t index = 0; index < before[i].chunks; ++index) {
            batch.erase(Table::Snapshots, chunkKey(before[i].height, index));
        }
    }
    return m_store.write(batch);
}

Result<> SnapshotShelf::tidy() {
    ASSIGN_OR_RETURN(const std::vector<SnapshotOffer> whole, offers());
    std::set<Bytes> kept;
    for (const SnapshotOffer& offer : whole) {
        for (std::uint32_t index = 0; index < offer.chunks; ++index) {
            kept.insert(chunkKey(offer.height, index));
        }
    }
    return dropWhere([&](ByteView key) { return !kept.contains(toBytes(key)); });
}

Result<> SnapshotShelf::dropWhere(const std::function<bool(ByteView key)>& isDropped) {
    WriteBatch batch;
    RETURN_IF_ERROR(m_store.scan(Table::Snapshots, {}, [&](ByteView key, ByteView) {
        if (isDropped(key)) {
            batch.erase(Table::Snapshots, key);
        }
        return true;
    }));
    return batch.writes.empty() ? Result<>() : m_store.write(batch);
}

Result<> SnapshotShelf::putIncoming(std::uint32_t index, ByteView chunk) {
    WriteBatch batch;
    batch.put(Table::Snapshots, incomingKey(index), chunk);
    return m_store.write(batch);
}

Result<Bytes> SnapshotShelf::incoming(std::uint32_t index) const {
    return orEmpty(m_store.get(Table::Snapshots, incomingKey(index)));
}

Result<> SnapshotShelf::dropIncoming() {
    return dropWhere([](ByteView key) { return key.front() == incomingMark; });
}

} // namespace consentry::node
