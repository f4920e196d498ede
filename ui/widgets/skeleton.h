#pragma once

#include "ui/style/spoken.h"

#include <QWidget>

namespace consentry::ui {

/// Stands where contents will be until they are there, in their size: the first paint of a page is
/// its real layout. It does not move.
class Skeleton : public QWidget, public Spoken {
    Q_OBJECT
public:
    enum class Shape : quint8 {
        Paragraph, ///< lines of text
        Rows,      ///< rows of two lines with something at the right
        Picture,   ///< a chart or an image
    };

    /// `count` lines or rows; of a picture its height in rows.
    Skeleton(Shape shape, int count, QWidget* parent = nullptr);
    QSize sizeHint() const override;

    QAccessible::Role spokenRole() const override { return QAccessible::StaticText; }
    bool spokenBusy() const override { return true; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Shape m_shape;
    int m_count;
};

} // namespace consentry::ui
