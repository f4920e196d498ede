#pragma once

#include "core/consent/grant.h"
#include "ui/models/signing_view.h"

#include <QStringList>

#include <optional>

namespace consentry::ui {

/// Something that a part of the sentence may be.
struct ChoiceView {
    QString id;
    QString title;
    QString detail;
    int count = -1;          ///< records behind it; below 0 = do not say
    QString group = {};      ///< heading that it stands under in a long list
    QString otherWords = {}; ///< more that a search shall find: names in the other language, roles
};

/// What the person has chosen so far.
struct GrantDraft {
    QString who;
    QStringList what;
    QString window; ///< id of a window choice
    QString purpose;
    QStringList actions;
    QDate ends; ///< last day; invalid = no end
    /// The grant that is being changed. What no choice speaks of stays as it is there.
    std::optional<consent::Grant> begunFrom = {};

    friend bool operator==(const GrantDraft&, const GrantDraft&) = default;
};

struct GrantDraftView {
    bool changesExisting = false;
    QDate today;
    GrantDraft draft;
    GrantSentenceView sentence; ///< of the draft; an unfinished part reads as an invitation
    QString willNotSee;
    QList<ChoiceView> templates; ///< to begin with; none where a grant is changed
    QString fromTemplate;        ///< the one whose values the draft has still
    QList<ChoiceView> people;
    QList<ChoiceView> categories;
    QList<ChoiceView> windows;
    QList<ChoiceView> purposes;
    QList<ChoiceView> actions;
    QList<ChoiceView> lengths; ///< id is an ISO date of the last day, or empty for no end
    int opensTotal = 0;
    QList<OpensRowView> opens;
    QString marks;        ///< that own marks hide nothing; empty where none of what opens has one
    QString noneInWindow; ///< "0 in the last 30 days. 34 are older."; empty where something opens
    QString wholeWindow;  ///< id of the window choice that opens those as well
    QString elsewhere;
    QString changesFor;
    QList<ChangeView> changes;
    QString warning; ///< why it would open nothing, or less; empty mostly
    bool canContinue = false;
    QString hint; ///< what is missing, when it cannot continue
};

} // namespace consentry::ui
