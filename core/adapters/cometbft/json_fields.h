#pragma once

#include "core/clinical/json.h"
#include "core/light_client/timestamp.h"

#include <cstdint>

namespace consentry::cometbft {

// One member of an object of the engine's JSON, in its one allowed form. Malformed names the
// member.

/// An object that must be there.
Result<clinical::JsonValue> objectField(clinical::JsonValue object, std::string_view name);
/// A string that must be there.
Result<std::string_view> textField(clinical::JsonValue object, std::string_view name);
/// "42": a 64-bit integer as a string, 0 to 2^63 − 1.
Result<std::uint64_t> longField(clinical::JsonValue object, std::string_view name);
/// "-42": with a sign.
Result<std::int64_t> signedLongField(clinical::JsonValue object, std::string_view name);
/// 42: a 32-bit integer as a number.
Result<std::uint32_t> intField(clinical::JsonValue object, std::string_view name);
Result<bool> boolField(clinical::JsonValue object, std::string_view name);
/// Upper-case hexadecimal, empty allowed.
Result<Bytes> hexField(clinical::JsonValue object, std::string_view name);
/// Base64; null is empty, as the engine writes empty bytes either way.
Result<Bytes> base64Field(clinical::JsonValue object, std::string_view name);
Result<light_client::Timestamp> timeField(clinical::JsonValue object, std::string_view name);
/// The elements of a list; null is an empty one. TooLarge beyond `max`.
Result<std::vector<clinical::JsonValue>> listField(clinical::JsonValue object,
                                                   std::string_view name, std::size_t max);

template <class Fixed>
Result<Fixed> fixedHexField(clinical::JsonValue object, std::string_view name) {
    ASSIGN_OR_RETURN(const Bytes bytes, hexField(object, name));
    return Fixed::from(bytes);
}
template <class Fixed>
Result<Fixed> fixedBase64Field(clinical::JsonValue object, std::string_view name) {
    ASSIGN_OR_RETURN(const Bytes bytes, base64Field(object, name));
    return Fixed::from(bytes);
}

} // namespace consentry::cometbft
