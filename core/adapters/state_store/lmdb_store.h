#pragma once

#include "core/ports/key_value_store.h"

#include <filesystem>
#include <memory>

namespace consentry {

struct LmdbOptions {
    /// Address space reserved for the file, which itself only grows as it fills. Where the system
    /// does not give that much, less is taken, down to mapBytesMin. A full map is DiskFull.
    std::uint64_t mapBytes = std::uint64_t{64} << 30U;

    static constexpr std::uint64_t mapBytesMin = std::uint64_t{1} << 20U;
};

/// A KeyValueStore in a folder of its own: data.mdb, lock.mdb (LMDB's) and owner.lock (ours). All
/// tables lie in one ordered file, their number in front of each key. Values carry eight bytes of
/// SHA-256 over table, key and value: a read that does not match is DamagedData.
///
/// Any number of threads may read while one writes; a reader sees the last commit before it began.
class LmdbStore final : public KeyValueStore {
public:
    static constexpr std::size_t keyBytesMax = 500;
    static constexpr std::size_t valueBytesMax = std::size_t{64} << 20U;

    /// Makes the folder if it is missing. AlreadyOpen while another object or program has it open;
    /// ReadOnly where the folder may not be written; DamagedData for a file that is cut or no
    /// LMDB file; DiskFull, Io.
    static Result<std::unique_ptr<LmdbStore>> open(const std::filesystem::path& folder,
                                                   const LmdbOptions& options = {});
    ~LmdbStore() override;
    LmdbStore(const LmdbStore&) = delete;
    LmdbStore& operator=(const LmdbStore&) = delete;

    Result<std::optional<Bytes>> get(Table table, ByteView key) const override;
    Result<> scan(Table table, ByteView from,
                  const std::function<bool(ByteView key, ByteView value)>& visit) const override;
    /// InvalidArgument for a key or value beyond the limits: then nothing was written.
    Result<> write(const WriteBatch& batch) override;

private:
    struct Environment;
    explicit LmdbStore(std::unique_ptr<Environment> environment);

    std::unique_ptr<Environment> m_environment;
};

} // namespace consentry
