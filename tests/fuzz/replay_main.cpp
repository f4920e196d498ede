// Stands in for libFuzzer where the compiler has none: feeds every file of the given folders to the
// fuzz target once. A property that does not hold stops the program, so ctest sees it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

/// Files below `folder` in the order of their names, so that a failure repeats.
std::vector<fs::path> filesBelow(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

void replay(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    file.exceptions(std::ios::badbit);
    std::vector<char> bytes(std::istreambuf_iterator<char>(file), {});
    // Named before it runs: after a crash the last line tells which input it was.
    std::printf("%s (%zu bytes)\n", path.c_str(), bytes.size());
    std::fflush(stdout);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

} // namespace

int main(int argc, char** argv) {
    std::size_t count = 0;
    try {
        for (int i = 1; i < argc; ++i) {
            for (const fs::path& path : filesBelow(argv[i])) {
                replay(path);
                ++count;
            }
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "Cannot read the corpus: %s\n", error.what());
        return 1;
    }
    if (count == 0) {
        std::fprintf(stderr, "No input to replay: put at least one seed into the corpus folder.\n");
        return 1;
    }
    std::printf("%zu inputs replayed\n", count);
    return 0;
}
