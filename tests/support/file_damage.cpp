#include "tests/support/file_damage.h"

#include "tests/support/test_paths.h"

#include <algorithm>
#include <fstream>
#include <vector>

namespace consentry::test {
namespace {

constexpr std::size_t pageBytes = 4096;
constexpr std::size_t growBytesMax = 10'000;

const char* nameOf(DamageKind kind) {
    switch (kind) {
    case DamageKind::Flip:
        return "flip";
    case DamageKind::Zero:
        return "zero";
    case DamageKind::SwapPages:
        return "swap pages of";
    case DamageKind::Cut:
        return "cut";
    case DamageKind::Grow:
        return "grow";
    case DamageKind::Remove:
        return "remove";
    case DamageKind::OldCopy:
        return "put back an old copy of";
    case DamageKind::SwapFiles:
        return "swap";
    }
    return "?";
}

void writeFile(const std::filesystem::path& path, const std::string& content) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
}

std::vector<std::filesystem::path> filesBelow(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.file_size() > 0) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

struct Damage {
    std::string content;
    std::string detail;
};

/// One byte again and again, chance, or what stands elsewhere in the file.
std::string garbage(const std::string& content, std::mt19937_64& random) {
    std::string more(1 + random() % growBytesMax, static_cast<char>(random() % 256));
    switch (random() % 3) {
    case 0:
        std::generate(more.begin(), more.end(), [&] { return static_cast<char>(random()); });
        return more;
    case 1:
        return content.substr(random() % content.size(), more.size());
    default:
        return more;
    }
}

/// The damages that stay inside of one file.
Damage damaged(std::string content, DamageKind kind, std::mt19937_64& random) {
    const auto somewhere = [&] { return random() % content.size(); };
    const auto somePage = [&] { return somewhere() / pageBytes * pageBytes; };
    std::string detail;
    switch (kind) {
    case DamageKind::Flip: {
        const std::size_t at = somewhere();
        content[at] = static_cast<char>(content[at] ^ 1 << random() % 8);
        detail = " at " + std::to_string(at);
        break;
    }
    case DamageKind::Zero: {
        const std::size_t page = somePage();
        std::fill(content.begin() + static_cast<std::ptrdiff_t>(page),
                  content.begin() +
                      static_cast<std::ptrdiff_t>(std::min(page + pageBytes, content.size())),
                  '\0');
        detail = " at " + std::to_string(page);
        break;
    }
    case DamageKind::SwapPages: {
        const std::size_t one = somePage();
        const std::size_t other = somePage();
        const std::size_t length =
            std::min({pageBytes, content.size() - one, content.size() - other});
        if (one != other) {
            std::swap_ranges(content.begin() + static_cast<std::ptrdiff_t>(one),
                             content.begin() + static_cast<std::ptrdiff_t>(one + length),
                             content.begin() + static_cast<std::ptrdiff_t>(other));
        }
        detail = " at " + std::to_string(one) + " and " + std::to_string(other);
        break;
    }
    case DamageKind::Cut:
        content.resize(somewhere());
        detail = " to " + std::to_string(content.size());
        break;
    default:
        content += garbage(content, random);
        detail = " to " + std::to_string(content.size());
        break;
    }
    return {std::move(content), std::move(detail)};
}

} // namespace

std::string damageSomeFile(const std::filesystem::path& folder, const std::filesystem::path& older,
                           std::mt19937_64& random) {
    constexpr int kinds = static_cast<int>(DamageKind::SwapFiles) + 1;
    const auto files = filesBelow(folder);
    const auto& file = files[random() % files.size()];
    const auto kind = static_cast<DamageKind>(random() % kinds);
    const auto name = std::filesystem::relative(file, folder);
    const std::string done = std::string(nameOf(kind)) + " " + name.string();
    const std::string before = readFile(file);
    switch (kind) {
    case DamageKind::Remove:
        std::filesystem::remove(file);
        return done;
    case DamageKind::OldCopy: {
        const auto old = older / name;
        if (older.empty() || !std::filesystem::exists(old) || readFile(old) == before) {
            return {};
        }
        std::filesystem::copy_file(old, file, std::filesystem::copy_options::overwrite_existing);
        return done;
    }
    case DamageKind::SwapFiles: {
        const auto& other = files[random() % files.size()];
        const std::string content = readFile(other);
        if (content == before) {
            return {};
        }
        writeFile(other, before);
        writeFile(file, content);
        return done + " and " + std::filesystem::relative(other, folder).string();
    }
    default: {
        const Damage damage = damaged(before, kind, random);
        writeFile(file, damage.content);
        return damage.content == before ? std::string() : done + damage.detail;
    }
    }
}

} // namespace consentry::test
