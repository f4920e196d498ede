#include "tests/support/liar.h"

#include <algorithm>

#include <sys/resource.h>

namespace consentry::test {

using Json = nlohmann::json;

namespace {

constexpr std::size_t valuesKept = 4000;

/// "0" to "9" and letters change into another one of their kind, so that the text stays one of its
/// format and the lie is not found by its form alone.
char otherLetter(char letter) {
    switch (letter) {
    case '9':
        return '8';
    case 'z':
    case 'Z':
    case 'F':
        return 'A';
    case '=':
    case '/':
        return 'B';
    default:
        return static_cast<char>(letter + 1);
    }
}

Json otherValue(const Json& value) {
    if (value.is_boolean()) {
        return !value.get<bool>();
    }
    if (value.is_number_integer()) {
        return value.get<std::int64_t>() + 1;
    }
    if (!value.is_string()) {
        return "1"; // an empty list or object, or null
    }
    auto text = value.get<std::string>();
    if (text.empty()) {
        return "1";
    }
    char& middle = text[text.size() / 2];
    middle = otherLetter(middle);
    return text;
}

} // namespace

void Liar::learn(const std::string& body) {
    const Json json = Json::parse(body, nullptr, false);
    if (json.is_discarded() || m_known.size() > valuesKept) {
        return;
    }
    m_bodies.push_back(body);
    const Json flat = json.flatten();
    for (const auto& [path, value] : flat.items()) {
        m_known.push_back(value);
    }
}

std::string Liar::change(const std::string& body) {
    switch (pick(12)) {
    case 0:
        return m_bodies.at(pick(m_bodies.size())); // an answer to another question
    case 1:
        return body.substr(0, pick(body.size()));
    case 2: {
        std::string out = body;
        for (std::size_t i = 0; i <= pick(4); ++i) {
            out[pick(out.size())] ^= static_cast<char>(1U << pick(8));
        }
        return out;
    }
    case 3: {
        std::string out = body;
        const std::size_t from = pick(out.size());
        out.insert(pick(out.size()), out.substr(from, pick(200)));
        return out;
    }
    case 4:
        return blownUp(body);
    default:
        return changedJson(body);
    }
}

/// Too long, too deep, too many: rarely, because it takes its time.
std::string Liar::blownUp(const std::string& body) {
    if (pick(100) != 0) {
        return changedJson(body);
    }
    switch (pick(3)) {
    case 0:
        return body.substr(0, body.size() - 1) + std::string(17'000'000, ' ') + "}";
    case 1:
        return std::string(3'000'000, '[');
    default:
        return R"({"jsonrpc":"2.0","id":1,"result":{"a":")" + std::string(8'000'000, 'x') + "\"}}";
    }
}

std::string Liar::changedJson(const std::string& body) {
    Json json = Json::parse(body, nullptr, false);
    if (json.is_discarded()) {
        return body + "x";
    }
    const Json flat = json.flatten();
    for (std::size_t changes = 0; changes <= pick(3); ++changes) {
        auto at = flat.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(pick(flat.size())));
        const Json::json_pointer path(at.key());
        try {
            changeValue(json, path);
        } catch (const Json::exception&) {
            // An earlier change took the place away.
        }
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void Liar::changeValue(Json& json, const Json::json_pointer& path) {
    Json& value = json.at(path);
    switch (pick(8)) {
    case 0:
        value = m_known.at(pick(m_known.size()));
        break;
    case 1:
        json.at(path.parent_pointer()).erase(path.back());
        break;
    case 2:
        value = nullptr;
        break;
    case 3: { // a list with one element more, less, or in another order
        Json& parent = json.at(path.parent_pointer());
        if (parent.is_array() && !parent.empty()) {
            std::shuffle(parent.begin(), parent.end(), m_random);
            if (pick(2) == 0) {
                parent.push_back(parent.front());
            } else {
                parent.erase(parent.begin());
            }
        }
        break;
    }
    default:
        value = value.is_string() ? Json(changedText(value.get<std::string>()))
                                  : Json(static_cast<std::int64_t>(pick(5)) - 1);
    }
}

std::string Liar::changedText(std::string text) {
    if (text.empty()) {
        return "0";
    }
    const bool isNumber = text.find_first_not_of("0123456789") == std::string::npos;
    if (isNumber && text.size() < 18) {
        return std::to_string(std::stoll(text) + static_cast<std::int64_t>(pick(5)) - 2);
    }
    constexpr std::string_view letters = "0123456789ABCDEFabcdefgz+/=Z-:.";
    text[pick(text.size())] = letters[pick(letters.size())];
    return text;
}

std::optional<SingleChange> changeLeaf(const std::string& body, std::size_t leaf, SingleLie lie) {
    Json json = Json::parse(body, nullptr, false);
    if (json.is_discarded()) {
        return std::nullopt;
    }
    const Json flat = json.flatten();
    if (leaf >= flat.size()) {
        return std::nullopt;
    }
    const auto at = std::next(flat.begin(), static_cast<std::ptrdiff_t>(leaf));
    const Json::json_pointer path(at.key());
    if (path.empty()) {
        return std::nullopt;
    }
    if (lie == SingleLie::Missing && json.at(path.parent_pointer()).is_array()) {
        json.at(path.parent_pointer()).erase(std::stoul(path.back()));
    } else if (lie == SingleLie::Missing) {
        json.at(path.parent_pointer()).erase(path.back());
    } else {
        json.at(path) = lie == SingleLie::Null ? Json() : otherValue(*at);
    }
    return SingleChange{json.dump(), at.key()};
}

long residentPeakKiB() {
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace consentry::test
