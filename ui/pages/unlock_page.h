#pragma once

#include "core/crypto/secret.h"
#include "ui/models/vault_views.h"
#include "ui/widgets/page.h"

#include <memory>

class QCheckBox;

namespace consentry::ui {

class ProgressRow;
class SecureLineEdit;

/// A secret on its way through a signal: shared so that a signal can carry it, taken once.
using SharedSecret = std::shared_ptr<SecretBytes>;

/// Asks for the passphrase; or says how far the demonstration is, which needs none.
class UnlockPage : public Page {
    Q_OBJECT
public:
    explicit UnlockPage(QWidget* parent = nullptr);
    void setView(const UnlockView& view);
    /// While preparing.
    void setProgress(qint64 done, qint64 total);
    /// Whether the person wants the folder to be known next time.
    bool wantsToRemember() const;

signals:
    /// UTF-8 in locked memory; the receiver moves it out.
    void unlockAsked(const consentry::ui::SharedSecret& passphrase);
    void recoverAsked();
    void otherVaultAsked();
    void preparingStopped();

protected:
    void build(QVBoxLayout& column) override;
    int maxWidth() const override { return 480; }
    void showEvent(QShowEvent* event) override;

private:
    void buildPreparing(QVBoxLayout& column);
    void buildButtons(QVBoxLayout& column);
    void submit();

    UnlockView m_view;
    SecureLineEdit* m_field = nullptr;
    QCheckBox* m_remember = nullptr;
    ProgressRow* m_progress = nullptr;
    bool m_remembers = false;
};

} // namespace consentry::ui
