#pragma once

#include "ui/models/conflict_view.h"
#include "ui/models/profile_view.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>

namespace consentry::ui {

/// Under the menu on every page: whether the network answers, and how old is what was checked.
struct StatusView {
    enum class State : quint8 { Unknown, Good, NotReachable, Damaged, Stopped };
    State state = State::Unknown;
    QString words;  ///< "Connected"; empty: nothing is shown
    QString detail; ///< "Checked today 14:05"

    friend bool operator==(const StatusView&, const StatusView&) = default;
};

struct NetworkView {
    /// Beyond this the wallet warns (design §5).
    static constexpr qint64 clockWarningMs = 10'000;

    struct Organisation {
        QString name;
        QString role; ///< "Hospital, checks blocks"
        bool reachable = false;
        QDateTime lastAnswer;
        QString state = {}; ///< where it says more than that: "is behind the others"
    };
    /// Something that was signed, on its way or lately settled.
    struct Sending {
        enum class State : quint8 { Waiting, Sent, InBlock, Proven, Refused, Expired, Withdrawn };
        QString id;
        QString what; ///< "Grant: Dr Li Na, Glucose"
        State state = State::Waiting;
        QString detail; ///< "signed today 14:05, tried 3 times"
        bool canBeWithdrawn = false;

        bool isWaiting() const {
            return state == State::Waiting || state == State::Sent || state == State::InBlock;
        }
    };
    /// What the organisations propose or have agreed on for later.
    struct Decision {
        QString what;   ///< "The validator of Beishan Hospital ends"
        QString detail; ///< "2 of 3 approvals, until 15 June 14:05"
    };
    bool isDemonstration = false;
    bool hasConsortium = true;            ///< false: the person chooses one later
    ProfileView profile;                  ///< empty in the demonstration
    std::optional<ConflictView> conflict; ///< nothing is believed, signed or sent any more
    bool isConfirmed = false;             ///< another organisation's witness shows the same block
    QStringList damage; ///< to the demonstration's stores: what, and what to do next
    QString engine;     ///< "Embedded, one process" or "CometBFT 0.38"
    QString chainId;
    qint64 height = 0; ///< newest verified; 0 = none yet
    QDateTime headTime;
    qint64 clockDifferenceMs = 0; ///< chain time minus this computer's clock
    QString witness;              ///< the organisation that is asked besides
    QDate today;
    QList<Organisation> organisations;
    QList<Sending> sendings;
    std::optional<QList<Decision>> decisions; ///< none where it is not known, or nobody decides
    QStringList trust;  ///< whom the program believes, and why; whole sentences
    QString trustExact; ///< the block that it relies on, field by field; empty: none yet
};

} // namespace consentry::ui
