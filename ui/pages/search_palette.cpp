#include "ui/pages/search_palette.h"

#include "ui/models/search_list_model.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/virtual_list.h"

#include <QApplication>
#include <QKeyEvent>
#include <QStyledItemDelegate>

#include <cstdlib>
#include <utility>

namespace consentry::ui {
namespace {

constexpr int widthMax = 680;
constexpr int edge = 24;
constexpr int topGap = 64;
constexpr int headingHeight = 36;
constexpr int rowsPerPage = 5;

class HitDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        const QRectF row(option.rect);
        mirrorFor(*painter, row, option.direction);
        painter->fillRect(row, color(Role::Surface)); // over what the view marks as selected
        const QVariant data = index.data(SearchListModel::hitRole);
        if (data.isValid()) {
            paintHit(*painter, option, data.value<SearchHit>());
        } else {
            drawText(
                *painter,
                QRectF(row.left() + px(12), row.bottom() - px(28), row.width() - px(24), px(24)),
                index.data().toString(), sansFont(TextSize::Caption, TextWeight::Bold),
                color(Role::Muted));
        }
        painter->restore();
    }

private:
    static void paintHit(QPainter& painter, const QStyleOptionViewItem& option,
                         const SearchHit& hit) {
        const QRectF row(option.rect);
        const QRectF box = row.adjusted(2, 1, -2, -1);
        const bool isCurrent = option.state & QStyle::State_Selected;
        if (isCurrent) {
            drawChosen(painter, box, px(size::controlRadius));
        } else if (option.state & QStyle::State_MouseOver) {
            drawBox(painter, box, px(size::controlRadius), color(Role::Sunken), QColor());
        }
        const qreal s = px(size::icon);
        paintIcon(painter, QRectF(row.left() + px(12), row.center().y() - s / 2, s, s), hit.icon,
                  color(isCurrent ? Role::Primary : Role::Muted));
        const qreal left = row.left() + px(44);
        const qreal width = row.right() - px(12) - left;
        const bool isAlone = hit.facts.isEmpty();
        const qreal top = row.center().y() - px(isAlone ? 12 : 22);
        drawText(painter, QRectF(left, top, width, px(24)), hit.title,
                 sansFont(TextSize::Body, TextWeight::Bold), color(Role::Ink));
        if (!isAlone) {
            drawText(painter, QRectF(left, top + px(24), width, px(20)), joinFacts(hit.facts),
                     sansFont(TextSize::Caption), color(Role::Muted));
        }
    }
};

} // namespace

SearchPalette::SearchPalette(QWidget& window)
    : Overlay(window), m_model(new SearchListModel(this)) {
    setObjectName(QStringLiteral("searchPalette"));
}

/// Made when it is first needed, and anew in another language or text size.
void SearchPalette::build() {
    delete m_card;
    m_card = new Card(this);
    QVBoxLayout& column = m_card->column();
    m_card->layout()->setContentsMargins(px(12), px(12), px(12), px(10));
    column.setSpacing(px(4));
    m_field = new SearchField(tr("Search records, people, pages, and what you can do"));
    m_field->setObjectName(QStringLiteral("searchAll"));
    m_field->setMaxLength(searchTextMax);
    m_field->installEventFilter(this);
    column.addWidget(m_field);
    m_count = new Text(QString(), TextSize::Caption, Role::Muted);
    m_count->setObjectName(QStringLiteral("searchCount"));
    column.addWidget(m_count);
    m_list = new VirtualList(tr("What was found"));
    m_list->setObjectName(QStringLiteral("searchList"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new HitDelegate(m_list));
    m_list->setModel(m_model);
    column.addWidget(m_list, 1);
    m_keys =
        new Text(tr("Up and Down choose, Enter opens, Esc closes"), TextSize::Caption, Role::Muted);
    column.addWidget(m_keys);
    connect(m_field, &QLineEdit::textChanged, this, &SearchPalette::ask);
    connect(m_list, &VirtualList::rowActivated, this, &SearchPalette::choose);
    setAccessibleName(tr("Search everything"));
}

void SearchPalette::open() {
    if (isOpen()) {
        m_field->setFocus(Qt::ShortcutFocusReason);
        m_field->selectAll();
        return;
    }
    build();
    m_hasAnswer = false;
    showOver();
    m_field->setFocus(Qt::ShortcutFocusReason);
    ask({});
}

void SearchPalette::forget() {
    m_text.clear();
    m_answered.clear();
    m_hasAnswer = false;
    m_choosesAnswer = false;
    m_model->setHits({});
    m_field->clear();
}

void SearchPalette::ask(const QString& text) {
    if (!isOpen()) {
        return;
    }
    m_text = text;
    m_choosesAnswer = false;
    m_hasMoved = false;
    emit asked(text);
}

void SearchPalette::setAnswer(const QString& text, const QList<SearchHit>& hits) {
    if (!isOpen() || text != m_text) {
        return;
    }
    m_answered = text;
    m_hasAnswer = true;
    const SearchHit chosen = m_hasMoved ? current() : SearchHit();
    m_model->setHits(hits);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        // A heading is lower than what stands under it.
        m_list->QTableView::setRowHeight(row,
                                         px(m_model->isHeading(row) ? headingHeight : size::row));
    }
    const int again = m_model->rowOf(chosen);
    m_list->setCurrentIndex(m_model->index(again >= 0 ? again : m_model->nextHit(-1, 1)));
    showCount();
    place();
    m_card->layout()->activate();
    if (again >= 0) {
        m_list->scrollTo(m_list->currentIndex());
    } else {
        m_list->scrollToTop(); // to the first heading too
    }
    tellCurrent(true);
    if (std::exchange(m_choosesAnswer, false)) {
        chooseCurrent();
    }
}

void SearchPalette::showCount() {
    const int count = m_model->hitCount();
    if (count > 0) {
        m_count->setWords(m_answered.trimmed().isEmpty() ? tr("Where you can go")
                          : m_model->hasMore() ? tr("%n shown, and there are more", nullptr, count)
                                               : tr("%n found", nullptr, count));
    } else {
        m_count->setWords(tr("Nothing fits “%1”. Try fewer letters or another word. New records "
                             "come in by “Import "
                             "a file” in My health.")
                              .arg(m_answered.simplified()));
    }
}

QString SearchPalette::currentWords() const {
    return m_list->currentIndex().data(Qt::AccessibleTextRole).toString();
}

void SearchPalette::tellCurrent(bool withCount) {
    QStringList said;
    if (withCount || m_model->hitCount() == 0) {
        said << m_count->plainWords();
    }
    said << currentWords();
    said.removeAll(QString());
    m_count->setAccessibleName(said.join(tr(". ")));
    tellAlert(*m_count);
}

bool SearchPalette::onKey(int key) {
    switch (key) {
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_PageUp:
        move(-rowsPerPage);
        return true;
    case Qt::Key_PageDown:
        move(rowsPerPage);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        // What was moved to is what is meant, whatever the newest answer will be.
        if (m_hasAnswer && (m_answered == m_text || m_hasMoved)) {
            chooseCurrent();
        } else {
            m_choosesAnswer = true;
        }
        return true;
    default:
        return false;
    }
}

/// From the last one Down leads to the first, and back.
void SearchPalette::move(int step) {
    if (m_model->hitCount() == 0) {
        return;
    }
    const int before = m_list->currentIndex().row();
    int row = before;
    for (int i = 0; i < std::abs(step); ++i) {
        row = m_model->nextHit(row, step > 0 ? 1 : -1);
    }
    if (row == before) {
        row = step > 0 ? m_model->nextHit(-1, 1) : m_model->nextHit(m_model->rowCount(), -1);
    }
    // The heading of the first one stays in sight.
    if (row > 0 && m_model->isHeading(row - 1)) {
        m_list->scrollTo(m_model->index(row - 1));
    }
    m_list->setCurrentIndex(m_model->index(row));
    m_list->scrollTo(m_model->index(row));
    m_hasMoved = true;
    tellCurrent(false);
}

SearchHit SearchPalette::current() const {
    return m_list->currentIndex().data(SearchListModel::hitRole).value<SearchHit>();
}

void SearchPalette::chooseCurrent() {
    if (m_list->currentIndex().isValid()) {
        choose(m_list->currentIndex().row());
    }
}

void SearchPalette::choose(int row) {
    const QVariant found = m_model->index(row).data(SearchListModel::hitRole);
    if (!found.isValid()) {
        return;
    }
    const SearchHit hit = found.value<SearchHit>();
    dismiss();
    emit chosen(hit);
}

bool SearchPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        return onKey(static_cast<QKeyEvent*>(event)->key());
    }
    return Overlay::eventFilter(watched, event);
}

/// Tab moves among what was found.
bool SearchPalette::focusNextPrevChild(bool next) {
    if (isOpen()) {
        move(next ? 1 : -1);
    }
    return true;
}

const QWidget* SearchPalette::panel() const {
    return m_card;
}

/// As high as what was found, and never higher than the window.
void SearchPalette::place() {
    const int width = qMin(px(widthMax), this->width() - 2 * px(edge));
    const int top = qMin(px(topGap), height() / 12);
    int rows = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        rows += px(m_model->isHeading(row) ? headingHeight : size::row);
    }
    m_list->setVisible(rows > 0);
    const int spacing = m_card->column().spacing();
    const QMargins margins = m_card->layout()->contentsMargins();
    const int inner = width - margins.left() - margins.right();
    const int others = margins.top() + margins.bottom() + m_field->sizeHint().height() +
                       m_count->heightForWidth(inner) + m_keys->heightForWidth(inner) + 3 * spacing;
    m_card->setGeometry((this->width() - width) / 2, top, width,
                        qMin(others + rows, height() - top - px(edge)));
}

} // namespace consentry::ui
