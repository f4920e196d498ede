#pragma once

#include <leveldb/env.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace consentry {

/// How one store's LevelDB reaches its files and its background thread. It differs from the
/// engine's own way where that would let damage through:
/// - table files are read, not mapped: a file that is cut under us is an error and not the end of
///   the program; their footer, which bears no checksum, is checked before anything believes it;
/// - a missing table file is damage, while the engine takes it for "no such key";
/// - a batch reaches its log file in one piece, and what a full disk leaves of it is cut off again;
/// - files are durable together with their names in the folder;
/// - a store that was closed goes on with the files it has, so that opening it changes none; after
/// a
///   crash, whose last log may end in the middle of a batch, new files are begun;
/// - removals can be held back until the store is known to be sound;
/// - no text log is kept.
/// One object for each store, so that stores share no thread. Thread-safe, as the engine asks.
class LevelFiles final : public leveldb::EnvWrapper {
public:
    /// `beforeFirstWrite` is called once, before a byte of any file is changed; from any thread.
    explicit LevelFiles(std::function<leveldb::Status()> beforeFirstWrite);
    ~LevelFiles() override;
    LevelFiles(const LevelFiles&) = delete;
    LevelFiles& operator=(const LevelFiles&) = delete;

    /// Whether files from before this opening may grow.
    void setMayAppend(bool mayAppend) { m_mayAppend = mayAppend; }
    /// From now on removed files stay, until letRemovalsGo().
    void holdRemovals();
    void letRemovalsGo();
    /// The system's number of the last refused write since the last call, or 0.
    int takeWriteError() { return m_writeError.exchange(0); }

    leveldb::Status NewRandomAccessFile(const std::string& path,
                                        leveldb::RandomAccessFile** result) override;
    leveldb::Status NewWritableFile(const std::string& path,
                                    leveldb::WritableFile** result) override;
    leveldb::Status NewAppendableFile(const std::string& path,
                                      leveldb::WritableFile** result) override;
    leveldb::Status RemoveFile(const std::string& path) override;
    leveldb::Status RenameFile(const std::string& from, const std::string& to) override;
    leveldb::Status NewLogger(const std::string& path, leveldb::Logger** result) override;
    void Schedule(void (*work)(void*), void* argument) override;

private:
    class GrowingFile;
    struct Work {
        void (*run)(void*);
        void* argument;
    };
    void runBackground();
    leveldb::Status startWriting();
    /// Makes the names of new files durable, where there are any.
    leveldb::Status syncFolderOf(const std::string& path);

    std::function<leveldb::Status()> m_beforeFirstWrite;
    std::once_flag m_firstWrite;
    std::atomic<bool> m_mayAppend = false;
    std::atomic<bool> m_hasNewNames = false;
    std::atomic<int> m_writeError = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<std::vector<std::string>> m_heldRemovals;
    std::deque<Work> m_work;
    bool m_stop = false;
    std::thread m_background;
};

} // namespace consentry
