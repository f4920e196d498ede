#include "core/light_client/timestamp.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace consentry::light_client {
namespace {

constexpr std::int64_t secondsPerDay = 86'400;

/// A fixed number of digits at a fixed place, or -1.
int digitsAt(std::string_view text, std::size_t position, std::size_t count) {
    if (position + count > text.size()) {
        return -1;
    }
    int value = 0;
    for (const char digit : text.substr(position, count)) {
        if (digit < '0' || digit > '9') {
            return -1;
        }
        value = value * 10 + (digit - '0');
    }
    return value;
}

/// ".185381716" as nanoseconds; "" is 0.
Result<std::int32_t> parseDecimals(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const std::size_t count = text.size() - 1;
    const int value =
        text.front() == '.' && count >= 1 && count <= 9 ? digitsAt(text, 1, count) : -1;
    if (value < 0) {
        return fail(ErrorCode::Malformed, "decimals of a time");
    }
    std::int32_t nanos = value;
    for (std::size_t digit = count; digit < 9; ++digit) {
        nanos *= 10;
    }
    return nanos;
}

void appendPadded(std::string& text, std::int64_t value, std::size_t width) {
    const std::string digits = std::to_string(value);
    text.append(width - std::min(width, digits.size()), '0');
    text += digits;
}

} // namespace

Result<Timestamp> Timestamp::from(std::int64_t seconds, std::int32_t nanos) {
    if (seconds < secondsMin || seconds > secondsMax || nanos < 0 || nanos >= nanosPerSecond) {
        return fail(ErrorCode::Malformed, "time out of range");
    }
    return Timestamp(seconds, nanos);
}

Timestamp Timestamp::fromInstant(Instant instant) {
    // Clamped before any arithmetic: the ends of an int64 do not survive rounding.
    instant = std::clamp(instant, Instant(std::chrono::seconds(secondsMin)),
                         Instant(std::chrono::seconds(secondsMax) + milliseconds(999)));
    const auto whole = std::chrono::floor<std::chrono::seconds>(instant);
    const std::int64_t seconds = whole.time_since_epoch().count();
    const auto rest = static_cast<std::int32_t>((instant - whole).count());
    return {seconds, rest * 1'000'000};
}

Result<Timestamp> Timestamp::parse(std::string_view text) {
    // 0001-01-01T00:00:00Z has 20 characters, nine decimals and their point ten more.
    const bool framed = text.size() >= 20 && text.size() <= 30 && text[4] == '-' &&
                        text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' &&
                        text.back() == 'Z';
    if (!framed) {
        return fail(ErrorCode::Malformed, "a time is not RFC 3339 in UTC");
    }
    const int hour = digitsAt(text, 11, 2);
    const int minute = digitsAt(text, 14, 2);
    const int second = digitsAt(text, 17, 2);
    const int month = digitsAt(text, 5, 2);
    const int day = digitsAt(text, 8, 2);
    const int year = digitsAt(text, 0, 4);
    const std::chrono::year_month_day date(
        std::chrono::year(year), std::chrono::month(static_cast<unsigned>(std::max(month, 0))),
        std::chrono::day(static_cast<unsigned>(std::max(day, 0))));
    if (year < 1 || !date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 59) {
        return fail(ErrorCode::Malformed, "a time that the calendar does not have");
    }
    ASSIGN_OR_RETURN(const std::int32_t nanos, parseDecimals(text.substr(19, text.size() - 20)));
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return from(days * secondsPerDay + hour * 3600 + minute * 60 + second, nanos);
}

Instant Timestamp::toInstant() const {
    return Instant(std::chrono::seconds(m_seconds) + milliseconds(m_nanos / 1'000'000));
}

Timestamp Timestamp::plus(milliseconds duration) const {
    // Further than from one end to the other makes no difference.
    constexpr milliseconds longest = std::chrono::seconds(secondsMax - secondsMin + 1);
    duration = std::clamp(duration, -longest, longest);
    const auto whole = std::chrono::floor<std::chrono::seconds>(duration);
    std::int32_t nanos =
        m_nanos + static_cast<std::int32_t>((duration - whole).count()) * 1'000'000;
    std::int64_t seconds = m_seconds + whole.count();
    if (nanos >= nanosPerSecond) {
        nanos -= nanosPerSecond;
        ++seconds;
    }
    if (seconds < secondsMin) {
        return {secondsMin, 0};
    }
    return seconds > secondsMax ? Timestamp(secondsMax, nanosPerSecond - 1)
                                : Timestamp(seconds, nanos);
}

std::string Timestamp::text() const {
    const std::chrono::sys_seconds moment{std::chrono::seconds(m_seconds)};
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(moment - day);
    std::string text;
    appendPadded(text, int(date.year()), 4);
    appendPadded(text += '-', unsigned(date.month()), 2);
    appendPadded(text += '-', unsigned(date.day()), 2);
    appendPadded(text += 'T', clock.hours().count(), 2);
    appendPadded(text += ':', clock.minutes().count(), 2);
    appendPadded(text += ':', clock.seconds().count(), 2);
    if (m_nanos != 0) {
        appendPadded(text += '.', m_nanos, 9);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text + 'Z';
}

} // namespace consentry::light_client
