#pragma once

#include "ui/style/icons.h"

#include <QButtonGroup>
#include <QWidget>

#include <optional>

namespace consentry::ui {

/// A row of filters of which exactly one holds, each with a count; wraps to more lines.
class FilterChips : public QWidget {
    Q_OBJECT
public:
    struct Chip {
        int id = 0;
        QString word;
        int count = -1; ///< below 0 for none
        std::optional<Mark> mark;
        quint8 markRole = 0; ///< a Role
    };

    explicit FilterChips(QWidget* parent = nullptr);
    void setChips(const QList<Chip>& chips, int current);
    int current() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void currentChanged(int id);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int place(int width, bool move) const;
    QButtonGroup* m_group;
};

} // namespace consentry::ui
