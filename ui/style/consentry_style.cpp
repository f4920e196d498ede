#include "ui/style/consentry_style.h"

#include "ui/style/icons.h"
#include "ui/style/painting.h"
#include "ui/style/styled_button.h"

#include <QDialog>
#include <QLineEdit>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int scrollBarExtent = 10;
constexpr int scrollHandleMin = 36;
constexpr int headerSide = 12; // as the cells of a Table
constexpr int headerHeight = 32;
constexpr int dialogMargin = 20;

struct ButtonLook {
    QColor fill;
    QColor edge;
    QColor ink;
};

/// Our pages make their own margins. Dialogs of Qt, as the one for files, leave that to the style.
bool isInDialog(const QWidget* widget) {
    return widget != nullptr && qobject_cast<const QDialog*>(widget->window()) != nullptr;
}

/// The square viewport stays inside the round corners.
constexpr int writtenFrame = 4;

/// Several lines that somebody writes, not a text that is only shown.
bool isWritten(const QWidget* widget) {
    return qobject_cast<const QPlainTextEdit*>(widget) != nullptr;
}

bool isReadOnly(const QWidget& widget) {
    const auto* edit = qobject_cast<const QPlainTextEdit*>(&widget);
    return edit != nullptr && edit->isReadOnly();
}

void drawField(QPainter& painter, const QRect& rect, bool hasFocus, Role edge = Role::Control) {
    drawBox(painter, QRectF(rect), px(size::controlRadius), color(Role::Surface),
            hasFocus ? color(Role::Focus) : color(edge), hasFocus ? 2 : 1);
}

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
        look = {QColor(), QColor(), color(Role::Ink)};
        break;
    }
    if (!enabled && button.kind() != StyledButton::Kind::Filled) {
        // A lone icon has no edge that could fade.
        const bool lone = button.kind() == StyledButton::Kind::IconOnly;
        look.ink = color(lone ? Role::Track : Role::Muted);
        look.edge = look.edge.isValid() ? color(Role::Line) : look.edge;
    }
    const double share = down ? 0.14 : hover ? 0.07 : 0;
    if (share > 0) {
        const QColor base = look.fill.isValid() ? look.fill : color(Role::Canvas);
        // Towards the ink also on a fill: away from the words that stand on it.
        const bool filled = button.kind() == StyledButton::Kind::Filled;
        look.fill = mixed(base, filled ? color(Role::Ink) : look.ink, share);
    }
    return look;
}

void drawButton(const QStyleOptionButton& option, QPainter& painter, const StyledButton& button,
                const QPushButton& widget) {
    mirrorFor(painter, QRectF(option.rect), option.direction);
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
        drawFocusRing(painter, QRectF(option.rect), radius + 4);
    }
}

void drawCheck(const QStyleOption& option, QPainter& painter, bool round) {
    const QRectF box = QRectF(option.rect).adjusted(1, 1, -1, -1);
    const bool on = option.state & QStyle::State_On;
    const bool enabled = option.state & QStyle::State_Enabled;
    const qreal radius = round ? box.width() / 2 : px(4);
    const QColor edge = color(enabled ? Role::Control : Role::Line);
    const QColor fill = color(enabled ? Role::Fill : Role::Track);
    if (round) {
        drawBox(painter, box, radius, color(Role::Surface), on ? fill : edge, on ? 2 : 1.5);
        if (on) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawEllipse(box.center(), box.width() * 0.25, box.width() * 0.25);
        }
    } else {
        drawBox(painter, box, radius, on ? fill : color(Role::Surface), on ? fill : edge, 1.5);
        if (on) {
            paintIcon(painter, box, Icon::Check, color(enabled ? Role::OnFill : Role::Ink));
        }
    }
}

void drawHeader(const QStyleOptionHeader& option, QPainter& painter, QStyle::ControlElement part) {
    const QRectF rect(option.rect);
    if (part == QStyle::CE_HeaderLabel) {
        mirrorFor(painter, rect, option.direction);
        drawText(painter, rect.adjusted(px(headerSide), 0, -px(headerSide), 0), option.text,
                 sansFont(TextSize::Caption, TextWeight::Bold), color(Role::Muted),
                 option.textAlignment & Qt::AlignHorizontal_Mask);
    } else {
        drawHairline(painter, rect.left(), rect.right(), rect.bottom() - 1, color(Role::Control));
    }
}

void drawMenuItem(const QStyleOptionMenuItem& option, QPainter& painter) {
    const QRectF rect(option.rect);
    mirrorFor(painter, rect, option.direction);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        drawHairline(painter, rect.left(), rect.right(), rect.center().y(), color(Role::Line));
        return;
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    if (enabled && (option.state & QStyle::State_Selected)) {
        drawChosen(painter, rect.adjusted(4, 1, -4, -1), px(size::controlRadius));
    }
    const qreal s = px(size::icon);
    const QRectF mark(rect.left() + px(12), rect.center().y() - s / 2, s, s);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked) {
        paintIcon(painter, mark, Icon::Check, color(Role::Primary));
    } else if (!option.icon.isNull()) {
        option.icon.paint(&painter, mark.toRect());
    }
    const QStringList parts = option.text.split(u'\t');
    const QRectF words = rect.adjusted(px(44), 0, -px(16), 0);
    QString label = parts.first();
    drawText(painter, words, label.remove(u'&'), sansFont(TextSize::Body),
             color(enabled ? Role::Ink : Role::Muted));
    if (parts.size() > 1) {
        drawText(painter, words, parts.at(1), sansFont(TextSize::Caption), color(Role::Muted),
                 Qt::AlignRight);
    }
}

} // namespace

ConsentryStyle::ConsentryStyle() : QProxyStyle(u"Fusion"_s) {}

void ConsentryStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                   QPainter* painter, const QWidget* widget) const {
    switch (element) {
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        drawField(*painter, option->rect,
                  (option->state & State_HasFocus) || (widget && widget->hasFocus()));
        return;
    case PE_IndicatorCheckBox:
        drawCheck(*option, *painter, false);
        return;
    case PE_IndicatorRadioButton:
        drawCheck(*option, *painter, true);
        return;
    case PE_FrameFocusRect:
        if (widget == nullptr ||
            (qobject_cast<const QAbstractButton*>(widget) != nullptr && showsFocus(*widget))) {
            drawFocusRing(*painter, QRectF(option->rect), px(size::controlRadius));
        }
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        drawBox(*painter, QRectF(option->rect), 0, color(Role::Surface), color(Role::Control));
        return;
    case PE_Frame:
        if (isWritten(widget)) {
            drawField(*painter, option->rect, widget->hasFocus(),
                      isReadOnly(*widget) ? Role::Line : Role::Control);
        } else if (isInDialog(widget)) {
            drawBox(*painter, QRectF(option->rect), 0, color(Role::Surface), color(Role::Control));
        }
        return;
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
    if (element == CE_CheckBox || element == CE_RadioButton) {
        if (const auto* box = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            drawTickBox(element, *box, *painter, widget);
        }
        return;
    }
    if (element == CE_HeaderSection || element == CE_HeaderLabel || element == CE_HeaderEmptyArea) {
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            painter->save();
            drawHeader(*header, *painter, element);
            painter->restore();
        }
        return;
    }
    if (element == CE_MenuItem) {
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            painter->save();
            drawMenuItem(*item, *painter);
            painter->restore();
            return;
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConsentryStyle::drawTickBox(ControlElement element, const QStyleOptionButton& option,
                                 QPainter& painter, const QWidget* widget) const {
    const bool round = element == CE_RadioButton;
    QStyleOptionButton part = option;
    part.rect =
        subElementRect(round ? SE_RadioButtonIndicator : SE_CheckBoxIndicator, &option, widget);
    drawPrimitive(round ? PE_IndicatorRadioButton : PE_IndicatorCheckBox, &part, &painter, widget);
    part.rect =
        subElementRect(round ? SE_RadioButtonContents : SE_CheckBoxContents, &option, widget);
    drawControl(round ? CE_RadioButtonLabel : CE_CheckBoxLabel, &part, &painter, widget);
    if (widget != nullptr && showsFocus(*widget)) {
        const QRect ring =
            subElementRect(round ? SE_RadioButtonFocusRect : SE_CheckBoxFocusRect, &option, widget);
        drawFocusRing(painter, QRectF(ring), px(size::controlRadius));
    }
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
        const qreal inset = px(scrollBarExtent) / (active ? 5.0 : 3.4);
        const QRectF shape = vertical ? handle.adjusted(inset, 2, -inset, -2)
                                      : handle.adjusted(2, inset, -2, -inset);
        drawBox(*painter, shape, qMin(shape.width(), shape.height()) / 2,
                color(active ? Role::Ink : Role::Control), QColor());
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
    if (element == SE_PushButtonLayoutItem && !isInDialog(widget)) {
        // The focus ring lives in the outer four pixels. Qt asks while the button is still being
        // made, so its own type cannot be looked at here.
        return option->rect.adjusted(size::focusRoom, size::focusRoom, -size::focusRoom,
                                     -size::focusRoom);
    }
    switch (element) {
    case SE_CheckBoxIndicator:
    case SE_CheckBoxContents:
    case SE_RadioButtonIndicator:
    case SE_RadioButtonContents:
        // The ring around box and words has its room inside the widget.
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton inner = *button;
            inner.rect.adjust(size::focusRoom, 0, -size::focusRoom, 0);
            return QProxyStyle::subElementRect(element, &inner, widget);
        }
        break;
    case SE_CheckBoxFocusRect:
    case SE_RadioButtonFocusRect:
        // Box and words, not the words alone, and not the empty room behind them.
        if (widget != nullptr) {
            QRect ring = option->rect;
            ring.setWidth(qMin(ring.width(), widget->sizeHint().width()));
            return visualRect(option->direction, option->rect, ring);
        }
        break;
    case SE_CheckBoxClickRect:
    case SE_RadioButtonClickRect:
        return option->rect;
    default:
        break;
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
    if (type == CT_HeaderSection) {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        const QFont font = sansFont(TextSize::Caption, TextWeight::Bold);
        const qreal words = header != nullptr ? textWidth(header->text, font) : 0;
        return {static_cast<int>(words) + 2 * px(headerSide) + 2, px(headerHeight)};
    }
    if (type == CT_MenuItem) {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (item != nullptr && item->menuItemType == QStyleOptionMenuItem::Separator) {
            return {result.width(), px(9)};
        }
        return {result.width() + px(44), px(size::target)};
    }
    if (type == CT_CheckBox || type == CT_RadioButton) {
        result.rwidth() += 2 * size::focusRoom;
    }
    const bool isDialogControl =
        (type == CT_PushButton || type == CT_ComboBox) && isInDialog(widget);
    if (type == CT_LineEdit || type == CT_CheckBox || type == CT_RadioButton || isDialogControl) {
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
        return px(scrollBarExtent);
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
        return qobject_cast<const QLineEdit*>(widget) != nullptr ? 2
               : isWritten(widget)                               ? writtenFrame
               : isInDialog(widget)                              ? 1
                                                                 : 0;
    case PM_HeaderMargin: // drawHeader() keeps the sides
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return isInDialog(widget) ? px(dialogMargin) : 0;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return isInDialog(widget) ? px(size::grid) : 0;
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
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

} // namespace consentry::ui
