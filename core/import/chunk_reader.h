#pragma once

#include "core/base/progress.h"
#include "core/import/byte_source.h"

#include <algorithm>
#include <string_view>

namespace consentry::import {

/// A ByteSource in chunks of at most 1 MiB, with a place in the file, progress and cancellation.
class ChunkReader {
public:
    static constexpr std::size_t chunkBytes = 1024 * 1024;

    ChunkReader(ByteSource& source, const JobControl& control)
        : m_source(source), m_control(control),
          m_buffer(std::min<std::uint64_t>(source.size().value_or(chunkBytes), chunkBytes - 1) +
                   1) {}

    /// What is left of the current chunk. Empty before the first `fill` and at the end.
    std::string_view rest() const { return m_rest; }
    /// The place of rest()'s first byte in the file.
    std::uint64_t offset() const { return m_readBytes - m_rest.size(); }
    void skip(std::size_t bytes) { m_rest.remove_prefix(bytes); }

    /// Reads the next chunk once rest() is used up; false at the end. Cancelled, Io.
    Result<bool> fill();
    /// Back to the start. A job that reads a file twice counts every byte twice.
    Result<> rewind();
    void setPasses(std::uint64_t passes) { m_passes = passes; }

private:
    ByteSource& m_source;
    const JobControl& m_control;
    Bytes m_buffer;
    std::string_view m_rest;
    std::uint64_t m_readBytes = 0;
    std::uint64_t m_passes = 1;
    std::uint64_t m_passesDone = 0;
};

} // namespace consentry::import
