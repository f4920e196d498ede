#include "core/base/instant.h"

#include <cstdio>

namespace consentry {
namespace {

using namespace std::chrono;

/// Reads exactly `count` digits at the front of `text` and drops them; -1 otherwise.
int takeDigits(std::string_view& text, std::size_t count) {
    if (text.size() < count) {
        return -1;
    }
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool takeChar(std::string_view& text, std::string_view any) {
    if (text.empty() || any.find(text.front()) == std::string_view::npos) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

} // namespace

std::string toRfc3339(Instant instant) {
    const auto day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss time(instant - day);
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), int(time.hours().count()),
                  int(time.minutes().count()), int(time.seconds().count()),
                  int(time.subseconds().count()));
    return text;
}

Result<Instant> parseRfc3339(std::string_view text) {
    const auto bad = [] { return fail(ErrorCode::Malformed, "not an RFC 3339 time"); };
    const int y = takeDigits(text, 4);
    if (y < 0 || !takeChar(text, "-")) {
        return bad();
    }
    const int m = takeDigits(text, 2);
    if (m < 0 || !takeChar(text, "-")) {
        return bad();
    }
    const int d = takeDigits(text, 2);
    if (d < 0 || !takeChar(text, "Tt ")) {
        return bad();
    }
    const int hour = takeDigits(text, 2);
    if (hour < 0 || hour > 23 || !takeChar(text, ":")) {
        return bad();
    }
    const int minute = takeDigits(text, 2);
    if (minute < 0 || minute > 59 || !takeChar(text, ":")) {
        return bad();
    }
    const int second = takeDigits(text, 2);
    if (second < 0 || second > 60) {
        return bad();
    }
    int millis = 0;
    if (takeChar(text, ".")) {
        int scale = 100;
        int digits = 0;
        for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
            millis += (text.front() - '0') * scale;
            scale /= 10;
            ++digits;
        }
        if (digits == 0 || digits > 9) {
            return bad();
        }
    }
    int offsetMinutes = 0;
    if (!takeChar(text, "Zz")) {
        const int sign = !text.empty() && text.front() == '-' ? -1 : 1;
        if (!takeChar(text, "+-")) {
            return bad();
        }
        const int offsetHour = takeDigits(text, 2);
        if (offsetHour < 0 || offsetHour > 23 || !takeChar(text, ":")) {
            return bad();
        }
        const int offsetMinute = takeDigits(text, 2);
        if (offsetMinute < 0 || offsetMinute > 59) {
            return bad();
        }
        offsetMinutes = sign * (offsetHour * 60 + offsetMinute);
    }
    const year_month_day date{year(y), month(unsigned(m)), day(unsigned(d))};
    if (!text.empty() || !date.ok()) {
        return bad();
    }
    return Instant(sys_days(date) + hours(hour) + minutes(minute - offsetMinutes) +
                   seconds(second) + milliseconds(millis));
}

} // namespace consentry
