#include "ui/widgets/rows.h"

#include "ui/widgets/button.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QTimerEvent>

#include <array>

namespace consentry::ui {

ListRow::ListRow(const QString& title, const QString& detail, QWidget* leading, QWidget* parent,
                 TextSize titleSize, TextWeight titleWeight)
    : QWidget(parent), m_row(new QHBoxLayout(this)) {
    m_row->setContentsMargins(0, px(10), 4, px(10));
    m_row->setSpacing(px(16));
    if (leading != nullptr) {
        m_row->addWidget(leading, 0, Qt::AlignTop);
    }
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new Text(title, titleSize, Role::Ink, titleWeight));
    if (!detail.isEmpty()) {
        words->addWidget(new Text(detail, TextSize::Caption, Role::Muted));
    }
    m_row->addLayout(words, 1);
}

void ListRow::addTrailing(QWidget* widget) {
    m_row->addWidget(widget, 0, Qt::AlignVCenter);
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
    row->setSpacing(0);
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
    setTextMargins(px(32), 0, px(8), 0);
}

void SearchField::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const qreal s = px(size::icon);
    paintIcon(painter, QRectF(px(10), (height() - s) / 2, s, s), Icon::Search, color(Role::Muted));
}

ProgressRow::ProgressRow(const QString& words, QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, px(4), 4, px(14));
    row->addWidget(new Text(words, TextSize::Body), 1);
    auto* stop = new Button(Button::Kind::Outlined, tr("Stop"), this, Icon::X);
    connect(stop, &Button::clicked, this, &ProgressRow::cancelled);
    row->addWidget(stop, 0, Qt::AlignVCenter);
    setAccessibleName(words);
}

void ProgressRow::setProgress(qint64 done, qint64 total) {
    m_share = total > 0 ? double(done) / double(total) : -1;
    if (total > 0) {
        setAccessibleDescription(QLocale().toString(qRound(m_share * 100)) + QLocale().percent());
    }
    update();
}

void ProgressRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF rail(0, height() - px(8), width(), 4);
    drawBox(painter, rail, 2, color(Role::Track), QColor());
    if (m_share >= 0) {
        drawBox(painter,
                QRectF(rail.left(), rail.top(), rail.width() * qBound(0.0, m_share, 1.0), 4), 2,
                color(Role::Primary), QColor());
    }
}

StageStepper::StageStepper(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
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

QSize StageStepper::sizeHint() const {
    return {px(360), px(64)};
}

void StageStepper::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QStringList names = words();
    const int count = static_cast<int>(names.size());
    const qreal column = width() / qreal(count);
    const qreal radius = px(12);
    const qreal y = radius + 2;
    const int done = static_cast<int>(m_reached);
    for (int i = 0; i < count; ++i) {
        const QPointF center(column * i + radius + 1, y);
        if (i + 1 < count) {
            const QRectF rail(center.x() + radius + px(6), y - 2, column - 2 * radius - px(12), 4);
            drawBox(painter, rail, 2, color(i + 1 < done ? Role::Primary : Role::Track), QColor());
        }
        const QRectF circle(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius);
        const bool isDone = i < done;
        const bool isNext = i == done;
        drawBox(painter, circle, radius, color(isDone ? Role::Fill : Role::Surface),
                color(isDone               ? Role::Fill
                      : isNext && m_failed ? Role::Danger
                      : isNext             ? Role::Primary
                                           : Role::Control),
                isNext ? 2 : 1);
        if (isDone || (isNext && m_failed)) {
            paintIcon(painter, circle.adjusted(px(4), px(4), -px(4), -px(4)),
                      isDone ? Icon::Check : Icon::X, color(isDone ? Role::OnFill : Role::Danger));
        }
        drawText(painter, QRectF(center.x() - radius, y + radius + px(6), column - 4, px(24)),
                 names.at(i),
                 sansFont(TextSize::Caption, isDone ? TextWeight::Bold : TextWeight::Regular),
                 color(isDone ? Role::Primary : Role::Muted));
    }
}

UndoBar::UndoBar(int seconds, QWidget* parent)
    : QWidget(parent), m_total(seconds), m_left(seconds) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(px(16), px(6), px(12), px(10));
    row->setSpacing(px(12));
    m_words = new Text(QString(), TextSize::Body, Role::Ink, TextWeight::Bold);
    row->addWidget(m_words, 1);
    auto* undo = new Button(Button::Kind::Outlined, tr("Undo"), this, Icon::Undo);
    undo->setObjectName(QStringLiteral("undo"));
    connect(undo, &Button::clicked, this, [this] {
        m_left = -1;
        emit undone();
    });
    row->addWidget(undo);
    showLeft();
    startTimer(1000);
}

void UndoBar::showLeft() {
    m_words->setWords(tr("Will be sent in %n seconds", nullptr, qMax(0, m_left)));
    update();
}

void UndoBar::timerEvent(QTimerEvent* event) {
    if (m_left > 0) {
        --m_left;
        showLeft();
    }
    if (m_left <= 0) {
        killTimer(event->timerId());
        if (m_left == 0) {
            emit expired();
        }
    }
}

void UndoBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawBox(painter, QRectF(rect()), size::cardRadius, color(Role::PrimarySoft), QColor());
    const double share = double(qMax(0, m_left)) / m_total;
    drawBox(painter, QRectF(px(16), height() - 7, (width() - px(32)) * share, 4), 2,
            color(Role::Primary), QColor());
}

} // namespace consentry::ui
