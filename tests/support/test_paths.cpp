#include "tests/support/test_paths.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <stdlib.h>

namespace consentry::test {

std::filesystem::path sourceDir() {
    if (const char* set = std::getenv("CONSENTRY_SOURCE_DIR")) {
        return set;
    }
    for (auto here = std::filesystem::current_path(); here != here.root_path();
         here = here.parent_path()) {
        if (std::filesystem::exists(here / "CMakePresets.json")) {
            return here;
        }
    }
    return std::filesystem::current_path();
}

std::optional<std::filesystem::path> sharedData(const std::string& below) {
    const auto path = sourceDir().parent_path() / "shared" / "data" / below;
    return std::filesystem::exists(path) ? std::optional(path) : std::nullopt;
}

std::string readFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error("cannot read " + path.string());
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "consentry-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("cannot make a temporary folder");
    }
    m_path = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::permissions(m_path, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace consentry::test
