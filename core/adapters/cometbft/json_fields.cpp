#include "core/adapters/cometbft/json_fields.h"

#include <charconv>
#include <limits>

namespace consentry::cometbft {
namespace {

using clinical::JsonKind;
using clinical::JsonValue;

tl::unexpected<Error> bad(std::string_view name) {
    return fail(ErrorCode::Malformed, "reply: " + std::string(name));
}

/// The one decimal form: no sign but a minus where `Integer` has one, no leading zero, no "-0".
template <class Integer> Result<Integer> decimal(std::string_view text, std::string_view name) {
    const std::string_view digits =
        std::numeric_limits<Integer>::is_signed && text.starts_with('-') ? text.substr(1) : text;
    if (digits.empty() || (digits[0] == '0' && text.size() > 1)) {
        return bad(name);
    }
    Integer number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        return bad(name);
    }
    return number;
}

} // namespace

Result<JsonValue> objectField(JsonValue object, std::string_view name) {
    const JsonValue field = object[name];
    return field.isObject() ? Result<JsonValue>(field) : bad(name);
}

Result<std::string_view> textField(JsonValue object, std::string_view name) {
    const JsonValue field = object[name];
    return field.isString() ? Result<std::string_view>(field.text()) : bad(name);
}

Result<std::uint64_t> longField(JsonValue object, std::string_view name) {
    ASSIGN_OR_RETURN(const std::int64_t number, signedLongField(object, name));
    return number >= 0 ? Result<std::uint64_t>(static_cast<std::uint64_t>(number)) : bad(name);
}

Result<std::int64_t> signedLongField(JsonValue object, std::string_view name) {
    ASSIGN_OR_RETURN(const std::string_view text, textField(object, name));
    return decimal<std::int64_t>(text, name);
}

Result<std::uint32_t> intField(JsonValue object, std::string_view name) {
    const JsonValue field = object[name];
    return field.isNumber() ? decimal<std::uint32_t>(field.text(), name) : bad(name);
}

Result<bool> boolField(JsonValue object, std::string_view name) {
    const auto value = object[name].boolean();
    return value ? Result<bool>(*value) : bad(name);
}

Result<Bytes> hexField(JsonValue object, std::string_view name) {
    ASSIGN_OR_RETURN(const std::string_view text, textField(object, name));
    for (const char c : text) {
        if (c >= 'a' && c <= 'f') {
            return bad(name);
        }
    }
    auto bytes = fromHex(text);
    return bytes ? std::move(bytes) : bad(name);
}

Result<Bytes> base64Field(JsonValue object, std::string_view name) {
    if (object[name].kind() == JsonKind::Null) {
        return Bytes();
    }
    ASSIGN_OR_RETURN(const std::string_view text, textField(object, name));
    auto bytes = fromBase64(text);
    return bytes ? std::move(bytes) : bad(name);
}

Result<light_client::Timestamp> timeField(JsonValue object, std::string_view name) {
    ASSIGN_OR_RETURN(const std::string_view text, textField(object, name));
    return light_client::Timestamp::parse(text);
}

Result<std::vector<JsonValue>> listField(JsonValue object, std::string_view name, std::size_t max) {
    const JsonValue field = object[name];
    std::vector<JsonValue> list;
    if (field.kind() == JsonKind::Null) {
        return list;
    }
    if (!field.isArray()) {
        return bad(name);
    }
    for (const JsonValue item : field.items()) {
        if (list.size() == max) {
            return fail(ErrorCode::TooLarge, "reply: " + std::string(name));
        }
        list.push_back(item);
    }
    return list;
}

} // namespace consentry::cometbft
