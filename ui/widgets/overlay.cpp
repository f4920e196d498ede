#include "ui/widgets/overlay.h"

#include "ui/widgets/tab_stops.h"

#include <QMouseEvent>
#include <QPainter>

namespace consentry::ui {
namespace {

constexpr int scrimAlpha = 90;

} // namespace

Overlay::Overlay(QWidget& window) : QWidget(&window) {
    window.installEventFilter(this);
    hide();
}

void Overlay::showOver() {
    if (!isOpen()) {
        m_focusBefore = window()->focusWidget();
    }
    follow();
    show();
    raise();
}

void Overlay::follow() {
    setGeometry(parentWidget()->rect());
    if (panel() != nullptr) {
        place();
    }
}

void Overlay::dismiss() {
    if (!isOpen()) {
        return;
    }
    const QWidget* focus = window()->focusWidget();
    const bool isHere = focus == nullptr || isAncestorOf(focus);
    hide();
    forget();
    if (isHere && m_focusBefore != nullptr && m_focusBefore->isVisible()) {
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    }
}

bool Overlay::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parent() && event->type() == QEvent::Resize && isOpen()) {
        follow();
    }
    return QWidget::eventFilter(watched, event);
}

bool Overlay::focusNextPrevChild(bool next) {
    moveToTabStop(*this, next);
    return true; // what lies below is out of reach
}

void Overlay::mousePressEvent(QMouseEvent* event) {
    if (panel() != nullptr && !panel()->geometry().contains(event->pos())) {
        dismiss();
    }
}

void Overlay::paintEvent(QPaintEvent*) {
    QColor scrim = Qt::black;
    scrim.setAlpha(scrimAlpha);
    QPainter(this).fillRect(rect(), scrim);
}

void Overlay::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        dismiss();
    }
    QWidget::changeEvent(event);
}

} // namespace consentry::ui
