#pragma once

#include "core/base/bytes.h"

#include <filesystem>
#include <memory>

namespace consentry {

/// A file in the making: under its name stands what was there before, or nothing, until commit().
/// Without it nothing is left. One thread at a time. Errors as FileSystem.
class NewFile {
public:
    virtual ~NewFile() = default;
    virtual Result<> write(ByteView bytes) = 0;
    /// Durable when it returns, also through a loss of power. Once.
    virtual Result<> commit() = 0;
};

/// Makes files for what leaves the vault and is too long to be held in memory. Thread-safe.
class NewFiles {
public:
    virtual ~NewFiles() = default;
    /// Replaces what is there. Only the owner may read it.
    virtual Result<std::unique_ptr<NewFile>> create(const std::filesystem::path& path) = 0;
};

} // namespace consentry
