#include "tests/ui/right_to_left_locale.h"

using namespace Qt::StringLiterals;

namespace consentry::test {
namespace {

/// One for each letter from a to z.
constexpr QStringView arabic = u"ابثدهفغحيجكلمنعصقرستوظضخزذ";

QChar arabicFor(QChar letter) {
    const QChar lower = letter.toLower();
    return lower >= u'a' && lower <= u'z' ? arabic.at(lower.unicode() - u'a') : letter;
}

} // namespace

RightToLeftLocale::RightToLeftLocale() {
    Q_UNUSED(m_english.load(u":/translations/consentry_en.qm"_s));
}

QString RightToLeftLocale::inArabicLetters(const QString& text) {
    QString result;
    bool inTag = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        inTag = inTag || c == u'<';
        if (c == u'%' && i + 1 < text.size()) {
            result += c;
            result += text.at(++i); // %1, %n
        } else {
            result += inTag ? c : arabicFor(c);
        }
        inTag = inTag && c != u'>';
    }
    return result;
}

QString RightToLeftLocale::translate(const char* context, const char* source,
                                     const char* disambiguation, int count) const {
    const QByteArrayView where(context);
    if (where == "QGuiApplication" && QByteArrayView(source) == "QT_LAYOUT_DIRECTION") {
        return u"RTL"_s;
    }
    QString english = m_english.translate(context, source, disambiguation, count);
    if (english.isEmpty()) {
        english = QString::fromUtf8(source);
    }
    return where.startsWith("consentry") || !where.startsWith("Q") ? inArabicLetters(english)
                                                                   : english;
}

} // namespace consentry::test
