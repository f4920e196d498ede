#include "core/consent/file_fields.h"

namespace consentry::consent::fields {

using Json = nlohmann::json;

Result<std::string> text(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string() ||
        found->get_ref<const std::string&>().empty()) {
        return fail(ErrorCode::Malformed, std::string("no text in ") + name);
    }
    return found->get<std::string>();
}

Result<std::vector<std::string>> textList(const Json& object, const char* name) {
    std::vector<std::string> texts;
    const auto found = object.find(name);
    if (found == object.end()) {
        return texts;
    }
    if (!found->is_array()) {
        return fail(ErrorCode::Malformed, std::string("no list in ") + name);
    }
    for (const Json& item : *found) {
        if (!item.is_string()) {
            return fail(ErrorCode::Malformed, std::string("no text in ") + name);
        }
        texts.push_back(item.get<std::string>());
    }
    return texts;
}

} // namespace consentry::consent::fields
