#include "ui/pages/revoke_many_page.h"

#include "ui/models/revoke_list_model.h"
#include "ui/style/icons.h"
#include "ui/style/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/virtual_list.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

using State = RevokeRowView::State;
using Stage = RevokeManyView::Stage;

/// So many are named; the others are counted.
constexpr int namesMax = 8;
constexpr int sideInset = 16;
constexpr int markRoom = 26;
constexpr int stackedRow = 80;

struct Look {
    Icon icon;
    Role role;
    bool stands; ///< bold: what the person has to see
};

Look lookOf(State state) {
    switch (state) {
    case State::Standing:
        return {Icon::None, Role::Muted, false};
    case State::Signed:
    case State::Sent:
    case State::InBlock:
        return {Icon::Clock, Role::Muted, false};
    case State::Stopped:
    case State::OverBefore:
        return {Icon::Check, Role::Good, false};
    case State::Waiting:
        return {Icon::Clock, Role::Warn, true};
    case State::Refused:
        return {Icon::Refusal, Role::Danger, true};
    }
    return {Icon::None, Role::Muted, false};
}

/// Who and what; at the right, or below where that is narrow, how far it is.
class RevokeRowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void measure(const QList<RevokeRowView>& rows) {
        m_words = 0;
        m_state = 0;
        for (const RevokeRowView& row : rows) {
            m_words =
                std::max({m_words, textWidth(row.who, sansFont(TextSize::Body, TextWeight::Bold)),
                          textWidth(second(row), sansFont(TextSize::Caption))});
            m_state = std::max(m_state, textWidth(RevokeListModel::stateText(row),
                                                  sansFont(TextSize::Body, TextWeight::Bold)));
        }
        m_state += px(markRoom + 4);
    }
    bool isStacked(int width) const { return m_words + m_state + px(2 * sideInset + 24) > width; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const RevokeRowView view = index.data(RevokeListModel::rowRole).value<RevokeRowView>();
        const QRectF row(option.rect);
        const bool stacked = isStacked(option.rect.width());
        const QRectF inner = row.adjusted(px(sideInset), px(6), -px(sideInset), 0);
        const qreal words = stacked ? inner.width() : inner.width() - m_state - px(24);
        painter->save();
        mirrorFor(*painter, row, option.direction);
        drawText(*painter, QRectF(inner.left(), inner.top(), words, px(24)), view.who,
                 sansFont(TextSize::Body, TextWeight::Bold),
                 color(view.isOver() ? Role::Muted : Role::Ink));
        drawText(*painter, QRectF(inner.left(), inner.top() + px(24), words, px(20)), second(view),
                 sansFont(TextSize::Caption), color(Role::Muted));
        drawState(*painter,
                  stacked ? QRectF(inner.left(), inner.top() + px(46), inner.width(), px(24))
                          : QRectF(inner.right() - m_state, inner.top(), m_state, px(44)),
                  view);
        if (index.row() > 0) {
            drawHairline(*painter, inner.left(), inner.right(), row.top(), color(Role::Line));
        }
        if (option.state & QStyle::State_HasFocus && option.widget != nullptr &&
            showsFocus(*option.widget)) {
            drawFocusRing(*painter, row.adjusted(3, 3, -3, -3), px(size::controlRadius));
        }
        painter->restore();
    }

private:
    static const QString& second(const RevokeRowView& row) {
        return row.problem.isEmpty() ? row.what : row.problem;
    }

    void drawState(QPainter& painter, const QRectF& place, const RevokeRowView& view) const {
        const Look look = lookOf(view.state);
        const qreal s = px(18);
        qreal left = place.left();
        if (look.icon != Icon::None) {
            paintIcon(painter, QRectF(left, place.center().y() - s / 2, s, s), look.icon,
                      color(look.role));
            left += px(markRoom);
        }
        drawText(painter, QRectF(left, place.top(), place.right() - left, place.height()),
                 RevokeListModel::stateText(view),
                 sansFont(TextSize::Body, look.stands ? TextWeight::Bold : TextWeight::Regular),
                 color(look.role));
    }

    qreal m_words = 0;
    qreal m_state = 0;
};

/// As high as its rows, which grow where its width asks for it.
class RevokeList : public VirtualList {
public:
    RevokeList(const QString& name, RevokeListModel* model) : VirtualList(name) {
        m_delegate = new RevokeRowDelegate(this);
        m_delegate->measure(model->rows());
        setItemDelegate(m_delegate);
        setModel(model);
        setFitsContents();
    }

protected:
    void resizeEvent(QResizeEvent* event) override {
        const int wanted = px(m_delegate->isStacked(width()) ? stackedRow : size::row);
        if (wanted != verticalHeader()->defaultSectionSize()) {
            setRowHeight(wanted);
        }
        VirtualList::resizeEvent(event);
    }

private:
    RevokeRowDelegate* m_delegate;
};

void addRow(QVBoxLayout& column, Icon icon, const QString& title, const QString& detail) {
    column.addWidget(new ListRow(title, detail, new Symbol(icon, Role::Primary), nullptr,
                                 TextSize::Body, TextWeight::Regular));
    column.addWidget(new Rule);
}

} // namespace

RevokeManyPage::RevokeManyPage(QWidget* parent)
    : DecisionPage(parent), m_model(new RevokeListModel(this)) {}

void RevokeManyPage::setView(const RevokeManyView& view) {
    m_view = view;
    m_model->setRows(view.rows);
    showStage();
    // A key that is held down does not go on to what is offered next.
    auto* done = findChild<Button*>(u"done"_s);
    auto* again = findChild<Button*>(u"revokeNow"_s);
    if (done != nullptr && again != nullptr && again->hasFocus()) {
        done->setFocus(Qt::OtherFocusReason);
    }
}

QString RevokeManyPage::title() const {
    const int count = static_cast<int>(m_view.rows.size());
    if (m_view.stage == Stage::Running) {
        return tr("Stopping %n grants", nullptr, count);
    }
    if (m_view.stage == Stage::Ended) {
        return m_view.remaining() == 0 ? tr("All %n have ended", nullptr, count)
                                       : tr("%1 of %2 have ended").arg(m_view.over()).arg(count);
    }
    switch (m_view.choice.what) {
    case RevokeChoice::What::Organization:
        return tr("Stop everything for %1?").arg(m_view.choice.organizationName);
    case RevokeChoice::What::Everything:
        return tr("Stop everything that anybody may see?");
    case RevokeChoice::What::Marked:
        break;
    }
    return tr("Stop these %n grants?", nullptr, count);
}

QString RevokeManyPage::lead() const {
    switch (m_view.stage) {
    case Stage::Review:
        return tr("It goes at once and cannot be undone. You can write new grants later.");
    case Stage::Running:
        return tr("Each holds from its block on. Until then it is pending. You can leave this "
                  "page, and close the program: it goes on by itself.");
    case Stage::Ended:
        break;
    }
    return m_view.remaining() == 0
               ? tr("No hospital releases anything on these grants any more. This computer has "
                    "checked the proof.")
               : tr("Beside each stands what became of it.");
}

void RevokeManyPage::build(QVBoxLayout& column) {
    addHead(column, title(), mutedText(lead()));
    if (m_view.rows.isEmpty()) {
        column.addWidget(new EmptyState(tr("None of these grants is open any more.")));
        column.addStretch(1);
        return;
    }
    addOutcome(column);
    if (m_view.stage == Stage::Review) {
        addConsequences(column);
        column.addSpacing(px(24));
        column.addWidget(
            new Text(tr("Who loses what"), TextSize::TaskTitle, Role::Ink, TextWeight::Bold));
        column.addSpacing(px(6));
    }
    auto* card = new Card;
    card->layout()->setContentsMargins(0, 0, 0, 0);
    auto* list = new RevokeList(tr("Grants that are stopped"), m_model);
    list->setObjectName(u"revokeList"_s);
    card->column().addWidget(list);
    column.addWidget(card);
    column.addStretch(1);
}

void RevokeManyPage::addOutcome(QVBoxLayout& column) const {
    if (m_view.stage != Stage::Ended || m_view.remaining() == 0) {
        return;
    }
    const auto count = [this](State state) {
        return static_cast<int>(
            std::count_if(m_view.rows.begin(), m_view.rows.end(),
                          [state](const RevokeRowView& row) { return row.state == state; }));
    };
    if (const int refused = count(State::Refused); refused > 0) {
        column.addWidget(new Banner(
            Banner::Tone::Danger,
            tr("%n grants were not stopped and still hold. The list says which, and why.", nullptr,
               refused)));
        column.addSpacing(px(8));
    }
    if (const int waiting = count(State::Waiting); waiting > 0) {
        column.addWidget(new Banner(
            Banner::Tone::Warn,
            tr("%n wait: you have signed, and it is kept. It goes on by itself as soon as the "
               "network answers, also at the next start. Until then these grants still hold.",
               nullptr, waiting)));
        column.addSpacing(px(8));
    }
    if (!m_view.problem.isEmpty()) {
        column.addWidget(mutedText(m_view.problem));
        column.addSpacing(px(8));
    }
}

void RevokeManyPage::addConsequences(QVBoxLayout& column) const {
    column.addWidget(
        new Text(tr("What happens"), TextSize::TaskTitle, Role::Ink, TextWeight::Bold));
    column.addSpacing(px(6));
    column.addWidget(new Rule);
    const int told = static_cast<int>(m_view.hospitals.size());
    addRow(column, Icon::Network,
           told > 0 ? tr("%n hospitals are told with that block, within seconds", nullptr, told)
                    : tr("Every member of the consortium is told with that block, within seconds"),
           QString());
    addRow(column, Icon::Eye,
           m_view.seenTimes == 0 ? tr("Nothing has been seen with these grants")
                                 : tr("Seen %n times so far", nullptr, m_view.seenTimes),
           m_view.seenTimes == 0 ? QString() : tr("What was seen cannot be unseen."));
    if (m_view.copyKeepers.isEmpty()) {
        addRow(column, Icon::Document, tr("Nobody was given a copy to keep"), QString());
        return;
    }
    QString names = m_view.copyKeepers.mid(0, namesMax).join(tr(", "));
    const int more = static_cast<int>(m_view.copyKeepers.size()) - namesMax;
    if (more > 0) {
        names = tr("%1 and %n more", nullptr, more).arg(names);
    }
    addRow(column, Icon::Document, tr("May have kept a copy: %1").arg(names),
           tr("The grants allowed it. Revoking does not reach what was kept."));
}

QWidget* RevokeManyPage::buildFooter() {
    auto* bar = new PageBar(PageBar::Place::Bottom, maxWidth());
    const int remaining = m_view.remaining();
    const bool review = m_view.stage == Stage::Review;
    if (review) {
        auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
        back->setObjectName(u"back"_s);
        connect(back, &Button::clicked, this, &RevokeManyPage::backAsked);
        bar->row().addWidget(back);
    } else {
        auto* done = new Button(
            Button::Kind::Outlined,
            m_view.stage == Stage::Ended && remaining == 0 ? tr("Done") : tr("Leave this page"));
        done->setObjectName(u"done"_s);
        connect(done, &Button::clicked, this, &RevokeManyPage::doneAsked);
        bar->row().addWidget(done);
    }
    bar->row().addStretch(1);
    if ((review || m_view.stage == Stage::Ended) && remaining > 0) {
        auto* revoke = new Button(Button::Kind::Danger,
                                  review ? tr("Stop all %n now", nullptr, remaining)
                                         : tr("Go on with these %n", nullptr, remaining));
        revoke->setObjectName(u"revokeNow"_s);
        connect(revoke, &Button::clicked, this, [this] {
            QStringList ids;
            for (const RevokeRowView& row : std::as_const(m_view.rows)) {
                if (!row.isOver()) {
                    ids << row.id;
                }
            }
            emit revokeAsked(ids);
        });
        bar->row().addWidget(revoke);
    }
    return bar;
}

} // namespace consentry::ui
