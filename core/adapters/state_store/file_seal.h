#pragma once

#include "core/base/ids.h"

#include <optional>
#include <string>
#include <string_view>

namespace consentry {

/// Drawn when a store is made; the same for all of its files.
using StoreId = FixedBytes<16, struct StoreIdTag>;

/// Binds the bytes of one file to its store, to its name and to their place in it. What was copied
/// there from elsewhere reads as damage, as does what was changed. It holds off accidents: whoever
/// may write in the folder can read the id and seal again.
class FileSeal {
public:
    static constexpr std::size_t frameOverhead = 28;
    /// Larger contents are put into several frames.
    static constexpr std::size_t frameContentMax = std::size_t{16} << 20U;

    FileSeal(const StoreId& store, std::string_view fileName);

    /// For files that grow: `content` in frames of [mark of this file (8), length (4), checksum
    /// (16), content], the first of them at `offset`.
    std::string framed(std::string_view content, std::uint64_t offset) const;

    struct Frames {
        std::string content;          ///< of all whole frames from the start on
        std::uint64_t wholeBytes = 0; ///< how far those reach
        /// Where a whole frame begins behind bytes that are none: those were not the last ones
        /// written. Looked for only where the file goes on behind wholeBytes.
        std::optional<std::uint64_t> nextWhole;
    };
    Frames readFrames(std::string_view file) const;

    /// For table files, whose blocks bear checksums of the engine already: turns the bytes at
    /// `offset` into those on the disk, and back. At another place, or under another name, they
    /// turn into something that fits no checksum.
    void mask(char* bytes, std::size_t count, std::uint64_t offset) const;

private:
    std::string checksum(std::string_view content, std::uint64_t offset) const;
    std::optional<std::string_view> frameAt(std::string_view file, std::uint64_t offset) const;

    Digest m_mark;
    std::uint64_t m_maskSeed = 0;
};

} // namespace consentry
