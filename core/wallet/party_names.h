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
    /// What the vault's person is called; empty where nobody said it.
    std::string ownName(const Identity& self, consent::Language language) const;

private:
    std::map<PartyId, Contact> m_contacts;
    std::map<PartyId, NameCard> m_cards;
};

/// What a name card holds.
inline constexpr std::size_t ownNameBytesMax = 256;
/// What the vault's person wants to be called, as this person's own card: it stays in the vault.
/// Empty forgets it. TooLarge beyond ownNameBytesMax.
Result<> rememberOwnName(ContactStore& contacts, const PartyId& self, std::string_view name,
                         Instant now);

/// The same before the vault has a party: kept apart, until giveOwnName() puts it on its card.
Result<> keepOwnName(SettingsStore& settings, std::string_view name);
/// Empty where nothing is kept.
Result<std::string> keptOwnName(SettingsStore& settings);
Result<> giveOwnName(SettingsStore& settings, ContactStore& contacts, const PartyId& self,
                     Instant now);

/// Keeps a party's card in the vault, under its name.
Result<> rememberContact(ContactStore& contacts, const PartyId& party, ContactKind kind,
                         const NameCard& card, bool verified, Instant now);

} // namespace consentry::wallet
