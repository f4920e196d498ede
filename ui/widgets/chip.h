#pragma once

#include "ui/style/icons.h"
#include "ui/style/spoken.h"
#include "ui/widgets/painted_button.h"

namespace consentry::ui {

/// A few words on a soft ground that can be pressed: to change what they say, or to take them away.
/// Longer ones are cut with an ellipsis and say themselves whole in their tool tip.
class Chip : public PaintedButton {
    Q_OBJECT
public:
    enum class Kind : quint8 {
        Editable,  ///< opens its editor
        Removable, ///< pressing it takes it away
    };

    Chip(Kind kind, const QString& words, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind m_kind;
};

/// A few words on a soft ground that only say something: a sensitivity, a role.
class Tag : public QWidget, public Spoken {
    Q_OBJECT
public:
    explicit Tag(const QString& words, Icon icon = Icon::None, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::StaticText; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_words;
    Icon m_icon;
};

} // namespace consentry::ui
