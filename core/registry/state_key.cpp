#include "core/registry/state_key.h"

#include "core/base/check.h"
#include "core/crypto/tagged_hash.h"

#include <array>

namespace consentry::registry {
namespace {

constexpr std::array<std::string_view, 28> kindNames = {
    "",        "params",      "org",     "party",      "key",        "patient",   "epoch",
    "link",    "attestation", "grant",   "delegation", "request",    "emergency", "anchor",
    "dispute", "recovery",    "pending", "freeze",     "prerevoked", "proposal",  "rate",
    "staff",   "requests",    "grants",  "members",    "validators", "proposals", "upgrade",
};

} // namespace

std::string_view objectKindName(ObjectKind kind) {
    const auto index = static_cast<std::size_t>(kind);
    CHECK(index > 0 && index < kindNames.size());
    return kindNames[index];
}

StateKey stateKey(std::string_view chainId, ObjectKind kind,
                  std::initializer_list<ByteView> idParts) {
    return *StateKey::from(taggedHash(objectKindName(kind), chainId, idParts).view());
}

} // namespace consentry::registry
