#pragma once

#include "ui/models/access_log.h"

#include <QMenu>

namespace consentry::ui {

/// By whom, where, for what and of what: one submenu each, which asks for its choices when it opens
/// and shows how many accesses each would leave.
class AccessFilterMenu : public QMenu {
    Q_OBJECT
public:
    explicit AccessFilterMenu(QWidget* parent);
    /// What is chosen bears a check mark; choosing it again takes it away.
    void setChosen(const std::map<AccessChoiceKind, AccessChoice>& chosen);
    /// For the submenu that asked; `choices` as AccessLogSource answers.
    void setChoices(AccessChoiceKind kind, const QList<AccessChoice>& choices);

signals:
    void choicesAsked(consentry::ui::AccessChoiceKind kind);
    /// None: all of them.
    void chosen(consentry::ui::AccessChoiceKind kind,
                const std::optional<consentry::ui::AccessChoice>& choice);

private:
    void add(AccessChoiceKind kind, const QString& title, const QString& objectName);
    void addAll(QMenu& menu, AccessChoiceKind kind);

    std::map<AccessChoiceKind, QMenu*> m_menus;
    std::map<AccessChoiceKind, AccessChoice> m_chosen;
};

} // namespace consentry::ui
