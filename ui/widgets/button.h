#pragma once

#include "ui/style/icons.h"
#include "ui/style/styled_button.h"

#include <QPushButton>

namespace consentry::ui {

/// A push button in one of our kinds, at least 44 pixels high. Return and Enter press it only
/// when it has the focus: there are no default buttons.
class Button : public QPushButton, public StyledButton {
    Q_OBJECT
public:
    Button(Kind kind, const QString& text, QWidget* parent = nullptr, Icon symbol = Icon::None);

    Kind kind() const override { return m_kind; }
    Icon symbol() const override { return m_symbol; }
    bool iconTrails() const override { return m_iconTrails; }
    void setSymbol(Icon symbol);
    void setIconTrails();
    QSize naturalSize() const override;
    QSize sizeHint() const override { return naturalSize(); }
    QSize minimumSizeHint() const override { return naturalSize(); }

    /// At least this wide, ring included.
    void setLeastWidth(int pixels);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    Kind m_kind;
    int m_leastWidth = 0;
    Icon m_symbol;
    bool m_iconTrails = false;
};

/// Buttons below each other look like one column.
void makeEquallyWide(const QList<Button*>& buttons);

} // namespace consentry::ui
