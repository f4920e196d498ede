#pragma once

#include "core/ports/key_value_store.h"

#include <filesystem>
#include <memory>

namespace consentry {

struct LevelOptions {
    /// Changes gathered in memory, and in the log file, before they become a table file.
    std::size_t gatheredBytes = std::size_t{4} << 20U;
    /// Blocks of table files kept in memory.
    std::size_t cacheBytes = std::size_t{8} << 20U;

    static constexpr std::size_t gatheredBytesMin = std::size_t{64} << 10U;
};

/// A KeyValueStore in a folder of its own: the files of LevelDB, `commits` (how many batches were
/// ever announced as written) and `owner.lock`. All tables lie in one order, their number in front
/// of each key.
///
/// Whatever is read was checked first: every block of every file bears a checksum, table files are
/// never mapped into memory, and a store that ends before its last announced batch is DamagedData
/// although nothing in it looks wrong. Opening a damaged store removes no file.
///
/// Any number of threads may read while one writes; a reader sees the last commit before it began.
class LevelStore final : public KeyValueStore {
public:
    static constexpr std::size_t keyBytesMax = 500;
    static constexpr std::size_t valueBytesMax = std::size_t{64} << 20U;

    /// Makes an empty store; the folder may be there if it is empty. AlreadyExists where a store
    /// is; ReadOnly where the folder may not be written; DiskFull, Io.
    static Result<std::unique_ptr<LevelStore>> create(const std::filesystem::path& folder,
                                                      const LevelOptions& options = {});
    /// NotFound where there is no folder, or an empty one; AlreadyOpen while another object or
    /// program has it open; OlderFormat for a store of Consentry before LevelDB; DamagedData for
    /// anything that is missing, cut or changed, as far as opening meets it; ReadOnly, DiskFull,
    /// Io.
    static Result<std::unique_ptr<LevelStore>> open(const std::filesystem::path& folder,
                                                    const LevelOptions& options = {});
    /// For a program whose store may be lost: one that is missing is made anew from elsewhere.
    static Result<std::unique_ptr<LevelStore>> openOrCreate(const std::filesystem::path& folder,
                                                            const LevelOptions& options = {});
    ~LevelStore() override;
    LevelStore(const LevelStore&) = delete;
    LevelStore& operator=(const LevelStore&) = delete;

    Result<std::optional<Bytes>> get(Table table, ByteView key) const override;
    Result<> scan(Table table, ByteView from,
                  const std::function<bool(ByteView key, ByteView value)>& visit) const override;
    /// InvalidArgument for a key or value beyond the limits. After an error nothing of the batch
    /// is there, now or after the next opening.
    Result<> write(const WriteBatch& batch) override;
    Result<> check() const override;

private:
    class Files;
    explicit LevelStore(std::unique_ptr<Files> files);

    std::unique_ptr<Files> m_files;
};

} // namespace consentry
