#include "ui/models/format.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

QString written(const QDate& day, const QString& english, const QString& chinese) {
    const QLocale locale;
    return locale.toString(day, locale.language() == QLocale::Chinese ? chinese : english);
}

} // namespace

QString Format::dayShort(const QDate& day) {
    return written(day, u"d MMM"_s, u"M月d日"_s);
}

QString Format::dayLong(const QDate& day) {
    return written(day, u"d MMMM"_s, u"M月d日"_s);
}

QString Format::dayYear(const QDate& day) {
    return written(day, u"d MMMM yyyy"_s, u"yyyy年M月d日"_s);
}

QString Format::dayNear(const QDate& day, const QDate& today) {
    return day.year() == today.year() ? dayLong(day) : dayYear(day);
}

QString Format::month(const QDate& day) {
    return written(day, u"MMM"_s, u"M月"_s);
}

QString Format::monthYear(const QDate& day) {
    return written(day, u"MMMM yyyy"_s, u"yyyy年M月"_s);
}

QString Format::time(const QDateTime& at) {
    return at.toLocalTime().toString(u"HH:mm"_s);
}

QString Format::moment(const QDateTime& at, const QDate& today) {
    const QDate day = at.toLocalTime().date();
    if (day == today) {
        return tr("today %1").arg(time(at));
    }
    if (day.addDays(1) == today) {
        return tr("yesterday %1").arg(time(at));
    }
    //: %1 a day, %2 a time of that day
    return tr("%1, %2").arg(dayNear(day, today), time(at));
}

QString Format::dayHeading(const QDate& day, const QDate& today) {
    const QString name =
        written(day, u"dddd d MMMM"_s, u"M月d日 dddd"_s) +
        (day.year() == today.year() ? QString() : u' ' + QString::number(day.year()));
    if (day == today) {
        return tr("Today, %1").arg(name);
    }
    if (day.addDays(1) == today) {
        return tr("Yesterday, %1").arg(name);
    }
    return name;
}

QString Format::daysLeft(const QDate& lastDay, const QDate& today) {
    const auto days = today.daysTo(lastDay);
    if (days <= 0) {
        return tr("ends today");
    }
    return tr("%n days left", nullptr, static_cast<int>(days));
}

QString Format::dayShortYear(const QDate& day) {
    return written(day, u"d MMM yyyy"_s, u"yyyy年M月d日"_s);
}

QString Format::lineStart(QString name) {
    if (!name.isEmpty()) {
        name[0] = name[0].toUpper();
    }
    return name;
}

QString Format::inWords(const QString& sentence, int count) {
    // Chinese counts things with 两, not 二.
    static const QStringList english{u"one"_s, u"two"_s,   u"three"_s, u"four"_s, u"five"_s,
                                     u"six"_s, u"seven"_s, u"eight"_s, u"nine"_s, u"ten"_s};
    static const QStringList chinese{u"一"_s, u"两"_s, u"三"_s, u"四"_s, u"五"_s,
                                     u"六"_s, u"七"_s, u"八"_s, u"九"_s, u"十"_s};
    const QString digits = QString::number(count);
    const auto at = sentence.indexOf(digits);
    if (count < 1 || count > english.size() || at < 0) {
        return sentence;
    }
    QString before = sentence.left(at);
    QString after = sentence.mid(at + digits.size());
    if (QLocale().language() == QLocale::Chinese) {
        return before.trimmed() + chinese.at(count - 1) + after.trimmed();
    }
    QString word = english.at(count - 1);
    if (before.isEmpty()) {
        word[0] = word.at(0).toUpper();
    }
    return before + word + after;
}

QString Format::listed(const QStringList& items, int most) {
    const int more = most > 0 ? static_cast<int>(items.size()) - most : 0;
    if (more > 0) {
        //: %1 "a, b, c"
        return tr("%1 and %n more", nullptr, more).arg(items.mid(0, most).join(tr(", ")));
    }
    if (items.size() < 2) {
        return items.join(QString());
    }
    //: %1 "a, b", %2 "c"
    return tr("%1 and %2").arg(items.mid(0, items.size() - 1).join(tr(", ")), items.last());
}

QString Format::timeSpan(qint64 milliseconds) {
    constexpr qint64 second = 1'000;
    constexpr qint64 minute = 60 * second;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    const qint64 span = qAbs(milliseconds);
    const auto times = [span](qint64 unit) { return static_cast<int>((span + unit / 2) / unit); };
    if (span < 10 * second) {
        return tr("%1 s").arg(QLocale().toString(double(span) / double(second), 'f', 1));
    }
    if (span < 2 * minute) {
        return tr("%n seconds", nullptr, times(second));
    }
    if (span < 2 * hour) {
        return tr("%n minutes", nullptr, times(minute));
    }
    return span < 2 * day ? tr("%n hours", nullptr, times(hour))
                          : tr("%n days", nullptr, times(day));
}

QString Format::number(qint64 value) {
    return QLocale().toString(value);
}

} // namespace consentry::ui
