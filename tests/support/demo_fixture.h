#pragma once

#include "core/adapters/embedded/embedded_ledger.h"
#include "core/adapters/sqlcipher/sqlcipher_database.h"
#include "core/adapters/system/posix_file_system.h"
#include "core/simulation/demo_session.h"
#include "core/simulation/scripted_clock.h"
#include "tests/support/memory_store.h"
#include "tests/support/must.h"
#include "tests/support/test_paths.h"
#include "tests/support/transport_fakes.h"

namespace consentry::test {

/// The passphrase of every vault of a test.
vault::Credentials testCredentials();

/// The consortium of the demonstration over stores in memory and a clock that stands still, with
/// its people employed, and a vault with a cheap key derivation. What the programs wire in
/// app/session, made so that a test can step in everywhere. Throws where it cannot be made.
class DemoWorld : public simulation::DemoSession {
public:
    enum class Patient { None, Linked };
    explicit DemoWorld(Patient patient = Patient::Linked);
    ~DemoWorld() override;

    wallet::WalletContext& wallet() override { return *m_wallet; }
    simulation::DemoConsortium& consortium() override { return *m_consortium; }
    Result<> saveTrust() override { return {}; }

    simulation::ScriptedClock& clock() { return m_clock; }
    MemoryDisk& disk() { return m_disk; }
    embedded::EmbeddedLedger& ledger() { return *m_ledger; }
    /// Between the consortium's own verified ledger and the embedded one.
    PassingTransport& gatewayTransport() { return *m_gatewayTransport; }
    /// A verified ledger of its own, from the first block on, over this transport.
    VerifiedLedger verifiedLedger(LedgerTransport& transport);
    /// The wallet's use cases over another view of the ledger.
    wallet::WalletContext walletOver(VerifiedLedger& ledger);

    const Identity& patient() const { return m_patient; }
    const simulation::DemoConsortium::Person& person(std::string_view key);
    const PartyId& organization(std::string_view key);
    RecordGateway& gateway(std::string_view organizationKey);
    wallet::ReaderKeys readerKeys(std::string_view personKey);
    /// Rows in the patient's log, as the registry counts them.
    std::uint64_t rowCount();

    /// One laboratory result (LOINC code) as a hospital records it.
    static std::string observation(std::string_view id, std::string_view loinc, double value,
                                   std::string_view time = "2026-10-01T08:00:00+08:00");
    void addRecord(std::string_view organizationKey, std::string_view json);

    /// A grant of these concepts to a person, sent and proven.
    consent::Grant draft(std::string_view personKey, std::vector<std::string> concepts);
    GrantId give(const consent::Grant& draft);
    Bytes openingOf(const GrantId& grant);
    void revoke(const GrantId& grant);
    /// Replaces the standing rules by these, whatever version they name.
    void setRules(consent::PatientPolicy rules);

    /// What the reader would sign; change it, then sign().
    ReadRequest request(std::string_view personKey, std::string_view organizationKey,
                        const GrantId& grant);
    SignedReadRequest sign(std::string_view personKey, const ReadRequest& request);
    SignedReadRequest signWithOpening(std::string_view personKey, const ReadRequest& request,
                                      const GrantId& grant);

private:
    simulation::OpenStore storeOpener();

    TemporaryFolder m_folder;
    adapters::PosixFileSystem m_files;
    adapters::SqlcipherDatabaseFactory m_databases{m_files};
    simulation::ScriptedClock m_clock;
    MemoryDisk m_disk;
    std::unique_ptr<KeyValueStore> m_ledgerStore;
    std::unique_ptr<embedded::EmbeddedLedger> m_ledger;
    std::unique_ptr<PassingTransport> m_gatewayTransport;
    std::unique_ptr<simulation::DemoConsortium> m_consortium;
    std::unique_ptr<vault::Vault> m_vault;
    std::unique_ptr<VerifiedLedger> m_verified;
    std::unique_ptr<wallet::WalletContext> m_wallet;
    Identity m_patient;
};

} // namespace consentry::test
