#pragma once

#include "core/consent/policy.h"
#include "core/ports/record_store.h"

#include <optional>
#include <span>

namespace consentry::wallet {

/// Part of a grant that asks for a consent of its own, apart from the grant as a whole: data of a
/// sensitive kind, records that are protected more than usual, and passing on (PIPL Art. 23 and 29,
/// GDPR Art. 9(2)(a)).
struct SeparateConsent {
    enum class What : std::uint8_t { Sensitive, Restricted, PassOn };
    What what = What::Sensitive;
    std::vector<std::string> concepts; ///< where Sensitive: ids of the kinds
    std::uint64_t records = 0;         ///< of the vault that it concerns
    /// Where Restricted: the most protected tier among them.
    consent::Confidentiality upTo = consent::Confidentiality::Normal;
    /// Whether something is left of the grant without it.
    bool canBeLeftOut = true;

    friend bool operator==(const SeparateConsent&, const SeparateConsent&) = default;
};

/// What of this grant has to be asked next, once those in `answered` are. Nothing is asked again
/// that the grant which it replaces has already. Pure but for reading the records.
Result<std::optional<SeparateConsent>>
nextSeparateConsent(RecordStore& records, const consent::PatientPolicy& rules,
                    const consent::Grant& grant, const std::optional<consent::Grant>& replaced,
                    std::span<const SeparateConsent::What> answered, Instant now);

/// The grant with a consent that was given: records up to that tier are opened.
void include(consent::Grant& grant, const SeparateConsent& consent);
/// The grant without what was refused.
void leaveOut(consent::Grant& grant, const SeparateConsent& consent);

} // namespace consentry::wallet
