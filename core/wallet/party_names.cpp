#include "core/wallet/party_names.h"

namespace consentry::wallet {
namespace {

constexpr std::size_t contactsMax = 10'000;
constexpr std::string_view ownNameSetting = "person/name";

const std::string& in(consent::Language language, const std::string& en, const std::string& zh) {
    return language == consent::Language::English || zh.empty() ? en : zh;
}

} // namespace

Result<PartyNames> PartyNames::load(ContactStore& contacts) {
    PartyNames names;
    std::optional<Contact> last;
    while (names.m_contacts.size() < contactsMax) {
        ASSIGN_OR_RETURN(const auto page,
                         contacts.page(std::nullopt, {}, last, ContactStore::pageMax));
        if (page.empty()) {
            break;
        }
        last = page.back();
        for (const Contact& contact : page) {
            if (auto card = decodeNameCard(contact.card)) {
                names.m_cards.emplace(contact.party, std::move(*card));
            }
            names.m_contacts.emplace(contact.party, contact);
        }
    }
    return names;
}

consent::DisplayName PartyNames::nameOf(const PartyId& party, consent::Language language) const {
    consent::DisplayName display;
    if (const auto card = m_cards.find(party); card != m_cards.end()) {
        display.name = in(language, card->second.nameEn, card->second.nameZh);
        display.department = in(language, card->second.departmentEn, card->second.departmentZh);
        // Family is at home nowhere: the card only says where mail is kept.
        if (!card->second.staffId.empty() && card->second.organization != party) {
            const auto organization = m_cards.find(card->second.organization);
            if (organization != m_cards.end()) {
                display.organization =
                    in(language, organization->second.nameEn, organization->second.nameZh);
            }
        }
    } else if (const auto contact = m_contacts.find(party); contact != m_contacts.end()) {
        display.name = contact->second.name;
        display.organization = contact->second.organization;
    }
    return display;
}

std::string PartyNames::shortName(const PartyId& party, consent::Language language) const {
    const consent::DisplayName display = nameOf(party, language);
    return display.name.empty() ? party.hex().substr(0, 8) : display.name;
}

std::optional<PartyId> PartyNames::findByName(std::string_view name) const {
    for (const auto& [party, card] : m_cards) {
        if (card.nameEn == name || card.nameZh == name ||
            (!card.staffId.empty() && card.staffId == name)) {
            return party;
        }
    }
    for (const auto& [party, contact] : m_contacts) {
        if (contact.name == name) {
            return party;
        }
    }
    return std::nullopt;
}

std::optional<NameCard> PartyNames::card(const PartyId& party) const {
    const auto found = m_cards.find(party);
    return found == m_cards.end() ? std::nullopt : std::optional(found->second);
}

std::string PartyNames::ownName(const Identity& self, consent::Language language) const {
    const std::string name = nameOf(self.party, language).name;
    // Earlier builds kept it there, in one language.
    return name.empty() ? self.label : name;
}

Result<> rememberOwnName(ContactStore& contacts, const PartyId& self, std::string_view name,
                         Instant now) {
    if (name.size() > ownNameBytesMax) {
        return fail(ErrorCode::TooLarge, "name");
    }
    if (name.empty()) {
        auto erased = contacts.erase(self);
        return !erased && erased.error().code == ErrorCode::NotFound ? Result<>() : erased;
    }
    NameCard card;
    card.nameEn = name;
    return rememberContact(contacts, self, ContactKind::Person, card, true, now);
}

Result<> rememberContact(ContactStore& contacts, const PartyId& party, ContactKind kind,
                         const NameCard& card, bool verified, Instant now) {
    Contact contact;
    contact.party = party;
    contact.kind = kind;
    contact.name = card.nameEn;
    contact.verified = verified;
    contact.card = encodeNameCard(card);
    contact.updatedAt = now;
    return contacts.put(contact);
}

Result<> keepOwnName(SettingsStore& settings, std::string_view name) {
    if (name.size() > ownNameBytesMax) {
        return fail(ErrorCode::TooLarge, "name");
    }
    return settings.put(ownNameSetting, name);
}

Result<std::string> keptOwnName(SettingsStore& settings) {
    ASSIGN_OR_RETURN(const auto kept, settings.get(ownNameSetting));
    return kept.value_or(std::string());
}

Result<> giveOwnName(SettingsStore& settings, ContactStore& contacts, const PartyId& self,
                     Instant now) {
    ASSIGN_OR_RETURN(const std::string name, keptOwnName(settings));
    if (name.empty()) {
        return {};
    }
    RETURN_IF_ERROR(rememberOwnName(contacts, self, name, now));
    return settings.put(ownNameSetting, {});
}

} // namespace consentry::wallet
