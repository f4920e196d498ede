#pragma once

#include "ui/bridge/wallet_worker.h"
#include "ui/models/completeness_view.h"
#include "ui/models/document_reader.h"
#include "ui/models/health_records.h"
#include "ui/models/log_outline.h"

#include <QCache>
#include <QSet>

#include <deque>
#include <memory>
#include <vector>

namespace consentry::ui {

/// The access log of the open vault. Knows the place of every row and reads only those that are
/// asked for, newest question first.
class WalletAccessLog : public AccessLogSource {
    Q_OBJECT
public:
    explicit WalletAccessLog(WalletWorker& worker, QObject* parent = nullptr);

    int rowCount() const override { return m_places.rowCount(); }
    std::optional<AccessRowView> row(int index) override;
    bool isWhole() const override { return m_isWhole; }
    AccessCounts counts() const override { return m_places.counts; }
    AccessCalendar calendar() const override { return m_places.calendar; }
    CompletenessView completeness() const override { return m_completeness; }
    QString idAt(int index) const override;
    int indexOf(const QString& id) const override;
    bool isFold(int index) const override;
    void setOpen(int index, bool isOpen) override;
    void requestChoices(AccessChoiceKind kind) override;
    void setFilter(const AccessFilter& filter) override;
    void requestDetail(const QString& id) override;

    const AccessFilter& filter() const { return m_filter; }
    void setCompleteness(const CompletenessView& completeness);
    /// The log changed, or the language in which rows are told.
    void reload();
    /// The vault is being locked: forgets rows and filter.
    void clear();

private:
    enum class Cause { Filter, Log };
    using Outline = std::shared_ptr<const LogOutline>;
    struct Arranged {
        Outline outline;
        LogPlaces places;
    };
    /// The newest one alone, or all of a visit in one row.
    using Accesses = std::vector<LogSequence>;
    struct Told {
        AccessRowView row;
        int edition = 0;
    };
    static std::vector<AccessRowView> tell(const VaultReading& vault, const LogIndex& index,
                                           const std::vector<Accesses>& rows);
    void read();
    void readWhole();
    void arrange();
    void take(Arranged arranged, Cause cause);
    void reopenVisits(LogPlaces& places) const;
    AccessRowView heading(int day) const;
    /// What the row there tells; empty for a heading.
    std::span<const LogSequence> accessesAt(const LogPlaces::Place& place) const;
    void want(int page);
    void loadNext();
    void keep(std::vector<AccessRowView> rows, int edition);
    static QString idOf(std::span<const LogSequence> accesses);

    static constexpr int toldMax = 2'000;

    WalletWorker& m_worker;
    AccessFilter m_filter;
    CompletenessView m_completeness;
    Outline m_outline;
    bool m_isWhole = true; ///< what is shown, not its newest days alone
    bool m_isReading = false;
    bool m_readsAgain = false; ///< the log changed while it was read
    LogPlaces m_places;
    QSet<quint64> m_openVisits; ///< by their oldest access
    /// Counts questions: an answer to an earlier one is dropped.
    int m_question = 0;
    /// Counts changes of log and list: rows of an earlier one are shown until they are read again.
    int m_edition = 0;
    QCache<QString, Told> m_told{toldMax}; ///< by id
    std::deque<int> m_wanted;              ///< pages, newest question first
    bool m_isLoading = false;
    std::optional<int> m_loadingPage; ///< none: of a list that is no longer shown
    /// Counts vaults: what one answers is not shown in the next.
    int m_visit = 0;
};

/// The records of the open vault, read page by page as rows are asked for. Search is the vault's
/// full-text index.
class WalletHealth : public HealthSource {
    Q_OBJECT
public:
    WalletHealth(WalletWorker& worker, const wallet::ReadDocument& document,
                 QObject* parent = nullptr);

    int rowCount() const override { return m_total; }
    std::optional<HealthRowView> row(int index) override;
    QList<HealthFacetCount> counts() const override { return m_counts; }
    std::optional<HealthCheckView> checks() const override { return m_checks; }
    void setFilter(HealthFacet facet, const QString& text) override;
    void requestDetail(const QString& id) override;
    void requestTrends(const QString& id) override;
    void requestAttachments(const QString& id) override;
    void requestDocumentPage(const QString& id, int attachment, int page) override;
    void stopDocuments() override;
    QDateTime latestTime() const override;
    void reload();

private:
    struct Loaded {
        qint64 chainAhead = 0;
        int total = 0;
        std::vector<HealthRowView> rows;
        std::optional<RecordCursor> next;
        QList<HealthFacetCount> counts;
    };
    static Loaded load(const VaultReading& reading, const RecordFilter& filter,
                       const std::optional<RecordCursor>& after, bool withCounts,
                       const QString& text);
    static RecordFilter filterOf(HealthFacet facet, const QString& text);
    void loadMore();
    void loadRows();
    void loadChecks();
    void take(Loaded loaded, int generation);

    WalletWorker& m_worker;
    HealthFacet m_facet = HealthFacet::All;
    QString m_text;
    int m_generation = 0;
    int m_total = 0;
    bool m_loading = false;
    std::vector<HealthRowView> m_rows;
    std::optional<RecordCursor> m_next;
    QList<HealthFacetCount> m_counts;
    std::optional<HealthCheckView> m_checks;
    DocumentReader m_documents;
    qint64 m_chainAhead = 0; ///< milliseconds, at the last reading; 0 where blocks are behind
};

} // namespace consentry::ui
