#include "ui/models/health_reader.h"

#include "core/clinical/json_canonical.h"
#include "core/clinical/record_from_json.h"
#include "core/consent/own_labels.h"
#include "core/consent/record_words.h"
#include "ui/bridge/convert.h"
#include "ui/models/check_words.h"
#include "ui/models/format.h"
#include "ui/models/health_row.h"
#include "ui/style/painting.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

// More than this of an original is no reading matter, and would hold the window up.
constexpr std::size_t originalShownMax = 64 * 1024; ///< bytes
constexpr std::size_t importsLookedAt = 1000;
constexpr std::size_t pageSize = 500;

bool isNamed(const RecordSummary& record, const consent::TargetName& name) {
    return record.id == name.id && (name.type.empty() || record.resourceType == name.type);
}

TrendPoint::Place placeOf(std::string_view interpretation) {
    switch (flagOf(interpretation)) {
    case ValueFlag::High:
    case ValueFlag::CriticalHigh:
        return TrendPoint::Place::Above;
    case ValueFlag::Low:
    case ValueFlag::CriticalLow:
        return TrendPoint::Place::Below;
    case ValueFlag::Abnormal:
    case ValueFlag::CriticalAbnormal:
    case ValueFlag::None:
        break;
    }
    return interpretation == "N" ? TrendPoint::Place::Inside : TrendPoint::Place::Unjudged;
}

TrendPoint::Place placeOf(clinical::PrintedPlace place) {
    switch (place) {
    case clinical::PrintedPlace::Inside:
        return TrendPoint::Place::Inside;
    case clinical::PrintedPlace::Above:
        return TrendPoint::Place::Above;
    case clinical::PrintedPlace::Below:
        return TrendPoint::Place::Below;
    case clinical::PrintedPlace::Unknown:
        break;
    }
    return TrendPoint::Place::Unjudged;
}

/// Nobody judged it, and its record prints a range: that is looked at instead. "<" and ">" judge
/// the measuring, not the value.
bool isPlacedByRange(const clinical::TrendValue& value) {
    const bool isJudged =
        !value.interpretation.empty() && value.interpretation != "<" && value.interpretation != ">";
    return !isJudged && value.printed != clinical::PrintedPlace::Unknown;
}

TrendPoint::Bound boundOf(std::string_view comparator) {
    return comparator.starts_with('<')   ? TrendPoint::Bound::Below
           : comparator.starts_with('>') ? TrendPoint::Bound::Above
                                         : TrendPoint::Bound::Exact;
}

/// As the list shows it: "< 0.1 mg/L".
QString valueText(const clinical::Quantity& quantity, consentry::Language language) {
    const std::string& unit = quantity.unit.empty() ? quantity.unitCode : quantity.unit;
    std::string text = quantity.comparator;
    text += (text.empty() ? "" : " ") + quantity.value + (unit.empty() ? "" : " ") + unit;
    return toQString(consent::valueInWords("Observation", text, language));
}

int sourceIndex(TrendSeries& series, const QString& source, bool isOwn) {
    qsizetype at = series.sources.indexOf(source);
    if (at < 0) {
        at = series.sources.size();
        series.sources << source;
    }
    if (isOwn) {
        series.ownSource = static_cast<int>(at);
    }
    return static_cast<int>(at);
}

} // namespace

std::optional<HealthDetailView> HealthReader::detail(const QString& id) {
    RecordStore& records = m_vault.vault.records();
    const auto digest = RecordDigest::fromHexText(toUtf8(id));
    const auto record =
        digest ? records.find(*digest) : Result<RecordSummary>(fail(ErrorCode::NotFound));
    if (!record) {
        return std::nullopt;
    }
    const ChecksByRecord checks = CheckWords(m_vault).checksOf({*record});
    const AnchorCheck* check = checks.empty() ? nullptr : &checks.begin()->second;
    const HealthRowView row = healthRow(*record, m_vault.language, check);
    HealthDetailView detail;
    detail.id = id;
    detail.name = row.name;
    detail.value = row.value;
    detail.flag = row.flag;
    detail.hash = row.hash;
    detail.technical = technical(*record);
    const auto marks = consent::labelCodes(record->ownLabels);
    for (const consent::OwnLabel& label : consent::ownLabels()) {
        const bool isSet = std::find(marks.begin(), marks.end(), label.code) != marks.end();
        detail.marks << OwnMarkView{toQString(label.code),
                                    Format::lineStart(toQString(label.name.in(m_vault.language))),
                                    isSet};
    }
    const auto original = records.original(*digest);
    addCheck(detail, *record, check, original);
    clinical::JsonDocument document;
    if (!original || !document.read(consentry::textOf(*original))) {
        detail.sections = {{{}, {{tr("When"), row.when, {}, {}}}}};
        return detail;
    }
    const consent::RecordDetails details =
        consent::describeRecord(document.root(), m_vault.language);
    for (const std::string& warning : details.warnings) {
        detail.warnings << toQString(warning);
    }
    detail.isVoid = details.isVoid;
    detail.sections = sections(details, *record);
    for (const consent::DetailCode& code : details.codes) {
        detail.codes << FactView{toQString(code.label), toQString(code.code),
                                 joinFacts({toQString(code.systemName), toQString(code.display)})};
    }
    detail.originalJson = originalText(consentry::textOf(*original));
    if (record->isOwn) {
        addOwn(detail, *record, document.root());
    }
    return detail;
}

/// A check is bound to a digest: whatever it said, bytes that do not have it are not what was
/// checked.
void HealthReader::addCheck(HealthDetailView& detail, const RecordSummary& record,
                            const AnchorCheck* check, const Result<Bytes>& original) {
    const auto digest = original ? clinical::recordDigest(*original)
                                 : Result<RecordDigest>(fail(ErrorCode::NotFound));
    const bool isWhole = digest && *digest == record.digest;
    detail.check = CheckWords(m_vault).note(record, check, isWhole);
    if (!isWhole && !record.isOwn) {
        detail.hash = HashState::Differs;
    }
}

void HealthReader::addOwn(HealthDetailView& detail, const RecordSummary& record,
                          clinical::JsonValue original) {
    const auto versions = m_vault.vault.records().earlierVersions(record.digest);
    for (const OwnVersion& version : versions ? *versions : std::vector<OwnVersion>()) {
        detail.earlier << earlierVersion(version);
    }
    if (detail.isVoid) {
        return;
    }
    if (const auto entry = wallet::ownEntryOf(original)) {
        detail.correction = OwnRecordDraft{entry->kind,
                                           toQString(entry->first),
                                           toQString(entry->second),
                                           toQString(entry->unit),
                                           toQString(entry->day),
                                           toQString(entry->time),
                                           toQString(entry->text),
                                           detail.id};
    }
}

/// "29 November 2026, 23:20 · 650 kg · measured on …".
FactView HealthReader::earlierVersion(const OwnVersion& version) {
    const QDateTime at = toDateTime(version.writtenAt);
    FactView fact{tr("%1, %2").arg(Format::dayYear(at.date()), Format::time(at)), {}, {}};
    const auto record = clinical::recordFromJson(version.original);
    clinical::JsonDocument document;
    if (!record || !document.read(consentry::textOf(version.original))) {
        fact.value = tr("This version cannot be read.");
        return fact;
    }
    const auto entry = wallet::ownEntryOf(document.root());
    fact.value = toQString(
        consent::valueInWords(record->facts.resourceType, record->valueText, m_vault.language));
    const bool isNote = entry && entry->kind == wallet::OwnKind::Note;
    if (isNote) { // a list's value is cut; this is where the whole can be read
        fact.value = toQString(entry->text);
    }
    fact.detail = joinFacts({toQString(consent::dateInWords(record->whenText, m_vault.language)),
                             entry && !isNote ? toQString(entry->text) : QString()});
    return fact;
}

QString HealthReader::originalText(std::string_view json) {
    if (json.size() <= originalShownMax) {
        return toQString(json);
    }
    return toQString(json.substr(0, originalShownMax)) + u"\n…\n"_s +
           tr("Only the beginning is shown: the whole has %1 bytes.")
               .arg(Format::number(static_cast<qint64>(json.size())));
}

QList<FactView> HealthReader::technical(const RecordSummary& record) {
    QList<FactView> facts;
    facts << FactView{tr("Kind"),
                      Format::lineStart(toQString(
                          consent::resourceTypeName(record.resourceType, m_vault.language))),
                      toQString(record.resourceType)};
    if (!record.id.empty()) {
        facts << FactView{tr("Number there"), toQString(record.id), {}};
    }
    facts << FactView{tr("Digest"), toQString(record.digest.hex()), {}};
    const auto imports = m_vault.vault.records().imports(importsLookedAt);
    for (const StoredImport& import : imports ? *imports : std::vector<StoredImport>()) {
        if (import.id == record.import && !import.source.fileName.empty()) {
            facts << FactView{tr("Came with"), toQString(import.source.fileName),
                              Format::dayYear(toDate(import.source.startedAt))};
        }
    }
    return facts;
}

/// What a reference names, among the records of the same hospital; without one, of the same file:
/// two hospitals may well both have an Observation/17.
std::vector<RecordSummary> HealthReader::linked(const consent::RecordDetails& details,
                                                const RecordSummary& record) {
    RecordFilter filter;
    for (const consent::DetailSection& section : details.sections) {
        for (const consent::DetailLine& line : section.lines) {
            if (!line.target.id.empty() && filter.names.size() < consent::detailLinesMax) {
                filter.names.push_back({line.target.type, line.target.id});
            }
        }
    }
    if (filter.names.empty()) {
        return {};
    }
    if (record.custodian == PartyId()) {
        filter.import = record.import;
    }
    filter.custodian = record.custodian;
    const auto page = m_vault.vault.records().page(filter, std::nullopt, RecordStore::pageMax);
    return page ? page->records : std::vector<RecordSummary>();
}

QList<HealthSectionView> HealthReader::sections(const consent::RecordDetails& details,
                                                const RecordSummary& record) {
    const std::vector<RecordSummary> others = linked(details, record);
    QList<HealthSectionView> sections{HealthSectionView()};
    bool saysWhen = record.whenText.empty();
    bool saysWho = record.performer.empty();
    const QString when = toQString(consent::dateInWords(
        std::string_view(record.whenText).substr(0, record.whenText.find(" / ")),
        m_vault.language));
    const QString who = toQString(record.performer);
    for (const consent::DetailSection& section : details.sections) {
        if (!section.title.empty()) {
            sections << HealthSectionView{toQString(section.title), {}};
        }
        for (const consent::DetailLine& line : section.lines) {
            HealthFactView fact{
                toQString(line.label), toQString(line.value), toQString(line.note), {}};
            const auto other =
                std::find_if(others.begin(), others.end(),
                             [&](const RecordSummary& one) { return isNamed(one, line.target); });
            if (!line.target.id.empty() && other != others.end()) {
                const HealthRowView row = healthRow(*other, m_vault.language);
                fact.target = row.id;
                fact.value = row.name;
                fact.note = joinFacts({row.value, HealthModel::word(row.flag)});
            } else if (fact.value.isEmpty() && section.title.empty()) {
                continue; // a visit that is not here says nothing
            } else if (fact.value.isEmpty()) {
                fact.value = tr("Not among your records");
            }
            saysWhen = saysWhen || fact.value.contains(when);
            saysWho = saysWho || fact.value == who;
            sections.last().facts << fact;
        }
    }
    if (!saysWho) {
        sections.first().facts.prepend({tr("Reported by"), who, {}, {}});
    }
    if (!saysWhen) {
        sections.first().facts.prepend({tr("When"), when, {}, {}});
    }
    if (sections.first().facts.isEmpty()) {
        sections.removeFirst();
    }
    return sections;
}

QList<HealthTrendView> HealthReader::trends(const QString& id) {
    const auto digest = RecordDigest::fromHexText(toUtf8(id));
    const auto original = digest ? m_vault.vault.records().original(*digest)
                                 : Result<Bytes>(fail(ErrorCode::NotFound));
    const auto observation = original ? clinical::observationFromJson(*original)
                                      : Result<clinical::Observation>(fail(ErrorCode::NotFound));
    if (!observation) {
        return {};
    }
    std::vector<clinical::Measurement> measured{observation->main};
    measured.insert(measured.end(), observation->components.begin(), observation->components.end());
    QList<HealthTrendView> views;
    for (const clinical::Measurement& one : measured) {
        if (static_cast<std::size_t>(views.size()) == trendsMax) {
            break;
        }
        if (auto view = trend(one)) {
            views << std::move(*view);
        }
    }
    return views;
}

/// Everything with one of these codes. False where there is more than was taken.
bool HealthReader::collect(const std::vector<clinical::Code>& codes,
                           std::vector<clinical::TrendSource>& found) {
    RecordStore& records = m_vault.vault.records();
    std::vector<RecordSummary> all;
    bool isWhole = true;
    for (const clinical::Code& code : codes) {
        if (code.system.empty()) {
            continue;
        }
        RecordFilter filter;
        filter.code = code;
        const auto page = records.page(filter, std::nullopt, trendValuesMax);
        if (!page) {
            continue;
        }
        isWhole = isWhole && !page->next;
        for (const RecordSummary& record : page->records) {
            const bool isNew = std::none_of(all.begin(), all.end(), [&](const RecordSummary& one) {
                return one.row == record.row;
            });
            if (isNew && record.resourceType == "Observation") {
                all.push_back(record);
            }
        }
    }
    for (const RecordSummary& record : all) {
        const auto original = records.original(record.digest);
        auto observation = original ? clinical::observationFromJson(*original)
                                    : Result<clinical::Observation>(fail(ErrorCode::NotFound));
        if (observation) {
            found.push_back(
                {record.digest, std::move(*observation), record.performer, record.isOwn});
        }
    }
    return isWhole;
}

std::optional<HealthTrendView> HealthReader::trend(const clinical::Measurement& measured) {
    if (!measured.quantity || !measured.quantity->number) {
        return std::nullopt;
    }
    std::vector<clinical::TrendSource> found;
    const bool isWhole = collect(measured.codes, found);
    const clinical::Trend trend = clinical::trendOf(found, measured.codes, *measured.quantity);
    if (trend.values.empty()) {
        return std::nullopt;
    }
    HealthTrendView view;
    view.series.name = Format::lineStart(toQString(measured.title));
    const clinical::Quantity& newest = trend.values.back().quantity;
    view.series.unit =
        toQString(consent::valueInWords(
                      "Observation", "0 " + (newest.unit.empty() ? newest.unitCode : newest.unit),
                      m_vault.language))
            .mid(2);
    view.series.usualLow = trend.usualLow;
    view.series.usualHigh = trend.usualHigh;
    for (const clinical::TrendValue& value : trend.values) {
        TrendPoint point;
        point.at = toDateTime(value.at);
        point.value = *value.quantity.number;
        point.text = valueText(value.quantity, m_vault.language);
        point.place =
            isPlacedByRange(value) ? placeOf(value.printed) : placeOf(value.interpretation);
        point.bound = boundOf(value.quantity.comparator);
        point.gapBefore = value.gapBefore;
        point.source = sourceIndex(view.series, sourceName(value), value.isOwn);
        point.note = pointNote(value);
        point.id = toQString(value.record.hex());
        view.series.points << point;
    }
    addRemarks(view, trend, isWhole);
    return view;
}

QString HealthReader::sourceName(const clinical::TrendValue& value) {
    if (value.isOwn) {
        return tr("Your own");
    }
    const std::string& name = value.sources.front();
    return name.empty() ? tr("Source not named") : toQString(name);
}

QString HealthReader::pointNote(const clinical::TrendValue& value) {
    QStringList notes;
    const ValueFlag flag = flagOf(value.interpretation);
    if (flag != ValueFlag::High && flag != ValueFlag::Low) { // those the place says
        notes << HealthModel::word(flag);
    }
    if (isPlacedByRange(value)) {
        notes << tr("by the printed range");
    }
    if (value.sources.size() > 1) {
        QStringList also;
        for (std::size_t i = 1; i < value.sources.size(); ++i) {
            also << toQString(value.sources[i]);
        }
        //: %1 one or more hospitals
        notes << tr("also reported by %1").arg(also.join(isChinese() ? u"、"_s : u", "_s));
    }
    if (value.isPreliminary) {
        notes << tr("preliminary");
    }
    return joinFacts(notes);
}

void HealthReader::addRemarks(HealthTrendView& view, const clinical::Trend& trend, bool isWhole) {
    for (const auto& [unit, count] : trend.otherUnits) {
        const QString name =
            unit.empty()
                ? tr("no unit")
                : toQString(consent::valueInWords("Observation", "0 " + unit, m_vault.language))
                      .mid(2);
        //: %1 a unit
        view.remarks << tr("%n value(s) in %1 are not drawn here: another unit is not converted.",
                           nullptr, static_cast<int>(count))
                            .arg(name);
    }
    if (trend.withoutDay > 0) {
        view.remarks << tr("%n value(s) without an exact day are not drawn.", nullptr,
                           static_cast<int>(trend.withoutDay));
    }
    if (trend.voided > 0) {
        view.remarks << tr("%n value(s) that were entered in error are left out.", nullptr,
                           static_cast<int>(trend.voided));
    }
    if (trend.folded > 0) {
        view.remarks << tr("%n value(s) that were reported twice are shown once.", nullptr,
                           static_cast<int>(trend.folded));
    }
    if (trend.rangesDiffer) {
        view.remarks << tr("The reports name different usual ranges; the band is that of the "
                           "newest.");
    }
    if (!isWhole) {
        view.remarks << tr("Older values than these are left out.");
    }
}

} // namespace consentry::ui
