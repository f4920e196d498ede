#include "ui/widgets/card.h"

#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QPainterPath>

namespace consentry::ui {

Card::Card(QWidget* parent, Edge edge) : QWidget(parent), m_edge(edge), m_column(new QVBoxLayout) {
    auto* outer = new QVBoxLayout(this);
    const int side = px(20);
    // The sentence of a grant brings the room for its focus rings along.
    const int left = edge == Edge::Accent ? px(28) - size::focusRoom : side;
    outer->setContentsMargins(sided(left, px(12), side, px(12)));
    outer->addLayout(m_column);
    m_column->setSpacing(0);
}

void Card::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    drawBox(painter, QRectF(rect()), size::cardRadius, color(Role::Surface), color(Role::Line));
    if (m_edge == Edge::Accent) {
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath sheet;
        sheet.addRoundedRect(QRectF(rect()), size::cardRadius, size::cardRadius);
        painter.setClipPath(sheet);
        painter.fillRect(QRectF(0, 0, 4, height()), color(Role::Primary));
    }
}

Rule::Rule(QWidget* parent) : QWidget(parent) {
    setFixedHeight(1);
}

void Rule::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QMargins inset = contentsMargins();
    drawHairline(painter, inset.left(), width() - inset.right(), 0, color(Role::Line));
}

Banner::Banner(Tone tone, const QString& words, QWidget* parent) : QWidget(parent), m_tone(tone) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(px(16), px(12), px(16), px(12));
    row->setSpacing(px(12));
    const Role role = tone == Tone::Good     ? Role::Good
                      : tone == Tone::Warn   ? Role::Warn
                      : tone == Tone::Danger ? Role::Danger
                                             : Role::Primary;
    m_symbol = tone == Tone::Warn     ? new Symbol(Mark::Warning, role)
               : tone == Tone::Danger ? new Symbol(Mark::NoRule, role)
               : tone == Tone::Good   ? new Symbol(Icon::Check, role)
                                      : new Symbol(Icon::Info, role);
    row->addWidget(m_symbol, 0, Qt::AlignTop);
    row->addWidget(new Text(words, TextSize::Body), 1);
    if (tone == Tone::Danger) {
        setAccessibleName(words); // an alert
    }
}

void Banner::addAction(QWidget* widget) {
    layout()->addWidget(widget);
    layout()->setAlignment(widget, Qt::AlignVCenter);
    // The words stand in the middle of what the action makes higher.
    layout()->setAlignment(m_symbol, Qt::AlignVCenter);
}

void Banner::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    const Role tint = m_tone == Tone::Good     ? Role::GoodTint
                      : m_tone == Tone::Warn   ? Role::WarnTint
                      : m_tone == Tone::Danger ? Role::DangerTint
                                               : Role::PrimarySoft;
    drawBox(painter, QRectF(rect()), size::cardRadius, color(tint), QColor());
}

Symbol::Symbol(Icon icon, Role role, int size, QWidget* parent)
    : QWidget(parent), m_isMark(false), m_icon(icon), m_role(role), m_size(size) {
    setFixedSize(px(qMax(size, size::icon)), px(24));
}

Symbol::Symbol(Mark mark, Role role, int size, QWidget* parent)
    : QWidget(parent), m_isMark(true), m_mark(mark), m_role(role), m_size(size) {
    setFixedSize(px(size::icon), px(24));
}

void Symbol::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    const qreal s = px(m_isMark ? m_size * 13 / 16 : m_size);
    const QRectF square((width() - s) / 2, (height() - s) / 2, s, s);
    if (m_isMark) {
        paintMark(painter, square, m_mark, color(m_role));
    } else {
        paintIcon(painter, square, m_icon, color(m_role));
    }
}

Badge::Badge(Mark mark, const QString& word, Role role, Role tint, QWidget* parent)
    : QWidget(parent), m_mark(mark), m_word(word), m_role(role), m_tint(tint) {
    setAccessibleName(word);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Badge::sizeHint() const {
    const qreal text = textWidth(m_word, sansFont(TextSize::Body, TextWeight::Bold));
    return {static_cast<int>(text) + px(46), px(28)};
}

void Badge::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    drawBox(painter, QRectF(rect()), px(size::controlRadius), color(m_tint), QColor());
    const qreal s = px(13);
    paintMark(painter, QRectF(px(11), (height() - s) / 2, s, s), m_mark, color(m_role));
    drawText(painter, QRectF(px(32), 0, width() - px(40), height()), m_word,
             sansFont(TextSize::Body, TextWeight::Bold), color(m_role));
}

EmptyState::EmptyState(const QString& sentence, QWidget* parent, QWidget* button)
    : QWidget(parent), m_text(new Text(sentence, TextSize::Body, Role::Muted)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(24), px(48), px(24), px(48));
    column->setSpacing(px(16));
    m_text->setAlign(Qt::AlignHCenter);
    column->addWidget(m_text);
    if (button != nullptr) {
        column->addWidget(button, 0, Qt::AlignHCenter);
    }
}

void EmptyState::setSentence(const QString& sentence) {
    m_text->setWords(sentence);
}

} // namespace consentry::ui
