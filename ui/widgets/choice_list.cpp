#include "ui/widgets/choice_list.h"

#include "ui/widgets/rows.h"
#include "ui/widgets/virtual_list.h"

#include <QCoreApplication>
#include <QScrollBar>
#include <QStyledItemDelegate>

namespace consentry::ui {
namespace {

// Half a row more than whole ones: one sees that there are others.
constexpr double rowsInView = 5.5;

/// A row looks like a radio button with its detail below; a heading like those of the log.
class ChoiceDelegate : public QStyledItemDelegate {
public:
    ChoiceDelegate(const ChoiceListModel& model, const QWidget& field, QObject* parent)
        : QStyledItemDelegate(parent), m_model(model), m_field(field) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        const QRectF row(option.rect);
        mirrorFor(*painter, row, option.direction);
        const QVariant data = index.data(ChoiceListModel::choiceRole);
        if (data.isValid()) {
            paintChoice(*painter, option, data.value<ChoiceView>());
        } else {
            paintHeading(*painter, row, index.data().toString());
        }
        painter->restore();
    }

private:
    static void paintHeading(QPainter& painter, const QRectF& row, const QString& words) {
        drawText(painter,
                 QRectF(row.left() + px(8), row.bottom() - px(30), row.width() - px(16), px(28)),
                 words, sansFont(TextSize::Caption, TextWeight::Bold), color(Role::Muted));
        drawHairline(painter, row.left(), row.right(), row.bottom() - 1, color(Role::Line));
    }

    void paintChoice(QPainter& painter, const QStyleOptionViewItem& option,
                     const ChoiceView& choice) const {
        const QRectF row(option.rect);
        const QRectF box = row.adjusted(2, 2, -2, -3);
        const bool isCurrent = option.state & (QStyle::State_Selected | QStyle::State_HasFocus);
        painter.fillRect(row, color(Role::Surface)); // over what the view marks as selected
        if (isCurrent && (m_field.hasFocus() || option.widget->hasFocus())) {
            drawBox(painter, box, px(size::controlRadius), color(Role::PrimarySoft), QColor());
        } else if (option.state & QStyle::State_MouseOver) {
            drawBox(painter, box, px(size::controlRadius), color(Role::Sunken), QColor());
        }
        QStyleOptionButton dot;
        const int side = px(size::icon);
        dot.rect =
            QRect(option.rect.left() + px(8), option.rect.center().y() - side / 2, side, side);
        dot.state = QStyle::State_Enabled |
                    (choice.id == m_model.current() ? QStyle::State_On : QStyle::State_Off);
        option.widget->style()->drawPrimitive(QStyle::PE_IndicatorRadioButton, &dot, &painter);
        paintWords(painter, row.adjusted(px(8 + 10) + side, 0, -px(8), 0), choice);
        drawHairline(painter, row.left(), row.right(), row.bottom() - 1, color(Role::Line));
        if (isCurrent && showsFocus(*option.widget)) {
            drawFocusRing(painter, box, px(size::controlRadius));
        }
    }

    static void paintWords(QPainter& painter, const QRectF& room, const ChoiceView& choice) {
        const bool isAlone = choice.detail.isEmpty();
        const qreal top = room.center().y() - px(isAlone ? 12 : 22);
        drawText(painter, QRectF(room.left(), top, room.width(), px(24)), choice.title,
                 sansFont(TextSize::Body), color(Role::Ink));
        if (!isAlone) {
            drawText(painter, QRectF(room.left(), top + px(24), room.width(), px(20)),
                     choice.detail, sansFont(TextSize::Caption), color(Role::Muted));
        }
    }

    const ChoiceListModel& m_model;
    const QWidget& m_field;
};

} // namespace

ChoiceList::ChoiceList(const QString& name, const QString& placeholder, QWidget* parent)
    : QWidget(parent), m_model(new ChoiceListModel(this)), m_field(new SearchField(placeholder)),
      m_count(new Text(QString(), TextSize::Caption, Role::Muted)),
      m_list(new VirtualList(tr("What fits"))) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, px(4), 0, px(4));
    column->setSpacing(px(4));
    column->addWidget(m_field);
    column->addWidget(m_count);
    column->addWidget(m_list);
    m_field->setObjectName(name + QStringLiteral("Filter"));
    m_list->setObjectName(name + QStringLiteral("List"));
    m_field->installEventFilter(this);
    m_list->setItemDelegate(new ChoiceDelegate(*m_model, *m_field, m_list));
    m_list->setModel(m_model);
    connect(m_field, &QLineEdit::textEdited, this, [this](const QString& text) {
        narrow(text);
        tellAlert(*m_count);
        emit filterChanged(text);
    });
    connect(m_list, &VirtualList::rowActivated, this, &ChoiceList::choose);
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, this, &ChoiceList::scrolled);
}

void ChoiceList::setChoices(const QList<ChoiceView>& choices, const QString& current) {
    m_all = static_cast<int>(choices.size());
    m_model->setChoices(choices, current);
    m_list->setFixedHeight(static_cast<int>(rowsInView * px(size::row)));
    showCount();
    if (const int row = m_model->rowOf(current); row >= 0) {
        m_list->setCurrentIndex(m_model->index(row));
        setScrolled(row * px(size::row) - (m_list->height() - px(size::row)) / 2);
    }
}

void ChoiceList::setFilter(const QString& text) {
    m_field->setText(text);
    narrow(text);
}

void ChoiceList::setScrolled(int pixels) {
    m_list->doItemsLayout(); // before it is shown the scroll bar knows no range
    m_list->verticalScrollBar()->setValue(pixels);
}

void ChoiceList::narrow(const QString& text) {
    m_model->setFilter(text);
    showCount();
    const int chosen = m_model->rowOf(m_model->current());
    m_list->setCurrentIndex(m_model->index(chosen >= 0 ? chosen : m_model->firstChoice()));
}

void ChoiceList::showCount() {
    const int shown = m_model->shown();
    m_count->setWords(shown == 0       ? tr("Nobody fits. Type less, or another part of the name.")
                      : shown == m_all ? tr("%n to choose from", nullptr, shown)
                                       : tr("%n fit", nullptr, shown));
}

void ChoiceList::choose(int row) {
    const QVariant choice = m_model->index(row).data(ChoiceListModel::choiceRole);
    if (choice.isValid()) {
        emit chosen(choice.value<ChoiceView>().id);
    }
}

bool ChoiceList::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_field || event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    default:
        return false;
    }
}

} // namespace consentry::ui
