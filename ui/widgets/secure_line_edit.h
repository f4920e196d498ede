#pragma once

#include "ui/style/painting.h"
#include "ui/widgets/secret_text.h"

#include <QBasicTimer>
#include <QClipboard>
#include <QWidget>

#include <chrono>
#include <vector>

class QAbstractButton;

namespace consentry::ui {

/// After this a revealed passphrase hides by itself.
inline constexpr std::chrono::seconds revealTimeMax{20};

/// A field for a passphrase or for a word of the recovery words. What is typed or pasted goes as
/// UTF-8 into locked memory, never into a QString of more than one character, an undo history or a
/// clipboard; it cannot be copied out. Screen readers hear how many characters there are, never
/// which. (Qt's own key events hold each character for a moment, and an input method a word: a
/// known residual risk until the lock, which replaces the whole process image.)
///
/// Cursor, selection, word jumps, mouse, paste and reveal work as in any line edit; in dots a word
/// jump goes to the start or the end, so that it does not tell where words end.
class SecureLineEdit : public QWidget {
    Q_OBJECT
public:
    enum class Echo : quint8 {
        Dots,    ///< with a button that reveals for a while
        Visible, ///< for words that are being checked; painted from locked memory
    };
    /// What the field has to say about the typing itself.
    enum class Hint : quint8 { None, CapsLock, Full };

    /// `name` is the accessible name.
    explicit SecureLineEdit(const QString& name, QWidget* parent = nullptr);
    ~SecureLineEdit() override;

    void setEcho(Echo echo);
    Echo echo() const { return m_echo; }
    bool isRevealed() const { return m_revealed; }
    /// For an order of Tab of one's own.
    QWidget& revealButton() const { return *m_reveal; }
    /// Only in dots. Ends by itself when the field loses the focus, and after the reveal time.
    void setRevealed(bool revealed);
    void setRevealTime(std::chrono::milliseconds time) { m_revealTime = time; }
    void setPlaceholder(const QString& words);
    Hint hint() const { return m_hint; }

    bool isEmpty() const { return m_text.isEmpty(); }
    /// How many characters, for dots and accessibility.
    int characterCount() const { return m_text.characterCount(); }
    /// Numbers of characters: the cursor, and what is selected.
    int cursorPosition() const { return m_text.characterCount(0, m_text.cursor()); }
    int selectionStart() const { return m_text.characterCount(0, m_text.selectionStart()); }
    int selectionEnd() const { return m_text.characterCount(0, m_text.selectionEnd()); }
    void select(int from, int to);
    /// Reads what is typed without taking it, for a strength meter or a comparison.
    ByteView peek() const { return m_text.bytes(); }
    /// The text as UTF-8, and an empty field. The caller owns the only copy.
    SecretBytes take();
    void clear();
    /// Replaces everything; refused where it does not fit.
    void put(ByteView utf8);
    /// As Ctrl+V does. Nothing where the clipboard has no text.
    void paste(QClipboard::Mode mode = QClipboard::Clipboard);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

signals:
    /// Something was typed or removed. Carries no text on purpose.
    void edited();
    void returnPressed();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Border {
        std::size_t place = 0;
        qreal x = 0; ///< from the text's own left edge
    };

    bool showsText() const { return m_echo == Echo::Visible || m_revealed; }
    void insert(ByteView utf8);
    void moveTo(std::size_t place, SecretText::Anchor anchor);
    void changed();
    void announceChange();
    void moved();
    void setHint(Hint hint);
    void noticeCapsLock(const QKeyEvent& event);
    void updateRevealButton();

    QRectF textArea() const;
    std::vector<Border> borders() const;
    std::size_t placeAt(const QPointF& point) const;
    void scrollToCursor();
    void paintText(QPainter& painter, const QRectF& area) const;

    SecretText m_text;
    /// What an input method is composing, shown only where the text is.
    SecretText m_composing;
    Echo m_echo = Echo::Dots;
    Hint m_hint = Hint::None;
    bool m_revealed = false;
    std::chrono::milliseconds m_revealTime = revealTimeMax;
    bool m_caretShown = true;
    bool m_dragging = false;
    int m_announced = 0;
    qreal m_scrolled = 0;
    QString m_placeholder;
    QBasicTimer m_blink;
    QBasicTimer m_hideAgain;
    QAbstractButton* m_reveal;
};

} // namespace consentry::ui
