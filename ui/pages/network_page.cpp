#include "ui/pages/network_page.h"

#include "ui/models/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {
// Beyond this the wallet warns (design §5).
constexpr qint64 clockWarningMs = 10'000;
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
    if (qAbs(m_view.clockDifferenceMs) > clockWarningMs) {
        column.addWidget(
            new Banner(Banner::Tone::Warn,
                       tr("This computer's clock and the network's differ by %n seconds. The "
                          "network's time decides.",
                          nullptr, static_cast<int>(qAbs(m_view.clockDifferenceMs) / 1000))));
        column.addSpacing(px(16));
    }
    auto* card = new Card;
    const auto fact = [card](const QString& label, const QString& value,
                             const QString& detail = {}) {
        card->column().addWidget(new FactRow(label, value, detail, nullptr, labelWidth));
    };
    fact(tr("Verified up to"),
         m_view.height > 0 ? tr("block %1").arg(Format::number(m_view.height)) : tr("nothing yet"),
         m_view.headTime.isValid() ? Format::moment(m_view.headTime, m_view.today) : QString());
    fact(tr("Second opinion from"), m_view.witness.isEmpty() ? tr("nobody") : m_view.witness);
    fact(tr("Engine"), m_view.engine);
    fact(tr("Chain"), m_view.chainId);
    column.addWidget(card);
    column.addSpacing(px(20));
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
        QString words = tr("not reachable");
        if (organisation.reachable) {
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

} // namespace consentry::ui
