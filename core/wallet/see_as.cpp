#include "core/wallet/see_as.h"

#include "core/wallet/standing_rules.h"

#include <algorithm>
#include <unordered_map>

namespace consentry::wallet {
namespace {

using consent::Outlook;
using consent::Viewer;

/// Records as lists show them and as rules look at them, in the same order.
struct Records {
    std::vector<RecordSummary> summaries; ///< newest first
    std::vector<clinical::RecordFacts> facts;
};

Result<Records> recordsOf(RecordStore& store) {
    RecordFilter held; // what the person wrote lies in this vault only
    held.isOwn = false;
    std::unordered_map<std::int64_t, clinical::RecordFacts> byRow;
    RETURN_IF_ERROR(store.visitFacts(held, [&](RecordRow row, const clinical::RecordFacts& facts) {
        byRow.emplace(row.value, facts);
        return true;
    }));
    Records records;
    records.summaries.reserve(byRow.size());
    records.facts.reserve(byRow.size());
    RETURN_IF_ERROR(store.visit(held, [&](const RecordSummary& summary) {
        // What an import added in between is shown the next time.
        if (const auto found = byRow.find(summary.row.value); found != byRow.end()) {
            records.summaries.push_back(summary);
            records.facts.push_back(std::move(found->second));
        }
        return true;
    }));
    return records;
}

std::vector<consent::Grant> contents(const std::vector<StandingGrant>& standing) {
    std::vector<consent::Grant> grants;
    grants.reserve(standing.size());
    for (const StandingGrant& one : standing) {
        grants.push_back(one.grant);
    }
    return grants;
}

void apply(const ConsideredChange& considered, std::vector<consent::Grant>& grants) {
    std::erase_if(grants, [&](const consent::Grant& grant) {
        return std::find(considered.removed.begin(), considered.removed.end(), grant.id) !=
               considered.removed.end();
    });
    if (considered.added) {
        grants.push_back(*considered.added);
    }
}

} // namespace

Viewer viewerOf(const consent::Grantee& grantee, const PartyNames& names) {
    Viewer viewer;
    viewer.organization = grantee.organization;
    viewer.role = grantee.role;
    if (!grantee.person) {
        viewer.role = grantee.role.value_or(consent::Role::Doctor);
        return viewer;
    }
    viewer.person = *grantee.person;
    const auto card = names.card(viewer.person);
    if (card && !card->staffId.empty()) {
        viewer.organization = card->organization;
        viewer.staffId = card->staffId;
        if (const auto role = consent::parseRole(card->role)) {
            viewer.role = *role;
        }
    }
    return viewer;
}

std::size_t SeenAs::visible() const {
    return static_cast<std::size_t>(std::count_if(
        now.records.begin(), now.records.end(), [](const Outlook& one) { return one.isVisible; }));
}

std::size_t SeenAs::visibleInEmergency() const {
    return static_cast<std::size_t>(
        std::count_if(now.records.begin(), now.records.end(),
                      [](const Outlook& one) { return one.isVisibleInEmergency; }));
}

Result<SeenAs> seeAs(VaultDatabase& vault, const PartyId& patient, const Viewer& viewer,
                     const ConsideredChange& considered, Instant now) {
    SeenAs seen;
    ASSIGN_OR_RETURN(seen.grants, standingGrants(vault.grants(), patient, now));
    ASSIGN_OR_RETURN(const consent::PatientPolicy policy,
                     standingPolicy(vault.settings(), patient));
    ASSIGN_OR_RETURN(Records records, recordsOf(vault.records()));
    std::vector<consent::Grant> grants = contents(seen.grants);
    seen.now = consent::seeAs(viewer, policy, grants, records.facts, now);
    if (!considered.isEmpty()) {
        apply(considered, grants);
        // A new grant begins with its block, a moment after it was written.
        const Instant then = considered.added ? std::max(now, considered.added->notBefore) : now;
        seen.change = consent::compareSights(
            seen.now, consent::seeAs(viewer, policy, grants, records.facts, then));
    }
    seen.records = std::move(records.summaries);
    return seen;
}

} // namespace consentry::wallet
