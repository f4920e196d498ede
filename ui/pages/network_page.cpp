#include "ui/pages/network_page.h"

#include "ui/models/format.h"
#include "ui/pages/profile_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/side_panel.h"
#include "ui/widgets/wrap_layout.h"

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {
constexpr int labelWidth = 200;
} // namespace

NetworkPage::NetworkPage(QWidget* parent) : Page(parent) {}

void NetworkPage::setView(const NetworkView& view) {
    m_view = view;
    rebuildWhenSeen();
}

void NetworkPage::build(QVBoxLayout& column) {
    auto* check = new Button(Button::Kind::Outlined, tr("Check now"));
    check->setObjectName(u"checkNow"_s);
    connect(check, &Button::clicked, this, &NetworkPage::checkAsked);
    addHead(
        column, tr("Network"),
        mutedText(
            tr("This computer trusts no single hospital. It checks signatures and proofs itself.")),
        {check});
    if (m_view.conflict) {
        auto* stopped =
            new Banner(Banner::Tone::Danger, m_view.conflict->sentences.join(QChar(u'\n')));
        stopped->setObjectName(u"conflict"_s);
        column.addWidget(stopped);
        column.addSpacing(px(16));
    }
    if (!m_view.damage.isEmpty()) {
        auto* damage = new Banner(Banner::Tone::Danger, m_view.damage.join(QChar(u'\n')));
        damage->setObjectName(u"damage"_s);
        column.addWidget(damage);
        column.addSpacing(px(16));
    }
    if (m_view.isDemonstration) {
        column.addWidget(
            new Banner(Banner::Tone::Info,
                       tr("<b>Demonstration.</b> All hospitals run inside this program on this "
                          "computer. Nothing leaves it, and nothing here is legally binding.")));
        column.addSpacing(px(16));
    }
    if (qAbs(m_view.clockDifferenceMs) > NetworkView::clockWarningMs) {
        column.addWidget(
            new Banner(Banner::Tone::Warn,
                       tr("This computer's clock and the network's differ by %1. The network's "
                          "time decides.")
                           .arg(Format::timeSpan(m_view.clockDifferenceMs))));
        column.addSpacing(px(16));
    }
    if (!m_view.hasConsortium) {
        auto* none = new Banner(Banner::Tone::Info,
                                tr("<b>This vault belongs to no hospitals yet.</b> Bring in the "
                                   "profile that a hospital gave you."));
        auto* bring = new Button(Button::Kind::Filled, tr("Bring in a profile"));
        bring->setObjectName(u"bringProfile"_s);
        connect(bring, &Button::clicked, this, &NetworkPage::profileAsked);
        none->addAction(bring);
        column.addWidget(none);
        column.addStretch(1);
        return;
    }
    auto* card = new Card;
    const auto fact = [card](const QString& label, const QString& value,
                             const QString& detail = {}) {
        card->column().addWidget(new FactRow(label, value, detail, nullptr, labelWidth));
    };
    // Protocol §11: "verified" is said only of what another organisation's witness shows as well.
    fact(m_view.isConfirmed && !m_view.isDemonstration ? tr("Verified up to") : tr("Checked up to"),
         m_view.height > 0 ? tr("block %1").arg(Format::number(m_view.height)) : tr("nothing yet"),
         m_view.headTime.isValid() ? Format::moment(m_view.headTime, m_view.today) : QString());
    fact(tr("Second opinion from"), m_view.witness.isEmpty() ? tr("nobody") : m_view.witness,
         m_view.isDemonstration ? tr("Everything is checked in this program. A demonstration has "
                                     "no second organisation to ask.")
                                : QString());
    //: %1 a span of time: "0.4 s"
    fact(tr("Clock"),
         m_view.height > 0
             ? tr("%1 from the block time").arg(Format::timeSpan(m_view.clockDifferenceMs))
             : tr("not compared yet"));
    fact(tr("Engine"), m_view.engine);
    fact(tr("Chain"), m_view.chainId);
    column.addWidget(card);
    column.addSpacing(px(20));
    addProfile(column);
    addSendings(column);
    addDecisions(column);
    addTrust(column);
    if (m_view.organisations.isEmpty()) {
        column.addStretch(1);
        return;
    }
    addSection(column, tr("Organisations"));
    auto* list = new Card;
    bool first = true;
    for (const NetworkView::Organisation& organisation : std::as_const(m_view.organisations)) {
        if (!first) {
            list->column().addWidget(new Rule);
        }
        first = false;
        auto* mark = organisation.reachable ? new Symbol(Mark::ByRule, Role::Good)
                                            : new Symbol(Mark::Refused, Role::Muted);
        auto* row = new ListRow(organisation.name, organisation.role, mark);
        QString words = organisation.state.isEmpty() ? tr("not reachable") : organisation.state;
        if (organisation.reachable && organisation.state.isEmpty()) {
            words =
                organisation.lastAnswer.isValid()
                    ? tr("answered %1").arg(Format::moment(organisation.lastAnswer, m_view.today))
                    : tr("reachable");
        }
        row->addTrailing(words);
        list->column().addWidget(row);
    }
    column.addWidget(list);
    column.addStretch(1);
}

QString NetworkPage::stateWords(NetworkView::Sending::State state) {
    using State = NetworkView::Sending::State;
    switch (state) {
    case State::Waiting:
        return tr("waits to be sent");
    case State::Sent:
        return tr("sent");
    case State::InBlock:
        return tr("in a block");
    case State::Proven:
        return tr("proven");
    case State::Refused:
        return tr("refused");
    case State::Expired:
        return tr("expired, never in force");
    case State::Withdrawn:
        return tr("taken back");
    }
    return {};
}

/// What was signed: on its way with what can be done about it, then what was settled lately.
void NetworkPage::addSendings(QVBoxLayout& column) {
    addSection(column, tr("What you signed"));
    column.addWidget(
        mutedText(tr("It is kept here until it is proven, and sent again by itself.")));
    column.addSpacing(px(8));
    auto* card = new Card;
    if (m_view.sendings.isEmpty()) {
        card->column().addWidget(new Text(tr("Nothing yet."), TextSize::Body, Role::Muted));
    }
    int number = 0;
    for (const NetworkView::Sending& sending : std::as_const(m_view.sendings)) {
        if (card->column().count() > 0) {
            card->column().addWidget(new Rule);
        }
        auto* row = new ListRow(sending.what, sending.detail);
        row->addTrailing(stateWords(sending.state));
        card->column().addWidget(row);
        if (!sending.isWaiting()) {
            continue;
        }
        auto* actions = new WrapLayout;
        actions->setSpacing(px(12));
        actions->setContentsMargins(size::focusRoom, 0, size::focusRoom, px(8));
        const QString id = sending.id;
        auto* send = new Button(Button::Kind::Outlined, tr("Send now"));
        send->setObjectName(u"send"_s + QString::number(number));
        send->setAccessibleName(tr("Send now: %1").arg(sending.what));
        connect(send, &Button::clicked, this, [this, id] { emit sendAsked(id); });
        actions->addWidget(send);
        if (sending.canBeWithdrawn) {
            auto* withdraw = new Button(Button::Kind::Outlined, tr("Take back"));
            withdraw->setObjectName(u"withdraw"_s + QString::number(number));
            withdraw->setAccessibleName(tr("Take back: %1").arg(sending.what));
            connect(withdraw, &Button::clicked, this, [this, id] { emit withdrawAsked(id); });
            actions->addWidget(withdraw);
        }
        ++number;
        card->column().addLayout(actions);
    }
    column.addWidget(card);
    column.addSpacing(px(20));
}

/// Who joins, whose keys change, by which rules the consortium runs: everybody may see it coming.
void NetworkPage::addDecisions(QVBoxLayout& column) {
    if (!m_view.decisions) {
        return;
    }
    addSection(column, tr("What the organisations decide"));
    column.addWidget(mutedText(
        tr("Who takes part and by which rules is decided by more than two thirds of them. This "
           "wallet follows what they decided, and nothing else.")));
    column.addSpacing(px(8));
    auto* card = new Card;
    if (m_view.decisions->isEmpty()) {
        card->column().addWidget(new Text(tr("Nothing is proposed."), TextSize::Body, Role::Muted));
    }
    for (const NetworkView::Decision& decision : std::as_const(*m_view.decisions)) {
        if (card->column().count() > 0) {
            card->column().addWidget(new Rule);
        }
        card->column().addWidget(new ListRow(decision.what, decision.detail));
    }
    column.addWidget(card);
    column.addSpacing(px(20));
}

void NetworkPage::addTrust(QVBoxLayout& column) {
    if (m_view.trust.isEmpty()) {
        return;
    }
    addSection(column, tr("What this wallet trusts, and why"));
    for (const QString& sentence : std::as_const(m_view.trust)) {
        column.addWidget(new Text(sentence, TextSize::Body));
        column.addSpacing(px(4));
    }
    if (!m_view.trustExact.isEmpty()) {
        auto* exact =
            new Button(Button::Kind::Plain,
                       m_showsExact ? tr("Hide the block") : tr("Show the block it relies on"));
        exact->setObjectName(u"trustExact"_s);
        connect(exact, &Button::clicked, this, [this] {
            m_showsExact = !m_showsExact;
            rebuild();
        });
        column.addWidget(exact, 0, Qt::AlignLeft);
        if (m_showsExact) {
            column.addWidget(new CodeBlock(m_view.trustExact));
        }
    }
    column.addSpacing(px(20));
}

/// The adopted profile: its words, which a person may want to compare once more, and all of it.
void NetworkPage::addProfile(QVBoxLayout& column) {
    if (m_view.profile.isEmpty()) {
        return;
    }
    auto* renew = new Button(Button::Kind::Outlined, tr("Bring in a newer profile"));
    renew->setObjectName(u"bringProfile"_s);
    connect(renew, &Button::clicked, this, &NetworkPage::profileAsked);
    addSection(column, tr("The profile that this vault has adopted"), renew);
    column.addWidget(mutedText(m_view.profile.summary));
    column.addSpacing(px(8));
    addFingerprint(column, m_view.profile);
    auto* more = new Button(Button::Kind::Plain,
                            m_showsProfile ? tr("Hide what it says") : tr("Show all that it says"));
    more->setObjectName(u"profileExact"_s);
    connect(more, &Button::clicked, this, [this] {
        m_showsProfile = !m_showsProfile;
        rebuild();
    });
    column.addWidget(more, 0, Qt::AlignLeft);
    if (m_showsProfile) {
        addProfileFacts(column, m_view.profile);
        column.addSpacing(px(8));
        addOrganisations(column, m_view.profile);
        column.addSpacing(px(8));
        column.addWidget(new CodeBlock(m_view.profile.exact));
    }
    column.addSpacing(px(20));
}

} // namespace consentry::ui
