#pragma once

#include "core/base/result.h"

#include <linux/filter.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace consentry::adapters {

/// What a child may use up.
struct ChildLimits {
    std::uint64_t addressSpace = std::uint64_t{1} << 30U; ///< bytes
    std::chrono::seconds processorTime{10};
    /// From its start to its end.
    std::chrono::milliseconds wholeTime{20'000};
};

/// Shuts a program in that reads hostile bytes. It is left with its pipes and with what computing
/// takes: no system call but those on a short list, which has none for networks, other processes,
/// signals or changing a file; reading only below /usr and the settings of fonts; limited memory
/// and time; no environment; no way to more rights. Prepared before fork(), because after it only a
/// few calls are safe.
class Confinement {
public:
    /// For this program and nothing else that could be executed. NotPermitted where the kernel
    /// cannot filter system calls, without which nothing is run.
    static Result<Confinement> prepare(const std::filesystem::path& program);

    Confinement(Confinement&& other) noexcept;
    Confinement& operator=(Confinement&& other) noexcept;
    Confinement(const Confinement&) = delete;
    Confinement& operator=(const Confinement&) = delete;
    ~Confinement();

    /// In the child, as the last step before execve(), and for good. False where any part was
    /// refused: then the child must end.
    bool enter(const ChildLimits& limits) const noexcept;
    /// Whether this kernel also confines which files may be read (Landlock). Without it a child can
    /// read what its user can, and tell nobody.
    bool limitsReading() const { return m_fileRules >= 0; }

private:
    Confinement() = default;
    bool makeFileRules(const std::filesystem::path& program);

    std::vector<sock_filter> m_calls;
    int m_fileRules = -1;
};

} // namespace consentry::adapters
