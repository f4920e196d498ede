#include "ui/models/seen_as_reader.h"

#include "core/consent/wording.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"
#include "ui/models/health_row.h"
#include "ui/models/party_choices.h"

#include <map>
#include <set>

namespace consentry::ui {
namespace {

/// Collects positions by kind and by a second thing that tells groups apart, in that order.
template <class Second> class Sorter {
public:
    void add(HealthFacet kind, Second second, int position) {
        m_groups[{kind, second}].push_back(position);
    }
    template <class Reason> QList<SeenGroup> groups(Reason reasonOf) && {
        QList<SeenGroup> result;
        for (auto& [key, records] : m_groups) {
            result << SeenGroup{key.first, HealthModel::word(key.first), reasonOf(key.second),
                                std::move(records)};
        }
        return result;
    }

private:
    std::map<std::pair<HealthFacet, Second>, std::vector<int>> m_groups;
};

QString nothing(int) {
    return {};
}

} // namespace

QList<ChoiceView> SeenAsReader::people() {
    GrantReader grants(m_reading);
    return PartyChoices(m_reading, grants).choices({});
}

std::optional<consent::Grantee> SeenAsReader::granteeOf(const QString& partyId) const {
    const auto party = PartyId::fromHexText(toUtf8(partyId));
    if (!party) {
        return std::nullopt;
    }
    const auto contact = m_reading.names->contacts().find(*party);
    if (contact != m_reading.names->contacts().end() &&
        contact->second.kind == ContactKind::Organization) {
        return consent::Grantee{{}, *party, consent::Role::Doctor};
    }
    consent::Grantee grantee;
    grantee.person = *party;
    if (const auto card = m_reading.names->card(*party); card && !card->staffId.empty()) {
        grantee.organization = card->organization;
    }
    return grantee;
}

void SeenAsReader::addWho(SeenAsView& view, const consent::Viewer& viewer) const {
    const Language language = m_reading.language;
    if (viewer.person.isZero()) {
        view.whoId = viewer.organization ? toQString(viewer.organization->hex()) : QString();
        view.who = toQString(consent::granteeText({{}, viewer.organization, viewer.role},
                                                  *m_reading.names, language));
        return;
    }
    view.whoId = toQString(viewer.person.hex());
    view.who = toQString(m_reading.names->shortName(viewer.person, language));
    const auto name = m_reading.names->nameOf(viewer.person, language);
    QStringList places;
    for (const std::string& place : {name.department, name.organization}) {
        if (!place.empty()) {
            places << toQString(place);
        }
    }
    view.whereFrom = places.join(tr(", "));
}

SeenAsReader::Groups SeenAsReader::visible(const wallet::SeenAs& seen,
                                           const SeenAsView& view) const {
    Sorter<int> sorter;
    for (int i = 0; i < view.records.size(); ++i) {
        if (seen.now.records[static_cast<std::size_t>(i)].isVisible) {
            sorter.add(view.records[i].facet, 0, i);
        }
    }
    return std::move(sorter).groups(nothing);
}

SeenAsReader::Groups SeenAsReader::hidden(const wallet::SeenAs& seen,
                                          const SeenAsView& view) const {
    Sorter<consent::Rule> sorter;
    for (int i = 0; i < view.records.size(); ++i) {
        const consent::Outlook& outlook = seen.now.records[static_cast<std::size_t>(i)];
        if (!outlook.isVisible) {
            sorter.add(view.records[i].facet, outlook.rule, i);
        }
    }
    return std::move(sorter).groups([this](consent::Rule rule) {
        return toQString(consent::hiddenSentence(rule, m_reading.language));
    });
}

SeenAsReader::Groups SeenAsReader::inEmergency(const wallet::SeenAs& seen,
                                               const SeenAsView& view) const {
    Sorter<int> sorter;
    for (int i = 0; i < view.records.size(); ++i) {
        if (seen.now.records[static_cast<std::size_t>(i)].isVisibleInEmergency) {
            sorter.add(view.records[i].facet, 0, i);
        }
    }
    return std::move(sorter).groups(nothing);
}

SeenAsReader::Groups SeenAsReader::changed(const wallet::SeenAs& seen,
                                           const SeenAsView& view) const {
    enum class Way : quint8 { Appears, Vanishes };
    Sorter<Way> sorter;
    const auto add = [&](const std::vector<std::size_t>& positions, Way way) {
        for (const std::size_t at : positions) {
            const int position = static_cast<int>(at);
            sorter.add(view.records[position].facet, way, position);
        }
    };
    add(seen.change.appear, Way::Appears);
    add(seen.change.vanish, Way::Vanishes);
    return std::move(sorter).groups([](Way way) {
        return way == Way::Appears ? tr("Would be seen from then on.")
                                   : tr("Would no longer be seen.");
    });
}

Result<SeenAsView> SeenAsReader::view(const SeeAsQuestion& question) {
    const consent::Viewer viewer = wallet::viewerOf(question.who, *m_reading.names);
    ASSIGN_OR_RETURN(const wallet::SeenAs seen,
                     wallet::seeAs(m_reading.vault, m_reading.patient.party, viewer,
                                   question.change, m_reading.now));
    SeenAsView view;
    addWho(view, viewer);
    for (const RecordSummary& record : seen.records) {
        view.records << healthRow(record, m_reading.language);
    }
    view.grants = static_cast<int>(seen.now.grants.size());
    view.visible = static_cast<int>(seen.visible());
    view.hidden = static_cast<int>(seen.records.size()) - view.visible;
    view.inEmergency = static_cast<int>(seen.visibleInEmergency());
    if (!seen.now.emergency.permitted) {
        view.noEmergency =
            toQString(consent::ruleSentence(seen.now.emergency.rule, m_reading.language));
    }
    view.considered = question.considered;
    view.appear = static_cast<int>(seen.change.appear.size());
    view.vanish = static_cast<int>(seen.change.vanish.size());
    view.visibleGroups = visible(seen, view);
    for (const SeenGroup& group : std::as_const(view.visibleGroups)) {
        for (const int record : group.records) {
            view.visibleMarked += view.records[record].marks.isEmpty() ? 0 : 1;
        }
    }
    view.hiddenGroups = hidden(seen, view);
    view.emergencyGroups = inEmergency(seen, view);
    view.changeGroups = changed(seen, view);
    return view;
}

} // namespace consentry::ui
