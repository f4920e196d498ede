#include "core/adapters/sqlcipher/search_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

namespace consentry::adapters {

namespace {

/// A word longer than this is cut: nobody types it, and it would be a base64 blob.
constexpr std::size_t wordBytesMax = 48;

/// One letter alone stands for itself: as a prefix it would match nearly everything, slowly.
constexpr std::size_t prefixBytesMin = 2;

/// Takes one code point; a broken byte counts as a separator.
char32_t takeCodePoint(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const unsigned first = byte(at);
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    if (first < 0x80) {
        ++at;
        return first;
    }
    if (first >= 0xC2 && first < 0xE0 && continues(at + 1)) {
        const char32_t point = ((first & 0x1FU) << 6) | (byte(at + 1) & 0x3FU);
        at += 2;
        return point;
    }
    if (first >= 0xE0 && first < 0xF0 && continues(at + 1) && continues(at + 2)) {
        const char32_t point =
            ((first & 0x0FU) << 12) | ((byte(at + 1) & 0x3FU) << 6) | (byte(at + 2) & 0x3FU);
        at += 3;
        return point;
    }
    if (first >= 0xF0 && first < 0xF5 && continues(at + 1) && continues(at + 2) &&
        continues(at + 3)) {
        const char32_t point = ((first & 0x07U) << 18) | ((byte(at + 1) & 0x3FU) << 12) |
                               ((byte(at + 2) & 0x3FU) << 6) | (byte(at + 3) & 0x3FU);
        at += 4;
        return point;
    }
    ++at;
    return ' ';
}

template <class Text> void appendUtf8(Text& out, char32_t point) {
    const auto put = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | (point >> 6));
        put(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        put(0xE0 | (point >> 12));
        put(0x80 | ((point >> 6) & 0x3F));
        put(0x80 | (point & 0x3F));
    } else {
        put(0xF0 | (point >> 18));
        put(0x80 | ((point >> 12) & 0x3F));
        put(0x80 | ((point >> 6) & 0x3F));
        put(0x80 | (point & 0x3F));
    }
}

/// Written without spaces between words: indexed by characters and pairs.
bool isIdeographic(char32_t point) {
    return (point >= 0x3040 && point <= 0x30FF) || // kana
           (point >= 0x3400 && point <= 0x4DBF) || // Han extension A
           (point >= 0x4E00 && point <= 0x9FFF) || // Han
           (point >= 0xAC00 && point <= 0xD7A3) || // Hangul
           (point >= 0xF900 && point <= 0xFAFF) || // compatibility Han
           (point >= 0x20000 && point <= 0x323AF); // Han extensions B to H
}

/// U+00C0 to U+017F without case and diacritics; ' ' stands for "no letter".
constexpr char latinFold[] =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"  // 00C0-00FF
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"  // 0100-013F
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"; // 0140-017F
static_assert(sizeof latinFold - 1 == 0x180 - 0xC0);

/// Lower case without diacritics for Latin; lower case for Greek and Cyrillic; full-width forms
/// become ASCII. 0 for what separates words.
char32_t foldLetter(char32_t point) {
    if (point >= 0xFF10 && point <= 0xFF5A) {
        point = point - char32_t{0xFEE0};
    }
    if (point < 0x80) {
        if (point >= 'A' && point <= 'Z') {
            return point + 32;
        }
        return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9') ? point : 0;
    }
    if (point < 0xC0) {
        return point == 0xB5 ? 0x3BC : 0; // micro sign: Greek mu
    }
    if (point < 0x180) {
        const char folded = latinFold[point - 0xC0];
        return folded == ' ' ? U'\0' : static_cast<char32_t>(folded);
    }
    if ((point >= 0x391 && point <= 0x3A9) || (point >= 0x410 && point <= 0x42F)) {
        return point + 32;
    }
    if (point >= 0x400 && point <= 0x40F) {
        return point + 80;
    }
    const bool isPunctuation =
        (point >= 0x2000 && point <= 0x2BFF) || (point >= 0x3000 && point <= 0x303F) ||
        (point >= 0xE000 && point <= 0xF8FF) || (point >= 0xFE00 && point <= 0xFFFF);
    return isPunctuation ? 0 : point;
}

enum class Kind { Word, Character, Pair };

/// foldLetter of ASCII, where nearly all text of Western systems stays.
constexpr auto asciiFold = [] {
    std::array<char, 0x80> table{};
    for (char c = '0'; c <= '9'; ++c) {
        table[static_cast<std::size_t>(c)] = c;
    }
    for (char c = 'a'; c <= 'z'; ++c) {
        table[static_cast<std::size_t>(c)] = c;
        table[static_cast<std::size_t>(c - 'a' + 'A')] = c;
    }
    return table;
}();

/// A token being put together, without memory of its own to ask for.
class TokenBuffer {
public:
    void clear() { m_size = 0; }
    bool empty() const { return m_size == 0; }
    std::size_t size() const { return m_size; }
    void push_back(char c) { m_bytes[m_size++] = c; }
    std::string_view view() const { return {m_bytes.data(), m_size}; }

private:
    /// A word may end with a letter that begins just below the limit.
    std::array<char, wordBytesMax + 4> m_bytes;
    std::size_t m_size = 0;
};

/// Calls `emit(kind, token)` for every token. A pair comes after its two characters.
template <class Emit> void tokenize(std::string_view text, const Emit& emit) {
    TokenBuffer word;
    std::string_view previous; ///< the character before, in `text`
    const auto endWord = [&] {
        if (!word.empty()) {
            emit(Kind::Word, word.view());
            word.clear();
        }
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
            ++at;
            previous = {};
            if (const char letter = asciiFold[byte]; letter == 0) {
                endWord();
            } else if (word.size() < wordBytesMax) {
                word.push_back(letter);
            }
            continue;
        }
        const char32_t point = takeCodePoint(text, at);
        if (point >= 0x300 && point <= 0x36F) {
            continue; // combining marks of decomposed Latin
        }
        if (isIdeographic(point)) {
            endWord();
            const std::string_view character = text.substr(start, at - start);
            emit(Kind::Character, character);
            if (!previous.empty()) {
                // Only combining marks, which are no part of the pair, may stand between them.
                TokenBuffer pair;
                for (const std::string_view half : {previous, character}) {
                    std::for_each(half.begin(), half.end(), [&](char c) { pair.push_back(c); });
                }
                emit(Kind::Pair, pair.view());
            }
            previous = character;
            continue;
        }
        previous = {};
        const char32_t letter = foldLetter(point);
        if (letter == 0) {
            endWord();
        } else if (word.size() < wordBytesMax) {
            appendUtf8(word, letter);
        }
    }
    endWord();
}

/// Not inside a character: cutting there would make a false token.
std::string_view cutAt(std::string_view text, std::size_t sizeMax) {
    if (text.size() <= sizeMax) {
        return text;
    }
    while (sizeMax > 0 && (static_cast<unsigned char>(text[sizeMax]) & 0xC0U) == 0x80U) {
        --sizeMax;
    }
    return text.substr(0, sizeMax);
}

/// Up to eight bytes, the first one first; tokens hold no zero byte, which fills up shorter ones.
std::uint64_t beginningOf(std::string_view token) {
    std::uint64_t number = 0;
    std::memcpy(&number, token.data(), std::min(token.size(), sizeof number));
    if constexpr (std::endian::native == std::endian::little) {
        number = __builtin_bswap64(number);
    }
    return number;
}

/// The first `lettersMax` code points.
std::string cutAtLetters(const std::string& word, std::size_t lettersMax) {
    std::size_t at = 0;
    for (std::size_t letters = 0; at < word.size() && letters < lettersMax; ++letters) {
        takeCodePoint(word, at);
    }
    return word.substr(0, at);
}

} // namespace

std::string indexTokens(std::string_view text) {
    struct Token {
        std::uint64_t beginning; ///< the first bytes, as a number that compares as they do
        std::uint32_t offset;    ///< in `all`
        std::uint32_t size;
    };
    text = cutAt(text, tokenBytesMax);
    std::string all;
    all.reserve(text.size() * 2);
    std::vector<Token> tokens;
    tokens.reserve(text.size() / 4 + 1);
    tokenize(text, [&](Kind, std::string_view token) {
        tokens.push_back({beginningOf(token), static_cast<std::uint32_t>(all.size()),
                          static_cast<std::uint32_t>(token.size())});
        all += token;
    });
    const auto view = [&](const Token& token) {
        return std::string_view(all).substr(token.offset, token.size);
    };
    // Once is enough: the index keeps which record, not where in it.
    std::sort(tokens.begin(), tokens.end(), [&](const Token& a, const Token& b) {
        return a.beginning != b.beginning ? a.beginning < b.beginning : view(a) < view(b);
    });
    tokens.erase(std::unique(tokens.begin(), tokens.end(),
                             [&](const Token& a, const Token& b) {
                                 return a.beginning == b.beginning && view(a) == view(b);
                             }),
                 tokens.end());
    std::string joined;
    joined.reserve(all.size() + tokens.size());
    for (const Token& token : tokens) {
        joined += view(token);
        joined += ' ';
    }
    return joined;
}

std::string searchExpression(std::string_view query, std::size_t prefixMax) {
    // A character that is part of a pair adds nothing to that pair.
    struct Term {
        Kind kind;
        std::string text;
        bool covered = false;
    };
    std::vector<Term> terms;
    tokenize(cutAt(query, queryBytesMax), [&](Kind kind, std::string_view token) {
        if (kind == Kind::Pair) {
            for (std::size_t back = 1, seen = 0; back <= terms.size() && seen < 2; ++back) {
                Term& before = terms[terms.size() - back];
                if (before.kind == Kind::Character) {
                    before.covered = true;
                    ++seen;
                }
            }
        }
        terms.push_back({kind, std::string(token), false});
    });
    std::string expression;
    for (Term& term : terms) {
        if (term.covered) {
            continue;
        }
        if (term.kind == Kind::Word) {
            term.text = cutAtLetters(term.text, prefixMax);
        }
        expression += expression.empty() ? "" : " AND ";
        expression += '"' + term.text + '"';
        if (term.kind == Kind::Word && term.text.size() >= prefixBytesMin) {
            expression += '*';
        }
    }
    return expression;
}

} // namespace consentry::adapters
