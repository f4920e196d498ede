#include "ui/widgets/figure.h"

#include "ui/models/format.h"
#include "ui/widgets/bar_chart.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"
#include "ui/widgets/trend_chart.h"
#include "ui/widgets/trend_mark.h"

#include <QLocale>

#include <algorithm>

namespace consentry::ui {
namespace {

// Beyond this the table shows the newest.
constexpr qsizetype tableRowsMax = 200;

QString usualWords(const TrendSeries& series) {
    const auto number = [](double value) { return QLocale().toString(value, 'g', 6); };
    if (series.usualLow && series.usualHigh) {
        return Figure::tr("usual: %1 to %2 %3")
            .arg(number(*series.usualLow), number(*series.usualHigh), series.unit);
    }
    if (series.usualHigh) {
        return Figure::tr("usual: up to %1 %2").arg(number(*series.usualHigh), series.unit);
    }
    if (series.usualLow) {
        return Figure::tr("usual: from %1 %2").arg(number(*series.usualLow), series.unit);
    }
    return series.unit;
}

} // namespace

Figure::Figure(const QString& title, const QString& subtitle, QWidget* chart, Table* table,
               QWidget* parent)
    : Card(parent), m_chart(chart), m_table(table) {
    column().addWidget(new Text(title, TextSize::TaskTitle, Role::Ink, TextWeight::Bold));
    if (!subtitle.isEmpty()) {
        column().addWidget(new Text(subtitle, TextSize::Caption, Role::Muted));
    }
    column().addSpacing(px(8));
    column().addWidget(chart);
    column().addWidget(table);
    // Below, because beside the title both would be too narrow in a side panel.
    m_switch = new Button(Button::Kind::Plain, QString());
    m_switch->setObjectName(QStringLiteral("asTable"));
    connect(m_switch, &Button::clicked, this, [this] { showTable(m_table->isHidden()); });
    column().addWidget(m_switch, 0, Qt::AlignLeft);
    showTable(false);
}

void Figure::showTable(bool asTable) {
    m_chart->setVisible(!asTable);
    m_table->setVisible(asTable);
    m_switch->setSymbol(asTable ? Icon::Chart : Icon::Table);
    m_switch->setText(asTable ? tr("As a chart") : tr("As a table"));
    m_switch->setAccessibleName(m_switch->text() + QStringLiteral(": ") +
                                m_table->accessibleName());
}

Figure* Figure::trend(const TrendSeries& series, QWidget* parent) {
    auto* chart = new TrendChart(series);
    auto* table = new Table(series.name);
    QList<QStringList> rows;
    const qsizetype count = std::min(series.points.size(), tableRowsMax);
    for (qsizetype i = 0; i < count; ++i) { // newest first
        const TrendPoint& p = series.points[series.points.size() - 1 - i];
        rows << QStringList{Format::dayYear(p.at.toLocalTime().date()), p.text,
                            joinFacts({TrendChart::placeWord(p.place), p.note})};
        if (series.sources.size() > 1) {
            rows.last() << series.sources.value(p.source);
        }
    }
    QList<TableColumn> columns{{tr("When"), false}, {tr("Value"), true}, {tr("Judged as"), false}};
    if (series.sources.size() > 1) {
        columns << TableColumn{tr("Reported by"), false};
    }
    table->setContents(columns, rows);
    auto* figure = new Figure(series.name, usualWords(series), chart, table, parent);
    if (series.sources.size() > 1) {
        figure->column().addWidget(new TrendLegend(series));
    }
    connect(chart, &TrendChart::activated, figure, &Figure::recordAsked);
    const QList<TrendPoint> points = series.points;
    connect(table, &Table::rowActivated, figure, [figure, points](int row) {
        const QString id = points.value(points.size() - 1 - row).id;
        if (!id.isEmpty()) {
            emit figure->recordAsked(id);
        }
    });
    return figure;
}

Figure* Figure::bars(const QString& title, const QList<TableColumn>& columns,
                     const QList<Bar>& bars, QWidget* parent) {
    auto* table = new Table(title);
    QList<QStringList> rows;
    for (const Bar& bar : bars) {
        rows << QStringList{bar.label, bar.text};
    }
    table->setContents(columns, rows);
    return new Figure(title, QString(), new BarChart(title, bars), table, parent);
}

} // namespace consentry::ui
