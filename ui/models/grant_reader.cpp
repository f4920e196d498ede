#include "ui/models/grant_reader.h"

#include "core/consent/wording.h"
#include "core/simulation/simulated_visit.h"
#include "core/wallet/grant_drafts.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"

#include <algorithm>

namespace consentry::ui {
namespace {

constexpr std::size_t grantsMax = 1000;

} // namespace

std::vector<OpenedGrant> GrantReader::all() {
    std::vector<OpenedGrant> result;
    GrantFilter filter;
    filter.direction = GrantDirection::Given;
    filter.patient = m_reading.patient.party;
    const auto page = m_reading.vault.grants().page(filter, std::nullopt, grantsMax);
    if (!page) {
        return result;
    }
    for (const StoredGrant& stored : page->grants) {
        if (auto one = find(stored.id)) {
            result.push_back(std::move(*one));
        }
    }
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

GrantView GrantReader::view(const OpenedGrant& opened) {
    const StoredGrant& stored = opened.stored;
    GrantView view;
    view.id = toQString(stored.id.hex());
    view.title = listTitle(opened.grant.grantee);
    view.subtitle = toQString(consent::scopeTitle(opened.grant, m_reading.language));
    view.sentence = sentence(opened.grant);
    view.willNotSee = willNotSee(opened.grant);
    view.begins = toDate(stored.begin);
    view.ends = lastDayOf(stored.end);
    switch (stored.state) {
    case consentry::GrantState::Active:
        view.state = stored.end <= m_reading.now ? GrantState::Ended : GrantState::Active;
        break;
    case consentry::GrantState::Revoked:
        view.state = GrantState::Revoked;
        break;
    case consentry::GrantState::Failed:
        view.state = GrantState::Ended;
        break;
    case consentry::GrantState::Draft:
    case consentry::GrantState::Pending:
        view.state = GrantState::Pending;
        break;
    }
    if (const auto stages = m_reading.vault.grants().stages(stored.id)) {
        for (const auto& stage : *stages) {
            if (stage.stage != GrantStage::Proven) {
                continue;
            }
            if (stage.process == GrantProcess::Grant) {
                view.provenAt = toDateTime(stage.mark.at);
            } else {
                view.revokedOn = toDate(stage.mark.at);
                view.stoppedEverywhere = true;
            }
        }
    }
    if (const auto preview =
            wallet::previewGrant(m_reading.vault.records(), opened.grant, m_reading.now)) {
        view.opensRecords = static_cast<int>(preview->total);
    }
    view.seenTimes = usage()[stored.id].times;
    view.visitor = visitorName(opened.grant.grantee);
    return view;
}

QList<GrantView> GrantReader::views() {
    QList<GrantView> views;
    for (const OpenedGrant& one : all()) {
        views << view(one);
    }
    const auto rank = [](const GrantView& view) {
        return view.state == GrantState::Active || view.state == GrantState::Pending ? 0 : 1;
    };
    std::stable_sort(views.begin(), views.end(), [&](const GrantView& a, const GrantView& b) {
        return rank(a) != rank(b) ? rank(a) < rank(b)
               : rank(a) == 0     ? a.ends < b.ends
                                  : a.ends > b.ends;
    });
    return views;
}

RevokeView GrantReader::revokeView(const GrantId& grant) {
    RevokeView view;
    view.grantId = toQString(grant.hex());
    view.today = toDate(m_reading.now);
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
    // Of a real consortium this program knows those alone whose keys lie here.
    if (m_reading.chainId != simulation::DemoConsortium::chainId) {
        return;
    }
    for (const auto& organization : m_reading.consortium.organizations()) {
        if (organization.about.kind == simulation::OrganizationKind::Hospital) {
            view.hospitals << toQString(
                m_reading.names->shortName(organization.party, m_reading.language));
        }
    }
}

std::map<GrantId, GrantUse>& GrantReader::usage() {
    if (!m_usage) {
        m_usage = LogReader(m_reading).usage();
    }
    return *m_usage;
}

} // namespace consentry::ui
