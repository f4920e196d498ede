#pragma once

#include "core/adapters/embedded/block_builder.h"
#include "core/base/ids.h"
#include "core/light_client/header.h"

#include <vector>

namespace consentry::embedded {

/// Big-endian, so that byte order is numeric order.
Bytes heightKey(BlockHeight height);

/// Keys of Table::Meta and Table::Secrets.
inline constexpr std::string_view chainIdName = "chain-id";
inline constexpr std::string_view tipName = "tip";
inline constexpr std::string_view validatorPrefix = "validator/";

/// What is stored of a block: its light block, transactions and results.
Bytes encodeStoredBlock(const light_client::LightBlock& light, std::span<const Bytes> transactions,
                        std::span<const light_client::TxResultFields> results);
struct DecodedBlock {
    light_client::LightBlock light;
    std::vector<Bytes> transactions;
    std::vector<light_client::TxResultFields> results;
};
Result<DecodedBlock> decodeStoredBlock(ByteView bytes);

/// [height, app hash, results hash]: the rest of the tip is in the block of that height.
struct TipMark {
    BlockHeight height;
    Digest appHash;
    Digest resultsHash;
};
Bytes encodeTip(const ChainTip& tip);
Result<TipMark> decodeTip(ByteView bytes);

/// [height, index] of a transaction.
struct TxPlace {
    BlockHeight height;
    std::uint32_t index = 0;
};
Bytes encodePlace(const TxPlace& place);
Result<TxPlace> decodePlace(ByteView bytes);

} // namespace consentry::embedded
