#include "core/clinical/json.h"

namespace consentry::clinical {

std::optional<bool> JsonValue::boolean() const {
    switch (kind()) {
    case JsonKind::True:
        return true;
    case JsonKind::False:
        return false;
    default:
        return std::nullopt;
    }
}

std::string_view JsonValue::raw() const {
    if (!isArray() && !isObject() && !isNumber()) {
        return {};
    }
    const JsonDocument::Node& node = m_document->m_nodes[m_node];
    return m_document->m_text.substr(node.offset, node.length);
}

JsonValue JsonDocument::root() const {
    return m_nodes.empty() ? JsonValue() : JsonValue(this, 0);
}

std::string_view jsonFaultName(JsonFaultKind kind) {
    switch (kind) {
    case JsonFaultKind::None:
        return "none";
    case JsonFaultKind::Empty:
        return "empty";
    case JsonFaultKind::Truncated:
        return "truncated";
    case JsonFaultKind::Syntax:
        return "syntax";
    case JsonFaultKind::Number:
        return "number";
    case JsonFaultKind::String:
        return "string";
    case JsonFaultKind::Utf8:
        return "utf-8";
    case JsonFaultKind::DuplicateKey:
        return "duplicate key";
    case JsonFaultKind::Trailing:
        return "trailing content";
    case JsonFaultKind::TooDeep:
        return "too deep";
    case JsonFaultKind::TooLarge:
        return "too large";
    }
    return "unknown";
}

} // namespace consentry::clinical
