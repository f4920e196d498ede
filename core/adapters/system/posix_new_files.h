#pragma once

#include "core/ports/new_file.h"

namespace consentry::adapters {

/// NewFiles on POSIX calls.
class PosixNewFiles : public NewFiles {
public:
    Result<std::unique_ptr<NewFile>> create(const std::filesystem::path& path) override;
};

} // namespace consentry::adapters
