#include "core/consent/templates.h"

#include "core/base/check.h"
#include "core/consent/concepts.h"
#include "core/consent/embedded_templates.h"
#include "core/consent/file_object.h"
#include "core/consent/period.h"

#include <algorithm>

namespace consentry::consent {
namespace {

/// Any day: only whether the words are understood matters.
const Instant someDay{std::chrono::hours(24 * 365 * 50)};

/// At least one.
Result<std::vector<std::string>> someTexts(const FileObject& object, const char* name) {
    ASSIGN_OR_RETURN(auto texts, object.texts(name));
    if (texts.empty()) {
        return fail(ErrorCode::Malformed, std::string("nothing in ") + name);
    }
    return texts;
}

Result<> readScope(const FileObject& object, GrantTemplate& result) {
    if (const auto word = object.text("scope"); word && *word == "everything") {
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

Result<> readWindow(const FileObject& object, GrantTemplate& result) {
    ASSIGN_OR_RETURN(result.window, object.text("window"));
    const auto utc = [](Instant) { return std::chrono::minutes(0); };
    if (result.window != "all" && !parseWindowStart(result.window, someDay, utc)) {
        return fail(ErrorCode::Malformed, "window");
    }
    return {};
}

Result<> readActions(const FileObject& object, GrantTemplate& result) {
    ASSIGN_OR_RETURN(const auto words, someTexts(object, "may"));
    for (const std::string& word : words) {
        ASSIGN_OR_RETURN(const Action action, parseAction(word));
        result.actions = result.actions | action;
    }
    return {};
}

Result<> readValidity(const FileObject& object, GrantTemplate& result) {
    ASSIGN_OR_RETURN(const std::uint64_t count, object.count("days"));
    if (count == 0 || count > static_cast<std::uint64_t>(limits::validityMax.count())) {
        return fail(ErrorCode::Malformed, "days");
    }
    result.validity = std::chrono::days(count);
    return {};
}

} // namespace

Result<GrantTemplate> parseGrantTemplate(std::string_view text) {
    ASSIGN_OR_RETURN(const FileObject object, FileObject::parse(text));
    GrantTemplate result;
    ASSIGN_OR_RETURN(result.id, object.text("id"));
    ASSIGN_OR_RETURN(result.nameEnglish, object.text("name_en"));
    ASSIGN_OR_RETURN(result.nameChinese, object.text("name_zh"));
    ASSIGN_OR_RETURN(result.detailEnglish, object.text("detail_en"));
    ASSIGN_OR_RETURN(result.detailChinese, object.text("detail_zh"));
    RETURN_IF_ERROR(readScope(object, result));
    RETURN_IF_ERROR(readWindow(object, result));
    ASSIGN_OR_RETURN(const std::string purpose, object.text("purpose"));
    ASSIGN_OR_RETURN(result.purpose, Purpose::fromCode(purpose));
    RETURN_IF_ERROR(readActions(object, result));
    RETURN_IF_ERROR(readValidity(object, result));
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
