#pragma once

#include "ui/models/person_view.h"
#include "ui/models/vault_views.h"
#include "ui/style/appearance.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

class Card;
class FilterChips;
class NameField;

/// The person's name, language, theme and text size: they take effect at once; settingsChanged()
/// asks the owner to remember the last three. What concerns the open vault: its passphrase, when
/// it locks, its room on the disk. And what the program is made of.
class SettingsPage : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(QWidget* parent = nullptr);
    /// Whose name is shown; nobody's where the person has no id.
    void setPerson(const PersonView& person);
    /// What the person calls the open vault, empty: nothing; nullopt where none is open that can be
    /// called.
    void setVaultName(const std::optional<QString>& name);
    /// Minutes, 0 = never; nullopt where no vault is open that locks by itself.
    void setIdleMinutes(std::optional<int> minutes);

    /// Whether the desktop is told; nullopt where no vault is open.
    void setTellsDesktop(std::optional<bool> tells);
    /// Nothing where no vault is open.
    void setStorage(const std::optional<StorageView>& storage);
    void setAbout(const AboutView& about);
    /// Not in the demonstration, whose passphrase everybody knows.
    void setPassphraseChangeable(bool changeable);

signals:
    void settingsChanged();
    /// The person wants to be called this from now on; empty: not at all.
    void nameChanged(const QString& name);
    /// What the vault is called before it is unlocked; empty: the program's name for it.
    void vaultNameChanged(const QString& name);
    void idleMinutesChosen(int minutes);
    void tellsDesktopChosen(bool tells);
    void passphraseChangeAsked();
    void compactAsked();
    void checkAsked();
    void networkAsked();
    /// The report is to be saved to a file.
    void reportSaveAsked();

protected:
    void build(QVBoxLayout& column) override;

private:
    void addName(Card& card);
    void addVaultName(Card& card);
    NameField* addNameField(Card& card, const QString& title, const QString& hint);
    void addLook(QVBoxLayout& column);
    void addVault(QVBoxLayout& column);
    void addStorage(QVBoxLayout& column);
    void addAbout(QVBoxLayout& column);
    static void addChoice(Card& card, const QString& name, const QString& detail,
                          FilterChips* chips);
    void rebuildIfBuilt();
    void takeName();
    FilterChips* makeIdleChips();
    FilterChips* makeDesktopChips();

    PersonView m_person;
    NameField* m_name = nullptr;
    std::optional<QString> m_vaultName;
    NameField* m_vaultField = nullptr;
    std::optional<int> m_idleMinutes;
    std::optional<bool> m_tellsDesktop;
    std::optional<StorageView> m_storage;
    AboutView m_about;
    bool m_passphraseChangeable = false;
};

} // namespace consentry::ui
