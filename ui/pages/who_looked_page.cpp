#include "ui/pages/who_looked_page.h"

#include "ui/models/format.h"
#include "ui/pages/access_filter_menu.h"
#include "ui/pages/completeness_line.h"
#include "ui/pages/log_row_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/calendar_strip.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/side_panel.h"
#include "ui/widgets/virtual_list.h"
#include "ui/widgets/wrap_layout.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollBar>
#include <QTimer>

#include <array>
#include <utility>

namespace consentry::ui {
namespace {

constexpr int typingPauseMs = 40;
/// Days back from today; 0 = all time.
constexpr std::array periods{0, 7, 30, 365};
// Page width (at 100 % text) below which the panel fills the page.
constexpr int panelBesideMin = 800;
// Page height (at 100 % text) from which the days stand above the list without being asked for.
constexpr int calendarHeightMin = 640;

int idOf(std::optional<AccessMark> mark) {
    return mark ? static_cast<int>(*mark) : -1;
}

} // namespace

WhoLookedPage::WhoLookedPage(QWidget* parent)
    : Page(parent, Scroll::None), m_model(new AccessLogModel(this)), m_typing(new QTimer(this)) {
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPauseMs);
    connect(m_typing, &QTimer::timeout, this, &WhoLookedPage::refilter);
}

void WhoLookedPage::setSource(AccessLogSource* source, const QDate& today) {
    if (AccessLogSource* old = m_model->source()) {
        old->disconnect(this);
    }
    m_today = today;
    m_model->setSource(source);
    m_detailId.clear();
    resetFilter();
    if (source != nullptr) {
        connect(source, &AccessLogSource::changing, this, &WhoLookedPage::rememberPlace);
        connect(source, &AccessLogSource::countsChanged, this, &WhoLookedPage::fillCounts);
        connect(source, &AccessLogSource::countsChanged, this, &WhoLookedPage::fillCalendar);
        connect(source, &AccessLogSource::completenessChanged, this,
                &WhoLookedPage::fillCompleteness);
        // What the panel says may have changed too: a dispute was answered.
        connect(source, &AccessLogSource::countsChanged, this, [this] {
            if (!m_detailId.isEmpty()) {
                m_model->source()->requestDetail(m_detailId);
            }
        });
        connect(source, &AccessLogSource::detailReady, this, &WhoLookedPage::openPanel);
        connect(source, &AccessLogSource::choicesReady, this,
                [this](AccessChoiceKind kind, const QList<AccessChoice>& choices) {
                    if (m_filters != nullptr) {
                        m_filters->setChoices(kind, choices);
                    }
                });
    }
    rebuild();
}

void WhoLookedPage::resetFilter() {
    m_filter = {};
    m_periodDays = 0;
}

void WhoLookedPage::showOnly(const AccessFilter& filter) {
    resetFilter();
    m_filter = filter;
    refilter();
    rebuild();
}

void WhoLookedPage::showGrant(const QString& id) {
    AccessFilter filter;
    filter.grant = id;
    showOnly(filter);
}

void WhoLookedPage::showText(const QString& words) {
    AccessFilter filter;
    filter.text = words;
    showOnly(filter);
}

/// At the very top only the chosen one is remembered: there new rows shall be seen.
void WhoLookedPage::rememberPlace() {
    m_remembered.reset();
    const AccessLogSource* source = m_model->source();
    if (m_list == nullptr || source == nullptr) {
        return;
    }
    const QString current = source->idAt(m_list->currentIndex().row());
    if (m_list->verticalScrollBar()->value() == 0) {
        m_remembered = Remembered{{}, 0, current};
        return;
    }
    int top = m_list->rowAt(0);
    if (source->idAt(top).isEmpty()) {
        ++top; // a heading
    }
    m_remembered = Remembered{source->idAt(top), m_list->rowViewportPosition(top), current};
}

void WhoLookedPage::restorePlace() {
    const auto remembered = std::exchange(m_remembered, {});
    const AccessLogSource* source = m_model->source();
    if (!remembered || m_list == nullptr || source == nullptr) {
        return;
    }
    if (const int current = source->indexOf(remembered->currentId);
        !remembered->currentId.isEmpty() && source->idAt(current) == remembered->currentId) {
        m_list->setCurrentIndex(m_model->index(current));
    }
    if (remembered->topId.isEmpty()) {
        m_list->verticalScrollBar()->setValue(0);
    } else if (const int top = source->indexOf(remembered->topId); top >= 0) {
        m_list->scrollTo(m_model->index(top), QAbstractItemView::PositionAtTop);
        QScrollBar* bar = m_list->verticalScrollBar();
        bar->setValue(bar->value() - remembered->offset);
    }
}

void WhoLookedPage::showDetail(const QString& id) {
    m_detailId = id;
    if (m_model->source() != nullptr) {
        m_model->source()->requestDetail(id);
    }
}

void WhoLookedPage::build(QVBoxLayout& column) {
    m_panel = nullptr;
    m_across = new QHBoxLayout;
    m_across->setSpacing(0);
    column.addLayout(m_across, 1);
    auto* contents = new QWidget;
    auto* main = new QVBoxLayout(contents);
    // The buttons' focus rings need four pixels inside the head.
    main->setContentsMargins(0, px(28) - size::focusRoom, 0, 0);
    main->setSpacing(0);
    auto* top = new QWidget;
    auto* head = new QVBoxLayout(top);
    head->setContentsMargins(px(size::pageMargin), size::focusRoom, px(size::pageMargin), 0);
    head->setSpacing(0);

    m_export = makeExport();
    m_statusPlace = new QWidget;
    auto* status = new QVBoxLayout(m_statusPlace);
    status->setContentsMargins(0, 0, 0, 0);
    addHead(*head, tr("Who looked"), m_statusPlace, {m_export});
    head->addSpacing(-px(8));

    auto* tools = new QHBoxLayout;
    tools->setSpacing(px(8));
    m_search = new SearchField(tr("Search people, hospitals, contents"));
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setText(m_filter.text);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.text = text;
        m_typing->start();
    });
    tools->addWidget(m_search, 1);
    m_period = new Button(Button::Kind::Outlined, QString(), nullptr, Icon::Calendar);
    m_period->setObjectName(QStringLiteral("period"));
    showPeriod();
    QMenu* menu = makePeriods();
    connect(m_period, &Button::clicked, menu,
            [this, menu] { menu->popup(m_period->mapToGlobal(QPoint(4, m_period->height()))); });
    tools->addWidget(m_period);
    tools->addWidget(makeFilter());
    head->addLayout(tools);
    m_calendar = makeCalendar();
    head->addWidget(m_calendar);
    head->addSpacing(px(8));
    m_chips = new FilterChips;
    connect(m_chips, &FilterChips::currentChanged, this, [this](int id) {
        m_filter.mark =
            id < 0 || id == 99 ? std::nullopt : std::optional(static_cast<AccessMark>(id));
        refilter();
    });
    head->addWidget(m_chips);
    if (!m_filter.chosen.empty()) {
        head->addWidget(makeChosen());
    }
    if (!m_filter.grant.isEmpty()) {
        auto* only =
            new Banner(Banner::Tone::Info, tr("Only the accesses by one grant are shown."));
        auto* all = new Button(Button::Kind::Outlined, tr("Show all"));
        all->setObjectName(QStringLiteral("allGrants"));
        // The button goes with the page that is built anew.
        connect(all, &Button::clicked, this, [this] { showOnly({}); }, Qt::QueuedConnection);
        only->addAction(all);
        head->addSpacing(px(8));
        head->addWidget(only);
    }
    main->addWidget(top);

    m_list = new VirtualList(tr("Accesses"));
    m_list->setObjectName(QStringLiteral("logList"));
    m_list->setItemDelegate(new LogRowDelegate(m_today, m_list));
    m_list->setModel(m_model);
    connect(m_list, &VirtualList::rowActivated, this, &WhoLookedPage::activate);
    connect(m_list, &VirtualList::openAsked, this, [this](int row, bool isOpen) {
        if (m_model->source() != nullptr) {
            m_model->source()->setOpen(row, isOpen);
        }
    });
    main->addWidget(m_list, 1);
    m_main = scrollWhenLow(contents);
    m_across->addWidget(m_main, 1);
    m_empty = new EmptyState(QString());
    m_empty->setObjectName(QStringLiteral("emptyLog"));
    main->addWidget(m_empty, 1);
    connect(m_model, &QAbstractItemModel::modelReset, m_empty, [this] {
        showEmpty();
        restorePlace();
    });
    showEmpty();
    fillCounts();
    fillCalendar();
    fillCompleteness();
    if (!m_detailId.isEmpty() && m_model->source() != nullptr) {
        m_model->source()->requestDetail(m_detailId);
    }
}

/// Also while the row's words are still being read.
void WhoLookedPage::activate(int row) {
    AccessLogSource* source = m_model->source();
    if (source == nullptr) {
        return;
    }
    if (source->isFold(row)) {
        const auto shown = source->row(row);
        source->setOpen(row, !shown || !shown->isOpen);
    } else if (const QString id = source->idAt(row); !id.isEmpty()) {
        showDetail(id);
    }
}

Button* WhoLookedPage::makeFilter() {
    auto* button = new Button(Button::Kind::Outlined, tr("Filter"), nullptr, Icon::Filter);
    button->setObjectName(QStringLiteral("filter"));
    m_filters = new AccessFilterMenu(button);
    m_filters->setChosen(m_filter.chosen);
    connect(button, &Button::clicked, m_filters,
            [this, button] { m_filters->popup(button->mapToGlobal(QPoint(4, button->height()))); });
    connect(m_filters, &AccessFilterMenu::choicesAsked, this, [this](AccessChoiceKind kind) {
        if (m_model->source() != nullptr) {
            m_model->source()->requestChoices(kind);
        }
    });
    // The menu goes with the page that is built anew.
    connect(m_filters, &AccessFilterMenu::chosen, this, &WhoLookedPage::choose,
            Qt::QueuedConnection);
    return button;
}

/// What is chosen, to be taken away again.
QWidget* WhoLookedPage::makeChosen() {
    auto* place = new QWidget;
    auto* row = new WrapLayout(place);
    row->setSpacing(px(8));
    for (const auto& [kind, choice] : m_filter.chosen) {
        auto* chip = new Chip(Chip::Kind::Removable, choice.name);
        chip->setObjectName(QStringLiteral("chosen"));
        connect(
            chip, &Chip::clicked, this, [this, kind = kind] { choose(kind, std::nullopt); },
            Qt::QueuedConnection);
        row->addWidget(chip);
    }
    return place;
}

void WhoLookedPage::choose(AccessChoiceKind kind, const std::optional<AccessChoice>& choice) {
    if (choice) {
        m_filter.chosen[kind] = *choice;
    } else {
        m_filter.chosen.erase(kind);
    }
    refilter();
    rebuild();
    m_list->setFocus(Qt::OtherFocusReason);
}

QString WhoLookedPage::periodWords(int days) {
    return days == 0    ? tr("All time")
           : days == 7  ? tr("Last 7 days")
           : days == 30 ? tr("Last 30 days")
                        : tr("Last year");
}

QMenu* WhoLookedPage::makePeriods() {
    auto* menu = new QMenu(m_period);
    auto* group = new QActionGroup(menu);
    for (const int days : periods) {
        QAction* action =
            menu->addAction(periodWords(days), this, [this, days] { choosePeriod(days); });
        action->setCheckable(true);
        action->setData(days);
        group->addAction(action);
    }
    menu->addSeparator();
    auto* calendar = menu->addAction(tr("Show the days"), this, &WhoLookedPage::showCalendar);
    calendar->setObjectName(QStringLiteral("showDays"));
    calendar->setCheckable(true);
    // Days that were chosen in the calendar are none of the periods.
    connect(menu, &QMenu::aboutToShow, this, [this, group, calendar] {
        const bool isPeriod = periodText() == periodWords(m_periodDays);
        for (QAction* action : group->actions()) {
            action->setChecked(isPeriod && action->data().toInt() == m_periodDays);
        }
        calendar->setChecked(m_calendar->isVisibleTo(this));
    });
    return menu;
}

CalendarStrip* WhoLookedPage::makeCalendar() {
    auto* strip = new CalendarStrip(tr("Accesses by day"));
    strip->setObjectName(QStringLiteral("calendar"));
    connect(strip, &CalendarStrip::chosenChanged, this, &WhoLookedPage::chooseDays);
    return strip;
}

void WhoLookedPage::chooseDays(const QDate& from, const QDate& to) {
    m_periodDays = 0;
    m_filter.from = from;
    m_filter.to = to;
    showPeriod();
    refilter();
}

void WhoLookedPage::fillCalendar() {
    if (m_calendar == nullptr || m_model->source() == nullptr) {
        return;
    }
    const AccessCalendar calendar = m_model->source()->calendar();
    if (calendar.first.isValid()) {
        m_calendar->setBounds(calendar.first, std::max(calendar.last, m_today), m_today);
    }
    m_calendar->setCounts(calendar.days);
    const QDate to = m_filter.from.isValid() && !m_filter.to.isValid() ? m_today : m_filter.to;
    m_calendar->setChosen(m_filter.from, to);
    arrange();
}

void WhoLookedPage::showCalendar(bool shown) {
    m_wantsCalendar = shown;
    arrange();
    if (shown) {
        m_calendar->findChild<QWidget*>(QStringLiteral("days"))->setFocus(Qt::OtherFocusReason);
    }
}

Button* WhoLookedPage::makeExport() {
    auto* save = new Button(Button::Kind::Outlined, tr("Export"), nullptr, Icon::Download);
    save->setObjectName(QStringLiteral("export"));
    auto* menu = new QMenu(save);
    menu->setObjectName(QStringLiteral("exportMenu"));
    const auto add = [this, menu](LogExportKind kind, const QString& words) {
        menu->addAction(words, this, [this, kind] { emit exportAsked(kind); });
    };
    add(LogExportKind::Document, tr("Document to read or print (PDF)"));
    add(LogExportKind::Table, tr("Table for a spreadsheet (CSV)"));
    add(LogExportKind::Fhir, tr("Data for other programs (FHIR AuditEvent)"));
    connect(save, &Button::clicked, this, &WhoLookedPage::openExportMenu);
    return save;
}

void WhoLookedPage::openExportMenu() {
    if (m_export != nullptr) {
        m_export->findChild<QMenu*>()->popup(m_export->mapToGlobal(QPoint(4, m_export->height())));
    }
}

void WhoLookedPage::choosePeriod(int days) {
    m_periodDays = days;
    m_filter.from = days > 0 ? m_today.addDays(-days) : QDate();
    m_filter.to = {};
    showPeriod();
    fillCalendar();
    refilter();
}

QString WhoLookedPage::periodText() const {
    if (!m_filter.to.isValid()) {
        return periodWords(m_periodDays);
    }
    return m_filter.from == m_filter.to ? Format::dayShortYear(m_filter.from)
                                        : tr("%1 – %2").arg(Format::dayShortYear(m_filter.from),
                                                            Format::dayShortYear(m_filter.to));
}

void WhoLookedPage::showPeriod() {
    const QString words = periodText();
    m_period->setText(words);
    m_period->setAccessibleName(words);
    m_period->updateGeometry();
}

void WhoLookedPage::refilter() {
    if (m_model->source() != nullptr) {
        m_model->source()->setFilter(m_filter);
    }
    showEmpty();
}

void WhoLookedPage::showEmpty() {
    if (m_empty == nullptr) {
        return;
    }
    const bool none = m_model->rowCount() == 0;
    m_empty->setSentence(m_filter == AccessFilter{}
                             ? tr("Nobody has looked at your records yet.")
                             : tr("No access fits. Change the search or the filter."));
    m_empty->setVisible(none);
    m_list->setVisible(!none);
}

void WhoLookedPage::fillCounts() {
    if (m_chips == nullptr || m_model->source() == nullptr) {
        return;
    }
    const AccessCounts counts = m_model->source()->counts();
    const auto told = [isWhole = m_model->source()->isWhole()](int count) {
        return isWhole ? count : -1;
    };
    const auto chip = [&told](AccessMark mark, const QString& word, int count) {
        const MarkLook look = lookOf(mark);
        return FilterChips::Chip{static_cast<int>(mark), word, told(count), look.mark,
                                 static_cast<quint8>(look.role)};
    };
    m_chips->setChips({{99, tr("All"), told(counts.all), {}, 0},
                       chip(AccessMark::ByRule, tr("By your rule"), counts.byRule),
                       chip(AccessMark::Emergency, tr("Emergency"), counts.emergency),
                       chip(AccessMark::NoRule, tr("No rule"), counts.noRule),
                       chip(AccessMark::Refused, tr("Refused"), counts.refused)},
                      m_filter.mark ? idOf(m_filter.mark) : 99);
}

void WhoLookedPage::fillCompleteness() {
    if (m_statusPlace == nullptr || m_model->source() == nullptr) {
        return;
    }
    QLayout* place = m_statusPlace->layout();
    while (QLayoutItem* item = place->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    place->addWidget(makeCompletenessLine(m_model->source()->completeness(), m_today));
}

SidePanel* WhoLookedPage::makePanel(const AccessDetailView& detail) {
    auto* panel = new SidePanel(tr("Details of this access"));
    const MarkLook look = lookOf(detail.mark);
    panel->setHead(new Badge(look.mark, AccessLogModel::word(detail.mark), look.role, look.tint));
    QVBoxLayout& body = panel->body();
    body.addWidget(new Text(detail.heading, TextSize::Section, Role::Ink, TextWeight::Bold));
    body.addSpacing(px(6));
    if (!detail.explanation.isEmpty()) {
        body.addWidget(new Text(detail.explanation, TextSize::Body, Role::Muted));
    }
    body.addSpacing(px(16));
    body.addWidget(new Rule);
    body.addSpacing(px(8));
    for (const FactView& fact : detail.facts) {
        body.addWidget(new FactRow(fact.label, fact.value, fact.detail));
    }
    body.addSpacing(px(8));
    body.addWidget(new Rule);
    if (!detail.technical.isEmpty()) {
        auto* facts = new QWidget;
        auto* rows = new QVBoxLayout(facts);
        rows->setContentsMargins(0, 0, 0, px(8));
        for (const FactView& fact : detail.technical) {
            rows->addWidget(new FactRow(fact.label, fact.value, fact.detail));
        }
        if (!detail.raw.isEmpty()) {
            rows->addSpacing(px(8));
            rows->addWidget(
                new Text(tr("The entry as the ledger keeps it:"), TextSize::Caption, Role::Muted));
            rows->addWidget(new CodeBlock(detail.raw));
        }
        body.addWidget(new Disclosure(tr("Technical details"), facts));
    }
    body.addStretch(1);
    QVBoxLayout& foot = panel->foot();
    const QString id = detail.id;
    if (!detail.disputeLine.isEmpty()) {
        auto* line = new Text(detail.disputeLine, TextSize::Caption, Role::Muted);
        line->setObjectName(QStringLiteral("disputeLine"));
        foot.addWidget(line);
    }
    if (detail.mayDispute) {
        if (detail.disputeLine.isEmpty()) {
            foot.addWidget(
                new Text(tr("You do not recognise this access? The hospital has to answer."),
                         TextSize::Caption, Role::Muted));
        }
        auto* object = new Button(Button::Kind::Filled, tr("Object"));
        object->setObjectName(QStringLiteral("object"));
        object->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(object, &Button::clicked, this, [this, id] { emit disputeAsked(id); });
        foot.addWidget(object);
    }
    if (!detail.stopWords.isEmpty()) {
        auto* stop = new Button(Button::Kind::Danger, detail.stopWords);
        stop->setObjectName(QStringLiteral("stop"));
        stop->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(stop, &Button::clicked, this, [this, id] { emit stopAsked(id); });
        foot.addWidget(stop);
    }
    connect(panel, &SidePanel::closed, this, &WhoLookedPage::closePanel);
    return panel;
}

void WhoLookedPage::openPanel(const AccessDetailView& detail) {
    if (m_across == nullptr || detail.id != m_detailId ||
        (m_panel != nullptr && detail == m_shown)) {
        return;
    }
    m_shown = detail;
    if (m_panel != nullptr) {
        m_panel->hide();
        m_panel->deleteLater();
    }
    m_panel = makePanel(detail);
    m_across->addWidget(m_panel);
    arrange();
}

void WhoLookedPage::closePanel() {
    m_detailId.clear();
    if (m_panel != nullptr) {
        m_panel->hide();
        m_panel->deleteLater();
        m_panel = nullptr;
    }
    arrange();
    m_list->setFocus(Qt::OtherFocusReason);
}

void WhoLookedPage::arrange() {
    if (m_main == nullptr) {
        return;
    }
    const bool beside = width() >= px(panelBesideMin);
    if (m_panel != nullptr) {
        m_panel->setOverlay(!beside);
    }
    m_main->setVisible(beside || m_panel == nullptr);
    const bool hasDays =
        m_model->source() != nullptr && m_model->source()->calendar().first.isValid();
    m_calendar->setVisible(hasDays && m_wantsCalendar.value_or(height() >= px(calendarHeightMin)));
}

void WhoLookedPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    arrange();
}

} // namespace consentry::ui
