#pragma once

#include "core/ports/hospital_records.h"
#include "core/registry/log_event.h"
#include "core/wallet/wallet_context.h"
#include "tests/support/fake_ledger.h"
#include "tests/unit/vault/vault_fixture.h"

#include <thread>
#include <unordered_map>

namespace consentry::test {

/// A mailbox that asks nobody who he is, and notices when two threads use it.
class MemoryMailbox : public Mailbox, public MailboxDirectory, public NameCardDirectory {
public:
    explicit MemoryMailbox(const PartyId& organization) : m_organization(organization) {}

    std::unordered_map<Digest, Sealed> bodies;
    std::size_t fetches = 0;
    bool wasAskedByAnotherThread = false;

    PartyId organization() const override { return m_organization; }
    Result<registry::StorageReceipt> deposit(const std::vector<StoredBody>&,
                                             const std::vector<std::uint32_t>&) override {
        return fail(ErrorCode::Unsupported);
    }
    Result<Sealed> fetchBody(const PartyId& patient, const Digest& bodyDigest,
                             const FetchCredential& credential) override;
    Result<> depositMail(const SealedMail&) override { return fail(ErrorCode::Unsupported); }
    Result<std::vector<SealedMail>> fetchMail(const PartyId&, const FetchCredential&) override {
        return fail(ErrorCode::Unsupported);
    }
    Mailbox* find(const PartyId& party) override {
        return party == m_organization ? this : nullptr;
    }
    StaffInbox* staffInbox(const PartyId&) override { return nullptr; }
    Result<NameCard> find(const AttestationId&) override { return fail(ErrorCode::NotFound); }

private:
    PartyId m_organization;
    std::thread::id m_owner = std::this_thread::get_id();
};

/// The row of a verified event whose details were not fetched yet.
LogRow waitingRow(const PartyId& patient, const registry::LogEvent& event);

/// A patient's wallet in front of a long log: accesses by one doctor on one grant, their rows in
/// the vault, their bodies sealed in a mailbox as a hospital writes them.
class SealedLog {
public:
    /// What is wrong with a row.
    enum class Fault {
        None,
        Absent,    ///< the mailbox does not have the body
        Exchanged, ///< the mailbox hands out another one
        OtherCommitment,
        OtherKey,   ///< sealed to somebody else
        OtherEpoch, ///< of which the vault has no secret
        Unsigned,   ///< another key signed the reader's request
        OtherGrant, ///< which the vault does not have
        NoBody,
    };
    explicit SealedLog(std::size_t rows, const std::function<Fault(std::size_t)>& faultOf = {});

    wallet::WalletContext wallet() {
        return {*m_vault, m_verified, m_mailbox, m_mailbox, m_fixture.clock};
    }
    vault::Vault& vault() { return *m_vault; }
    VaultFixture& fixture() { return m_fixture; }
    MemoryMailbox& mailbox() { return m_mailbox; }
    const Identity& patient() const { return m_patient; }
    /// What the opened body of a row says.
    Bytes contentOf(std::size_t row) const { return m_contents[row]; }
    /// Opens the vault again after a lock.
    void reopen();

private:
    static constexpr const char* chainId = TestChain::chainId;
    void giveGrant();
    LogRow makeRow(std::size_t number, Fault fault);
    AccessBody bodyOf(const registry::LogEvent& event, Fault fault) const;
    VerifiedLedger verifiedLedger();

    VaultFixture m_fixture;
    std::unique_ptr<vault::Vault> m_vault;
    FakeLedger m_ledger;
    FakeNode m_node{m_ledger};
    MemoryMailbox m_mailbox;
    Identity m_patient;
    SealingKey m_logKey;
    SigningKey m_reader = SigningKey::generate();
    GrantId m_grant;
    std::vector<Bytes> m_contents;
    VerifiedLedger m_verified;
};

} // namespace consentry::test
