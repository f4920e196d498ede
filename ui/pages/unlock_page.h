#pragma once

#include "core/crypto/secret.h"
#include "ui/models/vault_views.h"
#include "ui/widgets/page.h"

#include <functional>
#include <memory>

namespace consentry::ui {

class SecureLineEdit;

/// A secret on its way through a signal: shared so that a signal can carry it, taken once.
using SharedSecret = std::shared_ptr<SecretBytes>;

/// Asks for the passphrase.
class UnlockPage : public Page {
    Q_OBJECT
public:
    explicit UnlockPage(QWidget* parent = nullptr);
    void setView(const UnlockView& view);

signals:
    /// UTF-8 in locked memory; the receiver moves it out.
    void unlockAsked(const consentry::ui::SharedSecret& passphrase);
    void recoverAsked();
    void otherVaultAsked();

protected:
    void build(QVBoxLayout& column) override;
    int maxWidth() const override { return 480; }
    void showEvent(QShowEvent* event) override;

private:
    void submit();
    UnlockView m_view;
    SecureLineEdit* m_field = nullptr;
};

} // namespace consentry::ui
