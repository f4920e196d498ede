#include "ui/pages/rules_signing_page.h"

#include "ui/pages/send_steps.h"
#include "ui/widgets/button.h"
#include "ui/widgets/change_rows.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/side_panel.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {

RulesSigningPage::RulesSigningPage(QWidget* parent) : DecisionPage(parent) {}

void RulesSigningPage::setView(const RulesView& view) {
    m_view = view;
    if (view.stage != SendStage::Review) {
        m_showsExact = false;
    }
    showStage();
}

QString RulesSigningPage::title() const {
    switch (m_view.stage) {
    case SendStage::Review:
        return tr("Read once more, then sign");
    case SendStage::Proven:
        return tr("The rules hold");
    case SendStage::Failed:
        return tr("The rules are not proven");
    default:
        return tr("On their way");
    }
}

QString RulesSigningPage::subtitle() const {
    switch (m_view.stage) {
    case SendStage::Review:
        return tr("Nothing has been sent yet. It goes at once; you can change the rules again.");
    case SendStage::Proven:
        return tr("The hospitals have confirmed them, and this computer has checked the proof.");
    case SendStage::Failed:
        return tr("What stood before stands until you see a proof.");
    default:
        return tr("They hold from their block on. You can leave this page.");
    }
}

void RulesSigningPage::build(QVBoxLayout& column) {
    addHead(column, title(), mutedText(subtitle()));
    if (m_view.stage == SendStage::Failed) {
        column.addWidget(new Banner(Banner::Tone::Danger, m_view.problem));
        column.addSpacing(px(16));
    } else if (m_view.stage != SendStage::Review) {
        auto* steps = new StageStepper;
        steps->setStage(stepOf(m_view.stage), m_view.block);
        column.addWidget(steps);
        column.addSpacing(px(12));
    }
    addSection(column, m_view.stage == SendStage::Proven ? tr("What changed") : tr("What changes"));
    addChangeRows(column, m_view.changes);
    column.addSpacing(px(24));
    addTold(column);
    if (m_showsExact) {
        column.addSpacing(px(24));
        addSection(column, tr("Exactly what is signed"));
        column.addWidget(new CodeBlock(m_view.exactText));
    }
    column.addStretch(1);
}

void RulesSigningPage::addTold(QVBoxLayout& column) const {
    const auto add = [&column](Icon icon, const QString& title, const QString& detail) {
        column.addWidget(new ListRow(title, detail, new Symbol(icon, Role::Primary), nullptr,
                                     TextSize::Body, TextWeight::Regular));
        column.addWidget(new Rule);
    };
    addSection(column, tr("What happens"));
    add(Icon::Network, tr("Your hospitals are told, each by a sealed letter"),
        tr("The ledger shows only that your rules changed, not how."));
    add(Icon::Eye, tr("It holds for what is asked from then on"),
        tr("What was seen or kept before is not called back."));
}

QWidget* RulesSigningPage::buildFooter() {
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    const bool review = m_view.stage == SendStage::Review;
    if (!review && m_view.stage != SendStage::Failed) {
        bar->row().addStretch(1);
        const bool proven = m_view.stage == SendStage::Proven;
        auto* done = new Button(proven ? Button::Kind::Filled : Button::Kind::Outlined,
                                proven ? tr("Done") : tr("Leave this page"));
        done->setObjectName(u"done"_s);
        connect(done, &Button::clicked, this, &RulesSigningPage::doneAsked);
        bar->row().addWidget(done);
        return bar;
    }
    auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    connect(back, &Button::clicked, this, &RulesSigningPage::backAsked);
    bar->row().addWidget(back);
    if (review) {
        bar->row().addSpacing(px(12));
        auto* exact =
            new Button(Button::Kind::Plain, m_showsExact ? tr("Hide what is signed")
                                                         : tr("Show exactly what is signed"));
        exact->setObjectName(u"exact"_s);
        connect(exact, &Button::clicked, this, [this] {
            m_showsExact = !m_showsExact;
            rebuild();
        });
        bar->row().addWidget(exact);
    }
    bar->row().addStretch(1);
    if (review) {
        auto* sign = new Button(Button::Kind::Filled, tr("Sign and send"));
        sign->setObjectName(u"sign"_s);
        connect(sign, &Button::clicked, this, &RulesSigningPage::signAsked);
        bar->row().addWidget(sign);
    }
    return bar;
}

} // namespace consentry::ui
