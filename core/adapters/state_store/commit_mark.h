#pragma once

#include "core/adapters/state_store/file_seal.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace consentry {

/// Beside a store: its id, how many batches were ever announced as written, and whether the store
/// was closed afterwards. It is written after a batch is durable, so a sound store holds at least
/// as many. One that holds fewer was cut, or put back from an old copy: damage that no checksum
/// inside of it can show. Not thread-safe.
class CommitMark {
public:
    static constexpr const char* fileName = "commits";

    /// Makes the file, durable, with a count of 0.
    static Result<std::unique_ptr<CommitMark>> create(const std::filesystem::path& folder,
                                                      const StoreId& storeId);
    /// DamagedData where it is missing or does not fit its checksum; OlderFormat where it has no
    /// id; ReadOnly, Io.
    static Result<std::unique_ptr<CommitMark>> open(const std::filesystem::path& folder);
    ~CommitMark();
    CommitMark(const CommitMark&) = delete;
    CommitMark& operator=(const CommitMark&) = delete;

    const StoreId& storeId() const { return m_storeId; }
    std::uint64_t count() const { return m_count; }
    /// Whether close() was the last word: then nothing was being written when the program ended.
    bool wasClosed() const { return m_closed; }
    /// Durable: before anything else is written.
    Result<> begin();
    /// Best effort, as is close(): an older mark is still true.
    void advance(std::uint64_t count);
    void close();

private:
    explicit CommitMark(int file) : m_file(file) {}
    Result<> read();
    bool put();

    int m_file;
    StoreId m_storeId;
    std::uint64_t m_count = 0;
    bool m_closed = false;
};

} // namespace consentry
