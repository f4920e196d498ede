#pragma once

#include "core/crypto/secret.h"

#include <QWidget>

#include <array>

namespace consentry::ui {

class SecureLineEdit;
class Text;

/// Asks for three of the 24 words, another three each time.
class WordsCheck : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t askedWords = 3;

    /// `words` must outlive this.
    explicit WordsCheck(const SecretBytes& words, QWidget* parent = nullptr);

    /// Whether all three are right; says which are not. Capital letters and spaces around a word
    /// do not matter.
    bool check();

signals:
    /// Return in the last field.
    void submitted();

private:
    const SecretBytes& m_words;
    std::array<int, askedWords> m_asked{};
    std::array<SecureLineEdit*, askedWords> m_fields{};
    Text* m_problem;
};

} // namespace consentry::ui
