#pragma once

#include "ui/models/person_view.h"
#include "ui/style/appearance.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

class Card;
class FilterChips;
class NameField;

/// The person's name, language, theme and text size. They take effect at once; settingsChanged()
/// asks the owner to remember the last three. And when the open vault locks by itself.
class SettingsPage : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(QWidget* parent = nullptr);
    /// Whose name is shown; nobody's where the person has no id.
    void setPerson(const PersonView& person);
    /// Minutes, 0 = never; nullopt where no vault is open that locks by itself.
    void setIdleMinutes(std::optional<int> minutes);

signals:
    void settingsChanged();
    /// The person wants to be called this from now on; empty: not at all.
    void nameChanged(const QString& name);
    void idleMinutesChosen(int minutes);

protected:
    void build(QVBoxLayout& column) override;

private:
    void addName(Card& card);
    void takeName();
    FilterChips* makeIdleChips();

    PersonView m_person;
    NameField* m_name = nullptr;
    std::optional<int> m_idleMinutes;
};

} // namespace consentry::ui
