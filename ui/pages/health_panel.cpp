#include "ui/pages/health_panel.h"

#include "ui/pages/health_row_painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/link_row.h"
#include "ui/widgets/rows.h"

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int labelWidth = 104;
constexpr qsizetype courseLeast = 2; ///< values; one alone says no more than its record

} // namespace

HealthPanel::HealthPanel(const HealthDetailView& detail, const QString& back, QWidget* parent)
    : SidePanel(tr("Details of this record"), parent), m_trends(new QVBoxLayout) {
    addHead(detail);
    addTitle(detail, back);
    for (const HealthSectionView& section : detail.sections) {
        addSection(section);
    }
    m_trends->setContentsMargins(0, px(8), 0, px(8));
    m_trends->setSpacing(px(12));
    body().addLayout(m_trends);
    body().addSpacing(px(8));
    body().addWidget(new Rule);
    addFacts(tr("Earlier versions"), detail.earlier);
    addFacts(tr("Codes"), detail.codes);
    addFacts(tr("Where it comes from"), detail.technical);
    if (!detail.originalJson.isEmpty()) {
        auto* original = new Disclosure(tr("Original"), new CodeBlock(detail.originalJson));
        original->setObjectName(u"original"_s);
        body().addWidget(original);
    }
    body().addStretch(1);
    addOwn(detail);
}

void HealthPanel::addOwn(const HealthDetailView& detail) {
    if (!detail.correction) {
        return;
    }
    auto* correct = new Button(Button::Kind::Outlined, tr("Correct it"), nullptr, Icon::Pencil);
    correct->setObjectName(u"correctOwn"_s);
    connect(correct, &Button::clicked, this,
            [this, draft = *detail.correction] { emit correctAsked(draft); });
    auto* withdraw = new Button(Button::Kind::Outlined, tr("Take it back"), nullptr, Icon::Undo);
    withdraw->setObjectName(u"withdrawOwn"_s);
    connect(withdraw, &Button::clicked, this, [this, id = detail.id] { emit withdrawAsked(id); });
    foot().addWidget(correct);
    foot().addWidget(withdraw);
}

void HealthPanel::addHead(const HealthDetailView& detail) {
    if (detail.hash == HashState::Own) {
        setHead(new Tag(HealthModel::word(detail.hash), Icon::Pencil));
        return;
    }
    const bool differs = detail.hash == HashState::Differs;
    const bool matches = detail.hash == HashState::Matches;
    setHead(new Badge(differs   ? Mark::NoRule
                      : matches ? Mark::ByRule
                                : Mark::Refused,
                      HealthModel::word(detail.hash),
                      differs   ? Role::Danger
                      : matches ? Role::Good
                                : Role::Muted,
                      differs   ? Role::DangerTint
                      : matches ? Role::GoodTint
                                : Role::Sunken));
}

void HealthPanel::addTitle(const HealthDetailView& detail, const QString& back) {
    if (!back.isEmpty()) {
        //: %1 the record that led to this one
        auto* button =
            new Button(Button::Kind::Link, tr("Back to %1").arg(back), nullptr, Icon::ChevronLeft);
        button->setObjectName(u"backToRecord"_s);
        connect(button, &Button::clicked, this, &HealthPanel::backAsked);
        body().addWidget(button, 0, Qt::AlignLeft);
        body().addSpacing(px(4));
    }
    body().addWidget(new Text(detail.name, TextSize::Section, Role::Ink, TextWeight::Bold));
    for (const QString& warning : detail.warnings) {
        const bool isVoid = detail.isVoid && warning == detail.warnings.first();
        body().addSpacing(px(8));
        body().addWidget(new Banner(isVoid ? Banner::Tone::Danger : Banner::Tone::Warn, warning));
    }
    if (!detail.value.isEmpty()) {
        body().addSpacing(px(4));
        body().addWidget(new Text(valueWithArrow(detail.value, detail.flag), TextSize::TaskTitle,
                                  Role::Ink, TextWeight::Bold));
    }
    body().addSpacing(px(16));
    body().addWidget(new Rule);
    body().addSpacing(px(8));
}

void HealthPanel::addSection(const HealthSectionView& section) {
    if (!section.title.isEmpty()) {
        body().addSpacing(px(12));
        body().addWidget(new Text(section.title, TextSize::TaskTitle, Role::Ink, TextWeight::Bold));
        body().addSpacing(px(4));
    }
    for (const HealthFactView& fact : section.facts) {
        if (!fact.target.isEmpty()) {
            addLink(fact);
        } else if (fact.label.isEmpty()) {
            body().addWidget(new Text(fact.value, TextSize::Body));
            if (!fact.note.isEmpty()) {
                body().addWidget(new Text(fact.note, TextSize::Caption, Role::Muted));
            }
        } else {
            body().addWidget(new FactRow(fact.label, fact.value, fact.note, nullptr, labelWidth));
        }
    }
}

void HealthPanel::addLink(const HealthFactView& fact) {
    auto* row = new LinkRow(fact.label, fact.value, fact.note, nullptr, labelWidth);
    const QString id = fact.target;
    connect(row, &LinkRow::clicked, this, [this, id] { emit recordAsked(id); });
    body().addWidget(row);
}

void HealthPanel::addFacts(const QString& title, const QList<FactView>& facts) {
    if (facts.isEmpty()) {
        return;
    }
    auto* contents = new QWidget;
    auto* rows = new QVBoxLayout(contents);
    rows->setContentsMargins(0, 0, 0, px(8));
    for (const FactView& fact : facts) {
        rows->addWidget(new FactRow(fact.label, fact.value, fact.detail, nullptr, labelWidth));
    }
    body().addWidget(new Disclosure(title, contents));
}

void HealthPanel::setFocusAtStart() {
    QWidget* start = findChild<QWidget*>(u"backToRecord"_s);
    if (start == nullptr) {
        start = findChild<QWidget*>(u"closePanel"_s);
    }
    start->setFocus(Qt::TabFocusReason);
}

void HealthPanel::setTrends(const QList<HealthTrendView>& trends) {
    while (QLayoutItem* item = m_trends->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const HealthTrendView& trend : trends) {
        QVBoxLayout* column = m_trends;
        if (trend.series.points.size() >= courseLeast) {
            auto* figure = Figure::trend(trend.series);
            connect(figure, &Figure::recordAsked, this, &HealthPanel::recordAsked);
            m_trends->addWidget(figure);
            column = &figure->column();
        }
        for (const QString& remark : trend.remarks) {
            column->addSpacing(px(4));
            column->addWidget(new Text(remark, TextSize::Caption, Role::Muted));
        }
    }
}

} // namespace consentry::ui
