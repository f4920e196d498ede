#pragma once

#include <QLayout>

namespace consentry::ui {

/// A row: something small at its start, words that take the room, and something at its end, which
/// goes below the words where these would otherwise get too narrow (large text, small window), and
/// below each other where one line has no room for all of it.
class RowLayout : public QLayout {
public:
    explicit RowLayout(QWidget* parent = nullptr);
    ~RowLayout() override;

    void setLeading(QWidget* widget);
    /// The layout of the words; owned.
    void setWords(QLayout* words);
    void addTrailing(QWidget* widget);

    void addItem(QLayoutItem* item) override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    void setGeometry(const QRect& rect) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;

private:
    struct Plan {
        bool below = false;
        bool stacked = false;
        int wordsLeft = 0;
        int wordsWidth = 0;
        int wordsHeight = 0;
        int trailingHeight = 0;
    };
    Plan plan(int width) const;
    int trailingWidth() const;
    QList<QLayoutItem*> all() const;

    QLayoutItem* m_leading = nullptr;
    QLayoutItem* m_words = nullptr;
    QList<QLayoutItem*> m_trailing;
};

} // namespace consentry::ui
