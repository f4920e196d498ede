#include "core/node/chain_mark.h"

#include "core/base/cbor.h"
#include "core/registry/types.h"

namespace consentry::node {
namespace {

constexpr std::string_view markName = "node-chain";
constexpr std::string_view unfinishedName = "node-unfinished";
constexpr std::uint64_t markVersion = 1;
constexpr std::size_t erasedAtOnce = 10'000;

Result<ChainMark> decodeMark(ByteView bytes) {
    CborReader reader(bytes);
    ASSIGN_OR_RETURN(const std::size_t fields, reader.array());
    ASSIGN_OR_RETURN(const std::uint64_t version, reader.unsignedInt());
    if (fields != 6 || version != markVersion) {
        return fail(ErrorCode::Unsupported, "version of a node's store");
    }
    ChainMark mark;
    ASSIGN_OR_RETURN(const std::string_view chainId, reader.text());
    mark.chainId = chainId;
    ASSIGN_OR_RETURN(mark.height.value, reader.unsignedInt());
    RETURN_IF_ERROR(reader.fixed(mark.appHash));
    ASSIGN_OR_RETURN(const std::uint64_t millis, reader.unsignedInt());
    mark.time = instantFromMillis(static_cast<std::int64_t>(millis));
    if (!reader.takeNull()) {
        RETURN_IF_ERROR(reader.fixed(mark.genesis.emplace()));
    }
    RETURN_IF_ERROR(reader.finish());
    return mark;
}

/// Erases up to erasedAtOnce entries; true while there may be more.
Result<bool> eraseSome(KeyValueStore& store, Table table) {
    WriteBatch batch;
    RETURN_IF_ERROR(store.scan(table, {}, [&](ByteView key, ByteView) {
        batch.erase(table, key);
        return batch.writes.size() < erasedAtOnce;
    }));
    if (batch.writes.empty()) {
        return false;
    }
    RETURN_IF_ERROR(store.write(batch));
    return true;
}

} // namespace

void putChainMark(WriteBatch& batch, const ChainMark& mark) {
    CborWriter writer;
    writer.array(6).unsignedInt(markVersion).text(mark.chainId).unsignedInt(mark.height.value);
    writer.byteString(mark.appHash.view());
    writer.unsignedInt(static_cast<std::uint64_t>(millisOf(mark.time)));
    if (mark.genesis) {
        writer.byteString(mark.genesis->view());
    } else {
        writer.null();
    }
    batch.put(Table::Meta, bytesOf(markName), writer.bytes());
}

Result<std::optional<ChainMark>> readChainMark(const KeyValueStore& store) {
    ASSIGN_OR_RETURN(const auto bytes, store.get(Table::Meta, bytesOf(markName)));
    if (!bytes) {
        return std::optional<ChainMark>();
    }
    auto mark = decodeMark(*bytes);
    if (!mark) {
        return fail(ErrorCode::DamagedData, "where the chain stands: " + toString(mark.error()));
    }
    return std::optional(std::move(*mark));
}

void putUnfinished(WriteBatch& batch) {
    batch.put(Table::Meta, bytesOf(unfinishedName), {});
}

void eraseUnfinished(WriteBatch& batch) {
    batch.erase(Table::Meta, bytesOf(unfinishedName));
}

Result<bool> dropUnfinished(KeyValueStore& store) {
    ASSIGN_OR_RETURN(const auto unfinished, store.get(Table::Meta, bytesOf(unfinishedName)));
    if (!unfinished) {
        return false;
    }
    // The sign itself goes last, with the rest of Table::Meta.
    for (const Table table : {Table::State, Table::TreeNodes, Table::LogRows, Table::Meta}) {
        for (bool more = true; more;) {
            ASSIGN_OR_RETURN(more, eraseSome(store, table));
        }
    }
    return true;
}

} // namespace consentry::node
