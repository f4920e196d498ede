#pragma once

#include "ui/models/visit_view.h"
#include "ui/widgets/card.h"

namespace consentry::ui {

class Button;
class Text;

/// Lets a simulated reader act on a grant, and says how it went: only in the demonstration, and
/// called a simulation.
class VisitCard : public Card {
    Q_OBJECT
public:
    /// `visitor` is the reader's name.
    explicit VisitCard(const QString& visitor, QWidget* parent = nullptr);
    void setView(const VisitView& view);

signals:
    void visitAsked(consentry::ui::VisitKind kind);
    void handInAsked();
    void logAsked();

private:
    Button* addAction(QLayout& row, const QString& words, const QString& name);

    Text* m_answer;
    Button* m_handIn;
    Button* m_log;
};

} // namespace consentry::ui
