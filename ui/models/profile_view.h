#pragma once

#include <QDateTime>
#include <QList>
#include <QStringList>

namespace consentry::ui {

/// The modules of a QR code, row by row.
struct QrView {
    int side = 0;
    QList<bool> isDark; ///< side × side

    bool isEmpty() const { return side == 0; }
};

/// A consortium's profile in words that a person can compare.
struct ProfileView {
    struct Organisation {
        QString name;      ///< in the language on screen
        QString otherName; ///< in the other one
        QString servers;   ///< "one server, one witness"
    };
    QString chainId;
    quint64 number = 0; ///< 0: there is no profile
    QString issued;     ///< "12 November 2026"
    QString summary;    ///< how many organisations, servers and witnesses; one sentence
    QList<Organisation> organisations;
    QStringList trust;  ///< trust level, trusting period and beginning; whole sentences
    QString signatures; ///< "3 of 4 organisations signed it; 3 have to."; empty where not known
    QStringList words;  ///< eight, to be compared with those on paper
    QString digits;     ///< the same in six groups
    QString exact;      ///< field by field

    bool isEmpty() const { return number == 0; }
};

/// Which consortium a vault belongs to: choosing, and looking at what was chosen.
struct ConsortiumChoiceView {
    enum class Purpose : quint8 {
        FirstRun, ///< of a vault that is about to be made
        Later,    ///< of a vault whose person put it off
        Renewal,  ///< the next profile of the same consortium
    };
    enum class Step : quint8 {
        Choose,
        Reading, ///< the file is read and its servers are asked
        Review,  ///< the profile is shown and waits for the person's word
        Adopting,
    };
    Purpose purpose = Purpose::FirstRun;
    Step step = Step::Choose;
    QString problem;     ///< what was wrong with a file, and what to do next
    ProfileView profile; ///< from Review on
    quint64 before = 0;  ///< Renewal: the number of the profile that the vault has
};

/// What a person needs who is not registered at any hospital of the vault's consortium yet.
struct RegistrationView {
    struct Step {
        enum class State : quint8 { Done, Running, Open };
        State state = State::Open;
        QString title;
        QString detail;
    };
    bool hasConsortium = true;
    QString consortium; ///< "hospitals-1"
    QList<Step> steps;
    QString partyId;  ///< in groups of four; empty: not known yet
    QString plainId;  ///< without gaps, to be copied
    QString codeText; ///< what the QR code says
    QrView code;
};

} // namespace consentry::ui
