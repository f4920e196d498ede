#pragma once

#include "ui/models/person_view.h"
#include "ui/style/appearance.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

class Card;
class NameField;

/// The person's name, language, theme and text size. They take effect at once; settingsChanged()
/// asks the owner to remember the last three.
class SettingsPage : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(QWidget* parent = nullptr);
    /// Whose name is shown; nobody's where the person has no id.
    void setPerson(const PersonView& person);

signals:
    void settingsChanged();
    /// The person wants to be called this from now on; empty: not at all.
    void nameChanged(const QString& name);

protected:
    void build(QVBoxLayout& column) override;

private:
    void addName(Card& card);
    void takeName();

    PersonView m_person;
    NameField* m_name = nullptr;
};

} // namespace consentry::ui
