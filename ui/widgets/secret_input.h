#pragma once

#include "ui/widgets/secret_text.h"

#include <QByteArray>
#include <QClipboard>

class QKeyEvent;

namespace consentry::ui {

// What keys and the clipboard do to a SecretText.

/// Whether word jumps stop at words, or go to the ends so that dots do not tell where words are.
enum class WordJumps : quint8 { ToWords, ToEnds };

/// True where the key moves the cursor or selects; then it has.
bool moveByKey(SecretText& text, const QKeyEvent& event, WordJumps jumps);
/// The place up to which the key removes; nothing where it removes nothing at all.
std::optional<std::size_t> placeToEraseTo(const SecretText& text, const QKeyEvent& event,
                                          WordJumps jumps);
/// Whether the key types something rather than commands.
bool typesCharacters(const QKeyEvent& event);

/// The clipboard's text as the bytes that its owner offers, where it offers UTF-8: then no string
/// of Qt ever holds it. Empty it with wipeBytes() after use.
QByteArray clipboardUtf8(QClipboard::Mode mode);
std::span<std::byte> writableBytes(QByteArray& array);
/// Overwrites bytes that nobody else shares, and lets them go.
void wipeBytes(QByteArray& bytes);

} // namespace consentry::ui
