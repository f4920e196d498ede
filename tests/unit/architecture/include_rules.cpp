#include "tests/unit/architecture/include_rules.h"

#include "tests/support/test_paths.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <sstream>
#include <tuple>
#include <utility>

namespace consentry::test {

namespace {

namespace fs = std::filesystem;
using Folders = std::set<std::string, std::less<>>;

/// What each folder may include besides itself. This is the table of ARCHITECTURE.md; change both.
const std::map<std::string, Folders, std::less<>>& mayInclude() {
    static const Folders values{"core/base", "core/crypto", "core/clinical", "core/import",
                                "core/consent"};
    static const auto with = [](Folders base, const Folders& more) {
        base.insert(more.begin(), more.end());
        return base;
    };
    static const Folders truth = with(values, {"core/registry", "core/light_client"});
    static const Folders throughPorts = with(truth, {"core/ports"});
    static const Folders uiValues =
        with(values, {"core/light_client", "core/vault", "core/wallet", "core/simulation"});
    static const std::map<std::string, Folders, std::less<>> table{
        {"core/base", {}},
        {"core/crypto", {"core/base"}},
        {"core/clinical", {"core/base", "core/crypto"}},
        {"core/import", {"core/base", "core/crypto", "core/clinical"}},
        {"core/consent", {"core/base", "core/crypto", "core/clinical"}},
        {"core/registry", {"core/base", "core/crypto"}},
        {"core/light_client", {"core/base", "core/crypto", "core/registry"}},
        {"core/ports", truth},
        {"core/vault", throughPorts},
        {"core/wallet", with(throughPorts, {"core/vault"})},
        {"core/hospital", throughPorts},
        {"core/node",
         {"core/base", "core/crypto", "core/registry", "core/light_client", "core/ports"}},
        {"core/simulation",
         with(throughPorts, {"core/vault", "core/wallet", "core/hospital", "core/node"})},
        {"core/adapters", throughPorts},
        {"core/adapters/embedded", with(throughPorts, {"core/node"})},
        {"ui/style", {"core/base"}},
        {"ui/bridge", with(uiValues, {"ui/style"})},
        {"ui/models", with(uiValues, {"ui/style", "ui/bridge"})},
        {"ui/widgets", with(uiValues, {"ui/style", "ui/bridge", "ui/models"})},
        {"ui/gallery",
         with(uiValues, {"ui/style", "ui/bridge", "ui/widgets", "ui/models", "ui/pages"})},
        {"ui/pages", with(uiValues, {"ui/style", "ui/bridge", "ui/widgets", "ui/models"})},
    };
    return table;
}

enum class Match { Exact, Prefix };

/// The headers of one outside library and where they may be seen.
struct OutsideLibrary {
    std::string name;
    std::vector<std::pair<std::string, Match>> headers;
    std::vector<std::string> folders; ///< empty: every folder
    bool isSourcesOnly = true;        ///< not in headers of ours
};

const std::vector<OutsideLibrary>& outsideLibraries() {
    static const std::vector<OutsideLibrary> libraries{
        {"Qt", {{"Q", Match::Prefix}}, {"ui", "app/desktop", "tests"}, false},
        {"OpenSSL", {{"openssl/", Match::Prefix}}, {"core/crypto", "tests"}},
        {"libsodium",
         {{"sodium.h", Match::Exact}, {"sodium/", Match::Prefix}},
         {"core/crypto", "tests"}},
        {"SQLCipher",
         {{"sqlcipher/", Match::Prefix}, {"sqlite3", Match::Prefix}},
         {"core/adapters/sqlcipher", "tests"}},
        {"LevelDB", {{"leveldb/", Match::Prefix}}, {"core/adapters/state_store", "tests"}},
        {"libcurl", {{"curl/", Match::Prefix}}, {"core/adapters/curl", "tests"}},
        {"ZXing", {{"ZXing/", Match::Prefix}}, {"core/adapters/qr"}},
        {"libqrencode", {{"qrencode.h", Match::Exact}}, {"core/adapters/qr"}},
        {"Zstandard",
         {{"zstd", Match::Prefix}, {"zdict.h", Match::Exact}},
         {"core/adapters", "core/vault", "core/import", "tests"}},
        {"simdjson", {{"simdjson", Match::Prefix}}, {"core/clinical", "core/import", "tests"}},
        {"nlohmann/json",
         {{"nlohmann/", Match::Prefix}},
         {"core/consent", "core/ports", "core/vault", "core/wallet", "core/hospital", "core/node",
          "core/simulation", "core/adapters", "ui", "app", "tests"}},
        {"Protocol Buffers",
         {{"google/protobuf/", Match::Prefix}},
         {"core/adapters/abci", "tests"}},
        {"GNU libmicrohttpd",
         {{"microhttpd.h", Match::Exact}},
         {"core/adapters/status_http", "tests"}},
        {"zxcvbn", {{"zxcvbn", Match::Prefix}}, {"core/wallet", "ui", "app", "tests"}},
        {"Google Benchmark", {{"benchmark/", Match::Prefix}}, {"tests/bench"}},
        {"tl::expected", {{"tl/expected.hpp", Match::Exact}}, {"core/base"}, false},
    };
    return libraries;
}

/// Headers with a suffix or folder that are the system's own: C library and POSIX.
bool isSystemHeader(std::string_view header) {
    static const Folders plain{"assert.h", "ctype.h",   "dirent.h",  "dlfcn.h", "errno.h",
                               "fcntl.h",  "fnmatch.h", "glob.h",    "grp.h",   "inttypes.h",
                               "limits.h", "locale.h",  "malloc.h",  "math.h",  "netdb.h",
                               "poll.h",   "pthread.h", "pwd.h",     "sched.h", "signal.h",
                               "spawn.h",  "stddef.h",  "stdint.h",  "stdio.h", "stdlib.h",
                               "string.h", "syslog.h",  "termios.h", "time.h",  "unistd.h"};
    if (plain.contains(header)) {
        return true;
    }
    static const std::array<std::string_view, 5> folders{"sys/", "linux/", "arpa/", "netinet/",
                                                         "sanitizer/"};
    return std::any_of(folders.begin(), folders.end(),
                       [&](std::string_view folder) { return header.starts_with(folder); });
}

/// What would let two nodes disagree about a block. Words are looked for in code alone, without
/// comments and literals; headers in include lines.
struct Forbidden {
    std::string what;
    std::vector<std::string> words;
    std::vector<std::string> headers;
    std::string remedy;
};

const std::vector<Forbidden>& registryForbids() {
    static const std::vector<Forbidden> forbidden{
        {"a clock",
         {"system_clock", "steady_clock", "high_resolution_clock", "utc_clock", "gettimeofday",
          "clock_gettime"},
         {"<ctime>", "<time.h>", "<sys/time.h>"},
         "Take the block's time as an argument."},
        {"randomness",
         {"mt19937", "mt19937_64", "random_device", "rand", "srand", "fillRandom", "randomFixed",
          "randomNonce", "generate"},
         {"<random>"},
         "Take a nonce as an argument; it travels in the transaction."},
        {"a container without a fixed order",
         {"unordered_map", "unordered_set", "unordered_multimap", "unordered_multiset"},
         {"<unordered_map>", "<unordered_set>"},
         "Use std::map, std::set or a sorted vector."},
        {"a floating-point number", {"float", "double"}, {"<cmath>"}, "Count in integers."},
        {"a thread or lock",
         {"jthread", "thread_local", "mutex", "async"},
         {"<thread>", "<mutex>", "<shared_mutex>", "<atomic>", "<future>", "<condition_variable>",
          "<stop_token>"},
         "The state machine is handed one call at a time."},
        {"the locale",
         {"setlocale", "locale"},
         {"<locale>", "<clocale>", "<codecvt>"},
         "Compare bytes; words for people are made outside."},
        {"the environment or a file",
         {"getenv"},
         {"<fstream>", "<filesystem>"},
         "Go through the store that the caller hands in."},
    };
    return forbidden;
}

bool isBelow(std::string_view folder, std::string_view parent) {
    return folder == parent ||
           (folder.starts_with(parent) && folder.substr(parent.size()).starts_with('/'));
}

bool isSourceFile(const fs::path& path) {
    static const Folders suffixes{".h", ".hpp", ".cpp", ".cc", ".c", ".in"};
    return suffixes.contains(path.extension().string());
}

bool isHeader(std::string_view path) {
    return path.ends_with(".h") || path.ends_with(".hpp");
}

/// The row of the table for a folder; adapters without a row of their own share one.
const Folders* allowedFor(std::string_view folder) {
    auto found = mayInclude().find(folder);
    if (found == mayInclude().end() && isBelow(folder, "core/adapters")) {
        found = mayInclude().find("core/adapters");
    }
    return found == mayInclude().end() ? nullptr : &found->second;
}

std::string listed(const Folders& folders) {
    std::string text;
    for (const std::string& folder : folders) {
        text += (text.empty() ? "" : ", ") + folder;
    }
    return text.empty() ? "nothing of ours" : text;
}

std::optional<Violation> checkOurs(const std::string& folder, std::string_view header) {
    const std::optional<std::string> target = folderOf(header);
    if (!target) {
        // moc and uic write their files beside the object files.
        if (header.ends_with(".moc") || header.starts_with("ui_")) {
            return std::nullopt;
        }
        return Violation{{},
                         0,
                         "\"" + std::string(header) + "\" is not a path from the root",
                         "Write the whole path, such as \"core/base/result.h\"."};
    }
    if (*target == folder || isBelow(folder, "tests")) {
        return std::nullopt;
    }
    const std::string rule = folder + " may not include " + *target;
    if (isBelow(*target, "tests")) {
        return Violation{{}, 0, rule, "Move what the program needs out of the tests."};
    }
    if (isBelow(folder, "app")) {
        if (isBelow(*target, "ui") && folder != "app/desktop") {
            return Violation{{}, 0, rule, "Only app/desktop shows windows."};
        }
        if (isBelow(*target, "app") && *target != "app/session") {
            return Violation{
                {}, 0, rule, "Programs share wiring through app/session, not through each other."};
        }
        return std::nullopt;
    }
    const Folders* allowed = allowedFor(folder);
    if (allowed == nullptr) {
        return Violation{{},
                         0,
                         folder + " is not in the table of folders",
                         "Use an existing folder, or add a row to mayInclude() in "
                         "tests/unit/architecture/include_rules.cpp and to ARCHITECTURE.md."};
    }
    if (allowed->contains(*target)) {
        return std::nullopt;
    }
    return Violation{{},
                     0,
                     rule,
                     "It may include " + listed(*allowed) +
                         ". Move the needed type down, or pass its value in from above."};
}

bool matches(const OutsideLibrary& library, std::string_view header) {
    return std::any_of(library.headers.begin(), library.headers.end(), [&](const auto& entry) {
        return entry.second == Match::Exact ? header == entry.first
                                            : header.starts_with(entry.first);
    });
}

std::optional<Violation> checkOutside(std::string_view path, const std::string& folder,
                                      std::string_view header) {
    const std::string name = "<" + std::string(header) + ">";
    for (const OutsideLibrary& library : outsideLibraries()) {
        if (!matches(library, header)) {
            continue;
        }
        const bool isAllowed =
            std::any_of(library.folders.begin(), library.folders.end(),
                        [&](const std::string& allowed) { return isBelow(folder, allowed); });
        // Fuzz targets are built without Qt.
        if (!isAllowed || (library.name == "Qt" && folder == "tests/fuzz")) {
            return Violation{{},
                             0,
                             library.name + "'s " + name + " may not be seen by " + folder,
                             "Seen only by " +
                                 listed(Folders(library.folders.begin(), library.folders.end())) +
                                 ". Use our own type or port instead."};
        }
        if (library.isSourcesOnly && isHeader(path) && !isBelow(folder, "tests")) {
            return Violation{{},
                             0,
                             library.name + "'s " + name + " stands in a header",
                             "Include it in the .cpp file and declare our own type here."};
        }
        return std::nullopt;
    }
    const bool isStandard = header.find_first_of("./") == std::string_view::npos;
    if (isStandard || isSystemHeader(header)) {
        return std::nullopt;
    }
    return Violation{{},
                     0,
                     name + " belongs to no library in the table",
                     "Ours are included as \"…\"; a new library gets a row in outsideLibraries() "
                     "in tests/unit/architecture/include_rules.cpp."};
}

/// What an include line names, with its brackets or quotes; empty for any other line.
std::string_view includedBy(std::string_view line) {
    const auto dropBlanks = [&line] {
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    };
    for (const std::string_view word : {"#", "include"}) {
        dropBlanks();
        if (!line.starts_with(word)) {
            return {};
        }
        line.remove_prefix(word.size());
    }
    dropBlanks();
    const std::size_t close =
        line.empty() ? std::string_view::npos : line.find(line[0] == '<' ? '>' : '"', 1);
    return close == std::string_view::npos ? std::string_view() : line.substr(0, close + 1);
}

std::optional<Violation> checkInclude(std::string_view path, const std::string& folder,
                                      std::string_view line) {
    const std::string_view included = includedBy(line);
    if (included.size() < 3) {
        return std::nullopt;
    }
    const std::string_view header = included.substr(1, included.size() - 2);
    return included[0] == '<' ? checkOutside(path, folder, header) : checkOurs(folder, header);
}

bool isWordCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Whether `word` stands in `line` with no letter, digit or underscore at its sides.
bool hasWord(std::string_view line, std::string_view word) {
    for (std::size_t at = line.find(word); at != std::string_view::npos;
         at = line.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !isWordCharacter(line[at - 1])) &&
            (end == line.size() || !isWordCharacter(line[end]))) {
            return true;
        }
    }
    return false;
}

/// Whether the apostrophe at `i` separates digits, as in 1'000.
bool isDigitSeparator(std::string_view source, std::size_t i) {
    return i > 0 && std::isxdigit(static_cast<unsigned char>(source[i - 1])) != 0;
}

/// Behind the closing quote of the literal that opens at `i`, or the end of its line.
std::size_t endOfLiteral(std::string_view source, std::size_t i) {
    const char quote = source[i];
    for (++i; i < source.size() && source[i] != '\n'; ++i) {
        if (source[i] == '\\') {
            ++i;
        } else if (source[i] == quote) {
            return i + 1;
        }
    }
    return std::min(i, source.size());
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// Both have one entry a line: the code with its literals, and without.
void checkRegistryLines(const std::vector<std::string>& lines, const std::vector<std::string>& code,
                        std::string_view path, std::vector<Violation>& violations) {
    for (const Forbidden& forbidden : registryForbids()) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::string_view included = includedBy(lines[i]);
            const bool isForbidden =
                included.empty()
                    ? std::any_of(forbidden.words.begin(), forbidden.words.end(),
                                  [&](const auto& word) { return hasWord(code[i], word); })
                    : std::find(forbidden.headers.begin(), forbidden.headers.end(), included) !=
                          forbidden.headers.end();
            if (isForbidden) {
                violations.push_back({std::string(path), static_cast<int>(i) + 1,
                                      "core/registry may not use " + forbidden.what,
                                      forbidden.remedy});
            }
        }
    }
}

void checkReadmes(const fs::path& root, std::vector<Violation>& violations) {
    for (const auto& entry : fs::directory_iterator(root / "core")) {
        const fs::path& folder = entry.path();
        if (!entry.is_directory() || fs::is_empty(folder) || fs::exists(folder / "README.md")) {
            continue;
        }
        violations.push_back({"core/" + folder.filename().string(), 0,
                              "every core folder has a README.md",
                              "One paragraph: what it is, where to start reading."});
    }
}

void checkTop(const fs::path& root, std::vector<Violation>& violations) {
    // `build` is made by the presets and ignored by git.
    static const Folders allowed{"app",          "core",  "ui",        "resources",
                                 "translations", "tests", "packaging", "build"};
    for (const auto& entry : fs::directory_iterator(root)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_directory() && !name.starts_with('.') && !allowed.contains(name)) {
            violations.push_back({name, 0, "no further folder at the top",
                                  "Move it below app, core, ui, resources, translations, tests or "
                                  "packaging."});
        }
    }
}

/// What Qt warns of fails a test of windows: all of them begin where that is watched.
void checkTestMain(const std::vector<std::string>& lines, std::string_view path,
                   std::vector<Violation>& violations) {
    const auto has = [](const std::string& line, std::string_view word) {
        return line.find(word) != std::string::npos;
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (has(lines[i], "qExec") || (has(lines[i], "QTEST_") && has(lines[i], "MAIN("))) {
            violations.push_back({std::string(path), static_cast<int>(i) + 1,
                                  "tests/ui may not begin a test unwatched",
                                  "Return runUiTest<Test>(argc, argv), or runDesktopTest."});
        }
    }
}

} // namespace

std::string toString(const Violation& violation) {
    const std::string line = violation.line > 0 ? ":" + std::to_string(violation.line) : "";
    return violation.file + line + ": " + violation.rule + ". Remedy: " + violation.remedy;
}

std::optional<std::string> folderOf(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        parts.push_back(path.substr(0, slash));
        path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    }
    static const Folders tops{"app", "core", "ui", "tests"};
    if (parts.size() < 2 || !tops.contains(parts[0])) {
        return std::nullopt;
    }
    const std::size_t wanted = parts.size() > 3 && parts[1] == "adapters" ? 3 : 2;
    std::string folder(parts[0]);
    // The last part is the file; a file directly in a top folder belongs to that.
    for (std::size_t i = 1; i < wanted && i + 1 < parts.size(); ++i) {
        folder.append("/").append(parts[i]);
    }
    return folder;
}

std::string withoutComments(std::string_view source, Literals literals) {
    std::string out(source);
    const auto blank = [&out](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < std::min(to, out.size()); ++i) {
            out[i] = out[i] == '\n' ? '\n' : ' ';
        }
    };
    const auto after = [&source](std::string_view what, std::size_t from) {
        const std::size_t found = source.find(what, from);
        return found == std::string_view::npos ? source.size() : found + what.size();
    };
    for (std::size_t i = 0; i < source.size();) {
        const std::string_view rest = source.substr(i);
        std::size_t end = i + 1;
        if (rest.starts_with("//")) {
            end = std::min(source.find('\n', i), source.size());
            blank(i, end);
        } else if (rest.starts_with("/*")) {
            end = after("*/", i + 2);
            blank(i, end);
        } else if (rest.starts_with("R\"")) {
            // R"name( … )name": nobody includes from one, so its content goes in any case.
            const std::size_t open = std::min(source.find('(', i), source.size());
            const std::string close = ")" + std::string(source.substr(i + 2, open - i - 2)) + "\"";
            end = after(close, open);
            blank(open, end);
        } else if (rest[0] == '"' || (rest[0] == '\'' && !isDigitSeparator(source, i))) {
            end = endOfLiteral(source, i);
            if (literals == Literals::Blank) {
                blank(i, end);
            }
        }
        i = end;
    }
    return out;
}

std::vector<Violation> checkSource(std::string_view path, std::string_view content) {
    const std::optional<std::string> folder = folderOf(path);
    if (!folder) {
        return {};
    }
    std::vector<Violation> violations;
    const std::vector<std::string> lines = linesOf(withoutComments(content, Literals::Keep));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (auto violation = checkInclude(path, *folder, lines[i])) {
            violation->file = path;
            violation->line = static_cast<int>(i) + 1;
            violations.push_back(std::move(*violation));
        }
    }
    if (*folder == "core/registry") {
        checkRegistryLines(lines, linesOf(withoutComments(content, Literals::Blank)), path,
                           violations);
    }
    if (*folder == "tests/ui") {
        checkTestMain(linesOf(withoutComments(content, Literals::Blank)), path, violations);
    }
    return violations;
}

std::vector<Violation> checkTree(const fs::path& root) {
    std::vector<Violation> violations;
    for (const char* top : {"app", "core", "ui", "tests"}) {
        if (!fs::exists(root / top)) {
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            if (!entry.is_regular_file() || !isSourceFile(entry.path())) {
                continue;
            }
            const std::string path = entry.path().lexically_relative(root).generic_string();
            for (Violation& violation : checkSource(path, readFile(entry.path()))) {
                violations.push_back(std::move(violation));
            }
        }
    }
    checkReadmes(root, violations);
    checkTop(root, violations);
    std::sort(violations.begin(), violations.end(), [](const Violation& a, const Violation& b) {
        return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    return violations;
}

} // namespace consentry::test
