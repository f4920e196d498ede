#include "core/adapters/sqlcipher/original_blocks.h"

#include <algorithm>

namespace consentry::adapters {

namespace {

/// Originals are gathered up to blockBytes, or one is alone.
constexpr std::size_t unpackedMax = RecordStore::originalMax + OriginalBlockWriter::blockBytes;

Result<Bytes> readBlock(Connection& connection, std::int64_t block) {
    ASSIGN_OR_RETURN(
        Statement select,
        connection.prepare("SELECT size, compressed FROM original_blocks WHERE id = ?"));
    select.bind(block);
    ASSIGN_OR_RETURN(bool found, select.step());
    if (!found) {
        return fail(ErrorCode::DamagedData, "a block of originals is missing");
    }
    const std::int64_t size = select.integer(0);
    if (size < 0 || static_cast<std::uint64_t>(size) > unpackedMax) {
        return fail(ErrorCode::DamagedData, "size of a block of originals");
    }
    return zstdDecompress(select.blob(1), static_cast<std::size_t>(size));
}

Result<Bytes> readBlockWith(Connection& connection, const OriginalPlace& place) {
    ASSIGN_OR_RETURN(Bytes block, readBlock(connection, place.block));
    if (place.offset > block.size() || place.size > block.size() - place.offset) {
        return fail(ErrorCode::DamagedData, "place of an original");
    }
    return block;
}

} // namespace

Result<> OriginalBlockWriter::begin(ImportId import) {
    m_import = import;
    m_gathered.reserve(2 * blockBytes); // so that usually no copy stays behind
    ASSIGN_OR_RETURN(Statement select,
                     m_connection.prepare("SELECT coalesce(max(id), 0) + 1 FROM original_blocks"));
    RETURN_IF_ERROR(select.step());
    m_block = select.integer(0);
    return {};
}

Result<OriginalPlace> OriginalBlockWriter::placeFor(std::size_t size) {
    if (size >= blockBytes) {
        RETURN_IF_ERROR(flush());
    }
    return OriginalPlace{m_block, m_gathered.size(), size};
}

Result<> OriginalBlockWriter::put(ByteView original) {
    append(m_gathered, original);
    return m_gathered.size() < blockBytes ? Result<>() : flush();
}

Result<> OriginalBlockWriter::flush() {
    if (m_gathered.empty()) {
        return {};
    }
    ASSIGN_OR_RETURN(const ByteView compressed, m_compressor.compress(m_gathered));
    RETURN_IF_ERROR(m_connection.run(
        "INSERT INTO original_blocks(id, import, size, compressed) VALUES(?, ?, ?, ?)", m_block,
        m_import.value, static_cast<std::int64_t>(m_gathered.size()), compressed));
    wipe(m_gathered);
    m_gathered.clear();
    ++m_block;
    return {};
}

Result<Bytes> readOriginal(Connection& connection, const OriginalPlace& place) {
    ASSIGN_OR_RETURN(Bytes block, readBlockWith(connection, place));
    Bytes original = toBytes(ByteView(block).subspan(place.offset, place.size));
    wipe(block); // its neighbours were not asked for
    return original;
}

Result<> eraseOriginal(Connection& connection, const OriginalPlace& place) {
    ASSIGN_OR_RETURN(Bytes block, readBlockWith(connection, place));
    std::fill_n(block.begin() + static_cast<std::ptrdiff_t>(place.offset), place.size, std::byte{});
    // JSON holds no zero byte: where there are only such, every original was erased.
    if (std::all_of(block.begin(), block.end(), [](std::byte b) { return b == std::byte{}; })) {
        return connection.run("DELETE FROM original_blocks WHERE id = ?", place.block);
    }
    ZstdCompressor compressor;
    ASSIGN_OR_RETURN(const ByteView compressed, compressor.compress(block));
    return connection.run("UPDATE original_blocks SET compressed = ? WHERE id = ?", compressed,
                          place.block);
}

} // namespace consentry::adapters
