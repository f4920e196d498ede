#pragma once

#include "core/crypto/secret.h"
#include "ui/style/painting.h"

#include <QWidget>

namespace consentry::ui {

/// Bytes that a secret field holds at most; longer input is refused with a beep, never cut.
inline constexpr std::size_t secretTextMax = 512;

/// A field for a passphrase or for a word of the recovery words. What is typed goes as UTF-8 into
/// locked memory, never into a QString of ours, an undo history or a clipboard; it cannot be
/// copied out. (Qt's own key events hold each character for a moment: a known residual risk.)
/// Typing happens at the end; Backspace removes one character, Ctrl+Backspace and Escape all.
class SecureLineEdit : public QWidget {
    Q_OBJECT
public:
    enum class Echo : quint8 {
        Dots,
        Visible, ///< for words that are being checked; painted from locked memory
    };

    /// `name` is the accessible name.
    explicit SecureLineEdit(const QString& name, QWidget* parent = nullptr);
    ~SecureLineEdit() override;

    void setEcho(Echo echo);
    Echo echo() const { return m_echo; }
    void setPlaceholder(const QString& words);
    bool isEmpty() const { return m_size == 0; }
    /// How many characters, for dots and accessibility.
    int characterCount() const;
    /// Reads what is typed without taking it, for a strength meter or a comparison.
    ByteView peek() const { return m_buffer.expose().first(m_size); }
    /// The text as UTF-8, and an empty field. The caller owns the only copy.
    SecretBytes take();
    void clear();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

signals:
    /// Something was typed or removed. Carries no text on purpose.
    void edited();
    void returnPressed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    void insert(const QString& text);
    void removeLast();
    void paste();
    void changed();
    void noticeCapsLock(QChar typed, Qt::KeyboardModifiers modifiers);

    SecretBytes m_buffer;
    std::size_t m_size = 0;
    Echo m_echo = Echo::Dots;
    QString m_placeholder;
    int m_blinkTimer = 0;
    bool m_caretShown = true;
    bool m_capsLock = false;
};

} // namespace consentry::ui
