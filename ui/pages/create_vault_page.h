#pragma once

#include "ui/models/vault_views.h"
#include "ui/pages/unlock_page.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

class Button;
class NameField;
class PassphraseFields;
class WordsCheck;
class WordsSheet;

/// Four steps to a vault: the person's name, a passphrase, the 24 words on paper, three of them
/// asked again. Between the first two stands a page of its own, ConsortiumPage. Each step goes back
/// to the one before; the words can be put off at both of theirs, then Home keeps reminding.
class CreateVaultPage : public Page {
    Q_OBJECT
public:
    explicit CreateVaultPage(QWidget* parent = nullptr);
    void setView(const CreateVaultView& view);
    /// The 24 words, UTF-8, separated by single spaces; kept in locked memory until the page is
    /// left. Shows them if the step is Words.
    void setWords(SecretBytes words);
    void goTo(CreateVaultView::Step step);
    /// Forgets name, words and passphrase and begins anew: when the vault is locked, or the way is
    /// over.
    void forget();
    bool isReminder() const { return m_view.isReminder; }
    /// What the vault is to be called before it is unlocked; empty: the maker wants no name.
    const QString& vaultName() const { return m_vaultName; }

signals:
    /// Back from the first step, or from the words that Home asked for.
    void cancelAsked();
    /// The name is chosen, or the maker goes back from the passphrase: which consortium is asked
    /// now. Answer with goTo().
    void nameChosen();
    /// The passphrase is chosen: make the vault of the person of this name (empty: wants none),
    /// then answer with setWords() and step Words.
    void passphraseChosen(const consentry::ui::SharedSecret& passphrase, const QString& name);
    /// The vault was made already, and its maker went back to choose another passphrase. Answer as
    /// above.
    void passphraseReplaced(const consentry::ui::SharedSecret& current,
                            const consentry::ui::SharedSecret& next);
    /// The vault was made already, and its maker went back to another name.
    void nameReplaced(const QString& name);
    void vaultNameReplaced(const QString& name);
    /// The same passphrase was kept: show the words again.
    void wordsAsked();
    /// The three words were right.
    void wordsChecked();
    /// Not now: remind on Home.
    void checkPutOff();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 640; }
    void showEvent(QShowEvent* event) override;

private:
    void buildName(QVBoxLayout& column);
    void buildPassphrase(QVBoxLayout& column);
    void buildWords(QVBoxLayout& column);
    void goBack();
    void submit();
    void submitName();
    void submitPassphrase();
    void focusFirst();

    CreateVaultView m_view;
    QString m_name;
    QString m_vaultName;
    SecretBytes m_words;
    /// What opens the vault that was made here, so that its maker can still choose another.
    SecretBytes m_current;
    /// Sent off, not yet known to hold.
    SecretBytes m_chosen;
    NameField* m_nameField = nullptr;
    NameField* m_vaultField = nullptr;
    PassphraseFields* m_fields = nullptr;
    WordsCheck* m_check = nullptr;
    WordsSheet* m_sheet = nullptr;
    Button* m_next = nullptr;
};

} // namespace consentry::ui
