#include "ui/widgets/date_text.h"

#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int monthsPerYear = 12;
// A day that exists only in leap years is at most eight years away (1896 to 1904).
constexpr int yearsToLook = 8;
constexpr int letterMin = 3;

int monthNamed(const QString& word) {
    const QString wanted = word.toLower();
    for (const QLocale& locale : {QLocale(), QLocale(QLocale::English)}) {
        for (int month = 1; month <= monthsPerYear; ++month) {
            if (locale.standaloneMonthName(month).toLower() == wanted ||
                (wanted.size() >= letterMin &&
                 locale.standaloneMonthName(month).toLower().startsWith(wanted))) {
                return month;
            }
        }
    }
    return 0;
}

std::optional<QDate> dayOf(int year, int month, int day) {
    const QDate date(year, month, day);
    return date.isValid() ? std::optional(date) : std::nullopt;
}

std::optional<QDate> nextDay(int month, int day, const QDate& today) {
    for (int year = today.year(); year <= today.year() + yearsToLook; ++year) {
        const QDate date(year, month, day);
        if (date.isValid() && date >= today) {
            return date;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<QDate> parseDay(const QString& text, const QDate& today) {
    static const QRegularExpression iso(u"^(\\d{4})[-./](\\d{1,2})[-./](\\d{1,2})$"_s);
    static const QRegularExpression dayFirst(u"^(\\d{1,2})[-./](\\d{1,2})[-./](\\d{4})$"_s);
    static const QRegularExpression chinese(
        u"^(?:(\\d{4})\\s*年\\s*)?(\\d{1,2})\\s*月\\s*(\\d{1,2})\\s*[日号]?$"_s);
    static const QRegularExpression named(
        u"^(\\d{1,2})\\.?\\s+(\\p{L}+)\\.?,?(?:\\s+(\\d{4}))?$"_s);
    const QString words = text.simplified();
    if (words.isEmpty() || words.size() > dateTextMax) {
        return std::nullopt;
    }
    const auto number = [](const QRegularExpressionMatch& match, int group) {
        return match.captured(group).toInt();
    };
    if (const auto m = iso.match(words); m.hasMatch()) {
        return dayOf(number(m, 1), number(m, 2), number(m, 3));
    }
    if (const auto m = dayFirst.match(words); m.hasMatch()) {
        return dayOf(number(m, 3), number(m, 2), number(m, 1));
    }
    if (const auto m = chinese.match(words); m.hasMatch()) {
        return m.captured(1).isEmpty() ? nextDay(number(m, 2), number(m, 3), today)
                                       : dayOf(number(m, 1), number(m, 2), number(m, 3));
    }
    if (const auto m = named.match(words); m.hasMatch()) {
        const int month = monthNamed(m.captured(2));
        if (month == 0) {
            return std::nullopt;
        }
        return m.captured(3).isEmpty() ? nextDay(month, number(m, 1), today)
                                       : dayOf(number(m, 3), month, number(m, 1));
    }
    return std::nullopt;
}

} // namespace consentry::ui
