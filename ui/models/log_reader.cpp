#include "ui/models/log_reader.h"

#include "core/consent/wording.h"
#include "core/wallet/log_words.h"
#include "ui/bridge/convert.h"
#include "ui/models/format.h"
#include "ui/models/grant_reader.h"
#include "ui/models/log_chooser.h"

#include <algorithm>

namespace consentry::ui {
namespace {

constexpr std::size_t pageRows = 500;
constexpr int titlesInLine = 3;
/// How many records of a title were read is counted for visits with no more accesses than this.
constexpr std::size_t countedRows = 20;

bool released(const wallet::LogEntry& entry) {
    return entry.access && entry.access->permitted && entry.result == 0;
}

/// How many records of each title were released.
using TitleCounts = std::map<std::string, int>;

void addTitles(const AccessBody& body, TitleCounts& counts) {
    for (const ReleasedItem& item : body.items) {
        ++counts[item.title.empty() ? item.resourceType : item.title];
    }
}

/// "Capillary glucose ×6", most frequent first.
QStringList inWords(const TitleCounts& counts) {
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

QStringList titleCounts(const AccessBody& body) {
    TitleCounts counts;
    addTitles(body, counts);
    return inWords(counts);
}

/// What a person has to know first.
int importanceOf(AccessMark mark) {
    switch (mark) {
    case AccessMark::NoRule:
        return 0;
    case AccessMark::Emergency:
    case AccessMark::BroaderThanUsed:
        return 1;
    case AccessMark::Refused:
        return 2;
    case AccessMark::ByRule:
    case AccessMark::Request:
        break;
    }
    return 3;
}

} // namespace

void LogReader::eachRow(const std::function<bool(const AccessRowView&)>& take) {
    const LogFilter filter = wallet::accessesOnly();
    std::optional<LogSequence> after;
    do {
        const auto page = m_entries.page(m_reading.patient.party, filter, after, pageRows);
        if (!page) {
            return;
        }
        for (const wallet::LogEntry& entry : page->entries) {
            if (!take(row(entry))) {
                return;
            }
        }
        after = page->next;
    } while (after);
}

std::vector<wallet::LogEntry> LogReader::toLookAt(Instant since) {
    std::vector<wallet::LogEntry> entries;
    LogFilter filter = wallet::accessesOnly();
    filter.from = since + std::chrono::milliseconds(1);
    for (const LogVerdict verdict : {LogVerdict::Alarm, LogVerdict::Attention}) {
        filter.verdict = verdict;
        const auto page =
            m_entries.page(m_reading.patient.party, filter, std::nullopt, LogStore::pageMax);
        if (!page) {
            break;
        }
        std::copy_if(page->entries.begin(), page->entries.end(), std::back_inserter(entries),
                     [](const wallet::LogEntry& entry) {
                         return entry.kind == wallet::EntryKind::NoRule || entry.emergency;
                     });
    }
    return entries;
}

std::map<GrantId, GrantUse> LogReader::usage() {
    std::map<GrantId, GrantUse> usage;
    if (const auto uses = m_reading.vault.logs().uses(m_reading.patient.party)) {
        for (const GrantUses& one : *uses) {
            usage[one.grant] = {static_cast<int>(one.times), one.last};
        }
    }
    return usage;
}

std::set<PartyId> LogReader::readers(std::size_t rowsMax) {
    std::set<PartyId> readers;
    const auto page = m_entries.page(m_reading.patient.party, wallet::accessesOnly(), std::nullopt,
                                     std::min(rowsMax, LogStore::pageMax));
    if (!page) {
        return readers;
    }
    for (const wallet::LogEntry& entry : page->entries) {
        if (released(entry) && entry.request && entry.kind != wallet::EntryKind::Own) {
            readers.insert(entry.request->reader);
        }
    }
    return readers;
}

QStringList LogReader::readersBy(const GrantId& grant) {
    QStringList names;
    LogFilter filter = wallet::accessesOnly();
    filter.usedGrant = grant;
    const auto page =
        m_entries.page(m_reading.patient.party, filter, std::nullopt, LogStore::pageMax);
    if (!page) {
        return names;
    }
    for (const wallet::LogEntry& entry : page->entries) {
        if (released(entry)) {
            names << row(entry).who;
        }
    }
    names.removeDuplicates();
    return names;
}

QStringList LogReader::factsOf(const wallet::LogEntry& entry) {
    QStringList facts;
    if (entry.emergency) {
        facts << tr("Reason: %1").arg(toQString(entry.emergency->reason));
        return facts;
    }
    if (entry.access && entry.kind == wallet::EntryKind::Refused) {
        facts << toQString(wallet::whyRefused(entry, m_reading.language));
    } else if (entry.access) {
        const QStringList titles = titleCounts(*entry.access);
        facts << (titles.isEmpty() ? tr("no records") : titles.mid(0, titlesInLine).join(tr(", ")));
    }
    if (entry.request) {
        const auto purpose = consent::Purpose::fromCode(entry.request->purpose);
        facts << (purpose ? tr("for %1").arg(toQString(purpose->name().in(m_reading.language)))
                          : tr("no purpose given"));
    }
    return facts;
}

AccessRowView LogReader::row(const wallet::LogEntry& entry) {
    AccessRowView row;
    row.id = QString::number(entry.seq.value);
    row.at = toDateTime(entry.at);
    row.day = row.at.date();
    row.mark = markOf(entry.kind);
    const NameCard* card = entry.emergency ? &entry.emergency->requester
                           : entry.access  ? &entry.access->reader
                                           : nullptr;
    const bool chinese = m_reading.language == consent::Language::ChineseSimplified;
    const QString writer = toQString(m_reading.names->shortName(entry.writer, m_reading.language));
    if (entry.kind == wallet::EntryKind::Own) {
        row.who = tr("You");
        row.where = writer;
    } else if (card != nullptr && !card->nameEn.empty()) {
        const QString department = toQString(chinese ? card->departmentZh : card->departmentEn);
        const QString home =
            toQString(m_reading.names->shortName(card->organization, m_reading.language));
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
    if (const wallet::Dispute* dispute = disputeOf(entry.seq)) {
        row.dispute = disputeWord(dispute->state);
    }
    return row;
}

const std::map<LogSequence, wallet::Dispute>& LogReader::disputes() {
    if (!m_disputes) {
        m_disputes = wallet::disputesOf(m_reading.vault.logs(), m_reading.vault.transactions(),
                                        m_reading.patient.party)
                         .value_or(std::map<LogSequence, wallet::Dispute>());
    }
    return *m_disputes;
}

const wallet::Dispute* LogReader::disputeOf(LogSequence seq) {
    const auto found = disputes().find(seq);
    return found == disputes().end() ? nullptr : &found->second;
}

bool LogReader::isObjectedTo(LogSequence seq) {
    const wallet::Dispute* dispute = disputeOf(seq);
    return dispute != nullptr && !dispute->mayBeMade();
}

std::vector<LogReader::Answer> LogReader::unreadAnswers(Instant since) {
    std::vector<Answer> answers;
    for (const auto& [seq, dispute] : disputes()) {
        if (dispute.state != wallet::Dispute::State::Answered || dispute.answeredAt < since) {
            continue;
        }
        const auto isRead = wallet::isAnswerRead(m_reading.vault.settings(), seq);
        const auto row = m_reading.vault.logs().row(m_reading.patient.party, seq);
        if (!isRead || *isRead || !row) {
            continue;
        }
        answers.push_back({seq,
                           toQString(m_reading.names->shortName(row->actor, m_reading.language)),
                           toDateTime(dispute.answeredAt)});
    }
    std::sort(answers.begin(), answers.end(),
              [](const Answer& a, const Answer& b) { return a.at > b.at; });
    return answers;
}

QString LogReader::disputeWord(wallet::Dispute::State state) {
    switch (state) {
    case wallet::Dispute::State::Waiting:
        return tr("objection waiting");
    case wallet::Dispute::State::Proven:
        return tr("you objected");
    case wallet::Dispute::State::Answered:
        return tr("objection answered");
    case wallet::Dispute::State::Refused:
        break;
    }
    return tr("objection refused");
}

bool LogReader::isDemonstration() const {
    return m_reading.chainId == simulation::DemoConsortium::chainId;
}

void LogReader::tellDispute(const wallet::LogEntry& entry, AccessDetailView& view) {
    using State = wallet::Dispute::State;
    const wallet::Dispute* dispute = disputeOf(entry.seq);
    view.hasAnswer = dispute != nullptr && dispute->state == State::Answered;
    view.mayDispute =
        entry.kind != wallet::EntryKind::Own && (dispute == nullptr || dispute->mayBeMade());
    if (dispute == nullptr) {
        return;
    }
    const QDate today = toDate(m_reading.now);
    const QString at = Format::moment(toDateTime(dispute->at), today);
    const QString writer = toQString(m_reading.names->shortName(entry.writer, m_reading.language));
    if (!dispute->words.empty()) {
        view.facts << FactView{tr("You objected"), toQString(dispute->words), at};
    }
    switch (dispute->state) {
    case State::Waiting:
        view.disputeLine = tr("Your objection is signed and goes out by itself.");
        break;
    case State::Proven:
        view.disputeLine = tr("You objected %1. %2 has not answered yet.").arg(at, writer);
        break;
    case State::Answered:
        view.facts << FactView{isDemonstration() ? tr("%1 answered (demonstration)").arg(writer)
                                                 : tr("%1 answered").arg(writer),
                               dispute->answer.empty() ? tr("details could not be opened")
                                                       : toQString(dispute->answer),
                               Format::moment(toDateTime(dispute->answeredAt), today)};
        view.disputeLine = tr("You objected, and it was answered.");
        break;
    case State::Refused:
        view.disputeLine = tr("Your objection of %1 was refused. You can try again.").arg(at);
        break;
    }
}

std::optional<DisputeView> LogReader::disputeView(const QString& id) {
    const auto entry = find(id);
    if (!entry) {
        return std::nullopt;
    }
    const AccessRowView shown = row(*entry);
    DisputeView view;
    view.accessId = id;
    view.who = shown.where.isEmpty() ? shown.who : shown.who + tr(", ") + shown.where;
    if (released(*entry)) {
        view.what = titleCounts(*entry->access).join(tr(", "));
    }
    view.when = Format::moment(shown.at, toDate(m_reading.now));
    view.hospital = toQString(m_reading.names->shortName(entry->writer, m_reading.language));
    view.isSimulated = isDemonstration();
    return view;
}

/// Whether the patient read there: by no grant, which the index knows of every row.
bool LogReader::isOwn(const LogOutline& outline, const LogOutline::Access& access) {
    if (access.mark != AccessMark::ByRule || outline.rowOf(access).grant != 0) {
        return false;
    }
    const auto entry =
        m_entries.entry(m_reading.patient.party, outline.index.sequenceAt(access.row));
    return entry && entry->kind == wallet::EntryKind::Own;
}

/// Without the department, which stands in the log.
QString LogReader::readerOf(const wallet::LogEntry& entry) const {
    const NameCard* card = entry.emergency ? &entry.emergency->requester
                           : entry.access  ? &entry.access->reader
                                           : nullptr;
    if (card == nullptr || card->nameEn.empty()) {
        return toQString(m_reading.names->shortName(entry.writer, m_reading.language));
    }
    const bool chinese = m_reading.language == consent::Language::ChineseSimplified;
    const QString name = toQString(chinese ? card->nameZh : card->nameEn);
    const QString home =
        toQString(m_reading.names->shortName(card->organization, m_reading.language));
    //: %1 a person, %2 where they work
    return home.isEmpty() ? name : tr("%1, %2").arg(name, home);
}

LogReader::Visit LogReader::tell(const LogOutline& outline,
                                 std::span<const LogOutline::Access> accesses) {
    Visit visit;
    visit.newest = outline.index.sequenceAt(accesses.front().row);
    visit.mark = accesses.front().mark;
    visit.at = toDateTime(outline.rowOf(accesses.front()).at);
    TitleCounts titles;
    std::vector<LogSequence> sequences;
    for (const LogOutline::Access& access : accesses) {
        sequences.push_back(outline.index.sequenceAt(access.row));
        if (sequences.size() > countedRows) {
            continue;
        }
        const auto entry = m_entries.entry(m_reading.patient.party, sequences.back());
        if (entry && visit.who.isEmpty()) {
            visit.who = readerOf(*entry);
        }
        if (entry && released(*entry)) {
            addTitles(*entry->access, titles);
        }
    }
    // Beyond what was counted only the names are known of all.
    visit.data = accesses.size() > countedRows ? dataOf(outline.index, sequences) : inWords(titles);
    return visit;
}

LogReader::Visits LogReader::visitsSince(Instant since, std::size_t toldMax) {
    Visits visits;
    auto index = m_reading.vault.logs().index(m_reading.patient.party, since);
    if (!index) {
        return visits;
    }
    const LogOutline outline = outlineOf(std::move(*index), wallet::accessesOnly().types);
    std::vector<std::span<const LogOutline::Access>> order;
    for (std::size_t i = 0; i < outline.visits.size(); ++i) {
        const auto accesses = outline.accessesOf(i);
        if (!isOwn(outline, accesses.front())) {
            order.push_back(accesses);
        }
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return importanceOf(a.front().mark) < importanceOf(b.front().mark);
    });
    for (const auto& accesses : order) {
        if (visits.told.size() < toldMax) {
            visits.told.push_back(tell(outline, accesses));
            continue;
        }
        for (const LogOutline::Access& access : accesses) {
            visits.others.add(access.mark);
        }
    }
    return visits;
}

std::vector<AccessRowView> LogReader::rows(const std::vector<LogSequence>& sequences) {
    std::vector<AccessRowView> rows;
    rows.reserve(sequences.size());
    for (const LogSequence seq : sequences) {
        AccessRowView& shown = rows.emplace_back();
        if (const auto entry = m_entries.entry(m_reading.patient.party, seq)) {
            shown = row(*entry);
        } else {
            shown.id = QString::number(seq.value);
            shown.who = tr("details could not be opened");
        }
    }
    return rows;
}

AccessRowView LogReader::visit(const LogIndex& index, std::span<const LogSequence> accesses) {
    AccessRowView shown = rows({accesses.front()}).front();
    shown.id = visitId(accesses.back());
    shown.accesses = static_cast<int>(accesses.size());
    shown.since = toDateTime(index.at(accesses.back()).at);
    const QStringList data = dataOf(index, accesses);
    if (!data.isEmpty() && !shown.facts.isEmpty()) {
        const int more = static_cast<int>(data.size()) - titlesInLine;
        shown.facts.front() = data.mid(0, titlesInLine).join(tr(", ")) +
                              (more > 0 ? tr(" and %n more", nullptr, more) : QString());
    }
    for (const LogSequence seq : accesses) {
        if (const wallet::Dispute* dispute = disputeOf(seq); dispute && shown.dispute.isEmpty()) {
            shown.dispute = disputeWord(dispute->state);
        }
    }
    return shown;
}

QString LogReader::visitId(LogSequence oldest) {
    return QLatin1Char('+') + QString::number(oldest.value);
}

/// What the accesses of one visit opened, what most of them did first.
QStringList LogReader::dataOf(const LogIndex& index, std::span<const LogSequence> accesses) {
    std::map<std::uint32_t, int> counts;
    for (const LogSequence seq : accesses) {
        for (const std::uint32_t term : index.termSets[index.at(seq).terms]) {
            counts[term] += index.terms[term].kind == LogTermKind::Data;
        }
    }
    std::erase_if(counts, [](const auto& one) { return one.second == 0; });
    std::vector<std::pair<std::uint32_t, int>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    QStringList titles;
    for (const auto& [term, count] : sorted) {
        titles << toQString(index.terms[term].text);
    }
    return titles;
}

std::optional<LogReader::NewAccesses> LogReader::accessesAfter(std::uint64_t known) {
    const auto head = m_reading.vault.logs().head(m_reading.patient.party);
    if (!head) {
        return std::nullopt;
    }
    NewAccesses fresh;
    fresh.rows = *head ? (*head)->count : 0;
    if (fresh.rows <= known) {
        return fresh;
    }
    const auto page = m_entries.page(m_reading.patient.party, wallet::accessesOnly(), std::nullopt,
                                     newAccessesMax);
    if (!page) {
        return std::nullopt;
    }
    for (const wallet::LogEntry& entry : page->entries) {
        if (entry.seq.value >= known && entry.kind != wallet::EntryKind::Own) {
            fresh.accesses.push_back(row(entry));
        }
    }
    return fresh;
}

LogOutline LogReader::outlineFrom(const std::optional<Instant>& from) {
    auto index = m_reading.vault.logs().index(m_reading.patient.party, from);
    return outlineOf(index ? std::move(*index) : LogIndex(), wallet::accessesOnly().types);
}

std::shared_ptr<const LogOutline> LogReader::outline() {
    return std::make_shared<const LogOutline>(outlineFrom(std::nullopt));
}

std::shared_ptr<const LogOutline> LogReader::newestDays() {
    const auto head = m_reading.vault.logs().head(m_reading.patient.party);
    if (!head || !*head || (*head)->count < 2 * newestRows) {
        return nullptr;
    }
    const auto oldest = m_reading.vault.logs().row(m_reading.patient.party,
                                                   LogSequence((*head)->count - newestRows));
    if (!oldest) {
        return nullptr;
    }
    // Of its day there may be more: half a day would be told with half its visits.
    LogOutline newest = outlineFrom(endOfDay(toDate(oldest->blockTime)));
    newest.isWhole = false;
    return newest.accesses.empty() ? nullptr
                                   : std::make_shared<const LogOutline>(std::move(newest));
}

LogPlaces LogReader::places(const LogOutline& outline, const AccessFilter& filter) {
    return arrange(outline, LogChooser(m_reading).choice(outline.index, filter));
}

bool LogReader::anyFits(const AccessFilter& filter) {
    if (const auto newest = newestDays()) {
        const LogChoice choice = LogChooser(m_reading).choice(newest->index, filter);
        if (arrange(*newest, choice).rowCount() > 0) {
            return true;
        }
        // Words and actors are those of the whole log, also in a part of its rows.
        if (!choice.mayFit()) {
            return false;
        }
    }
    return places(*outline(), filter).rowCount() > 0;
}

std::optional<wallet::LogEntry> LogReader::find(const QString& id) {
    auto entry = m_entries.entry(m_reading.patient.party, LogSequence(id.toULongLong()));
    return entry ? std::optional(std::move(*entry)) : std::nullopt;
}

/// A request that no rule explains may name any grant: that one does not stand behind it.
std::optional<GrantId> LogReader::grantOf(const wallet::LogEntry& entry) const {
    if (!entry.request || entry.kind == wallet::EntryKind::NoRule) {
        return std::nullopt;
    }
    return namedGrant(*entry.request);
}

std::optional<GrantId> LogReader::grantOf(const QString& id) {
    const auto entry = find(id);
    const auto grant = entry ? grantOf(*entry) : std::nullopt;
    return grant && GrantReader(m_reading).find(*grant) ? grant : std::nullopt;
}

std::optional<AccessDetailView> LogReader::detail(const QString& id) {
    const auto found = find(id);
    if (!found) {
        return std::nullopt;
    }
    const wallet::LogEntry& entry = *found;
    const AccessRowView shown = row(entry);
    AccessDetailView view;
    view.id = id;
    view.mark = shown.mark;
    const auto grantId = grantOf(entry);
    const auto grant = grantId ? GrantReader(m_reading).find(*grantId) : std::nullopt;
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
        view.explanation = shown.facts.value(0);
        break;
    case wallet::EntryKind::Own:
        view.heading = tr("Your own request");
        view.explanation = tr("You asked this hospital for your own records.");
        break;
    case wallet::EntryKind::ByRule:
    case wallet::EntryKind::Act:
        view.heading = tr("Allowed by your grant");
        if (grant) {
            view.explanation = toQString(consent::plainText(
                consent::grantSentence(grant->grant, *m_reading.names, m_reading.reader())));
        }
        break;
    }
    view.facts << FactView{tr("Who"), shown.who, shown.where};
    if (entry.emergency) {
        view.facts << FactView{tr("Reason"), toQString(entry.emergency->reason), {}};
    }
    if (released(entry)) {
        const QStringList titles = titleCounts(*entry.access);
        view.facts << FactView{tr("What they saw"),
                               titles.isEmpty() ? tr("no records") : titles.join(tr(", ")),
                               tr("%n record(s)", nullptr, shown.items)};
    }
    view.facts << FactView{tr("When"), Format::moment(shown.at, toDate(m_reading.now)), {}};
    if (entry.request) {
        const auto purpose = consent::Purpose::fromCode(entry.request->purpose);
        view.facts << FactView{tr("Purpose"),
                               purpose ? toQString(purpose->name().in(m_reading.language))
                                       : tr("not given"),
                               {}};
    }
    view.facts << FactView{
        tr("Held by"), toQString(m_reading.names->shortName(entry.writer, m_reading.language)), {}};
    QString checked = tr("not checked");
    if (m_reading.check && m_reading.check->complete && !m_reading.check->confirmed) {
        checked = tr("checked, but no other hospital has confirmed it yet");
    } else if (m_reading.check && m_reading.check->isProven()) {
        checked = isDemonstration() ? tr("checked (demonstration): this entry was not changed")
                                    : tr("checked: this entry was not changed");
    }
    view.facts << FactView{tr("Checked"), checked, {}};
    view.technical << FactView{tr("Entry"), Format::number(qint64(entry.seq.value) + 1), {}}
                   << FactView{tr("Block"), Format::number(qint64(entry.height.value)), {}}
                   << FactView{tr("Access"), toQString(entry.objectId.hex()), {}};
    if (entry.access) {
        view.technical << FactView{
            tr("Rule"),
            toQString(consent::ruleName(static_cast<consent::Rule>(entry.access->rule))),
            {}};
    }
    view.raw = toQString(
        wallet::rawEntry(m_reading.vault.logs(), m_reading.patient.party, entry.seq).value_or(""));
    tellDispute(entry, view);
    // By chain time, like everywhere: what has ended needs no revocation.
    if (grant && grant->stored.state == consentry::GrantState::Active &&
        grant->stored.end > m_reading.chainTime) {
        view.stopWords = tr("Revoke this grant");
    }
    return view;
}

} // namespace consentry::ui
