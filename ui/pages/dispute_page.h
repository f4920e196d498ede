#pragma once

#include "ui/models/dispute_view.h"
#include "ui/widgets/decision_page.h"

class QPlainTextEdit;

namespace consentry::ui {

class Button;

/// "I do not recognise this access": a few words, who will read them, and then how far they are.
/// There is no undo, and one objection for each access.
class DisputePage : public DecisionPage {
    Q_OBJECT
public:
    explicit DisputePage(QWidget* parent = nullptr);
    /// Words that were typed stay as long as it is about the same access.
    void setView(const DisputeView& view);
    SendStage stage() const { return m_view.stage; }

signals:
    void disputeAsked(const QString& accessId, const QString& words);
    void doneAsked();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 840; }
    bool isUndecided() const override { return m_view.stage == SendStage::Review; }

private:
    bool isAsking() const;
    QString title() const;
    QString lead() const;
    void addAccess(QVBoxLayout& column) const;
    void addWords(QVBoxLayout& column);
    void addConsequences(QVBoxLayout& column) const;
    void showCount();

    DisputeView m_view;
    QString m_words;
    QPlainTextEdit* m_edit = nullptr;
    Text* m_count = nullptr;
    Button* m_send = nullptr;
};

} // namespace consentry::ui
