#include "core/adapters/system/posix_new_files.h"

#include "core/adapters/system/posix_calls.h"

#include <cstdio>
#include <cstdlib>

namespace consentry::adapters {
namespace {

/// Under a name of its own beside `path`, so that two exports to one place do not meet.
class PosixNewFile : public NewFile {
public:
    static Result<std::unique_ptr<NewFile>> create(const std::filesystem::path& path) {
        std::string temporary = path.string() + ".XXXXXX";
        const int number = ::mkostemp(temporary.data(), O_CLOEXEC);
        if (number < 0) {
            return systemError("create");
        }
        return std::make_unique<PosixNewFile>(path, std::move(temporary), Descriptor(number));
    }

    PosixNewFile(std::filesystem::path path, std::string temporary, Descriptor descriptor)
        : m_path(std::move(path)), m_temporary(std::move(temporary)),
          m_descriptor(std::move(descriptor)) {}
    PosixNewFile(const PosixNewFile&) = delete;
    PosixNewFile& operator=(const PosixNewFile&) = delete;
    ~PosixNewFile() override {
        if (!m_temporary.empty()) {
            ::unlink(m_temporary.c_str());
        }
    }

    Result<> write(ByteView bytes) override {
        append(m_waiting, bytes);
        return m_waiting.size() < chunk ? Result<>() : flush();
    }

    Result<> commit() override {
        RETURN_IF_ERROR(flush());
        if (fsync(m_descriptor.number()) != 0) {
            return systemError("fsync");
        }
        if (::rename(m_temporary.c_str(), m_path.c_str()) != 0) {
            return systemError("rename");
        }
        m_temporary.clear();
        return syncFolder(m_path.has_parent_path() ? m_path.parent_path()
                                                   : std::filesystem::path("."));
    }

private:
    static constexpr std::size_t chunk = 64 * 1024;

    Result<> flush() {
        RETURN_IF_ERROR(writeAll(m_descriptor.number(), m_waiting));
        m_waiting.clear();
        return {};
    }

    std::filesystem::path m_path;
    std::string m_temporary; ///< empty once it has its name
    Descriptor m_descriptor;
    Bytes m_waiting;
};

} // namespace

Result<std::unique_ptr<NewFile>> PosixNewFiles::create(const std::filesystem::path& path) {
    return PosixNewFile::create(path);
}

} // namespace consentry::adapters
