#include "ui/widgets/secret_text.h"

#include <QChar>

namespace consentry::ui {
namespace {

constexpr char32_t zeroWidthJoiner = 0x200D;
constexpr char32_t firstSkinTone = 0x1F3FB;
constexpr char32_t lastSkinTone = 0x1F3FF;

struct CodePoint {
    char32_t value = 0;
    std::size_t length = 0; ///< in bytes
};

constexpr std::uint32_t numberOf(std::byte value) {
    return std::to_integer<std::uint32_t>(value);
}

/// The first code point (RFC 3629 section 3); nothing where the bytes are none.
std::optional<CodePoint> decode(ByteView utf8) {
    if (utf8.empty()) {
        return std::nullopt;
    }
    const std::uint32_t first = numberOf(utf8[0]);
    const std::size_t length = first < 0x80             ? 1
                               : (first & 0xE0) == 0xC0 ? 2
                               : (first & 0xF0) == 0xE0 ? 3
                               : (first & 0xF8) == 0xF0 ? 4
                                                        : 0;
    if (length == 0 || utf8.size() < length) {
        return std::nullopt;
    }
    std::uint32_t value = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const std::uint32_t more = numberOf(utf8[i]);
        if ((more & 0xC0) != 0x80) {
            return std::nullopt;
        }
        value = (value << 6U) | (more & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool isSurrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest[length] || value > 0x10FFFF || isSurrogate) {
        return std::nullopt;
    }
    return CodePoint{value, length};
}

bool belongsToTheOneBefore(char32_t value) {
    return QChar::isMark(value) || value == zeroWidthJoiner ||
           (value >= firstSkinTone && value <= lastSkinTone);
}

bool belongsIntoAWord(ByteView utf8) {
    const auto point = decode(utf8);
    return point && QChar::isLetterOrNumber(point->value);
}

bool isWanted(char32_t value) {
    return QChar::isPrint(value) || belongsToTheOneBefore(value);
}

} // namespace

std::size_t characterLength(ByteView utf8) {
    const auto first = decode(utf8);
    std::size_t length = first ? first->length : std::min<std::size_t>(1, utf8.size());
    bool joined = false;
    while (const auto more = decode(utf8.subspan(length))) {
        if (!joined && !belongsToTheOneBefore(more->value)) {
            break;
        }
        joined = more->value == zeroWidthJoiner;
        length += more->length;
    }
    return length;
}

QString characterText(ByteView utf8) {
    return QString::fromUtf8(reinterpret_cast<const char*>(utf8.data()),
                             static_cast<qsizetype>(utf8.size()));
}

void wipeText(QString& text) {
    // A shared string would only be copied by writing to it.
    if (text.isDetached()) {
        wipe(std::as_writable_bytes(std::span(text.data(), static_cast<std::size_t>(text.size()))));
    }
    text.clear();
}

int SecretText::characterCount(std::size_t from, std::size_t to) const {
    int count = 0;
    for (std::size_t place = from; place < to; place = next(place)) {
        ++count;
    }
    return count;
}

std::size_t SecretText::next(std::size_t place) const {
    return place + characterLength(bytes().subspan(place));
}

std::size_t SecretText::previous(std::size_t place) const {
    std::size_t before = 0;
    for (std::size_t at = 0; at < place; at = next(at)) {
        before = at;
    }
    return before;
}

std::size_t SecretText::nextWord(std::size_t place) const {
    while (place < m_size && belongsIntoAWord(bytes().subspan(place))) {
        place = next(place);
    }
    while (place < m_size && !belongsIntoAWord(bytes().subspan(place))) {
        place = next(place);
    }
    return place;
}

std::size_t SecretText::previousWord(std::size_t place) const {
    const auto before = [this](std::size_t at) { return bytes().subspan(previous(at)); };
    while (place > 0 && !belongsIntoAWord(before(place))) {
        place = previous(place);
    }
    while (place > 0 && belongsIntoAWord(before(place))) {
        place = previous(place);
    }
    return place;
}

std::size_t SecretText::placeOfCharacter(int number) const {
    std::size_t place = 0;
    for (; number > 0 && place < m_size; --number) {
        place = next(place);
    }
    return place;
}

void SecretText::moveTo(std::size_t place, Anchor anchor) {
    m_cursor = std::min(place, m_size);
    if (anchor == Anchor::Moves) {
        m_anchor = m_cursor;
    }
}

void SecretText::selectAll() {
    m_anchor = 0;
    m_cursor = m_size;
}

bool SecretText::insert(ByteView utf8) {
    std::size_t wanted = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto point = decode(utf8.subspan(at));
        if (!point) {
            return false;
        }
        wanted += isWanted(point->value) ? point->length : 0;
        at += point->length;
    }
    const std::size_t freed = selectionEnd() - selectionStart();
    if (m_size - freed + wanted > secretTextMax) {
        return false;
    }
    if (wanted == 0) {
        return true;
    }
    erase(selectionStart(), selectionEnd());
    const auto memory = m_buffer.exposeForWriting();
    for (std::size_t i = m_size; i > m_cursor; --i) {
        memory[i - 1 + wanted] = memory[i - 1];
    }
    for (std::size_t at = 0; at < utf8.size();) {
        const CodePoint point = *decode(utf8.subspan(at));
        if (isWanted(point.value)) {
            copySecret(memory.subspan(m_cursor), utf8.subspan(at, point.length));
            m_cursor += point.length;
        }
        at += point.length;
    }
    m_size += wanted;
    m_anchor = m_cursor;
    return true;
}

void SecretText::erase(std::size_t from, std::size_t to) {
    const auto memory = m_buffer.exposeForWriting();
    const std::size_t removed = to - from;
    for (std::size_t i = to; i < m_size; ++i) {
        memory[i - removed] = memory[i];
    }
    wipe(memory.subspan(m_size - removed, removed));
    m_size -= removed;
    m_cursor = m_anchor = from;
}

void SecretText::eraseTo(std::size_t place) {
    if (hasSelection()) {
        erase(selectionStart(), selectionEnd());
    } else {
        erase(std::min(place, m_cursor), std::max(place, m_cursor));
    }
}

void SecretText::clear() {
    erase(0, m_size);
}

SecretBytes SecretText::take() {
    SecretBytes result(m_size);
    copySecret(result.exposeForWriting(), bytes());
    clear();
    return result;
}

} // namespace consentry::ui
