#pragma once

#include <QProxyStyle>

class QStyleOptionButton;

namespace consentry::ui {

/// Fusion with our own buttons, check marks, fields, scroll bars and focus rings. Everything is
/// drawn from the tokens; there are no style sheets.
class ConsentryStyle : public QProxyStyle {
    Q_OBJECT
public:
    ConsentryStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                         SubControl subControl, const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* result) const override;

private:
    void drawTickBox(ControlElement element, const QStyleOptionButton& option, QPainter& painter,
                     const QWidget* widget) const;
};

} // namespace consentry::ui
