#pragma once

#include "ui/style/spoken.h"

#include <QImage>
#include <QWidget>

namespace consentry::ui {

/// A picture fitted into the width that there is. With the focus, + and − make it larger and
/// smaller, 0 fits it again, the arrow keys move it when it is larger; so do Ctrl with the wheel,
/// and dragging.
class PictureView : public QWidget, public Spoken {
    Q_OBJECT
public:
    static constexpr double zoomStep = 1.5;

    PictureView(const QImage& picture, const QString& name, QWidget* parent = nullptr);
    /// Shows another one in its place, fitted.
    void setPicture(const QImage& picture);
    /// No higher than this, whatever its width.
    void setHeightMax(int pixels);
    /// 1 is fitted.
    double zoom() const { return m_zoom; }
    void zoomBy(double factor);
    void fit();

    QAccessible::Role spokenRole() const override { return QAccessible::Graphic; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    QSizeF fitted() const;
    void moveBy(const QPointF& way);

    /// The picture in as many pixels as are painted, where it has more; kept until that changes.
    const QImage& pictureFor(const QSize& pixels);

    QImage m_picture;
    QImage m_smaller;
    int m_heightMax;
    double m_zoom = 1;
    QPointF m_shift; ///< of its middle from the widget's
    QPointF m_dragged;
};

} // namespace consentry::ui
