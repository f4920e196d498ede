#include "ui/pages/check_up_card.h"

#include "ui/widgets/button.h"
#include "ui/widgets/text.h"
#include "ui/widgets/wrap_layout.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

Icon iconOf(CheckUpAction action) {
    switch (action) {
    case CheckUpAction::Narrow:
        return Icon::Minus;
    case CheckUpAction::Revoke:
        return Icon::EyeOff;
    case CheckUpAction::Prolong:
        break;
    }
    return Icon::Clock;
}

} // namespace

CheckUpCard::CheckUpCard(const QList<CheckUpRowView>& rows, QWidget* parent) : Card(parent) {
    int index = 0;
    for (const CheckUpRowView& row : rows) {
        if (index > 0) {
            column().addWidget(new Rule);
        }
        auto* line = new QHBoxLayout;
        line->setContentsMargins(0, px(6), 0, px(6));
        line->setSpacing(px(12));
        line->addWidget(new Symbol(iconOf(row.action), Role::Primary), 0, Qt::AlignTop);
        auto* words = new QVBoxLayout;
        words->setSpacing(px(2));
        words->addWidget(new Text(row.title, TextSize::Body, Role::Ink, TextWeight::Bold));
        words->addWidget(new Text(row.why, TextSize::Body, Role::Muted));
        auto* actions = new WrapLayout;
        actions->setContentsMargins(size::focusRoom, px(4), size::focusRoom, size::focusRoom);
        actions->setSpacing(px(12));
        auto* act = new Button(Button::Kind::Outlined, actionWords(row.action));
        act->setObjectName(u"checkUpAct%1"_s.arg(index));
        act->setAccessibleDescription(row.title);
        connect(act, &Button::clicked, this, [this, row] { emit actAsked(row); });
        auto* dismiss = new Button(Button::Kind::Plain, tr("Leave it so"));
        dismiss->setObjectName(u"checkUpDismiss%1"_s.arg(index));
        dismiss->setAccessibleDescription(row.title);
        connect(dismiss, &Button::clicked, this, [this, row] { emit dismissAsked(row); });
        actions->addWidget(act);
        actions->addWidget(dismiss);
        words->addLayout(actions);
        line->addLayout(words, 1);
        column().addLayout(line);
        ++index;
    }
}

QString CheckUpCard::actionWords(CheckUpAction action) {
    switch (action) {
    case CheckUpAction::Narrow:
        return tr("Read the narrower grant");
    case CheckUpAction::Revoke:
        return tr("Revoke it");
    case CheckUpAction::Prolong:
        break;
    }
    return tr("Choose another end");
}

} // namespace consentry::ui
