#include "ui/pages/home_page.h"

#include "ui/models/format.h"
#include "ui/pages/check_up_card.h"
#include "ui/pages/completeness_line.h"
#include "ui/pages/registration_card.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/time_bar_table.h"

#include <QHBoxLayout>

namespace consentry::ui {
namespace {

/// So many findings stand on Home; the others under "Who may see".
constexpr int checkUpRowsMax = 2;

// Narrower than this (at 100 % text) "since the last visit" goes below the grants.
constexpr int besideMin = 780;

Symbol* symbolOf(TaskView::Kind kind) {
    switch (kind) {
    case TaskView::Kind::NoRule:
        return new Symbol(Mark::NoRule, Role::Danger);
    case TaskView::Kind::Emergency:
    case TaskView::Kind::ClockDiffers:
        return new Symbol(Mark::Warning, Role::Warn);
    case TaskView::Kind::Request:
        return new Symbol(Icon::Pencil, Role::Primary);
    case TaskView::Kind::WordsUnchecked:
        return new Symbol(Icon::Key, Role::Primary);
    case TaskView::Kind::Answer:
        return new Symbol(Icon::Document, Role::Primary);
    case TaskView::Kind::Expiring:
        return new Symbol(Icon::Clock, Role::Primary);
    case TaskView::Kind::NoConsortium:
        return new Symbol(Icon::Network, Role::Primary);
    case TaskView::Kind::NoRecords:
        return new Symbol(Icon::Health, Role::Muted);
    }
    return nullptr;
}

} // namespace

HomePage::HomePage(QWidget* parent) : Page(parent), m_grants(new GrantListModel(this)) {}

void HomePage::setView(const HomeView& view) {
    m_view = view;
    m_grants->setGrants(view.grants, view.today);
    rebuild();
}

bool HomePage::isNarrow() const {
    return width() - 2 * px(size::pageMargin) < px(besideMin);
}

void HomePage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    if (isBuilt() && m_builtNarrow != isNarrow()) {
        rebuild();
    }
}

QString HomePage::headline() const {
    if (m_view.isDamaged) {
        return tr("This vault cannot be read completely");
    }
    if (m_view.registration) {
        return m_view.registration->hasConsortium ? tr("You are not registered yet")
                                                  : tr("Your vault has no hospitals yet");
    }
    if (m_view.partiesNow == 0) {
        return tr("Nobody can see your data now");
    }
    return Format::inWords(tr("%n parties can see your data now", nullptr, m_view.partiesNow),
                           m_view.partiesNow);
}

void HomePage::build(QVBoxLayout& column) {
    addHead(column, headline(), makeCompletenessLine(m_view.completeness, m_view.today));
    addTasks(column);
    m_builtNarrow = isNarrow();
    if (m_view.registration) {
        addSection(column, tr("On the way to your hospitals"));
        column.addWidget(makeRegistration(*m_view.registration));
        column.addStretch(1);
        return;
    }
    QWidget* since = m_view.lastVisit.isValid() ? makeSinceLastVisit() : nullptr;
    if (m_builtNarrow || since == nullptr) {
        column.addWidget(makeGrants());
        if (since != nullptr) {
            column.addSpacing(px(20));
            column.addWidget(since);
        }
    } else {
        auto* row = new QHBoxLayout;
        row->setSpacing(px(24));
        row->addWidget(makeGrants(), 2);
        row->addWidget(since, 1);
        column.addLayout(row);
    }
    addCheckUp(column);
    column.addStretch(1);
}

void HomePage::setCheckUp(const QList<CheckUpRowView>& rows) {
    m_checkUp = rows;
    if (isBuilt()) {
        rebuild();
    }
}

void HomePage::addCheckUp(QVBoxLayout& column) {
    if (m_checkUp.isEmpty()) {
        return;
    }
    column.addSpacing(px(20));
    addSection(column, tr("Check-up"));
    auto* card = new CheckUpCard(m_checkUp.mid(0, checkUpRowsMax));
    card->setObjectName(QStringLiteral("checkUp"));
    connect(card, &CheckUpCard::actAsked, this, &HomePage::checkUpAsked);
    connect(card, &CheckUpCard::dismissAsked, this, &HomePage::dismissAsked);
    column.addWidget(card);
    const int more = static_cast<int>(m_checkUp.size()) - checkUpRowsMax;
    if (more > 0) {
        column.addSpacing(px(8));
        column.addWidget(mutedText(tr("%n more under “Who may see”.", nullptr, more)));
    }
}

void HomePage::addTasks(QVBoxLayout& column) {
    if (m_view.tasks.isEmpty()) {
        return;
    }
    addSection(column, m_view.urgentTasks() > 0 ? tr("Needs you") : tr("To begin with"));
    auto* card = new Card;
    // Room for the focus rings at the right; the lines end where the buttons do.
    card->layout()->setContentsMargins(sided(px(20), px(2), px(20) - size::focusRoom, px(2)));
    bool first = true;
    QList<Button*> buttons;
    for (const TaskView& task : std::as_const(m_view.tasks)) {
        QString title;
        QString action = tr("See what happened");
        switch (task.kind) {
        case TaskView::Kind::NoRule:
            title = tr("One access that no rule allows");
            break;
        case TaskView::Kind::Emergency:
            title = tr("An emergency access");
            break;
        case TaskView::Kind::Request:
            title = tr("%1 asks to see your %2").arg(task.who, task.what);
            action = tr("See the request");
            break;
        case TaskView::Kind::WordsUnchecked:
            title = tr("Check your 24 words");
            action = tr("Check now");
            break;
        case TaskView::Kind::ClockDiffers:
            title = tr("This computer's clock is wrong by %1").arg(task.what);
            action = tr("See details");
            break;
        case TaskView::Kind::Answer:
            title = tr("%1 answered your objection").arg(task.who);
            action = tr("Read the answer");
            break;
        case TaskView::Kind::Expiring:
            title = tr("The grant for %1 ends soon").arg(task.who);
            action = tr("See the grant");
            break;
        case TaskView::Kind::NoConsortium:
            title = tr("Bring in your hospitals");
            action = tr("Choose");
            break;
        case TaskView::Kind::NoRecords:
            title = tr("Bring in your records");
            action = tr("Import a file");
            break;
        }
        if (!first) {
            auto* rule = new Rule;
            rule->setContentsMargins(sided(0, 0, size::focusRoom, 0));
            card->column().addWidget(rule);
        }
        auto* row = new ListRow(title, joinFacts(task.facts), symbolOf(task.kind), nullptr,
                                TextSize::TaskTitle);
        auto* button = new Button(
            first && task.isUrgent() ? Button::Kind::Filled : Button::Kind::Outlined, action);
        button->setAccessibleName(action + QStringLiteral(": ") + title);
        button->setObjectName(QStringLiteral("task-") + task.id);
        const QString id = task.id;
        connect(button, &Button::clicked, this, [this, id] { emit taskOpened(id); });
        row->addTrailing(button);
        buttons << button;
        card->column().addWidget(row);
        first = false;
    }
    makeEquallyWide(buttons);
    column.addWidget(card);
    column.addSpacing(px(20));
}

QWidget* HomePage::makeGrants() {
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    auto* all = new Button(Button::Kind::Link, tr("All grants"), nullptr, Icon::ChevronRight);
    all->setIconTrails();
    all->setObjectName(QStringLiteral("allGrants"));
    connect(all, &Button::clicked, this, &HomePage::allGrantsAsked);
    addSection(*column, tr("Who can see now"), all);
    auto* card = new Card;
    card->layout()->setContentsMargins(0, 0, 0, 0);
    if (m_view.grants.isEmpty()) {
        auto* create = new Button(Button::Kind::Outlined, tr("New grant"), nullptr, Icon::Plus);
        connect(create, &Button::clicked, this, &HomePage::newGrantAsked);
        card->column().addWidget(
            new EmptyState(tr("You have not let anybody see your records yet."), nullptr, create));
    } else {
        auto* table = new TimeBarTable(m_grants, m_view.today, TimeBarTable::Choice::Activate);
        connect(table, &TimeBarTable::grantChosen, this, &HomePage::grantOpened);
        card->column().addWidget(table);
        card->column().addStretch(1);
    }
    column->addWidget(card, 1);
    return part;
}

QWidget* HomePage::makeSinceLastVisit() {
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    addSection(*column, tr("Since the last visit"));
    auto* card = new Card;
    card->column().addWidget(
        new Text(tr("Since %1").arg(Format::moment(m_view.lastVisit, m_view.today)),
                 TextSize::Caption, Role::Muted));
    const auto add = [card](Symbol* symbol, const QString& words, const QString& count) {
        auto* row = new QWidget;
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, px(8), 0, px(8));
        line->setSpacing(px(12));
        line->addWidget(symbol);
        line->addWidget(new Text(words, TextSize::Body), 1);
        auto* number = new Text(count, TextSize::Body, Role::Ink, TextWeight::Bold);
        number->setSingleLine();
        number->setMinimumWidth(number->sizeHint().width());
        line->addWidget(number);
        card->column().addWidget(row);
    };
    // What did not happen stays quiet.
    const auto role = [](int count, Role loud) { return count > 0 ? loud : Role::Muted; };
    add(new Symbol(Mark::ByRule, role(m_view.byRule, Role::Good)), tr("By your rules"),
        tr("%n times", nullptr, m_view.byRule));
    add(new Symbol(Mark::Warning, role(m_view.emergencies, Role::Warn)), tr("In an emergency"),
        tr("%n times", nullptr, m_view.emergencies));
    add(new Symbol(Mark::NoRule, role(m_view.withoutRule, Role::Danger)), tr("Without a rule"),
        tr("%n times", nullptr, m_view.withoutRule));
    add(new Symbol(Mark::Refused, Role::Muted), tr("Refused"),
        tr("%n times", nullptr, m_view.refused));
    card->column().addWidget(new Rule);
    add(new Symbol(Icon::Document, Role::Muted), tr("New records"),
        Format::number(m_view.newRecords));
    add(new Symbol(Icon::Clock, Role::Muted), tr("Grants that ended"),
        Format::number(m_view.endedGrants));
    card->column().addStretch(1);
    column->addWidget(card, 1);
    return part;
}

} // namespace consentry::ui
