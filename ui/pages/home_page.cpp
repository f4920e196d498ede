#include "ui/pages/home_page.h"

#include "ui/models/format.h"
#include "ui/pages/check_up_card.h"
#include "ui/pages/completeness_line.h"
#include "ui/pages/registration_card.h"
#include "ui/widgets/link_row.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/time_bar_table.h"

#include <QHBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

/// So many findings stand on Home; the others under "Who may see".
constexpr int checkUpRowsMax = 2;

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

Symbol* symbolOf(const HappeningView& happening) {
    switch (happening.kind) {
    case HappeningView::Kind::Visit:
        break;
    case HappeningView::Kind::OtherVisits:
        return new Symbol(Icon::Eye, Role::Muted);
    case HappeningView::Kind::GrantEnded:
        return new Symbol(Icon::Clock, Role::Muted);
    case HappeningView::Kind::NewRecords:
        return new Symbol(Icon::Document, Role::Muted);
    }
    switch (happening.mark) {
    case AccessMark::NoRule:
        return new Symbol(Mark::NoRule, Role::Danger, size::icon);
    case AccessMark::Emergency:
    case AccessMark::BroaderThanUsed:
        return new Symbol(Mark::Warning, Role::Warn, size::icon);
    case AccessMark::Refused:
        return new Symbol(Mark::Refused, Role::Muted, size::icon);
    case AccessMark::Request:
        return new Symbol(Mark::Asked, Role::Primary, size::icon);
    case AccessMark::ByRule:
        break;
    }
    return new Symbol(Mark::ByRule, Role::Good, size::icon);
}

struct TaskWords {
    QString title;
    QString action;
};

TaskWords wordsOf(const TaskView& task) {
    switch (task.kind) {
    case TaskView::Kind::NoRule:
        return {HomePage::tr("One access that no rule allows"), HomePage::tr("See what happened")};
    case TaskView::Kind::Emergency:
        return {HomePage::tr("An emergency access"), HomePage::tr("See what happened")};
    case TaskView::Kind::Request:
        return {HomePage::tr("%1 asks to see your %2").arg(task.who, task.what),
                HomePage::tr("See the request")};
    case TaskView::Kind::WordsUnchecked:
        return {HomePage::tr("Check your 24 words"), HomePage::tr("Check now")};
    case TaskView::Kind::ClockDiffers:
        //: %1 is a span of time: "12 seconds"
        return {HomePage::tr("This computer's clock and the network's differ by %1").arg(task.what),
                HomePage::tr("See details")};
    case TaskView::Kind::Answer:
        return {HomePage::tr("%1 answered your objection").arg(task.who),
                HomePage::tr("Read the answer")};
    case TaskView::Kind::Expiring:
        return {HomePage::tr("The grant for %1 ends soon").arg(task.who), HomePage::tr("Renew")};
    case TaskView::Kind::NoConsortium:
        return {HomePage::tr("Bring in your hospitals"), HomePage::tr("Choose")};
    case TaskView::Kind::NoRecords:
        break;
    }
    return {HomePage::tr("Bring in your records"), HomePage::tr("Import a file")};
}

} // namespace

HomePage::HomePage(QWidget* parent) : Page(parent), m_grants(new GrantListModel(this)) {}

void HomePage::setView(const HomeView& view) {
    m_view = view;
    m_grants->setGrants(view.grants, view.today);
    rebuild();
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
    if (m_view.registration) {
        addSection(column, tr("On the way to your hospitals"));
        column.addWidget(makeRegistration(*m_view.registration));
        column.addStretch(1);
        return;
    }
    column.addWidget(makeGrants());
    addSinceLastVisit(column);
    addCheckUp(column);
    column.addStretch(1);
}

void HomePage::setCheckUp(const QList<CheckUpRowView>& rows) {
    m_checkUp = rows;
    if (isBuilt()) {
        rebuild();
    }
}

/// Without what stands among the tasks already.
QList<CheckUpRowView> HomePage::checkUpRows() const {
    QList<CheckUpRowView> rows;
    for (const CheckUpRowView& row : m_checkUp) {
        const bool isTask =
            row.action == CheckUpAction::Prolong &&
            std::any_of(m_view.tasks.begin(), m_view.tasks.end(), [&row](const TaskView& task) {
                return task.kind == TaskView::Kind::Expiring && task.id == row.grantId;
            });
        if (!isTask) {
            rows << row;
        }
    }
    return rows;
}

void HomePage::addCheckUp(QVBoxLayout& column) {
    const QList<CheckUpRowView> rows = checkUpRows();
    if (rows.isEmpty()) {
        return;
    }
    column.addSpacing(px(20));
    addSection(column, tr("Check-up"));
    auto* card = new CheckUpCard(rows.mid(0, checkUpRowsMax));
    card->setObjectName(QStringLiteral("checkUp"));
    connect(card, &CheckUpCard::actAsked, this, &HomePage::checkUpAsked);
    connect(card, &CheckUpCard::dismissAsked, this, &HomePage::dismissAsked);
    column.addWidget(card);
    const int more = static_cast<int>(rows.size()) - checkUpRowsMax;
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
    QList<Button*> buttons;
    for (const TaskView& task : std::as_const(m_view.tasks)) {
        if (!buttons.isEmpty()) {
            auto* rule = new Rule;
            rule->setContentsMargins(sided(0, 0, size::focusRoom, 0));
            card->column().addWidget(rule);
        }
        const bool isMain = buttons.isEmpty() && task.isUrgent();
        buttons << addTask(*card, task, isMain ? Button::Kind::Filled : Button::Kind::Outlined);
    }
    makeEquallyWide(buttons);
    column.addWidget(card);
    column.addSpacing(px(20));
}

Button* HomePage::addTask(Card& card, const TaskView& task, Button::Kind kind) {
    const auto [title, action] = wordsOf(task);
    auto* row = new ListRow(title, joinFacts(task.facts), symbolOf(task.kind), nullptr,
                            TextSize::TaskTitle);
    const auto add = [row, title = title](Button::Kind look, const QString& words,
                                          const QString& name) {
        auto* button = new Button(look, words);
        button->setAccessibleName(words + QStringLiteral(": ") + title);
        button->setObjectName(name);
        row->addTrailing(button);
        return button;
    };
    if (task.kind == TaskView::Kind::Expiring) {
        auto* letEnd = add(Button::Kind::Plain, tr("Let it end"), u"letEnd-"_s + task.id);
        connect(letEnd, &Button::clicked, this, [this, id = task.id] { emit letEndAsked(id); });
    }
    auto* button = add(kind, action, u"task-"_s + task.id);
    connect(button, &Button::clicked, this, [this, task] {
        if (task.kind == TaskView::Kind::Expiring) {
            emit renewAsked(task.id);
        } else {
            emit taskOpened(task);
        }
    });
    card.column().addWidget(row);
    return button;
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

/// "Nobody looked" is said only of a log that is known to be whole.
QString HomePage::nothingHappened() const {
    if (m_view.isDamaged || m_view.completeness.state != CompletenessView::State::Complete) {
        return tr("Nothing new is known.");
    }
    return tr("Nobody has looked at your data, and nothing else has changed.");
}

void HomePage::addSinceLastVisit(QVBoxLayout& column) {
    if (!m_view.lastVisit.isValid()) {
        return;
    }
    column.addSpacing(px(20));
    addSection(column, tr("Since the last visit"));
    auto* card = new Card;
    card->setObjectName(u"sinceLastVisit"_s);
    card->column().addWidget(
        new Text(tr("Since %1").arg(Format::moment(m_view.lastVisit, m_view.today)),
                 TextSize::Caption, Role::Muted));
    if (m_view.happened.isEmpty()) {
        card->column().addWidget(new Text(nothingHappened(), TextSize::Body));
    }
    int number = 0;
    for (const HappeningView& happening : std::as_const(m_view.happened)) {
        auto* row = new LinkRow(symbolOf(happening), happening.words);
        row->setObjectName(u"happened%1"_s.arg(number++));
        connect(row, &LinkRow::clicked, this,
                [this, happening] { emit happeningOpened(happening); });
        card->column().addWidget(row);
    }
    column.addWidget(card);
}

} // namespace consentry::ui
