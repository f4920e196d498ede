#pragma once

#include <QCoreApplication>
#include <QDate>
#include <QDateTime>
#include <QString>

namespace consentry::ui {

/// Dates, times and counts as people read them, in the current language. Times are shown in the
/// computer's zone.
class Format {
    Q_DECLARE_TR_FUNCTIONS(Format)
public:
    /// "30 Jun", 6月30日.
    static QString dayShort(const QDate& day);
    /// "30 June", 6月30日.
    static QString dayLong(const QDate& day);
    /// "30 June 2026", 2026年6月30日.
    static QString dayYear(const QDate& day);
    /// With the year only when it is not this year's.
    static QString dayNear(const QDate& day, const QDate& today);
    /// "Apr", 4月.
    static QString month(const QDate& day);
    static QString monthYear(const QDate& day);
    /// "14:05".
    static QString time(const QDateTime& at);
    /// "today 14:05", "yesterday 16:05", "13 June 16:05".
    static QString moment(const QDateTime& at, const QDate& today);
    /// "Today · Saturday 14 June", 今天 6月14日 星期六.
    static QString dayHeading(const QDate& day, const QDate& today);
    /// "6 days left", "ends today".
    static QString daysLeft(const QDate& lastDay, const QDate& today);
    static QString number(qint64 value);
    /// "a", "a and b", "a, b and c"; beyond `most` "a, b, c and 4 more" (0: all).
    static QString listed(const QStringList& items, int most = 0);
    /// "0.4 s", "12 seconds", "3 hours": without a sign, in the largest unit that says enough.
    static QString timeSpan(qint64 milliseconds);
    /// "11 Mar 2027", 2027年3月11日.
    static QString dayShortYear(const QDate& day);
    /// A name at the beginning of a line: "the doctors of …" with a capital letter.
    static QString lineStart(QString name);
    /// Writes the first `count` in a sentence as a word if it is a small number: "Four parties".
    static QString inWords(const QString& sentence, int count);
};

} // namespace consentry::ui
