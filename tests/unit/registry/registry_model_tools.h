#pragma once

#include "tests/unit/registry/registry_model.h"

#include <algorithm>

/// Small things that every part of the model uses.
namespace consentry::registry::test {

inline const std::string ok = "ACCEPTED";
inline constexpr std::int64_t hourMs = 3'600'000;
inline constexpr std::int64_t dayMs = 24 * hourMs;

/// The value of a key, or nothing.
template <class Map, class K> auto* at(Map& map, const K& key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

/// The id of what a transaction made.
template <class Id> Id made(const std::string& chain, const PartyId& by, const Nonce& nonce) {
    return objectIdFrom<Id>(chain, by, nonce);
}

} // namespace consentry::registry::test
