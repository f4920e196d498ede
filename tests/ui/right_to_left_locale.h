#pragma once

#include <QTranslator>

namespace consentry::test {

/// Makes of every English text one in Arabic letters, keeping placeholders and tags, and tells Qt
/// that the language runs from right to left, as a real translation does: joined letters, high and
/// low strokes, and Latin names and digits in the middle of them.
class RightToLeftLocale : public QTranslator {
public:
    RightToLeftLocale();
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char* disambiguation,
                      int count) const override;
    static QString inArabicLetters(const QString& text);

private:
    QTranslator m_english; ///< for the plural forms
};

} // namespace consentry::test
