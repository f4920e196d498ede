#include "ui/models/draft_reader.h"

#include "core/consent/concepts.h"
#include "core/consent/wording.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"
#include "ui/models/home_reader.h"

#include <QSysInfo>

#include <array>
#include <map>

namespace consentry::ui {
namespace {

const QString everythingId = QStringLiteral("everything");
const QString allTimeId = QStringLiteral("all");
constexpr std::array windowIds = {"30d", "90d", "1y", "3y"};

/// A window choice: a period back from today, a fixed day, or none.
std::optional<Instant> windowStart(const QString& id, Instant now) {
    if (id == allTimeId || id.isEmpty()) {
        return std::nullopt;
    }
    const auto start = consent::parseWindowStart(toUtf8(id), now, localZone());
    return start ? std::optional(*start) : std::nullopt;
}

ChangeView::Kind kindOf(consent::Change::Kind kind) {
    switch (kind) {
    case consent::Change::Kind::SeesMore:
        return ChangeView::Kind::NowSees;
    case consent::Change::Kind::SeesLess:
        return ChangeView::Kind::NoLongerSees;
    case consent::Change::Kind::EndsLater:
    case consent::Change::Kind::EndsEarlier:
        return ChangeView::Kind::TimeChanges;
    case consent::Change::Kind::MayDoMore:
    case consent::Change::Kind::MayDoLess:
    case consent::Change::Kind::Other:
        break;
    }
    return ChangeView::Kind::Other;
}

QList<OpensRowView> opensOf(const wallet::GrantPreview& preview) {
    QList<OpensRowView> rows;
    for (const auto& row : preview.byTitle) {
        rows << OpensRowView{toQString(row.title), static_cast<int>(row.count)};
    }
    return rows;
}

} // namespace

GrantDraft DraftReader::empty() const {
    GrantDraft draft;
    draft.window = QStringLiteral("30d");
    draft.purpose = QStringLiteral("TREAT");
    draft.actions = {QStringLiteral("look")};
    draft.ends = toDate(m_reading.now).addDays(consent::usualValidity.count());
    return draft;
}

GrantDraft DraftReader::draftOf(const GrantId& id) {
    GrantDraft draft = empty();
    const auto one = m_grants.find(id);
    if (!one) {
        return draft;
    }
    const consent::Grant& grant = one->grant;
    const auto party = grant.grantee.person ? grant.grantee.person : grant.grantee.organization;
    draft.who = party ? toQString(party->hex()) : QString();
    draft.what.clear();
    if (grant.scope.everything) {
        draft.what << everythingId;
    }
    for (const std::string& conceptId : grant.scope.concepts) {
        draft.what << toQString(conceptId);
    }
    draft.window = grant.window.from ? toDate(*grant.window.from).toString(Qt::ISODate) : allTimeId;
    draft.purpose = toQString(grant.purpose.code());
    draft.actions.clear();
    for (const consent::Action action : consent::allActions()) {
        if (grant.actions.has(action)) {
            draft.actions << toQString(consent::actionWord(action));
        }
    }
    draft.ends = lastDayOf(grant.notAfter);
    return draft;
}

Result<consent::Grant> DraftReader::grantOf(const GrantDraft& draft) {
    const Instant now = m_reading.now;
    consent::Grant grant;
    ASSIGN_OR_RETURN(const PartyId party, PartyId::fromHexText(toUtf8(draft.who)));
    const auto card = m_reading.names->card(party);
    if (m_reading.consortium.organization(party) != nullptr) {
        grant.grantee.organization = party;
        grant.grantee.role = consent::Role::Doctor;
    } else {
        grant.grantee.person = party;
        // Somebody attested is named together with the organisation that vouches for the role.
        if (card && !card->staffId.empty()) {
            grant.grantee.organization = card->organization;
        }
    }
    for (const QString& what : draft.what) {
        if (what == everythingId) {
            grant.scope.everything = true;
        } else {
            grant.scope.concepts.push_back(toUtf8(what));
        }
    }
    if (grant.scope.isEmpty()) {
        return fail(ErrorCode::InvalidArgument, "scope");
    }
    if (grant.scope.everything) {
        grant.scope.concepts.clear();
    }
    grant.window.from = windowStart(draft.window, now);
    ASSIGN_OR_RETURN(grant.purpose, consent::Purpose::fromCode(toUtf8(draft.purpose)));
    consent::ActionSet actions;
    for (const QString& word : draft.actions) {
        ASSIGN_OR_RETURN(const consent::Action action, consent::parseAction(toUtf8(word)));
        actions = actions | action;
    }
    grant.actions = actions;
    grant.notBefore = now;
    if (!draft.ends.isValid()) {
        return fail(ErrorCode::InvalidArgument, "end");
    }
    grant.notAfter = endOfDay(draft.ends);
    // Fills in what only the wallet knows, and checks every rule of a grant.
    ASSIGN_OR_RETURN(
        wallet::PreparedGrant prepared,

        wallet::prepareGrant(m_reading.chainId, m_reading.patient.party, std::move(grant)));
    return std::move(prepared.grant);
}

GrantDraftView DraftReader::view(const GrantDraft& draft, const std::optional<GrantId>& replaces) {
    const Instant now = m_reading.now;
    GrantDraftView view;
    view.changesExisting = replaces.has_value();
    view.today = toDate(now);
    view.draft = draft;

    for (const auto& [party, contact] : m_reading.names->contacts()) {
        if (party == m_reading.patient.party) {
            continue;
        }
        const auto shown = m_reading.names->nameOf(party, m_reading.language);
        QStringList where;
        for (const std::string& part : {shown.department, shown.organization}) {
            if (!part.empty()) {
                where << toQString(part);
            }
        }
        if (contact.kind == ContactKind::Organization) {
            const auto* organization = m_reading.consortium.organization(party);
            if (organization == nullptr ||
                organization->about.kind != simulation::OrganizationKind::Hospital) {
                continue;
            }
            where << tr("every doctor there");
        }
        view.people << ChoiceView{toQString(party.hex()), toQString(shown.name),
                                  where.join(tr(", ")), -1};
    }
    std::stable_sort(view.people.begin(), view.people.end(),
                     [](const ChoiceView& a, const ChoiceView& b) { return a.title < b.title; });

    const auto& catalogue = consent::ConceptCatalogue::standard();
    std::map<std::string, int> counts;
    int total = 0;
    static_cast<void>(m_reading.vault.records().visitFacts(
        {}, [&](RecordRow, const clinical::RecordFacts& facts) {
            ++total;
            for (const consent::Concept* one : catalogue.conceptsOf(facts)) {
                ++counts[one->id];
            }
            return true;
        }));
    for (const consent::Concept& one : catalogue.all()) {
        const int count = counts[one.id];
        view.categories << ChoiceView{
            toQString(one.id), toQString(one.name(m_reading.language)), {}, count};
    }
    std::stable_sort(view.categories.begin(), view.categories.end(),
                     [](const ChoiceView& a, const ChoiceView& b) { return a.count > b.count; });
    view.categories << ChoiceView{everythingId, tr("Everything"),
                                  tr("except what is marked as especially protected"), total};

    view.windows << ChoiceView{QString::fromLatin1(windowIds[0]), tr("The last 30 days"), {}, -1}
                 << ChoiceView{QString::fromLatin1(windowIds[1]), tr("The last 3 months"), {}, -1}
                 << ChoiceView{QString::fromLatin1(windowIds[2]), tr("The last year"), {}, -1}
                 << ChoiceView{QString::fromLatin1(windowIds[3]),
                               tr("The last three years"),
                               {},
                               -1}
                 << ChoiceView{allTimeId, tr("Of any time"), {}, -1};
    if (const QDate day = QDate::fromString(draft.window, Qt::ISODate); day.isValid()) {
        view.windows.prepend(
            ChoiceView{draft.window, tr("Since %1").arg(Format::dayYear(day)), {}, -1});
    }
    for (const consent::Purpose& purpose : consent::Purpose::common()) {
        view.purposes << ChoiceView{
            toQString(purpose.code()), toQString(purpose.name().in(m_reading.language)), {}, -1};
    }
    view.actions << ChoiceView{QStringLiteral("look"), tr("Look only"),
                               tr("They see it and keep nothing."), -1}
                 << ChoiceView{QStringLiteral("keep"), tr("Keep a copy"),
                               tr("A copy stays with them after the grant has ended."), -1}
                 << ChoiceView{QStringLiteral("pass-on"), tr("Pass on"),
                               tr("They may give it to others for the same purpose."), -1};
    for (const int days : {1, 7, 30, 90, 365}) {
        const QDate last = view.today.addDays(days);
        view.lengths << ChoiceView{last.toString(Qt::ISODate), tr("%n day(s)", nullptr, days),
                                   tr("until %1").arg(Format::dayYear(last)), -1};
    }

    const auto grant = grantOf(draft);
    view.canContinue = grant.has_value();
    if (grant) {
        view.sentence = m_grants.sentence(*grant);
        view.willNotSee = m_grants.willNotSee(*grant);
        if (const auto preview = previewOf(*grant)) {
            view.opensTotal = static_cast<int>(preview->total);
            view.opens = opensOf(*preview);
        }
        if (const auto before = replaces ? m_grants.find(*replaces) : std::nullopt) {
            view.changesFor = m_grants.partyText(grant->grantee);
            for (const auto& change : consent::describeChanges(
                     before->grant, *grant, *m_reading.names, m_reading.reader())) {
                view.changes << ChangeView{kindOf(change.kind), toQString(change.text),
                                           toQString(change.detail)};
            }
        }
    } else {
        const auto party = PartyId::fromHexText(toUtf8(draft.who));
        view.sentence.who = party
                                ? toQString(m_reading.names->shortName(*party, m_reading.language))
                                : tr("choose who");
        QStringList what;
        for (const QString& id : draft.what) {
            const auto* one = catalogue.find(toUtf8(id));
            what << (one != nullptr ? toQString(one->name(m_reading.language)) : id);
        }
        view.sentence.what = what.isEmpty() ? tr("choose what") : what.join(tr(", "));
        view.sentence.action =
            toQString(consent::actionName(consent::Action::Look).in(m_reading.language));
        if (const auto purpose = consent::Purpose::fromCode(toUtf8(draft.purpose))) {
            view.sentence.purpose = toQString(purpose->name().in(m_reading.language));
        }
        view.sentence.until = Format::dayYear(draft.ends);
        view.hint = !party ? tr("Choose who may see something.")
                    : draft.what.isEmpty()
                        ? tr("Choose what they may see.")
                        : tr("Something in this sentence does not fit together yet.");
    }
    return view;
}

SigningView DraftReader::signingView(const consent::Grant& grant,
                                     const std::optional<GrantId>& replaces) {
    SigningView view;
    const Instant now = m_reading.now;
    const PersonView person = HomeReader(m_reading).person();
    const QString computer = QSysInfo::machineHostName();
    view.signer = person.isNamed ? tr("You sign as %1, on %2").arg(person.name, computer)
                                 : tr("You sign on %1").arg(computer);
    view.sentence = m_grants.sentence(grant);
    view.willNotSee = m_grants.willNotSee(grant);
    view.today = toDate(now);
    view.ends = lastDayOf(grant.notAfter);
    view.usualEnds = view.today.addDays(consent::usualValidity.count());
    if (const auto preview = previewOf(grant)) {
        view.opensTotal = static_cast<int>(preview->total);
        view.opens = opensOf(*preview);
    }
    view.changesFor = m_grants.partyText(grant.grantee);
    if (const auto before = replaces ? m_grants.find(*replaces) : std::nullopt) {
        for (const auto& change :
             consent::describeChanges(before->grant, grant, *m_reading.names, m_reading.reader())) {
            view.changes << ChangeView{kindOf(change.kind), toQString(change.text),
                                       toQString(change.detail)};
        }
    }
    if (const auto payload = consent::encodeGrant(grant)) {
        view.exactText = tr("Deterministic CBOR (RFC 8949), %n byte(s), sealed before it leaves "
                            "this computer:",
                            nullptr, static_cast<int>(payload->size())) +
                         QLatin1Char('\n') + toQString(toHex(*payload));
    }
    return view;
}

Result<wallet::GrantPreview> DraftReader::previewOf(const consent::Grant& grant) const {
    return wallet::previewGrant(m_reading.vault.records(), grant, m_reading.now);
}

} // namespace consentry::ui
