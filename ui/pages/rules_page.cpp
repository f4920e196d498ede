#include "ui/pages/rules_page.h"

#include "ui/widgets/button.h"
#include "ui/widgets/change_rows.h"
#include "ui/widgets/choice_list.h"
#include "ui/widgets/choice_rows.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/rows.h"

#include <QHBoxLayout>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;

namespace consentry::ui {

using consent::Confidentiality;

RulesPage::RulesPage(QWidget* parent) : Page(parent) {}

void RulesPage::setView(const RulesView& view) {
    m_view = view;
    rebuild();
    auto* button = findChild<Button*>(u"shutOut"_s);
    if (std::exchange(m_hasChosen, false) && button != nullptr) {
        button->setFocus(Qt::OtherFocusReason);
    }
}

void RulesPage::forget() {
    m_view = {};
    m_isChoosing = false;
    m_filter.clear();
    rebuild();
}

void RulesPage::build(QVBoxLayout& column) {
    addHead(column, tr("Rules for everyone"),
            mutedText(tr("They stand above every grant, at every hospital. Nothing is sent before "
                         "you sign.")));
    if (m_view.isOnItsWay) {
        column.addWidget(new Banner(Banner::Tone::Info,
                                    tr("An earlier change of these rules is still on its way. Once "
                                       "it is proven they can be changed again.")));
        column.addSpacing(px(16));
    }
    addBlocked(column);
    addEmergency(column);
    addProtected(column);
    if (!m_view.changes.isEmpty()) {
        column.addSpacing(px(24));
        addSection(column, tr("What you change"));
        addChangeRows(column, m_view.changes);
    }
    column.addStretch(1);
}

void RulesPage::addBlocked(QVBoxLayout& column) {
    addSection(column, tr("Never see anything"));
    column.addWidget(mutedText(tr("Whatever a grant says, and in an emergency too. Your hospitals "
                                  "are told; whoever asks is refused.")));
    column.addSpacing(px(8));
    auto* card = new Card;
    int number = 0;
    for (const BlockedRowView& one : std::as_const(m_view.blocked)) {
        auto* row = new ListRow(one.title, one.detail);
        auto* letIn = new Button(Button::Kind::Outlined, tr("Let in again"));
        letIn->setObjectName(u"letIn"_s + QString::number(number++));
        letIn->setAccessibleName(tr("Let in again: %1").arg(one.title));
        letIn->setEnabled(!m_view.isOnItsWay);
        const QString id = one.id;
        connect(letIn, &Button::clicked, this,
                [this, id] { emit edited({RulesEdit::What::LetIn, id}); });
        row->addTrailing(letIn);
        card->column().addWidget(row);
        card->column().addWidget(new Rule);
    }
    if (m_view.blocked.isEmpty()) {
        card->column().addWidget(new Text(tr("Nobody is shut out."), TextSize::Body, Role::Muted));
        card->column().addSpacing(px(8));
    }
    addChoosing(card->column());
    column.addWidget(card);
}

/// Whom to shut out: a button, then a list in its place.
void RulesPage::addChoosing(QVBoxLayout& column) {
    auto* button = new Button(Button::Kind::Outlined,
                              m_isChoosing ? tr("Nobody else") : tr("Shut somebody out"), nullptr,
                              m_isChoosing ? Icon::Check : Icon::Plus);
    button->setObjectName(u"shutOut"_s);
    button->setEnabled(!m_view.isOnItsWay);
    connect(button, &Button::clicked, this, [this] {
        m_isChoosing = !m_isChoosing;
        m_filter.clear();
        rebuild();
        if (auto* field = findChild<SearchField*>(u"blockFilter"_s)) {
            field->setFocus(Qt::OtherFocusReason);
        }
    });
    if (m_isChoosing) {
        auto* list = new ChoiceList(u"block"_s, tr("Search by name, role or organisation"));
        list->setFilter(m_filter);
        list->setChoices(m_view.people, QString());
        connect(list, &ChoiceList::filterChanged, this,
                [this](const QString& text) { m_filter = text; });
        connect(list, &ChoiceList::chosen, this, [this](const QString& id) {
            m_isChoosing = false;
            m_hasChosen = true;
            emit edited({RulesEdit::What::Block, id});
        });
        column.addWidget(list);
    }
    auto* row = new QHBoxLayout;
    row->setContentsMargins(size::focusRoom, px(8), size::focusRoom, size::focusRoom);
    row->addWidget(button);
    row->addStretch(1);
    column.addLayout(row);
}

void RulesPage::addEmergency(QVBoxLayout& column) {
    column.addSpacing(px(24));
    addSection(column, tr("In an emergency"));
    column.addWidget(mutedText(
        tr("When you cannot be asked, staff may open an emergency. What may it show them?")));
    column.addSpacing(px(8));
    auto* card = new Card;
    card->setEnabled(!m_view.isOnItsWay);
    addRadios(
        card->column(), m_view.emergencies, m_view.emergency, u"emergency"_s,
        [this](const QString& id) { emit edited({RulesEdit::What::Emergency, id}); },
        ChoiceDetail::Below);
    column.addWidget(card);
}

void RulesPage::addProtected(QVBoxLayout& column) {
    column.addSpacing(px(24));
    addSection(column, tr("Especially protected"));
    column.addWidget(mutedText(
        tr("Hospitals mark records as ordinary, restricted or very restricted. Here you ask for "
           "more than their mark; a grant shows such records only where it says so.")));
    column.addSpacing(px(8));
    auto* card = new Card;
    int number = 0;
    for (const ProtectedRowView& kind : std::as_const(m_view.kinds)) {
        if (number > 0) {
            card->column().addWidget(new Rule);
        }
        card->column().addWidget(makeTier(kind, number++));
    }
    column.addWidget(card);
}

QWidget* RulesPage::makeTier(const ProtectedRowView& kind, int number) {
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, px(8), 0, px(8));
    column->setSpacing(px(2));
    column->addWidget(new Text(kind.title, TextSize::Body, Role::Ink, TextWeight::Bold));
    column->addWidget(new Text(kind.detail, TextSize::Caption, Role::Muted));
    auto* chips = new FilterChips;
    chips->setObjectName(u"tier"_s + QString::number(number));
    chips->setAccessibleName(kind.title);
    chips->setEnabled(!m_view.isOnItsWay);
    const int chosen = kind.atLeast ? static_cast<int>(*kind.atLeast) : 0;
    chips->setChips(
        {{0, tr("As hospitals mark it"), -1, {}, 0},
         {static_cast<int>(Confidentiality::Restricted), tr("Restricted"), -1, {}, 0},
         {static_cast<int>(Confidentiality::VeryRestricted), tr("Very restricted"), -1, {}, 0}},
        chosen);
    connect(chips, &FilterChips::currentChanged, this, [this, id = kind.conceptId](int tier) {
        // The answer builds this page anew: after the click has been dealt with.
        QTimer::singleShot(0, this,
                           [this, id, tier] { emit edited({RulesEdit::What::Protect, id, tier}); });
    });
    column->addWidget(chips);
    return part;
}

QWidget* RulesPage::buildFooter() {
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    auto* cancel =
        new Button(Button::Kind::Outlined, m_view.isChanged() ? tr("Cancel") : tr("Back"));
    cancel->setObjectName(u"cancel"_s);
    connect(cancel, &Button::clicked, this, &RulesPage::cancelAsked);
    bar->row().addWidget(cancel);
    auto* hint = new Text(m_view.isChanged() ? QString() : tr("Nothing is changed yet."),
                          TextSize::Caption, Role::Muted);
    hint->setAlign(Qt::AlignRight);
    bar->row().addWidget(hint, 1);
    auto* next = new Button(Button::Kind::Filled, tr("Read and sign"));
    next->setObjectName(u"continue"_s);
    next->setEnabled(m_view.isChanged() && !m_view.isOnItsWay);
    connect(next, &Button::clicked, this, &RulesPage::continueAsked);
    bar->row().addWidget(next);
    return bar;
}

} // namespace consentry::ui
