#pragma once

#include "ui/pages/draft_editors.h"
#include "ui/widgets/page.h"

#include <optional>

namespace consentry::ui {

/// Writes a grant as a sentence: each part opens its editor in place. The bridge answers every
/// draftChanged() with a view that has the new sentence, preview and differences.
class GrantEditorPage : public Page {
    Q_OBJECT
public:
    explicit GrantEditorPage(QWidget* parent = nullptr);
    void setView(const GrantDraftView& view);
    void openPart(std::optional<SentencePart> part);
    const GrantDraft& draft() const { return m_view.draft; }

signals:
    void draftChanged(const consentry::ui::GrantDraft& draft);
    void continueAsked(const consentry::ui::GrantDraft& draft);
    void cancelAsked();
    /// Start values: answer with a view, like draftChanged().
    void templateChosen(const QString& id, const consentry::ui::GrantDraft& draft);
    /// What would change for whom the draft names.
    void seeAsAsked(const consentry::ui::GrantDraft& draft);

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 840; }

private:
    void addTemplates(QVBoxLayout& column);
    void addOpens(QVBoxLayout& column);
    void addChanges(QVBoxLayout& column);

    GrantDraftView m_view;
    EditorPlace m_place;
    std::optional<SentencePart> m_open;
};

} // namespace consentry::ui
