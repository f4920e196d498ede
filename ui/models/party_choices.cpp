#include "ui/models/party_choices.h"

#include "ui/bridge/convert.h"

#include <algorithm>
#include <tuple>

namespace consentry::ui {
namespace {

/// How many of the newest accesses say who treats the patient now.
constexpr std::size_t accessesRead = 200;

enum class Rank : quint8 { Known, Family, Organisation };

consent::Language other(consent::Language language) {
    return language == consent::Language::English ? consent::Language::ChineseSimplified
                                                  : consent::Language::English;
}

} // namespace

struct PartyChoices::Ranked {
    Rank rank = Rank::Organisation;
    bool isOrganization = false;
    ChoiceView choice;
};

QString PartyChoices::otherWords(const PartyId& party) const {
    const auto name = m_reading.names->nameOf(party, other(m_reading.language));
    QStringList words{toQString(name.name), toQString(name.department),
                      toQString(name.organization)};
    if (const auto card = m_reading.names->card(party)) {
        if (const auto role = consent::parseRole(card->role)) {
            const consent::Term term = consent::roleName(*role);
            words << toQString(term.english) << toQString(term.chinese);
        }
    }
    return words.join(QLatin1Char(' '));
}

std::optional<PartyChoices::Ranked>
PartyChoices::ranked(const PartyId& party, const Contact& contact, bool isKnown) const {
    Ranked result;
    result.isOrganization = contact.kind == ContactKind::Organization;
    const auto shown = m_reading.names->nameOf(party, m_reading.language);
    QStringList where;
    for (const std::string& part : {shown.department, shown.organization}) {
        if (!part.empty()) {
            where << toQString(part);
        }
    }
    if (result.isOrganization) {
        const auto* organization = m_reading.consortium.organization(party);
        if (organization == nullptr ||
            organization->about.kind != simulation::OrganizationKind::Hospital) {
            return std::nullopt;
        }
        where << tr("every doctor there");
    }
    const QString home = toQString(result.isOrganization ? shown.name : shown.organization);
    result.rank = isKnown ? Rank::Known : home.isEmpty() ? Rank::Family : Rank::Organisation;
    result.choice = {toQString(party.hex()),
                     toQString(shown.name),
                     where.join(tr(", ")),
                     -1,
                     isKnown          ? tr("You gave them something before, or they treated you")
                     : home.isEmpty() ? tr("Family and others")
                                      : home,
                     otherWords(party)};
    return result;
}

void PartyChoices::addGrantees(std::set<PartyId>& known) {
    for (const OpenedGrant& given : m_grants.all()) {
        const consent::Grantee& grantee = given.grant.grantee;
        if (const auto party = grantee.person ? grantee.person : grantee.organization) {
            known.insert(*party);
        }
    }
}

QList<ChoiceView> PartyChoices::choices(std::set<PartyId> custodians) {
    std::set<PartyId> known = std::move(custodians);
    addGrantees(known);
    known.merge(LogReader(m_reading).readers(accessesRead));
    std::vector<Ranked> all;
    for (const auto& [party, contact] : m_reading.names->contacts()) {
        if (party == m_reading.patient.party) {
            continue;
        }
        if (auto one = ranked(party, contact, known.contains(party))) {
            all.push_back(std::move(*one));
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Ranked& a, const Ranked& b) {
        // Among those who are known people come first: they are whom one thinks of.
        const bool aFirst = a.isOrganization != (a.rank == Rank::Known);
        const bool bFirst = b.isOrganization != (b.rank == Rank::Known);
        return std::tie(a.rank, a.choice.group, bFirst, a.choice.title) <
               std::tie(b.rank, b.choice.group, aFirst, b.choice.title);
    });
    QList<ChoiceView> choices;
    choices.reserve(static_cast<qsizetype>(all.size()));
    for (Ranked& one : all) {
        choices << std::move(one.choice);
    }
    return choices;
}

} // namespace consentry::ui
