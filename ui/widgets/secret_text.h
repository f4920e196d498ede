#pragma once

#include "core/crypto/secret.h"

#include <QString>

#include <algorithm>
#include <array>
#include <optional>

namespace consentry::ui {

/// Bytes that a secret field holds at most; longer input is refused, never cut.
inline constexpr std::size_t secretTextMax = 512;

/// UTF-8 text that is being edited in locked memory: what a line edit keeps in a QString, without
/// an undo history and without a copy anywhere else. Places are byte offsets at the border of a
/// character as people see one (a letter with its marks, an emoji with its tone).
class SecretText {
public:
    enum class Anchor : quint8 { Moves, Stays };

    SecretText() : m_buffer(secretTextMax) {}

    bool isEmpty() const { return m_size == 0; }
    std::size_t size() const { return m_size; }
    ByteView bytes() const { return m_buffer.expose().first(m_size); }
    int characterCount() const { return characterCount(0, m_size); }
    int characterCount(std::size_t from, std::size_t to) const;

    std::size_t cursor() const { return m_cursor; }
    bool hasSelection() const { return m_cursor != m_anchor; }
    std::size_t selectionStart() const { return std::min(m_cursor, m_anchor); }
    std::size_t selectionEnd() const { return std::max(m_cursor, m_anchor); }
    bool isSelected(std::size_t place) const {
        return place >= selectionStart() && place < selectionEnd();
    }

    /// The border after or before a place; the place itself at the end.
    std::size_t next(std::size_t place) const;
    std::size_t previous(std::size_t place) const;
    /// The start of the next or the previous word.
    std::size_t nextWord(std::size_t place) const;
    std::size_t previousWord(std::size_t place) const;
    /// The border before the character with this number, from 0.
    std::size_t placeOfCharacter(int number) const;

    /// Moves the cursor; a selection is what lies between it and the anchor.
    void moveTo(std::size_t place, Anchor anchor);
    void selectAll();

    /// Replaces the selection by the printable characters of `utf8`. False, and nothing changed,
    /// where they do not fit or are no UTF-8.
    bool insert(ByteView utf8);
    /// Removes the selection, or without one what lies between the cursor and `place`.
    void eraseTo(std::size_t place);
    void clear();
    /// The text, and an empty one here. The caller owns the only copy.
    SecretBytes take();

private:
    void erase(std::size_t from, std::size_t to);

    SecretBytes m_buffer;
    std::size_t m_size = 0;
    std::size_t m_cursor = 0;
    std::size_t m_anchor = 0;
};

/// The length in bytes of the first character that people see in `utf8`; 0 at the end.
std::size_t characterLength(ByteView utf8);
/// One character, for a painter. Empty it with wipeText() after use.
QString characterText(ByteView utf8);
/// Overwrites what a string holds, if it is the only owner of it.
void wipeText(QString& text);

} // namespace consentry::ui
