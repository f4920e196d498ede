#include "ui/models/health_records.h"

namespace consentry::ui {

bool isAlarm(HashState state) {
    return state == HashState::Differs || state == HashState::ProofFails;
}

HealthModel::HealthModel(QObject* parent) : PagedListModel(parent) {}

void HealthModel::setSource(HealthSource* source) {
    m_source = source;
    setRows(source);
}

QVariant HealthModel::data(const QModelIndex& index, int role) const {
    if (!hasRow(index)) {
        return {};
    }
    if (role != rowRole && role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    const std::optional<HealthRowView> row = m_source->row(index.row());
    if (!row) {
        return role == rowRole ? QVariant() : QVariant(tr("Loading"));
    }
    if (role == rowRole) {
        return QVariant::fromValue(*row);
    }
    QStringList said{row->name,   row->value,      word(row->flag), row->when,
                     row->source, word(row->hash), row->marks};
    said.removeAll(QString());
    return said.join(QStringLiteral(", "));
}

QString HealthModel::word(HealthFacet facet) {
    switch (facet) {
    case HealthFacet::All:
        return tr("All");
    case HealthFacet::Measurements:
        return tr("Measurements");
    case HealthFacet::Laboratory:
        return tr("Laboratory");
    case HealthFacet::Medicines:
        return tr("Medicines");
    case HealthFacet::Diagnoses:
        return tr("Diagnoses");
    case HealthFacet::Allergies:
        return tr("Allergies");
    case HealthFacet::Visits:
        return tr("Visits");
    case HealthFacet::Vaccinations:
        return tr("Vaccinations");
    case HealthFacet::Documents:
        return tr("Documents");
    case HealthFacet::Other:
        return tr("Other");
    case HealthFacet::Own:
        return tr("Entered by you");
    case HealthFacet::Marked:
        return tr("Marked by you");
    }
    return {};
}

Icon HealthModel::icon(HealthFacet facet) {
    switch (facet) {
    case HealthFacet::Measurements:
        return Icon::Pulse;
    case HealthFacet::Laboratory:
        return Icon::Flask;
    case HealthFacet::Medicines:
        return Icon::Pill;
    case HealthFacet::Visits:
        return Icon::Calendar;
    case HealthFacet::Diagnoses:
        return Icon::Health;
    case HealthFacet::Allergies:
        return Icon::Refusal;
    case HealthFacet::Vaccinations:
        return Icon::Check;
    case HealthFacet::Own:
        return Icon::Pencil;
    case HealthFacet::Marked:
        return Icon::EyeOff;
    case HealthFacet::Documents:
    case HealthFacet::Other:
    case HealthFacet::All:
        break;
    }
    return Icon::Document;
}

QString HealthModel::word(HashState state) {
    switch (state) {
    case HashState::Matches:
        return tr("unchanged");
    case HashState::NotChecked:
        return tr("not checked yet");
    case HashState::Differs:
        return tr("differs from what was anchored");
    case HashState::NotAnchored:
        return tr("not anchored");
    case HashState::FromFile:
        return tr("from a file");
    case HashState::Own:
        return tr("entered by you");
    case HashState::Amended:
        return tr("replaced by a newer version");
    case HashState::Withdrawn:
        return tr("deleted by the hospital");
    case HashState::ProofFails:
        return tr("the hospital's proof does not hold");
    }
    return {};
}

QString HealthModel::word(ValueFlag flag) {
    switch (flag) {
    case ValueFlag::High:
        return tr("high");
    case ValueFlag::Low:
        return tr("low");
    case ValueFlag::CriticalHigh:
        return tr("critically high");
    case ValueFlag::CriticalLow:
        return tr("critically low");
    case ValueFlag::Abnormal:
        return tr("abnormal");
    case ValueFlag::CriticalAbnormal:
        return tr("critically abnormal");
    case ValueFlag::None:
        break;
    }
    return {};
}

QString HealthModel::sign(ValueFlag flag) {
    switch (flag) {
    case ValueFlag::High:
        return QStringLiteral("↑");
    case ValueFlag::Low:
        return QStringLiteral("↓");
    case ValueFlag::CriticalHigh:
        return QStringLiteral("↑↑");
    case ValueFlag::CriticalLow:
        return QStringLiteral("↓↓");
    case ValueFlag::Abnormal:
        return QStringLiteral("*");
    case ValueFlag::CriticalAbnormal:
        return QStringLiteral("**");
    case ValueFlag::None:
        break;
    }
    return {};
}

} // namespace consentry::ui
