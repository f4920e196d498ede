#include "ui/models/grant_reader.h"

#include "core/consent/check_up.h"
#include "core/consent/policy_evaluation.h"
#include "core/consent/record_words.h"
#include "core/consent/wording.h"
#include "core/simulation/simulated_visit.h"
#include "core/wallet/error_sentence.h"
#include "core/wallet/grant_drafts.h"
#include "core/wallet/revoke_grants.h"
#include "core/wallet/standing_rules.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"
#include "ui/models/grant_list_model.h"
#include "ui/models/health_row.h"

#include <algorithm>

namespace consentry::ui {
namespace {

/// By grants that are signed and not proven yet.
std::set<GrantId> grantsBeingReplaced(GrantStore& grants, const PartyId& patient) {
    std::set<GrantId> replaced;
    GrantFilter filter;
    filter.direction = GrantDirection::Given;
    filter.patient = patient;
    filter.state = consentry::GrantState::Pending;
    std::optional<GrantCursor> after;
    do {
        const auto page = grants.page(filter, after, GrantStore::pageMax);
        if (!page) {
            return replaced;
        }
        for (const StoredGrant& stored : page->grants) {
            if (stored.supersedes) {
                replaced.insert(*stored.supersedes);
            }
        }
        after = page->next;
    } while (after);
    return replaced;
}

} // namespace

std::vector<OpenedGrant> GrantReader::all() {
    std::vector<OpenedGrant> result;
    GrantFilter filter;
    filter.direction = GrantDirection::Given;
    filter.patient = m_reading.patient.party;
    std::optional<GrantCursor> after;
    do {
        auto page = m_reading.vault.grants().page(filter, after, GrantStore::pageMax);
        if (!page) {
            return result;
        }
        for (StoredGrant& stored : page->grants) {
            if (auto grant = wallet::contentOf(stored)) {
                result.push_back({std::move(stored), std::move(*grant)});
            }
        }
        after = page->next;
    } while (after);
    return result;
}

std::optional<OpenedGrant> GrantReader::find(const GrantId& id) {
    auto stored = m_reading.vault.grants().find(id);
    if (!stored) {
        return std::nullopt;
    }
    auto grant = wallet::contentOf(*stored);
    return grant ? std::optional(OpenedGrant{std::move(*stored), std::move(*grant)}) : std::nullopt;
}

QString GrantReader::partyText(const consent::Grantee& grantee) {
    return toQString(consent::granteeText(grantee, *m_reading.names, m_reading.language));
}

/// The department stands in the sentence.
QString GrantReader::listTitle(const consent::Grantee& grantee) {
    if (!grantee.person) {
        return Format::lineStart(partyText(grantee));
    }
    const auto name = m_reading.names->nameOf(*grantee.person, m_reading.language);
    if (name.name.empty() || name.organization.empty() || !grantee.organization) {
        return name.name.empty() ? partyText(grantee) : toQString(name.name);
    }
    return tr("%1, %2").arg(toQString(name.name), toQString(name.organization));
}

GrantSentenceView GrantReader::sentence(const consent::Grant& grant) {
    GrantSentenceView view;
    for (const consent::SentencePart& part :
         consent::grantSentence(grant, *m_reading.names, m_reading.reader())) {
        const QString text = toQString(part.text);
        switch (part.slot) {
        case consent::Slot::Who:
            view.who += text;
            break;
        case consent::Slot::What:
            view.what += text;
            break;
        case consent::Slot::Why:
            view.purpose += text;
            break;
        case consent::Slot::MayDo:
            view.action += text;
            break;
        case consent::Slot::Until:
            view.until += text;
            break;
        case consent::Slot::Connective:
            break;
        }
    }
    return view;
}

QString GrantReader::willNotSee(const consent::Grant& grant) {
    QStringList sentences;
    for (const std::string& sentence :
         consent::limitSentences(grant, *m_reading.names, m_reading.reader())) {
        sentences << toQString(sentence).toHtmlEscaped();
    }
    return joined(sentences);
}

QString GrantReader::joined(const QStringList& sentences) const {
    return sentences.join(m_reading.language == consent::Language::English ? QStringLiteral(" ")
                                                                           : QString());
}

QString GrantReader::visitorName(const consent::Grantee& grantee) {
    const auto* visitor = simulation::visitorOf(m_reading.consortium, grantee);
    return visitor == nullptr
               ? QString()
               : toQString(m_reading.names->nameOf(visitor->party, m_reading.language).name);
}

/// The kind of data that a scope is about, in the words of "My health".
QString GrantReader::kindOf(const consent::Scope& scope) const {
    if (scope.everything) {
        return tr("Everything");
    }
    std::set<clinical::Facet> facets;
    for (const std::string& id : scope.concepts) {
        const consent::Concept* known = consent::ConceptCatalogue::standard().find(id);
        facets.insert(known == nullptr ? clinical::Facet::Other : known->facet);
    }
    for (const clinical::Code& category : scope.categories) {
        facets.insert(consent::parseFacet(category.code).value_or(clinical::Facet::Other));
    }
    std::set<HealthFacet> kinds;
    for (const FacetGroup& group : facetGroups()) {
        if (std::any_of(group.facets.begin(), group.facets.end(),
                        [&](clinical::Facet facet) { return facets.count(facet) > 0; })) {
            kinds.insert(group.shown);
        }
    }
    const bool namesSingles =
        !scope.records.empty() || !scope.resources.empty() || !scope.codes.empty();
    if (kinds.size() + std::size_t(namesSingles) > 1) {
        return tr("Several kinds of data");
    }
    return kinds.empty() ? tr("Single records") : HealthModel::word(*kinds.begin());
}

const GrantReader::Ways& GrantReader::ways() {
    if (!m_ways) {
        m_ways.emplace();
        if (auto stages = m_reading.vault.grants().allStages()) {
            m_ways->stages = std::move(*stages);
        }
        if (auto revoked = wallet::grantsBeingRevoked(m_reading.vault.transactions())) {
            m_ways->beingRevoked = std::move(*revoked);
        }
        m_ways->beingReplaced =
            grantsBeingReplaced(m_reading.vault.grants(), m_reading.patient.party);
    }
    return *m_ways;
}

/// By block time: this computer's clock may be wrong.
void GrantReader::addState(GrantView& view, const StoredGrant& stored) {
    switch (stored.state) {
    case consentry::GrantState::Active:
        view.state = stored.end <= m_reading.chainTime ? GrantState::Ended : GrantState::Active;
        break;
    case consentry::GrantState::Revoked:
        view.state = GrantState::Revoked;
        break;
    case consentry::GrantState::Draft:
        view.state = GrantState::Failed;
        view.problem = tr("not sent");
        view.problemSentence = tr("It was signed and taken back before it was sent.");
        break;
    case consentry::GrantState::Failed:
        view.state = GrantState::Failed;
        view.problem = tr("refused");
        break;
    case consentry::GrantState::Pending:
        view.state = GrantState::Pending;
        break;
    }
    view.isStopping = view.isOpen() && ways().beingRevoked.count(stored.id) > 0;
}

/// In its last week, or the last quarter of what is shorter: nobody is reminded of a grant for one
/// visit as soon as it is given.
bool GrantReader::endsSoon(const StoredGrant& stored) {
    const milliseconds whole = stored.end - stored.begin;
    const milliseconds left = stored.end - m_reading.chainTime;
    return stored.begin <= m_reading.chainTime &&
           left <= std::min<milliseconds>(consent::limits::soon, whole / 4) &&
           ways().beingReplaced.count(stored.id) == 0;
}

/// Whether the rules for everyone deny whom it names. Where they cannot be read nothing is claimed.
bool GrantReader::isShutOut(const consent::Grant& grant) {
    if (!m_rules) {
        m_rules = wallet::standingPolicy(m_reading.vault.settings(), m_reading.patient.party)
                      .value_or(consent::PatientPolicy());
    }
    if (m_rules->denials.empty()) {
        return false;
    }
    return consent::evaluateReader(&*m_rules, consent::requestFor(grant)).rule ==
           consent::Rule::PolicyDeniesReader;
}

/// How it went, stage by stage.
void GrantReader::addWay(GrantView& view, const StoredGrant& stored) {
    const auto found = ways().stages.find(stored.id);
    if (found == ways().stages.end()) {
        return;
    }
    for (const GrantStore::Stage& stage : found->second) {
        const bool isGrant = stage.process == GrantProcess::Grant;
        if (stage.stage == GrantStage::Proven && isGrant) {
            view.provenAt = toDateTime(stage.mark.at);
        } else if (stage.stage == GrantStage::Proven) {
            view.revokedOn = toDate(stage.mark.at);
            view.stoppedEverywhere = true;
        } else if (stage.stage == GrantStage::Failed && isGrant) {
            const Error error{ErrorCode::Refused, {}, static_cast<int>(stage.mark.refusal)};
            view.problemSentence = toQString(wallet::errorSentence(error, m_reading.language).what);
        }
    }
}

GrantView GrantReader::view(const OpenedGrant& opened) {
    const StoredGrant& stored = opened.stored;
    const consent::Grantee& grantee = opened.grant.grantee;
    GrantView view;
    view.id = toQString(stored.id.hex());
    view.title = listTitle(grantee);
    view.subtitle = toQString(consent::scopeTitle(opened.grant, m_reading.language));
    view.sentence = sentence(opened.grant);
    view.willNotSee = willNotSee(opened.grant);
    view.begins = toDate(stored.begin);
    view.ends = lastDayOf(stored.end);
    addState(view, stored);
    addWay(view, stored);
    view.isShutOut = view.isOpen() && isShutOut(opened.grant);
    view.endsSoon = view.state == GrantState::Active && !view.isStopping && endsSoon(opened.stored);
    view.seenTimes = usage()[stored.id].times;
    view.visitor = visitorName(grantee);
    if (const auto organization = wallet::organizationOf(grantee, *m_reading.names)) {
        view.organizationId = toQString(organization->hex());
        view.organizationName =
            toQString(m_reading.names->shortName(*organization, m_reading.language));
    }
    view.kind = kindOf(opened.grant.scope);
    return view;
}

QList<GrantView> GrantReader::views() {
    QList<GrantView> views;
    std::map<QString, QDate> replacedOn;
    for (const OpenedGrant& one : all()) {
        views << view(one);
        if (one.stored.supersedes && views.last().provenAt.isValid()) {
            replacedOn[toQString(one.stored.supersedes->hex())] =
                views.last().provenAt.toLocalTime().date();
        }
    }
    for (GrantView& view : views) {
        const auto replaced = replacedOn.find(view.id);
        if (view.state == GrantState::Revoked && !view.stoppedEverywhere &&
            replaced != replacedOn.end()) {
            view.isReplaced = true;
            view.revokedOn = replaced->second;
        }
    }
    std::stable_sort(views.begin(), views.end(), [](const GrantView& a, const GrantView& b) {
        return a.isOpen() != b.isOpen() ? a.isOpen()
               : a.isOpen()             ? a.ends < b.ends
                                        : a.ends > b.ends;
    });
    return views;
}

std::optional<int> GrantReader::opensRecords(const GrantId& grant) {
    const auto one = find(grant);
    if (!one) {
        return std::nullopt;
    }
    const auto rules = wallet::standingPolicy(m_reading.vault.settings(), m_reading.patient.party);
    if (!rules) {
        return std::nullopt;
    }
    const auto preview =
        wallet::previewGrant(m_reading.vault.records(), *rules, one->grant, m_reading.chainTime);
    return preview ? std::optional(static_cast<int>(preview->total)) : std::nullopt;
}

RevokeView GrantReader::revokeView(const GrantId& grant) {
    RevokeView view;
    view.grantId = toQString(grant.hex());
    view.today = toDate(m_reading.chainTime);
    if (const auto one = find(grant)) {
        view.sentence = sentence(one->grant);
        view.who = partyText(one->grant.grantee);
        const GrantUse used = usage()[grant];
        view.seenTimes = used.times;
        if (used.times > 0) {
            view.lastSeen = toDateTime(used.last);
        }
        addToldAndKept(view, one->grant);
    }
    return view;
}

void GrantReader::addToldAndKept(RevokeView& view, const consent::Grant& grant) {
    if (grant.actions.hasAny(consent::Action::Keep | consent::Action::PassOn)) {
        view.copyKeepers = LogReader(m_reading).readersBy(grant.id);
    }
    view.hospitals = hospitalNames();
}

/// Empty of a real consortium: this program knows those alone whose keys lie here.
QStringList GrantReader::hospitalNames() const {
    QStringList names;
    if (m_reading.chainId != simulation::DemoConsortium::chainId) {
        return names;
    }
    for (const auto& organization : m_reading.consortium.organizations()) {
        if (organization.about.kind == simulation::OrganizationKind::Hospital) {
            names << toQString(m_reading.names->shortName(organization.party, m_reading.language));
        }
    }
    return names;
}

RevokeManyView GrantReader::revokeManyView(const RevokeChoice& choice) {
    RevokeManyView view;
    view.choice = choice;
    auto all = wallet::revocableGrants(m_reading.vault.grants(), m_reading.patient.party,
                                       m_reading.chainTime);
    if (!all) {
        return view;
    }
    const QSet<QString> chosen(choice.ids.begin(), choice.ids.end());
    std::erase_if(*all, [&](const OpenedGrant& one) {
        const GrantView grant = this->view(one);
        const bool fits = choice.what == RevokeChoice::What::Everything ||
                          (choice.what == RevokeChoice::What::Organization &&
                           grant.organizationId == choice.organizationId) ||
                          chosen.contains(grant.id);
        return !fits || !grant.canRevoke();
    });
    addRows(view, *all);
    return view;
}

RevokeManyView GrantReader::inThisLanguage(const RevokeManyView& shown) {
    QSet<QString> ids;
    for (const RevokeRowView& row : shown.rows) {
        ids.insert(row.id);
    }
    std::vector<OpenedGrant> grants = all();
    std::erase_if(grants, [&ids](const OpenedGrant& one) {
        return !ids.contains(toQString(one.stored.id.hex()));
    });
    RevokeManyView view;
    view.choice = shown.choice;
    addRows(view, grants);
    return view;
}

void GrantReader::addRows(RevokeManyView& view, const std::vector<OpenedGrant>& grants) {
    view.today = toDate(m_reading.chainTime);
    view.hospitals = hospitalNames();
    QStringList keepers;
    for (const OpenedGrant& one : grants) {
        const GrantView grant = this->view(one);
        if (grant.organizationId == view.choice.organizationId) {
            view.choice.organizationName = grant.organizationName;
        }
        const int times = usage()[one.stored.id].times;
        view.seenTimes += times;
        if (times > 0 &&
            one.grant.actions.hasAny(consent::Action::Keep | consent::Action::PassOn)) {
            keepers << grant.title;
        }
        view.rows << RevokeRowView{grant.id, grant.title, grant.subtitle,
                                   GrantListModel::endText(grant, view.today)};
    }
    keepers.removeDuplicates();
    view.copyKeepers = keepers;
    std::stable_sort(view.rows.begin(), view.rows.end(),
                     [](const RevokeRowView& a, const RevokeRowView& b) {
                         return QString::localeAwareCompare(a.who, b.who) < 0;
                     });
}

std::map<GrantId, GrantUse>& GrantReader::usage() {
    if (!m_usage) {
        m_usage = LogReader(m_reading).usage();
    }
    return *m_usage;
}

} // namespace consentry::ui
