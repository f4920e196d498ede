#include "core/consent/period.h"

#include <charconv>
#include <optional>

namespace consentry::consent {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::months;
using std::chrono::sys_days;

constexpr int countMax = 9999;
constexpr int yearMin = 1900;
constexpr int yearMax = 2199;

enum class Direction { Back, Ahead };

std::optional<int> parseNumber(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.front() == '-') {
        return std::nullopt;
    }
    return number;
}

/// The same day some months away, or that month's last day where it has no such day.
Day addMonths(const Day& day, months count) {
    const Day moved = day + count;
    return moved.ok() ? moved : Day(moved.year() / moved.month() / std::chrono::last);
}

Result<Day> shifted(std::string_view text, const Day& today, Direction direction) {
    const char unit = text.empty() ? '\0' : text.back();
    const auto number =
        text.size() < 2 ? std::nullopt : parseNumber(text.substr(0, text.size() - 1));
    if (!number || *number == 0) {
        return fail(ErrorCode::Malformed, "period: 30d, 4w, 6m, 1y or a date");
    }
    if (*number > countMax) {
        return fail(ErrorCode::InvalidArgument, "period too long");
    }
    const int count = direction == Direction::Back ? -*number : *number;
    switch (unit) {
    case 'd':
        return Day(sys_days(today) + days(count));
    case 'w':
        return Day(sys_days(today) + std::chrono::weeks(count));
    case 'm':
        return addMonths(today, months(count));
    case 'y':
        return addMonths(today, months(12 * count));
    default:
        return fail(ErrorCode::Malformed, "period: 30d, 4w, 6m, 1y or a date");
    }
}

Result<Day> dayOf(std::string_view text, Instant now, const ZoneOffset& zone, Direction direction) {
    Day day;
    if (text.find('-') != std::string_view::npos) {
        ASSIGN_OR_RETURN(day, parseDay(text));
    } else {
        ASSIGN_OR_RETURN(day, shifted(text, localDay(now, zone), direction));
    }
    const int year = static_cast<int>(day.year());
    if (year < yearMin || year > yearMax) {
        return fail(ErrorCode::InvalidArgument, "year out of range");
    }
    return day;
}

} // namespace

Day localDay(Instant moment, const ZoneOffset& zone) {
    return Day(std::chrono::floor<days>(moment + zone(moment)));
}

Instant startOfDay(const Day& day, const ZoneOffset& zone) {
    const Instant midnight = sys_days(day);
    // The offset at midnight is wanted and only known once midnight is: two steps settle it.
    const Instant near = midnight - zone(midnight);
    return midnight - zone(near);
}

Day lastDayBefore(Instant end, const ZoneOffset& zone) {
    return localDay(end - milliseconds(1), zone);
}

Result<Day> parseDay(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return fail(ErrorCode::Malformed, "date");
    }
    const auto year = parseNumber(text.substr(0, 4));
    const auto month = parseNumber(text.substr(5, 2));
    const auto day = parseNumber(text.substr(8, 2));
    if (!year || !month || !day) {
        return fail(ErrorCode::Malformed, "date");
    }
    const Day result(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                     std::chrono::day(static_cast<unsigned>(*day)));
    if (!result.ok()) {
        return fail(ErrorCode::Malformed, "date");
    }
    return result;
}

Result<Instant> parseWindowStart(std::string_view text, Instant now, const ZoneOffset& zone) {
    ASSIGN_OR_RETURN(const Day day, dayOf(text, now, zone, Direction::Back));
    return startOfDay(day, zone);
}

Result<Instant> parseValidityEnd(std::string_view text, Instant now, const ZoneOffset& zone) {
    ASSIGN_OR_RETURN(const Day day, dayOf(text, now, zone, Direction::Ahead));
    const Instant end = startOfDay(Day(sys_days(day) + days(1)), zone);
    if (end <= now) {
        return fail(ErrorCode::InvalidArgument, "ends before it begins");
    }
    return end;
}

} // namespace consentry::consent
