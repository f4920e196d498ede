#include "app/cli/names.h"

namespace consentry::cli {
namespace {

const std::string& in(consent::Language language, const std::string& en, const std::string& zh) {
    return language == consent::Language::English || zh.empty() ? en : zh;
}

const std::string& in(consent::Language language, const simulation::Name& name) {
    return in(language, name.en, name.zh);
}

std::string joined(const consent::DisplayName& display, consent::Language language) {
    if (language == consent::Language::ChineseSimplified) {
        return display.organization + display.department + display.name;
    }
    std::string text = display.name;
    for (const std::string& part : {display.department, display.organization}) {
        text += part.empty() ? "" : ", " + part;
    }
    return text;
}

} // namespace

Result<std::unique_ptr<Names>> Names::load(ContactStore& contacts,
                                           const simulation::DemoConsortium& consortium,
                                           const PartyId& self) {
    ASSIGN_OR_RETURN(wallet::PartyNames known, wallet::PartyNames::load(contacts));
    return std::unique_ptr<Names>(new Names(std::move(known), consortium, self));
}

consent::DisplayName Names::nameOf(const PartyId& party, consent::Language language) const {
    consent::DisplayName display = m_contacts.nameOf(party, language);
    if (!display.name.empty()) {
        return display;
    }
    if (const auto* organization = m_consortium.organization(party)) {
        display.name = in(language, organization->about.name);
        return display;
    }
    for (const auto& person : m_consortium.people()) {
        if (person.party != party) {
            continue;
        }
        display.name = in(language, person.about.name);
        display.department = in(language, person.about.department);
        if (const auto* employer = m_consortium.organization(person.about.organizationKey)) {
            display.organization = in(language, employer->about.name);
        }
    }
    return display;
}

std::string Names::text(const PartyId& party, consent::Language language) const {
    if (party == m_self) {
        return language == consent::Language::English ? "you" : "你";
    }
    consent::Grantee grantee;
    if (m_consortium.organization(party) != nullptr) {
        grantee.organization = party;
    } else {
        grantee.person = party;
    }
    return consent::granteeText(grantee, *this, language);
}

std::string Names::text(const NameCard& card, consent::Language language) const {
    consent::DisplayName display;
    display.name = in(language, card.nameEn, card.nameZh);
    display.department = in(language, card.departmentEn, card.departmentZh);
    display.organization = nameOf(card.organization, language).name;
    return joined(display, language);
}

} // namespace consentry::cli
