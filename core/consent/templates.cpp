#include "core/consent/templates.h"

#include "core/base/check.h"
#include "core/consent/concepts.h"
#include "core/consent/embedded_templates.h"
#include "core/consent/file_fields.h"
#include "core/consent/period.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace consentry::consent {
namespace {

using Json = nlohmann::json;

/// Any day: only whether the words are understood matters.
const Instant someDay{std::chrono::hours(24 * 365 * 50)};

/// At least one.
Result<std::vector<std::string>> someTexts(const Json& object, const char* name) {
    ASSIGN_OR_RETURN(auto texts, fields::textList(object, name));
    if (texts.empty()) {
        return fail(ErrorCode::Malformed, std::string("nothing in ") + name);
    }
    return texts;
}

Result<> readScope(const Json& object, GrantTemplate& result) {
    const auto found = object.find("scope");
    if (found != object.end() && *found == "everything") {
        result.everything = true;
        return {};
    }
    ASSIGN_OR_RETURN(result.concepts, someTexts(object, "scope"));
    for (const std::string& id : result.concepts) {
        if (ConceptCatalogue::standard().find(id) == nullptr) {
            return fail(ErrorCode::Malformed, "unknown concept " + id);
        }
    }
    return {};
}

Result<> readWindow(const Json& object, GrantTemplate& result) {
    ASSIGN_OR_RETURN(result.window, fields::text(object, "window"));
    const auto utc = [](Instant) { return std::chrono::minutes(0); };
    if (result.window != "all" && !parseWindowStart(result.window, someDay, utc)) {
        return fail(ErrorCode::Malformed, "window");
    }
    return {};
}

Result<> readActions(const Json& object, GrantTemplate& result) {
    ASSIGN_OR_RETURN(const auto words, someTexts(object, "may"));
    for (const std::string& word : words) {
        ASSIGN_OR_RETURN(const Action action, parseAction(word));
        result.actions = result.actions | action;
    }
    return {};
}

Result<> readValidity(const Json& object, GrantTemplate& result) {
    const auto found = object.find("days");
    if (found == object.end() || !found->is_number_unsigned()) {
        return fail(ErrorCode::Malformed, "no number in days");
    }
    const auto count = found->get<std::uint64_t>();
    if (count == 0 || count > static_cast<std::uint64_t>(limits::validityMax.count())) {
        return fail(ErrorCode::Malformed, "days");
    }
    result.validity = std::chrono::days(count);
    return {};
}

} // namespace

Result<GrantTemplate> parseGrantTemplate(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return fail(ErrorCode::Malformed, "no JSON object");
    }
    GrantTemplate result;
    ASSIGN_OR_RETURN(result.id, fields::text(json, "id"));
    ASSIGN_OR_RETURN(result.nameEnglish, fields::text(json, "name_en"));
    ASSIGN_OR_RETURN(result.nameChinese, fields::text(json, "name_zh"));
    ASSIGN_OR_RETURN(result.detailEnglish, fields::text(json, "detail_en"));
    ASSIGN_OR_RETURN(result.detailChinese, fields::text(json, "detail_zh"));
    RETURN_IF_ERROR(readScope(json, result));
    RETURN_IF_ERROR(readWindow(json, result));
    ASSIGN_OR_RETURN(const std::string purpose, fields::text(json, "purpose"));
    ASSIGN_OR_RETURN(result.purpose, Purpose::fromCode(purpose));
    RETURN_IF_ERROR(readActions(json, result));
    RETURN_IF_ERROR(readValidity(json, result));
    return result;
}

std::span<const GrantTemplate> grantTemplates() {
    static const std::vector<GrantTemplate> all = [] {
        std::vector<GrantTemplate> templates;
        for (const std::string_view file : embeddedTemplateFiles()) {
            auto one = parseGrantTemplate(file);
            CHECK(one.has_value()); // the build's own files; a test reads each of them
            templates.push_back(std::move(*one));
        }
        return templates;
    }();
    return all;
}

const GrantTemplate* findGrantTemplate(std::string_view id) {
    const auto all = grantTemplates();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const GrantTemplate& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace consentry::consent
