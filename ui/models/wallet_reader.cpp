#include "ui/models/wallet_reader.h"

#include "core/consent/concepts.h"
#include "core/wallet/grant_access.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"

#include <QSysInfo>

#include <algorithm>
#include <set>

namespace consentry::ui {
namespace {

constexpr std::size_t grantsMax = 1000;
constexpr std::size_t pageRows = 500;
constexpr std::size_t entriesMax = 100'000;
constexpr int titlesInLine = 3;

template <class Id> QString idText(const Id& id) {
    return toQString(id.hex());
}

AccessMark markOf(wallet::EntryKind kind) {
    switch (kind) {
    case wallet::EntryKind::Emergency:
        return AccessMark::Emergency;
    case wallet::EntryKind::NoRule:
        return AccessMark::NoRule;
    case wallet::EntryKind::Refused:
        return AccessMark::Refused;
    case wallet::EntryKind::ByRule:
    case wallet::EntryKind::Own:
    case wallet::EntryKind::Act:
        break;
    }
    return AccessMark::ByRule;
}

bool released(const wallet::LogEntry& entry) {
    return entry.access && entry.access->permitted && entry.result == 0;
}

/// "Capillary glucose ×6", most frequent first.
QStringList titleCounts(const AccessBody& body, consent::Language) {
    std::map<std::string, int> counts;
    for (const ReleasedItem& item : body.items) {
        ++counts[item.title.empty() ? item.resourceType : item.title];
    }
    std::vector<std::pair<std::string, int>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    QStringList texts;
    for (const auto& [title, count] : sorted) {
        texts << (count > 1 ? QStringLiteral("%1 ×%2").arg(toQString(title)).arg(count)
                            : toQString(title));
    }
    return texts;
}

} // namespace

WalletReader::WalletReader(std::shared_ptr<simulation::DemoSession> session,
                           consent::Language language)
    : m_session(std::move(session)), m_language(language) {
    if (auto patient = wallet::patientIdentity(m_session->wallet())) {
        m_patient = std::move(*patient);
        m_hasPatient = true;
    }
    if (auto names = wallet::PartyNames::load(m_session->wallet().vault.contacts())) {
        m_names = std::move(*names);
    }
}

void WalletReader::follow() {
    auto check = wallet::SyncLog(m_session->wallet()).update(m_patient);
    if (check) {
        m_check = std::move(*check);
    } else {
        m_check.complete = false;
        m_check.badRow.reset();
        m_check.problem = check.error();
    }
    m_checked = true;
    static_cast<void>(wallet::LogDetailsReader(m_session->wallet()).openWaiting(m_patient));
    m_entries.reset();
    m_usage.reset();
}

PersonView WalletReader::person() {
    const auto known = m_names.nameOf(m_patient.party, m_language);
    return {idText(m_patient.party),
            toQString(known.name.empty() ? m_patient.label : known.name),
            tr("My own data"),
            {}};
}

consent::Reader WalletReader::reader() const {
    return {m_language, localZone(), m_session->wallet().clock.now()};
}

CompletenessView WalletReader::completeness() const {
    CompletenessView view;
    if (!m_checked) {
        return view;
    }
    view.asOf = toDateTime(m_check.time);
    if (m_check.complete) {
        view.state = CompletenessView::State::Complete;
        return view;
    }
    if (m_check.problem.code == ErrorCode::Unreachable ||
        m_check.problem.code == ErrorCode::Stale) {
        view.state = CompletenessView::State::Offline;
        return view;
    }
    view.state = CompletenessView::State::Missing;
    view.missing << (m_check.badRow ? tr("Entry %1 of %2 was changed or is missing.")
                                          .arg(*m_check.badRow)
                                          .arg(m_check.count)
                                    : tr("The entries do not meet the number and the seal that the "
                                         "consortium has proven."));
    return view;
}

std::vector<WalletReader::Opened> WalletReader::openedGrants() {
    std::vector<Opened> result;
    GrantFilter filter;
    filter.direction = GrantDirection::Given;
    filter.patient = m_patient.party;
    const auto page = m_session->wallet().vault.grants().page(filter, std::nullopt, grantsMax);
    if (!page) {
        return result;
    }
    for (const StoredGrant& stored : page->grants) {
        if (auto one = opened(stored.id)) {
            result.push_back(std::move(*one));
        }
    }
    return result;
}

std::optional<WalletReader::Opened> WalletReader::opened(const GrantId& id) {
    auto stored = m_session->wallet().vault.grants().find(id);
    if (!stored) {
        return std::nullopt;
    }
    Bytes content = stored->content;
    const auto body = BodyPlaintext::parse(SecretBytes::takeFrom(content));
    if (!body) {
        return std::nullopt;
    }
    auto grant = consent::decodeGrant(body->content());
    return grant ? std::optional(Opened{std::move(*stored), std::move(*grant)}) : std::nullopt;
}

QString WalletReader::partyText(const consent::Grantee& grantee) {
    return toQString(consent::granteeText(grantee, m_names, m_language));
}

/// Short enough for a list: the department stands in the sentence.
QString WalletReader::listTitle(const consent::Grantee& grantee) {
    if (!grantee.person) {
        return partyText(grantee);
    }
    const auto name = m_names.nameOf(*grantee.person, m_language);
    if (name.name.empty() || name.organization.empty() || !grantee.organization) {
        return name.name.empty() ? partyText(grantee) : toQString(name.name);
    }
    return tr("%1, %2").arg(toQString(name.name), toQString(name.organization));
}

GrantSentenceView WalletReader::sentence(const consent::Grant& grant) {
    GrantSentenceView view;
    for (const consent::SentencePart& part : consent::grantSentence(grant, m_names, reader())) {
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

QString WalletReader::willNotSee(const consent::Grant& grant) {
    QStringList sentences;
    for (const std::string& sentence : consent::limitSentences(grant, m_names, reader())) {
        sentences << toQString(sentence).toHtmlEscaped();
    }
    return sentences.join(m_language == consent::Language::English ? QStringLiteral(" ")
                                                                   : QString());
}

GrantView WalletReader::grantView(const Opened& opened) {
    const StoredGrant& stored = opened.stored;
    GrantView view;
    view.id = idText(stored.id);
    view.title = listTitle(opened.grant.grantee);
    view.subtitle = toQString(consent::scopeTitle(opened.grant, m_language));
    view.sentence = sentence(opened.grant);
    view.willNotSee = willNotSee(opened.grant);
    view.begins = toDate(stored.begin);
    view.ends = lastDayOf(stored.end);
    const Instant now = m_session->wallet().clock.now();
    switch (stored.state) {
    case consentry::GrantState::Active:
        view.state = stored.end <= now ? GrantState::Ended : GrantState::Active;
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
    if (const auto stages = m_session->wallet().vault.grants().stages(stored.id)) {
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
    if (const auto preview = wallet::GrantAccess(m_session->wallet()).preview(opened.grant)) {
        view.opensRecords = static_cast<int>(preview->total);
    }
    if (const auto used = usage().find(stored.id); used != usage().end()) {
        view.seenTimes = used->second.times;
    }
    return view;
}

QList<GrantView> WalletReader::grants() {
    QList<GrantView> views;
    for (const Opened& one : openedGrants()) {
        views << grantView(one);
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

const std::vector<wallet::LogEntry>& WalletReader::entries() {
    if (m_entries) {
        return *m_entries;
    }
    m_entries.emplace();
    wallet::LogDetailsReader details(m_session->wallet());
    const LogFilter filter = wallet::accessesOnly();
    std::optional<LogSequence> after;
    while (m_entries->size() < entriesMax) {
        auto page = details.page(m_patient, filter, after, pageRows);
        if (!page) {
            break;
        }
        std::move(page->entries.begin(), page->entries.end(), std::back_inserter(*m_entries));
        if (!page->next) {
            break;
        }
        after = page->next;
    }
    return *m_entries;
}

const std::map<GrantId, WalletReader::Usage>& WalletReader::usage() {
    if (m_usage) {
        return *m_usage;
    }
    m_usage.emplace();
    for (const wallet::LogEntry& entry : entries()) {
        if (entry.request && entry.request->basisId && released(entry)) {
            Usage& used = (*m_usage)[*GrantId::from(entry.request->basisId->view())];
            ++used.times;
            used.last = std::max(used.last, entry.at);
        }
    }
    return *m_usage;
}

QStringList WalletReader::factsOf(const wallet::LogEntry& entry) {
    QStringList facts;
    if (entry.emergency) {
        facts << tr("Reason: %1").arg(toQString(entry.emergency->reason));
        return facts;
    }
    if (entry.access && entry.kind == wallet::EntryKind::Refused) {
        const auto rule = static_cast<consent::Rule>(entry.access->rule);
        facts << (entry.access->permitted ? tr("The grant had been revoked.")
                                          : toQString(consent::ruleSentence(rule, m_language)));
    } else if (entry.access) {
        const QStringList titles = titleCounts(*entry.access, m_language);
        facts << (titles.isEmpty() ? tr("no records") : titles.mid(0, titlesInLine).join(tr(", ")));
    }
    if (entry.request) {
        const auto purpose = consent::Purpose::fromCode(entry.request->purpose);
        facts << (purpose ? tr("for %1").arg(toQString(purpose->name().in(m_language)))
                          : tr("no purpose given"));
    }
    return facts;
}

AccessRowView WalletReader::accessRow(const wallet::LogEntry& entry) {
    AccessRowView row;
    row.id = QString::number(entry.seq.value);
    row.at = toDateTime(entry.at);
    row.day = row.at.date();
    row.mark = markOf(entry.kind);
    const NameCard* card = entry.emergency ? &entry.emergency->requester
                           : entry.access  ? &entry.access->reader
                                           : nullptr;
    const bool chinese = m_language == consent::Language::ChineseSimplified;
    const QString writer = toQString(m_names.shortName(entry.writer, m_language));
    if (entry.kind == wallet::EntryKind::Own) {
        row.who = tr("You");
        row.where = writer;
    } else if (card != nullptr && !card->nameEn.empty()) {
        const QString department = toQString(chinese ? card->departmentZh : card->departmentEn);
        const QString home = toQString(m_names.shortName(card->organization, m_language));
        row.who = toQString(chinese ? card->nameZh : card->nameEn);
        row.where = department.isEmpty() ? home
                    : chinese            ? home + department
                                         : department + tr(", ") + home;
    } else {
        row.who = writer;
        row.where = tr("details could not be opened");
    }
    row.facts = factsOf(entry);
    if (card != nullptr && card->organization != entry.writer &&
        entry.kind != wallet::EntryKind::Own) {
        row.facts << tr("at %1").arg(writer);
    }
    row.items = released(entry) ? static_cast<int>(entry.access->matched) : 0;
    return row;
}

std::vector<AccessRowView> WalletReader::accesses() {
    std::vector<AccessRowView> rows;
    rows.reserve(entries().size());
    for (const wallet::LogEntry& entry : entries()) {
        rows.push_back(accessRow(entry));
    }
    return rows;
}

std::optional<GrantId> WalletReader::grantOfAccess(const QString& id) {
    for (const wallet::LogEntry& entry : entries()) {
        if (QString::number(entry.seq.value) == id && entry.request && entry.request->basisId &&
            entry.request->basis == consent::Basis::Grant) {
            const auto grant = *GrantId::from(entry.request->basisId->view());
            return opened(grant) ? std::optional(grant) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<AccessDetailView> WalletReader::accessDetail(const QString& id) {
    const auto& all = entries();
    const auto found = std::find_if(all.begin(), all.end(), [&](const wallet::LogEntry& entry) {
        return QString::number(entry.seq.value) == id;
    });
    if (found == all.end()) {
        return std::nullopt;
    }
    const wallet::LogEntry& entry = *found;
    const AccessRowView row = accessRow(entry);
    AccessDetailView view;
    view.id = id;
    view.mark = row.mark;
    const auto grantId = grantOfAccess(id);
    const auto grant = grantId ? opened(*grantId) : std::nullopt;
    switch (entry.kind) {
    case wallet::EntryKind::NoRule:
        view.heading = tr("No rule allowed this access");
        view.explanation =
            entry.body == BodyState::Opened
                ? tr("You gave no grant that covers this person and purpose, and nobody called it "
                     "an emergency.")
                : tr("The sealed details of this access are missing or do not match what was "
                     "committed to.");
        break;
    case wallet::EntryKind::Emergency:
        view.heading = tr("An emergency access");
        view.explanation = tr("Emergency staff may open part of your record without a grant. The "
                              "hospital has to review it.");
        break;
    case wallet::EntryKind::Refused:
        view.heading = tr("This was refused");
        view.explanation = row.facts.value(0);
        break;
    case wallet::EntryKind::Own:
        view.heading = tr("Your own request");
        view.explanation = tr("You asked this hospital for your own records.");
        break;
    case wallet::EntryKind::ByRule:
    case wallet::EntryKind::Act:
        view.heading = tr("Allowed by your grant");
        if (grant) {
            view.explanation = toQString(
                consent::plainText(consent::grantSentence(grant->grant, m_names, reader())));
        }
        break;
    }
    view.facts << FactView{tr("Who"), row.who, row.where};
    if (entry.emergency) {
        view.facts << FactView{tr("Reason"), toQString(entry.emergency->reason), {}};
    }
    if (released(entry)) {
        const QStringList titles = titleCounts(*entry.access, m_language);
        view.facts << FactView{tr("What they saw"),
                               titles.isEmpty() ? tr("no records") : titles.join(tr(", ")),
                               tr("%n record(s)", nullptr, row.items)};
    }
    view.facts << FactView{
        tr("When"), Format::moment(row.at, toDate(m_session->wallet().clock.now())), {}};
    if (entry.request) {
        const auto purpose = consent::Purpose::fromCode(entry.request->purpose);
        view.facts << FactView{tr("Purpose"),
                               purpose ? toQString(purpose->name().in(m_language))
                                       : tr("not given"),
                               {}};
    }
    view.facts << FactView{
        tr("Held by"), toQString(m_names.shortName(entry.writer, m_language)), {}};
    view.facts << FactView{tr("Checked"),
                           m_check.complete
                               ? tr("checked (demonstration): this entry was not changed")
                               : tr("not checked"),
                           {}};
    view.technical << FactView{tr("Entry"), Format::number(qint64(entry.seq.value) + 1), {}}
                   << FactView{tr("Block"), Format::number(qint64(entry.height.value)), {}}
                   << FactView{tr("Access"), toQString(entry.objectId.hex()), {}};
    if (entry.access) {
        view.technical << FactView{
            tr("Rule"),
            toQString(consent::ruleName(static_cast<consent::Rule>(entry.access->rule))),
            {}};
    }
    if (grant && grant->stored.state == consentry::GrantState::Active &&
        entry.kind != wallet::EntryKind::Own) {
        view.stopWords = tr("Revoke this grant");
    }
    return view;
}

HomeView WalletReader::home(const QDateTime& lastVisit) {
    HomeView view;
    const Instant now = m_session->wallet().clock.now();
    view.today = toDate(now);
    view.completeness = completeness();
    std::set<PartyId> parties;
    for (const Opened& one : openedGrants()) {
        GrantView grant = grantView(one);
        if (grant.state == GrantState::Ended && lastVisit.isValid() &&
            toDateTime(one.stored.end) > lastVisit) {
            ++view.endedGrants;
        }
        if (grant.state != GrantState::Active && grant.state != GrantState::Pending) {
            continue;
        }
        if (grant.state == GrantState::Active && one.stored.begin <= now) {
            parties.insert(one.stored.counterpart);
        }
        view.grants << grant;
    }
    std::stable_sort(view.grants.begin(), view.grants.end(),
                     [](const GrantView& a, const GrantView& b) { return a.ends < b.ends; });
    view.partiesNow = static_cast<int>(parties.size());
    view.lastVisit = lastVisit;
    for (const wallet::LogEntry& entry : entries()) {
        const AccessRowView row = accessRow(entry);
        const bool recent = entry.at > now - std::chrono::days(7);
        if (recent && (row.mark == AccessMark::NoRule ||
                       (row.mark == AccessMark::Emergency && entry.emergency))) {
            QStringList facts{row.who, row.where};
            facts << Format::moment(row.at, view.today);
            view.tasks << TaskView{row.id,
                                   row.mark == AccessMark::NoRule ? TaskView::Kind::NoRule
                                                                  : TaskView::Kind::Emergency,
                                   row.who,
                                   {},
                                   facts};
        }
        if (lastVisit.isValid() && row.at <= lastVisit) {
            continue;
        }
        view.byRule += row.mark == AccessMark::ByRule;
        view.emergencies += row.mark == AccessMark::Emergency;
        view.withoutRule += row.mark == AccessMark::NoRule;
        view.refused += row.mark == AccessMark::Refused;
    }
    constexpr std::size_t importsLookedAt = 200;
    if (const auto imports = m_session->wallet().vault.records().imports(importsLookedAt)) {
        for (const StoredImport& one : *imports) {
            if (!lastVisit.isValid() || toDateTime(one.source.startedAt) > lastVisit) {
                view.newRecords += static_cast<int>(one.counts.added);
            }
        }
    }
    std::stable_sort(view.tasks.begin(), view.tasks.end(),
                     [](const auto& a, const auto& b) { return a.kind < b.kind; });
    if (const auto confirmed = m_session->wallet().vault.wordsConfirmed();
        confirmed && !*confirmed) {
        view.tasks << TaskView{QStringLiteral("words"),
                               TaskView::Kind::WordsUnchecked,
                               {},
                               {},
                               {tr("Without them nobody can open this vault if the passphrase is "
                                   "lost.")}};
    }
    return view;
}

NetworkView WalletReader::network() {
    NetworkView view;
    wallet::WalletContext& wallet = m_session->wallet();
    view.isDemonstration = true;
    view.engine = tr("Embedded, one process (demonstration)");
    view.chainId = toQString(wallet.chainId());
    const Instant now = wallet.clock.now();
    view.today = toDate(now);
    if (const auto head = wallet.ledger.advance()) {
        view.height = qint64(head->height().value);
        view.headTime = toDateTime(head->time().toInstant());
        view.clockDifferenceMs = (head->time().toInstant() - now).count();
    }
    for (const auto& organization : m_session->consortium().organizations()) {
        const bool hospital = organization.about.kind == simulation::OrganizationKind::Hospital;
        view.organisations << NetworkView::Organisation{
            toQString(m_names.shortName(organization.party, m_language)),
            hospital ? tr("Hospital, checks blocks") : tr("Member, keeps sealed details"), true,
            toDateTime(now)};
    }
    return view;
}

RevokeView WalletReader::revokeView(const GrantId& grant) {
    RevokeView view;
    view.grantId = idText(grant);
    view.today = toDate(m_session->wallet().clock.now());
    if (const auto one = opened(grant)) {
        view.sentence = sentence(one->grant);
        view.who = partyText(one->grant.grantee);
        if (const auto used = usage().find(grant); used != usage().end()) {
            view.seenTimes = used->second.times;
            view.lastSeen = toDateTime(used->second.last);
        }
    }
    return view;
}

} // namespace consentry::ui
