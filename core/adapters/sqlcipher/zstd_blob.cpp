#include "core/adapters/sqlcipher/zstd_blob.h"

#include "core/base/check.h"

#include <zstd.h>

namespace consentry::adapters {

namespace {
constexpr int compressionLevel = 1;
} // namespace

struct ZstdCompressor::Context {
    ZSTD_CCtx* zstd = nullptr;
    Bytes buffer;
};

ZstdCompressor::ZstdCompressor() : m_context(std::make_unique<Context>()) {
    m_context->zstd = ZSTD_createCCtx();
    CHECK(m_context->zstd != nullptr);
}

ZstdCompressor::~ZstdCompressor() {
    ZSTD_freeCCtx(m_context->zstd);
}

Result<ByteView> ZstdCompressor::compress(ByteView original) {
    Bytes& buffer = m_context->buffer;
    const std::size_t bound = ZSTD_compressBound(original.size());
    if (buffer.size() < bound) {
        buffer.resize(bound);
    }
    const std::size_t size = ZSTD_compressCCtx(m_context->zstd, buffer.data(), buffer.size(),
                                               original.data(), original.size(), compressionLevel);
    if (ZSTD_isError(size) != 0U) {
        return fail(ErrorCode::Internal, ZSTD_getErrorName(size));
    }
    return ByteView(buffer).first(size);
}

Result<Bytes> zstdDecompress(ByteView compressed, std::size_t size) {
    Bytes original(size);
    const std::size_t written =
        ZSTD_decompress(original.data(), original.size(), compressed.data(), compressed.size());
    if (ZSTD_isError(written) != 0U || written != size) {
        return fail(ErrorCode::DamagedData, "compressed record");
    }
    return original;
}

std::string zstdVersion() {
    return ZSTD_versionString();
}

} // namespace consentry::adapters
