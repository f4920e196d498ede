#pragma once

#include "core/base/result.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace consentry::cli {

/// How one verb may be called: which options take a value (possibly several), which are switches.
struct VerbSyntax {
    std::string_view name; ///< "demo create" has two words
    std::set<std::string_view> valueOptions;
    std::set<std::string_view> switches;
    std::size_t positionalMin = 0;
    std::size_t positionalMax = 0;
};

/// A command line, taken apart. Options that every verb takes may stand before the verb; all others
/// stand behind it.
struct Arguments {
    std::string verb;
    std::vector<std::string> positional;
    std::map<std::string, std::vector<std::string>, std::less<>> values;
    std::set<std::string, std::less<>> switches;

    bool has(std::string_view option) const;
    /// The last value given, or nothing.
    std::optional<std::string> value(std::string_view option) const;
    /// All values, also those that followed one option: `--what glucose hba1c`.
    std::vector<std::string> all(std::string_view option) const;
};

/// Options that every verb takes.
const VerbSyntax& globalSyntax();
const std::vector<VerbSyntax>& verbs();

/// InvalidArgument with the offending word as context: an unknown verb or option, a value that is
/// missing, too many words.
Result<Arguments> parseArguments(const std::vector<std::string>& words);

} // namespace consentry::cli
