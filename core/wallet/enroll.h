#pragma once

#include "core/wallet/wallet_context.h"

namespace consentry::wallet {

/// The desk where the person shows up: it cosigns what it has seen. In the demonstration the
/// organisation's own use case, over a network a short code.
class Desk {
public:
    virtual ~Desk() = default;
    virtual registry::Cosigner cosigner() const = 0;
    virtual Result<> cosign(registry::Transaction& transaction) = 0;
};

/// Makes a person a party of the registry, and joins hospitals to it.
class Enroll {
public:
    explicit Enroll(WalletContext& context) : m_context(context) {}

    /// The vault's patient of this chain, made where there is none: its party is known from then
    /// on, and no node hears of it.
    Result<Identity> preparePatient();
    /// Makes a patient's party in the vault and registers it, with the first epoch of its log.
    /// `mailboxes` are two different organisations. AlreadyExists where the vault has one; one
    /// whose registration was interrupted is registered now. Nothing of it names the person.
    Result<Identity> registerPatient(Desk& sponsor, const std::vector<PartyId>& mailboxes);
    /// Links an organisation: from now on it may write to the patient's log and serve requests.
    Result<> link(const Identity& patient, const PartyId& organization, Desk& desk);

private:
    Result<Identity> unregisteredPatient();
    Result<vault::EpochSecret> firstEpochSecret(const Identity& patient);
    Result<registry::LogKeySetup> firstEpoch(const Identity& patient, std::vector<Sealed>& copies);

    WalletContext& m_context;
};

} // namespace consentry::wallet
