#pragma once

#include "core/simulation/demo_consortium.h"
#include "core/wallet/party_names.h"

namespace consentry::cli {

/// Names of parties: the vault's contacts first, then what the demonstration's organisations say
/// of their own people.
class Names : public consent::Names {
public:
    static Result<std::unique_ptr<Names>>
    load(ContactStore& contacts, const simulation::DemoConsortium& consortium, const PartyId& self);

    consent::DisplayName nameOf(const PartyId& party, consent::Language language) const override;
    /// "Dr Han Zhiyuan, Endocrinology, Qinghe First Hospital"; "you" for the vault's patient.
    std::string text(const PartyId& party, consent::Language language) const;
    /// The same from a card that came with an entry.
    std::string text(const NameCard& card, consent::Language language) const;
    const wallet::PartyNames& contacts() const { return m_contacts; }

private:
    Names(wallet::PartyNames contacts, const simulation::DemoConsortium& consortium,
          const PartyId& self)
        : m_contacts(std::move(contacts)), m_consortium(consortium), m_self(self) {}

    wallet::PartyNames m_contacts;
    const simulation::DemoConsortium& m_consortium;
    PartyId m_self;
};

} // namespace consentry::cli
