#pragma once

#include "core/hospital/organization_keys.h"
#include "core/ports/key_value_store.h"
#include "core/ports/mailbox.h"
#include "core/ports/verified_ledger.h"

namespace consentry::hospital {

/// The mailbox that an organisation keeps for patients who named it: sealed bodies by digest,
/// sealed mail by recipient, in the organisation's own store. It checks who asks against the proven
/// state and cannot read what it keeps. One thread at a time.
class LocalMailbox : public Mailbox {
public:
    static constexpr std::size_t bodiesPerDepositMax = 512;
    static constexpr std::size_t ciphertextMax = 32'768 + 16;
    static constexpr std::size_t mailPerRecipientMax = 10'000;
    /// How old a credential may be.
    static constexpr milliseconds credentialAgeMax = std::chrono::minutes(2);
    /// Bodies are kept ten years (protocol §4).
    static constexpr milliseconds bodyKept = std::chrono::days(3653);

    LocalMailbox(const OrganizationKeys& keys, KeyValueStore& store, VerifiedLedger& ledger,
                 const Clock& clock);

    PartyId organization() const override { return m_keys.organization; }
    Result<registry::StorageReceipt>
    deposit(const std::vector<StoredBody>& bodies,
            const std::vector<std::uint32_t>& itemIndexes) override;
    Result<Sealed> fetchBody(const PartyId& patient, const Digest& bodyDigest,
                             const FetchCredential& credential) override;
    Result<> depositMail(const SealedMail& mail) override;
    Result<std::vector<SealedMail>> fetchMail(const PartyId& recipient,
                                              const FetchCredential& credential) override;

private:
    Result<> checkSignature(ByteView subject, const FetchCredential& credential) const;
    Result<bool> isKeyOf(const PartyId& party, const SigningPublicKey& key);
    Result<bool> isFetchKeyOf(const PartyId& patient, EpochNumber epoch,
                              const SigningPublicKey& key);

    const OrganizationKeys& m_keys;
    KeyValueStore& m_store;
    VerifiedLedger& m_ledger;
    const Clock& m_clock;
};

} // namespace consentry::hospital
