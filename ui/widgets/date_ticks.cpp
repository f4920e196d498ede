#include "ui/widgets/date_ticks.h"

#include "ui/models/format.h"

#include <array>

namespace consentry::ui {
namespace {

constexpr std::array stepsInMonths{1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000};
constexpr int monthsPerYear = 12;

int monthNumber(const QDate& day) {
    return day.year() * monthsPerYear + day.month() - 1;
}

} // namespace

QList<QDate> monthTicks(const QDate& from, const QDate& to, int most) {
    if (!from.isValid() || !to.isValid() || most < 1) {
        return {};
    }
    const int months = monthNumber(to) - monthNumber(from) + 1;
    int step = stepsInMonths.back();
    for (const int candidate : stepsInMonths) {
        if (months <= candidate * most) {
            step = candidate;
            break;
        }
    }
    QList<QDate> ticks;
    for (int month = monthNumber(from); month <= monthNumber(to); ++month) {
        const QDate day(month / monthsPerYear, month % monthsPerYear + 1, 1);
        if (month % step == 0 && day >= from && day <= to) {
            ticks << day;
        }
    }
    return ticks;
}

QString tickName(const QDate& month) {
    return month.month() == 1 ? QString::number(month.year()) : Format::month(month);
}

} // namespace consentry::ui
