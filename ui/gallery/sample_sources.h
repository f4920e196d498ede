#pragma once

#include "ui/models/access_log.h"
#include "ui/models/health_records.h"

#include <vector>

namespace consentry::ui::sample {

/// An access log in memory: eight visits as the gallery shows them, or as many as asked for, made
/// up by number so that a million cost nothing.
class MemoryAccessLog : public AccessLogSource {
    Q_OBJECT
public:
    /// With `rows` = 0 the eight visits.
    explicit MemoryAccessLog(int rows = 0, QObject* parent = nullptr);
    int rowCount() const override;
    std::optional<AccessRowView> row(int index) override;
    QString idAt(int index) const override;
    bool isFold(int index) const override;
    void setOpen(int index, bool isOpen) override;
    void requestChoices(AccessChoiceKind kind) override;
    AccessCounts counts() const override;
    AccessCalendar calendar() const override;
    CompletenessView completeness() const override;
    void setFilter(const AccessFilter& filter) override;
    void requestDetail(const QString& id) override;

    /// How many rows have been asked for since the start.
    qint64 asked() const { return m_asked; }
    AccessFilter lastFilter() const { return m_filter; }
    void setCompleteness(const CompletenessView& view);

private:
    std::vector<AccessRowView> visits() const;
    void regroup();
    void unfold();

    int m_generated;
    bool m_isOpen = false; ///< the visit that folds three accesses
    qint64 m_asked = 0;
    AccessFilter m_filter;
    CompletenessView m_completeness;
    std::vector<AccessRowView> m_rows;
};

class MemoryHealth : public HealthSource {
    Q_OBJECT
public:
    explicit MemoryHealth(QObject* parent = nullptr);
    int rowCount() const override;
    std::optional<HealthRowView> row(int index) override;
    QList<HealthFacetCount> counts() const override;
    std::optional<HealthCheckView> checks() const override;
    void setFilter(HealthFacet facet, const QString& text) override;
    void requestDetail(const QString& id) override;
    void requestTrends(const QString& id) override;
    void requestAttachments(const QString& id) override;
    void requestDocumentPage(const QString& id, int attachment, int page) override;
    QDateTime latestTime() const override;

private:
    std::vector<HealthRowView> all() const;
    HealthFacet m_facet = HealthFacet::All;
    std::vector<HealthRowView> m_rows;
};

} // namespace consentry::ui::sample
