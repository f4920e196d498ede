#pragma once

#include <QImage>
#include <QString>

namespace consentry::ui {

/// What a document carries inside, as the page shows it.
struct AttachmentView {
    QString title;   ///< "Discharge letter"; never empty
    QString facts;   ///< "PNG picture · 300 × 150 · 22,846 bytes"
    QString problem; ///< a sentence: why it is not shown, or not to be relied on
    QImage picture;  ///< null where there is none to show
    QString text;
    QString url;      ///< only ever shown; nothing is fetched
    QString hash;     ///< SHA-256, hexadecimal; empty where there are no bytes
    QString fileName; ///< for a copy: no path, no leading dot
    bool canSave = false;
    bool hasPages = false; ///< a document whose pages are brought one by one
};

} // namespace consentry::ui
