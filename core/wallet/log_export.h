#pragma once

#include "core/base/progress.h"
#include "core/wallet/log_entries.h"
#include "core/wallet/party_names.h"

#include <functional>
#include <span>
#include <string>

namespace consentry::wallet {

enum class LogFormat {
    Csv,  ///< RFC 4180 in UTF-8 with a byte order mark, a header in the reader's language
    Fhir, ///< one FHIR R4 Bundle (collection) of AuditEvent
};

/// Takes the next bytes of a file. What fails here ends the export.
using ExportSink = std::function<Result<>(std::string_view)>;

/// Writes accesses of a patient's log for other programs. Reads one row after the other, so that
/// memory does not grow with the log.
///
///     LogExport(logs, names, {chainId, patient, language, now}).write(LogFormat::Csv, rows, sink)
class LogExport {
public:
    struct Setting {
        std::string chainId;
        PartyId patient;
        Language language = Language::English;
        Instant now;
        bool isDemonstration = false; ///< said in the Bundle (HTEST) and in the CSV's last column
    };
    /// Both must outlive the object.
    LogExport(LogStore& logs, const PartyNames& names, Setting setting)
        : m_logs(logs), m_entries(logs, setting.chainId), m_names(names),
          m_setting(std::move(setting)) {}

    /// In the order of `rows`. Cancelled; otherwise what the store or the sink says. The sink got a
    /// whole file only where this succeeds.
    Result<> write(LogFormat format, std::span<const LogSequence> rows, const ExportSink& sink,
                   const JobControl& control = {});

private:
    std::string head(LogFormat format) const;
    Result<std::string> row(LogFormat format, LogSequence seq);

    LogStore& m_logs;
    LogEntries m_entries;
    const PartyNames& m_names;
    Setting m_setting;
};

} // namespace consentry::wallet
