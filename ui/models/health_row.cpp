#include "ui/models/health_row.h"

#include "core/consent/own_labels.h"
#include "core/consent/record_words.h"
#include "ui/bridge/convert.h"
#include "ui/models/check_words.h"
#include "ui/models/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace consentry::ui {
namespace {

using clinical::Facet;

QString whenText(const RecordSummary& record) {
    if (record.whenText.size() > 10 && record.when) {
        return Format::dayYear(toDate(record.when->begin));
    }
    const QString written = toQString(record.whenText);
    if (const QDate day = QDate::fromString(written, Qt::ISODate); day.isValid()) {
        return Format::dayYear(day);
    }
    const QDate month = QDate::fromString(written, QStringLiteral("yyyy-MM"));
    return month.isValid() ? Format::monthYear(month) : written;
}

/// Whether the title alone does not tell what a record is: "pharmacy" is a claim.
bool needsItsKind(std::string_view resourceType) {
    static constexpr std::string_view types[] = {
        "CareTeam",      "Claim",        "Coverage",     "ExplanationOfBenefit", "Goal",
        "Location",      "Organization", "Practitioner", "PractitionerRole",     "Provenance",
        "SupplyDelivery"};
    return std::find(std::begin(types), std::end(types), resourceType) != std::end(types);
}

QString nameOf(const RecordSummary& record, Language language) {
    const QString title =
        toQString(consent::titleInWords(record.resourceType, record.title, language));
    const QString kind = toQString(consent::resourceTypeName(record.resourceType, language));
    if (title.isEmpty() || !needsItsKind(record.resourceType)) {
        return Format::lineStart(title.isEmpty() ? kind : title);
    }
    return QCoreApplication::translate("WalletHealth", "%1: %2")
        .arg(Format::lineStart(kind), title);
}

} // namespace

HealthFacet shownFacet(Facet facet) {
    for (const FacetGroup& group : facetGroups()) {
        if (std::find(group.facets.begin(), group.facets.end(), facet) != group.facets.end()) {
            return group.shown;
        }
    }
    return HealthFacet::Other;
}

const std::vector<FacetGroup>& facetGroups() {
    static const std::vector<FacetGroup> groups = {
        {HealthFacet::All, {}},
        {HealthFacet::Measurements, {Facet::VitalSign}},
        {HealthFacet::Laboratory, {Facet::Laboratory}},
        {HealthFacet::Medicines, {Facet::Medication}},
        {HealthFacet::Diagnoses, {Facet::Problem}},
        {HealthFacet::Allergies, {Facet::Allergy}},
        {HealthFacet::Visits, {Facet::Encounter, Facet::Procedure}},
        {HealthFacet::Vaccinations, {Facet::Immunization}},
        {HealthFacet::Documents, {Facet::Document, Facet::Imaging, Facet::CarePlan}},
        {HealthFacet::Other, {Facet::Device, Facet::Person, Facet::Other}},
        {HealthFacet::Own, {}},
        {HealthFacet::Marked, {}},
    };
    return groups;
}

/// The codes of HL7's v3-ObservationInterpretation that say where a value lies. "HM" (hold for
/// medical review) and its like begin with the same letters and are none of them; "<" and ">" say
/// that the value could not be measured exactly.
ValueFlag flagOf(std::string_view interpretation) {
    struct Known {
        std::string_view code;
        ValueFlag flag;
    };
    static constexpr Known known[] = {
        {"H", ValueFlag::High},     {"HU", ValueFlag::High},
        {"HX", ValueFlag::High},    {"HH", ValueFlag::CriticalHigh},
        {"L", ValueFlag::Low},      {"LU", ValueFlag::Low},
        {"LX", ValueFlag::Low},     {"LL", ValueFlag::CriticalLow},
        {"A", ValueFlag::Abnormal}, {"AA", ValueFlag::CriticalAbnormal},
    };
    const auto found = std::find_if(std::begin(known), std::end(known),
                                    [&](const Known& one) { return one.code == interpretation; });
    return found == std::end(known) ? ValueFlag::None : found->flag;
}

HealthRowView healthRow(const RecordSummary& record, Language language, const AnchorCheck* check) {
    HealthRowView row;
    row.id = toQString(record.digest.hex());
    row.facet = shownFacet(record.facet);
    row.name = nameOf(record, language);
    row.hash = CheckWords::state(record, check);
    row.value = toQString(consent::valueInWords(record.resourceType, record.valueText, language));
    if (row.value.compare(row.name, Qt::CaseInsensitive) == 0) {
        row.value.clear();
    }
    row.flag = flagOf(record.interpretation);
    row.when = whenText(record);
    row.marks = toQString(consent::ownLabelWords(record.ownLabels, language));
    row.source = record.isOwn ? QString() : toQString(record.performer);
    return row;
}

} // namespace consentry::ui
