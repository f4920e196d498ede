#pragma once

#include "ui/style/appearance.h"

#include <QList>
#include <QString>

namespace consentry::ui {

/// A text of resources/help: a title, sometimes a hint for who sees the page for the first time,
/// and paragraphs or steps.
struct HelpText {
    struct Part {
        bool isStep = false;
        QString words;
    };
    QString title;
    QString hint;
    QList<Part> parts;
};

/// "# title", "! hint", "- step"; every other line is a paragraph.
HelpText parseHelp(const QString& text);
/// Of a topic ("home", "glossary"); nothing where there is none.
HelpText helpText(const QString& topic, Language language);

} // namespace consentry::ui
