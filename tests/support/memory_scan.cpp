#include "tests/support/memory_scan.h"

#include "core/base/check.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

namespace consentry::test {
namespace {

/// Less than this turns up by chance.
constexpr std::size_t needleBytesMin = 6;
/// More proves nothing more; it must fit into the overlap of two pieces.
constexpr std::size_t needleBytesMax = 96;
constexpr std::size_t overlap = 256;
constexpr std::size_t pieceSize = 8 * 1024 * 1024;

constexpr std::string_view hexLower = "0123456789abcdef";
constexpr std::string_view hexUpper = "0123456789ABCDEF";
constexpr std::string_view base64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct Mapping {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    std::string text;
};

std::vector<Mapping> writableMappings() {
    std::vector<Mapping> mappings;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        Mapping mapping;
        std::array<char, 5> rights{};
        if (std::sscanf(line.c_str(), "%lx-%lx %4s", &mapping.begin, &mapping.end, rights.data()) ==
                3 &&
            rights[0] == 'r' && rights[1] == 'w') {
            mapping.text = line;
            mappings.push_back(mapping);
        }
    }
    return mappings;
}

bool matchesAt(const std::byte* at, const Bytes& inverted) {
    return std::equal(inverted.begin(), inverted.end(), at,
                      [](std::byte a, std::byte b) { return a == ~b; });
}

std::size_t startOf(std::byte first, std::byte second) {
    return std::to_integer<std::size_t>(first) << 8U | std::to_integer<std::size_t>(second);
}

/// The digit with this number of the Base64 text of (offset zero bytes, then the secret).
char base64Digit(ByteView secret, std::size_t offset, std::size_t number) {
    unsigned value = 0;
    for (std::size_t bit = number * 6; bit < number * 6 + 6; ++bit) {
        const std::size_t at = bit / 8 - offset;
        value = value << 1U | (std::to_integer<unsigned>(secret[at]) >> (7 - bit % 8) & 1U);
    }
    return base64Digits[value];
}

} // namespace

std::string MemoryScan::Report::text() const {
    std::map<std::string, int> counted;
    for (const Hit& hit : hits) {
        ++counted[hit.name + " in " + hit.where];
    }
    std::string all;
    for (const auto& [what, count] : counted) {
        all += std::to_string(count) + " x " + what + "\n";
    }
    return all;
}

std::size_t MemoryScan::Report::countOf(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(
        hits.begin(), hits.end(), [name](const Hit& hit) { return hit.name.starts_with(name); }));
}

/// `at(i)` is the secret's i-th byte in this form; it goes from the registers to its inverse.
template <class At> void MemoryScan::addCoded(const std::string& name, std::size_t length, At at) {
    Needle needle{name, {}};
    for (std::size_t i = 0; i < std::min(length, needleBytesMax); ++i) {
        needle.inverted.push_back(~static_cast<std::byte>(at(i)));
    }
    if (needle.inverted.size() >= needleBytesMin) {
        m_needles.push_back(std::move(needle));
    }
}

void MemoryScan::addExact(std::string name, ByteView secret) {
    CHECK(secret.size() >= needleBytesMin);
    addCoded(name, secret.size(), [secret](std::size_t i) { return secret[i]; });
}

void MemoryScan::addForms(const std::string& name, ByteView secret) {
    const auto addBoth = [&](const std::string& form, std::size_t length, auto at) {
        addCoded(name + ", " + form, length, at);
        addCoded(name + ", " + form + " in UTF-16", 2 * length,
                 [at](std::size_t i) { return i % 2 == 0 ? at(i / 2) : '\0'; });
    };
    for (const std::string_view digits : {hexLower, hexUpper}) {
        addBoth("hexadecimal", 2 * secret.size(), [secret, digits](std::size_t i) {
            return digits[std::to_integer<std::size_t>(secret[i / 2]) >> (i % 2 == 0 ? 4U : 0U) &
                          15U];
        });
    }
    for (std::size_t offset = 0; offset < 3; ++offset) {
        // Only digits that the secret alone decides.
        const std::size_t first = (offset * 8 + 5) / 6;
        const std::size_t end = (offset + secret.size()) * 8 / 6;
        addBoth("Base64", end - first, [secret, offset, first](std::size_t i) {
            return base64Digit(secret, offset, first + i);
        });
    }
}

void MemoryScan::add(const std::string& name, ByteView secret) {
    addExact(name, secret);
    addForms(name, secret);
}

void MemoryScan::addText(const std::string& name, std::string_view utf8) {
    addExact(name, bytesOf(utf8));
    addForms(name, bytesOf(utf8));
    Needle wide{name + ", UTF-16", {}};
    const auto addUnit = [&wide](unsigned unit) {
        wide.inverted.push_back(~static_cast<std::byte>(unit & 0xFFU));
        wide.inverted.push_back(~static_cast<std::byte>(unit >> 8U & 0xFFU));
    };
    for (std::size_t i = 0; i < utf8.size() && wide.inverted.size() + 4 <= needleBytesMax;) {
        const auto first = static_cast<unsigned char>(utf8[i++]);
        unsigned value = first < 0x80   ? first
                         : first < 0xE0 ? first & 0x1FU
                         : first < 0xF0 ? first & 0x0FU
                                        : first & 0x07U;
        for (; i < utf8.size() && (static_cast<unsigned char>(utf8[i]) & 0xC0U) == 0x80U; ++i) {
            value = value << 6U | (static_cast<unsigned char>(utf8[i]) & 0x3FU);
        }
        if (value > 0xFFFF) {
            addUnit(0xD7C0U + (value >> 10U));
            value = 0xDC00U + (value & 0x3FFU);
        }
        addUnit(value);
    }
    CHECK(wide.inverted.size() >= needleBytesMin);
    m_needles.push_back(std::move(wide));
}

void MemoryScan::save(const std::filesystem::path& file) const {
    std::ofstream out(file);
    for (const Needle& needle : m_needles) {
        out << toHex(needle.inverted) << ' ' << needle.name << '\n';
    }
    if (!out.flush()) {
        throw std::runtime_error("cannot write " + file.string());
    }
}

MemoryScan MemoryScan::load(const std::filesystem::path& file) {
    MemoryScan scan;
    std::ifstream in(file);
    for (std::string hex, name; in >> hex && std::getline(in >> std::ws, name);) {
        scan.m_needles.push_back({name, fromHex(hex).value()});
    }
    if (scan.m_needles.empty()) {
        throw std::runtime_error("nothing to look for in " + file.string());
    }
    return scan;
}

MemoryScan::Report MemoryScan::run() const {
    // Most places are ruled out by their first two bytes.
    std::vector<std::vector<const Needle*>> byStart(std::size_t{1} << 16U);
    for (const Needle& needle : m_needles) {
        byStart[startOf(~needle.inverted[0], ~needle.inverted[1])].push_back(&needle);
    }
    // One buffer for all, and known, so that it can be left out.
    static std::vector<std::byte> buffer(pieceSize);
    const auto bufferBegin = reinterpret_cast<std::uintptr_t>(buffer.data());
    const auto bufferEnd = bufferBegin + buffer.size();
    Report report;
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    if (memory < 0) {
        throw std::runtime_error("/proc/self/mem cannot be read");
    }
    const auto search = [&](std::size_t length, const Mapping& mapping) {
        for (std::size_t at = 0; at + 1 < length; ++at) {
            for (const Needle* needle : byStart[startOf(buffer[at], buffer[at + 1])]) {
                if (at + needle->inverted.size() <= length &&
                    matchesAt(&buffer[at], needle->inverted)) {
                    report.hits.push_back({needle->name, mapping.text});
                }
            }
        }
    };
    for (const Mapping& mapping : writableMappings()) {
        for (std::uintptr_t at = mapping.begin; at < mapping.end;) {
            if (at >= bufferBegin && at < bufferEnd) {
                at = bufferEnd;
                continue;
            }
            std::size_t size = std::min<std::size_t>(buffer.size(), mapping.end - at);
            if (at < bufferBegin && at + size > bufferBegin) {
                size = bufferBegin - at;
            }
            const ssize_t got = pread(memory, buffer.data(), size, static_cast<off_t>(at));
            if (got <= 0) {
                break; // guard pages
            }
            const auto length = static_cast<std::size_t>(got);
            report.bytesScanned += length;
            search(length, mapping);
            at += length == buffer.size() ? length - overlap : length;
        }
    }
    ::close(memory);
    std::fill(buffer.begin(), buffer.end(), std::byte{0});
    return report;
}

} // namespace consentry::test
