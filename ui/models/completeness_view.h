#pragma once

#include <QDateTime>
#include <QStringList>

namespace consentry::ui {

/// The answer to "is this list complete?".
struct CompletenessView {
    enum class State : quint8 {
        Complete, ///< verified: nothing missing
        Checking,
        Missing,  ///< exactly what is missing stands in `missing`
        Damaged,  ///< the demonstration's stores are: which, and what to do, stands in `missing`
        Offline,  ///< complete up to `asOf`, nothing newer could be asked for
        Hindered, ///< this computer could not store or read what is new: `hindrance`
        /// Checked at one hospital alone: no other one has confirmed it, only what is up to `asOf`.
        Unconfirmed,
        Stopped,      ///< two histories are signed: what happened and what to do, in `missing`
        NoPatient,    ///< the consortium does not know this vault's person yet: there is no list
        NoConsortium, ///< the vault belongs to none yet
    };
    State state = State::Checking;
    QDateTime asOf;            ///< invalid: nothing was confirmed since the vault was opened
    int checkingHospitals = 0; ///< how many hospitals check each other; 0 = do not say
    QStringList missing;       ///< one sentence each
    QString hindrance;         ///< why, and what to do next
};

} // namespace consentry::ui
