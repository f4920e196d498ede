#pragma once

#include "core/wallet/dispute_access.h"
#include "core/wallet/log_entries.h"
#include "ui/bridge/open_wallet.h"
#include "ui/models/dispute_view.h"
#include "ui/models/log_outline.h"

#include <QCoreApplication>

#include <functional>
#include <map>
#include <memory>
#include <set>

namespace consentry::ui {

/// How often a grant was used.
struct GrantUse {
    int times = 0;
    Instant last;
};

/// The patient's log as the page "Who looked" tells it. For one job; every call blocks.
class LogReader {
    Q_DECLARE_TR_FUNCTIONS(LogReader)
public:
    explicit LogReader(const VaultReading& reading)
        : m_reading(reading), m_entries(reading.vault.logs(), reading.chainId) {}

    /// Accesses and emergencies, newest first, while `take` says true.
    void eachRow(const std::function<bool(const AccessRowView&)>& take);
    /// What no rule explains and emergencies, after `since`, newest first; some thousands at most.
    std::vector<wallet::LogEntry> toLookAt(Instant since);
    AccessRowView row(const wallet::LogEntry& entry);
    /// An answer to an objection that the person has not seen here.
    struct Answer {
        LogSequence row; ///< that was objected to
        QString writer;  ///< who answered
        QDateTime at;
    };
    /// At or after `since`, newest first.
    std::vector<Answer> unreadAnswers(Instant since);
    /// Whether the person objected to it: until the answer there is nothing to do.
    bool isObjectedTo(LogSequence seq);
    /// What one person did at one hospital, for one sentence.
    struct Visit {
        LogSequence newest;
        AccessMark mark = AccessMark::ByRule;
        QString who;      ///< "Dr Li Na, Union Hospital"
        QStringList data; ///< "Glucose ×6", what most of it was first
        QDateTime at;     ///< of its newest access
    };
    struct Visits {
        std::vector<Visit> told; ///< without a rule, emergencies, refused, by rule; newest first
        AccessCounts others;     ///< accesses of those beyond
    };
    /// What others than the patient did at or after `since`; at most `toldMax` are told of.
    Visits visitsSince(Instant since, std::size_t toldMax);
    /// One row for each, also where an entry cannot be read.
    std::vector<AccessRowView> rows(const std::vector<LogSequence>& sequences);
    /// One row for several accesses of one visit, newest first.
    AccessRowView visit(const LogIndex& index, std::span<const LogSequence> accesses);
    /// By the oldest access: it stays where newer ones come.
    static QString visitId(LogSequence oldest);
    std::shared_ptr<const LogOutline> outline();
    /// The whole days among the newest rows: what the top of a long list shows, in a fiftieth of
    /// the time that outline() takes for a million rows. None where outline() takes no longer, or
    /// where the newest day alone has more rows.
    std::shared_ptr<const LogOutline> newestDays();
    static constexpr std::uint64_t newestRows = 16'000;
    /// What fits the filter.
    LogPlaces places(const LogOutline& outline, const AccessFilter& filter);
    /// Without reading the whole log where its newest days, or the words that it knows, tell.
    bool anyFits(const AccessFilter& filter);
    std::optional<AccessDetailView> detail(const QString& id);
    /// What the page shows that asks for an objection to this access.
    std::optional<DisputeView> disputeView(const QString& id);
    /// What came behind the first `known` rows of the whole log.
    struct NewAccesses {
        std::uint64_t rows = 0;              ///< of the whole log, now
        std::vector<AccessRowView> accesses; ///< newest first, at most newAccessesMax
    };
    static constexpr std::size_t newAccessesMax = 20;
    /// Nothing where the log can not be read now: what is new then is new later.
    std::optional<NewAccesses> accessesAfter(std::uint64_t known);
    /// The grant that an access used, if this wallet knows it.
    std::optional<GrantId> grantOf(const QString& id);
    std::map<GrantId, GrantUse> usage();
    /// Who was let in by the newest `rowsMax` accesses; never the patient.
    std::set<PartyId> readers(std::size_t rowsMax);
    /// The names of those whom a grant let in, most recent first.
    QStringList readersBy(const GrantId& grant);

private:
    LogOutline outlineFrom(const std::optional<Instant>& from);
    bool isOwn(const LogOutline& outline, const LogOutline::Access& access);
    Visit tell(const LogOutline& outline, std::span<const LogOutline::Access> accesses);
    QString readerOf(const wallet::LogEntry& entry) const;
    std::optional<wallet::LogEntry> find(const QString& id);
    std::optional<GrantId> grantOf(const wallet::LogEntry& entry) const;
    static QStringList dataOf(const LogIndex& index, std::span<const LogSequence> accesses);
    QStringList factsOf(const wallet::LogEntry& entry);
    /// All of the log. Read once, at the first question.
    const std::map<LogSequence, wallet::Dispute>& disputes();
    /// Of one row; none where there is none.
    const wallet::Dispute* disputeOf(LogSequence seq);
    void tellDispute(const wallet::LogEntry& entry, AccessDetailView& view);
    static QString disputeWord(wallet::Dispute::State state);
    bool isDemonstration() const;

    const VaultReading& m_reading;
    wallet::LogEntries m_entries;
    std::optional<std::map<LogSequence, wallet::Dispute>> m_disputes;
};

} // namespace consentry::ui
