#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace consentry::clinical {

enum class JsonKind : std::uint8_t { Absent, Null, False, True, Number, String, Array, Object };

/// What one JSON text may be at most. The defaults are those of one FHIR resource.
struct JsonLimits {
    std::size_t bytes = 16 * 1024 * 1024; ///< of the text; never above 1 GiB
    std::size_t depth = 64;               ///< nested arrays and objects
    std::size_t values = 1'000'000;       ///< keys and values together, 16 bytes of memory each
};

/// Why a text was refused.
enum class JsonFaultKind : std::uint8_t {
    None,
    Empty,        ///< nothing but white space
    Truncated,    ///< ends inside a value
    Syntax,       ///< a byte that RFC 8259 does not allow here
    Number,       ///< not a number of RFC 8259: "01", "1.", "-x"
    String,       ///< bad escape, lone surrogate, raw control character, U+0000
    Utf8,         ///< not UTF-8 (RFC 3629)
    DuplicateKey, ///< one name twice in an object (refused by RFC 7493 §2.3)
    Trailing,     ///< something behind the value
    TooDeep,
    TooLarge, ///< bytes or values
};

struct JsonFault {
    JsonFaultKind kind = JsonFaultKind::None;
    std::size_t offset = 0; ///< byte in the text
};

class JsonDocument;

/// A value inside a JsonDocument: two words, passed by value, usable while the document and the
/// text that it was read from live unchanged. Every question may be asked of every value; one that
/// does not fit its kind has an empty answer, because untrusted JSON may hold anything anywhere.
class JsonValue {
public:
    JsonValue() = default; ///< the absent value

    JsonKind kind() const;
    bool exists() const { return m_document != nullptr; }
    bool isObject() const { return kind() == JsonKind::Object; }
    bool isArray() const { return kind() == JsonKind::Array; }
    bool isString() const { return kind() == JsonKind::String; }
    bool isNumber() const { return kind() == JsonKind::Number; }

    /// A string's content, escapes resolved; a number's token exactly as written ("1.00", "1e400").
    std::string_view text() const;
    /// The content of a string, empty for all else.
    std::string_view string() const;
    std::optional<bool> boolean() const;
    /// The bytes of the text that an array, object or number was read from.
    std::string_view raw() const;

    /// A member of an object by name; absent where there is none.
    JsonValue operator[](std::string_view name) const;

    class Items;
    class Members;
    /// Elements of an array; nothing for all else.
    Items items() const;
    /// Elements of an array, or the value itself where it is something other than an array.
    Items oneOrMany() const;
    /// Names and values of an object, in the order of the text; nothing for all else.
    Members members() const;

private:
    friend class JsonDocument;
    JsonValue(const JsonDocument* document, std::uint32_t node)
        : m_document(document), m_node(node) {}

    const JsonDocument* m_document = nullptr;
    std::uint32_t m_node = 0;
};

/// A strictly read JSON text (RFC 8259 as narrowed by RFC 7493): valid UTF-8, no duplicate names,
/// no lone surrogates, and no U+0000, which FHIR forbids. Numbers are never converted: a FHIR
/// decimal carries its precision in its digits. One object can read many texts, one after the
/// other, and keeps its memory. One thread at a time.
///
/// The acceptance rules are this project's own and not a library's, because they decide whether a
/// record has a digest at all, and must not change with the version that a system packages.
class JsonDocument {
public:
    /// Malformed or TooLarge; `fault()` then says more. The text is not copied and must outlive
    /// every use of the values.
    Result<> read(std::string_view text, const JsonLimits& limits = {});

    const JsonFault& fault() const { return m_fault; }
    /// Absent after a failed read.
    JsonValue root() const;
    /// Levels of arrays and objects in the text.
    std::size_t depth() const { return m_depth; }

private:
    friend class JsonValue;
    friend class JsonReader;

    /// In the order of the text; an object's children alternate name, value.
    struct Node {
        std::uint32_t offset = 0; ///< into m_text, or into m_decoded
        std::uint32_t length = 0;
        std::uint32_t next = 0; ///< the node behind this one and everything below it
        JsonKind kind = JsonKind::Absent;
        bool decoded = false; ///< a string with escapes: its content lies in m_decoded
    };

    std::string_view m_text;
    std::string m_decoded;
    std::vector<Node> m_nodes;
    std::size_t m_depth = 0;
    JsonFault m_fault;
};

class JsonValue::Items {
public:
    class Iterator {
    public:
        Iterator(const JsonDocument* document, std::uint32_t node)
            : m_document(document), m_node(node) {}
        JsonValue operator*() const { return {m_document, m_node}; }
        Iterator& operator++();
        bool operator==(const Iterator&) const = default;

    private:
        const JsonDocument* m_document;
        std::uint32_t m_node;
    };
    Items(const JsonDocument* document, std::uint32_t first, std::uint32_t last)
        : m_document(document), m_first(first), m_last(last) {}
    Iterator begin() const { return {m_document, m_first}; }
    Iterator end() const { return {m_document, m_last}; }
    bool empty() const { return m_first == m_last; }

private:
    const JsonDocument* m_document;
    std::uint32_t m_first;
    std::uint32_t m_last;
};

class JsonValue::Members {
public:
    class Iterator {
    public:
        Iterator(const JsonDocument* document, std::uint32_t node)
            : m_document(document), m_node(node) {}
        std::pair<std::string_view, JsonValue> operator*() const {
            return {JsonValue(m_document, m_node).text(), JsonValue(m_document, m_node + 1)};
        }
        Iterator& operator++();
        bool operator==(const Iterator&) const = default;

    private:
        const JsonDocument* m_document;
        std::uint32_t m_node;
    };
    Members(const JsonDocument* document, std::uint32_t first, std::uint32_t last)
        : m_document(document), m_first(first), m_last(last) {}
    Iterator begin() const { return {m_document, m_first}; }
    Iterator end() const { return {m_document, m_last}; }
    bool empty() const { return m_first == m_last; }

private:
    const JsonDocument* m_document;
    std::uint32_t m_first;
    std::uint32_t m_last;
};

// Read millions of times in an import, so visible to the compiler.

inline JsonKind JsonValue::kind() const {
    return m_document ? m_document->m_nodes[m_node].kind : JsonKind::Absent;
}

inline std::string_view JsonValue::text() const {
    if (!m_document) {
        return {};
    }
    const JsonDocument::Node& node = m_document->m_nodes[m_node];
    if (node.kind != JsonKind::String && node.kind != JsonKind::Number) {
        return {};
    }
    const std::string_view source = node.decoded ? m_document->m_decoded : m_document->m_text;
    return source.substr(node.offset, node.length);
}

inline std::string_view JsonValue::string() const {
    return isString() ? text() : std::string_view();
}

inline JsonValue::Items JsonValue::items() const {
    return isArray() ? Items(m_document, m_node + 1, m_document->m_nodes[m_node].next)
                     : Items(m_document, m_node, m_node);
}

inline JsonValue::Items JsonValue::oneOrMany() const {
    return isArray() || !exists() ? items()
                                  : Items(m_document, m_node, m_document->m_nodes[m_node].next);
}

inline JsonValue::Members JsonValue::members() const {
    return isObject() ? Members(m_document, m_node + 1, m_document->m_nodes[m_node].next)
                      : Members(m_document, m_node, m_node);
}

inline JsonValue JsonValue::operator[](std::string_view name) const {
    if (!isObject()) {
        return {};
    }
    const std::vector<JsonDocument::Node>& nodes = m_document->m_nodes;
    const std::uint32_t end = nodes[m_node].next;
    for (std::uint32_t at = m_node + 1; at < end; at = nodes[at + 1].next) {
        // Nearly every name differs in its length already.
        if (nodes[at].length == name.size() && JsonValue(m_document, at).text() == name) {
            return {m_document, at + 1};
        }
    }
    return {};
}

inline JsonValue::Items::Iterator& JsonValue::Items::Iterator::operator++() {
    m_node = m_document->m_nodes[m_node].next;
    return *this;
}

inline JsonValue::Members::Iterator& JsonValue::Members::Iterator::operator++() {
    m_node = m_document->m_nodes[m_node + 1].next;
    return *this;
}

/// A stable English name, for reports and logs.
std::string_view jsonFaultName(JsonFaultKind kind);

} // namespace consentry::clinical
