#pragma once

#include "app/desktop/log_document.h"
#include "core/base/progress.h"
#include "core/ports/new_file.h"
#include "ui/models/log_reader.h"

#include <optional>

namespace consentry::desktop {

/// Which rows go into a file, and what its head says of them beside what the vault knows.
struct LogFileOrder {
    ui::LogExportKind kind = ui::LogExportKind::Table;
    std::filesystem::path path;
    ui::AccessFilter filter;
    ui::CompletenessView completeness;
    QFont font; ///< for a document
};

/// What became of it. With a problem there is no new file, and an older one is as it was.
struct LogFileReport {
    std::optional<Error> problem;
    std::uint64_t rows = 0;
};

/// Writes the rows that a filter of "Who looked" lets through. For one job; blocks.
LogFileReport writeLogFile(const ui::VaultReading& vault, NewFiles& files,
                           const LogFileOrder& order, const JobControl& control);

} // namespace consentry::desktop
