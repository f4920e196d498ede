#pragma once

#include "core/crypto/secret.h"
#include "core/ports/file_system.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace consentry::ceremony {

/// A command line taken apart: a verb, `--option value` (possibly several times), switches and
/// plain words.
class CommandWords {
public:
    /// InvalidArgument with the word that is wrong.
    static Result<CommandWords> parse(const std::vector<std::string>& words);

    const std::string& verb() const { return m_verb; }
    const std::vector<std::string>& plain() const { return m_plain; }
    bool has(std::string_view name) const { return m_switches.contains(name); }
    std::vector<std::string> all(std::string_view option) const;
    std::optional<std::string> value(std::string_view option) const;
    /// InvalidArgument where the option is missing.
    Result<std::string> need(std::string_view option) const;

private:
    std::string m_verb;
    std::vector<std::string> m_plain;
    std::multimap<std::string, std::string, std::less<>> m_values;
    std::set<std::string, std::less<>> m_switches;
};

/// The first line of a file. InvalidArgument where it is empty.
Result<SecretBytes> readPassphrase(FileSystem& files, const std::string& path);

/// InvalidArgument unless the text is a number from 1 to 2³² − 1.
Result<std::uint32_t> wholeNumber(std::string_view text);

} // namespace consentry::ceremony
