#include "ui/models/home_reader.h"

#include "core/wallet/check_up.h"
#include "core/wallet/error_sentence.h"
#include "ui/bridge/convert.h"
#include "ui/models/conflict_reader.h"
#include "ui/models/format.h"
#include "ui/models/grant_reader.h"
#include "ui/models/network_view.h"
#include "ui/models/registration_reader.h"

#include <algorithm>
#include <set>

namespace consentry::ui {
namespace {

/// A confirmation may come some blocks later; until then the one before holds.
constexpr std::chrono::seconds confirmationPatience{60};
/// What is older stands under "Who looked" alone.
constexpr std::chrono::days accessesToLookAt{7};
constexpr std::chrono::days answersToRead{30};
/// A sentence names so many kinds of data; the log has all.
constexpr int kindsInSentence = 3;

/// Says nothing about the log: its rows could not be asked for, read or stored here.
bool isOfThisComputer(ErrorCode code) {
    switch (code) {
    case ErrorCode::TrustExpired:
    case ErrorCode::WrongServer:
    case ErrorCode::DiskFull:
    case ErrorCode::ReadOnly:
    case ErrorCode::Io:
    case ErrorCode::Locked:
    case ErrorCode::AlreadyOpen:
    case ErrorCode::Cancelled:
        return true;
    default:
        return false;
    }
}

} // namespace

/// By how much this computer's clock and the network's differ; nothing where that is no matter.
QString HomeReader::clockDifference() const {
    const qint64 apart = (m_reading.chainTime - m_reading.now).count();
    return qAbs(apart) > NetworkView::clockWarningMs ? Format::timeSpan(apart) : QString();
}

PersonView HomeReader::person() const {
    PersonView person;
    if (m_reading.patient.party != PartyId()) {
        person.id = toQString(m_reading.patient.party.hex());
    }
    person.name = toQString(m_reading.names->ownName(m_reading.patient, m_reading.language));
    if (const auto kept = wallet::keptOwnName(m_reading.vault.settings());
        person.name.isEmpty() && kept) {
        person.name = toQString(*kept);
    }
    person.isNamed = !person.name.isEmpty();
    if (!person.isNamed) {
        person.name = tr("Owner of this vault");
    }
    person.detail = tr("My own data");
    return person;
}

/// Whether "nothing missing as of" may be said: by another organisation's witness too (protocol
/// §11), now or a moment ago of the same rows.
bool HomeReader::isBacked() const {
    const auto& proven = m_reading.proven;
    return m_reading.check->isProven() || (proven && proven->count == m_reading.check->count &&
                                           m_reading.now - proven->time <= confirmationPatience);
}

CompletenessView HomeReader::completeness() const {
    CompletenessView view;
    if (m_reading.damage) {
        const auto sentence = simulation::damageSentence(*m_reading.damage, m_reading.language);
        view.state = CompletenessView::State::Damaged;
        view.missing << toQString(sentence.what) << toQString(sentence.next);
        return view;
    }
    if (const auto conflict = ConflictReader(m_reading).view()) {
        view.state = CompletenessView::State::Stopped;
        view.missing = conflict->sentences;
        return view;
    }
    if (!m_reading.hasConsortium()) {
        view.state = CompletenessView::State::NoConsortium;
        return view;
    }
    if (!m_reading.hasPatient()) {
        view.state = CompletenessView::State::NoPatient;
        return view;
    }
    if (!m_reading.check) {
        return view;
    }
    if (m_reading.proven) {
        view.asOf = toDateTime(m_reading.proven->time);
    }
    if (m_reading.check->complete) {
        view.state =
            isBacked() ? CompletenessView::State::Complete : CompletenessView::State::Unconfirmed;
        return view;
    }
    if (m_reading.check->problem.code == ErrorCode::Stale && !clockDifference().isEmpty()) {
        view.state = CompletenessView::State::Hindered;
        view.hindrance =
            tr("This computer's clock is wrong by %1, so nothing newer can be checked. "
               "Set the clock right.")
                .arg(clockDifference());
        return view;
    }
    if (m_reading.check->problem.code == ErrorCode::Unreachable ||
        m_reading.check->problem.code == ErrorCode::Stale) {
        view.state = CompletenessView::State::Offline;
        return view;
    }
    if (isOfThisComputer(m_reading.check->problem.code)) {
        const auto words = wallet::errorSentence(m_reading.check->problem, m_reading.language);
        view.state = CompletenessView::State::Hindered;
        view.hindrance = toQString(words.what + " " + words.next);
        return view;
    }
    view.state = CompletenessView::State::Missing;
    view.missing << (m_reading.check->badRow
                         ? tr("Entry %1 of %2 was changed or is missing.")
                               .arg(*m_reading.check->badRow)
                               .arg(m_reading.check->count)
                         : tr("The entries do not meet the number and the seal that the "
                              "consortium has proven."));
    return view;
}

void HomeReader::addGrants(HomeView& view) {
    GrantReader grants(m_reading);
    std::set<PartyId> parties;
    for (const OpenedGrant& one : grants.all()) {
        GrantView grant = grants.view(one);
        if (grant.state == GrantState::Ended && view.lastVisit.isValid() &&
            toDateTime(one.stored.end) > view.lastVisit) {
            m_ended << grant;
        }
        if (!grant.isOpen() || grant.isShutOut) {
            continue;
        }
        if (grant.state == GrantState::Active && one.stored.begin <= m_reading.chainTime) {
            parties.insert(one.stored.counterpart);
        }
        view.grants << grant;
    }
    std::stable_sort(view.grants.begin(), view.grants.end(),
                     [](const GrantView& a, const GrantView& b) { return a.ends < b.ends; });
    view.partiesNow = static_cast<int>(parties.size());
}

/// What was objected to has had its answer from the person: the hospital's turn is next.
void HomeReader::addAccessTasks(HomeView& view) {
    LogReader log(m_reading);
    for (const wallet::LogEntry& entry : log.toLookAt(m_reading.chainTime - accessesToLookAt)) {
        if (log.isObjectedTo(entry.seq)) {
            continue;
        }
        const AccessRowView row = log.row(entry);
        const auto kind =
            row.mark == AccessMark::NoRule ? TaskView::Kind::NoRule : TaskView::Kind::Emergency;
        view.tasks << TaskView{
            row.id, kind, row.who, {}, {row.who, row.where, Format::moment(row.at, view.today)}};
    }
}

void HomeReader::addAnswers(HomeView& view) {
    for (const LogReader::Answer& answer :
         LogReader(m_reading).unreadAnswers(m_reading.chainTime - answersToRead)) {
        view.tasks << TaskView{QString::number(answer.row.value),
                               TaskView::Kind::Answer,
                               answer.writer,
                               {},
                               {Format::moment(answer.at, view.today)}};
    }
}

void HomeReader::addClock(HomeView& view) {
    if (const QString difference = clockDifference(); !difference.isEmpty()) {
        view.tasks << TaskView{QStringLiteral("clock"),
                               TaskView::Kind::ClockDiffers,
                               {},
                               difference,
                               {tr("The network's time decides when a grant begins and ends.")}};
    }
}

void HomeReader::addExpiring(HomeView& view) {
    for (const GrantView& grant : std::as_const(view.grants)) {
        if (!grant.endsSoon) {
            continue;
        }
        const auto id = idFromText<GrantId>(grant.id);
        const auto isLetEnd = wallet::isFindingDismissed(m_reading.vault.settings(), *id,
                                                         consent::Finding::Kind::EndsSoon);
        if (isLetEnd && !*isLetEnd) {
            view.tasks << TaskView{grant.id,
                                   TaskView::Kind::Expiring,
                                   grant.title,
                                   {},
                                   {grant.subtitle, tr("until %1").arg(Format::dayLong(grant.ends)),
                                    Format::daysLeft(grant.ends, view.today)}};
        }
    }
}

/// What a new vault lacks.
void HomeReader::addSetUp(HomeView& view) {
    const auto add = [&view](const QString& id, TaskView::Kind kind, const QString& why) {
        view.tasks << TaskView{id, kind, {}, {}, {why}};
    };
    if (!m_reading.hasConsortium()) {
        add(QStringLiteral("consortium"), TaskView::Kind::NoConsortium,
            tr("Their profile is a file or a printed code from a hospital's desk."));
    }
    if (const auto confirmed = vault::Vault::wordsConfirmed(m_reading.vault.settings());
        confirmed && !*confirmed) {
        add(QStringLiteral("words"), TaskView::Kind::WordsUnchecked,
            tr("Without them nobody can open this vault if the passphrase is lost."));
    }
    if (const auto records = m_reading.vault.records().count({}, 1); records && *records == 0) {
        add(QStringLiteral("records"), TaskView::Kind::NoRecords,
            tr("Import a file that a hospital or laboratory gave you."));
    }
}

QString HomeReader::sentenceOf(const LogReader::Visit& visit, const QDate& today) {
    const QString when = Format::moment(visit.at, today);
    const QString what = Format::listed(visit.data, kindsInSentence);
    switch (visit.mark) {
    case AccessMark::NoRule:
        //: %1 somebody, %2 what, %3 "yesterday 14:02"
        return what.isEmpty() ? tr("%1 looked at something, %2. No rule of yours allows it.")
                                    .arg(visit.who, when)
                              : tr("%1 looked at %2, %3. No rule of yours allows it.")
                                    .arg(visit.who, what, when);
    case AccessMark::Emergency:
    case AccessMark::BroaderThanUsed:
        //: %1 somebody, %2 what, %3 "yesterday 14:02"
        return what.isEmpty()
                   ? tr("%1 called an emergency, %2.").arg(visit.who, when)
                   : tr("%1 looked at %2 in an emergency, %3.").arg(visit.who, what, when);
    case AccessMark::Refused:
        return tr("%1 tried to look and was refused, %2.").arg(visit.who, when);
    case AccessMark::ByRule:
    case AccessMark::Request:
        break;
    }
    //: %1 somebody, %2 what, %3 "yesterday 14:02"
    return what.isEmpty()
               ? tr("%1 looked and found no records, %2, by your grant.").arg(visit.who, when)
               : tr("%1 looked at %2, %3, by your grant.").arg(visit.who, what, when);
}

QString HomeReader::othersSentence(const AccessCounts& others) {
    if (others.byRule == others.all) {
        return tr("And %n more accesses, all by your rules.", nullptr, others.all);
    }
    QStringList kinds;
    const auto add = [&kinds](int count, const QString& words) {
        if (count > 0) {
            kinds << words;
        }
    };
    add(others.noRule, tr("%n without a rule", nullptr, others.noRule));
    add(others.emergency, tr("%n in an emergency", nullptr, others.emergency));
    add(others.refused, tr("%n refused", nullptr, others.refused));
    add(others.byRule, tr("%n by your rules", nullptr, others.byRule));
    return tr("And %n more accesses: %1.", nullptr, others.all).arg(Format::listed(kinds));
}

QList<HappeningView> HomeReader::newRecords(const QDateTime& since) const {
    constexpr std::size_t importsLookedAt = 200;
    int added = 0;
    if (const auto imports = m_reading.vault.records().imports(importsLookedAt)) {
        for (const StoredImport& one : *imports) {
            if (toDateTime(one.source.startedAt) > since) {
                added += static_cast<int>(one.counts.added);
            }
        }
    }
    if (added == 0) {
        return {};
    }
    return {{HappeningView::Kind::NewRecords,
             {},
             {},
             tr("%n new records came into this vault.", nullptr, added)}};
}

/// First what others did; what ended or came by itself is known anyway.
void HomeReader::addHappenings(HomeView& view) {
    if (!view.lastVisit.isValid()) {
        return;
    }
    QList<HappeningView> known;
    if (!m_ended.isEmpty()) {
        const GrantView& newest = *std::max_element(
            m_ended.begin(), m_ended.end(),
            [](const GrantView& a, const GrantView& b) { return a.ends < b.ends; });
        known << HappeningView{
            HappeningView::Kind::GrantEnded,
            newest.id,
            {},
            m_ended.size() == 1
                ? tr("The grant for %1 has ended.").arg(newest.title)
                : tr("%n grants have ended.", nullptr, static_cast<int>(m_ended.size()))};
    }
    known << newRecords(view.lastVisit);
    LogReader log(m_reading);
    const LogReader::Visits visits =
        log.visitsSince(instantFromMillis(view.lastVisit.toMSecsSinceEpoch() + 1),
                        static_cast<std::size_t>(HomeView::happeningsMax - known.size()));
    for (const LogReader::Visit& visit : visits.told) {
        view.happened << HappeningView{HappeningView::Kind::Visit,
                                       QString::number(visit.newest.value), visit.mark,
                                       sentenceOf(visit, view.today)};
    }
    if (visits.others.all > 0) {
        view.happened << HappeningView{
            HappeningView::Kind::OtherVisits, {}, {}, othersSentence(visits.others)};
    }
    view.happened << known;
}

HomeView HomeReader::view(const QDateTime& lastVisit) {
    HomeView view;
    // Block time decides what has begun and ended, and where today is on the time bars.
    view.today = toDate(m_reading.chainTime);
    view.completeness = completeness();
    view.lastVisit = lastVisit;
    addGrants(view);
    view.isDamaged = m_reading.vault.hasMetDamage();
    view.registration = RegistrationReader(m_reading).view();
    addAccessTasks(view);
    addAnswers(view);
    addClock(view);
    addExpiring(view);
    addSetUp(view);
    addHappenings(view);
    std::stable_sort(view.tasks.begin(), view.tasks.end(),
                     [](const auto& a, const auto& b) { return a.kind < b.kind; });
    return view;
}

} // namespace consentry::ui
