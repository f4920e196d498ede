#include "ui/pages/access_filter_menu.h"

#include "ui/models/format.h"

namespace consentry::ui {
namespace {

constexpr qsizetype nameLettersMax = 48;

/// An ampersand in a menu would underline what follows.
QString menuText(const QString& name) {
    QString text = name.size() > nameLettersMax ? name.left(nameLettersMax) + QChar(0x2026) : name;
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

AccessFilterMenu::AccessFilterMenu(QWidget* parent) : QMenu(parent) {
    add(AccessChoiceKind::Person, tr("Who looked"), QStringLiteral("filterPerson"));
    add(AccessChoiceKind::Organization, tr("Held by"), QStringLiteral("filterOrganization"));
    add(AccessChoiceKind::Purpose, tr("Purpose"), QStringLiteral("filterPurpose"));
    add(AccessChoiceKind::Data, tr("What they saw"), QStringLiteral("filterData"));
}

void AccessFilterMenu::add(AccessChoiceKind kind, const QString& title, const QString& objectName) {
    QMenu* menu = addMenu(title);
    menu->setObjectName(objectName);
    menu->addAction(tr("Loading"))->setEnabled(false);
    m_menus[kind] = menu;
    connect(menu, &QMenu::aboutToShow, this, [this, kind] { emit choicesAsked(kind); });
}

void AccessFilterMenu::setChosen(const std::map<AccessChoiceKind, AccessChoice>& chosen) {
    m_chosen = chosen;
}

void AccessFilterMenu::addAll(QMenu& menu, AccessChoiceKind kind) {
    QAction* all =
        menu.addAction(tr("All"), this, [this, kind] { emit chosen(kind, std::nullopt); });
    all->setCheckable(true);
    all->setChecked(!m_chosen.contains(kind));
    menu.addSeparator();
}

void AccessFilterMenu::setChoices(AccessChoiceKind kind, const QList<AccessChoice>& choices) {
    QMenu& menu = *m_menus.at(kind);
    menu.clear();
    addAll(menu, kind);
    const auto current = m_chosen.find(kind);
    for (const AccessChoice& choice : choices) {
        const bool isChosen = current != m_chosen.end() && current->second == choice;
        QAction* action = menu.addAction(
            tr("%1 (%2)").arg(menuText(choice.name), Format::number(choice.accesses)), this,
            [this, kind, choice, isChosen] {
                emit chosen(kind, isChosen ? std::nullopt : std::optional(choice));
            });
        action->setCheckable(true);
        action->setChecked(isChosen);
    }
    if (choices.isEmpty()) {
        menu.addAction(tr("None in this list"))->setEnabled(false);
    }
}

} // namespace consentry::ui
