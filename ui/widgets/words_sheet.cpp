#include "ui/widgets/words_sheet.h"

#include "ui/widgets/secret_painting.h"
#include "ui/widgets/secret_text.h"

#include <QKeyEvent>

namespace consentry::ui {
namespace {

constexpr int cellHeight = 44;
constexpr int numberWidth = 28;
constexpr int wordLeft = 40;

int columnsFor(int width) {
    return width >= px(540) ? 4 : width >= px(380) ? 3 : 2;
}

int rowsFor(int width) {
    return (recoveryWordCount + columnsFor(width) - 1) / columnsFor(width);
}

} // namespace

ByteView recoveryWord(const SecretBytes& words, int number) {
    std::string_view rest = textOf(words.expose());
    for (int i = 0; i < number; ++i) {
        const auto space = rest.find(' ');
        rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
    }
    return bytesOf(rest.substr(0, rest.find(' ')));
}

WordsSheet::WordsSheet(const SecretBytes& words, QWidget* parent)
    : QWidget(parent), m_words(words) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::TabFocus); // a screen reader comes here by Tab
    setObjectName(QStringLiteral("words"));
    setAccessibleName(tr("The 24 words, in order"));
}

void WordsSheet::setReadAloud(bool readAloud) {
    m_readsAloud = readAloud;
    m_current = -1;
    setAccessibleDescription(readAloud ? tr("Arrow keys go from word to word.") : QString());
}

WordsSheet::Item WordsSheet::spokenItem(int index) const {
    // Made at the moment it is asked for; whoever asked has a copy.
    return {QStringLiteral("%1: %2").arg(QString::number(index + 1),
                                         characterText(recoveryWord(m_words, index))),
            cell(index).toRect()};
}

void WordsSheet::keyPressEvent(QKeyEvent* event) {
    const bool forth = event->key() == Qt::Key_Down || event->key() == Qt::Key_Right;
    const bool back = event->key() == Qt::Key_Up || event->key() == Qt::Key_Left;
    if (!m_readsAloud || (!forth && !back)) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_current = std::clamp(m_current + (forth ? 1 : -1), 0, recoveryWordCount - 1);
    update();
    tellItemFocused(*this, m_current);
}

int WordsSheet::heightForWidth(int width) const {
    return rowsFor(width) * px(cellHeight);
}

QSize WordsSheet::sizeHint() const {
    return {px(560), heightForWidth(px(560))};
}

QSize WordsSheet::minimumSizeHint() const {
    return {px(160), px(cellHeight)};
}

QRectF WordsSheet::cell(int number) const {
    const int rows = rowsFor(width());
    const qreal columnWidth = width() / qreal(columnsFor(width()));
    return {(number / rows) * columnWidth, (number % rows) * qreal(px(cellHeight)), columnWidth,
            qreal(px(cellHeight))};
}

void WordsSheet::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    for (int i = 0; i < recoveryWordCount; ++i) {
        const QRectF place = cell(i);
        drawText(painter, QRectF(place.left(), place.top(), px(numberWidth), place.height()),
                 QString::number(i + 1), sansFont(TextSize::Caption), color(Role::Muted),
                 Qt::AlignRight);
        drawSecretText(painter, place.adjusted(px(wordLeft), 0, 0, 0), recoveryWord(m_words, i),
                       sansFont(TextSize::TaskTitle, TextWeight::Bold), color(Role::Ink));
    }
    if (showsFocus(*this)) {
        const QRectF ring = m_current >= 0 ? cell(m_current) : QRectF(rect());
        drawBox(painter, ring, px(size::controlRadius), QColor(), color(Role::Focus), 2);
    }
}

} // namespace consentry::ui
