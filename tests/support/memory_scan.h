#pragma once

#include "core/base/bytes.h"

#include <filesystem>
#include <string>
#include <vector>

/// A sanitizer keeps freed memory and maps terabytes: a scan would find what it kept, after hours.
#ifdef CONSENTRY_SANITIZED
#define SKIP_MEMORY_SCAN_UNDER_SANITIZERS()                                                        \
    QSKIP("memory scan: not under a sanitizer, which keeps freed memory")
#else
#define SKIP_MEMORY_SCAN_UNDER_SANITIZERS() static_cast<void>(0)
#endif

namespace consentry::test {

/// Looks for secrets in all writable memory of this process. What is looked for is kept with every
/// bit inverted, so that the scan finds no copy of its own. Not after hardenProcess(): that forbids
/// reading /proc/self/mem.
class MemoryScan {
public:
    struct Hit {
        std::string name;  ///< of what was found, with the form in which it was
        std::string where; ///< the mapping's line in /proc/self/maps
    };
    struct Report {
        std::vector<Hit> hits;
        std::size_t bytesScanned = 0;
        /// One line for each different hit, with how often; for a failed test.
        std::string text() const;
        std::size_t countOf(std::string_view name) const;
    };

    /// Only as it is.
    void addExact(std::string name, ByteView secret);
    /// As it is, in hexadecimal of both cases and in Base64 at any of the three places it can have
    /// in a longer text; those also as UTF-16LE.
    void add(const std::string& name, ByteView secret);
    /// Like add(), and the text itself also as UTF-16LE.
    void addText(const std::string& name, std::string_view utf8);

    /// Writes what is looked for (inverted) so that another process can look for it too.
    void save(const std::filesystem::path& file) const;
    static MemoryScan load(const std::filesystem::path& file);

    Report run() const;

private:
    struct Needle {
        std::string name;
        Bytes inverted;
    };
    void addForms(const std::string& name, ByteView secret);
    template <class At> void addCoded(const std::string& name, std::size_t length, At at);

    std::vector<Needle> m_needles;
};

} // namespace consentry::test
