#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace consentry {

/// An ordered table inside one store file. Numbers are part of the format on disk.
enum class Table : std::uint8_t {
    Meta = 0,         ///< versions, chain id, newest height
    State = 1,        ///< registry objects by state key
    TreeNodes = 2,    ///< nodes of the state tree
    Blocks = 3,       ///< by height: block, results, commit
    Transactions = 4, ///< height and index by transaction hash
    LogRows = 5,      ///< by patient and sequence
    Bodies = 6,       ///< mailbox: sealed bodies by digest
    Mail = 7,         ///< mailbox: sealed mail by recipient
    Records = 8,      ///< a simulated hospital's FHIR resources
    Journal = 9,      ///< a gateway's accesses under way
    Secrets = 10,     ///< keys of simulated organisations and people (demonstration only)
    Anchors = 11,     ///< leaves, salts and paths that travel with records
    Snapshots = 12,   ///< chunks of a state that a new node may start from
};

/// Writes that become visible and durable together, or not at all.
struct WriteBatch {
    struct Write {
        Table table;
        Bytes key;
        std::optional<Bytes> value; ///< none deletes
    };
    std::vector<Write> writes;

    void put(Table table, ByteView key, ByteView value) {
        writes.push_back({table, toBytes(key), toBytes(value)});
    }
    void erase(Table table, ByteView key) { writes.push_back({table, toBytes(key), std::nullopt}); }
};

/// A small ordered, transactional store in one place on disk. One writer, any number of reading
/// threads; keys of 1 to 500 bytes in byte order. Errors: Io, DiskFull, DamagedData, ReadOnly.
class KeyValueStore {
public:
    virtual ~KeyValueStore() = default;

    virtual Result<std::optional<Bytes>> get(Table table, ByteView key) const = 0;
    /// Visits entries with key ≥ `from` in ascending order until `visit` returns false. The views
    /// are valid during the call only; `visit` must not use this store. All that one scan sees is
    /// of one moment, at the latest that of its first visit: a write that comes later does not
    /// show.
    virtual Result<> scan(Table table, ByteView from,
                          const std::function<bool(ByteView key, ByteView value)>& visit) const = 0;
    /// Durable when it returns; after an error nothing of the batch is there.
    virtual Result<> write(const WriteBatch& batch) = 0;
    /// Reads everything: DamagedData where anything is not as it was written. Takes as long as
    /// reading the file.
    virtual Result<> check() const = 0;
};

} // namespace consentry
