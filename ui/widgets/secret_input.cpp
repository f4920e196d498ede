#include "ui/widgets/secret_input.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>

#include <array>

using namespace Qt::StringLiterals;

namespace consentry::ui {

bool moveByKey(SecretText& text, const QKeyEvent& event, WordJumps jumps) {
    struct Move {
        QKeySequence::StandardKey move;
        QKeySequence::StandardKey select;
        std::size_t place;
    };
    const bool toWords = jumps == WordJumps::ToWords;
    const std::size_t cursor = text.cursor();
    const std::size_t end = text.size();
    // Over a selection an arrow goes to its edge, as everywhere.
    const bool selected = text.hasSelection();
    using Key = QKeySequence;
    const std::array<Move, 6> moves{{
        {Key::MoveToNextChar, Key::SelectNextChar, text.next(cursor)},
        {Key::MoveToPreviousChar, Key::SelectPreviousChar, text.previous(cursor)},
        {Key::MoveToNextWord, Key::SelectNextWord, toWords ? text.nextWord(cursor) : end},
        {Key::MoveToPreviousWord, Key::SelectPreviousWord, toWords ? text.previousWord(cursor) : 0},
        {Key::MoveToStartOfLine, Key::SelectStartOfLine, 0},
        {Key::MoveToEndOfLine, Key::SelectEndOfLine, end},
    }};
    for (const Move& each : moves) {
        if (event.matches(each.move)) {
            const bool forth = each.move == Key::MoveToNextChar;
            const bool back = each.move == Key::MoveToPreviousChar;
            text.moveTo(selected && forth  ? text.selectionEnd()
                        : selected && back ? text.selectionStart()
                                           : each.place,
                        SecretText::Anchor::Moves);
            return true;
        }
        if (event.matches(each.select)) {
            text.moveTo(each.place, SecretText::Anchor::Stays);
            return true;
        }
    }
    if (event.matches(Key::SelectAll)) {
        text.selectAll();
        return true;
    }
    return false;
}

std::optional<std::size_t> placeToEraseTo(const SecretText& text, const QKeyEvent& event,
                                          WordJumps jumps) {
    const bool toWords = jumps == WordJumps::ToWords;
    const std::size_t cursor = text.cursor();
    using Key = QKeySequence;
    if (event.matches(Key::DeleteStartOfWord)) {
        return toWords ? text.previousWord(cursor) : 0;
    }
    if (event.matches(Key::DeleteEndOfWord)) {
        return toWords ? text.nextWord(cursor) : text.size();
    }
    if (event.matches(Key::DeleteEndOfLine)) {
        return text.size();
    }
    if (event.matches(Key::Delete)) {
        return text.next(cursor);
    }
    if (event.key() == Qt::Key_Backspace) {
        return text.previous(cursor);
    }
    return std::nullopt;
}

bool typesCharacters(const QKeyEvent& event) {
    constexpr auto blocked = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    // AltGr arrives as Control with Alt on some systems and types characters.
    const bool altGr = (event.modifiers() & blocked) == (Qt::ControlModifier | Qt::AltModifier);
    const QString text = event.text();
    return !text.isEmpty() && (text.at(0).isPrint() || text.at(0).isHighSurrogate()) &&
           (altGr || !(event.modifiers() & blocked));
}

QByteArray clipboardUtf8(QClipboard::Mode mode) {
    const QMimeData* data = QGuiApplication::clipboard()->mimeData(mode);
    if (data == nullptr) {
        return {};
    }
    for (const QString& format : {u"text/plain;charset=utf-8"_s, u"text/plain;charset=UTF-8"_s}) {
        if (data->hasFormat(format)) {
            return data->data(format);
        }
    }
    return data->hasText() ? data->data(u"text/plain"_s) : QByteArray();
}

std::span<std::byte> writableBytes(QByteArray& array) {
    return std::as_writable_bytes(std::span(array.data(), static_cast<std::size_t>(array.size())));
}

void wipeBytes(QByteArray& bytes) {
    if (bytes.isDetached()) {
        wipe(writableBytes(bytes));
    }
    bytes.clear();
}

} // namespace consentry::ui
