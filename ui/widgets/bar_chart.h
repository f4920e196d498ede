#pragma once

#include "ui/style/icons.h"
#include "ui/style/spoken.h"
#include "ui/style/tokens.h"

#include <QWidget>

#include <optional>

namespace consentry::ui {

/// One amount with its name. `text` is the amount in words: "1,268 times", "4.2 MB".
struct Bar {
    QString label;
    double value = 0; ///< not below 0
    QString text;
    std::optional<Mark> mark; ///< before the label, as in the log
    Role markRole = Role::Muted;
};

/// Amounts beside each other as horizontal bars, each with its name and its amount in words: the
/// length only helps to compare. Up and Down go from bar to bar.
class BarChart : public QWidget, public Spoken {
    Q_OBJECT
public:
    BarChart(const QString& name, const QList<Bar>& bars, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    QAccessible::Role spokenRole() const override { return QAccessible::Chart; }
    int spokenItemCount() const override { return static_cast<int>(m_bars.size()); }
    Item spokenItem(int index) const override;
    int spokenCurrent() const override { return m_current; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF rowOf(int index) const;
    QList<Bar> m_bars;
    int m_current = 0;
};

} // namespace consentry::ui
