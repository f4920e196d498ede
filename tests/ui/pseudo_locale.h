#pragma once

#include <QTranslator>

namespace consentry::test {

/// Makes of every English text one that is recognisable and at least 40 % longer, keeping
/// placeholders and tags: "Who may see" becomes "[Ŵĥõ måý šéé ~~~~~]". A text that stays plain on
/// the screen has bypassed translation; one that is cut would be cut in German.
class PseudoLocale : public QTranslator {
public:
    PseudoLocale();
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char* disambiguation,
                      int count) const override;
    static QString stretched(const QString& text);

private:
    QTranslator m_english; ///< for the plural forms
};

} // namespace consentry::test
