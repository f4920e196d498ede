#include "ui/widgets/button.h"

#include "ui/style/painting.h"

#include <QKeyEvent>

namespace consentry::ui {

Button::Button(Kind kind, const QString& text, QWidget* parent, Icon symbol)
    : QPushButton(text, parent), m_kind(kind), m_symbol(symbol) {
    setAutoDefault(false);
    setDefault(false);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setFont(sansFont(TextSize::Body, TextWeight::Bold));
    // No accessible name of its own: what assistive technology says follows setText().
    if (kind == Kind::IconOnly) {
        setToolTip(text);
    }
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Button::setSymbol(Icon symbol) {
    m_symbol = symbol;
    updateGeometry();
    update();
}

void Button::setIconTrails() {
    m_iconTrails = true;
    update();
}

QSize Button::naturalSize() const {
    const int ring = 2 * size::focusRoom;
    const int height = px(size::target) + ring;
    if (m_kind == Kind::IconOnly) {
        return {height, height};
    }
    const int padding = m_kind == Kind::Link ? 2 : m_kind == Kind::Plain ? px(8) : px(18);
    const int icon = m_symbol == Icon::None ? 0 : px(size::icon) + px(size::grid);
    const int text = static_cast<int>(std::ceil(textWidth(this->text(), font()))) + 1;
    return {qMax(m_leastWidth, text + icon + 2 * padding + ring), height};
}

void Button::setLeastWidth(int pixels) {
    m_leastWidth = pixels;
    updateGeometry();
}

void makeEquallyWide(const QList<Button*>& buttons) {
    int widest = 0;
    for (const Button* button : buttons) {
        widest = qMax(widest, button->naturalSize().width());
    }
    for (Button* button : buttons) {
        button->setLeastWidth(widest);
    }
}

void Button::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QPushButton::keyPressEvent(event);
}

} // namespace consentry::ui
