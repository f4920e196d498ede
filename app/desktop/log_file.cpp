#include "app/desktop/log_file.h"

#include "core/wallet/log_export.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"

#include <QIODevice>

#include <algorithm>
#include <span>

namespace consentry::desktop {
namespace {

using Rows = std::vector<LogSequence>;

constexpr std::size_t rowsPerRead = 256;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(LogFile)
};

/// What Qt writes, into a file of ours. The first problem stays; a PDF goes on writing after it.
class FileDevice : public QIODevice {
public:
    explicit FileDevice(NewFile& file) : m_file(file) { open(QIODevice::WriteOnly); }
    const std::optional<Error>& problem() const { return m_problem; }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char* data, qint64 size) override {
        if (!m_problem) {
            const auto written =
                m_file.write(std::as_bytes(std::span(data, static_cast<std::size_t>(size))));
            m_problem = written ? std::nullopt : std::optional(written.error());
        }
        return m_problem ? -1 : size;
    }

private:
    NewFile& m_file;
    std::optional<Error> m_problem;
};

bool isDemonstration(const ui::VaultReading& vault) {
    return vault.chainId == simulation::DemoConsortium::chainId;
}

QString filterLine(const ui::AccessFilter& filter) {
    const QStringList words = ui::AccessLogModel::words(filter);
    return words.isEmpty() ? Texts::tr("Shown: every access")
                           : Texts::tr("Shown: %1").arg(words.join(QStringLiteral(" · ")));
}

QStringList completenessLines(const ui::VaultReading& vault, const ui::CompletenessView& view) {
    if (view.state == ui::CompletenessView::State::Stopped) {
        return view.missing;
    }
    if (vault.check && vault.check->complete && !vault.check->confirmed) {
        return {Texts::tr("Checked at one hospital alone: no other one has confirmed yet that "
                          "nothing is missing.")};
    }
    if (vault.check && vault.check->isProven()) {
        return {Texts::tr("Complete up to block %1, %2.")
                    .arg(ui::Format::number(qint64(vault.check->height.value)),
                         ui::Format::dayYear(ui::toDateTime(vault.check->time).date()) +
                             QLatin1Char(' ') +
                             ui::Format::time(ui::toDateTime(vault.check->time)))};
    }
    QStringList lines{Texts::tr("Whether this list is complete could not be checked.")};
    lines += view.missing;
    if (!view.hindrance.isEmpty()) {
        lines << view.hindrance;
    }
    return lines;
}

LogDocument::Head headOf(const ui::VaultReading& vault, const LogFileOrder& order) {
    const QDateTime now = ui::toDateTime(vault.now);
    LogDocument::Head head;
    head.title = Texts::tr("Who looked at my records");
    const QString name = ui::toQString(vault.names->ownName(vault.patient, vault.language));
    if (!name.isEmpty()) {
        head.lines << Texts::tr("Records of %1").arg(name);
    }
    head.lines << filterLine(order.filter) << completenessLines(vault, order.completeness)
               << Texts::tr("Written on %1, times in %2")
                      .arg(ui::Format::dayYear(now.date()) + QLatin1Char(' ') +
                               ui::Format::time(now),
                           now.timeZoneAbbreviation());
    head.isDemonstration = isDemonstration(vault);
    head.font = order.font;
    return head;
}

Result<> printRows(const ui::VaultReading& vault, NewFile& file, const LogFileOrder& order,
                   const Rows& rows, const JobControl& control) {
    FileDevice device(file);
    LogDocument document(device, headOf(vault, order));
    ui::LogReader reader(vault);
    for (std::size_t at = 0; at < rows.size(); at += rowsPerRead) {
        if (control.isCancelled()) {
            return fail(ErrorCode::Cancelled);
        }
        const auto from = rows.begin() + static_cast<std::ptrdiff_t>(at);
        const auto count = std::min(rowsPerRead, rows.size() - at);
        for (const auto& row : reader.rows(Rows(from, from + static_cast<std::ptrdiff_t>(count)))) {
            document.add(row);
        }
        if (device.problem()) {
            return tl::unexpected(*device.problem());
        }
        control.report(at + count, rows.size());
    }
    document.finish();
    return device.problem() ? Result<>(tl::unexpected(*device.problem())) : Result<>();
}

Result<> exportRows(const ui::VaultReading& vault, NewFile& file, const LogFileOrder& order,
                    const Rows& rows, const JobControl& control) {
    const auto format =
        order.kind == ui::LogExportKind::Table ? wallet::LogFormat::Csv : wallet::LogFormat::Fhir;
    wallet::LogExport log(
        vault.vault.logs(), *vault.names,
        {vault.chainId, vault.patient.party, vault.language, vault.now, isDemonstration(vault)});
    return log.write(
        format, rows, [&file](std::string_view text) { return file.write(bytesOf(text)); },
        control);
}

Result<std::uint64_t> write(const ui::VaultReading& vault, NewFiles& files,
                            const LogFileOrder& order, const JobControl& control) {
    ui::LogReader reader(vault);
    Rows rows = reader.places(*reader.outline(), order.filter).accesses();
    std::sort(rows.begin(), rows.end(), [](LogSequence a, LogSequence b) { return b < a; });
    ASSIGN_OR_RETURN(const auto file, files.create(order.path));
    const auto fill = order.kind == ui::LogExportKind::Document ? printRows : exportRows;
    RETURN_IF_ERROR(fill(vault, *file, order, rows, control));
    RETURN_IF_ERROR(file->commit());
    return rows.size();
}

} // namespace

LogFileReport writeLogFile(const ui::VaultReading& vault, NewFiles& files,
                           const LogFileOrder& order, const JobControl& control) {
    const auto written = write(vault, files, order, control);
    return written ? LogFileReport{std::nullopt, *written} : LogFileReport{written.error(), 0};
}

} // namespace consentry::desktop
