#include "ui/widgets/grant_card.h"

#include "ui/widgets/grant_sentence.h"
#include "ui/widgets/seal.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>

namespace consentry::ui {

GrantCard::GrantCard(GrantSentence* sentence, const QString& willNotSee, const SealWords& seal,
                     QWidget* parent)
    : Card(parent, Edge::Accent), m_rows(new QVBoxLayout) {
    auto* across = new QHBoxLayout;
    across->setSpacing(px(24));
    auto* words = new QVBoxLayout;
    words->setSpacing(px(8));
    words->setContentsMargins(0, px(4), 0, px(2));
    words->addWidget(sentence);
    m_rows->setSpacing(px(8));
    // In line with the words of the sentence.
    m_rows->setContentsMargins(sided(size::focusRoom, 0, 0, 0));
    if (!willNotSee.isEmpty()) {
        m_rows->addWidget(new Text(willNotSee, TextSize::Body, Role::Muted));
    }
    words->addLayout(m_rows);
    across->addLayout(words, 1);
    if (seal.state != SealState::None) {
        const Seal::State state = seal.state == SealState::Proven    ? Seal::State::Proven
                                  : seal.state == SealState::Revoked ? Seal::State::Revoked
                                                                     : Seal::State::Empty;
        auto* stamp = new QVBoxLayout;
        stamp->setContentsMargins(0, px(8), 0, 0);
        stamp->addWidget(new Seal(state, seal.word, seal.time), 0, Qt::AlignTop | Qt::AlignHCenter);
        stamp->addStretch(1);
        across->addLayout(stamp);
    }
    column().addLayout(across);
}

} // namespace consentry::ui
