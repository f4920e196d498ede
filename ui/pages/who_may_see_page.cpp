#include "ui/pages/who_may_see_page.h"

#include "ui/models/format.h"
#include "ui/pages/check_up_card.h"
#include "ui/pages/visit_card.h"
#include "ui/widgets/button.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/grant_card.h"
#include "ui/widgets/grant_sentence.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/time_bar_table.h"
#include "ui/widgets/wrap_layout.h"

#include <QCheckBox>
#include <QHBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace consentry::ui {

namespace {

/// So many organisations have a row of their own; the others are reached by marking.
constexpr qsizetype organizationsMax = 12;
/// Above the numbers of states: both rows of chips name their chips by number.
constexpr int groupingIds = 100;

} // namespace

WhoMaySeePage::WhoMaySeePage(QWidget* parent) : Page(parent), m_model(new GrantListModel(this)) {
    connect(m_model, &GrantListModel::markedChanged, this, &WhoMaySeePage::updateMarking);
}

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
    m_filter = allStates;
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

void WhoMaySeePage::forget() {
    m_filter = allStates;
    m_grouping.reset();
    m_opens.clear();
    m_model->setGrants({}, {});
}

QList<GrantView> WhoMaySeePage::filtered(int filter) const {
    QList<GrantView> result;
    std::copy_if(m_view.grants.begin(), m_view.grants.end(), std::back_inserter(result),
                 [filter](const GrantView& grant) {
                     return filter == allStates || filter == static_cast<int>(grant.state);
                 });
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
    if (!m_view.isRegistered) {
        addHead(column, tr("Who may see"), mutedText(tr("Nobody can see anything.")));
        auto* missing = new Button(Button::Kind::Outlined, tr("See what is missing"));
        missing->setObjectName(QStringLiteral("whatIsMissing"));
        connect(missing, &Button::clicked, this, &WhoMaySeePage::registrationAsked);
        column.addWidget(new EmptyState(
            tr("Grants are signed once you are registered at your hospitals."), nullptr, missing));
        column.addStretch(1);
        return;
    }
    auto* create = new Button(Button::Kind::Filled, tr("New grant"), nullptr, Icon::Plus);
    create->setObjectName(QStringLiteral("newGrant"));
    connect(create, &Button::clicked, this, &WhoMaySeePage::newGrantAsked);
    auto* rules = new Button(Button::Kind::Outlined, tr("Rules for everyone"));
    rules->setObjectName(QStringLiteral("rules"));
    connect(rules, &Button::clicked, this, &WhoMaySeePage::rulesAsked);
    m_card = nullptr;
    m_visitCard = nullptr;
    m_cardPlace = nullptr;
    m_markAll = nullptr;
    m_opensButton = nullptr;
    addHead(column, tr("Who may see"),
            mutedText(lines.join(isChinese() ? QString() : QStringLiteral(" "))), {rules, create});
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
    column.addWidget(makeStates());
    if (m_view.grants.size() > 1) {
        column.addWidget(makeGroupings());
    }
    column.addSpacing(px(4));
    column.addWidget(makeMarking());
    column.addSpacing(px(4));
    auto* card = new Card;
    card->layout()->setContentsMargins(0, 0, 0, 0);
    applyFilter();
    auto* table = new TimeBarTable(m_model, m_view.today, TimeBarTable::Choice::Marks);
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
    updateMarking();
    addStopMany(column);
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

FilterChips* WhoMaySeePage::makeStates() {
    auto* chips = new FilterChips;
    chips->setAccessibleName(tr("Which grants"));
    QList<FilterChips::Chip> list;
    list << FilterChips::Chip{allStates, tr("All"), static_cast<int>(m_view.grants.size()), {}, 0};
    for (const GrantState state : {GrantState::Active, GrantState::Pending, GrantState::Ended,
                                   GrantState::Revoked, GrantState::Failed}) {
        const int id = static_cast<int>(state);
        const int count = static_cast<int>(filtered(id).size());
        // Something that failed is seldom, and then to be seen.
        if (state != GrantState::Failed || count > 0 || m_filter == id) {
            list << FilterChips::Chip{id, GrantListModel::stateWord(state), count, {}, 0};
        }
    }
    chips->setChips(list, m_filter);
    connect(chips, &FilterChips::currentChanged, this, [this](int filter) {
        m_filter = filter;
        applyFilter();
    });
    return chips;
}

QWidget* WhoMaySeePage::makeGroupings() {
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(12));
    auto* words = new Text(tr("Group by"), TextSize::Caption, Role::Muted);
    words->setSingleLine();
    words->setMinimumWidth(words->sizeHint().width());
    row->addWidget(words, 0, Qt::AlignVCenter);
    auto* chips = new FilterChips;
    chips->setObjectName(QStringLiteral("grouping"));
    chips->setAccessibleName(tr("Group by"));
    const auto chip = [](GrantGrouping grouping, const QString& word) {
        return FilterChips::Chip{groupingIds + static_cast<int>(grouping), word, -1, {}, 0};
    };
    chips->setChips({chip(GrantGrouping::None, tr("Nothing")),
                     chip(GrantGrouping::Person, tr("Person")),
                     chip(GrantGrouping::Organization, tr("Organisation")),
                     chip(GrantGrouping::Kind, tr("Kind of data"))},
                    groupingIds + static_cast<int>(m_grouping.value_or(m_view.grouping)));
    connect(chips, &FilterChips::currentChanged, this, [this](int id) {
        m_grouping = static_cast<GrantGrouping>(id - groupingIds);
        applyFilter();
        emit groupingChosen(*m_grouping);
    });
    row->addWidget(chips, 1);
    return line;
}

/// All that are shown, and what can be done with those that are marked.
QWidget* WhoMaySeePage::makeMarking() {
    auto* line = new QWidget;
    auto* row = new WrapLayout(line);
    row->setSpacing(px(12));
    // Its box stands over those of the rows; the line does not grow when buttons appear in it, and
    // their rings have room.
    row->setContentsMargins(sided(px(13), size::focusRoom, size::focusRoom, size::focusRoom));
    line->setMinimumHeight(px(size::target) + 8);
    m_markAll = new QCheckBox;
    m_markAll->setObjectName(QStringLiteral("markAll"));
    connect(m_markAll, &QCheckBox::clicked, this,
            [this](bool marked) { m_model->setAllMarked(marked); });
    m_unmark = new Button(Button::Kind::Plain, tr("Unmark"));
    m_unmark->setObjectName(QStringLiteral("unmark"));
    connect(m_unmark, &Button::clicked, this, [this] { m_model->setAllMarked(false); });
    m_revokeMarked = new Button(Button::Kind::Danger, QString());
    m_revokeMarked->setObjectName(QStringLiteral("revokeMarked"));
    connect(m_revokeMarked, &Button::clicked, this, [this] {
        RevokeChoice choice;
        choice.ids = m_model->marked();
        emit revokeManyAsked(choice);
    });
    row->addWidget(m_markAll);
    row->addWidget(m_revokeMarked);
    row->addWidget(m_unmark);
    auto* order = new Text(tr("Ending soonest first"), TextSize::Caption, Role::Muted);
    order->setSingleLine();
    order->setMinimumWidth(order->sizeHint().width());
    row->addWidget(order);
    row->setLastAtRight();
    return line;
}

void WhoMaySeePage::updateMarking() {
    if (m_markAll == nullptr) {
        return;
    }
    const int markable = m_model->markableCount();
    const int marked = static_cast<int>(m_model->marked().size());
    m_markAll->setVisible(markable > 0);
    m_markAll->setText(tr("Mark all %n shown", nullptr, markable));
    m_markAll->setChecked(markable > 0 && marked == markable);
    m_unmark->setVisible(marked > 0);
    m_revokeMarked->setVisible(marked > 0);
    m_revokeMarked->setText(tr("Revoke the %n marked", nullptr, marked));
}

/// Everything that one organisation and its people may see, or simply everything.
void WhoMaySeePage::addStopMany(QVBoxLayout& column) {
    struct Group {
        QString id;
        QString name;
        int grants = 0;
    };
    QList<Group> groups;
    QHash<QString, qsizetype> places;
    int all = 0;
    for (const GrantView& grant : std::as_const(m_view.grants)) {
        if (!grant.canRevoke()) {
            continue;
        }
        ++all;
        if (grant.organizationId.isEmpty()) {
            continue;
        }
        if (!places.contains(grant.organizationId)) {
            places.insert(grant.organizationId, groups.size());
            groups << Group{grant.organizationId, grant.organizationName, 0};
        }
        ++groups[places.value(grant.organizationId)].grants;
    }
    if (all < 2) {
        return; // the grant's own card says it
    }
    column.addSpacing(px(24));
    addSection(column, tr("Stop more at once"));
    column.addWidget(mutedText(tr("You see what ends, and by whom, before anything is sent.")));
    column.addSpacing(px(8));
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.grants > b.grants; });
    auto* card = new Card;
    const auto add = [this, card](const QString& title, int grants, const QString& name,
                                  const RevokeChoice& choice) {
        if (card->column().count() > 0) {
            card->column().addWidget(new Rule);
        }
        auto* row = new ListRow(title, tr("%n grants", nullptr, grants));
        auto* button = new Button(Button::Kind::Danger, tr("Revoke all"));
        button->setObjectName(name);
        button->setAccessibleName(tr("Revoke all: %1").arg(title));
        connect(button, &Button::clicked, this, [this, choice] { emit revokeManyAsked(choice); });
        row->addTrailing(button);
        card->column().addWidget(row);
    };
    for (qsizetype i = 0; i < std::min(groups.size(), organizationsMax); ++i) {
        const Group& group = groups.at(i);
        RevokeChoice choice;
        choice.what = RevokeChoice::What::Organization;
        choice.organizationId = group.id;
        choice.organizationName = group.name;
        add(tr("%1 and its people").arg(group.name), group.grants,
            QStringLiteral("revokeOrganization%1").arg(i), choice);
    }
    RevokeChoice everything;
    everything.what = RevokeChoice::What::Everything;
    add(tr("Everything that anybody may see"), all, QStringLiteral("revokeEverything"), everything);
    column.addWidget(card);
}

void WhoMaySeePage::applyFilter() {
    m_model->setGrants(filtered(m_filter), m_view.today, m_grouping.value_or(m_view.grouping));
    updateMarking();
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
    if (grant->opensRecords < 0) {
        emit opensAsked(grant->id);
    }
}

QString WhoMaySeePage::opensText(const GrantView& grant) const {
    const int records = grant.opensRecords >= 0 ? grant.opensRecords : m_opens.value(grant.id, -1);
    if (records < 0) {
        return grant.isOpen() ? tr("Records that it opens") : tr("Records that it opened");
    }
    return grant.isOpen() ? tr("Opens %n records", nullptr, records)
                          : tr("Opened %n records", nullptr, records);
}

void WhoMaySeePage::setOpens(const QString& id, int records) {
    m_opens.insert(id, records);
    const GrantView* grant = selected();
    if (m_opensButton != nullptr && grant != nullptr && grant->id == id) {
        m_opensButton->setText(opensText(*grant));
    }
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
    const bool open = grant.isOpen();
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
        seal = {GrantCard::SealState::Revoked, grant.isReplaced ? tr("replaced") : tr("revoked"),
                grant.revokedOn.isValid() ? Format::dayShort(grant.revokedOn) : QString()};
        break;
    case GrantState::Failed:
        seal = {GrantCard::SealState::Empty, tr("failed"), QString()};
        break;
    }
    auto* card = new GrantCard(sentence, grant.willNotSee, seal);
    card->setObjectName(QStringLiteral("grantCard"));
    if (grant.state == GrantState::Failed && !grant.problemSentence.isEmpty()) {
        card->rows().addWidget(new Banner(Banner::Tone::Warn, grant.problemSentence));
    } else if (open && grant.isStopping) {
        card->rows().addWidget(new Banner(
            Banner::Tone::Warn, tr("You have stopped this. It is on its way, and holds from its "
                                   "block on; until then this grant still opens.")));
    }
    if (grant.isShutOut) {
        auto* banner = new Banner(Banner::Tone::Warn,
                                  tr("Your rules for everyone shut them out. The grant stands, and "
                                     "opens nothing as long as they do."));
        card->rows().addWidget(banner);
    }
    card->rows().addLayout(makeActions(grant));
    return card;
}

/// What it opens and who used it; then what can be done with it, revoking last and apart.
QLayout* WhoMaySeePage::makeActions(const GrantView& grant) {
    auto* actions = new WrapLayout;
    actions->setSpacing(px(12));
    actions->setContentsMargins(0, px(6), 0, px(4));
    const auto add = [this, actions, id = grant.id](Button::Kind kind, const QString& words,
                                                    Icon icon, const QString& name,
                                                    void (WhoMaySeePage::*asked)(const QString&)) {
        auto* button = new Button(kind, words, nullptr, icon);
        button->setObjectName(name);
        connect(button, &Button::clicked, this, [this, id, asked] { emit(this->*asked)(id); });
        actions->addWidget(button);
        return button;
    };
    using Kind = Button::Kind;
    m_opensButton =
        add(Kind::Outlined, opensText(grant), Icon::List, u"opens"_s, &WhoMaySeePage::recordsAsked);
    add(Kind::Outlined, tr("Seen %n times", nullptr, grant.seenTimes), Icon::Eye, u"seen"_s,
        &WhoMaySeePage::accessesAsked);
    add(Kind::Outlined, tr("See what they see"), Icon::Person, u"seeAs"_s,
        &WhoMaySeePage::seeAsAsked);
    if (!grant.isOpen()) {
        add(Kind::Outlined, tr("Give again"), Icon::Plus, u"giveAgain"_s,
            &WhoMaySeePage::giveAgainAsked);
    } else if (grant.endsSoon) {
        add(Kind::Outlined, tr("Renew"), Icon::Clock, u"renew"_s, &WhoMaySeePage::renewAsked);
    }
    if (grant.canRevoke()) {
        actions->setLastAtRight();
        add(Kind::Danger, tr("Revoke"), Icon::None, u"revoke"_s, &WhoMaySeePage::revokeAsked);
    }
    return actions;
}

} // namespace consentry::ui
