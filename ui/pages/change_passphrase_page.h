#pragma once

#include "ui/models/vault_views.h"
#include "ui/pages/unlock_page.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

class Button;
class PassphraseFields;
class SecureLineEdit;

/// The old passphrase, and a new one twice. What is typed stays in locked memory and is wiped when
/// it was handed on or the page is left.
class ChangePassphrasePage : public Page {
    Q_OBJECT
public:
    explicit ChangePassphrasePage(QWidget* parent = nullptr);
    /// While busy nothing can be typed. After a problem the new one is there again, the old is not.
    void setView(const ChangePassphraseView& view);
    /// Wipes what was typed and begins anew.
    void forget();

signals:
    void changeAsked(const consentry::ui::SharedSecret& current,
                     const consentry::ui::SharedSecret& next);
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

    ChangePassphraseView m_view;
    SecretBytes m_next;
    SecureLineEdit* m_current = nullptr;
    PassphraseFields* m_fields = nullptr;
    Button* m_change = nullptr;
};

} // namespace consentry::ui
