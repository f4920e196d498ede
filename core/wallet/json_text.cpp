#include "core/wallet/json_text.h"

#include <nlohmann/json.hpp>

namespace consentry::wallet {

std::string jsonString(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool isJson(std::string_view text) {
    return nlohmann::json::accept(text);
}

JsonList jsonTexts(const std::vector<std::string>& texts) {
    JsonList list;
    for (const std::string& text : texts) {
        list.text(text);
    }
    return list;
}

JsonObject& JsonObject::raw(std::string_view name, std::string_view json) {
    m_members += m_members.empty() ? "" : ",";
    m_members += jsonString(name);
    m_members += ':';
    m_members += json;
    return *this;
}

JsonObject& JsonObject::text(std::string_view name, std::string_view value) {
    return raw(name, jsonString(value));
}

JsonObject& JsonObject::textIfAny(std::string_view name, std::string_view value) {
    return value.empty() ? *this : text(name, value);
}

JsonObject& JsonObject::number(std::string_view name, std::uint64_t value) {
    return raw(name, std::to_string(value));
}

JsonObject& JsonObject::flag(std::string_view name, bool value) {
    return raw(name, value ? "true" : "false");
}

JsonObject& JsonObject::object(std::string_view name, const JsonObject& value) {
    return raw(name, value.str());
}

JsonObject& JsonObject::list(std::string_view name, const JsonList& value) {
    return raw(name, value.str());
}

JsonList& JsonList::raw(std::string_view json) {
    m_items += m_items.empty() ? "" : ",";
    m_items += json;
    return *this;
}

JsonList& JsonList::text(std::string_view value) {
    return raw(jsonString(value));
}

JsonList& JsonList::object(const JsonObject& value) {
    return raw(value.str());
}

} // namespace consentry::wallet
