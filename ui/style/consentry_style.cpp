#include "ui/style/consentry_style.h"

#include "ui/style/icons.h"
#include "ui/style/painting.h"
#include "ui/style/styled_button.h"

#include <QAbstractSpinBox>
#include <QLineEdit>
#include <QPainterPath>
#include <QPushButton>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int scrollBarExtent = 12;
constexpr int scrollHandleMin = 36;

struct ButtonLook {
    QColor fill;
    QColor edge;
    QColor ink;
};

QColor mixed(const QColor& a, const QColor& b, double share) {
    const auto channel = [share](int x, int y) { return qRound(x * (1 - share) + y * share); };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()),
                  channel(a.blue(), b.blue()));
}

ButtonLook lookOf(const StyledButton& button, QStyle::State state) {
    const bool enabled = state & QStyle::State_Enabled;
    const bool hover = enabled && (state & QStyle::State_MouseOver);
    const bool down = enabled && (state & QStyle::State_Sunken);
    ButtonLook look;
    switch (button.kind()) {
    case StyledButton::Kind::Filled:
        look = {color(Role::Fill), QColor(), color(Role::OnFill)};
        if (!enabled) {
            look = {color(Role::Sunken), color(Role::Line), color(Role::Muted)};
        }
        break;
    case StyledButton::Kind::Outlined:
        look = {color(Role::Surface), color(Role::Control), color(Role::Ink)};
        break;
    case StyledButton::Kind::Danger:
        look = {color(Role::Surface), color(Role::Danger), color(Role::Danger)};
        break;
    case StyledButton::Kind::Link:
    case StyledButton::Kind::Plain:
        look = {QColor(), QColor(), color(Role::Primary)};
        break;
    case StyledButton::Kind::IconOnly:
        look = {QColor(), QColor(), color(Role::Muted)};
        break;
    }
    if (!enabled && button.kind() != StyledButton::Kind::Filled) {
        look.ink = color(Role::Muted);
        look.edge = look.edge.isValid() ? color(Role::Line) : look.edge;
    }
    const double share = down ? 0.14 : hover ? 0.07 : 0;
    if (share > 0) {
        const QColor base = look.fill.isValid() ? look.fill : color(Role::Canvas);
        look.fill = mixed(base, look.ink, share);
    }
    return look;
}

void drawButton(const QStyleOptionButton& option, QPainter& painter, const StyledButton& button,
                const QPushButton& widget) {
    const QRectF inner = QRectF(option.rect).adjusted(4, 4, -4, -4);
    const qreal radius = px(size::controlRadius);
    const ButtonLook look = lookOf(button, option.state);
    drawBox(painter, inner, radius, look.fill, look.edge);
    const qreal iconSize = px(size::icon);
    const qreal gap = px(size::grid);
    const QFont font = widget.font();
    if (button.kind() == StyledButton::Kind::IconOnly) {
        paintIcon(painter,
                  QRectF(inner.center() - QPointF(iconSize / 2, iconSize / 2),
                         QSizeF(iconSize, iconSize)),
                  button.symbol(), look.ink);
    } else {
        const bool hasIcon = button.symbol() != Icon::None;
        const qreal iconRoom = hasIcon ? iconSize + gap : 0;
        const qreal text = qMin(textWidth(widget.text(), font) + 1, inner.width() - iconRoom);
        const qreal width = text + iconRoom;
        const bool leftAligned =
            button.kind() == StyledButton::Kind::Link || button.kind() == StyledButton::Kind::Plain;
        qreal x = leftAligned ? inner.left() + px(button.kind() == StyledButton::Kind::Link ? 0 : 8)
                              : inner.center().x() - width / 2;
        const QRectF icon(x, inner.center().y() - iconSize / 2, iconSize, iconSize);
        if (hasIcon && !button.iconTrails()) {
            paintIcon(painter, icon, button.symbol(), look.ink);
            x += iconSize + gap;
        }
        drawText(painter, QRectF(x, inner.top(), text + 1, inner.height()), widget.text(), font,
                 look.ink);
        if (hasIcon && button.iconTrails()) {
            const bool stretched = widget.sizePolicy().horizontalPolicy() == QSizePolicy::Expanding;
            QRectF trailing = icon.translated(text + gap, 0);
            if (stretched) {
                trailing.moveRight(inner.right());
            }
            paintIcon(painter, trailing, button.symbol(), look.ink);
        }
    }
    if (showsFocus(widget)) {
        drawBox(painter, QRectF(option.rect), radius + 4, QColor(), color(Role::Focus), 2);
    }
}

void drawCheck(const QStyleOption& option, QPainter& painter, bool round) {
    const QRectF box = QRectF(option.rect).adjusted(1, 1, -1, -1);
    const bool on = option.state & QStyle::State_On;
    const bool enabled = option.state & QStyle::State_Enabled;
    const qreal radius = round ? box.width() / 2 : px(4);
    const QColor edge = enabled ? color(Role::Control) : color(Role::Line);
    if (round) {
        drawBox(painter, box, radius, color(Role::Surface), on ? color(Role::Fill) : edge,
                on ? 2 : 1.5);
        if (on) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(color(Role::Fill));
            painter.drawEllipse(box.center(), box.width() * 0.25, box.width() * 0.25);
        }
    } else {
        drawBox(painter, box, radius, on ? color(Role::Fill) : color(Role::Surface),
                on ? color(Role::Fill) : edge, 1.5);
        if (on) {
            paintIcon(painter, box, Icon::Check, color(Role::OnFill));
        }
    }
}

} // namespace

ConsentryStyle::ConsentryStyle() : QProxyStyle(u"Fusion"_s) {}

void ConsentryStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                   QPainter* painter, const QWidget* widget) const {
    switch (element) {
    case PE_PanelLineEdit:
    case PE_FrameLineEdit: {
        if (widget != nullptr && qobject_cast<QAbstractSpinBox*>(widget->parentWidget())) {
            return; // the spin box has drawn the frame
        }
        const bool focus = (option->state & State_HasFocus) || (widget && widget->hasFocus());
        drawBox(*painter, QRectF(option->rect), px(size::controlRadius), color(Role::Surface),
                focus ? color(Role::Focus) : color(Role::Control), focus ? 2 : 1);
        return;
    }
    case PE_IndicatorCheckBox:
        drawCheck(*option, *painter, false);
        return;
    case PE_IndicatorRadioButton:
        drawCheck(*option, *painter, true);
        return;
    case PE_FrameFocusRect:
        if (widget == nullptr || qobject_cast<const QAbstractButton*>(widget) != nullptr) {
            drawBox(*painter, QRectF(option->rect), px(size::controlRadius), QColor(),
                    color(Role::Focus), 2);
        }
        return;
    case PE_Frame:
    case PE_PanelScrollAreaCorner:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConsentryStyle::drawControl(ControlElement element, const QStyleOption* option,
                                 QPainter* painter, const QWidget* widget) const {
    if (element == CE_PushButton) {
        const auto* button = dynamic_cast<const StyledButton*>(widget);
        const auto* pushButton = qobject_cast<const QPushButton*>(widget);
        const auto* buttonOption = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (button != nullptr && pushButton != nullptr && buttonOption != nullptr) {
            painter->save();
            drawButton(*buttonOption, *painter, *button, *pushButton);
            painter->restore();
            return;
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConsentryStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                        QPainter* painter, const QWidget* widget) const {
    if (control == CC_ScrollBar) {
        const QRectF handle = subControlRect(control, option, SC_ScrollBarSlider, widget);
        const bool active = option->state & (State_MouseOver | State_Sunken);
        const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (slider == nullptr || slider->maximum == slider->minimum) {
            return;
        }
        const bool vertical = slider->orientation == Qt::Vertical;
        const qreal inset = active ? 2 : 3;
        const QRectF shape = vertical ? handle.adjusted(inset, 2, -inset, -2)
                                      : handle.adjusted(2, inset, -2, -inset);
        drawBox(*painter, shape, qMin(shape.width(), shape.height()) / 2,
                color(active ? Role::Control : Role::Track), QColor());
        return;
    }
    if (control == CC_SpinBox) {
        drawPrimitive(PE_PanelLineEdit, option, painter, widget);
        QStyleOptionComplex rectOption = *option;
        for (const auto& [part, icon] : {std::pair{SC_SpinBoxUp, Icon::ChevronUp},
                                         std::pair{SC_SpinBoxDown, Icon::ChevronDown}}) {
            const QRectF rect = QProxyStyle::subControlRect(control, option, part, widget);
            const qreal s = qMin<qreal>(rect.height(), px(14));
            paintIcon(*painter, QRectF(rect.center().x() - s / 2, rect.center().y() - s / 2, s, s),
                      icon, color(Role::Muted));
        }
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect ConsentryStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                     SubControl subControl, const QWidget* widget) const {
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || slider == nullptr) {
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    }
    const bool vertical = slider->orientation == Qt::Vertical;
    const int length = vertical ? option->rect.height() : option->rect.width();
    const qint64 range = qint64(slider->maximum) - slider->minimum;
    int handle = length;
    if (range > 0) {
        handle = static_cast<int>(qint64(slider->pageStep) * length / (range + slider->pageStep));
        handle = qBound(qMin(scrollHandleMin, length), handle, length);
    }
    const int start =
        sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                length - handle, slider->upsideDown);
    const auto part = [&](int from, int size) {
        return vertical ? QRect(0, from, option->rect.width(), size)
                        : QRect(from, 0, size, option->rect.height());
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return part(start, handle);
    case SC_ScrollBarGroove:
        return option->rect;
    case SC_ScrollBarSubPage:
        return part(0, start);
    case SC_ScrollBarAddPage:
        return part(start + handle, length - start - handle);
    default:
        return {}; // no arrows
    }
}

QRect ConsentryStyle::subElementRect(SubElement element, const QStyleOption* option,
                                     const QWidget* widget) const {
    if (element == SE_PushButtonLayoutItem) {
        // The focus ring lives in the outer four pixels. Qt asks while the button is still being
        // made, so its own type cannot be looked at here.
        return option->rect.adjusted(size::focusRoom, size::focusRoom, -size::focusRoom,
                                     -size::focusRoom);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize ConsentryStyle::sizeFromContents(ContentsType type, const QStyleOption* option,
                                       const QSize& contents, const QWidget* widget) const {
    if (type == CT_PushButton) {
        if (const auto* button = dynamic_cast<const StyledButton*>(widget)) {
            return button->naturalSize();
        }
    }
    QSize result = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_LineEdit || type == CT_SpinBox || type == CT_CheckBox ||
        type == CT_RadioButton) {
        result.setHeight(qMax(result.height(), px(size::target)));
    }
    return result;
}

int ConsentryStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                                const QWidget* widget) const {
    switch (metric) {
    case PM_LineEditIconSize:
        return px(size::icon);
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollBarSliderMin:
        return scrollHandleMin;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return px(size::icon);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return px(10);
    case PM_DefaultFrameWidth:
        return qobject_cast<const QLineEdit*>(widget) != nullptr ? 2 : 0;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return 0;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConsentryStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                              QStyleHintReturn* result) const {
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_Widget_Animation_Duration:
    case SH_ItemView_ShowDecorationSelected:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

} // namespace consentry::ui
