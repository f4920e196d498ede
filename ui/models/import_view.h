#pragma once

#include "ui/models/health_records.h"

namespace consentry::ui {

/// What taking a file over would bring, before anything is stored.
struct ImportFileView {
    QString path;
    QString name;
    QString person;                ///< "Nina Osterwald, born 12 April 1961"; empty: nobody is named
    QString other;                 ///< whom the vault is about, where that is somebody else
    QList<HealthFacetCount> kinds; ///< of what is new, most first
    QString years;                 ///< "2009 – 2026", of what is new; empty: undated
    int added = 0;
    int duplicates = 0;
    int refused = 0;
    QStringList refusals; ///< why, the first few
    QString problem;      ///< why nothing of it can be taken; empty where something can
};

struct ImportView {
    QList<ImportFileView> files;
};

} // namespace consentry::ui
