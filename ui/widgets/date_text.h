#pragma once

#include <QDate>
#include <QString>

#include <optional>

namespace consentry::ui {

/// Longer input is no date.
inline constexpr int dateTextMax = 40;

/// Reads a day as people write one: "9 December 2026", "9 Dec", "2026-12-09", "9.12.2026",
/// "9/12/2026" (day first), "2026年12月9日", "12月9日". Without a year it is the next such day from
/// `today` on. Month names are English or of the current locale. Empty for anything else, also for
/// days that do not exist.
std::optional<QDate> parseDay(const QString& text, const QDate& today);

} // namespace consentry::ui
