#include "ui/widgets/secure_line_edit.h"

#include "ui/widgets/reveal_button.h"
#include "ui/widgets/secret_input.h"
#include "ui/widgets/secret_painting.h"
#include "ui/widgets/secure_line_edit_accessible.h"

#include <QAccessible>
#include <QApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QStyleHints>

namespace consentry::ui {
namespace {

using Anchor = SecretText::Anchor;

constexpr int padding = 14;
constexpr int dotStep = 12;
/// The lock modifier of X11's core protocol, which xkbcommon keeps at the same place on Wayland.
constexpr quint32 nativeLockModifier = 2;

QString dots(int count) {
    return QString(count, u'\u25CF');
}

} // namespace

SecureLineEdit::SecureLineEdit(const QString& name, QWidget* parent)
    : QWidget(parent), m_reveal(new RevealButton(this)) {
    installSecureLineEditAccessibility();
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setCursor(Qt::IBeamCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_reveal, &QAbstractButton::toggled, this, &SecureLineEdit::setRevealed);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now != this && now != m_reveal) {
            setRevealed(false);
        }
    });
    setEcho(Echo::Dots);
}

SecureLineEdit::~SecureLineEdit() = default;

void SecureLineEdit::setEcho(Echo echo) {
    m_echo = echo;
    m_reveal->setVisible(echo == Echo::Dots);
    auto hints = Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase;
    if (echo == Echo::Dots) {
        // Without it an input method helps, which words in Chinese need.
        hints |= Qt::ImhHiddenText;
    }
    setInputMethodHints(hints);
    setRevealed(false);
    updateRevealButton();
    scrollToCursor();
}

void SecureLineEdit::setRevealed(bool revealed) {
    m_revealed = revealed && m_echo == Echo::Dots;
    if (m_revealed) {
        m_hideAgain.start(static_cast<int>(m_revealTime.count()), this);
    } else {
        m_hideAgain.stop();
    }
    m_reveal->setChecked(m_revealed);
    updateRevealButton();
    scrollToCursor();
}

void SecureLineEdit::updateRevealButton() {
    const QString words = m_revealed ? tr("Hide the passphrase") : tr("Show the passphrase");
    m_reveal->setAccessibleName(words);
    m_reveal->setToolTip(words);
    m_reveal->setAccessibleDescription(accessibleName());
    const int side = px(size::target);
    m_reveal->setGeometry(isRightToLeft() ? 0 : width() - side, 0, side, height());
}

void SecureLineEdit::setPlaceholder(const QString& words) {
    m_placeholder = words;
    update();
}

void SecureLineEdit::setHint(Hint hint) {
    if (m_hint == hint) {
        return;
    }
    m_hint = hint;
    setAccessibleDescription(hint == Hint::CapsLock ? tr("Caps Lock is on")
                             : hint == Hint::Full   ? tr("No more fits in here")
                                                    : QString());
    scrollToCursor();
}

void SecureLineEdit::select(int from, int to) {
    m_text.moveTo(m_text.placeOfCharacter(from), Anchor::Moves);
    m_text.moveTo(m_text.placeOfCharacter(to), Anchor::Stays);
    moved();
}

SecretBytes SecureLineEdit::take() {
    SecretBytes result = m_text.take();
    m_composing.clear();
    changed();
    return result;
}

void SecureLineEdit::clear() {
    m_text.clear();
    m_composing.clear();
    changed();
}

void SecureLineEdit::put(ByteView utf8) {
    m_text.clear();
    m_composing.clear();
    if (!m_text.insert(utf8)) {
        setHint(Hint::Full);
    }
    changed();
}

void SecureLineEdit::changed() {
    if (m_hint == Hint::Full) {
        setHint(Hint::None);
    }
    moved();
    announceChange();
    emit edited();
}

/// Tells how many dots came or went.
void SecureLineEdit::announceChange() {
    const int count = characterCount();
    const int more = count - std::exchange(m_announced, count);
    if (!QAccessible::isActive() || more == 0) {
        return;
    }
    if (more > 0) {
        QAccessibleTextInsertEvent event(this, qMax(0, cursorPosition() - more), dots(more));
        QAccessible::updateAccessibility(&event);
    } else {
        QAccessibleTextRemoveEvent event(this, cursorPosition(), dots(-more));
        QAccessible::updateAccessibility(&event);
    }
}

void SecureLineEdit::moved() {
    m_caretShown = true;
    scrollToCursor();
    if (QAccessible::isActive()) {
        QAccessibleTextCursorEvent event(this, cursorPosition());
        QAccessible::updateAccessibility(&event);
    }
}

void SecureLineEdit::moveTo(std::size_t place, Anchor anchor) {
    m_text.moveTo(place, anchor);
    moved();
}

void SecureLineEdit::insert(ByteView utf8) {
    if (utf8.empty()) {
        return;
    }
    if (m_text.insert(utf8)) {
        changed();
    } else {
        setHint(Hint::Full);
    }
}

void SecureLineEdit::paste(QClipboard::Mode mode) {
    QByteArray text = clipboardUtf8(mode);
    insert(writableBytes(text));
    wipeBytes(text);
}

bool SecureLineEdit::event(QEvent* event) {
    // A window's shortcut of a single letter must not swallow what is typed.
    if (event->type() == QEvent::ShortcutOverride &&
        typesCharacters(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void SecureLineEdit::keyPressEvent(QKeyEvent* event) {
    noticeCapsLock(*event);
    if (event->matches(QKeySequence::Paste)) {
        paste();
        return;
    }
    const WordJumps jumps = showsText() ? WordJumps::ToWords : WordJumps::ToEnds;
    if (moveByKey(m_text, *event, jumps)) {
        moved();
        return;
    }
    if (const auto place = placeToEraseTo(m_text, *event, jumps)) {
        m_text.eraseTo(*place);
        changed();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        emit returnPressed();
        return;
    }
    if (event->key() == Qt::Key_Escape && !isEmpty()) {
        clear();
        return;
    }
    if (typesCharacters(*event)) {
        QByteArray utf8 = event->text().toUtf8();
        insert(writableBytes(utf8));
        wipeBytes(utf8);
        return;
    }
    QWidget::keyPressEvent(event);
}

void SecureLineEdit::keyReleaseEvent(QKeyEvent* event) {
    // The Tab that brought the focus here is released here: so the state is known before typing.
    if (event->key() != Qt::Key_CapsLock) {
        noticeCapsLock(*event);
    }
    QWidget::keyReleaseEvent(event);
}

void SecureLineEdit::noticeCapsLock(const QKeyEvent& event) {
    if (m_hint == Hint::Full) {
        return;
    }
    std::optional<bool> isOn;
    if (event.nativeScanCode() != 0) {
        const bool wasOn = event.nativeModifiers() & nativeLockModifier;
        isOn = event.key() == Qt::Key_CapsLock ? !wasOn : wasOn;
    } else if (const QString text = event.text(); event.type() == QEvent::KeyPress &&
                                                  !text.isEmpty() && text.at(0).isLetter() &&
                                                  text.at(0).toLower() != text.at(0).toUpper()) {
        // Where the platform does not tell: an upper-case letter without Shift does.
        isOn = text.at(0).isUpper() != event.modifiers().testFlag(Qt::ShiftModifier);
    }
    if (isOn) {
        setHint(*isOn ? Hint::CapsLock : Hint::None);
    }
}

void SecureLineEdit::inputMethodEvent(QInputMethodEvent* event) {
    QByteArray composing = event->preeditString().toUtf8();
    m_composing.clear();
    m_composing.insert(writableBytes(composing));
    wipeBytes(composing);
    QString committed = event->commitString();
    event->setCommitString(QString());
    QByteArray utf8 = committed.toUtf8();
    wipeText(committed);
    insert(writableBytes(utf8));
    wipeBytes(utf8);
    event->accept();
    scrollToCursor();
}

QVariant SecureLineEdit::inputMethodQuery(Qt::InputMethodQuery query) const {
    switch (query) {
    case Qt::ImEnabled:
        return isEnabled();
    case Qt::ImHints:
        return static_cast<int>(inputMethodHints());
    case Qt::ImCursorRectangle: {
        const auto all = borders();
        const auto at = std::find_if(all.begin(), all.end(), [this](const Border& border) {
            return border.place >= m_text.cursor();
        });
        return QRectF(textArea().left() + (at == all.end() ? 0 : at->x) - m_scrolled, 0, 1,
                      height());
    }
    // An input method never sees what was typed.
    default:
        return {};
    }
}

void SecureLineEdit::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QMimeData* offered = QGuiApplication::clipboard()->mimeData();
    menu->addAction(tr("Paste"), this, [this] { paste(); })
        ->setEnabled(offered != nullptr && offered->hasText());
    menu->addAction(tr("Select all"), this, [this] { select(0, characterCount()); })
        ->setEnabled(!isEmpty());
    menu->popup(event->globalPos());
}

void SecureLineEdit::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        m_dragging = true;
        moveTo(placeAt(event->position()),
               event->modifiers() & Qt::ShiftModifier ? Anchor::Stays : Anchor::Moves);
    } else if (event->button() == Qt::MiddleButton &&
               QGuiApplication::clipboard()->supportsSelection()) {
        moveTo(placeAt(event->position()), Anchor::Moves);
        paste(QClipboard::Selection);
    }
}

void SecureLineEdit::mouseMoveEvent(QMouseEvent* event) {
    if (m_dragging) {
        moveTo(placeAt(event->position()), Anchor::Stays);
    }
}

void SecureLineEdit::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    if (showsText()) {
        const std::size_t place = placeAt(event->position());
        m_text.moveTo(m_text.previousWord(m_text.next(place)), Anchor::Moves);
        m_text.moveTo(m_text.nextWord(place), Anchor::Stays);
    } else {
        m_text.selectAll();
    }
    moved();
}

void SecureLineEdit::mouseReleaseEvent(QMouseEvent*) {
    m_dragging = false;
}

void SecureLineEdit::focusInEvent(QFocusEvent* event) {
    m_caretShown = true;
    if (const int period = QGuiApplication::styleHints()->cursorFlashTime(); period > 0) {
        m_blink.start(period / 2, this);
    }
    QWidget::focusInEvent(event);
    update();
}

void SecureLineEdit::focusOutEvent(QFocusEvent* event) {
    m_blink.stop();
    m_composing.clear();
    m_dragging = false;
    if (event->reason() == Qt::ActiveWindowFocusReason) {
        setRevealed(false);
    }
    if (m_hint == Hint::CapsLock) {
        setHint(Hint::None);
    }
    QWidget::focusOutEvent(event);
    update();
}

void SecureLineEdit::changeEvent(QEvent* event) {
    if (event->type() == QEvent::EnabledChange) {
        setRevealed(false);
    }
    QWidget::changeEvent(event);
}

void SecureLineEdit::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    updateRevealButton();
    scrollToCursor();
}

void SecureLineEdit::timerEvent(QTimerEvent* event) {
    if (event->timerId() == m_hideAgain.timerId()) {
        setRevealed(false);
    } else if (event->timerId() == m_blink.timerId()) {
        m_caretShown = !m_caretShown;
        update();
    }
}

QSize SecureLineEdit::sizeHint() const {
    return {px(320), px(size::target)};
}

QSize SecureLineEdit::minimumSizeHint() const {
    return {px(160), px(size::target)};
}

QRectF SecureLineEdit::textArea() const {
    QRectF area = QRectF(rect()).adjusted(px(padding), 0, -px(padding), 0);
    if (m_echo == Echo::Dots) {
        area.setRight(width() - px(size::target));
    }
    if (m_hint != Hint::None) {
        area.setRight(area.right() - px(size::grid) -
                      textWidth(accessibleDescription(), sansFont(TextSize::Caption)));
    }
    if (isRightToLeft()) {
        area.moveLeft(width() - area.right());
    }
    return area;
}

std::vector<SecureLineEdit::Border> SecureLineEdit::borders() const {
    std::vector<Border> all;
    if (showsText()) {
        const qreal end = forEachSecretCharacter(
            m_text.bytes(), sansFont(TextSize::Body),
            [&all](std::size_t place, qreal x, const QString&) { all.push_back({place, x}); });
        all.push_back({m_text.size(), end});
        return all;
    }
    std::size_t place = 0;
    for (int i = 0; i <= characterCount(); ++i) {
        all.push_back({place, static_cast<qreal>(i) * px(dotStep)});
        place = m_text.next(place);
    }
    return all;
}

std::size_t SecureLineEdit::placeAt(const QPointF& point) const {
    const qreal x = point.x() - textArea().left() + m_scrolled;
    const auto all = borders();
    const auto nearest =
        std::min_element(all.begin(), all.end(), [x](const Border& a, const Border& b) {
            return qAbs(a.x - x) < qAbs(b.x - x);
        });
    return nearest->place;
}

void SecureLineEdit::scrollToCursor() {
    qreal cursor = 0;
    qreal end = 0;
    for (const Border& border : borders()) {
        cursor = border.place <= m_text.cursor() ? border.x : cursor;
        end = border.x;
    }
    const qreal composing =
        showsText() ? secretTextWidth(m_composing.bytes(), sansFont(TextSize::Body)) : 0;
    const qreal room = textArea().width();
    m_scrolled = qMin(m_scrolled, qMax(0.0, end + composing - room));
    m_scrolled = qBound(qMax(0.0, cursor + composing - room), m_scrolled, cursor);
    update();
}

void SecureLineEdit::paintText(QPainter& painter, const QRectF& area) const {
    const auto all = borders();
    const QFont font = sansFont(TextSize::Body);
    const qreal composing =
        showsText() && hasFocus() ? secretTextWidth(m_composing.bytes(), font) : 0;
    const qreal left = area.left() - m_scrolled;
    const qreal half = px(11);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        const Border& from = all[i];
        const Border& to = all[i + 1];
        const qreal shift = from.place >= m_text.cursor() ? composing : 0;
        const QRectF cell(left + from.x + shift, area.top(), to.x - from.x, area.height());
        if (m_text.isSelected(from.place) && hasFocus()) {
            painter.fillRect(QRectF(cell.left(), cell.center().y() - half, cell.width(), 2 * half),
                             color(Role::PrimarySoft));
        }
        if (showsText()) {
            drawSecretText(painter, cell, m_text.bytes().subspan(from.place, to.place - from.place),
                           font, color(Role::Ink));
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(color(Role::Ink));
            painter.drawEllipse(QPointF(cell.left() + px(dotStep) * 0.4, cell.center().y()), px(4),
                                px(4));
        }
    }
    if (!hasFocus()) {
        return;
    }
    qreal caret = left;
    for (const Border& border : all) {
        caret = border.place <= m_text.cursor() ? left + border.x : caret;
    }
    if (composing > 0) {
        const QRectF cell(caret, area.top(), composing, area.height());
        drawSecretText(painter, cell, m_composing.bytes(), font, color(Role::Ink));
        painter.fillRect(QRectF(caret, area.center().y() + half, composing, 1), color(Role::Ink));
    }
    if (m_caretShown) {
        painter.fillRect(QRectF(caret + composing, area.center().y() - half, 1.5, 2 * half),
                         color(Role::Ink));
    }
}

void SecureLineEdit::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawBox(painter, QRectF(rect()), px(size::controlRadius), color(Role::Surface),
            color(hasFocus() ? Role::Focus : Role::Control), hasFocus() ? 2 : 1);
    const QRectF area = textArea();
    if (m_hint != Hint::None) {
        const qreal right = m_echo == Echo::Dots ? px(size::target) : px(padding);
        const QRectF place =
            isRightToLeft() ? QRectF(right, 0, area.left() - right, height())
                            : QRectF(area.right(), 0, width() - right - area.right(), height());
        drawText(painter, place, accessibleDescription(), sansFont(TextSize::Caption),
                 color(Role::Warn), isRightToLeft() ? Qt::AlignLeft : Qt::AlignRight);
    }
    painter.setClipRect(area.adjusted(-1, 0, 2, 0));
    if (isEmpty() && m_composing.isEmpty()) {
        drawText(painter, area, m_placeholder, sansFont(TextSize::Body), color(Role::Muted),
                 isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    }
    paintText(painter, area);
}

} // namespace consentry::ui
