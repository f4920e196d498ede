#pragma once

#include "ui/style/icons.h"
#include "ui/style/painting.h"
#include "ui/style/spoken.h"

#include <QVBoxLayout>
#include <QWidget>

namespace consentry::ui {

class Text;

/// A sheet of paper on the canvas: surface, one-pixel line, radius 10; with an accent it carries
/// the four-pixel edge of a grant.
class Card : public QWidget {
    Q_OBJECT
public:
    enum class Edge : quint8 { None, Accent };

    explicit Card(QWidget* parent = nullptr, Edge edge = Edge::None);
    QVBoxLayout& column() { return *m_column; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Edge m_edge;
    QVBoxLayout* m_column;
};

/// A one-pixel line between things that belong together.
class Rule : public QWidget {
    Q_OBJECT
public:
    explicit Rule(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A coloured strip with an icon and words: something to know before going on.
/// With an accessible name it is an alert: screen readers say it when it comes.
class Banner : public QWidget, public Spoken {
    Q_OBJECT
public:
    enum class Tone : quint8 { Info, Good, Warn, Danger };

    Banner(Tone tone, const QString& words, QWidget* parent = nullptr);
    /// For actions at the right.
    void addAction(QWidget* widget);
    QAccessible::Role spokenRole() const override {
        return accessibleName().isEmpty() ? QAccessible::Grouping : QAccessible::AlertMessage;
    }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone;
    QWidget* m_symbol;
};

/// A square icon in a role's colour, as a widget for layouts. Decorative: words stand beside it.
class Symbol : public QWidget {
    Q_OBJECT
public:
    Symbol(Icon icon, Role role, int size = size::icon, QWidget* parent = nullptr);
    Symbol(Mark mark, Role role, int size = 16, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_isMark;
    Icon m_icon = Icon::None;
    Mark m_mark = Mark::ByRule;
    Role m_role;
    int m_size;
};

/// A mark and its word on a tint, as on top of a side panel.
class Badge : public QWidget, public Spoken {
    Q_OBJECT
public:
    Badge(Mark mark, const QString& word, Role role, Role tint, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::StaticText; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Mark m_mark;
    QString m_word;
    Role m_role;
    Role m_tint;
};

/// What a page says when it has nothing to show: one sentence and at most one button.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QString& sentence, QWidget* parent = nullptr,
                        QWidget* button = nullptr);
    void setSentence(const QString& sentence);

private:
    Text* m_text;
};

} // namespace consentry::ui
