#pragma once

#include "ui/models/signing_view.h"
#include "ui/widgets/decision_page.h"

namespace consentry::ui {

/// One question before a revocation, and then how far it is. It says who is told and whether
/// somebody may have kept a copy. There is no undo: a revocation goes at once.
class RevokePage : public DecisionPage {
    Q_OBJECT
public:
    explicit RevokePage(QWidget* parent = nullptr);
    void setView(const RevokeView& view);
    SendStage stage() const { return m_view.stage; }

signals:
    void revokeAsked(const QString& grantId);
    /// Which records would no longer be seen.
    void seeAsAsked(const QString& grantId);
    void doneAsked();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 840; }
    bool isUndecided() const override { return m_view.stage == SendStage::Review; }

private:
    static void addRow(QVBoxLayout& column, Icon icon, const QString& title, const QString& detail);
    static QString named(const QStringList& names);
    void addTold(QVBoxLayout& column) const;
    void addCopies(QVBoxLayout& column) const;

    RevokeView m_view;
};

} // namespace consentry::ui
