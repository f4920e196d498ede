#include "core/adapters/state_store/file_seal.h"

#include "core/crypto/hash.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace consentry {
namespace {

constexpr std::size_t markBytes = 8;
constexpr std::size_t lengthBytes = 4;
constexpr std::size_t checksumBytes = 16;
static_assert(markBytes + lengthBytes + checksumBytes == FileSeal::frameOverhead);

std::uint64_t numberAt(ByteView bytes) {
    std::uint64_t number = 0;
    for (const std::byte byte : bytes) {
        number = number << 8U | std::to_integer<std::uint64_t>(byte);
    }
    return number;
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit of the place changes every bit
/// of the word.
std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ value >> 30U) * 0xBF58476D1CE4E5B9U;
    value = (value ^ value >> 27U) * 0x94D049BB133111EBU;
    return value ^ value >> 31U;
}

std::uint64_t maskWord(std::uint64_t seed, std::uint64_t index) {
    return mixed(seed + (index + 1) * 0x9E3779B97F4A7C15U);
}

} // namespace

FileSeal::FileSeal(const StoreId& store, std::string_view fileName)
    : m_mark(sha256({bytesOf("consentry file"), store.view(), bytesOf(fileName)})),
      m_maskSeed(numberAt(m_mark.view().last<sizeof m_maskSeed>())) {}

std::string FileSeal::checksum(std::string_view content, std::uint64_t offset) const {
    const Digest digest = sha256({m_mark.view(), bigEndian<8>(offset), bytesOf(content)});
    return std::string(textOf(digest.view().first(checksumBytes)));
}

std::string FileSeal::framed(std::string_view content, std::uint64_t offset) const {
    std::string frames;
    frames.reserve(content.size() + (content.size() / frameContentMax + 1) * frameOverhead);
    while (!content.empty()) {
        const std::string_view part = content.substr(0, frameContentMax);
        content.remove_prefix(part.size());
        const std::string sum = checksum(part, offset + frames.size());
        frames += textOf(m_mark.view().first(markBytes));
        frames += textOf(bigEndian<lengthBytes>(part.size()));
        frames += sum;
        frames += part;
    }
    return frames;
}

/// The content of the whole frame that begins there.
std::optional<std::string_view> FileSeal::frameAt(std::string_view file,
                                                  std::uint64_t offset) const {
    const std::string_view from = file.substr(offset);
    if (from.size() <= frameOverhead ||
        from.substr(0, markBytes) != textOf(m_mark.view().first(markBytes))) {
        return std::nullopt;
    }
    const std::uint64_t length = numberAt(bytesOf(from.substr(markBytes, lengthBytes)));
    if (length == 0 || length > frameContentMax || length > from.size() - frameOverhead) {
        return std::nullopt;
    }
    const std::string_view content = from.substr(frameOverhead, length);
    return from.substr(markBytes + lengthBytes, checksumBytes) == checksum(content, offset)
               ? std::optional(content)
               : std::nullopt;
}

FileSeal::Frames FileSeal::readFrames(std::string_view file) const {
    Frames frames;
    while (const auto content = frameAt(file, frames.wholeBytes)) {
        frames.content += *content;
        frames.wholeBytes += frameOverhead + content->size();
    }
    const std::string_view mark = textOf(m_mark.view().first(markBytes));
    for (auto at = file.find(mark, frames.wholeBytes); at != std::string_view::npos;
         at = file.find(mark, at + 1)) {
        if (frameAt(file, at)) {
            frames.nextWhole = at;
            break;
        }
    }
    return frames;
}

void FileSeal::mask(char* bytes, std::size_t count, std::uint64_t offset) const {
    constexpr std::size_t wordBytes = sizeof(std::uint64_t);
    std::size_t done = 0;
    while (done < count) {
        const std::uint64_t place = offset + done;
        std::uint64_t word = maskWord(m_maskSeed, place / wordBytes);
        if constexpr (std::endian::native == std::endian::big) {
            word = __builtin_bswap64(word);
        }
        const std::size_t skipped = place % wordBytes;
        const std::size_t part = std::min(wordBytes - skipped, count - done);
        std::array<char, wordBytes> masks{};
        std::memcpy(masks.data(), &word, wordBytes);
        for (std::size_t i = 0; i < part; ++i) {
            bytes[done + i] = static_cast<char>(bytes[done + i] ^ masks[skipped + i]);
        }
        done += part;
    }
}

} // namespace consentry
