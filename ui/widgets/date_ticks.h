#pragma once

#include <QDate>
#include <QList>

namespace consentry::ui {

/// The firsts of months between two days, in even steps (every month, every third, each half year,
/// each year, …) of which at most `most` fit.
QList<QDate> monthTicks(const QDate& from, const QDate& to, int most);

/// "Apr", or the year where the year begins.
QString tickName(const QDate& month);

} // namespace consentry::ui
