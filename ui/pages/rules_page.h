#pragma once

#include "ui/models/rules_view.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

class Button;

/// The rules above all grants: who never sees anything, what opens in an emergency, what is
/// especially protected. Edits make a draft; nothing is sent before it was read and signed.
class RulesPage : public Page {
    Q_OBJECT
public:
    explicit RulesPage(QWidget* parent = nullptr);
    void setView(const RulesView& view);
    /// Nothing is being chosen any more: the page is opened anew, or the vault was closed.
    void forget();

signals:
    void edited(const consentry::ui::RulesEdit& edit);
    void cancelAsked();
    void continueAsked();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;

private:
    void addBlocked(QVBoxLayout& column);
    void addChoosing(QVBoxLayout& column);
    void addEmergency(QVBoxLayout& column);
    void addProtected(QVBoxLayout& column);
    QWidget* makeTier(const ProtectedRowView& kind, int number);

    RulesView m_view;
    bool m_isChoosing = false; ///< whom to shut out
    QString m_filter;          ///< typed over that list
    bool m_hasChosen = false;  ///< the list is gone, and the keyboard with it
};

} // namespace consentry::ui
