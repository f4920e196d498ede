#pragma once

#include "core/adapters/sqlcipher/sqlcipher_database.h"
#include "core/adapters/system/posix_file_system.h"
#include "core/simulation/demo_session.h"
#include "tests/integration/support/verified_member.h"
#include "tests/support/memory_store.h"
#include "tests/support/test_paths.h"

namespace consentry::test {

/// A real vault with a patient of a running consortium, whose mailboxes, desks and gateways are
/// played with the members' keys. The wallet's own view goes to the first member, honestly. One
/// thread at a time.
class ChainWallet : public simulation::DemoSession {
public:
    /// Registers the patient, and the people who work at the members.
    static Result<std::unique_ptr<ChainWallet>> create(const ConsortiumFolder& consortium);
    ~ChainWallet() override = default;

    wallet::WalletContext& wallet() override { return *m_wallet; }
    simulation::DemoConsortium& consortium() override { return *m_services; }
    Result<> saveTrust() override { return {}; }

    const Identity& patient() const { return m_patient; }
    const Clock& clock() const { return m_clock; }
    const light_client::Options& options() const { return m_options; }
    /// Block 1, where this wallet's trust began.
    const light_client::TrustedState& start() const { return *m_start; }
    /// A wallet's ledger over another way to the chain, trusting block 1.
    VerifiedLedger ledgerOver(LedgerTransport& transport) const {
        return {transport, m_clock, m_options, *m_start};
    }
    /// The same vault over another view of the ledger.
    wallet::WalletContext walletOver(VerifiedLedger& ledger) {
        return {*m_vault, ledger, *m_services, *m_services, m_clock};
    }

    /// A grant to a doctor of the first member, sent and proven.
    Result<GrantId> give();
    /// An access that no grant allows, by a gateway that does not care: a row that a dishonest node
    /// would like to leave out.
    Result<> suffer(const GrantId& grant);

private:
    explicit ChainWallet(const ConsortiumFolder& consortium);
    Result<> open(const ConsortiumFolder& consortium);
    Result<> playMembers(const ConsortiumFolder& consortium);

    TemporaryFolder m_folder;
    adapters::PosixFileSystem m_files;
    adapters::SqlcipherDatabaseFactory m_databases{m_files};
    ShiftedClock m_clock{milliseconds(0)};
    MemoryDisk m_disk;
    light_client::Options m_options;
    MemberClient m_node;
    MemberClient m_servicesNode;
    std::optional<light_client::TrustedState> m_start;
    std::unique_ptr<simulation::DemoConsortium> m_services;
    std::unique_ptr<vault::Vault> m_vault;
    std::unique_ptr<VerifiedLedger> m_ledger;
    std::unique_ptr<wallet::WalletContext> m_wallet;
    Identity m_patient;
};

} // namespace consentry::test
