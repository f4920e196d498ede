#pragma once

#include "ui/bridge/vault_reading.h"
#include "ui/models/health_records.h"

#include <vector>

namespace consentry {
struct AnchorCheck;
}

namespace consentry::ui {

/// A kind on screen and what it is made of; All, Own and Marked have nothing, which stands for
/// everything.
struct FacetGroup {
    HealthFacet shown;
    std::vector<clinical::Facet> facets;
};
const std::vector<FacetGroup>& facetGroups();
HealthFacet shownFacet(clinical::Facet facet);

/// Of a v3-ObservationInterpretation code ("HH"); None for those that judge no value.
ValueFlag flagOf(std::string_view interpretation);

/// A stored record as a row of a list, with what a check against the ledger said of it, if any.
HealthRowView healthRow(const RecordSummary& record, Language language,
                        const AnchorCheck* check = nullptr);

} // namespace consentry::ui
