#pragma once

#include "ui/models/rules_view.h"
#include "ui/widgets/decision_page.h"

namespace consentry::ui {

/// What new rules change, read once more before they are signed, and then how far they are. They
/// go at once: protection must not wait, and they can be changed again.
class RulesSigningPage : public DecisionPage {
    Q_OBJECT
public:
    explicit RulesSigningPage(QWidget* parent = nullptr);
    void setView(const RulesView& view);
    SendStage stage() const { return m_view.stage; }

signals:
    void signAsked();
    void doneAsked();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 840; }
    bool isUndecided() const override { return m_view.stage == SendStage::Review; }

private:
    QString title() const;
    QString subtitle() const;
    void addTold(QVBoxLayout& column) const;

    RulesView m_view;
    bool m_showsExact = false;
};

} // namespace consentry::ui
