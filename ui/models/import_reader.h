#pragma once

#include "core/base/language.h"
#include "core/wallet/import_records.h"
#include "ui/models/import_view.h"

#include <QCoreApplication>

namespace consentry::ui {

/// Previews of files in words.
class ImportReader {
    Q_DECLARE_TR_FUNCTIONS(ImportReader)
public:
    static ImportFileView file(const QString& path, const wallet::ImportPreview& preview,
                               consentry::Language language);
    /// A file that could not be looked through.
    static ImportFileView unreadable(const QString& path, const QString& problem);
    /// "3 records were added. …", of one file or of several together.
    static QString told(const import::ImportReport& report, consentry::Language language);

private:
    static QString describe(const clinical::Person& person);
    static QString years(const clinical::TimeSpan& span);
    static QStringList refusals(const import::ImportReport& report, consentry::Language language);
    static constexpr int refusalsShown = 5;
};

} // namespace consentry::ui
