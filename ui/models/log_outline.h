#pragma once

#include "core/wallet/log_entries.h"
#include "ui/models/access_log.h"

#include <span>
#include <vector>

namespace consentry::ui {

AccessMark markOf(wallet::EntryKind kind);
/// A reading of one's own is ByRule, like in wallet::kindOf.
AccessMark markOf(const LogIndex::Row& row);

/// Every access of a log in the order in which the list shows them: newest day first, within a day
/// the visit with the newest access first. A visit is what one person did at one hospital with one
/// mark, with no pause longer than visitPause. Never changed once made, so that threads share it.
struct LogOutline {
    static constexpr std::chrono::minutes visitPause{60};

    struct Access {
        std::uint32_t row = 0; ///< of `index`
        AccessMark mark = AccessMark::ByRule;
    };
    struct Day {
        QDate day;
        std::uint32_t firstVisit = 0;
    };

    LogIndex index;
    bool isWhole = true; ///< not the newest days alone
    std::vector<Access> accesses;
    std::vector<std::uint32_t> visits; ///< where the accesses of each begin
    std::vector<Day> days;

    const LogIndex::Row& rowOf(const Access& access) const { return index.rows[access.row]; }
    std::span<const Access> accessesOf(std::size_t visit) const;
    /// The first visit of the day after it, by the order of the list.
    std::size_t endOfDay(std::size_t number) const;
};

/// Of the rows of these types; days are those of the computer's time zone.
LogOutline outlineOf(LogIndex index, std::span<const std::uint32_t> types);

/// A filter as numbers of an index. A row fits where its terms and its actor together have all
/// bits that are needed.
struct LogChoice {
    std::optional<AccessMark> mark;
    QDate from; ///< invalid: open
    QDate to;
    std::optional<std::uint32_t> grant; ///< that none has: nothing fits
    std::uint32_t needed = 0;
    std::vector<std::uint32_t> bitsOfSets;   ///< as many as the index has sets
    std::vector<std::uint32_t> bitsOfActors; ///< as many as the index has actors

    static constexpr unsigned bitsMax = 32;

    /// False: no row fits, whatever rows there are.
    bool mayFit() const;
};

/// The list that "Who looked" shows: the visits under a filter, newest first, a heading before each
/// day's, and below a visit that is open its accesses. Knows their places and numbers, not what
/// they say.
class LogPlaces {
public:
    enum class Kind { Day, Visit, Part };
    struct Place {
        Kind kind = Kind::Day;
        int day = 0;
        int visit = 0;
        int access = 0; ///< the newest one of a visit
    };
    struct Day {
        QDate day;
        int firstVisit = 0;
        int accesses = 0;

        friend bool operator==(const Day&, const Day&) = default;
    };

    /// The next accesses of the list, all of one visit.
    void append(const QDate& day, std::span<const LogSequence> visit);
    /// Under the filter but for its mark: what choosing another mark would show.
    AccessCounts counts;
    AccessCalendar calendar;

    int rowCount() const {
        return static_cast<int>(m_visits.size() + m_days.size()) + partsBefore(visitCount());
    }
    int visitCount() const { return static_cast<int>(m_visits.size()); }
    /// `index` must be inside.
    Place placeAt(int index) const;
    const Day& day(int number) const { return m_days[static_cast<std::size_t>(number)]; }
    /// Newest first.
    std::span<const LogSequence> accessesOf(int visit) const;
    LogSequence access(int number) const { return m_accesses[static_cast<std::size_t>(number)]; }
    /// In the order of the list.
    const std::vector<LogSequence>& accesses() const { return m_accesses; }
    bool isOpen(int visit) const;
    void setOpen(int visit, bool isOpen);

    /// The number of a row's access, or of the next older one; none where there is none.
    std::optional<int> find(LogSequence seq) const;
    int visitOf(int access) const;
    int indexOfVisit(int visit) const;
    /// Of the visit that hides it where that is closed.
    int indexOfAccess(int access) const;

    friend bool operator==(const LogPlaces& a, const LogPlaces& b) {
        return a.m_accesses == b.m_accesses && a.m_visits == b.m_visits && a.m_days == b.m_days;
    }

private:
    struct Open {
        int visit = 0;
        int parts = 0;
        int partsBefore = 0;
    };
    int dayOf(int visit) const;
    int partsBefore(int visit) const;

    std::vector<LogSequence> m_accesses;
    std::vector<int> m_visits; ///< the first access of each
    std::vector<Day> m_days;
    std::vector<Open> m_open; ///< ascending
};

LogPlaces arrange(const LogOutline& outline, const LogChoice& choice);

/// How many accesses of `places` have each set of terms, and each actor.
struct LogTally {
    std::vector<std::uint32_t> ofSets;
    std::vector<std::uint32_t> ofActors;
};
LogTally tally(const LogIndex& index, const LogPlaces& places);

} // namespace consentry::ui
