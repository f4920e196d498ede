#pragma once

#include "core/wallet/rule_words.h"
#include "ui/models/grant_reader.h"
#include "ui/models/rules_view.h"

namespace consentry::ui {

/// The rules above all grants as pages show them. For one job; every call blocks.
class RulesReader {
    Q_DECLARE_TR_FUNCTIONS(RulesReader)
public:
    explicit RulesReader(const VaultReading& reading) : m_reading(reading) {}

    /// Those that stand, unchanged.
    Result<RulesView> standing();
    /// What the standing rules would become. An edit that does not fit changes nothing:
    /// InvalidArgument, TooLarge.
    Result<RulesView> changed(consent::PatientPolicy draft, const RulesEdit& edit);
    /// The same with what is not part of the rules in the language of this reading.
    Result<RulesView> view(const consent::PatientPolicy& draft);
    /// As above, against rules that stood before: a change that was sent reads as it did.
    Result<RulesView> view(const consent::PatientPolicy& draft,
                           const consent::PatientPolicy& standing);

private:
    void addBlocked(RulesView& view);
    QString effectOn(const PartyId& party, const std::vector<OpenedGrant>& standing) const;
    Result<> addReach(RulesView& view) const;
    QString exactText(const RulesView& view) const;
    Result<consent::PatientPolicy> standingRules() const;

    const VaultReading& m_reading;
};

} // namespace consentry::ui
