#pragma once

#include "core/adapters/sqlcipher/connection.h"
#include "core/adapters/sqlcipher/zstd_blob.h"
#include "core/crypto/secret.h"

namespace consentry::adapters {

/// Where the bytes of an original lie.
struct OriginalPlace {
    std::int64_t block = 0;
    std::size_t offset = 0; ///< in the decompressed block
    std::size_t size = 0;
};

/// Gathers the originals of one import into blocks of about `blockBytes` (table original_blocks):
/// resources of one file resemble each other, and together take a fraction of the space and of the
/// time that each alone would. A large original has a block to itself, so that nobody unpacks it
/// for the sake of a small one. Errors: DiskFull, Io. Guarded by the connection's lock.
class OriginalBlockWriter {
public:
    /// Unpacked in less than 0.1 ms when one of its records is opened.
    static constexpr std::size_t blockBytes = std::size_t{32} * 1024;

    explicit OriginalBlockWriter(Connection& connection) : m_connection(connection) {}
    ~OriginalBlockWriter() { wipe(m_gathered); }
    OriginalBlockWriter(const OriginalBlockWriter&) = delete;
    OriginalBlockWriter& operator=(const OriginalBlockWriter&) = delete;

    /// Before the first original, and again after other writers had their turn.
    Result<> begin(ImportId import);
    /// Where the next original would lie. It need not be put: a duplicate is not.
    Result<OriginalPlace> placeFor(std::size_t size);
    /// At the place that the last placeFor() named.
    Result<> put(ByteView original);
    /// Writes what is gathered. Until then it is not in the table.
    Result<> flush();

private:
    Connection& m_connection;
    ImportId m_import;
    ZstdCompressor m_compressor;
    Bytes m_gathered;
    std::int64_t m_block = 0; ///< the number that `m_gathered` will have
};

/// DamagedData where there is no such block, or it does not hold the place.
Result<Bytes> readOriginal(Connection& connection, const OriginalPlace& place);

/// Nothing of the original is left in its block; a block without originals goes away. Inside a
/// transaction of the caller's.
Result<> eraseOriginal(Connection& connection, const OriginalPlace& place);

} // namespace consentry::adapters
