#include "ui/models/help_text.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace consentry::ui {

HelpText parseHelp(const QString& text) {
    HelpText help;
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const QString words = line.mid(2).trimmed();
        if (line.startsWith(u"# "_s)) {
            help.title = words;
        } else if (line.startsWith(u"! "_s)) {
            help.hint = words;
        } else if (line.startsWith(u"- "_s)) {
            help.parts << HelpText::Part{true, words};
        } else {
            help.parts << HelpText::Part{false, line.trimmed()};
        }
    }
    return help;
}

HelpText helpText(const QString& topic, Language language) {
    const QString folder = language == Language::English ? u"en"_s : u"zh"_s;
    QFile file(u":/help/%1/%2.txt"_s.arg(folder, topic));
    return file.open(QIODevice::ReadOnly) ? parseHelp(QString::fromUtf8(file.readAll()))
                                          : HelpText();
}

} // namespace consentry::ui
