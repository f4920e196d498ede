#pragma once

#include "core/simulation/simulated_visit.h"
#include "core/wallet/import_records.h"
#include "core/wallet/standing_grants.h"
#include "tests/support/demo_fixture.h"
#include "ui/bridge/open_wallet.h"

#include <fstream>

namespace consentry::test {

/// A vault of the demonstration that is open, and what a job of the window reads of it. For tests
/// that link the windows.
class OpenDemo {
public:
    OpenDemo() : m_world(new DemoWorld), m_wallet(std::unique_ptr<DemoWorld>(m_world)) {}

    DemoWorld& world() { return *m_world; }
    ui::VaultReading reading() { return m_wallet.reading(m_lease, Language::English); }
    /// Fetches and opens what is new in the log.
    void follow() { m_wallet.follow(); }

    /// Imports a file of this name; how many records were new.
    std::uint64_t import(std::string_view name, std::string_view text) {
        const TemporaryFolder folder;
        const auto file = folder.path() / name;
        std::ofstream(file) << text;
        wallet::WalletContext& wallet = m_world->wallet();
        return must(wallet::ImportRecords(wallet.vault, wallet.clock).importFile(file)).taken();
    }
    /// Whom the grant names asks a hospital; the vault does not know of it yet.
    simulation::VisitAnswer visit(const GrantId& id, std::string_view purpose = "TREAT") {
        const auto stored = must(m_world->wallet().vault.grants().find(id));
        return must(simulation::SimulatedVisit(m_world->consortium(), m_world->clock())
                        .look(m_world->patient().party, must(wallet::contentOf(stored)), purpose));
    }
    /// The same, and the vault learns of it.
    void look(const GrantId& id) {
        visit(id);
        follow();
    }

private:
    DemoWorld* m_world; ///< owned by the wallet
    ui::OpenWallet m_wallet;
    ui::ReaderPool::Lease m_lease = m_wallet.lease();
};

} // namespace consentry::test
