#pragma once

#include "ui/models/access_log.h"
#include "ui/models/completeness_view.h"
#include "ui/models/grant_view.h"
#include "ui/models/profile_view.h"

#include <algorithm>
#include <optional>

namespace consentry::ui {

/// Something that waits for the person.
struct TaskView {
    /// The most important first: in this order Home shows them.
    enum class Kind : quint8 {
        NoRule,         ///< an access that no rule allows
        Emergency,      ///< a break-glass access to look at
        ClockDiffers,   ///< this computer's clock and the network's differ by `what`
        Answer,         ///< `who` answered an objection
        Request,        ///< `who` asks to see `what`
        NoConsortium,   ///< which hospitals the vault is for was put off
        WordsUnchecked, ///< the 24 words were not checked yet
        Expiring,       ///< the grant for `who` ends soon
        NoRecords,      ///< the vault is empty: something to begin with, nothing urgent
    };
    /// Of the access for NoRule, Emergency and Answer, of the grant for Expiring; else a word.
    QString id;
    Kind kind = Kind::NoRule;
    QString who;
    QString what;
    QStringList facts; ///< the second line, joined by the page

    bool isUrgent() const { return kind != Kind::NoRecords; }
};

/// One sentence of what happened since the last visit, and what it leads to.
struct HappeningView {
    enum class Kind : quint8 {
        Visit,       ///< what one person did at one hospital; `id` is of its newest access
        OtherVisits, ///< those that have no sentence of their own
        GrantEnded,  ///< by itself; `id` is the grant's, of the newest where several did
        NewRecords,
    };
    Kind kind = Kind::Visit;
    QString id;
    AccessMark mark = AccessMark::ByRule; ///< of Visit
    QString words;

    friend bool operator==(const HappeningView&, const HappeningView&) = default;
};

struct HomeView {
    /// So many sentences, then one for all others.
    static constexpr qsizetype happeningsMax = 5;

    QDate today;
    bool isDamaged =
        false;          ///< something could not be read: nothing may be said of what is not there
    int partiesNow = 0; ///< how many can see something now
    CompletenessView completeness;
    /// Set where nobody can see anything because no hospital knows the person.
    std::optional<RegistrationView> registration;
    QList<TaskView> tasks;
    QList<GrantView> grants; ///< only those that are open or pending, ending soonest first
    QDateTime lastVisit;     ///< invalid at the first visit: the part is left out
    /// Since then, the most important first; empty: nothing that this vault knows of.
    QList<HappeningView> happened;

    int urgentTasks() const {
        return static_cast<int>(std::count_if(
            tasks.begin(), tasks.end(), [](const TaskView& task) { return task.isUrgent(); }));
    }
};

} // namespace consentry::ui

Q_DECLARE_METATYPE(consentry::ui::HappeningView)
