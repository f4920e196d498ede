#pragma once

#include "core/adapters/state_store/file_seal.h"

#include <functional>
#include <memory>

namespace leveldb {
class Env;
class Status;
} // namespace leveldb

namespace consentry {

/// How one store's LevelDB reaches its files and its background thread. It differs from the
/// engine's own way where that would let damage through:
/// - every byte of a file is bound to its store, its name and its place (`file_seal.h`): a log, a
///   list of files or a table that was exchanged for another reads as damage;
/// - a log ends with its last whole entry. Of a store that was closed nothing may stand behind it;
///   after a crash one torn entry may, which was never announced;
/// - table files are read, not mapped: a file that is cut under us is an error and not the end of
///   the program; their footer, which bears no checksum, is checked before anything believes it;
/// - a missing table file is damage, while the engine takes it for "no such key";
/// - a batch reaches its log file in one piece, and what a full disk leaves of it is cut off again;
/// - files are durable together with their names in the folder;
/// - a store that was closed goes on with the files it has, so that opening it changes none; after
///   a crash, whose last log may end in the middle of a batch, new files are begun;
/// - removals can be held back until the store is known to be sound;
/// - no text log is kept.
/// One object for each store, so that stores share no thread. Thread-safe, as the engine asks.
class LevelFiles {
public:
    /// `storeId` is what the files are sealed to. `beforeFirstWrite` is called once, before a byte
    /// of any file is changed; from any thread.
    static std::unique_ptr<LevelFiles> make(const StoreId& storeId,
                                            std::function<leveldb::Status()> beforeFirstWrite);
    virtual ~LevelFiles() = default;

    /// For the engine's options; lives as long as this object.
    virtual leveldb::Env* env() = 0;
    /// Whether files from before this opening may grow: then they must be whole to their last byte.
    virtual void setMayAppend(bool mayAppend) = 0;
    /// From now on removed files stay, until letRemovalsGo().
    virtual void holdRemovals() = 0;
    virtual void letRemovalsGo() = 0;
    /// The system's number of the last refused write since the last call, or 0.
    virtual int takeWriteError() = 0;
};

} // namespace consentry
