#pragma once

#include "ui/models/signing_view.h"
#include "ui/widgets/decision_page.h"

#include <QDeadlineTimer>

namespace consentry::ui {

class Button;

/// Seconds in which a signed grant can still be undone before it is sent.
inline constexpr int undoSeconds = 10;

/// A page of its own before a grant is signed. It reads like a contract; Back has the focus, and
/// only the button signs. After signing it counts down, then shows how far the grant is.
class SigningPage : public DecisionPage {
    Q_OBJECT
public:
    explicit SigningPage(QWidget* parent = nullptr);
    void setView(const SigningView& view);
    SendStage stage() const { return m_view.stage; }

signals:
    /// Sign now; answer with SendStage::Waiting. Nothing is sent before sendAsked().
    void signAsked();
    void undoAsked();
    void sendAsked();
    /// Proven or failed, and read: leave the page.
    void doneAsked();
    void retryAsked();

protected:
    void build(QVBoxLayout& column) override;
    QWidget* buildHeader() override;
    QWidget* buildFooter() override;
    int maxWidth() const override { return 840; }
    bool isUndecided() const override { return m_view.stage == SendStage::Review; }
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeOpens() const;
    QWidget* makeChanges() const;
    QString title() const;
    bool isNarrow() const;

    SigningView m_view;
    QDeadlineTimer m_undoEnds;
    bool m_showsExact = false;
    bool m_builtNarrow = false;
};

} // namespace consentry::ui
