#include "ui/models/import_reader.h"

#include "ui/bridge/convert.h"
#include "ui/models/format.h"
#include "ui/models/health_row.h"

#include <QFileInfo>

#include <algorithm>

namespace consentry::ui {
namespace {

QString reasonText(import::ImportReason reason, consentry::Language language) {
    return toQString(import::reasonText(reason, language == consentry::Language::English
                                                    ? import::ReportLanguage::English
                                                    : import::ReportLanguage::Chinese));
}

/// By the kinds of "My health", most first.
QList<HealthFacetCount> kindsOf(const std::map<clinical::Facet, std::uint64_t>& facets) {
    QList<HealthFacetCount> kinds;
    for (const auto& [facet, count] : facets) {
        const HealthFacet shown = shownFacet(facet);
        const auto known = std::find_if(kinds.begin(), kinds.end(),
                                        [shown](const auto& kind) { return kind.facet == shown; });
        if (known == kinds.end()) {
            kinds << HealthFacetCount{shown, static_cast<int>(count)};
        } else {
            known->count += static_cast<int>(count);
        }
    }
    std::stable_sort(kinds.begin(), kinds.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    return kinds;
}

} // namespace

QString ImportReader::describe(const clinical::Person& person) {
    const QString name =
        person.name.empty() ? tr("a person without a name") : toQString(person.name);
    if (!person.birthDate) {
        return name;
    }
    const QString written = toQString(person.birthDate->text());
    const QDate day = QDate::fromString(written, Qt::ISODate);
    //: %1 a person's name, %2 a day
    return tr("%1, born %2").arg(name, day.isValid() ? Format::dayYear(day) : written);
}

/// A partial date spans its days in every zone: hours of another year are cut off at both ends.
QString ImportReader::years(const clinical::TimeSpan& span) {
    const int first = toDate(span.begin + std::chrono::hours(14)).year();
    const int last = std::max(
        toDate(span.end - std::chrono::hours(12) - std::chrono::milliseconds(1)).year(), first);
    return first == last ? QString::number(first) : tr("%1 – %2").arg(first).arg(last);
}

QStringList ImportReader::refusals(const import::ImportReport& report,
                                   consentry::Language language) {
    QStringList lines;
    for (const import::ImportRefusal& refusal : report.refusals) {
        if (lines.size() == refusalsShown) {
            break;
        }
        //: %1 the number of an entry or line in a file, %2 why it cannot be read
        lines << tr("Part %1: %2").arg(refusal.item).arg(reasonText(refusal.reason, language));
    }
    const int more = static_cast<int>(report.refused) - static_cast<int>(lines.size());
    if (more > 0) {
        lines << tr("and %n more", nullptr, more);
    }
    return lines;
}

ImportFileView ImportReader::file(const QString& path, const wallet::ImportPreview& preview,
                                  consentry::Language language) {
    const import::ImportReport& report = preview.report;
    if (report.isFileRefused()) {
        return unreadable(path, reasonText(report.refusals.front().reason, language));
    }
    ImportFileView view;
    view.path = path;
    view.name = QFileInfo(path).fileName();
    view.person = preview.person ? describe(*preview.person) : QString();
    view.other = preview.other ? describe(*preview.other) : QString();
    view.kinds = kindsOf(preview.addedByFacet);
    view.years = preview.span ? years(*preview.span) : QString();
    view.added = static_cast<int>(report.added);
    view.duplicates = static_cast<int>(report.duplicates);
    view.refused = static_cast<int>(report.refused);
    view.refusals = refusals(report, language);
    return view;
}

ImportFileView ImportReader::unreadable(const QString& path, const QString& problem) {
    ImportFileView view;
    view.path = path;
    view.name = QFileInfo(path).fileName();
    view.problem = problem;
    return view;
}

QString ImportReader::told(const import::ImportReport& report, consentry::Language language) {
    QString text = tr("%n record(s) were added.", nullptr, static_cast<int>(report.added));
    if (report.duplicates > 0) {
        text += QLatin1Char('\n') +
                tr("%n record(s) were here already.", nullptr, static_cast<int>(report.duplicates));
    }
    if (report.refused > 0) {
        text += QLatin1Char('\n') +
                tr("%n part(s) were refused:", nullptr, static_cast<int>(report.refused)) +
                QLatin1Char(' ') + reasonText(report.refusals.front().reason, language);
    }
    return text;
}

} // namespace consentry::ui
