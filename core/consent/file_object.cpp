#include "core/consent/file_object.h"

#include <nlohmann/json.hpp>

namespace consentry::consent {

using Json = nlohmann::json;

struct FileObject::Value {
    Json json;

    /// nullptr where it is not there.
    const Json* find(const char* name) const {
        const auto found = json.find(name);
        return found == json.end() ? nullptr : &*found;
    }
};

namespace {

tl::unexpected<Error> malformed(const char* expected, const char* name) {
    return fail(ErrorCode::Malformed, std::string("no ") + expected + " in " + name);
}

} // namespace

Result<FileObject> FileObject::parse(std::string_view json) {
    auto value = std::make_shared<Value>(Value{Json::parse(json, nullptr, false)});
    if (!value->json.is_object()) {
        return fail(ErrorCode::Malformed, "no JSON object");
    }
    return FileObject(std::move(value));
}

Result<std::string> FileObject::text(const char* name) const {
    const Json* found = m_value->find(name);
    if (found == nullptr || !found->is_string() || found->get_ref<const std::string&>().empty()) {
        return malformed("text", name);
    }
    return found->get<std::string>();
}

Result<std::vector<std::string>> FileObject::texts(const char* name) const {
    std::vector<std::string> all;
    const Json* found = m_value->find(name);
    if (found == nullptr) {
        return all;
    }
    if (!found->is_array() || found->size() > listMax) {
        return malformed("list", name);
    }
    for (const Json& item : *found) {
        if (!item.is_string()) {
            return malformed("text", name);
        }
        all.push_back(item.get<std::string>());
    }
    return all;
}

Result<bool> FileObject::flag(const char* name) const {
    const Json* found = m_value->find(name);
    if (found != nullptr && !found->is_boolean()) {
        return malformed("boolean", name);
    }
    return found != nullptr && found->get<bool>();
}

Result<std::uint64_t> FileObject::count(const char* name) const {
    const Json* found = m_value->find(name);
    if (found == nullptr || !found->is_number_unsigned()) {
        return malformed("number", name);
    }
    return found->get<std::uint64_t>();
}

Result<std::vector<FileObject>> FileObject::objects(const char* name) const {
    std::vector<FileObject> all;
    const Json* found = m_value->find(name);
    if (found == nullptr) {
        return all;
    }
    if (!found->is_array() || found->size() > listMax) {
        return malformed("list", name);
    }
    for (const Json& item : *found) {
        if (!item.is_object()) {
            return malformed("object", name);
        }
        all.push_back(FileObject(std::make_shared<const Value>(Value{item})));
    }
    return all;
}

} // namespace consentry::consent
