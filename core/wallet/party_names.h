#pragma once

#include "core/consent/wording.h"
#include "core/ports/access_body.h"
#include "core/wallet/wallet_context.h"

#include <map>
#include <optional>

namespace consentry::wallet {

/// The vault's contacts as names for sentences: bilingual where a name card says so. A snapshot;
/// read it again after contacts changed.
class PartyNames : public consent::Names {
public:
    static Result<PartyNames> load(ContactStore& contacts);

    consent::DisplayName nameOf(const PartyId& party, consent::Language language) const override;
    /// "Dr Han Zhiyuan", or the first eight hexadecimal digits where nobody knows the party.
    std::string shortName(const PartyId& party, consent::Language language) const;
    const std::map<PartyId, Contact>& contacts() const { return m_contacts; }
    /// The party of exactly this name (either language, case as written), or key word of a card.
    std::optional<PartyId> findByName(std::string_view name) const;
    std::optional<NameCard> card(const PartyId& party) const;

private:
    std::map<PartyId, Contact> m_contacts;
    std::map<PartyId, NameCard> m_cards;
};

/// Keeps a party's card in the vault, under its name.
Result<> rememberContact(ContactStore& contacts, const PartyId& party, ContactKind kind,
                         const NameCard& card, bool verified, Instant now);

} // namespace consentry::wallet
