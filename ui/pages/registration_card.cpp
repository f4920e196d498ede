#include "ui/pages/registration_card.h"

#include "ui/widgets/card.h"
#include "ui/widgets/qr_picture.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"
#include "ui/widgets/wrap_layout.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(RegistrationCard)
};

using Step = RegistrationView::Step;

Symbol* symbolOf(Step::State state) {
    switch (state) {
    case Step::State::Done:
        return new Symbol(Icon::Check, Role::Good);
    case Step::State::Running:
        return new Symbol(Icon::Clock, Role::Primary);
    case Step::State::Open:
        break;
    }
    return new Symbol(Mark::Refused, Role::Muted);
}

QString wordOf(Step::State state) {
    switch (state) {
    case Step::State::Done:
        return Texts::tr("done");
    case Step::State::Running:
        return Texts::tr("under way");
    case Step::State::Open:
        break;
    }
    return Texts::tr("missing");
}

QWidget* makeSteps(const RegistrationView& view) {
    auto* card = new Card;
    card->setObjectName(u"registrationSteps"_s);
    for (const Step& step : view.steps) {
        if (card->column().count() > 0) {
            card->column().addWidget(new Rule);
        }
        auto* row = new ListRow(step.title, step.detail, symbolOf(step.state));
        row->addTrailing(wordOf(step.state));
        card->column().addWidget(row);
    }
    return card;
}

QWidget* makeNumber(const RegistrationView& view) {
    auto* card = new Card;
    card->setObjectName(u"ownNumber"_s);
    auto* row = new WrapLayout;
    row->setSpacing(px(20));
    if (!view.code.isEmpty()) {
        auto* code =
            new QrPicture(view.code, Texts::tr("QR code of your number at these hospitals"));
        code->setObjectName(u"ownCode"_s);
        row->addWidget(code);
    }
    auto* words = new QWidget;
    auto* column = new QVBoxLayout(words);
    column->setContentsMargins(0, 0, 0, 0);
    words->setMinimumWidth(px(280));
    column->addWidget(new Text(Texts::tr("Your number at these hospitals"), TextSize::TaskTitle,
                               Role::Ink, TextWeight::Bold));
    column->addSpacing(px(8));
    auto* number = new Text(view.partyId, TextSize::Body);
    number->setObjectName(u"partyId"_s);
    number->setMonospace();
    number->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(number);
    column->addSpacing(px(8));
    column->addWidget(new Text(
        Texts::tr(
            "It says neither who you are nor anything about you. Show it at a hospital's desk "
            "together with your identity card."),
        TextSize::Body, Role::Muted));
    row->addWidget(words);
    card->column().addLayout(row);
    return card;
}

} // namespace

QWidget* makeRegistration(const RegistrationView& view) {
    auto* part = new QWidget;
    part->setObjectName(u"registration"_s);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(16));
    column->addWidget(makeSteps(view));
    if (!view.partyId.isEmpty()) {
        column->addWidget(makeNumber(view));
    }
    return part;
}

} // namespace consentry::ui
