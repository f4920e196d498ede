#include "ui/pages/visit_card.h"

#include "ui/widgets/button.h"
#include "ui/widgets/text.h"
#include "ui/widgets/wrap_layout.h"

namespace consentry::ui {

VisitCard::VisitCard(const QString& visitor, QWidget* parent) : Card(parent) {
    setObjectName(QStringLiteral("visit"));
    column().setSpacing(px(8));
    column().addWidget(
        new Text(tr("Simulation: %1 is played by this computer. Let them act on this grant, and "
                    "see what your access log says.")
                     .arg(visitor),
                 TextSize::Caption, Role::Muted));
    auto* actions = new WrapLayout;
    actions->setSpacing(px(12));
    auto* look = addAction(*actions, tr("Let them look"), QStringLiteral("visitLook"));
    connect(look, &Button::clicked, this, [this] { emit visitAsked(VisitKind::AsGranted); });
    auto* other = addAction(*actions, tr("Try for another purpose"), QStringLiteral("visitOther"));
    connect(other, &Button::clicked, this, [this] { emit visitAsked(VisitKind::OtherPurpose); });
    m_handIn =
        addAction(*actions, tr("Give them copies of my records"), QStringLiteral("visitHandIn"));
    connect(m_handIn, &Button::clicked, this, &VisitCard::handInAsked);
    m_log = addAction(*actions, tr("See it in Who looked"), QStringLiteral("visitLog"));
    connect(m_log, &Button::clicked, this, &VisitCard::logAsked);
    column().addLayout(actions);
    m_answer = new Text(QString(), TextSize::Body);
    m_answer->setObjectName(QStringLiteral("visitAnswer"));
    column().addWidget(m_answer);
    setView({});
}

Button* VisitCard::addAction(QLayout& row, const QString& words, const QString& name) {
    auto* button = new Button(Button::Kind::Outlined, words);
    button->setObjectName(name);
    row.addWidget(button);
    return button;
}

void VisitCard::setView(const VisitView& view) {
    using State = VisitView::State;
    m_answer->setVisible(view.state != State::None);
    m_answer->setWords(view.words);
    m_answer->setAccessibleName(view.words);
    m_handIn->setVisible(view.canHandIn);
    m_log->setVisible(view.state == State::Permitted || view.state == State::Refused);
}

} // namespace consentry::ui
