#include "core/consent/own_labels.h"

#include <algorithm>

namespace consentry::consent {
namespace {

constexpr OwnLabel labels[] = {
    {"PRS", {"keep this to myself", "不想让别人知道"}},
    {"PSY", {"mental health", "精神心理"}},
    {"HIV", {"HIV/AIDS", "艾滋病"}},
    {"SEX", {"sexuality and reproduction", "性与生殖"}},
    {"GDIS", {"genetic", "遗传"}},
    {"SUD", {"addiction", "成瘾"}},
};

} // namespace

std::span<const OwnLabel> ownLabels() {
    return labels;
}

std::vector<std::string> labelCodes(std::string_view joined) {
    std::vector<std::string> codes;
    while (!joined.empty()) {
        const std::size_t blank = std::min(joined.find(' '), joined.size());
        if (blank > 0) {
            codes.emplace_back(joined.substr(0, blank));
        }
        joined.remove_prefix(std::min(blank + 1, joined.size()));
    }
    return codes;
}

std::string ownLabelWords(std::string_view joined, Language language) {
    std::string words;
    for (const std::string& code : labelCodes(joined)) {
        const auto* found = std::find_if(std::begin(labels), std::end(labels),
                                         [&](const OwnLabel& one) { return one.code == code; });
        if (!words.empty()) {
            words += language == Language::English ? ", " : "、";
        }
        words += found == std::end(labels) ? std::string_view(code) : found->name.in(language);
    }
    return words;
}

} // namespace consentry::consent
