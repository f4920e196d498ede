#pragma once

#include <QLayout>

namespace consentry::ui {

/// Puts items side by side and goes on in the next line where the width ends: a row of buttons
/// that still fits at 200 % text.
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
    int place(const QRect& rect, bool move) const;
    QList<QLayoutItem*> m_items;
    bool m_lastAtRight = false;
};

} // namespace consentry::ui
