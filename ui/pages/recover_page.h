#pragma once

#include "ui/models/vault_views.h"
#include "ui/pages/unlock_page.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

class Button;
class PassphraseFields;
class WordsEntry;

/// For who forgot the passphrase: the 24 words from the paper, and a new passphrase. Both stay in
/// locked memory until the vault is open or the page is left.
class RecoverPage : public Page {
    Q_OBJECT
public:
    explicit RecoverPage(QWidget* parent = nullptr);
    /// While busy nothing can be typed; with a problem what was typed is there again.
    void setView(const RecoverView& view);
    /// Wipes what was typed and begins anew.
    void forget();

signals:
    void recoverAsked(const consentry::ui::SharedSecret& words,
                      const consentry::ui::SharedSecret& passphrase);
    void backAsked();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 720; }
    void showEvent(QShowEvent* event) override;

private:
    void keepTyped();
    bool isReady() const;
    void updateReady();
    void submit();

    RecoverView m_view;
    SecretBytes m_words;
    SecretBytes m_passphrase;
    WordsEntry* m_entry = nullptr;
    PassphraseFields* m_fields = nullptr;
    Button* m_open = nullptr;
};

} // namespace consentry::ui
