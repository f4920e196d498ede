#pragma once

#include "core/base/bytes.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace consentry::import {

/// Untrusted bytes in order, read more than once: an importer first looks, then takes. One thread
/// at a time.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Fills the front of `target` and says how much; 0 only at the end. Io.
    virtual Result<std::size_t> read(std::span<std::byte> target) = 0;
    /// Back to the first byte. Io.
    virtual Result<> rewind() = 0;
    /// How much there is, where that is known.
    virtual std::optional<std::uint64_t> size() const = 0;
};

/// Bytes that are in memory already; they must outlive the source.
class MemorySource : public ByteSource {
public:
    explicit MemorySource(ByteView bytes) : m_bytes(bytes) {}
    Result<std::size_t> read(std::span<std::byte> target) override;
    Result<> rewind() override;
    std::optional<std::uint64_t> size() const override { return m_bytes.size(); }

private:
    ByteView m_bytes;
    std::size_t m_at = 0;
};

/// A file. NotFound or Io from `open`; a folder or device is Io.
Result<std::unique_ptr<ByteSource>> openFileSource(const std::filesystem::path& path);

} // namespace consentry::import
