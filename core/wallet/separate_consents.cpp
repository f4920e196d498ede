#include "core/wallet/separate_consents.h"

#include "core/consent/policy_evaluation.h"
#include "core/wallet/grant_drafts.h"

#include <algorithm>

namespace consentry::wallet {
namespace {

using consent::Action;
using consent::ConceptCatalogue;
using consent::Grant;
using What = SeparateConsent::What;

bool isCodeOf(const consent::Concept& kind, const consent::Code& code) {
    return std::any_of(kind.codes.begin(), kind.codes.end(), [&](const auto& one) {
        return one.code.system == code.system &&
               (one.prefix ? code.code.rfind(one.code.code, 0) == 0 : one.code == code);
    });
}

/// Asked for by name, or by a code that belongs to it.
bool asksFor(const consent::Scope& scope, const consent::Concept& kind) {
    return std::find(scope.concepts.begin(), scope.concepts.end(), kind.id) !=
               scope.concepts.end() ||
           std::any_of(scope.codes.begin(), scope.codes.end(),
                       [&](const auto& code) { return isCodeOf(kind, code); });
}

/// Sensitive kinds that the grant asks for, and the one before it did not.
std::vector<const consent::Concept*> sensitiveKinds(const Grant& grant,
                                                    const std::optional<Grant>& replaced) {
    std::vector<const consent::Concept*> kinds;
    for (const consent::Concept& kind : ConceptCatalogue::standard().all()) {
        if (kind.sensitive && asksFor(grant.scope, kind) &&
            !(replaced && asksFor(replaced->scope, kind))) {
            kinds.push_back(&kind);
        }
    }
    return kinds;
}

std::vector<std::string> idsOf(const std::vector<const consent::Concept*>& kinds) {
    std::vector<std::string> ids;
    for (const consent::Concept* kind : kinds) {
        ids.push_back(kind->id);
    }
    return ids;
}

/// Records that belong to one of the kinds, whatever else keeps them out.
Result<std::uint64_t> countOf(RecordStore& records, const std::vector<std::string>& kinds) {
    const ConceptCatalogue& catalogue = ConceptCatalogue::standard();
    const consent::ConceptBits wanted = catalogue.bitsOf(kinds);
    std::uint64_t count = 0;
    RecordFilter ofOthers; // no hospital holds what the person wrote
    ofOthers.isOwn = false;
    RETURN_IF_ERROR(
        records.visitFacts(ofOthers, [&](RecordRow, const clinical::RecordFacts& facts) {
            count += (catalogue.match(facts).touched & wanted) != 0 ? 1U : 0U;
            return true;
        }));
    return count;
}

Result<std::optional<SeparateConsent>>
askRestricted(RecordStore& records, const consent::PatientPolicy& rules, const Grant& grant,
              const std::optional<Grant>& replaced, Instant now) {
    ASSIGN_OR_RETURN(const GrantPreview preview, previewGrant(records, rules, grant, now));
    if (preview.restricted == 0) {
        return std::optional<SeparateConsent>();
    }
    if (replaced) {
        ASSIGN_OR_RETURN(const GrantPreview before, previewGrant(records, rules, *replaced, now));
        if (before.restricted == preview.restricted && grant.ceiling == replaced->ceiling) {
            return std::optional<SeparateConsent>(); // they were left out then
        }
    }
    SeparateConsent asked;
    asked.what = What::Restricted;
    asked.records = preview.restricted;
    asked.upTo = preview.restrictedUpTo;
    return std::optional(asked);
}

} // namespace

Result<std::optional<SeparateConsent>>
nextSeparateConsent(RecordStore& records, const consent::PatientPolicy& rules, const Grant& grant,
                    const std::optional<Grant>& replaced, std::span<const What> answered,
                    Instant now) {
    const auto isOpen = [&](What what) {
        return std::find(answered.begin(), answered.end(), what) == answered.end();
    };
    const auto kinds = sensitiveKinds(grant, replaced);
    if (isOpen(What::Sensitive) && !kinds.empty()) {
        SeparateConsent asked;
        asked.concepts = idsOf(kinds);
        ASSIGN_OR_RETURN(asked.records, countOf(records, asked.concepts));
        Grant without = grant;
        leaveOut(without, asked);
        asked.canBeLeftOut = without.scope.everything || !without.scope.isEmpty();
        return std::optional(asked);
    }
    if (isOpen(What::Restricted)) {
        ASSIGN_OR_RETURN(auto asked, askRestricted(records, rules, grant, replaced, now));
        if (asked) {
            return asked;
        }
    }
    const bool wasPassedOn = replaced && replaced->actions.has(Action::PassOn);
    if (isOpen(What::PassOn) && grant.actions.has(Action::PassOn) && !wasPassedOn) {
        SeparateConsent asked;
        asked.what = What::PassOn;
        asked.canBeLeftOut = grant.actions != consent::ActionSet(Action::PassOn);
        ASSIGN_OR_RETURN(const GrantPreview preview, previewGrant(records, rules, grant, now));
        asked.records = preview.total;
        return std::optional(asked);
    }
    return std::optional<SeparateConsent>();
}

void include(Grant& grant, const SeparateConsent& consent) {
    if (consent.what == What::Restricted) {
        grant.ceiling = std::max(grant.ceiling, consent.upTo);
    }
}

void leaveOut(Grant& grant, const SeparateConsent& consent) {
    switch (consent.what) {
    case What::Sensitive: {
        consent::Scope& scope = grant.scope;
        std::erase_if(scope.concepts, [&](const std::string& id) {
            return std::find(consent.concepts.begin(), consent.concepts.end(), id) !=
                   consent.concepts.end();
        });
        for (const std::string& id : consent.concepts) {
            const consent::Concept* kind = ConceptCatalogue::standard().find(id);
            std::erase_if(scope.codes, [&](const auto& code) {
                return kind != nullptr && isCodeOf(*kind, code);
            });
        }
        break;
    }
    case What::PassOn:
        grant.actions = grant.actions.without(Action::PassOn);
        break;
    case What::Restricted:
        break; // the ceiling stays where it is
    }
}

} // namespace consentry::wallet
