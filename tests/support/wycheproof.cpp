#include "tests/support/wycheproof.h"

#include "tests/support/test_paths.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace consentry::test {
namespace {

using nlohmann::json;

void takeFields(const json& object, std::map<std::string, std::string>& fields) {
    for (const auto& [name, value] : object.items()) {
        if (value.is_string()) {
            fields[name] = value.get<std::string>();
        } else if (value.is_number_integer()) {
            fields[name] = std::to_string(value.get<long long>());
        }
    }
}

WycheproofVerdict verdictOf(const std::string& text) {
    if (text == "valid") {
        return WycheproofVerdict::Valid;
    }
    if (text == "invalid") {
        return WycheproofVerdict::Invalid;
    }
    if (text == "acceptable") {
        return WycheproofVerdict::Acceptable;
    }
    throw std::runtime_error("unknown verdict " + text);
}

WycheproofCase caseOf(const json& group, const json& test) {
    WycheproofCase result;
    takeFields(group, result.fields);
    if (group.contains("publicKey")) {
        takeFields(group.at("publicKey"), result.fields);
    }
    takeFields(test, result.fields);
    result.id = test.at("tcId").get<int>();
    result.verdict = verdictOf(test.at("result").get<std::string>());
    result.flags = test.at("flags").get<std::vector<std::string>>();
    return result;
}

} // namespace

Bytes WycheproofCase::bytes(const std::string& name) const {
    Result<Bytes> decoded = fromHex(fields.at(name));
    if (!decoded) {
        throw std::runtime_error("not hexadecimal: " + name + " of " + label());
    }
    return *decoded;
}

std::size_t WycheproofCase::number(const std::string& name) const {
    return std::stoul(fields.at(name));
}

bool WycheproofCase::hasFlag(const std::string& flag) const {
    return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

std::string WycheproofCase::label() const {
    std::string text = "case " + std::to_string(id) + " (";
    for (const std::string& flag : flags) {
        text += text.back() == '(' ? flag : ", " + flag;
    }
    return text + ")";
}

std::optional<std::vector<WycheproofCase>> wycheproofCases(const std::string& fileName) {
    const auto path = sharedData("vectors/wycheproof/" + fileName);
    if (!path) {
        return std::nullopt;
    }
    const json file = json::parse(readFile(*path));
    std::vector<WycheproofCase> cases;
    for (const json& group : file.at("testGroups")) {
        for (const json& test : group.at("tests")) {
            cases.push_back(caseOf(group, test));
        }
    }
    if (cases.empty() || cases.size() != file.at("numberOfTests").get<std::size_t>()) {
        throw std::runtime_error("wrong number of cases in " + fileName);
    }
    return cases;
}

} // namespace consentry::test
