#include "core/ports/anchor_check_store.h"

#include "core/base/check.h"
#include "core/ports/vault_database.h"

namespace consentry {

AnchorCheckStore& anchorChecksOf(VaultDatabase& database) {
    auto* keeping = dynamic_cast<KeepsAnchorChecks*>(&database);
    CHECK(keeping != nullptr);
    return keeping->anchorChecks();
}

} // namespace consentry
