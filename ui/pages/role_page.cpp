#include "ui/pages/role_page.h"

#include "ui/pages/choice_rows.h"

#include <QHBoxLayout>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace consentry::ui {

RolePage::RolePage(QWidget* parent) : Page(parent) {}

void RolePage::ask(Asked asked) {
    m_asked = asked;
    rebuild();
    if (isVisible() && m_first != nullptr) {
        m_first->setFocus(Qt::OtherFocusReason);
    }
}

void RolePage::build(QVBoxLayout& column) {
    m_first = nullptr;
    switch (m_asked) {
    case Asked::Everybody:
        buildChoice(column);
        break;
    case Asked::Caregiver:
        buildForCaregiver(column);
        break;
    case Asked::Clinician:
        buildForClinician(column);
        break;
    }
    column.addStretch(1);
}

void RolePage::buildChoice(QVBoxLayout& column) {
    addHead(column, tr("Whose records is this about?"),
            mutedText(tr("A vault belongs to one person, who alone holds its keys.")));
    auto* card = new Card;
    const auto add = [card](Icon icon, const QString& title, const QString& detail,
                            Button* button) {
        if (card->column().count() > 0) {
            card->column().addWidget(new Rule);
        }
        auto* row = actionRow(icon, title, detail);
        row->addTrailing(button);
        card->column().addWidget(row);
    };
    m_first = rowButton(Button::Kind::Filled, tr("Continue"), tr("My own records: continue"),
                        u"rolePatient"_s);
    connect(m_first, &Button::clicked, this, &RolePage::createAsked);
    add(Icon::Health, tr("My own"), tr("You see who looked at them, and decide who may."), m_first);
    auto* caregiver = rowButton(Button::Kind::Outlined, tr("Read on"),
                                tr("I look after somebody: read on"), u"roleCaregiver"_s);
    connect(caregiver, &Button::clicked, this, [this] { ask(Asked::Caregiver); });
    add(Icon::People, tr("Those of somebody I look after"), tr("A parent, a child, a friend."),
        caregiver);
    auto* clinician = rowButton(Button::Kind::Outlined, tr("Read on"),
                                tr("I work in a hospital: read on"), u"roleClinician"_s);
    connect(clinician, &Button::clicked, this, [this] { ask(Asked::Clinician); });
    add(Icon::Grant, tr("Those of my patients"),
        tr("I work in a hospital: as a doctor, a nurse, or at the desk."), clinician);
    column.addWidget(card);
}

void RolePage::addFact(QVBoxLayout& column, Icon icon, const QString& title,
                       const QString& detail) {
    column.addWidget(new Rule);
    column.addWidget(new ListRow(title, detail, new Symbol(icon, Role::Primary), nullptr,
                                 TextSize::Body, TextWeight::Regular));
}

void RolePage::buildForCaregiver(QVBoxLayout& column) {
    addHead(column, tr("You look after somebody"),
            mutedText(tr("What this version does for you, and what it does not.")));
    addFact(column, Icon::LockClosed, tr("Each person has a vault of their own"),
            tr("If you sit beside them, make theirs with them on this computer: they choose the "
               "passphrase and keep the 24 words. A computer holds as many vaults as you like."));
    addFact(column, Icon::Clock, tr("Acting for somebody from your own vault does not work yet"),
            tr("A later version lets them invite you, with powers that end on a date. Until then "
               "nobody can sign for them but they."));
    addFact(column, Icon::Info, tr("Never ask for their words or their passphrase"),
            tr("Who has them can do everything, and nobody could tell you apart from them."));
    column.addWidget(new Rule);
}

void RolePage::buildForClinician(QVBoxLayout& column) {
    addHead(column, tr("You work in a hospital"),
            mutedText(tr("What this version does for you, and what it does not.")));
    addFact(column, Icon::Play, tr("See what your patients will see"),
            tr("The demonstration is a patient’s wallet with invented hospitals: who may see what, "
               "who looked, and what an emergency access looks like from the other side."));
    addFact(column, Icon::Clock, tr("The pages for reading patients’ records do not exist yet"),
            tr("A later version brings patients, requests and the timeline over all hospitals. "
               "Until then you read records in your hospital’s own system."));
    addFact(column, Icon::Health, tr("You are a patient too"),
            tr("A vault of your own is for your own records, as for everybody."));
    column.addWidget(new Rule);
}

void RolePage::goBack() {
    if (m_asked == Asked::Everybody) {
        emit backAsked();
    } else {
        ask(Asked::Everybody);
    }
}

QWidget* RolePage::buildFooter() {
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    connect(back, &Button::clicked, this, &RolePage::goBack);
    bar->row().addWidget(back);
    bar->row().addStretch(1);
    if (m_asked == Asked::Everybody) {
        return bar;
    }
    const bool isCaregiver = m_asked == Asked::Caregiver;
    auto* demo = new Button(isCaregiver ? Button::Kind::Plain : Button::Kind::Filled,
                            tr("Try the demonstration"));
    demo->setObjectName(u"roleDemo"_s);
    connect(demo, &Button::clicked, this, &RolePage::demoAsked);
    auto* create = new Button(isCaregiver ? Button::Kind::Filled : Button::Kind::Plain,
                              isCaregiver ? tr("Make a vault") : tr("Make a vault of my own"));
    create->setObjectName(u"roleCreate"_s);
    connect(create, &Button::clicked, this, &RolePage::createAsked);
    m_first = back;
    bar->row().addWidget(isCaregiver ? demo : create);
    bar->row().addWidget(isCaregiver ? create : demo);
    return bar;
}

void RolePage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_first != nullptr) {
        m_first->setFocus(Qt::OtherFocusReason);
    }
}

void RolePage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        goBack();
        return;
    }
    Page::keyPressEvent(event);
}

} // namespace consentry::ui
