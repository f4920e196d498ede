#include "ui/models/log_outline.h"

#include "ui/bridge/convert.h"

#include <algorithm>

namespace consentry::ui {
namespace {

/// Visits of one moment that a further access may belong to: among more people than these, of whom
/// each looks again and again within the pause, visits fall apart, and no log takes long.
constexpr std::size_t visitsGoingOnMax = 32;

/// Cuts rows, newest first, into days. Finding the day of a moment is slow: neighbours share it,
/// and most often the day before comes next.
class DayFinder {
public:
    /// Whether `at` lies in the same day as the moment before.
    bool isSameDay(Instant at) {
        if (at >= m_begin && at < m_end) {
            return true;
        }
        if (m_day.isValid() && at < m_begin) {
            m_end = m_begin;
            m_day = m_day.addDays(-1);
            m_begin = startOfDay(m_day);
        }
        if (!m_day.isValid() || at < m_begin || at >= m_end) {
            m_day = toDate(at);
            m_begin = startOfDay(m_day);
            m_end = endOfDay(m_day);
        }
        return false;
    }
    const QDate& day() const { return m_day; }

private:
    QDate m_day;
    Instant m_begin = Instant::max();
    Instant m_end = Instant::max();
};

/// Gives the accesses of a day, newest first, to visits.
class Visits {
public:
    explicit Visits(LogOutline& outline) : m_outline(outline) {}

    /// `person`: a number that is 0 where it is not known who it was.
    void add(const LogOutline::Access& access, std::uint32_t person) {
        const LogIndex::Row& row = m_outline.rowOf(access);
        const std::uint32_t visit = person == 0 ? begin() : visitOf(access, row, person);
        m_accesses.push_back({access, visit});
        ++m_counts[visit];
    }
    void endDay() {
        std::vector<std::uint32_t> next(m_counts.size());
        auto begin = static_cast<std::uint32_t>(m_outline.accesses.size());
        for (std::size_t visit = 0; visit < m_counts.size(); ++visit) {
            next[visit] = begin;
            m_outline.visits.push_back(begin);
            begin += m_counts[visit];
        }
        m_outline.accesses.resize(begin);
        for (const auto& [access, visit] : m_accesses) {
            m_outline.accesses[next[visit]++] = access;
        }
        m_accesses.clear();
        m_counts.clear();
        m_goingOn.clear();
    }

private:
    struct GoingOn {
        std::uint32_t person;
        std::uint32_t actor;
        AccessMark mark;
        Instant oldest;
        std::uint32_t visit;
    };

    std::uint32_t begin() {
        m_counts.push_back(0);
        return static_cast<std::uint32_t>(m_counts.size() - 1);
    }
    std::uint32_t visitOf(const LogOutline::Access& access, const LogIndex::Row& row,
                          std::uint32_t person) {
        const auto known =
            std::find_if(m_goingOn.begin(), m_goingOn.end(), [&](const GoingOn& one) {
                return one.person == person && one.actor == row.actor && one.mark == access.mark;
            });
        if (known == m_goingOn.end()) {
            m_goingOn.push_back({person, row.actor, access.mark, row.at, begin()});
        } else {
            if (known->oldest - row.at > LogOutline::visitPause) {
                known->visit = begin();
            }
            known->oldest = row.at;
            // Those who were here last are asked for first.
            std::rotate(m_goingOn.begin(), known, known + 1);
            return m_goingOn.front().visit;
        }
        std::rotate(m_goingOn.begin(), m_goingOn.end() - 1, m_goingOn.end());
        m_goingOn.resize(std::min(m_goingOn.size(), visitsGoingOnMax));
        return m_goingOn.front().visit;
    }

    LogOutline& m_outline;
    std::vector<std::pair<LogOutline::Access, std::uint32_t>> m_accesses;
    std::vector<std::uint32_t> m_counts; ///< of the accesses of each visit
    std::vector<GoingOn> m_goingOn;
};

/// For each set of terms the person in it; 0 for none.
std::vector<std::uint32_t> personsOf(const LogIndex& index) {
    std::vector<std::uint32_t> persons(std::max<std::size_t>(index.termSets.size(), 1));
    for (std::size_t set = 0; set < index.termSets.size(); ++set) {
        for (const std::uint32_t term : index.termSets[set]) {
            if (index.terms[term].kind == LogTermKind::Person) {
                persons[set] = term;
                break;
            }
        }
    }
    return persons;
}

bool isInPeriod(const QDate& day, const LogChoice& choice) {
    return (!choice.from.isValid() || day >= choice.from) &&
           (!choice.to.isValid() || day <= choice.to);
}

bool fits(const LogIndex::Row& row, const LogChoice& choice) {
    return (!choice.grant || *choice.grant == row.grant) &&
           (choice.needed == 0 || ((choice.bitsOfSets[row.terms] | choice.bitsOfActors[row.actor]) &
                                   choice.needed) == choice.needed);
}

} // namespace

AccessMark markOf(wallet::EntryKind kind) {
    switch (kind) {
    case wallet::EntryKind::Emergency:
        return AccessMark::Emergency;
    case wallet::EntryKind::NoRule:
        return AccessMark::NoRule;
    case wallet::EntryKind::Refused:
        return AccessMark::Refused;
    case wallet::EntryKind::ByRule:
    case wallet::EntryKind::Own:
    case wallet::EntryKind::Act:
        break;
    }
    return AccessMark::ByRule;
}

AccessMark markOf(const LogIndex::Row& row) {
    return markOf(wallet::kindOf(static_cast<registry::LogEventType>(row.type),
                                 row.isRefused ? 1U : 0U, row.verdict));
}

std::size_t LogOutline::endOfDay(std::size_t number) const {
    return number + 1 < days.size() ? days[number + 1].firstVisit : visits.size();
}

std::span<const LogOutline::Access> LogOutline::accessesOf(std::size_t visit) const {
    const std::size_t begin = visits[visit];
    const std::size_t end = visit + 1 < visits.size() ? visits[visit + 1] : accesses.size();
    return std::span(accesses).subspan(begin, end - begin);
}

LogOutline outlineOf(LogIndex index, std::span<const std::uint32_t> types) {
    LogOutline outline;
    outline.index = std::move(index);
    const std::vector<std::uint32_t> persons = personsOf(outline.index);
    outline.accesses.reserve(outline.index.rows.size());
    DayFinder days;
    Visits visits(outline);
    for (std::size_t i = outline.index.rows.size(); i-- > 0;) {
        const LogIndex::Row& row = outline.index.rows[i];
        if (std::find(types.begin(), types.end(), row.type) == types.end()) {
            continue;
        }
        if (!days.isSameDay(row.at)) {
            visits.endDay();
            outline.days.push_back({days.day(), static_cast<std::uint32_t>(outline.visits.size())});
        }
        visits.add({static_cast<std::uint32_t>(i), markOf(row)}, persons[row.terms]);
    }
    visits.endDay();
    return outline;
}

void LogPlaces::append(const QDate& day, std::span<const LogSequence> visit) {
    if (m_days.empty() || m_days.back().day != day) {
        m_days.push_back({day, visitCount(), 0});
    }
    m_days.back().accesses += static_cast<int>(visit.size());
    m_visits.push_back(static_cast<int>(m_accesses.size()));
    m_accesses.insert(m_accesses.end(), visit.begin(), visit.end());
}

std::span<const LogSequence> LogPlaces::accessesOf(int visit) const {
    const auto number = static_cast<std::size_t>(visit);
    const auto begin = static_cast<std::size_t>(m_visits[number]);
    const auto end = number + 1 < m_visits.size() ? static_cast<std::size_t>(m_visits[number + 1])
                                                  : m_accesses.size();
    return std::span(m_accesses).subspan(begin, end - begin);
}

int LogPlaces::dayOf(int visit) const {
    const auto after =
        std::upper_bound(m_days.begin(), m_days.end(), visit,
                         [](int number, const Day& day) { return number < day.firstVisit; });
    return static_cast<int>(after - m_days.begin()) - 1;
}

int LogPlaces::partsBefore(int visit) const {
    const auto after =
        std::lower_bound(m_open.begin(), m_open.end(), visit,
                         [](const Open& open, int number) { return open.visit < number; });
    return after == m_open.begin() ? 0 : (after - 1)->partsBefore + (after - 1)->parts;
}

bool LogPlaces::isOpen(int visit) const {
    return std::any_of(m_open.begin(), m_open.end(),
                       [visit](const Open& open) { return open.visit == visit; });
}

void LogPlaces::setOpen(int visit, bool isOpen) {
    const auto parts = static_cast<int>(accessesOf(visit).size());
    std::erase_if(m_open, [visit](const Open& open) { return open.visit == visit; });
    if (isOpen && parts > 1) {
        m_open.push_back({visit, parts, 0});
    }
    std::sort(m_open.begin(), m_open.end(),
              [](const Open& a, const Open& b) { return a.visit < b.visit; });
    int before = 0;
    for (Open& open : m_open) {
        open.partsBefore = before;
        before += open.parts;
    }
}

int LogPlaces::indexOfVisit(int visit) const {
    return visit + dayOf(visit) + 1 + partsBefore(visit);
}

LogPlaces::Place LogPlaces::placeAt(int index) const {
    // The last visit that stands there or before.
    int low = -1;
    int high = visitCount();
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        (indexOfVisit(middle) <= index ? low : high) = middle;
    }
    if (low < 0) {
        return {Kind::Day, 0, 0, 0};
    }
    const int first = m_visits[static_cast<std::size_t>(low)];
    const int parts = isOpen(low) ? static_cast<int>(accessesOf(low).size()) : 0;
    const int below = index - indexOfVisit(low);
    return below == 0       ? Place{Kind::Visit, dayOf(low), low, first}
           : below <= parts ? Place{Kind::Part, dayOf(low), low, first + below - 1}
                            : Place{Kind::Day, dayOf(low) + 1, low + 1, 0};
}

std::optional<int> LogPlaces::find(LogSequence seq) const {
    // Visits lie across each other: the list has no order to search by.
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < m_accesses.size(); ++i) {
        if (m_accesses[i] == seq) {
            return static_cast<int>(i);
        }
        if (m_accesses[i] < seq && (!best || m_accesses[*best] < m_accesses[i])) {
            best = i;
        }
    }
    return best ? std::optional(static_cast<int>(*best)) : std::nullopt;
}

int LogPlaces::visitOf(int access) const {
    return static_cast<int>(std::upper_bound(m_visits.begin(), m_visits.end(), access) -
                            m_visits.begin()) -
           1;
}

int LogPlaces::indexOfAccess(int access) const {
    const int visit = visitOf(access);
    const int part = isOpen(visit) ? access - m_visits[static_cast<std::size_t>(visit)] + 1 : 0;
    return indexOfVisit(visit) + part;
}

bool LogChoice::mayFit() const {
    std::uint32_t found = 0;
    for (const std::uint32_t bits : bitsOfSets) {
        found |= bits;
    }
    for (const std::uint32_t bits : bitsOfActors) {
        found |= bits;
    }
    return (found & needed) == needed;
}

LogPlaces arrange(const LogOutline& outline, const LogChoice& choice) {
    LogPlaces places;
    std::vector<LogSequence> kept;
    for (std::size_t d = 0; d < outline.days.size(); ++d) {
        const QDate& day = outline.days[d].day;
        const bool isShown = isInPeriod(day, choice);
        AccessCounts all;
        AccessCounts shown;
        for (std::size_t visit = outline.days[d].firstVisit; visit < outline.endOfDay(d); ++visit) {
            kept.clear();
            for (const LogOutline::Access& access : outline.accessesOf(visit)) {
                if (!fits(outline.rowOf(access), choice)) {
                    continue;
                }
                all.add(access.mark);
                if (!choice.mark || *choice.mark == access.mark) {
                    shown.add(access.mark);
                    kept.push_back(outline.index.sequenceAt(access.row));
                }
            }
            if (isShown && !kept.empty()) {
                places.append(day, kept);
            }
        }
        if (shown.all > 0) {
            places.calendar.days.insert(day, shown);
        }
        if (isShown) {
            places.counts += all;
        }
    }
    if (!outline.days.empty()) {
        places.calendar.first = outline.days.back().day;
        places.calendar.last = outline.days.front().day;
    }
    return places;
}

LogTally tally(const LogIndex& index, const LogPlaces& places) {
    LogTally counts{std::vector<std::uint32_t>(index.termSets.size()),
                    std::vector<std::uint32_t>(index.actors.size())};
    for (const LogSequence seq : places.accesses()) {
        const LogIndex::Row& row = index.at(seq);
        ++counts.ofSets[row.terms];
        ++counts.ofActors[row.actor];
    }
    return counts;
}

} // namespace consentry::ui
