#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"

#include <string>
#include <string_view>
#include <vector>

namespace consentry {

/// The person's own words about a record, a log row or a grant. Never leaves the vault.
struct Note {
    std::int64_t id = 0;
    Digest subject;
    std::string text;
    Instant updatedAt;
};

/// Thread-safe. Errors: Locked, NotFound, TooLarge, DiskFull, DamagedData, Io.
class NoteStore {
public:
    static constexpr std::size_t textMax = 16 * 1024;

    virtual ~NoteStore() = default;
    /// Adds one where `id` is 0, else changes it. Gives the id.
    virtual Result<std::int64_t> put(const Note& note) = 0;
    virtual Result<std::vector<Note>> about(const Digest& subject) = 0;
    virtual Result<> erase(std::int64_t id) = 0;
};

} // namespace consentry
