#pragma once

#include "core/ports/access_body.h"
#include "core/ports/record_gateway.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace consentry {

/// What kind of thing a term names. Numbers are stored.
enum class LogTermKind : std::uint8_t {
    Person = 1,     ///< the name in Chinese and in English, on two lines
    Department = 2, ///< likewise
    Purpose = 3,    ///< the code of a consent::Purpose
    Data = 4,       ///< a record's title, or its type where it has none
    Reason = 5,     ///< why an emergency was called
};

/// Something that the details of a log row name: a search finds the row by its words, a filter by
/// the whole. A log repeats few of them many times.
struct LogTerm {
    LogTermKind kind = LogTermKind::Person;
    std::string text; ///< UTF-8, at most textMax bytes

    static constexpr std::size_t textMax = 2'000;
    friend auto operator<=>(const LogTerm&, const LogTerm&) = default;
};

/// The terms of an access, each once and sorted. `request` is what its reader signed, if that could
/// be read.
std::vector<LogTerm> termsOf(const AccessBody& body, const std::optional<ReadRequest>& request);
/// The terms of an emergency.
std::vector<LogTerm> termsOf(const EmergencyBody& body);

} // namespace consentry
