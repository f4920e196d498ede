#pragma once

#include "ui/style/spoken.h"

#include <QWidget>

#include <functional>

class QTimer;
class QVBoxLayout;

namespace consentry::ui {

class ToastCard;

/// What a toast says. Never the only place where something is said: it goes away by itself.
struct ToastView {
    enum class Tone : quint8 { Plain, Good, Problem };
    QString words;
    Tone tone = Tone::Plain;
    QString action; ///< empty: none
    std::function<void()> onAction;
};

/// Short words at the foot of a window about what has just happened, the newest below. They take
/// no focus; screen readers say them; they stay while the pointer or the keyboard is on them. At
/// most toastsMax, the oldest makes room. What decides, in a bar at the foot of a page, they never
/// cover.
class ToastStack : public QWidget {
    Q_OBJECT
public:
    static constexpr int toastsMax = 3;

    /// Lies over `window`, whose child it becomes, and follows its size.
    explicit ToastStack(QWidget& window);
    void show(const ToastView& view);
    int count() const;
    /// Another page is in front: to where nothing of it is covered.
    void place();
    /// The vault is being locked: nothing of it stays on screen.
    void clear();
    /// How long words stay on screen: time to read them slowly.
    static int millisecondsFor(const ToastView& view);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool event(QEvent* event) override;

private:
    QList<ToastCard*> cards() const;
    QVBoxLayout* m_column;
};

/// One toast. Made by ToastStack; public for the gallery.
class ToastCard : public QWidget, public Spoken {
    Q_OBJECT
public:
    explicit ToastCard(const ToastView& view, QWidget* parent = nullptr);
    void start(int milliseconds);
    QAccessible::Role spokenRole() const override { return QAccessible::AlertMessage; }

signals:
    void over();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool isLookedAt() const;
    ToastView::Tone m_tone;
    QTimer* m_timer;
};

} // namespace consentry::ui
