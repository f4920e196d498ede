#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace consentry::wallet {

class JsonList;

/// A JSON object under construction. Members keep their order; whole resources go in byte for
/// byte, so that numbers keep their written precision.
class JsonObject {
public:
    JsonObject& text(std::string_view name, std::string_view value);
    /// Left out where the value is empty.
    JsonObject& textIfAny(std::string_view name, std::string_view value);
    JsonObject& number(std::string_view name, std::uint64_t value);
    JsonObject& flag(std::string_view name, bool value);
    JsonObject& object(std::string_view name, const JsonObject& value);
    JsonObject& list(std::string_view name, const JsonList& value);
    /// JSON text as it is; the caller knows that it is valid.
    JsonObject& raw(std::string_view name, std::string_view json);

    std::string str() const { return "{" + m_members + "}"; }

private:
    std::string m_members;
};

class JsonList {
public:
    JsonList& text(std::string_view value);
    JsonList& object(const JsonObject& value);
    JsonList& raw(std::string_view json);

    std::string str() const { return "[" + m_items + "]"; }

private:
    std::string m_items;
};

/// A string literal; bytes that are no UTF-8 become U+FFFD.
std::string jsonString(std::string_view text);
/// Whether the bytes are one JSON value.
bool isJson(std::string_view text);
JsonList jsonTexts(const std::vector<std::string>& texts);

} // namespace consentry::wallet
