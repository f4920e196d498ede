#pragma once

#include "ui/style/painting.h"
#include "ui/style/spoken.h"

#include <QVBoxLayout>
#include <QWidget>

namespace consentry::ui {

/// Details at the right edge, 380 pixels; scrolls, with actions that stay at its foot. Escape and
/// the cross close it.
class SidePanel : public QWidget, public Spoken {
    Q_OBJECT
public:
    explicit SidePanel(const QString& name, QWidget* parent = nullptr);

    /// Beside the close button.
    void setHead(QWidget* widget);
    QVBoxLayout& body() { return *m_body; }
    QVBoxLayout& foot() { return *m_foot; }
    /// Fills the page instead of standing beside it.
    void setOverlay(bool overlay);
    QAccessible::Role spokenRole() const override { return QAccessible::Pane; }

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QHBoxLayout* m_head;
    QVBoxLayout* m_body;
    QVBoxLayout* m_foot;
};

/// "Technical details": a line that folds its contents out.
class Disclosure : public QWidget {
    Q_OBJECT
public:
    Disclosure(const QString& title, QWidget* contents, QWidget* parent = nullptr);

private:
    QWidget* m_contents;
};

/// Text in a monospaced face that can be selected: JSON, identifiers.
class CodeBlock : public QWidget {
    Q_OBJECT
public:
    explicit CodeBlock(const QString& text, QWidget* parent = nullptr);
};

} // namespace consentry::ui
