#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consentry::test {

/// One line that breaks the order of the folders, with what to do about it.
struct Violation {
    std::string file; ///< from the project's root
    int line = 0;     ///< from 1; 0 where the file or folder as a whole is meant
    std::string rule;
    std::string remedy;
};

/// "core/consent/x.h:7: core/consent may not include core/vault. Remedy: …"
std::string toString(const Violation& violation);

/// The folder whose row of the table counts for a file: "core/registry", "core/adapters/sqlcipher",
/// "ui/models", "app/cli", "tests/fuzz". Nothing for a file outside app, core, ui and tests.
std::optional<std::string> folderOf(std::string_view path);

/// The source text with comments, and on request the content of literals, blanked out. Line breaks
/// stay, so that line numbers hold.
enum class Literals { Keep, Blank };
std::string withoutComments(std::string_view source, Literals literals);

/// Checks one C++ source: its include lines against the table of folders, the headers of outside
/// libraries against the folders that may see them, and the registry's forbidden words.
std::vector<Violation> checkSource(std::string_view path, std::string_view content);

/// Checks every source below app, core, ui and tests, the README of each core folder, and the
/// folders at the top.
std::vector<Violation> checkTree(const std::filesystem::path& root);

} // namespace consentry::test
