#pragma once

#include "ui/models/grant_view.h"

#include <QList>
#include <QStringList>

namespace consentry::ui {

/// "Glucose, laboratory — 2 values"
struct OpensRowView {
    QString name;
    int count = 0;
};

/// One line of "what changes".
struct ChangeView {
    enum class Kind : quint8 { NowSees, NoLongerSees, TimeChanges, Other };
    Kind kind = Kind::NowSees;
    QString title;
    QString detail;
};

/// How far something signed is.
enum class SendStage : quint8 {
    Review,  ///< nothing has been sent
    Waiting, ///< signed, can still be undone
    Signed,
    Sent,
    InBlock,
    Proven,
    Failed, ///< `problem` says what happened and what to do
};

struct SigningView {
    QString signer; ///< "You sign as Lin Qiuyue, on this laptop"
    GrantSentenceView sentence;
    QString willNotSee;
    QDate today;
    QDate ends; ///< last day; invalid = no end
    QDate usualEnds;
    int opensTotal = 0;
    QList<OpensRowView> opens;
    QString marks;        ///< that own marks hide nothing; empty where none of what opens has one
    QString noneInWindow; ///< "0 in the last 30 days. 34 are older."; empty where something opens
    QString warning;      ///< why it would open nothing; empty mostly
    QString elsewhere;    ///< "and 4 more that only Union Hospital holds"
    QString changesFor;   ///< "Dr Li Na"
    QString before;       ///< "So far Dr Li Na could see nothing."; empty where a grant is changed
    QList<ChangeView> changes;
    QString exactText; ///< exactly what is signed, readable
    SendStage stage = SendStage::Review;
    qint64 block = 0;
    QDateTime provenAt;
    QString problem;
    bool isKept = false; ///< where Failed: it is signed all the same, and goes out by itself
};

/// The page before a revocation; there is no undo, it goes at once.
struct RevokeView {
    QString grantId;
    GrantSentenceView sentence;
    QString who; ///< "Dr Wang Min"
    QDate today;
    int seenTimes = 0;
    QDateTime lastSeen;
    QStringList hospitals;   ///< of the consortium: who is told
    QStringList copyKeepers; ///< who read with it and may have kept a copy
    SendStage stage = SendStage::Review;
    qint64 block = 0;
    QString problem;
};

/// Which grants are to be taken back at once.
struct RevokeChoice {
    enum class What : quint8 { Marked, Organization, Everything };
    What what = What::Marked;
    QStringList ids;        ///< where Marked
    QString organizationId; ///< where Organization: the grants to it and to its people
    QString organizationName;
};

/// One of them, and how far it is.
struct RevokeRowView {
    enum class State : quint8 {
        Standing,
        Signed,
        Sent,
        InBlock,
        Stopped,
        OverBefore, ///< nothing could be opened with it any more
        Waiting,    ///< signed and kept, no answer yet
        Refused,    ///< it stands
    };
    QString id;
    QString who;   ///< "Dr Li Na, Union Hospital"
    QString what;  ///< "Glucose, HbA1c"
    QString until; ///< "until 30 Jun"
    State state = State::Standing;
    qint64 block = 0;
    QString problem = {}; ///< where Refused: the reason as a sentence

    bool isOver() const { return state == State::Stopped || state == State::OverBefore; }
};

/// The page before many revocations, and then how far each is.
struct RevokeManyView {
    enum class Stage : quint8 { Review, Running, Ended };
    RevokeChoice choice;
    QDate today;
    QList<RevokeRowView> rows;
    int seenTimes = 0;
    QStringList hospitals;   ///< who is told
    QStringList copyKeepers; ///< who may have kept a copy
    Stage stage = Stage::Review;
    QString problem; ///< why some could not be brought to their end

    int over() const;
    /// Those that were refused, or wait: what "go on" speaks of.
    int remaining() const { return static_cast<int>(rows.size()) - over(); }
};

} // namespace consentry::ui

Q_DECLARE_METATYPE(consentry::ui::RevokeChoice)
