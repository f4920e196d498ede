#include "ui/pages/see_as_page.h"

#include "ui/models/format.h"
#include "ui/pages/health_row_painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice_list.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/virtual_list.h"

#include <QKeyEvent>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

class SeenRowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const auto view = index.data(SeenAsModel::rowRole).value<SeenAsModel::Row>();
        const QRectF row(option.rect);
        const qreal inset = px(size::pageMargin);
        painter->save();
        mirrorFor(*painter, row, option.direction);
        const bool isFocused = (option.state & QStyle::State_HasFocus) &&
                               option.widget != nullptr && showsFocus(*option.widget);
        // Over what the view marks as selected: a heading is folded and unfolded, not chosen.
        painter->fillRect(
            row, color(option.state & QStyle::State_MouseOver ? Role::Sunken : Role::Canvas));
        const QRectF inside = row.adjusted(inset, 0, -inset, 0);
        if (view.isGroup) {
            paintGroup(*painter, inside, view);
        } else {
            paintHealthRow(*painter, inside.adjusted(px(36), 0, 0, 0), view.record,
                           RowState::LeftOut);
        }
        drawHairline(*painter, row.left() + inset, row.right() - inset, row.bottom() - 1,
                     color(Role::Line));
        if (isFocused) {
            drawFocusRing(*painter, row.adjusted(6, 2, -6, -2), px(size::controlRadius));
        }
        painter->restore();
    }

private:
    static void paintGroup(QPainter& painter, const QRectF& row, const SeenAsModel::Row& view) {
        const QFont bold = sansFont(TextSize::Body, TextWeight::Bold);
        const bool hasReason = !view.group.reason.isEmpty();
        const qreal top = row.center().y() - px(hasReason ? 22 : 12);
        const qreal s = px(size::icon);
        paintIcon(painter, QRectF(row.left(), top + px(2), s, s),
                  view.isUnfolded ? Icon::ChevronDown : Icon::ChevronRight, color(Role::Muted));
        paintIcon(painter, QRectF(row.left() + px(36), top + px(2), s, s),
                  HealthModel::icon(view.group.kind), color(Role::Primary));
        const qreal left = row.left() + px(72);
        const QString count = QString::number(view.count);
        const qreal countWidth = textWidth(count, bold) + 1;
        drawText(painter, QRectF(row.right() - countWidth, top, countWidth, px(24)), count, bold,
                 color(Role::Ink), Qt::AlignRight);
        drawText(painter, QRectF(left, top, row.right() - countWidth - px(16) - left, px(24)),
                 view.group.name, bold, color(Role::Ink));
        if (hasReason) {
            drawText(painter, QRectF(left, top + px(24), row.right() - left, px(20)),
                     view.group.reason, sansFont(TextSize::Caption), color(Role::Muted));
        }
    }
};

} // namespace

SeeAsPage::SeeAsPage(QWidget* parent)
    : Page(parent, Scroll::None), m_model(new SeenAsModel(this)) {}

void SeeAsPage::setView(const SeenAsView& view) {
    m_view = view;
    m_part = view.considered == SeenAsView::Considered::Nothing ? Sees : Change;
    rebuild();
    if (isVisible() && m_list != nullptr) {
        m_list->setFocus(Qt::OtherFocusReason);
    }
}

void SeeAsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_list != nullptr) {
        m_list->setFocus(Qt::OtherFocusReason);
    }
}

void SeeAsPage::setPeople(const QList<ChoiceView>& people) {
    m_view.people = people;
    rebuild();
    if (auto* field = findChild<QWidget*>(u"viewerFilter"_s)) {
        field->setFocus(Qt::OtherFocusReason);
    }
}

void SeeAsPage::build(QVBoxLayout& column) {
    m_list = nullptr;
    m_lead = nullptr;
    m_empty = nullptr;
    column.setContentsMargins(0, 0, 0, 0);
    auto* contents = new QWidget;
    auto* parts = new QVBoxLayout(contents);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(0);
    auto* top = new QWidget;
    auto* head = new QVBoxLayout(top);
    head->setContentsMargins(px(size::pageMargin), px(28), px(size::pageMargin), 0);
    head->setSpacing(0);
    parts->addWidget(top);
    auto* back = new Button(Button::Kind::Outlined, tr("Back"), nullptr, Icon::ArrowLeft);
    back->setObjectName(u"back"_s);
    connect(back, &Button::clicked, this, &SeeAsPage::backAsked);
    if (!m_view.people.isEmpty()) {
        addHead(*head, tr("See my record as somebody else"),
                mutedText(tr("Choose whose eyes. Nothing is sent, nobody is told.")), {back});
        buildChoice(*head);
        parts->addStretch(1);
        column.addWidget(scrollWhenLow(contents), 1);
        return;
    }
    auto* other = new Button(Button::Kind::Outlined, tr("Somebody else"), nullptr, Icon::Person);
    other->setObjectName(u"somebodyElse"_s);
    connect(other, &Button::clicked, this, &SeeAsPage::chooseAsked);
    addHead(*head, tr("My record, as seen by %1").arg(m_view.who),
            mutedText(m_view.whereFrom.isEmpty() ? tr("Nothing is sent, nobody is told.")
                                                 : m_view.whereFrom),
            {other, back});
    buildList(*head);
    m_list = new VirtualList(tr("Records by kind"));
    m_list->setObjectName(u"seenList"_s);
    m_list->setItemDelegate(new SeenRowDelegate(m_list));
    m_list->setModel(m_model);
    connect(m_list, &VirtualList::rowActivated, this, [this](int row) {
        if (const QString record = m_model->activate(row); !record.isEmpty()) {
            emit recordAsked(record);
        }
    });
    parts->addWidget(m_list, 1);
    m_empty = new EmptyState(QString());
    parts->addWidget(m_empty, 1);
    column.addWidget(scrollWhenLow(contents), 1);
    showPart();
}

void SeeAsPage::buildChoice(QVBoxLayout& column) {
    auto* list = new ChoiceList(u"viewer"_s, tr("Search by name, role or organisation"));
    list->setChoices(m_view.people, m_view.whoId);
    connect(list, &ChoiceList::chosen, this, &SeeAsPage::whoChosen);
    column.addWidget(list);
}

void SeeAsPage::buildList(QVBoxLayout& column) {
    auto* tabs = new FilterChips(nullptr, FilterChips::Look::Tabs);
    tabs->setObjectName(u"parts"_s);
    QList<FilterChips::Chip> chips;
    if (m_view.considered != SeenAsView::Considered::Nothing) {
        chips << FilterChips::Chip{
            Change, tr("Would change"), m_view.appear + m_view.vanish, {}, 0};
    }
    chips << FilterChips::Chip{Sees, tr("Sees now"), m_view.visible, {}, 0}
          << FilterChips::Chip{Hidden, tr("Hidden"), m_view.hidden, {}, 0}
          << FilterChips::Chip{Emergency, tr("In an emergency"), m_view.inEmergency, {}, 0};
    tabs->setChips(chips, m_part);
    connect(tabs, &FilterChips::currentChanged, this, [this](int part) {
        m_part = static_cast<Part>(part);
        showPart();
    });
    column.addWidget(tabs);
    column.addSpacing(px(8));
    m_lead = mutedText(QString());
    column.addWidget(m_lead);
    column.addSpacing(px(8));
}

void SeeAsPage::showPart() {
    const QList<SeenGroup>& groups = m_part == Sees        ? m_view.visibleGroups
                                     : m_part == Hidden    ? m_view.hiddenGroups
                                     : m_part == Emergency ? m_view.emergencyGroups
                                                           : m_view.changeGroups;
    m_model->setGroups(groups, m_view.records);
    m_lead->setWords(leadOf(m_part));
    m_list->setVisible(!groups.isEmpty());
    m_empty->setVisible(groups.isEmpty());
    m_empty->setSentence(nothingIn(m_part));
    if (!groups.isEmpty()) {
        m_list->setCurrentIndex(m_model->index(0));
    }
}

QString SeeAsPage::leadOf(Part part) const {
    switch (part) {
    case Sees:
        if (m_view.grants == 0) {
            return tr("No grant of yours names them.");
        }
        return tr("By %n grants of yours. Hospitals may hold more records than this vault.",
                  nullptr, m_view.grants) +
               (m_view.visibleMarked == 0
                    ? QString()
                    : u' ' + tr("%n of these carry a mark of yours, which hides nothing: only "
                                "this wallet knows it. To hide a kind, set a rule.",
                                nullptr, m_view.visibleMarked));
    case Hidden:
        return tr("Each kind with the rule that keeps it so.");
    case Emergency:
        return m_view.noEmergency.isEmpty()
                   ? tr("Only while an emergency is open, with a reason. You are told at once.")
                   : m_view.noEmergency;
    case Change:
        break;
    }
    return m_view.considered == SeenAsView::Considered::Signing
               ? tr("Once you have signed this grant and it is proven.")
               : tr("Once you have revoked this grant and that is proven.");
}

QString SeeAsPage::nothingIn(Part part) const {
    switch (part) {
    case Sees:
        return tr("Nothing of your record is open to %1 now.").arg(m_view.who);
    case Hidden:
        return tr("Nothing in this vault is hidden.");
    case Emergency:
        return tr("Nothing would open.");
    case Change:
        break;
    }
    return tr("Nothing would change: other grants open the same, or the grant opens no record in "
              "this vault.");
}

void SeeAsPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        emit backAsked();
        return;
    }
    Page::keyPressEvent(event);
}

} // namespace consentry::ui
