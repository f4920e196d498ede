#include "ui/models/draft_reader.h"

#include "core/consent/concepts.h"
#include "core/consent/phrases.h"
#include "core/consent/templates.h"
#include "core/consent/wording.h"
#include "core/wallet/standing_rules.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"
#include "ui/models/home_reader.h"
#include "ui/models/party_choices.h"

#include <QSysInfo>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace consentry::ui {
namespace {

const QString everythingId = QStringLiteral("everything");
const QString allTimeId = QStringLiteral("all");
/// What a grant lists beside kinds: it can be kept or dropped as a whole.
const QString listedId = QStringLiteral("listed");
/// How many days a grant that is given once more holds.
constexpr qint64 renewedMin = 1;
constexpr qint64 renewedMax = 366;
constexpr std::array windowIds = {"30d", "90d", "1y", "3y"};

/// A window choice: a period back from today, a fixed day, or none.
std::optional<Instant> windowStart(const QString& id, Instant now) {
    if (id == allTimeId || id.isEmpty()) {
        return std::nullopt;
    }
    const auto start = consent::parseWindowStart(toUtf8(id), now, localZone());
    return start ? std::optional(*start) : std::nullopt;
}

std::size_t listedIn(const consent::Scope& scope) {
    return scope.categories.size() + scope.codes.size() + scope.records.size() +
           scope.resources.size();
}

/// Denials that somebody wrote: those that hide sensitive parts are made anew for what is chosen.
std::vector<consent::InnerDenial> ownDenials(const consent::Grant& grant) {
    consent::Grant bare = grant;
    bare.denials.clear();
    consent::hideSensitiveParts(bare);
    consent::normalize(bare);
    std::vector<consent::InnerDenial> own = grant.denials;
    std::erase_if(own, [&](const consent::InnerDenial& denial) {
        return std::find(bare.denials.begin(), bare.denials.end(), denial) != bare.denials.end();
    });
    return own;
}

/// Everything of the grant before that the choices do not speak of. It must never fall away
/// unnoticed: most of it narrows.
void keepTheRest(consent::Grant& grant, const consent::Grant& before, bool keepsListed) {
    const bool sameReader =
        grant.grantee.person
            ? grant.grantee.person == before.grantee.person
            : !before.grantee.person && grant.grantee.organization == before.grantee.organization;
    if (sameReader) {
        grant.grantee = before.grantee;
    }
    grant.window.until = before.window.until;
    grant.custodians = before.custodians;
    grant.ceiling = before.ceiling;
    grant.excludedLabels = before.excludedLabels;
    grant.denials = ownDenials(before);
    if (keepsListed && !grant.scope.everything) {
        grant.scope.categories = before.scope.categories;
        grant.scope.codes = before.scope.codes;
        grant.scope.records = before.scope.records;
        grant.scope.resources = before.scope.resources;
    }
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

QList<ChangeView> changesOf(const std::vector<consent::Change>& changes) {
    QList<ChangeView> rows;
    for (const consent::Change& change : changes) {
        rows << ChangeView{kindOf(change.kind), toQString(change.text), toQString(change.detail)};
    }
    return rows;
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
    draft.ends = toDate(m_reading.chainTime).addDays(consent::usualValidity.count());
    return draft;
}

GrantDraft DraftReader::draftOf(const GrantId& id) {
    const auto one = m_grants.find(id);
    return one ? draftOf(one->grant) : empty();
}

GrantDraft DraftReader::draftOf(const consent::Grant& grant) const {
    GrantDraft draft = empty();
    const auto party = grant.grantee.person ? grant.grantee.person : grant.grantee.organization;
    draft.who = party ? toQString(party->hex()) : QString();
    draft.what.clear();
    if (grant.scope.everything) {
        draft.what << everythingId;
    }
    for (const std::string& conceptId : grant.scope.concepts) {
        draft.what << toQString(conceptId);
    }
    if (listedIn(grant.scope) > 0) {
        draft.what << listedId;
    }
    draft.begunFrom = grant;
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

GrantDraft DraftReader::renewed(const GrantId& id) {
    GrantDraft draft = draftOf(id);
    if (const auto& before = draft.begunFrom) {
        const qint64 days = toDate(before->notBefore).daysTo(lastDayOf(before->notAfter));
        draft.ends = toDate(m_reading.chainTime).addDays(std::clamp(days, renewedMin, renewedMax));
    }
    return draft;
}

GrantDraft DraftReader::fromTemplate(const QString& id, const GrantDraft& draft) const {
    const consent::GrantTemplate* found = consent::findGrantTemplate(toUtf8(id));
    if (found == nullptr) {
        return draft;
    }
    GrantDraft begun;
    begun.who = draft.who;
    if (found->everything) {
        begun.what << everythingId;
    }
    for (const std::string& conceptId : found->concepts) {
        begun.what << toQString(conceptId);
    }
    begun.window = toQString(found->window);
    begun.purpose = toQString(found->purpose.code());
    for (const consent::Action action : consent::allActions()) {
        if (found->actions.has(action)) {
            begun.actions << toQString(consent::actionWord(action));
        }
    }
    begun.ends = toDate(m_reading.chainTime).addDays(found->validity.count());
    return begun;
}

void DraftReader::addTemplates(GrantDraftView& view) const {
    for (const consent::GrantTemplate& one : consent::grantTemplates()) {
        const QString id = toQString(one.id);
        view.templates << ChoiceView{id, toQString(one.name(m_reading.language)),
                                     toQString(one.detail(m_reading.language)), -1};
        if (fromTemplate(id, view.draft) == view.draft) {
            view.fromTemplate = id;
        }
    }
}

Result<consent::Grant> DraftReader::grantOf(const GrantDraft& draft) {
    const Instant now = m_reading.chainTime;
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
        } else if (what != listedId) {
            grant.scope.concepts.push_back(toUtf8(what));
        }
    }
    if (grant.scope.everything) {
        grant.scope.concepts.clear();
    }
    if (draft.begunFrom) {
        keepTheRest(grant, *draft.begunFrom, draft.what.contains(listedId));
    }
    if (!grant.scope.everything && grant.scope.isEmpty()) {
        return fail(ErrorCode::InvalidArgument, "scope");
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

void DraftReader::addWhoAndWhat(GrantDraftView& view) {
    const auto& catalogue = consent::ConceptCatalogue::standard();
    std::map<std::string, int> counts;
    std::set<PartyId> custodians;
    int total = 0;
    RecordFilter held; // by hospitals; what the person wrote is nobody's to ask for
    held.isOwn = false;
    static_cast<void>(m_reading.vault.records().visitFacts(
        held, [&](RecordRow, const clinical::RecordFacts& facts) {
            ++total;
            custodians.insert(facts.custodian);
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
    // Kinds without records come last.
    const auto place = total > 0
                           ? std::find_if(view.categories.begin(), view.categories.end(),
                                          [](const ChoiceView& kind) { return kind.count == 0; })
                           : view.categories.end();
    view.categories.insert(place, {everythingId, tr("Everything"),
                                   tr("except what is marked as especially protected"), total});
    view.people = PartyChoices(m_reading, m_grants).choices(std::move(custodians));
}

/// The codes, categories and records that the grant before lists one by one.
void DraftReader::addListed(GrantDraftView& view) {
    const auto& before = view.draft.begunFrom;
    if (!before || listedIn(before->scope) == 0) {
        return;
    }
    consent::Grant listed = *before;
    listed.scope.concepts.clear();
    view.categories.prepend(ChoiceView{listedId, tr("What this grant lists one by one"),
                                       m_grants.sentence(listed).what, -1});
}

void DraftReader::addChoices(GrantDraftView& view) {
    addWhoAndWhat(view);
    view.windows << ChoiceView{QString::fromLatin1(windowIds[0]), tr("The last 30 days"), {}, -1}
                 << ChoiceView{QString::fromLatin1(windowIds[1]), tr("The last 3 months"), {}, -1}
                 << ChoiceView{QString::fromLatin1(windowIds[2]), tr("The last year"), {}, -1}
                 << ChoiceView{QString::fromLatin1(windowIds[3]),
                               tr("The last three years"),
                               {},
                               -1}
                 << ChoiceView{allTimeId, tr("Of any time"), {}, -1};
    if (const QDate day = QDate::fromString(view.draft.window, Qt::ISODate); day.isValid()) {
        view.windows.prepend(
            ChoiceView{view.draft.window, tr("Since %1").arg(Format::dayYear(day)), {}, -1});
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
}

GrantDraftView DraftReader::view(const GrantDraft& draft, const std::optional<GrantId>& replaces) {
    const Instant now = m_reading.chainTime;
    GrantDraftView view;
    view.changesExisting = replaces.has_value();
    view.today = toDate(now);
    view.draft = draft;

    addChoices(view);
    addListed(view);
    if (!replaces) {
        addTemplates(view);
    }
    const auto grant = grantOf(draft);
    view.canContinue = grant.has_value();
    if (grant) {
        view.sentence = m_grants.sentence(*grant);
        view.willNotSee = m_grants.willNotSee(*grant);
        addOpens(view, *grant);
        if (const auto before = replaces ? m_grants.find(*replaces) : std::nullopt) {
            view.changesFor = m_grants.partyText(grant->grantee);
            view.changes = changesOf(consent::describeChanges(
                before->grant, *grant, *m_reading.names, m_reading.reader()));
        }
    } else {
        const auto& catalogue = consent::ConceptCatalogue::standard();
        const auto party = PartyId::fromHexText(toUtf8(draft.who));
        view.sentence.who = party
                                ? toQString(m_reading.names->shortName(*party, m_reading.language))
                                : tr("choose who");
        QStringList what;
        for (const QString& id : draft.what) {
            const auto* one = catalogue.find(toUtf8(id));
            what << (one != nullptr       ? toQString(one->name(m_reading.language))
                     : id == everythingId ? tr("whole record")
                     : id == listedId     ? tr("What this grant lists one by one")
                                          : id);
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

QString DraftReader::warningOf(const wallet::GrantPreview& preview) {
    return preview.isShutOut ? tr("Your rules for everyone shut them out. As long as they do, this "
                                  "grant opens nothing.")
                             : QString();
}

Result<std::optional<wallet::SeparateConsent>>
DraftReader::nextConsent(const consent::Grant& grant, const std::optional<GrantId>& replaces,
                         std::span<const wallet::SeparateConsent::What> answered) {
    ASSIGN_OR_RETURN(const auto rules,
                     wallet::standingPolicy(m_reading.vault.settings(), m_reading.patient.party));
    const auto before = replaces ? m_grants.find(*replaces) : std::nullopt;
    return wallet::nextSeparateConsent(m_reading.vault.records(), rules, grant,
                                       before ? std::optional(before->grant) : std::nullopt,
                                       answered, m_reading.chainTime);
}

SeparateConsentView DraftReader::consentView(const consent::Grant& grant,
                                             const wallet::SeparateConsent& asked) {
    using What = wallet::SeparateConsent::What;
    SeparateConsentView view;
    view.what = asked.what;
    const auto& grantee = grant.grantee;
    const QString name =
        grantee.person ? toQString(m_reading.names->shortName(*grantee.person, m_reading.language))
                       : m_grants.partyText(grantee);
    view.who = Format::lineStart(m_grants.partyText(grantee));
    const GrantSentenceView sentence = m_grants.sentence(grant);
    view.terms = tr("For %1, until %2").arg(sentence.purpose, sentence.until);
    const int count = static_cast<int>(asked.records);
    view.concerned = count == 0 ? tr("None of your records in this vault so far")
                                : tr("%n of your records in this vault", nullptr, count);
    switch (asked.what) {
    case What::Sensitive: {
        const auto names = consent::phrases::concepts(asked.concepts, m_reading.language);
        view.title = tr("May %1 also see this: %2?")
                         .arg(name, toQString(consent::phrases::list(
                                        names, consent::phrases::Join::And, m_reading.language)));
        view.reason = tr("It is especially sensitive, so you decide about it by itself.");
        view.agree = tr("Yes, include it");
        view.leaveOut = tr("Leave it out");
        view.without = tr("Without it they see the rest of what you chose.");
        break;
    }
    case What::Restricted:
        view.title = tr("Also what is marked as more private?");
        view.reason = tr("Hospitals, or your own rules, mark some of what you chose as restricted. "
                         "Without your yes it stays hidden.");
        view.agree = tr("Yes, show it too");
        view.leaveOut = tr("Keep it hidden");
        view.without = tr("Without it they see what is not marked so.");
        break;
    case What::PassOn:
        view.title = tr("May %1 pass it on to others?").arg(name);
        view.reason = tr("What was passed on cannot be called back, and the log does not show who "
                         "has it.");
        view.agree = tr("Yes, they may");
        view.leaveOut = tr("No, not to others");
        view.without = tr("Without it they may do the rest of what you chose.");
        break;
    }
    if (!asked.canBeLeftOut) {
        view.leaveOut.clear();
        view.without = tr("Go back to choose something else.");
    }
    return view;
}

SigningView DraftReader::signingView(const consent::Grant& grant,
                                     const std::optional<GrantId>& replaces) {
    SigningView view;
    const Instant now = m_reading.chainTime;
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
        view.noneInWindow = noneInWindow(grant, *preview);
        view.warning = warningOf(*preview);
        view.marks = marksOf(*preview);
    }
    view.changesFor = m_grants.partyText(grant.grantee);
    const auto before = replaces ? m_grants.find(*replaces) : std::nullopt;
    if (!before) {
        view.before = beforeFirst(grant);
    }
    const consent::Reader reader = m_reading.reader();
    view.changes =
        changesOf(before ? consent::describeChanges(before->grant, grant, *m_reading.names, reader)
                         : consent::describeFirst(grant, *m_reading.names, reader));
    if (const auto payload = consent::encodeGrant(grant)) {
        view.exactText = tr("Deterministic CBOR (RFC 8949), %n byte(s), sealed before it leaves "
                            "this computer:",
                            nullptr, static_cast<int>(payload->size())) +
                         QLatin1Char('\n') + toQString(toHex(*payload));
    }
    return view;
}

void DraftReader::addOpens(GrantDraftView& view, const consent::Grant& grant) const {
    const auto preview = previewOf(grant);
    if (!preview) {
        return;
    }
    view.opensTotal = static_cast<int>(preview->total);
    view.opens = opensOf(*preview);
    view.noneInWindow = noneInWindow(grant, *preview);
    view.warning = warningOf(*preview);
    view.marks = marksOf(*preview);
    view.wholeWindow = allTimeId;
}

QString DraftReader::marksOf(const wallet::GrantPreview& preview) {
    return preview.marked == 0
               ? QString()
               : tr("%n of them carry a mark of yours. Only this wallet knows your marks: this "
                    "grant opens these records all the same. To hide a kind, set a rule.",
                    nullptr, static_cast<int>(preview.marked));
}

QString DraftReader::noneInWindow(const consent::Grant& grant,
                                  const wallet::GrantPreview& preview) const {
    if (preview.total > 0 || preview.older == 0 || !grant.window.from) {
        return {};
    }
    return m_grants.joined({inWindow(*grant.window.from),
                            tr("%n are older.", nullptr, static_cast<int>(preview.older))});
}

/// The words of the choice, on the day on which it is made; later the day that it meant.
QString DraftReader::inWindow(Instant from) const {
    const std::array<QString, windowIds.size()> words{
        tr("0 in the last 30 days."), tr("0 in the last 3 months."), tr("0 in the last year."),
        tr("0 in the last three years.")};
    for (std::size_t i = 0; i < windowIds.size(); ++i) {
        if (windowStart(QString::fromLatin1(windowIds[i]), m_reading.chainTime) == from) {
            return words[i];
        }
    }
    return tr("0 since %1.").arg(Format::dayYear(toDate(from)));
}

/// Whether there can be a reader whom both name.
bool DraftReader::meet(const consent::Grantee& a, const consent::Grantee& b) const {
    if (a.person && b.person) {
        return a.person == b.person;
    }
    if (!a.organization || a.organization != b.organization) {
        return false;
    }
    const auto person = a.person ? a.person : b.person;
    const auto role = a.person ? b.role : a.role;
    const auto card = person ? m_reading.names->card(*person) : std::nullopt;
    return !card || !role || card->role == consent::roleWord(*role);
}

/// What somebody could see before a grant that changes none.
/// Also says so while this grant itself is on its way already.
QString DraftReader::beforeFirst(const consent::Grant& grant) {
    const consent::Grantee& grantee = grant.grantee;
    int holding = 0;
    bool hadOne = false;
    for (const OpenedGrant& other : m_grants.all()) {
        if (other.grant.id == grant.id || !meet(other.grant.grantee, grantee)) {
            continue;
        }
        const bool isOver = other.stored.state == consentry::GrantState::Revoked ||
                            other.stored.state == consentry::GrantState::Failed ||
                            other.stored.end <= m_reading.chainTime;
        holding += !isOver;
        hadOne |= other.stored.state != consentry::GrantState::Failed;
    }
    const QString name =
        grantee.person ? toQString(m_reading.names->shortName(*grantee.person, m_reading.language))
                       : m_grants.partyText(grantee);
    if (holding > 0) {
        return tr("%n other grant(s) already open something to %1. They stay as they are.", nullptr,
                  holding)
            .arg(name);
    }
    return hadOne ? tr("What you gave to %1 before has ended.").arg(name)
                  : tr("So far %1 could see nothing.").arg(name);
}

Result<wallet::GrantPreview> DraftReader::previewOf(const consent::Grant& grant) const {
    ASSIGN_OR_RETURN(const auto rules,
                     wallet::standingPolicy(m_reading.vault.settings(), m_reading.patient.party));
    return wallet::previewGrant(m_reading.vault.records(), rules, grant, m_reading.chainTime);
}

} // namespace consentry::ui
