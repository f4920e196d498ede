#include "core/clinical/partial_date.h"

namespace consentry::clinical {
namespace {

using namespace std::chrono;

constexpr hours earliestZone{14};             ///< a day begins first at UTC+14
constexpr hours latestZone{12};               ///< and ends last at UTC-12
constexpr std::size_t textMax = 64;           ///< bytes; far above the longest dateTime
constexpr std::size_t fractionDigitsKept = 9; ///< what parseRfc3339 takes; FHIR sets no bound

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

TimeSpan everywhere(sys_days first, sys_days behind) {
    return {Instant(first) - earliestZone, Instant(behind) + latestZone};
}

/// The fraction of a second cut to what an Instant parser reads.
std::string shortFraction(std::string_view text) {
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos) {
        return std::string(text);
    }
    std::size_t end = point + 1;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') {
        ++end;
    }
    const std::size_t kept = std::min(end, point + 1 + fractionDigitsKept);
    return std::string(text.substr(0, kept)) + std::string(text.substr(end));
}

} // namespace

Result<PartialDate> PartialDate::parse(std::string_view text) {
    const auto bad = [] { return fail(ErrorCode::Malformed, "not a FHIR date"); };
    const bool longEnough = text.size() == 4 || text.size() == 7 || text.size() >= 10;
    if (!longEnough || text.size() > textMax) {
        return bad();
    }
    PartialDate date;
    date.m_text = text;
    const int y = number(text.substr(0, 4));
    if (y < 1) {
        return bad();
    }
    if (text.size() == 4) {
        date.m_precision = Precision::Year;
        date.m_span = everywhere(sys_days(year(y) / 1 / 1), sys_days(year(y + 1) / 1 / 1));
        return date;
    }
    const int m = number(text.substr(5, 2));
    if (text[4] != '-' || m < 1 || m > 12) {
        return bad();
    }
    const year_month inMonth = year(y) / month(unsigned(m));
    if (text.size() == 7) {
        date.m_precision = Precision::Month;
        date.m_span = everywhere(sys_days(inMonth / 1), sys_days((inMonth + months(1)) / 1));
        return date;
    }
    const int d = number(text.substr(8, 2));
    const year_month_day day(inMonth / std::chrono::day(unsigned(d < 0 ? 0 : d)));
    if (text[7] != '-' || d < 1 || !day.ok()) {
        return bad();
    }
    if (text.size() == 10) {
        date.m_precision = Precision::Day;
        date.m_span = everywhere(sys_days(day), sys_days(day) + days(1));
        return date;
    }
    const std::string whole = shortFraction(text);
    if (const auto instant = parseRfc3339(whole); instant && text[10] == 'T') {
        date.m_precision = Precision::Instant;
        date.m_span = {*instant, *instant + milliseconds(1)};
        return date;
    }
    const bool hasTime = text[10] == 'T' || text[10] == ' ';
    if (hasTime && (parseRfc3339(whole + "Z") || parseRfc3339(whole + ":00Z"))) {
        date.m_precision = Precision::Day;
        date.m_span = everywhere(sys_days(day), sys_days(day) + days(1));
        return date;
    }
    return bad();
}

} // namespace consentry::clinical
