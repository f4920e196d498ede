#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace consentry {

/// Small named texts of the vault: preferences, marks, the last visit. Keys up to 200 bytes, values
/// up to 64 KiB (TooLarge). Thread-safe. Locked after the vault was locked.
class SettingsStore {
public:
    static constexpr std::size_t keyMax = 200;
    static constexpr std::size_t valueMax = 64 * 1024;

    virtual ~SettingsStore() = default;
    virtual Result<std::optional<std::string>> get(std::string_view key) = 0;
    virtual Result<> put(std::string_view key, std::string_view value) = 0;
    virtual Result<> erase(std::string_view key) = 0;
};

} // namespace consentry
