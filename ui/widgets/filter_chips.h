#pragma once

#include "ui/style/icons.h"
#include "ui/style/spoken.h"

#include <QButtonGroup>
#include <QWidget>

#include <optional>

namespace consentry::ui {

/// A row of choices of which exactly one holds, each with a count; wraps to more lines. As chips
/// they filter a list, as tabs they change what the page shows. Arrow keys move among them.
class FilterChips : public QWidget, public Spoken {
    Q_OBJECT
public:
    enum class Look : quint8 { Chips, Tabs };

    struct Chip {
        int id = 0;
        QString word;
        int count = -1; ///< below 0 for none
        std::optional<Mark> mark;
        quint8 markRole = 0; ///< a Role
    };

    explicit FilterChips(QWidget* parent = nullptr, Look look = Look::Chips);
    void setChips(const QList<Chip>& chips, int current);
    int current() const;
    QAccessible::Role spokenRole() const override { return QAccessible::Grouping; }

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
    int gap() const;
    Look m_look;
    QButtonGroup* m_group;
};

} // namespace consentry::ui
