#pragma once

#include "core/wallet/see_as.h"
#include "ui/models/grant_reader.h"
#include "ui/models/seen_as.h"

#include <QCoreApplication>

namespace consentry::ui {

/// Whose eyes, and what is being considered meanwhile.
struct SeeAsQuestion {
    consent::Grantee who;
    SeenAsView::Considered considered = SeenAsView::Considered::Nothing;
    wallet::ConsideredChange change = {};
};

/// "See my record as": what core/consent decides, sorted by kind. For one job; every call blocks.
class SeenAsReader {
    Q_DECLARE_TR_FUNCTIONS(SeenAsReader)
public:
    explicit SeenAsReader(const VaultReading& reading) : m_reading(reading) {}

    /// Whom the page can be asked for.
    QList<ChoiceView> people();
    /// The grantee that a party's id means: a person with the organisation that attests the role,
    /// or the doctors of an organisation. None for other text.
    std::optional<consent::Grantee> granteeOf(const QString& partyId) const;
    Result<SeenAsView> view(const SeeAsQuestion& question);

private:
    using Groups = QList<SeenGroup>;
    void addWho(SeenAsView& view, const consent::Viewer& viewer) const;
    Groups visible(const wallet::SeenAs& seen, const SeenAsView& view) const;
    Groups hidden(const wallet::SeenAs& seen, const SeenAsView& view) const;
    Groups inEmergency(const wallet::SeenAs& seen, const SeenAsView& view) const;
    Groups changed(const wallet::SeenAs& seen, const SeenAsView& view) const;

    const VaultReading& m_reading;
};

} // namespace consentry::ui
