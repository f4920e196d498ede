#include "ui/pages/who_may_see_page.h"

#include "ui/models/format.h"
#include "ui/pages/check_up_card.h"
#include "ui/pages/visit_card.h"
#include "ui/widgets/button.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/grant_card.h"
#include "ui/widgets/grant_sentence.h"
#include "ui/widgets/time_bar_table.h"
#include "ui/widgets/wrap_layout.h"

#include <QHBoxLayout>

#include <algorithm>

namespace consentry::ui {

WhoMaySeePage::WhoMaySeePage(QWidget* parent) : Page(parent), m_model(new GrantListModel(this)) {}

void WhoMaySeePage::setView(const WhoMaySeeView& view) {
    m_view = view;
    if (selected() == nullptr) {
        m_view.selectedId = view.grants.isEmpty() ? QString() : view.grants.first().id;
    }
    rebuild();
}

void WhoMaySeePage::select(const QString& id) {
    WhoMaySeeView view = m_view;
    view.selectedId = id;
    m_filter = All;
    setView(view);
}

void WhoMaySeePage::setCheckUp(const QList<CheckUpRowView>& rows) {
    m_checkUp = rows;
    if (isBuilt()) {
        rebuild();
    }
}

const GrantView* WhoMaySeePage::selected() const {
    const auto found =
        std::find_if(m_view.grants.begin(), m_view.grants.end(),
                     [this](const GrantView& g) { return g.id == m_view.selectedId; });
    return found == m_view.grants.end() ? nullptr : &*found;
}

QList<GrantView> WhoMaySeePage::filtered(int filter) const {
    QList<GrantView> result;
    for (const GrantView& grant : m_view.grants) {
        const bool over = grant.state == GrantState::Ended || grant.state == GrantState::Revoked;
        const bool fits = filter == All || (filter == Open && grant.state == GrantState::Active) ||
                          (filter == Waiting && grant.state == GrantState::Pending) ||
                          (filter == Ended && over);
        if (fits) {
            result << grant;
        }
    }
    return result;
}

void WhoMaySeePage::build(QVBoxLayout& column) {
    QStringList lines;
    lines << (m_view.partiesNow == 0
                  ? tr("Nobody can see your records today.")
                  : Format::inWords(tr("%n parties can see some of your records today.", nullptr,
                                       m_view.partiesNow),
                                    m_view.partiesNow));
    if (m_view.waiting > 0) {
        lines << Format::inWords(tr("%n more wait for proof.", nullptr, m_view.waiting),
                                 m_view.waiting);
    }
    auto* create = new Button(Button::Kind::Filled, tr("New grant"), nullptr, Icon::Plus);
    create->setObjectName(QStringLiteral("newGrant"));
    connect(create, &Button::clicked, this, &WhoMaySeePage::newGrantAsked);
    m_card = nullptr;
    m_visitCard = nullptr;
    m_cardPlace = nullptr;
    addHead(column, tr("Who may see"),
            mutedText(lines.join(isChinese() ? QString() : QStringLiteral(" "))), {create});
    if (m_view.grants.isEmpty()) {
        column.addWidget(new EmptyState(
            tr("Nobody has been allowed to see anything. A grant is one sentence that you sign.")));
        column.addStretch(1);
        return;
    }
    m_cardPlace = new QVBoxLayout;
    column.addLayout(m_cardPlace);
    showCard();
    column.addSpacing(px(16));
    auto* tools = new QHBoxLayout;
    auto* chips = new FilterChips;
    const auto count = [this](int filter) { return static_cast<int>(filtered(filter).size()); };
    chips->setChips({{All, tr("All"), count(All), {}, 0},
                     {Open, tr("Open"), count(Open), {}, 0},
                     {Waiting, tr("Waiting"), count(Waiting), {}, 0},
                     {Ended, tr("Ended"), count(Ended), {}, 0}},
                    m_filter);
    connect(chips, &FilterChips::currentChanged, this, [this](int filter) {
        m_filter = filter;
        applyFilter();
    });
    tools->addWidget(chips, 1);
    auto* order = new Text(tr("Ending soonest first"), TextSize::Caption, Role::Muted);
    order->setSingleLine();
    order->setMinimumWidth(order->sizeHint().width());
    tools->addWidget(order, 0, Qt::AlignVCenter);
    column.addLayout(tools);
    column.addSpacing(px(8));
    auto* card = new Card;
    card->layout()->setContentsMargins(0, 0, 0, 0);
    applyFilter();
    auto* table = new TimeBarTable(m_model, m_view.today, TimeBarTable::Choice::Current);
    table->setCurrent(m_view.selectedId);
    connect(table, &TimeBarTable::grantChosen, this, [this](const QString& id) {
        if (id != m_view.selectedId) {
            m_view.selectedId = id;
            showCard();
            emit grantSelected(id);
        }
    });
    card->column().addWidget(table);
    column.addWidget(card);
    if (!m_checkUp.isEmpty()) {
        column.addSpacing(px(24));
        addSection(column, tr("Check-up"));
        column.addWidget(mutedText(tr("From what was really read. Nothing changes without you.")));
        column.addSpacing(px(8));
        auto* checkUp = new CheckUpCard(m_checkUp);
        checkUp->setObjectName(QStringLiteral("checkUp"));
        connect(checkUp, &CheckUpCard::actAsked, this, &WhoMaySeePage::checkUpAsked);
        connect(checkUp, &CheckUpCard::dismissAsked, this, &WhoMaySeePage::dismissAsked);
        column.addWidget(checkUp);
    }
    column.addStretch(1);
}

void WhoMaySeePage::applyFilter() {
    m_model->setGrants(filtered(m_filter), m_view.today);
}

void WhoMaySeePage::showCard() {
    const GrantView* grant = selected();
    if (grant == nullptr || m_cardPlace == nullptr) {
        return;
    }
    QWidget* card = makeCard(*grant);
    if (m_card != nullptr) {
        m_card->hide();
        m_cardPlace->removeWidget(m_card);
        m_card->deleteLater();
    }
    m_card = card;
    m_cardPlace->addWidget(card);
    showVisitCard(*grant);
}

void WhoMaySeePage::showVisitCard(const GrantView& grant) {
    if (m_visitCard != nullptr) {
        m_visitCard->hide();
        m_cardPlace->removeWidget(m_visitCard);
        m_visitCard->deleteLater();
        m_visitCard = nullptr;
    }
    if (grant.visitor.isEmpty() || grant.state == GrantState::Pending) {
        return;
    }
    m_visitCard = new VisitCard(grant.visitor);
    const QString id = grant.id;
    connect(m_visitCard, &VisitCard::visitAsked, this,
            [this, id](VisitKind kind) { emit visitAsked(id, kind); });
    connect(m_visitCard, &VisitCard::handInAsked, this, [this, id] { emit handInAsked(id); });
    connect(m_visitCard, &VisitCard::logAsked, this, [this, id] { emit accessesAsked(id); });
    if (m_visit.grantId == id) {
        m_visitCard->setView(m_visit);
    }
    m_cardPlace->addSpacing(px(16));
    m_cardPlace->addWidget(m_visitCard);
}

void WhoMaySeePage::setVisit(const VisitView& visit) {
    m_visit = visit;
    if (m_visitCard != nullptr && m_view.selectedId == visit.grantId) {
        m_visitCard->setView(visit);
    }
}

QWidget* WhoMaySeePage::makeCard(const GrantView& grant) {
    const bool open = grant.state == GrantState::Active || grant.state == GrantState::Pending;
    auto* sentence = new GrantSentence(grant.sentence, open ? GrantSentence::Mode::Chips
                                                            : GrantSentence::Mode::Quiet);
    const QString id = grant.id;
    connect(sentence, &GrantSentence::partActivated, this,
            [this, id](SentencePart part) { emit editAsked(id, part); });
    GrantCard::SealWords seal;
    switch (grant.state) {
    case GrantState::Active:
    case GrantState::Ended:
        seal = {GrantCard::SealState::Proven, tr("Proven"),
                Format::dayShort(grant.provenAt.toLocalTime().date()) +
                    (isChinese() ? QStringLiteral(" ") : QStringLiteral(", ")) +
                    Format::time(grant.provenAt)};
        break;
    case GrantState::Pending:
        seal = {GrantCard::SealState::Empty, tr("not proven yet"), QString()};
        break;
    case GrantState::Revoked:
        seal = {GrantCard::SealState::Revoked, tr("revoked"), Format::dayShort(grant.revokedOn)};
        break;
    }
    auto* card = new GrantCard(sentence, grant.willNotSee, seal);
    card->setObjectName(QStringLiteral("grantCard"));
    auto* actions = new WrapLayout;
    actions->setSpacing(px(12));
    actions->setContentsMargins(0, px(6), 0, px(4));
    auto* opens = new Button(Button::Kind::Outlined,
                             open ? tr("Opens %n records", nullptr, grant.opensRecords)
                                  : tr("Opened %n records", nullptr, grant.opensRecords),
                             nullptr, Icon::List);
    opens->setObjectName(QStringLiteral("opens"));
    connect(opens, &Button::clicked, this, [this, id] { emit recordsAsked(id); });
    auto* seen = new Button(Button::Kind::Outlined, tr("Seen %n times", nullptr, grant.seenTimes),
                            nullptr, Icon::Eye);
    seen->setObjectName(QStringLiteral("seen"));
    connect(seen, &Button::clicked, this, [this, id] { emit accessesAsked(id); });
    auto* seeAs =
        new Button(Button::Kind::Outlined, tr("See what they see"), nullptr, Icon::Person);
    seeAs->setObjectName(QStringLiteral("seeAs"));
    connect(seeAs, &Button::clicked, this, [this, id] { emit seeAsAsked(id); });
    actions->addWidget(opens);
    actions->addWidget(seen);
    actions->addWidget(seeAs);
    if (open) {
        actions->setLastAtRight();
        auto* revoke = new Button(Button::Kind::Danger, tr("Revoke"));
        revoke->setObjectName(QStringLiteral("revoke"));
        connect(revoke, &Button::clicked, this, [this, id] { emit revokeAsked(id); });
        actions->addWidget(revoke);
    }
    card->rows().addLayout(actions);
    return card;
}

} // namespace consentry::ui
