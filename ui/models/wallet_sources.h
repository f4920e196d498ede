#pragma once

#include "ui/bridge/wallet_worker.h"
#include "ui/models/access_log.h"
#include "ui/models/completeness_view.h"
#include "ui/models/health_records.h"

#include <memory>
#include <vector>

namespace consentry::ui {

/// The access log of the open vault. Rows are prepared by a job; filtering and grouping by day
/// happen on what was prepared.
class WalletAccessLog : public AccessLogSource {
    Q_OBJECT
public:
    explicit WalletAccessLog(WalletWorker& worker, QObject* parent = nullptr);

    int rowCount() const override { return static_cast<int>(m_shown.size()); }
    std::optional<AccessRowView> row(int index) override;
    AccessCounts counts() const override { return m_counts; }
    CompletenessView completeness() const override { return m_completeness; }
    void setFilter(const AccessFilter& filter) override;
    void requestDetail(const QString& id) override;

    void setRows(std::vector<AccessRowView> rows, const CompletenessView& completeness);
    void setCompleteness(const CompletenessView& completeness);

private:
    void regroup();

    WalletWorker& m_worker;
    std::vector<AccessRowView> m_rows;
    std::vector<AccessRowView> m_shown; ///< with headings
    AccessCounts m_counts;
    CompletenessView m_completeness;
    AccessFilter m_filter;
};

/// The records of the open vault, read page by page as rows are asked for. Search is the vault's
/// full-text index.
class WalletHealth : public HealthSource {
    Q_OBJECT
public:
    explicit WalletHealth(WalletWorker& worker, QObject* parent = nullptr);

    int rowCount() const override { return m_total; }
    std::optional<HealthRowView> row(int index) override;
    QList<HealthFacetCount> counts() const override { return m_counts; }
    void setFilter(HealthFacet facet, const QString& text) override;
    void requestDetail(const QString& id) override;
    void reload();

private:
    struct Loaded {
        int total = 0;
        std::vector<HealthRowView> rows;
        std::optional<RecordCursor> next;
        QList<HealthFacetCount> counts;
    };
    static Loaded load(RecordStore& records, const RecordFilter& filter,
                       const std::optional<RecordCursor>& after, bool withCounts,
                       const QString& text);
    RecordFilter filter() const;
    void loadMore();
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
};

} // namespace consentry::ui
