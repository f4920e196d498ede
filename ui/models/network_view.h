#pragma once

#include <QDateTime>
#include <QList>
#include <QStringList>

namespace consentry::ui {

/// Under the menu on every page: whether the network answers, and how old is what was checked.
struct StatusView {
    enum class State : quint8 { Unknown, Good, NotReachable, Damaged };
    State state = State::Unknown;
    QString words;  ///< "Connected"; empty: nothing is shown
    QString detail; ///< "Checked today 14:05"

    friend bool operator==(const StatusView&, const StatusView&) = default;
};

struct NetworkView {
    struct Organisation {
        QString name;
        QString role; ///< "Hospital, checks blocks"
        bool reachable = false;
        QDateTime lastAnswer;
    };
    bool isDemonstration = false;
    QStringList damage; ///< to the demonstration's stores: what, and what to do next
    QString engine;     ///< "Embedded, one process" or "CometBFT 0.38"
    QString chainId;
    qint64 height = 0; ///< newest verified; 0 = none yet
    QDateTime headTime;
    qint64 clockDifferenceMs = 0; ///< chain time minus this computer's clock
    QString witness;              ///< the organisation that is asked besides
    QDate today;
    QList<Organisation> organisations;
};

} // namespace consentry::ui
