#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "ui/models/access_log.h"

#include <vector>

namespace consentry::ui {

/// What filters and headings need of every access, newest first: a few bytes for each. Never
/// changed once made, so that threads share it.
struct LogOutline {
    struct Row {
        LogSequence seq;
        Instant at;
        AccessMark mark = AccessMark::ByRule;
    };
    std::vector<Row> rows;
};

/// The list that "Who looked" shows: the visits under a filter, newest first, and a heading before
/// each day's. Knows their places and numbers, not what they say.
class LogPlaces {
public:
    struct Day {
        QDate day;
        int firstVisit = 0;
        int visits = 0;

        friend bool operator==(const Day&, const Day&) = default;
    };

    /// The next older visit.
    void append(LogSequence seq, const QDate& day);
    /// Under the filter but for its mark: what choosing another mark would show.
    AccessCounts counts;
    AccessCalendar calendar;

    int rowCount() const { return static_cast<int>(m_visits.size() + m_days.size()); }
    const std::vector<LogSequence>& visits() const { return m_visits; }
    /// The day whose heading or visit stands there. `index` must be inside.
    const Day& dayAt(int index) const { return m_days[dayNumber(index)]; }
    /// The number of the visit there, or nothing for a heading.
    std::optional<int> visitAt(int index) const;
    /// Where a visit stands or, where it is not in the list, the next older one; -1 for none.
    int indexOf(LogSequence seq) const;
    int indexOfVisit(int visit) const;

    friend bool operator==(const LogPlaces& a, const LogPlaces& b) {
        return a.m_visits == b.m_visits && a.m_days == b.m_days;
    }

private:
    std::size_t dayNumber(int index) const;

    std::vector<LogSequence> m_visits;
    std::vector<Day> m_days;
};

} // namespace consentry::ui
