#include "tests/ui/pseudo_locale.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace consentry::test {
namespace {

constexpr double growth = 0.4;

QChar accented(QChar letter) {
    static const QString plain = u"aceginosuyzACEGINOSUYZW"_s;
    static const QString marked = u"åçéğîñõšüýžÅÇÉĞÎÑÕŠÜÝŽŴ"_s;
    const auto at = plain.indexOf(letter);
    return at < 0 ? letter : marked.at(at);
}

} // namespace

PseudoLocale::PseudoLocale() {
    Q_UNUSED(m_english.load(u":/translations/consentry_en.qm"_s));
}

QString PseudoLocale::stretched(const QString& text) {
    if (text.isEmpty()) {
        return text;
    }
    QString result = u"["_s;
    bool inTag = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool placeholder = c == u'%' && i + 1 < text.size();
        inTag = inTag || c == u'<';
        result += inTag ? c : accented(c);
        if (placeholder) {
            result += text.at(++i); // %1, %n
        }
        inTag = inTag && c != u'>';
    }
    // In words, so that the longer text can wrap where a real one could.
    const auto more = static_cast<qsizetype>(std::ceil(double(text.size()) * growth));
    for (qsizetype i = 0; i < more; ++i) {
        result += i % 6 == 0 ? u' ' : u'~';
    }
    return result + u']';
}

QString PseudoLocale::translate(const char* context, const char* source, const char* disambiguation,
                                int count) const {
    QString english = m_english.translate(context, source, disambiguation, count);
    if (english.isEmpty()) {
        english = QString::fromUtf8(source);
    }
    const QByteArrayView where(context);
    return where.startsWith("consentry") || !where.startsWith("Q") ? stretched(english) : english;
}

} // namespace consentry::test
