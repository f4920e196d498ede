#include "core/node/application_state.h"

#include <nlohmann/json.hpp>

namespace consentry::node {
namespace {

constexpr const char* memberName = "registry_genesis";
/// A thousand organisations with all their keys are below two megabytes.
constexpr std::size_t jsonBytesMax = std::size_t{8} << 20U;

} // namespace

std::string toApplicationState(const registry::Genesis& genesis) {
    return nlohmann::json{{memberName, toBase64(registry::encodeGenesis(genesis))}}.dump();
}

Result<registry::Genesis> fromApplicationState(ByteView json) {
    if (json.size() > jsonBytesMax) {
        return fail(ErrorCode::TooLarge, "app_state of " + std::to_string(json.size()) + " bytes");
    }
    const auto parsed = nlohmann::json::parse(textOf(json), nullptr, /*allow_exceptions=*/false);
    if (!parsed.is_object() || parsed.size() != 1 || !parsed.contains(memberName) ||
        !parsed[memberName].is_string()) {
        return fail(ErrorCode::Malformed,
                    std::string("app_state must be {\"") + memberName + "\": \"<base64>\"}");
    }
    ASSIGN_OR_RETURN(const Bytes encoded,
                     fromBase64(parsed[memberName].get_ref<const std::string&>()));
    return registry::decodeGenesis(encoded);
}

} // namespace consentry::node
