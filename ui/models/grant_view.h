#pragma once

#include <QDate>
#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <optional>

namespace consentry::ui {

/// The parts of the sentence that says what a grant does.
enum class SentencePart : quint8 { Who, Action, What, Purpose, Until };

struct GrantSentenceView {
    QString who;     ///< "Dr Wang Min, Cardiology, City First Hospital"
    QString action;  ///< "look at"
    QString what;    ///< "blood pressure and ECG since January 2024"
    QString purpose; ///< "treatment"
    QString until;   ///< "30 September 2025"
};

enum class GrantState : quint8 {
    Active,
    Pending, ///< signed, not proven yet
    Ended,   ///< by itself
    Revoked,
    Failed, ///< it never came into force
};

/// By what a list of grants is divided. Numbers are stored.
enum class GrantGrouping : quint8 { None, Person, Organization, Kind };
inline constexpr int grantGroupingCount = static_cast<int>(GrantGrouping::Kind) + 1;

/// One grant, ready to be shown. Dates are days in the reader's zone; a window is inclusive.
struct GrantView {
    QString id;
    QString title;    ///< "Dr Li Na, Union Hospital"
    QString subtitle; ///< "Glucose, HbA1c"
    GrantSentenceView sentence;
    QString willNotSee; ///< whole sentence, parts between <b> and </b>
    GrantState state = GrantState::Active;
    QDate begins;
    QDate ends;                     ///< last day; invalid = no end
    QDate revokedOn;                ///< for Revoked
    bool stoppedEverywhere = false; ///< every hospital has proven that it stopped
    bool isReplaced = false;        ///< Revoked because another one took its place
    bool isShutOut = false;         ///< by the rules for everyone: it stands and opens nothing
    bool isStopping = false;        ///< a revocation is on its way; until its block it holds
    bool endsSoon = false;          ///< by itself, and nothing that was signed will prolong it
    QString problem;                ///< for Failed: why, in a word or two
    QString problemSentence;        ///< the same as a sentence
    QDateTime provenAt;
    int opensRecords = -1; ///< of the vault's; below 0: not counted yet
    int seenTimes = 0;
    QString visitor;          ///< who of the simulated people it lets in; empty: nobody
    QString organizationId;   ///< of whom it names; empty: a person without one
    QString organizationName; ///< may be empty too where nobody knows it
    QString kind;             ///< of data: "Laboratory", "Several kinds"

    bool isOpen() const { return state == GrantState::Active || state == GrantState::Pending; }
    bool canRevoke() const { return isOpen() && !isStopping; }
};

} // namespace consentry::ui

Q_DECLARE_METATYPE(consentry::ui::GrantView)
