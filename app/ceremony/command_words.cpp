#include "app/ceremony/command_words.h"

#include <algorithm>
#include <charconv>

namespace consentry::ceremony {
namespace {

constexpr std::size_t passphraseFileMax = 4096;
const std::set<std::string_view> knownSwitches = {"--no-mailbox", "--governance-plain"};
const std::set<std::string_view> knownOptions = {"--folder",
                                                 "--chain",
                                                 "--name-en",
                                                 "--name-zh",
                                                 "--peer",
                                                 "--url",
                                                 "--pin",
                                                 "--out",
                                                 "--time",
                                                 "--genesis",
                                                 "--card",
                                                 "--anchor",
                                                 "--number",
                                                 "--trusting-days",
                                                 "--profile",
                                                 "--governance",
                                                 "--transactions-per-hour",
                                                 "--governance-passphrase-file"};

} // namespace

Result<CommandWords> CommandWords::parse(const std::vector<std::string>& words) {
    CommandWords parsed;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (i == 0) {
            parsed.m_verb = word;
        } else if (!word.starts_with("--")) {
            parsed.m_plain.push_back(word);
        } else if (knownSwitches.contains(word)) {
            parsed.m_switches.insert(word);
        } else if (!knownOptions.contains(word)) {
            return fail(ErrorCode::InvalidArgument, "unknown option " + word);
        } else if (i + 1 == words.size()) {
            return fail(ErrorCode::InvalidArgument, word + " needs a value");
        } else {
            parsed.m_values.emplace(word, words[++i]);
        }
    }
    return parsed;
}

std::vector<std::string> CommandWords::all(std::string_view option) const {
    std::vector<std::string> values;
    const auto [first, last] = m_values.equal_range(option);
    std::transform(first, last, std::back_inserter(values),
                   [](const auto& entry) { return entry.second; });
    return values;
}

std::optional<std::string> CommandWords::value(std::string_view option) const {
    const auto found = m_values.find(option);
    return found == m_values.end() ? std::nullopt : std::optional(found->second);
}

Result<std::string> CommandWords::need(std::string_view option) const {
    auto found = value(option);
    if (!found) {
        return fail(ErrorCode::InvalidArgument, "option " + std::string(option) + " is missing");
    }
    return *std::move(found);
}

Result<SecretBytes> readPassphrase(FileSystem& files, const std::string& path) {
    ASSIGN_OR_RETURN(Bytes text, files.readFile(path, passphraseFileMax));
    const std::size_t size = std::min(textOf(text).find_first_of("\r\n"), text.size());
    SecretBytes passphrase = SecretBytes::takeFrom(std::span(text).first(size));
    wipe(text);
    if (passphrase.isEmpty()) {
        return fail(ErrorCode::InvalidArgument, "the passphrase is empty");
    }
    return passphrase;
}

Result<std::uint32_t> wholeNumber(std::string_view text) {
    std::uint32_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number == 0) {
        return fail(ErrorCode::InvalidArgument, "no whole number: " + std::string(text));
    }
    return number;
}

} // namespace consentry::ceremony
