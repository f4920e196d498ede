#pragma once

#include "ui/models/signing_view.h"
#include "ui/widgets/decision_page.h"

namespace consentry::ui {

class RevokeListModel;

/// One question before many grants are taken back: who loses what. Then how far each is, and which
/// stand. There is no undo: a revocation goes at once.
class RevokeManyPage : public DecisionPage {
    Q_OBJECT
public:
    explicit RevokeManyPage(QWidget* parent = nullptr);
    void setView(const RevokeManyView& view);

signals:
    /// Of all grants on the page, or of those that are not over yet.
    void revokeAsked(const QStringList& ids);
    void doneAsked();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 840; }
    bool isUndecided() const override { return m_view.stage == RevokeManyView::Stage::Review; }

private:
    QString title() const;
    QString lead() const;
    void addOutcome(QVBoxLayout& column) const;
    void addConsequences(QVBoxLayout& column) const;

    RevokeManyView m_view;
    RevokeListModel* m_model;
};

} // namespace consentry::ui
