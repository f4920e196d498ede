#include "ui/pages/revoke_page.h"

#include "ui/models/format.h"
#include "ui/pages/send_steps.h"
#include "ui/widgets/button.h"
#include "ui/widgets/grant_card.h"
#include "ui/widgets/grant_sentence.h"
#include "ui/widgets/rows.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

/// So many are named; the others are counted.
constexpr int namesMax = 8;

} // namespace

RevokePage::RevokePage(QWidget* parent) : DecisionPage(parent) {}

void RevokePage::setView(const RevokeView& view) {
    m_view = view;
    showStage();
}

void RevokePage::build(QVBoxLayout& column) {
    const bool review = m_view.stage == SendStage::Review;
    const bool proven = m_view.stage == SendStage::Proven;
    addHead(
        column,
        review   ? tr("Stop this access?")
        : proven ? tr("This access has ended")
                 : tr("Stopping this access"),
        mutedText(
            review ? tr("It goes at once and cannot be undone. You can write a new grant later.")
            : proven
                ? tr("No hospital releases anything to %1 on this grant any more.").arg(m_view.who)
                : tr("It holds from its block on. Until then it is pending.")));
    if (m_view.stage == SendStage::Failed) {
        column.addWidget(new Banner(Banner::Tone::Danger, m_view.problem));
        column.addSpacing(px(16));
    } else if (!review) {
        auto* steps = new StageStepper;
        steps->setStage(stepOf(m_view.stage), m_view.block);
        column.addWidget(steps);
        column.addSpacing(px(12));
    }
    auto* sentence = new GrantSentence(m_view.sentence, GrantSentence::Mode::Contract);
    GrantCard::SealWords seal;
    if (proven) {
        seal = {GrantCard::SealState::Revoked, tr("revoked"), QString()};
    }
    column.addWidget(new GrantCard(sentence, QString(), seal));
    column.addSpacing(px(24));
    column.addWidget(new Text(review ? tr("What happens") : tr("Who is told"), TextSize::TaskTitle,
                              Role::Ink, TextWeight::Bold));
    column.addSpacing(px(6));
    column.addWidget(new Rule);
    if (review) {
        addRow(column, Icon::Minus,
               tr("%1 can no longer open any of these records").arg(Format::lineStart(m_view.who)),
               tr("From the block on that carries your revocation."));
    }
    addTold(column);
    if (review) {
        addRow(column, Icon::Eye,
               m_view.seenTimes == 0 ? tr("Nothing has been seen with this grant")
                                     : tr("Seen %n times so far", nullptr, m_view.seenTimes),
               m_view.seenTimes == 0 ? QString()
                                     : tr("Last %1. What was seen cannot be unseen.")
                                           .arg(Format::moment(m_view.lastSeen, m_view.today)));
        addCopies(column);
        auto* seeAs = new Button(Button::Kind::Plain, tr("See what would change for them"), nullptr,
                                 Icon::Eye);
        seeAs->setObjectName(u"seeAs"_s);
        connect(seeAs, &Button::clicked, this, [this] { emit seeAsAsked(m_view.grantId); });
        column.addSpacing(px(8));
        column.addWidget(seeAs, 0, Qt::AlignLeft);
    }
    column.addStretch(1);
}

void RevokePage::addRow(QVBoxLayout& column, Icon icon, const QString& title,
                        const QString& detail) {
    column.addWidget(new ListRow(title, detail, new Symbol(icon, Role::Primary), nullptr,
                                 TextSize::Body, TextWeight::Regular));
    column.addWidget(new Rule);
}

QString RevokePage::named(const QStringList& names) {
    const QString first = names.mid(0, namesMax).join(tr(", "));
    const int more = static_cast<int>(names.size()) - namesMax;
    return more > 0 ? tr("%1 and %n more", nullptr, more).arg(first) : first;
}

void RevokePage::addTold(QVBoxLayout& column) const {
    const int count = static_cast<int>(m_view.hospitals.size());
    const QString all = named(m_view.hospitals);
    switch (m_view.stage) {
    case SendStage::Failed:
        addRow(column, Icon::Info, tr("There is no proof yet that a hospital was told"), QString());
        return;
    case SendStage::InBlock:
    case SendStage::Proven:
        addRow(column, Icon::Check,
               count > 0 ? tr("%n hospitals were told with this block", nullptr, count)
                         : tr("Every member of the consortium was told with this block"),
               all);
        return;
    default:
        addRow(column, Icon::Network,
               count > 0
                   ? tr("%n hospitals are told with that block, within seconds", nullptr, count)
                   : tr("Every member of the consortium is told with that block, within seconds"),
               all);
    }
}

void RevokePage::addCopies(QVBoxLayout& column) const {
    if (m_view.copyKeepers.isEmpty()) {
        addRow(column, Icon::Document, tr("Nobody was given a copy to keep"), QString());
        return;
    }
    addRow(column, Icon::Document, tr("May have kept a copy: %1").arg(named(m_view.copyKeepers)),
           tr("The grant allowed it. Revoking does not reach what was kept."));
}

QWidget* RevokePage::buildFooter() {
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    const bool review = m_view.stage == SendStage::Review || m_view.stage == SendStage::Failed;
    if (review) {
        auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
        back->setObjectName(u"back"_s);
        connect(back, &Button::clicked, this, &RevokePage::backAsked);
        bar->row().addWidget(back);
        bar->row().addStretch(1);
        auto* revoke =
            new Button(Button::Kind::Danger,
                       m_view.stage == SendStage::Failed ? tr("Try again") : tr("Stop access now"));
        revoke->setObjectName(u"revokeNow"_s);
        connect(revoke, &Button::clicked, this, [this] { emit revokeAsked(m_view.grantId); });
        bar->row().addWidget(revoke);
    } else {
        bar->row().addStretch(1);
        auto* done =
            new Button(Button::Kind::Outlined,
                       m_view.stage == SendStage::Proven ? tr("Done") : tr("Leave this page"));
        done->setObjectName(u"done"_s);
        connect(done, &Button::clicked, this, &RevokePage::doneAsked);
        bar->row().addWidget(done);
    }
    return bar;
}

} // namespace consentry::ui
