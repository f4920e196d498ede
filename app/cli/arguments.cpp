#include "app/cli/arguments.h"

#include <algorithm>
#include <limits>

namespace consentry::cli {
namespace {

constexpr std::size_t any = std::numeric_limits<std::size_t>::max();

/// Options whose value list goes on until the next option.
const std::set<std::string_view> repeatedOptions = {"--what", "--custodian", "--type"};

const VerbSyntax* findVerb(std::string_view name) {
    const auto& all = verbs();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const VerbSyntax& v) { return v.name == name; });
    return found == all.end() ? nullptr : &*found;
}

bool isOption(std::string_view word) {
    return word.size() > 2 && word.substr(0, 2) == "--";
}

/// The verb is the first word (or pair of words) that is one; its place is returned.
struct FoundVerb {
    const VerbSyntax* syntax = nullptr;
    std::size_t first = 0;
    std::size_t count = 0;
};

Result<FoundVerb> locateVerb(const std::vector<std::string>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (isOption(words[i])) {
            if (globalSyntax().valueOptions.count(words[i]) != 0) {
                ++i;
            }
            continue;
        }
        if (i + 1 < words.size()) {
            if (const VerbSyntax* pair = findVerb(words[i] + " " + words[i + 1])) {
                return FoundVerb{pair, i, 2};
            }
        }
        if (const VerbSyntax* single = findVerb(words[i])) {
            return FoundVerb{single, i, 1};
        }
        return fail(ErrorCode::InvalidArgument, words[i]);
    }
    return FoundVerb{};
}

} // namespace

bool Arguments::has(std::string_view option) const {
    return switches.count(option) != 0;
}

std::optional<std::string> Arguments::value(std::string_view option) const {
    const auto found = values.find(option);
    return found == values.end() ? std::nullopt : std::optional(found->second.back());
}

std::vector<std::string> Arguments::all(std::string_view option) const {
    const auto found = values.find(option);
    return found == values.end() ? std::vector<std::string>() : found->second;
}

const VerbSyntax& globalSyntax() {
    static const VerbSyntax syntax = {"",
                                      {"--data", "--passphrase-file", "--passphrase-fd", "--lang"},
                                      {"--json", "--help", "--version"},
                                      0,
                                      0};
    return syntax;
}

const std::vector<VerbSyntax>& verbs() {
    static const std::vector<VerbSyntax> all = {
        {"demo create", {"--seed"}, {}, 0, 0},
        {"demo people", {}, {}, 0, 0},
        {"init", {"--name", "--members"}, {}, 0, 0},
        {"profile show", {}, {}, 0, 0},
        {"profile import", {}, {"--yes"}, 1, 1},
        {"status", {}, {}, 0, 0},
        {"import", {}, {"--dry-run"}, 1, any},
        {"records", {"--type", "--since", "--text", "--limit"}, {}, 0, 0},
        {"records check", {}, {}, 0, 0},
        {"record add", {"--unit", "--when", "--text"}, {"--even-so"}, 1, 3},
        {"record correct", {"--unit", "--when", "--text"}, {"--even-so"}, 1, 3},
        {"record withdraw", {}, {}, 1, 1},
        {"who", {}, {}, 0, 0},
        {"grant",
         {"--to", "--what", "--since", "--until-data", "--purpose", "--may", "--until",
          "--custodian", "--up-to"},
         {"--dry-run"},
         0,
         0},
        {"grants", {}, {"--all"}, 0, 0},
        {"see-as", {"--limit"}, {}, 1, 1},
        {"rules", {"--shut-out", "--let-in", "--emergency", "--protect"}, {"--dry-run"}, 0, 0},
        {"revoke", {"--to"}, {"--everything", "--dry-run"}, 0, any},
        {"outbox", {}, {}, 0, 0},
        {"outbox retry", {}, {}, 1, 1},
        {"outbox cancel", {}, {}, 1, 1},
        {"read",
         {"--as", "--grant", "--type", "--purpose", "--at", "--reason"},
         {"--emergency"},
         0,
         0},
        {"log", {"--since", "--limit", "--export"}, {}, 0, 1},
        {"dispute", {"--words"}, {}, 1, 1},
        {"org show", {}, {}, 0, 0},
        {"org pending", {}, {}, 0, 0},
        {"org prepare",
         {"--member", "--replaces", "--governance", "--governance-passphrase-file",
          "--governance-passphrase-fd"},
         {},
         2,
         2},
        {"org propose",
         {"--governance", "--governance-passphrase-file", "--governance-passphrase-fd",
          "--successor"},
         {},
         1,
         any},
        {"org sign",
         {"--governance", "--governance-passphrase-file", "--governance-passphrase-fd"},
         {},
         1,
         1},
        {"org rotate",
         {"--member", "--governance", "--governance-passphrase-file", "--governance-passphrase-fd"},
         {},
         1,
         1},
        {"org leave",
         {"--governance", "--governance-passphrase-file", "--governance-passphrase-fd",
          "--successor"},
         {},
         1,
         1},
        {"roles list", {}, {}, 0, 1},
        {"roles attest",
         {"--at", "--role", "--staff", "--name", "--department", "--until"},
         {},
         1,
         1},
        {"roles end", {}, {}, 1, 1},
        {"verify", {}, {}, 0, 0},
        {"words", {"--words-file", "--words-fd"}, {}, 0, 0},
        {"passwd",
         {"--new-passphrase-file", "--new-passphrase-fd", "--words-file", "--words-fd"},
         {},
         0,
         0},
    };
    return all;
}

Result<Arguments> parseArguments(const std::vector<std::string>& words) {
    ASSIGN_OR_RETURN(const FoundVerb verb, locateVerb(words));
    Arguments arguments;
    if (verb.syntax != nullptr) {
        arguments.verb = verb.syntax->name;
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (verb.syntax != nullptr && i == verb.first) {
            i += verb.count - 1;
            continue;
        }
        std::string word = words[i];
        if (!isOption(word)) {
            arguments.positional.push_back(std::move(word));
            continue;
        }
        std::optional<std::string> attached;
        if (const std::size_t equals = word.find('='); equals != std::string::npos) {
            attached = word.substr(equals + 1);
            word.resize(equals);
        }
        const auto knows = [&](const std::set<std::string_view> VerbSyntax::* options) {
            return (globalSyntax().*options).count(word) != 0 ||
                   (verb.syntax != nullptr && (verb.syntax->*options).count(word) != 0);
        };
        if (knows(&VerbSyntax::switches) && !attached) {
            arguments.switches.insert(word);
            continue;
        }
        if (!knows(&VerbSyntax::valueOptions)) {
            return fail(ErrorCode::InvalidArgument, word);
        }
        auto& list = arguments.values[word];
        if (attached) {
            list.push_back(*attached);
            continue;
        }
        const std::size_t before = list.size();
        const bool repeated = repeatedOptions.count(word) != 0;
        while (i + 1 < words.size() && !isOption(words[i + 1]) &&
               (list.size() == before || repeated)) {
            list.push_back(words[++i]);
        }
        if (list.size() == before) {
            return fail(ErrorCode::InvalidArgument, word);
        }
    }
    if (verb.syntax != nullptr && !arguments.has("--help") &&
        (arguments.positional.size() < verb.syntax->positionalMin ||
         arguments.positional.size() > verb.syntax->positionalMax)) {
        return fail(ErrorCode::InvalidArgument, std::string(verb.syntax->name));
    }
    return arguments;
}

} // namespace consentry::cli
