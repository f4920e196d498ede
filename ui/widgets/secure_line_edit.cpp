#include "ui/widgets/secure_line_edit.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStyleHints>

#include <cstring>

namespace consentry::ui {
namespace {

/// Tells assistive technology that this is a password field, and how long the text is at most.
class SecureLineEditAccessible : public QAccessibleWidget {
public:
    explicit SecureLineEditAccessible(QWidget* widget)
        : QAccessibleWidget(widget, QAccessible::EditableText) {}
    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        const auto* edit = static_cast<const SecureLineEdit*>(widget());
        state.passwordEdit = edit->echo() == SecureLineEdit::Echo::Dots;
        state.editable = true;
        return state;
    }
};

QAccessibleInterface* makeAccessible(const QString&, QObject* object) {
    auto* edit = qobject_cast<SecureLineEdit*>(object);
    return edit != nullptr ? new SecureLineEditAccessible(edit) : nullptr;
}

bool continuesCharacter(std::byte value) {
    return (value & std::byte{0xC0}) == std::byte{0x80};
}

} // namespace

SecureLineEdit::SecureLineEdit(const QString& name, QWidget* parent)
    : QWidget(parent), m_buffer(secretTextMax) {
    static const bool once = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    Q_UNUSED(once)
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText |
                        Qt::ImhNoAutoUppercase);
    setCursor(Qt::IBeamCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

SecureLineEdit::~SecureLineEdit() = default;

void SecureLineEdit::setEcho(Echo echo) {
    m_echo = echo;
    update();
}

void SecureLineEdit::setPlaceholder(const QString& words) {
    m_placeholder = words;
    update();
}

int SecureLineEdit::characterCount() const {
    int count = 0;
    for (const std::byte value : peek()) {
        count += continuesCharacter(value) ? 0 : 1;
    }
    return count;
}

SecretBytes SecureLineEdit::take() {
    SecretBytes result(m_size);
    if (m_size > 0) {
        std::memcpy(result.exposeForWriting().data(), m_buffer.expose().data(), m_size);
    }
    clear();
    return result;
}

void SecureLineEdit::clear() {
    wipe(m_buffer.exposeForWriting());
    m_size = 0;
    changed();
}

void SecureLineEdit::changed() {
    m_caretShown = true;
    update();
    emit edited();
}

void SecureLineEdit::insert(const QString& text) {
    QString printable;
    for (const QChar c : text) {
        if (c.isPrint() || c.isSurrogate()) {
            printable += c;
        }
    }
    QByteArray utf8 = printable.toUtf8();
    const auto length = static_cast<std::size_t>(utf8.size());
    if (length > 0 && m_size + length <= secretTextMax) {
        std::memcpy(m_buffer.exposeForWriting().data() + m_size, utf8.constData(), length);
        m_size += length;
        changed();
    } else if (length > 0) {
        QApplication::beep();
    }
    // These temporaries are ours alone, so they can be wiped.
    wipe(std::as_writable_bytes(std::span(utf8.data(), length)));
    printable.fill(QChar(u'\0'));
}

void SecureLineEdit::removeLast() {
    if (m_size == 0) {
        return;
    }
    const auto memory = m_buffer.exposeForWriting();
    std::size_t at = m_size - 1;
    while (at > 0 && continuesCharacter(memory[at])) {
        --at;
    }
    wipe(memory.subspan(at, m_size - at));
    m_size = at;
    changed();
}

void SecureLineEdit::paste() {
    QString text = QGuiApplication::clipboard()->text();
    insert(text);
    text.fill(QChar(u'\0'));
}

void SecureLineEdit::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Paste)) {
        paste();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit returnPressed();
        return;
    case Qt::Key_Escape:
        if (m_size == 0) {
            break;
        }
        clear();
        return;
    case Qt::Key_Backspace:
        if (event->modifiers() & Qt::ControlModifier) {
            clear();
        } else {
            removeLast();
        }
        return;
    case Qt::Key_CapsLock:
        m_capsLock = false;
        update();
        break;
    default:
        break;
    }
    const auto blocked = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    // AltGr arrives as Control with Alt on some systems and types characters.
    const bool altGr = (event->modifiers() & blocked) == (Qt::ControlModifier | Qt::AltModifier);
    const QString text = event->text();
    if (!text.isEmpty() && text.at(0).isPrint() && (altGr || !(event->modifiers() & blocked))) {
        noticeCapsLock(text.at(0), event->modifiers());
        insert(text);
        return;
    }
    QWidget::keyPressEvent(event);
}

// Qt tells nothing about the lock itself, but an upper-case letter without Shift does.
void SecureLineEdit::noticeCapsLock(QChar typed, Qt::KeyboardModifiers modifiers) {
    if (typed.isLetter() && typed.toLower() != typed.toUpper()) {
        m_capsLock = typed.isUpper() != modifiers.testFlag(Qt::ShiftModifier);
    }
}

void SecureLineEdit::inputMethodEvent(QInputMethodEvent* event) {
    insert(event->commitString());
    event->accept();
}

QVariant SecureLineEdit::inputMethodQuery(Qt::InputMethodQuery query) const {
    switch (query) {
    case Qt::ImEnabled:
        return true;
    case Qt::ImHints:
        return static_cast<int>(inputMethodHints());
    case Qt::ImCursorRectangle:
        return QRect(px(14), 0, 1, height());
    // An input method never sees what was typed.
    default:
        return {};
    }
}

QSize SecureLineEdit::sizeHint() const {
    return {px(320), px(size::target)};
}

void SecureLineEdit::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    QWidget::mousePressEvent(event);
}

void SecureLineEdit::focusInEvent(QFocusEvent* event) {
    m_caretShown = true;
    if (const int period = QGuiApplication::styleHints()->cursorFlashTime(); period > 0) {
        m_blinkTimer = startTimer(period / 2);
    }
    QWidget::focusInEvent(event);
    update();
}

void SecureLineEdit::focusOutEvent(QFocusEvent* event) {
    if (m_blinkTimer != 0) {
        killTimer(m_blinkTimer);
        m_blinkTimer = 0;
    }
    QWidget::focusOutEvent(event);
    update();
}

void SecureLineEdit::timerEvent(QTimerEvent*) {
    m_caretShown = !m_caretShown;
    update();
}

void SecureLineEdit::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawBox(painter, QRectF(rect()), px(size::controlRadius), color(Role::Surface),
            color(hasFocus() ? Role::Focus : Role::Control), hasFocus() ? 2 : 1);
    QRectF inner = QRectF(rect()).adjusted(px(14), 0, -px(14), 0);
    if (m_capsLock && hasFocus()) {
        const QString hint = tr("Caps Lock is on");
        drawText(painter, inner, hint, sansFont(TextSize::Caption), color(Role::Warn),
                 Qt::AlignRight);
        inner.setRight(inner.right() - textWidth(hint, sansFont(TextSize::Caption)) - px(8));
    }
    painter.setClipRect(inner.adjusted(-2, 0, 2, 0));
    qreal end = inner.left();
    if (m_size == 0) {
        drawText(painter, inner, m_placeholder, sansFont(TextSize::Body), color(Role::Muted));
    } else if (m_echo == Echo::Visible) {
        const ByteView bytes = peek();
        QString shown = QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()),
                                          static_cast<qsizetype>(bytes.size()));
        const QFont font = sansFont(TextSize::Body);
        end += textWidth(shown, font);
        const qreal overflow = qMax(0.0, end - inner.right());
        painter.setFont(font);
        painter.setPen(color(Role::Ink));
        painter.drawText(
            QPointF(inner.left() - overflow, qRound(inner.center().y() + 0.36 * font.pixelSize())),
            shown);
        end -= overflow;
        shown.fill(QChar(u'\0'));
    } else {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(Role::Ink));
        const qreal step = px(12);
        const int fitting = static_cast<int>(inner.width() / step);
        const int dots = qMin(characterCount(), fitting);
        for (int i = 0; i < dots; ++i) {
            painter.drawEllipse(QPointF(inner.left() + step * (i + 0.4), inner.center().y()), px(4),
                                px(4));
        }
        end += step * dots;
    }
    if (hasFocus() && m_caretShown) {
        const qreal half = px(11);
        painter.fillRect(QRectF(end + 1, inner.center().y() - half, 1.5, 2 * half),
                         color(Role::Ink));
    }
}

} // namespace consentry::ui
