#pragma once

#include "ui/widgets/card.h"
#include "ui/widgets/table.h"

namespace consentry::ui {

class BarChart;
class Button;
class TrendChart;
struct Bar;
struct TrendSeries;

/// A chart with its title and a switch that shows the same values as a table: for screen readers,
/// for reading exact values, for those to whom a curve says nothing.
class Figure : public Card {
    Q_OBJECT
public:
    static Figure* trend(const TrendSeries& series, QWidget* parent = nullptr);
    static Figure* bars(const QString& title, const QList<TableColumn>& columns,
                        const QList<Bar>& bars, QWidget* parent = nullptr);

    void showTable(bool asTable);
    QWidget& chart() { return *m_chart; }
    Table& table() { return *m_table; }

signals:
    /// Of a trend: the record of a value was asked for.
    void recordAsked(const QString& id);

private:
    Figure(const QString& title, const QString& subtitle, QWidget* chart, Table* table,
           QWidget* parent);
    QWidget* m_chart;
    Table* m_table;
    Button* m_switch;
};

} // namespace consentry::ui
