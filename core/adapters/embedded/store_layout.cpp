#include "core/adapters/embedded/store_layout.h"

#include "core/base/cbor.h"
#include "core/light_client/light_block_codec.h"

namespace consentry::embedded {
namespace {

constexpr std::size_t transactionsMax = 65'536;

Result<> expectArray(CborReader& reader, std::size_t count) {
    ASSIGN_OR_RETURN(const std::size_t found, reader.array());
    if (found != count) {
        return fail(ErrorCode::DamagedData, "stored block of another shape");
    }
    return {};
}

} // namespace

Bytes heightKey(BlockHeight height) {
    const auto key = bigEndian<8>(height.value);
    return {key.begin(), key.end()};
}

Bytes encodeStoredBlock(const light_client::LightBlock& light, std::span<const Bytes> transactions,
                        std::span<const light_client::TxResultFields> results) {
    CborWriter writer;
    writer.array(3).byteString(light_client::encodeLightBlock(light));
    writer.array(transactions.size());
    for (const Bytes& transaction : transactions) {
        writer.byteString(transaction);
    }
    writer.array(results.size());
    for (const auto& result : results) {
        writer.array(2).unsignedInt(result.code).byteString(result.data);
    }
    return std::move(writer).bytes();
}

Result<DecodedBlock> decodeStoredBlock(ByteView bytes) {
    CborReader reader(bytes);
    RETURN_IF_ERROR(expectArray(reader, 3));
    ASSIGN_OR_RETURN(const ByteView light, reader.byteString());
    ASSIGN_OR_RETURN(light_client::LightBlock block, light_client::decodeLightBlock(light));
    DecodedBlock decoded{std::move(block), {}, {}};
    ASSIGN_OR_RETURN(const std::size_t transactions, reader.array());
    if (transactions > transactionsMax) {
        return fail(ErrorCode::DamagedData, "stored block too long");
    }
    for (std::size_t i = 0; i < transactions; ++i) {
        ASSIGN_OR_RETURN(const ByteView transaction, reader.byteString());
        decoded.transactions.push_back(toBytes(transaction));
    }
    ASSIGN_OR_RETURN(const std::size_t results, reader.array());
    if (results != transactions) {
        return fail(ErrorCode::DamagedData, "results of a stored block");
    }
    for (std::size_t i = 0; i < results; ++i) {
        RETURN_IF_ERROR(expectArray(reader, 2));
        ASSIGN_OR_RETURN(const std::uint64_t code, reader.unsignedInt());
        ASSIGN_OR_RETURN(const ByteView data, reader.byteString());
        light_client::TxResultFields& fields = decoded.results.emplace_back();
        fields.code = static_cast<std::uint32_t>(code);
        fields.data = toBytes(data);
    }
    RETURN_IF_ERROR(reader.finish());
    return decoded;
}

Bytes encodeTip(const ChainTip& tip) {
    CborWriter writer;
    writer.array(3).unsignedInt(tip.height.value);
    writer.byteString(tip.appHash.view()).byteString(tip.resultsHash.view());
    return std::move(writer).bytes();
}

Result<TipMark> decodeTip(ByteView bytes) {
    CborReader reader(bytes);
    TipMark mark;
    RETURN_IF_ERROR(expectArray(reader, 3));
    ASSIGN_OR_RETURN(const std::uint64_t height, reader.unsignedInt());
    mark.height = BlockHeight(height);
    RETURN_IF_ERROR(reader.fixed(mark.appHash));
    RETURN_IF_ERROR(reader.fixed(mark.resultsHash));
    RETURN_IF_ERROR(reader.finish());
    return mark;
}

Bytes encodePlace(const TxPlace& place) {
    CborWriter writer;
    writer.array(2).unsignedInt(place.height.value).unsignedInt(place.index);
    return std::move(writer).bytes();
}

Result<TxPlace> decodePlace(ByteView bytes) {
    CborReader reader(bytes);
    RETURN_IF_ERROR(expectArray(reader, 2));
    ASSIGN_OR_RETURN(const std::uint64_t height, reader.unsignedInt());
    ASSIGN_OR_RETURN(const std::uint64_t index, reader.unsignedInt());
    RETURN_IF_ERROR(reader.finish());
    return TxPlace{BlockHeight(height), static_cast<std::uint32_t>(index)};
}

} // namespace consentry::embedded
