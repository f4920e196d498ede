#pragma once

#include "core/base/bytes.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace consentry::test {

/// What the authors of a case expect. Acceptable: implementations may differ; a test states our
/// rule and asserts exactly that.
enum class WycheproofVerdict { Valid, Invalid, Acceptable };

/// One case of a Wycheproof file with the fields of its group (and the group's public key) beside
/// its own.
struct WycheproofCase {
    int id = 0;
    WycheproofVerdict verdict = WycheproofVerdict::Invalid;
    std::vector<std::string> flags;
    std::map<std::string, std::string> fields;

    /// A field in hexadecimal. Throws where it is missing or malformed: a broken file must not
    /// pass for a good one.
    Bytes bytes(const std::string& name) const;
    std::size_t number(const std::string& name) const;
    bool hasFlag(const std::string& flag) const;
    /// "case 17 (InvalidEncoding)".
    std::string label() const;
};

/// Every case of a file of the shared vectors, or nothing where the shared data is absent. Throws
/// where the count differs from the one that the file states.
std::optional<std::vector<WycheproofCase>> wycheproofCases(const std::string& fileName);

} // namespace consentry::test
