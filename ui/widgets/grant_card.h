#pragma once

#include "ui/models/grant_view.h"
#include "ui/widgets/card.h"

class QHBoxLayout;

namespace consentry::ui {

class GrantSentence;

/// The card of one grant: sentence, what stays hidden, seal at the right. Callers add rows below.
class GrantCard : public Card {
    Q_OBJECT
public:
    enum class SealState : quint8 { None, Empty, Proven, Revoked };
    struct SealWords {
        SealState state = SealState::None;
        QString word;
        QString time;
    };

    /// `sentence` is one of GrantSentence; the card owns it.
    GrantCard(GrantSentence* sentence, const QString& willNotSee, const SealWords& seal,
              QWidget* parent = nullptr);
    /// Under the sentence, beside the seal.
    QVBoxLayout& rows() { return *m_rows; }

private:
    QVBoxLayout* m_rows;
};

} // namespace consentry::ui
