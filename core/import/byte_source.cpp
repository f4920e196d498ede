#include "core/import/byte_source.h"

#include <algorithm>
#include <fstream>

namespace consentry::import {
namespace {

class FileSource : public ByteSource {
public:
    FileSource(std::ifstream stream, std::uint64_t size)
        : m_stream(std::move(stream)), m_size(size) {}

    Result<std::size_t> read(std::span<std::byte> target) override {
        m_stream.read(reinterpret_cast<char*>(target.data()), std::streamsize(target.size()));
        if (m_stream.bad()) {
            return fail(ErrorCode::Io, "read");
        }
        return static_cast<std::size_t>(m_stream.gcount());
    }

    Result<> rewind() override {
        m_stream.clear();
        m_stream.seekg(0);
        if (!m_stream) {
            return fail(ErrorCode::Io, "seek");
        }
        return {};
    }

    std::optional<std::uint64_t> size() const override { return m_size; }

private:
    std::ifstream m_stream;
    std::uint64_t m_size;
};

} // namespace

Result<std::size_t> MemorySource::read(std::span<std::byte> target) {
    const std::size_t count = std::min(target.size(), m_bytes.size() - m_at);
    std::copy_n(m_bytes.begin() + std::ptrdiff_t(m_at), count, target.begin());
    m_at += count;
    return count;
}

Result<> MemorySource::rewind() {
    m_at = 0;
    return {};
}

Result<std::unique_ptr<ByteSource>> openFileSource(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        return fail(error ? ErrorCode::Io : ErrorCode::NotFound, "import file");
    }
    if (!std::filesystem::is_regular_file(path, error)) {
        return fail(ErrorCode::Io, "import file is not a regular file");
    }
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    std::ifstream stream(path, std::ios::binary);
    if (error || !stream) {
        return fail(ErrorCode::Io, "import file cannot be read");
    }
    return std::unique_ptr<ByteSource>(std::make_unique<FileSource>(std::move(stream), size));
}

} // namespace consentry::import
