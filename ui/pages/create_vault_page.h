#pragma once

#include "ui/models/vault_views.h"
#include "ui/pages/unlock_page.h"
#include "ui/widgets/page.h"

#include <array>

namespace consentry::ui {

class Button;
class SecureLineEdit;
class StrengthBar;

/// Three steps to a vault: a passphrase, the 24 words on paper, three of them asked again. The
/// check can be put off; then Home keeps reminding.
class CreateVaultPage : public Page {
    Q_OBJECT
public:
    static constexpr int wordCount = 24;
    static constexpr int checkedWords = 3;
    /// A passphrase must reach this score of 0 to 4.
    static constexpr int strengthMin = 3;

    explicit CreateVaultPage(QWidget* parent = nullptr);
    void setView(const CreateVaultView& view);
    /// The 24 words, UTF-8, separated by single spaces; kept in locked memory and wiped when the
    /// page is left. Shows them if the step is Words.
    void setWords(SecretBytes words);
    /// 0 (guessed at once) to 4; -1 where no estimate is available.
    static int strengthOf(ByteView passphrase);

signals:
    void cancelAsked();
    /// The passphrase is chosen: make the vault, then answer with setWords() and step Words.
    void passphraseChosen(const consentry::ui::SharedSecret& passphrase);
    /// The three words were right.
    void wordsChecked();
    /// Not now: remind on Home.
    void checkPutOff();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 640; }

private:
    void buildPassphrase(QVBoxLayout& column);
    void buildWords(QVBoxLayout& column);
    void buildCheck(QVBoxLayout& column);
    void judgePassphrase();
    void submit();
    bool enteredWordsFit() const;
    std::string_view word(int index) const;

    CreateVaultView m_view;
    SecretBytes m_words;
    std::array<int, checkedWords> m_asked{};
    SecureLineEdit* m_first = nullptr;
    SecureLineEdit* m_second = nullptr;
    Text* m_judgement = nullptr;
    StrengthBar* m_strength = nullptr;
    Button* m_next = nullptr;
    std::array<SecureLineEdit*, checkedWords> m_checks{};
    Text* m_checkProblem = nullptr;
};

} // namespace consentry::ui
