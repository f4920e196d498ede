#pragma once

#include "core/base/instant.h"
#include "core/consent/period.h"
#include "core/consent/terms.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace consentry::ui {

// The one place where core values become Qt's and back. Times are shown in the computer's zone.

QString toQString(std::string_view utf8);
std::string toUtf8(const QString& text);
/// An id from the hexadecimal text that a view carries; nothing where it is none.
template <class Id> std::optional<Id> idFromText(const QString& text) {
    const auto id = Id::fromHexText(toUtf8(text));
    return id ? std::optional(*id) : std::nullopt;
}
QDateTime toDateTime(Instant instant);
QDate toDate(Instant instant);
/// The last day on which something that ends at `end` (exclusive) still holds.
QDate lastDayOf(Instant end);
/// The first moment after a local day.
Instant endOfDay(const QDate& lastDay);
Instant startOfDay(const QDate& day);
/// The computer's zone, for sentences and windows of the core.
consent::ZoneOffset localZone();

} // namespace consentry::ui
