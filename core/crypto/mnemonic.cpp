#include "core/crypto/mnemonic.h"

#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/crypto/hkdf.h"
#include "core/crypto/sodium_ready.h"
#include "core/crypto/word_lists.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <vector>

namespace consentry {
namespace {

constexpr std::size_t listSize = 2048;
constexpr std::size_t wordCount = 24;
constexpr std::size_t bitsPerWord = 11;
/// Entropy and its checksum byte: 264 bits are exactly 24 words.
constexpr std::size_t encodedSize = RootSecret::size + 1;
static_assert(encodedSize * 8 == wordCount * bitsPerWord);
/// Far more than 24 words with generous white space.
constexpr std::size_t inputMax = 4096;
constexpr std::size_t abbreviationSize = 4;
/// The longest English word has 8 letters, a Chinese one is a character of 3 bytes.
constexpr std::size_t wordSizeMax = 8;

using Words = std::array<std::string_view, listSize>;

Words splitLines(std::string_view lines) {
    Words words;
    for (std::string_view& word : words) {
        const std::size_t end = lines.find('\n');
        CHECK(end != std::string_view::npos && end > 0 && end <= wordSizeMax);
        word = lines.substr(0, end);
        lines.remove_prefix(end + 1);
    }
    CHECK(lines.empty());
    return words;
}

const Words& wordsOf(WordList list) {
    static const Words english = splitLines(englishWordLines);
    static const Words chinese = splitLines(chineseSimplifiedWordLines);
    return list == WordList::English ? english : chinese;
}

/// A list's words in byte order with their indices. The Chinese list is ordered by frequency.
using SortedWords = std::array<std::pair<std::string_view, std::size_t>, listSize>;

SortedWords sortedWords(WordList list) {
    SortedWords sorted;
    for (std::size_t i = 0; i < listSize; ++i) {
        sorted[i] = {wordsOf(list)[i], i};
    }
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

const SortedWords& sortedWordsOf(WordList list) {
    static const SortedWords english = sortedWords(WordList::English);
    static const SortedWords chinese = sortedWords(WordList::ChineseSimplified);
    return list == WordList::English ? english : chinese;
}

/// The index of a word. Of an English word the first four letters suffice: no two share them.
std::optional<std::size_t> indexOf(WordList list, std::string_view word) {
    const SortedWords& sorted = sortedWordsOf(list);
    const auto found = std::lower_bound(
        sorted.begin(), sorted.end(), word,
        [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
    if (found == sorted.end()) {
        return std::nullopt;
    }
    const bool abbreviated = list == WordList::English && word.size() == abbreviationSize &&
                             found->first.starts_with(word);
    return found->first == word || abbreviated ? std::optional(found->second) : std::nullopt;
}

bool isAscii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

/// How many bytes of white space `text` starts with: ASCII, no-break, the general-punctuation
/// spaces, the ideographic one, a byte order mark.
std::size_t whiteSpaceAt(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    if (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')) {
        return 1;
    }
    if (text.starts_with("\xc2\xa0")) {
        return 2;
    }
    const unsigned third = text.size() >= 3 ? static_cast<unsigned char>(text[2]) : 0;
    const bool punctuation =
        text.starts_with("\xe2\x80") &&
        ((third >= 0x80 && third <= 0x8b) || third == 0xa8 || third == 0xa9 || third == 0xaf);
    return punctuation || text.starts_with("\xe2\x81\x9f") || text.starts_with("\xe3\x80\x80") ||
                   text.starts_with("\xef\xbb\xbf")
               ? 3
               : 0;
}

void skipWhiteSpace(std::string_view& text) {
    while (const std::size_t count = whiteSpaceAt(text)) {
        text.remove_prefix(count);
    }
}

/// The list that a text's first letter belongs to.
WordList listOf(std::string_view text) {
    return text.empty() || isAscii(text.front()) ? WordList::English : WordList::ChineseSimplified;
}

/// Takes the next word: an English one reaches to white space, a Chinese one is one character,
/// with or without white space between them.
std::string_view takeWord(std::string_view& text, WordList list) {
    std::size_t size = 1;
    while (size < text.size() &&
           (list == WordList::English
                ? whiteSpaceAt(text.substr(size)) == 0
                : (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80U)) {
        ++size;
    }
    const std::string_view word = text.substr(0, size);
    text.remove_prefix(size);
    return word;
}

/// `word` as the list has it: lower case where it is ASCII.
std::optional<std::size_t> lookUp(WordList list, std::string_view word) {
    if (word.size() > wordSizeMax) {
        return std::nullopt;
    }
    WipedArray<wordSizeMax> lower;
    const auto letters = lower.forWriting();
    std::transform(word.begin(), word.end(), letters.begin(), [](char c) {
        return std::byte(static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
    });
    return indexOf(list, textOf(lower.view().first(word.size())));
}

void writeIndex(std::span<std::byte> encoded, std::size_t position, std::size_t index) {
    for (std::size_t bit = 0; bit < bitsPerWord; ++bit) {
        const std::size_t at = position * bitsPerWord + bit;
        const auto value = std::byte(index >> (bitsPerWord - 1 - bit) & 1U);
        encoded[at / 8] |= value << (7 - at % 8);
    }
}

std::size_t readIndex(ByteView encoded, std::size_t position) {
    std::size_t index = 0;
    for (std::size_t bit = 0; bit < bitsPerWord; ++bit) {
        const std::size_t at = position * bitsPerWord + bit;
        index = index << 1 |
                std::to_integer<std::size_t>(encoded[at / 8] >> (7 - at % 8) & std::byte{1});
    }
    return index;
}

/// The checksum of BIP-39: for 256 bits of entropy the first byte of their SHA-256.
std::byte checksumOf(ByteView entropy) {
    Digest hash = sha256(entropy);
    const std::byte first = hash.view().front();
    wipe({hash.data(), Digest::size});
    return first;
}

} // namespace

SecretBytes mnemonicFromRoot(const RootSecret& root, WordList list) {
    CHECK(!root.isEmpty());
    WipedArray<encodedSize> encoded;
    std::memcpy(encoded.forWriting().data(), root.expose().data(), RootSecret::size);
    encoded.forWriting().back() = checksumOf(root.expose());

    std::size_t size = wordCount - 1;
    for (std::size_t i = 0; i < wordCount; ++i) {
        size += mnemonicWord(list, readIndex(encoded.view(), i)).size();
    }
    SecretBytes text(size);
    auto target = text.exposeForWriting().begin();
    for (std::size_t i = 0; i < wordCount; ++i) {
        const ByteView word = bytesOf(mnemonicWord(list, readIndex(encoded.view(), i)));
        target = std::copy(word.begin(), word.end(), target);
        if (i + 1 < wordCount) {
            *target++ = std::byte{' '};
        }
    }
    wipeTraces();
    return text;
}

std::vector<SecretBytes> splitMnemonic(const SecretBytes& words) {
    std::vector<SecretBytes> split;
    if (words.isEmpty() || words.size() > inputMax) {
        return split;
    }
    std::string_view rest = textOf(words.expose());
    skipWhiteSpace(rest);
    const WordList list = listOf(rest);
    for (; !rest.empty(); skipWhiteSpace(rest)) {
        const std::string_view word = takeWord(rest, list);
        SecretBytes copy(word.size());
        std::memcpy(copy.exposeForWriting().data(), word.data(), word.size());
        split.push_back(std::move(copy));
    }
    return split;
}

bool isMnemonicWord(ByteView word) {
    const std::string_view text = textOf(word);
    return lookUp(listOf(text), text).has_value();
}

Result<RootSecret> rootFromMnemonic(const SecretBytes& words) {
    if (words.size() > inputMax) {
        return fail(ErrorCode::TooLarge, "recovery words");
    }
    std::string_view rest = textOf(words.expose());
    skipWhiteSpace(rest);
    const WordList list = listOf(rest);

    WipedArray<encodedSize> encoded;
    std::size_t count = 0;
    for (; !rest.empty(); skipWhiteSpace(rest)) {
        const std::optional<std::size_t> index = lookUp(list, takeWord(rest, list));
        ++count;
        if (!index) {
            return fail(ErrorCode::Malformed, "word " + std::to_string(count));
        }
        if (count <= wordCount) {
            writeIndex(encoded.forWriting(), count - 1, *index);
        }
    }
    if (count != wordCount) {
        return fail(ErrorCode::Malformed, std::to_string(count) + " words instead of 24");
    }
    const ByteView entropy = encoded.view().first(RootSecret::size);
    if (encoded.view().back() != checksumOf(entropy)) {
        return fail(ErrorCode::Malformed, "checksum of the recovery words");
    }
    SecretBytes root = SecretBytes::takeFrom(encoded.forWriting().first(RootSecret::size));
    wipeTraces();
    return RootSecret::from(std::move(root));
}

std::string_view mnemonicWord(WordList list, std::size_t index) {
    CHECK(index < listSize);
    return wordsOf(list)[index];
}

} // namespace consentry
