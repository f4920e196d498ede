#include "ui/models/log_outline.h"

#include <algorithm>

namespace consentry::ui {

void LogPlaces::append(LogSequence seq, const QDate& day) {
    if (m_days.empty() || m_days.back().day != day) {
        m_days.push_back({day, static_cast<int>(m_visits.size()), 0});
    }
    ++m_days.back().visits;
    m_visits.push_back(seq);
}

/// Before the visits of the day numbered n stand n headings and its own.
std::size_t LogPlaces::dayNumber(int index) const {
    std::size_t low = 0;
    std::size_t high = m_days.size();
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        (m_days[middle].firstVisit + static_cast<int>(middle) <= index ? low : high) = middle;
    }
    return low;
}

std::optional<int> LogPlaces::visitAt(int index) const {
    const std::size_t number = dayNumber(index);
    const int heading = m_days[number].firstVisit + static_cast<int>(number);
    return index == heading ? std::nullopt : std::optional(index - static_cast<int>(number) - 1);
}

int LogPlaces::indexOfVisit(int visit) const {
    const auto after =
        std::upper_bound(m_days.begin(), m_days.end(), visit,
                         [](int number, const Day& day) { return number < day.firstVisit; });
    return visit + static_cast<int>(after - m_days.begin());
}

int LogPlaces::indexOf(LogSequence seq) const {
    const auto found = std::lower_bound(m_visits.begin(), m_visits.end(), seq,
                                        [](LogSequence a, LogSequence b) { return b < a; });
    return found == m_visits.end() ? -1 : indexOfVisit(static_cast<int>(found - m_visits.begin()));
}

} // namespace consentry::ui
