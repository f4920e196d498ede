#include "core/base/byte_marks.h"
#include "core/clinical/json.h"

#include <simdjson.h>

#include <algorithm>

namespace consentry::clinical {
namespace {

constexpr std::size_t textBytesMax = 1024 * 1024 * 1024; ///< offsets are 32 bits wide

bool isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// What ends a run of plain string characters.
bool endsRun(char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

/// How many of the eight bytes are before one that ends a run.
std::size_t plainInString(const char* at) {
    const std::uint64_t word = eightBytes(at);
    return bytesBefore(marksEqual(word, '"') | marksEqual(word, '\\') | marksBelow(word, 0x20));
}

/// Length of the UTF-8 sequence that starts at `text[at]`, or 0 where it is not valid (RFC 3629).
std::size_t sequenceLength(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return follows(1) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) > 0x9F;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool overlong = lead == 0xF0 && byte(1) < 0x90;
        const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

/// Where the first wrong byte stands. The fast check only says that there is one.
std::size_t firstBadUtf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = sequenceLength(text, at);
        if (length == 0) {
            break;
        }
        at += length;
    }
    return at;
}

void appendUtf8(std::string& target, std::uint32_t point) {
    const auto put = [&](std::uint32_t byte) { target += static_cast<char>(byte); };
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

} // namespace

/// One reading of one text into the document's nodes. Recursive, which the depth limit bounds.
class JsonReader {
public:
    JsonReader(JsonDocument& document, const JsonLimits& limits)
        : m_document(document), m_text(document.m_text), m_limits(limits) {}

    bool readText() {
        skipSpace();
        if (m_at == m_text.size()) {
            return refuse(JsonFaultKind::Empty);
        }
        if (!readValue(0)) {
            return false;
        }
        skipSpace();
        return m_at == m_text.size() || refuse(JsonFaultKind::Trailing);
    }

private:
    using Node = JsonDocument::Node;

    bool refuse(JsonFaultKind kind) { return refuseAt(kind, m_at); }
    bool refuseAt(JsonFaultKind kind, std::size_t offset) {
        m_document.m_fault = {kind, offset};
        return false;
    }
    /// A byte that does not fit, or the end of the text.
    bool refuseByte() {
        return refuse(m_at < m_text.size() ? JsonFaultKind::Syntax : JsonFaultKind::Truncated);
    }

    void skipSpace() {
        while (m_at < m_text.size() && isSpace(m_text[m_at])) {
            ++m_at;
        }
    }
    char current() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool addNode(JsonKind kind, std::size_t offset, std::size_t length, bool decoded = false) {
        std::vector<Node>& nodes = m_document.m_nodes;
        if (nodes.size() >= m_limits.values) {
            return refuse(JsonFaultKind::TooLarge);
        }
        nodes.push_back({std::uint32_t(offset), std::uint32_t(length),
                         std::uint32_t(nodes.size() + 1), kind, decoded});
        return true;
    }

    bool readValue(std::size_t depth) {
        switch (current()) {
        case '{':
            return readContainer(depth + 1, JsonKind::Object);
        case '[':
            return readContainer(depth + 1, JsonKind::Array);
        case '"':
            return readString();
        case 't':
            return readWord("true", JsonKind::True);
        case 'f':
            return readWord("false", JsonKind::False);
        case 'n':
            return readWord("null", JsonKind::Null);
        default:
            return readNumber();
        }
    }

    bool readContainer(std::size_t depth, JsonKind kind) {
        if (depth > m_limits.depth) {
            return refuse(JsonFaultKind::TooDeep);
        }
        m_document.m_depth = std::max(m_document.m_depth, depth);
        const std::size_t start = m_at;
        const std::size_t node = m_document.m_nodes.size();
        if (!addNode(kind, start, 0)) {
            return false;
        }
        ++m_at;
        const bool isObject = kind == JsonKind::Object;
        if (!readChildren(depth, isObject) || (isObject && !namesDiffer(node))) {
            return false;
        }
        m_document.m_nodes[node].length = std::uint32_t(m_at - start);
        m_document.m_nodes[node].next = std::uint32_t(m_document.m_nodes.size());
        return true;
    }

    bool readChildren(std::size_t depth, bool isObject) {
        const char close = isObject ? '}' : ']';
        skipSpace();
        if (current() == close) {
            ++m_at;
            return true;
        }
        for (;;) {
            if (isObject && !readName()) {
                return false;
            }
            skipSpace();
            if (!readValue(depth)) {
                return false;
            }
            skipSpace();
            if (current() == close) {
                ++m_at;
                return true;
            }
            if (current() != ',') {
                return refuseByte();
            }
            ++m_at;
            skipSpace();
        }
    }

    bool readName() {
        if (current() != '"') {
            return refuseByte();
        }
        if (!readString()) {
            return false;
        }
        skipSpace();
        if (current() != ':') {
            return refuseByte();
        }
        ++m_at;
        return true;
    }

    /// Names are compared after their escapes are resolved.
    bool namesDiffer(std::size_t object) {
        constexpr std::size_t fewNames = 12;
        const std::size_t first = m_names.size();
        const std::vector<Node>& nodes = m_document.m_nodes;
        for (std::size_t i = object + 1; i < nodes.size(); i = nodes[i + 1].next) {
            m_names.push_back(nameAt(nodes[i]));
        }
        const auto begin = m_names.begin() + std::ptrdiff_t(first);
        bool differ = true;
        if (m_names.size() - first <= fewNames) {
            for (auto a = begin; a != m_names.end() && differ; ++a) {
                differ = std::find(a + 1, m_names.end(), *a) == m_names.end();
            }
        } else {
            std::sort(begin, m_names.end());
            differ = std::adjacent_find(begin, m_names.end()) == m_names.end();
        }
        m_names.resize(first);
        return differ || refuseAt(JsonFaultKind::DuplicateKey, nodes[object].offset);
    }

    std::string_view nameAt(const Node& node) const {
        const std::string_view source = node.decoded ? m_document.m_decoded : m_text;
        return source.substr(node.offset, node.length);
    }

    bool readWord(std::string_view word, JsonKind kind) {
        for (const char c : word) {
            if (current() != c) {
                return refuseByte();
            }
            ++m_at;
        }
        return addNode(kind, m_at - word.size(), word.size());
    }

    /// RFC 8259 §6, kept as written.
    bool readNumber() {
        const std::size_t start = m_at;
        if (current() == '-') {
            ++m_at;
        }
        if (m_at < m_text.size() && m_at == start && !isDigit(current())) {
            return refuse(JsonFaultKind::Syntax);
        }
        if (current() == '0') {
            ++m_at;
        } else if (!skipDigits()) {
            return refuseNumber();
        }
        if (current() == '.') {
            ++m_at;
            if (!skipDigits()) {
                return refuseNumber();
            }
        }
        if (current() == 'e' || current() == 'E') {
            ++m_at;
            if (current() == '+' || current() == '-') {
                ++m_at;
            }
            if (!skipDigits()) {
                return refuseNumber();
            }
        }
        if (isDigit(current())) { // "012"
            return refuseNumber();
        }
        return addNode(JsonKind::Number, start, m_at - start);
    }

    bool skipDigits() {
        const std::size_t start = m_at;
        while (isDigit(current())) {
            ++m_at;
        }
        return m_at > start;
    }

    bool refuseNumber() {
        return refuse(m_at < m_text.size() ? JsonFaultKind::Number : JsonFaultKind::Truncated);
    }

    bool readString() {
        const std::size_t start = ++m_at;
        skipPlain();
        if (current() == '"' && m_at < m_text.size()) {
            ++m_at;
            return addNode(JsonKind::String, start, m_at - 1 - start);
        }
        return readEscapedString(start);
    }

    /// Over everything that stands for itself in a string.
    void skipPlain() {
        while (m_at + 8 <= m_text.size()) {
            const std::size_t plain = plainInString(m_text.data() + m_at);
            m_at += plain;
            if (plain < 8) {
                return;
            }
        }
        while (m_at < m_text.size() && !endsRun(m_text[m_at])) {
            ++m_at;
        }
    }

    bool readEscapedString(std::size_t start) {
        std::string& decoded = m_document.m_decoded;
        const std::size_t target = decoded.size();
        std::size_t run = start;
        for (;;) {
            decoded.append(m_text, run, m_at - run);
            if (m_at == m_text.size()) {
                return refuse(JsonFaultKind::Truncated);
            }
            if (m_text[m_at] == '"') {
                ++m_at;
                return addNode(JsonKind::String, target, decoded.size() - target, true);
            }
            if (m_text[m_at] != '\\') { // a raw control character
                return refuse(JsonFaultKind::String);
            }
            ++m_at;
            if (!readEscape()) {
                return false;
            }
            run = m_at;
            skipPlain();
        }
    }

    bool readEscape() {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (m_at == m_text.size()) {
            return refuse(JsonFaultKind::Truncated);
        }
        const char letter = m_text[m_at];
        if (letter == 'u') {
            return readUnicodeEscape();
        }
        const std::size_t found = letters.find(letter);
        if (found == std::string_view::npos) {
            return refuse(JsonFaultKind::String);
        }
        m_document.m_decoded += meanings[found];
        ++m_at;
        return true;
    }

    bool readUnicodeEscape() {
        std::uint32_t unit = 0;
        if (!readUnit(unit)) {
            return false;
        }
        if (unit == 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) {
            return refuse(JsonFaultKind::String);
        }
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            std::uint32_t low = 0;
            if (current() != '\\') {
                return refuseEscape();
            }
            ++m_at;
            if (current() != 'u') {
                return refuseEscape();
            }
            if (!readUnit(low)) {
                return false;
            }
            if (low < 0xDC00 || low > 0xDFFF) {
                return refuse(JsonFaultKind::String);
            }
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
        appendUtf8(m_document.m_decoded, unit);
        return true;
    }

    bool refuseEscape() {
        return refuse(m_at < m_text.size() ? JsonFaultKind::String : JsonFaultKind::Truncated);
    }

    /// The four digits behind the "u" under the cursor.
    bool readUnit(std::uint32_t& unit) {
        ++m_at;
        for (int i = 0; i < 4; ++i) {
            const char c = current();
            if (isDigit(c)) {
                unit = unit * 16 + std::uint32_t(c - '0');
            } else if (c >= 'a' && c <= 'f') {
                unit = unit * 16 + std::uint32_t(c - 'a' + 10);
            } else if (c >= 'A' && c <= 'F') {
                unit = unit * 16 + std::uint32_t(c - 'A' + 10);
            } else {
                return refuseEscape();
            }
            ++m_at;
        }
        return true;
    }

    JsonDocument& m_document;
    std::string_view m_text;
    const JsonLimits& m_limits;
    std::size_t m_at = 0;
    std::vector<std::string_view> m_names;
};

Result<> JsonDocument::read(std::string_view text, const JsonLimits& limits) {
    m_text = text;
    m_decoded.clear();
    m_nodes.clear();
    m_depth = 0;
    m_fault = {};
    if (text.size() > std::min(limits.bytes, textBytesMax)) {
        m_fault = {JsonFaultKind::TooLarge, limits.bytes};
        return fail(ErrorCode::TooLarge, "JSON text of " + std::to_string(text.size()) + " bytes");
    }
    bool good = simdjson::validate_utf8(text.data(), text.size());
    if (!good) {
        m_fault = {JsonFaultKind::Utf8, firstBadUtf8(text)};
    } else {
        good = JsonReader(*this, limits).readText();
    }
    if (!good) {
        m_nodes.clear();
        const bool limit =
            m_fault.kind == JsonFaultKind::TooDeep || m_fault.kind == JsonFaultKind::TooLarge;
        return fail(limit ? ErrorCode::TooLarge : ErrorCode::Malformed,
                    "JSON " + std::string(jsonFaultName(m_fault.kind)) + " at byte " +
                        std::to_string(m_fault.offset));
    }
    return {};
}

} // namespace consentry::clinical
