#pragma once

#include "core/base/bytes.h"

#include <memory>
#include <string>

namespace consentry::adapters {

/// Compresses many blobs with one context (zstd, level 1: originals are compressed once at import,
/// where speed counts). One thread at a time.
class ZstdCompressor {
public:
    ZstdCompressor();
    ~ZstdCompressor();
    /// The view is valid until the next call.
    Result<ByteView> compress(ByteView original);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

/// Of the library, as it says itself.
std::string zstdVersion();
/// DamagedData unless it decompresses to exactly `size` bytes.
Result<Bytes> zstdDecompress(ByteView compressed, std::size_t size);

} // namespace consentry::adapters
