#pragma once

#include "core/consent/policy.h"
#include "core/crypto/random.h"
#include "core/ports/record_store.h"

#include <optional>
#include <string>
#include <vector>

namespace consentry::wallet {

/// A grant that is ready to be read once more and signed. Nothing was sent.
struct PreparedGrant {
    consent::Grant grant; ///< with its id, patient and issuer
    Nonce nonce;
    std::optional<GrantId> supersedes;
};

/// Which of the vault's own records a grant would open.
struct GrantPreview {
    struct Row {
        std::string title;
        std::uint64_t count = 0;
    };
    std::uint64_t total = 0;
    /// What only the beginning of the grant's window keeps out: older records of what it names.
    std::uint64_t older = 0;
    /// Of the total, those that carry labels of the person's own, which no rule looks at.
    std::uint64_t marked = 0;
    /// What only its ceiling keeps out: records that a hospital or the standing rules protect more.
    std::uint64_t restricted = 0;
    consent::Confidentiality restrictedUpTo = consent::Confidentiality::Unrestricted;
    /// The standing rules shut out whom it names: it opens nothing while they do.
    bool isShutOut = false;
    std::vector<Row> byTitle; ///< most frequent first, at most rowsMax
    static constexpr std::size_t rowsMax = 50;
};

/// Fills in id, patient and issuer, hides the sensitive parts that the draft does not speak of
/// (consent::hideSensitiveParts), and checks every rule of a grant. Show the sentences of what
/// comes back, not those of the draft.
Result<PreparedGrant> prepareGrant(const std::string& chainId, const PartyId& patient,
                                   consent::Grant draft, std::optional<GrantId> supersedes = {});

/// The records in this vault that it would open now under the standing rules; of a draft (without
/// an id), once it is prepared. Hospitals may hold more.
Result<GrantPreview> previewGrant(RecordStore& records, const consent::PatientPolicy& rules,
                                  const consent::Grant& shown, Instant now);

} // namespace consentry::wallet
