#include "ui/pages/separate_consent_page.h"

#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {

SeparateConsentPage::SeparateConsentPage(QWidget* parent) : DecisionPage(parent) {}

void SeparateConsentPage::setView(const SeparateConsentView& view) {
    m_view = view;
    showStage();
}

void SeparateConsentPage::build(QVBoxLayout& column) {
    addHead(column, m_view.title, mutedText(m_view.reason));
    const auto add = [&column](Icon icon, const QString& title, const QString& detail) {
        column.addWidget(new ListRow(title, detail, new Symbol(icon, Role::Primary), nullptr,
                                     TextSize::Body, TextWeight::Regular));
        column.addWidget(new Rule);
    };
    column.addWidget(new Rule);
    add(Icon::People, m_view.who, m_view.terms);
    add(Icon::Health, m_view.concerned, tr("Hospitals may hold more of them."));
    add(Icon::Grant,
        m_view.leaveOut.isEmpty() ? tr("The grant is about nothing else")
                                  : tr("The grant can do without it"),
        m_view.without);
    column.addStretch(1);
}

QWidget* SeparateConsentPage::buildFooter() {
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    connect(back, &Button::clicked, this, &SeparateConsentPage::backAsked);
    bar->row().addWidget(back);
    bar->row().addStretch(1);
    // Two answers of the same weight: none is pushed.
    if (!m_view.leaveOut.isEmpty()) {
        auto* leave = new Button(Button::Kind::Outlined, m_view.leaveOut);
        leave->setObjectName(u"leaveOut"_s);
        connect(leave, &Button::clicked, this, &SeparateConsentPage::leftOut);
        bar->row().addWidget(leave);
        bar->row().addSpacing(px(12));
    }
    auto* agree = new Button(Button::Kind::Outlined, m_view.agree);
    agree->setObjectName(u"agree"_s);
    connect(agree, &Button::clicked, this, &SeparateConsentPage::agreed);
    bar->row().addWidget(agree);
    return bar;
}

} // namespace consentry::ui
