#include "ui/widgets/rows.h"

#include "ui/widgets/button.h"
#include "ui/widgets/row_layout.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QStyle>
#include <QTimerEvent>

#include <algorithm>

namespace consentry::ui {
namespace {

constexpr int stackedStage = 40;

} // namespace

ListRow::ListRow(const QString& title, const QString& detail, QWidget* leading, QWidget* parent,
                 TextSize titleSize, TextWeight titleWeight)
    : QWidget(parent), m_row(new RowLayout(this)) {
    m_row->setContentsMargins(sided(0, px(10), size::focusRoom, px(10)));
    m_row->setSpacing(px(16));
    if (leading != nullptr) {
        m_row->setLeading(leading);
    }
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new Text(title, titleSize, Role::Ink, titleWeight));
    if (!detail.isEmpty()) {
        words->addWidget(new Text(detail, TextSize::Caption, Role::Muted));
    }
    m_row->setWords(words);
}

void ListRow::addTrailing(QWidget* widget) {
    m_row->addTrailing(widget);
}

void ListRow::addTrailing(const QString& words, TextWeight weight, Role role) {
    auto* text = new Text(words, TextSize::Body, role, weight);
    text->setSingleLine();
    text->setAlign(Qt::AlignRight);
    text->setMinimumWidth(text->sizeHint().width());
    addTrailing(text);
}

FactRow::FactRow(const QString& label, const QString& value, const QString& detail, QWidget* parent,
                 int labelWidth)
    : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, px(6), 0, px(6));
    row->setSpacing(px(6)); // a label may fill its width
    auto* name = new Text(label, TextSize::Caption, Role::Muted);
    name->setFixedWidth(px(labelWidth));
    name->setMinimumHeight(px(24));
    row->addWidget(name, 0, Qt::AlignTop);
    row->setAlignment(name, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new Text(value, TextSize::Body));
    if (!detail.isEmpty()) {
        words->addWidget(new Text(detail, TextSize::Caption, Role::Muted));
    }
    row->addLayout(words, 1);
}

SearchField::SearchField(const QString& placeholder, QWidget* parent) : QLineEdit(parent) {
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setFont(sansFont(TextSize::Body));
    setMinimumHeight(px(size::target));
    setTextMargins(sided(px(32), 0, px(8), 0));
}

// A placeholder that is cut says less than a short one; the whole stays the accessible name.
void SearchField::resizeEvent(QResizeEvent* event) {
    QLineEdit::resizeEvent(event);
    const QMargins inside = textMargins();
    const qreal room = width() - inside.left() - inside.right() - px(8);
    const QString whole = accessibleName();
    setPlaceholderText(textWidth(whole, font()) <= room ? whole : tr("Search"));
}

void SearchField::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    WidgetPainter painter(this);
    const qreal s = px(size::icon);
    paintIcon(painter, QRectF(px(10), (height() - s) / 2, s, s), Icon::Search, color(Role::Muted));
}

ProgressRow::ProgressRow(const QString& words, QWidget* parent)
    : QWidget(parent), m_words(new Text(words, TextSize::Body)),
      m_amount(new Text(QString(), TextSize::Caption, Role::Muted)),
      m_stop(new Button(Button::Kind::Outlined, tr("Stop"), nullptr, Icon::X)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(sided(0, px(4), size::focusRoom, px(14)));
    row->setSpacing(px(12));
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_words);
    column->addWidget(m_amount);
    row->addLayout(column, 1);
    row->addWidget(m_stop, 0, Qt::AlignVCenter);
    m_stop->setObjectName(QStringLiteral("stop"));
    m_stop->setAccessibleName(tr("Stop: %1").arg(words));
    connect(m_stop, &Button::clicked, this, &ProgressRow::cancelled);
    setAccessibleName(words);
}

QString ProgressRow::amount() const {
    if (m_total > 0) {
        const double share = qBound(0.0, double(m_done) / double(m_total), 1.0);
        return tr("%1 %").arg(QLocale().toString(static_cast<int>(share * 100)));
    }
    return m_done > 0 ? tr("%1 so far").arg(QLocale().toString(m_done)) : QString();
}

void ProgressRow::setProgress(qint64 done, qint64 total) {
    m_done = qMax<qint64>(0, done);
    m_total = total;
    m_amount->setWords(amount());
    if (const auto value = spokenValue()) {
        tellValueChanged(*this, *value);
    }
    update();
}

void ProgressRow::setStopping() {
    m_words->setWords(tr("Stopping …"));
    m_stop->hide();
}

std::optional<Spoken::Value> ProgressRow::spokenValue() const {
    if (m_total <= 0) {
        return std::nullopt;
    }
    return Value{double(qMin(m_done, m_total)), 0, double(m_total), amount()};
}

void ProgressRow::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    const QRectF rail(0, height() - px(8), width(), px(4));
    drawBox(painter, rail, rail.height() / 2, color(Role::Track), QColor());
    if (m_total > 0) {
        QRectF done = rail;
        done.setWidth(rail.width() * qBound(0.0, double(m_done) / double(m_total), 1.0));
        drawBox(painter, done, rail.height() / 2, color(Role::Primary), QColor());
        return;
    }
    painter.setClipRect(rail);
    painter.setPen(QPen(color(Role::Primary), px(3)));
    for (qreal x = -rail.height(); x < rail.width(); x += px(16)) {
        painter.drawLine(QPointF(x, rail.bottom() + 2), QPointF(x + px(8), rail.top() - 2));
    }
}

StageStepper::StageStepper(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setStage(Stage::None, 0);
}

QStringList StageStepper::words() const {
    return {tr("Signed"), tr("Sent"),
            m_block > 0 ? tr("In block %1").arg(QLocale().toString(m_block)) : tr("In a block"),
            tr("Proven")};
}

void StageStepper::setStage(Stage reached, qint64 block, bool failed) {
    m_reached = reached;
    m_block = block;
    m_failed = failed;
    const int done = static_cast<int>(reached);
    setAccessibleName(done == 0 ? tr("Not signed yet")
                      : failed  ? tr("Stopped after: %1").arg(words().at(done - 1))
                                : words().at(done - 1));
    update();
}

int StageStepper::spokenItemCount() const {
    return static_cast<int>(words().size());
}

Spoken::Item StageStepper::spokenItem(int index) const {
    const int done = static_cast<int>(m_reached);
    const QString word = words().at(index);
    return {index < done                ? tr("%1: done").arg(word)
            : index > done              ? tr("%1: not yet").arg(word)
            : m_failed && index == done ? tr("%1: failed").arg(word)
                                        : tr("%1: under way").arg(word),
            QStyle::visualRect(layoutDirection(), rect(), cellOf(index).toRect()),
            QAccessible::ListItem, index == done};
}

// Side by side while every word fits under its circle, else one below the other.
bool StageStepper::isStacked(int width) const {
    const QFont bold = sansFont(TextSize::Caption, TextWeight::Bold);
    const auto names = words();
    return std::any_of(names.begin(), names.end(), [&](const QString& name) {
        return textWidth(name, bold) > width / qreal(names.size()) - px(4);
    });
}

int StageStepper::heightForWidth(int width) const {
    return isStacked(width) ? spokenItemCount() * px(stackedStage) : px(64);
}

QSize StageStepper::sizeHint() const {
    return {px(560), heightForWidth(px(560))};
}

QSize StageStepper::minimumSizeHint() const {
    return {px(200), px(64)};
}

QRectF StageStepper::cellOf(int stage) const {
    if (isStacked(width())) {
        return QRectF(0, stage * px(stackedStage), width(), px(stackedStage));
    }
    const qreal column = width() / qreal(spokenItemCount());
    return QRectF(column * stage, 0, column, height());
}

void StageStepper::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    for (int stage = 0; stage < spokenItemCount(); ++stage) {
        paintStage(painter, stage);
    }
}

void StageStepper::paintStage(QPainter& painter, int stage) const {
    const int done = static_cast<int>(m_reached);
    const bool stacked = isStacked(width());
    const QRectF cell = cellOf(stage);
    const qreal radius = px(12);
    const QPointF center = cell.topLeft() + QPointF(radius + 1, radius + 2);
    const qreal gap = px(6);
    if (stage + 1 < spokenItemCount()) {
        const QRectF rail = stacked ? QRectF(center.x() - 2, center.y() + radius + 3, 4,
                                             cell.height() - 2 * radius - 6)
                                    : QRectF(center.x() + radius + gap, center.y() - 2,
                                             cell.width() - 2 * radius - 2 * gap, 4);
        drawBox(painter, rail, 2, color(stage + 1 < done ? Role::Primary : Role::Track), QColor());
    }
    const QRectF circle(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius);
    const bool isDone = stage < done;
    const bool isNext = stage == done;
    const bool failed = isNext && m_failed;
    const Role edge = isDone   ? Role::Fill
                      : failed ? Role::Danger
                      : isNext ? Role::Primary
                               : Role::Control;
    drawBox(painter, circle, radius, color(isDone ? Role::Fill : Role::Surface), color(edge),
            isNext ? 2 : 1);
    if (isDone || failed) {
        paintIcon(painter, circle.adjusted(px(4), px(4), -px(4), -px(4)),
                  isDone ? Icon::Check : Icon::X, color(isDone ? Role::OnFill : Role::Danger));
    }
    const QRectF word =
        stacked ? QRectF(circle.right() + px(10), circle.top(), cell.width() - 2 * radius - px(12),
                         circle.height())
                : QRectF(circle.left(), circle.bottom() + gap, cell.width() - 4, px(24));
    drawText(painter, word, words().at(stage),
             sansFont(TextSize::Caption, isDone || failed ? TextWeight::Bold : TextWeight::Regular),
             color(isDone   ? Role::Primary
                   : failed ? Role::Danger
                            : Role::Muted));
}

UndoBar::UndoBar(int total, const QDeadlineTimer& end, QWidget* parent)
    : QWidget(parent), m_total(total), m_end(end) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(sided(px(16), px(6), px(12), px(10)));
    row->setSpacing(px(12));
    m_words = new Text(QString(), TextSize::Body, Role::Ink, TextWeight::Bold);
    row->addWidget(m_words, 1);
    auto* undo = new Button(Button::Kind::Outlined, tr("Undo"), this, Icon::Undo);
    undo->setObjectName(QStringLiteral("undo"));
    connect(undo, &Button::clicked, this, [this] {
        m_isUndone = true;
        m_tick.stop();
        emit undone();
    });
    row->addWidget(undo);
    showLeft();
}

qint64 UndoBar::millisecondsLeft() const {
    return qMax<qint64>(0, m_end.remainingTime());
}

int UndoBar::secondsLeft() const {
    return static_cast<int>((millisecondsLeft() + 999) / 1000);
}

void UndoBar::showLeft() {
    const int left = secondsLeft();
    m_words->setWords(tr("Will be sent in %n seconds", nullptr, left));
    update();
    // To the moment at which the number changes: a bar may begin in the middle of a second.
    m_tick.start(static_cast<int>(millisecondsLeft() - 1000LL * qMax(0, left - 1)),
                 Qt::PreciseTimer, this);
}

void UndoBar::timerEvent(QTimerEvent*) {
    if (millisecondsLeft() > 0) {
        showLeft();
        return;
    }
    m_tick.stop();
    if (!m_isUndone) {
        emit expired();
    }
}

void UndoBar::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    drawBox(painter, QRectF(rect()), size::cardRadius, color(Role::PrimarySoft), QColor());
    const double share = double(secondsLeft()) / m_total;
    drawBox(painter, QRectF(px(16), height() - 7, (width() - px(32)) * share, 4), 2,
            color(Role::Primary), QColor());
}

} // namespace consentry::ui
