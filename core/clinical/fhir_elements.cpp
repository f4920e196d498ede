#include "core/clinical/fhir_elements.h"

#include <algorithm>

namespace consentry::clinical {
namespace {

constexpr std::size_t codesMax = 256; ///< of one concept; more are left out of lists and scopes

JsonValue firstOf(JsonValue value) {
    if (!value.isArray()) {
        return value;
    }
    const auto items = value.items();
    return items.empty() ? JsonValue() : *items.begin();
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string joined(std::string_view a, std::string_view separator, std::string_view b) {
    std::string text(a);
    if (!a.empty() && !b.empty()) {
        text += separator;
    }
    text += b;
    return text;
}

/// True for Han, Kana and Hangul: all of them are three or four bytes in UTF-8 from E2 BA on.
bool isEastAsian(std::string_view name) {
    return name.size() >= 3 && static_cast<unsigned char>(name[0]) >= 0xE3;
}

std::string oneNameText(JsonValue name) {
    if (!isBlank(name["text"].string())) {
        return std::string(name["text"].string());
    }
    std::string given;
    for (const JsonValue part : name["given"].oneOrMany()) {
        given = joined(given, isEastAsian(given) ? "" : " ", part.string());
    }
    const std::string_view family = name["family"].string();
    return isEastAsian(family) ? joined(family, "", given) : joined(given, " ", family);
}

std::string periodText(JsonValue period) {
    const std::string_view start = period["start"].string();
    const std::string_view end = period["end"].string();
    return start.empty() || end.empty() ? joined(start, "", end) : joined(start, " / ", end);
}

} // namespace

JsonValue along(JsonValue value, std::string_view path) {
    while (!path.empty()) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        value = firstOf(value)[path.substr(0, dot)];
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return value;
}

JsonValue firstAlong(JsonValue value, std::string_view paths) {
    while (!paths.empty()) {
        const std::size_t blank = std::min(paths.find(' '), paths.size());
        if (const JsonValue found = along(value, paths.substr(0, blank)); found.exists()) {
            return found;
        }
        paths.remove_prefix(std::min(blank + 1, paths.size()));
    }
    return {};
}

std::vector<Code> codesOf(JsonValue codeable) {
    std::vector<Code> codes;
    const auto add = [&](JsonValue coding) {
        const std::string_view code = coding["code"].string();
        if (!code.empty() && codes.size() < codesMax) {
            codes.push_back({std::string(coding["system"].string()), std::string(code)});
        }
    };
    const JsonValue codings = codeable["coding"];
    if (codings.exists()) {
        for (const JsonValue coding : codings.oneOrMany()) {
            add(coding);
        }
    } else {
        add(codeable);
    }
    return codes;
}

std::string conceptText(JsonValue codeable) {
    if (codeable.isString()) {
        return std::string(codeable.string());
    }
    if (!isBlank(codeable["text"].string())) {
        return std::string(codeable["text"].string());
    }
    std::string_view display = codeable["display"].string();
    std::string_view code = codeable["code"].string();
    for (const JsonValue coding : codeable["coding"].oneOrMany()) {
        const std::string_view own = coding["display"].string();
        const bool selected = coding["userSelected"].boolean().value_or(false);
        if (!isBlank(own) && (display.empty() || selected)) {
            display = own;
        }
        if (code.empty()) {
            code = coding["code"].string();
        }
    }
    return std::string(isBlank(display) ? code : display);
}

std::string quantityText(JsonValue quantity) {
    const std::string_view unit = quantity["unit"].string();
    return joined(joined(quantity["comparator"].string(), " ", quantity["value"].text()), " ",
                  unit.empty() ? quantity["code"].string() : unit);
}

std::string anyValueText(std::string_view typeSuffix, JsonValue value) {
    if (typeSuffix == "Quantity" || typeSuffix == "Age" || typeSuffix == "Duration" ||
        typeSuffix == "Money") {
        return quantityText(value);
    }
    if (typeSuffix == "CodeableConcept" || typeSuffix == "Coding") {
        return conceptText(value);
    }
    if (typeSuffix == "Range") {
        return joined(value["low"]["value"].text(), "–", quantityText(value["high"]));
    }
    if (typeSuffix == "Ratio") {
        return joined(quantityText(value["numerator"]), " : ", quantityText(value["denominator"]));
    }
    if (typeSuffix == "Period") {
        return periodText(value);
    }
    if (typeSuffix == "Attachment") {
        return std::string(value["title"].string());
    }
    if (typeSuffix == "Reference") {
        return std::string(value["display"].string());
    }
    if (const auto flag = value.boolean()) {
        return *flag ? "true" : "false";
    }
    return std::string(value.text()); // string, integer, decimal, date, time, code
}

std::pair<std::string_view, JsonValue> choice(JsonValue resource, std::string_view prefix) {
    for (const auto& [name, value] : resource.members()) {
        if (name.size() > prefix.size() && name.substr(0, prefix.size()) == prefix &&
            name[prefix.size()] >= 'A' && name[prefix.size()] <= 'Z') {
            return {name.substr(prefix.size()), value};
        }
    }
    return {};
}

std::string humanNameText(JsonValue names) {
    std::string best;
    for (const JsonValue name : names.oneOrMany()) {
        const std::string text = oneNameText(name);
        const std::string_view use = name["use"].string();
        const bool inUse = use == "official" || use == "usual";
        if (!text.empty() && (best.empty() || inUse)) {
            best = text;
        }
        if (inUse && !text.empty()) {
            break;
        }
    }
    return best;
}

std::optional<When> whenOf(JsonValue value) {
    if (value.isString()) {
        When when{std::string(value.string()), std::nullopt};
        if (const auto date = PartialDate::parse(value.string())) {
            when.span = date->span();
        }
        return when;
    }
    if (const JsonValue event = along(value, "event"); event.exists()) { // Timing
        const JsonValue one = firstOf(event);
        return one.isString() ? whenOf(one) : std::nullopt;
    }
    const JsonValue bounds = value["repeat"]["boundsPeriod"];
    const JsonValue period = bounds.exists() ? bounds : value;
    const auto start = PartialDate::parse(period["start"].string());
    const auto end = PartialDate::parse(period["end"].string());
    When when{periodText(period), std::nullopt};
    if (when.text.empty()) {
        return std::nullopt;
    }
    if (start && end && start->span().begin < end->span().end) {
        when.span = TimeSpan{start->span().begin, end->span().end};
    } else if (start) {
        when.span = start->span();
    } else if (end) {
        when.span = end->span();
    }
    return when;
}

std::string narrativeText(std::string_view xhtml, std::size_t bytesMax) {
    static constexpr std::pair<std::string_view, std::string_view> entities[] = {
        {"&amp;", "&"},   {"&lt;", "<"},   {"&gt;", ">"},
        {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", " "}};
    std::string text;
    std::size_t i = 0;
    while (i < xhtml.size() && text.size() <= bytesMax) {
        const std::size_t run = std::min(xhtml.find_first_of("<&", i), xhtml.size()) - i;
        text += xhtml.substr(i, std::min(run, bytesMax + 1 - text.size()));
        i += run;
        if (i == xhtml.size()) {
            break;
        }
        if (xhtml[i] == '<') {
            i = std::min(xhtml.find('>', i), xhtml.size() - 1) + 1;
            text += ' ';
            continue;
        }
        const auto known =
            std::find_if(std::begin(entities), std::end(entities), [&](const auto& entity) {
                return xhtml.substr(i, entity.first.size()) == entity.first;
            });
        const bool isKnown = known != std::end(entities);
        text += isKnown ? known->second : "&";
        i += isKnown ? known->first.size() : 1;
    }
    // Layout only: one blank stands for any run of white space.
    const auto bothSpace = [](char a, char b) {
        const auto space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
        return space(a) && space(b);
    };
    text.erase(std::unique(text.begin(), text.end(), bothSpace), text.end());
    return tidyText(text, bytesMax);
}

std::string tidyText(std::string_view text, std::size_t bytesMax) {
    std::string tidy;
    appendTidyText(tidy, text, bytesMax);
    return tidy;
}

void appendTidyText(std::string& target, std::string_view text, std::size_t bytesMax) {
    const auto isBlankByte = [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
    };
    if (text.size() > bytesMax) {
        std::size_t end = bytesMax;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text = text.substr(0, end);
    }
    const auto first = std::find_if_not(text.begin(), text.end(), isBlankByte);
    const auto last = std::find_if_not(text.rbegin(), text.rend(), isBlankByte).base();
    if (first >= last) {
        return;
    }
    const auto start = static_cast<std::ptrdiff_t>(target.size());
    target.append(first, last);
    std::replace_if(target.begin() + start, target.end(), isBlankByte, ' ');
}

} // namespace consentry::clinical
