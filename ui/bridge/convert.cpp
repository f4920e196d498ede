#include "ui/bridge/convert.h"

#include <QTimeZone>

namespace consentry::ui {

QString toQString(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::string toUtf8(const QString& text) {
    return text.toUtf8().toStdString();
}

QDateTime toDateTime(Instant instant) {
    return QDateTime::fromMSecsSinceEpoch(millisOf(instant));
}

QDate toDate(Instant instant) {
    return toDateTime(instant).date();
}

QDate lastDayOf(Instant end) {
    return toDate(end - milliseconds(1));
}

Instant startOfDay(const QDate& day) {
    return instantFromMillis(day.startOfDay().toMSecsSinceEpoch());
}

Instant endOfDay(const QDate& lastDay) {
    return startOfDay(lastDay.addDays(1));
}

consent::ZoneOffset localZone() {
    return [](Instant instant) {
        return std::chrono::minutes(toDateTime(instant).offsetFromUtc() / 60);
    };
}

} // namespace consentry::ui
