#pragma once

#include "core/registry/field_codec.h"
#include "core/registry/types.h"

namespace consentry::registry {

// Internal to core/registry: which numbers the field codec accepts for each enum.

inline bool isValidEnum(PartyKind, std::uint64_t number) {
    return isFromOneTo(number, PartyKind::Organization);
}
inline bool isValidEnum(KeyRole, std::uint64_t number) {
    return isFromOneTo(number, KeyRole::Validator);
}
inline bool isValidEnum(AttestedRole, std::uint64_t number) {
    return isFromOneTo(number, AttestedRole::Reviewer);
}
inline bool isValidEnum(AccessKind, std::uint64_t number) {
    return isFromOneTo(number, AccessKind::DenialCount);
}
inline bool isValidEnum(AccessBasis, std::uint64_t number) {
    return isFromOneTo(number, AccessBasis::None);
}
inline bool isValidEnum(AccessDecision, std::uint64_t number) {
    return isFromOneTo(number, AccessDecision::Deny);
}
inline bool isValidEnum(LogEventType, std::uint64_t number) {
    return isKnownLogEventType(number);
}

} // namespace consentry::registry
