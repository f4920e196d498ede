#include "ui/pages/signing_page.h"

#include "ui/models/format.h"
#include "ui/pages/seal_stamp.h"
#include "ui/pages/send_steps.h"
#include "ui/widgets/button.h"
#include "ui/widgets/change_rows.h"
#include "ui/widgets/grant_card.h"
#include "ui/widgets/grant_sentence.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/side_panel.h"
#include "ui/widgets/time_bar_table.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int narrowBelow = 880;

} // namespace

SigningPage::SigningPage(QWidget* parent) : DecisionPage(parent) {}

void SigningPage::setView(const SigningView& view) {
    if (view.stage == SendStage::Waiting && m_view.stage != SendStage::Waiting) {
        m_undoEnds = QDeadlineTimer(undoSeconds * 1'000);
    }
    m_view = view;
    showStage();
}

bool SigningPage::isNarrow() const {
    return width() < px(narrowBelow);
}

void SigningPage::resizeEvent(QResizeEvent* event) {
    DecisionPage::resizeEvent(event);
    if (isBuilt() && m_builtNarrow != isNarrow()) {
        rebuild();
    }
}

QString SigningPage::title() const {
    switch (m_view.stage) {
    case SendStage::Review:
        return tr("Read once more, then sign");
    case SendStage::Waiting:
        return tr("Signed, not sent yet");
    case SendStage::Signed:
    case SendStage::Sent:
    case SendStage::InBlock:
        return tr("On its way");
    case SendStage::Proven:
        return tr("The grant holds");
    case SendStage::Failed:
        return m_view.isKept ? tr("Signed, not proven yet") : tr("The grant was not sent");
    }
    return {};
}

QWidget* SigningPage::buildHeader() {
    auto* bar = new PageBar(PageBar::Place::Top, 0);
    auto* seal = new Text(tr("Consentry"), TextSize::TaskTitle, Role::Ink, TextWeight::Bold);
    bar->row().setContentsMargins(4, px(8), 4, px(8));
    bar->row().addWidget(new SealStamp(28));
    bar->row().addWidget(seal, 1);
    auto* signer = new Text(m_view.signer, TextSize::Body, Role::Muted);
    signer->setAlign(Qt::AlignRight);
    bar->row().addWidget(signer, 2);
    return bar;
}

void SigningPage::build(QVBoxLayout& column) {
    m_builtNarrow = isNarrow();
    QString subtitle;
    switch (m_view.stage) {
    case SendStage::Review:
        subtitle = tr("Nothing has been sent yet.");
        break;
    case SendStage::Waiting:
        subtitle = tr("You can still take it back.");
        break;
    case SendStage::Signed:
    case SendStage::Sent:
    case SendStage::InBlock:
        subtitle = tr("It holds once it is proven. You can leave this page.");
        break;
    case SendStage::Proven:
        subtitle = tr("The hospitals have confirmed it, and this computer has checked the proof.");
        break;
    case SendStage::Failed:
        subtitle = m_view.isKept
                       ? tr("It is kept on this computer and goes out by itself. There is "
                            "no need to sign it again.")
                       : tr("Nothing has changed.");
        break;
    }
    addHead(column, title(), mutedText(subtitle));
    if (m_view.stage == SendStage::Failed) {
        column.addWidget(new Banner(Banner::Tone::Danger, m_view.problem));
        column.addSpacing(px(16));
    }
    if (!m_view.warning.isEmpty()) {
        column.addWidget(new Banner(Banner::Tone::Warn, m_view.warning));
        column.addSpacing(px(16));
    }
    if (m_view.stage == SendStage::Waiting) {
        auto* undo = new UndoBar(undoSeconds, m_undoEnds);
        connect(undo, &UndoBar::undone, this, &SigningPage::undoAsked);
        connect(undo, &UndoBar::expired, this, &SigningPage::sendAsked);
        column.addWidget(undo);
        column.addSpacing(px(16));
    } else if (m_view.stage != SendStage::Review && m_view.stage != SendStage::Failed) {
        auto* steps = new StageStepper;
        steps->setStage(stepOf(m_view.stage), m_view.block);
        column.addWidget(steps);
        column.addSpacing(px(12));
    }
    const bool proven = m_view.stage == SendStage::Proven;
    auto* card = new GrantCard(new GrantSentence(m_view.sentence, GrantSentence::Mode::Contract),
                               m_view.willNotSee,
                               {proven ? GrantCard::SealState::Proven : GrantCard::SealState::Empty,
                                proven ? tr("Proven") : tr("not proven yet"),
                                proven ? Format::time(m_view.provenAt) : QString()});
    card->rows().addSpacing(px(8));
    card->rows().addWidget(new SingleTimeBar(m_view.today, m_view.ends, m_view.usualEnds));
    column.addWidget(card);
    column.addSpacing(px(24));
    if (m_showsExact) {
        column.addWidget(new Text(tr("Exactly what is signed"), TextSize::TaskTitle, Role::Ink,
                                  TextWeight::Bold));
        column.addWidget(new CodeBlock(m_view.exactText));
        column.addSpacing(px(16));
    }
    if (m_builtNarrow) {
        column.addWidget(makeOpens());
        column.addSpacing(px(24));
        column.addWidget(makeChanges());
    } else {
        auto* row = new QHBoxLayout;
        row->setSpacing(px(40));
        row->addWidget(makeOpens(), 1);
        row->addWidget(makeChanges(), 1);
        column.addLayout(row);
    }
    column.addStretch(1);
}

namespace {

QWidget* makePart(const QString& title, QVBoxLayout*& rows) {
    auto* part = new QWidget;
    rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(new Text(title, TextSize::TaskTitle, Role::Ink, TextWeight::Bold));
    rows->addSpacing(px(6));
    rows->addWidget(new Rule);
    return part;
}

} // namespace

QWidget* SigningPage::makeOpens() const {
    QVBoxLayout* rows = nullptr;
    QWidget* part = makePart(tr("It opens %n records today", nullptr, m_view.opensTotal), rows);
    for (const OpensRowView& open : m_view.opens) {
        auto* row = new QWidget;
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, px(8), 0, px(8));
        line->addWidget(new Text(open.name, TextSize::Body), 1);
        auto* count = new Text(tr("%n values", nullptr, open.count), TextSize::Body, Role::Muted);
        count->setSingleLine();
        count->setMinimumWidth(count->sizeHint().width());
        line->addWidget(count, 0, Qt::AlignTop);
        rows->addWidget(row);
        rows->addWidget(new Rule);
    }
    if (!m_view.noneInWindow.isEmpty()) {
        rows->addSpacing(px(8));
        rows->addWidget(new Text(m_view.noneInWindow, TextSize::Body));
    }
    if (!m_view.marks.isEmpty()) {
        rows->addSpacing(px(8));
        rows->addWidget(new Banner(Banner::Tone::Warn, m_view.marks));
    }
    if (!m_view.elsewhere.isEmpty()) {
        rows->addSpacing(px(8));
        rows->addWidget(new Text(m_view.elsewhere, TextSize::Caption, Role::Muted));
    }
    rows->addStretch(1);
    return part;
}

QWidget* SigningPage::makeChanges() const {
    QVBoxLayout* rows = nullptr;
    QWidget* part = makePart(tr("What changes for %1").arg(m_view.changesFor), rows);
    if (!m_view.before.isEmpty()) {
        rows->addSpacing(px(8));
        rows->addWidget(new Text(m_view.before, TextSize::Body));
        rows->addSpacing(px(8));
        rows->addWidget(new Rule);
    }
    addChangeRows(*rows, m_view.changes);
    if (m_view.changes.isEmpty()) {
        rows->addSpacing(px(8));
        rows->addWidget(new Text(tr("Nothing changes."), TextSize::Body, Role::Muted));
    }
    rows->addStretch(1);
    return part;
}

QWidget* SigningPage::buildFooter() {
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    const bool review = m_view.stage == SendStage::Review;
    if (review) {
        auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
        back->setObjectName(u"back"_s);
        connect(back, &Button::clicked, this, &SigningPage::backAsked);
        bar->row().addWidget(back);
        bar->row().addSpacing(px(12));
    }
    auto* exact = new Button(Button::Kind::Plain, m_showsExact ? tr("Hide what is signed")
                                                               : tr("Show exactly what is signed"));
    exact->setObjectName(u"exact"_s);
    connect(exact, &Button::clicked, this, [this] {
        m_showsExact = !m_showsExact;
        rebuild();
    });
    bar->row().addWidget(exact);
    exact->setHidden(m_view.exactText.isEmpty());
    bar->row().addStretch(1);
    if (review) {
        if (!m_builtNarrow) {
            auto* undo = new Text(tr("You can undo for %n seconds", nullptr, undoSeconds),
                                  TextSize::Caption, Role::Muted);
            undo->setSingleLine();
            undo->setMinimumWidth(undo->sizeHint().width());
            bar->row().addWidget(undo, 0, Qt::AlignVCenter);
        }
        auto* sign = new Button(Button::Kind::Filled, tr("Sign and send"));
        sign->setObjectName(u"sign"_s);
        connect(sign, &Button::clicked, this, &SigningPage::signAsked);
        bar->row().addWidget(sign);
    } else if (m_view.stage == SendStage::Failed && !m_view.isKept) {
        auto* close = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
        close->setObjectName(u"back"_s);
        connect(close, &Button::clicked, this, &SigningPage::backAsked);
        bar->row().addWidget(close);
        auto* retry = new Button(Button::Kind::Filled, tr("Try again"));
        retry->setObjectName(u"retry"_s);
        connect(retry, &Button::clicked, this, &SigningPage::retryAsked);
        bar->row().addWidget(retry);
    } else if (m_view.stage != SendStage::Waiting) {
        auto* done = new Button(
            m_view.stage == SendStage::Proven ? Button::Kind::Filled : Button::Kind::Outlined,
            m_view.stage == SendStage::Proven ? tr("Done") : tr("Leave this page"));
        done->setObjectName(u"done"_s);
        connect(done, &Button::clicked, this, &SigningPage::doneAsked);
        bar->row().addWidget(done);
    }
    return bar;
}

} // namespace consentry::ui
