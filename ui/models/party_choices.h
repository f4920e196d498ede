#pragma once

#include "ui/models/grant_draft_view.h"
#include "ui/models/grant_reader.h"

#include <set>

namespace consentry::ui {

/// Whom a grant may name: the people and hospitals that the vault knows. First those whom the
/// patient gave something before or who treated them, then the family, then by organisation; each
/// organisation stands over its people. For one job; every call blocks.
class PartyChoices {
    Q_DECLARE_TR_FUNCTIONS(PartyChoices)
public:
    PartyChoices(const VaultReading& reading, GrantReader& grants)
        : m_reading(reading), m_grants(grants) {}

    /// `custodians` hold records of the patient.
    QList<ChoiceView> choices(std::set<PartyId> custodians);

private:
    struct Ranked;
    std::optional<Ranked> ranked(const PartyId& party, const Contact& contact, bool isKnown) const;
    QString otherWords(const PartyId& party) const;
    void addGrantees(std::set<PartyId>& known);

    const VaultReading& m_reading;
    GrantReader& m_grants;
};

} // namespace consentry::ui
