#include "tests/support/demo_facts.h"

#include "app/desktop/entrance_controller.h"
#include "app/session/local_sessions.h"
#include "core/wallet/dispute_access.h"
#include "core/wallet/set_rules.h"
#include "tests/support/must.h"

#include <algorithm>

namespace consentry::test {

DemoFacts DemoFacts::in(const std::filesystem::path& home) {
    const auto sessions = makeLocalSessions({argon2Floor});
    const auto session =
        must(sessions->open(home / "demo", desktop::EntranceController::demoCredentials()));
    wallet::WalletContext& context = session->wallet();
    vault::Vault& vault = context.vault;
    const Identity patient = must(wallet::patientIdentity(context));
    DemoFacts facts;
    facts.signedOnes = must(vault.transactions().newest(1000));
    GrantFilter given;
    given.direction = GrantDirection::Given;
    const GrantPage page = must(vault.grants().page(given, {}, GrantStore::pageMax));
    for (const StoredGrant& grant : page.grants) {
        facts.active += grant.state == GrantState::Active ? 1U : 0U;
        facts.revoked += grant.state == GrantState::Revoked ? 1U : 0U;
        facts.unfinished += grant.state == GrantState::Pending ? 1U : 0U;
    }
    facts.rulesVersion = must(wallet::SetRules(context).current(patient)).version;
    facts.disputes =
        must(wallet::disputesOf(vault.logs(), vault.transactions(), patient.party)).size();
    return facts;
}

bool DemoFacts::areAllProven() const {
    return std::all_of(signedOnes.begin(), signedOnes.end(), [](const PendingTransaction& one) {
        return one.state == TransactionState::Proven;
    });
}

} // namespace consentry::test
