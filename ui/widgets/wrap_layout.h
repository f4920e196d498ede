#pragma once

#include <QLayout>

namespace consentry::ui {

/// Puts items side by side, centred to each other, and goes on in the next line where the width
/// ends: a row of buttons that still fits at 200 % text.
class WrapLayout : public QLayout {
public:
    explicit WrapLayout(QWidget* parent = nullptr);
    ~WrapLayout() override;

    /// The last item keeps to the right edge of its line.
    void setLastAtRight() { m_lastAtRight = true; }

    void addItem(QLayoutItem* item) override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    Qt::Orientations expandingDirections() const override { return {}; }
    void setGeometry(const QRect& rect) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;

private:
    struct Line {
        QList<QLayoutItem*> items;
        int width = 0;
        int height = 0;
    };
    QList<Line> linesFor(int width) const;
    void place(const QRect& rect) const;
    QList<QLayoutItem*> m_items;
    bool m_lastAtRight = false;
};

} // namespace consentry::ui
