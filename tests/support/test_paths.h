#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace consentry::test {

/// The project's root, from the environment that ctest sets, else found upwards from the
/// executable's working directory.
std::filesystem::path sourceDir();

/// A folder of the shared public test data that lies beside a developer's checkout. A bare clone
/// does not have it: then nothing is returned and the test must skip with QSKIP, loudly.
std::optional<std::filesystem::path> sharedData(const std::string& below);

/// The whole file. Throws std::runtime_error where it cannot be read: tests only.
std::string readFile(const std::filesystem::path& path);

/// An empty folder of this test's own, removed with the object.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace consentry::test
