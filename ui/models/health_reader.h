#pragma once

#include "core/clinical/trend.h"
#include "core/consent/record_details.h"
#include "ui/bridge/vault_reading.h"
#include "ui/models/health_records.h"

#include <QCoreApplication>

#include <vector>

namespace consentry {
struct AnchorCheck;
}

namespace consentry::ui {

/// One record of the open vault as its page shows it. On a reading thread.
class HealthReader {
    Q_DECLARE_TR_FUNCTIONS(HealthReader)
public:
    /// Of one code, newest first; more are left out, and said.
    static constexpr std::size_t trendValuesMax = 500;
    /// Components of one record that are looked at.
    static constexpr std::size_t trendsMax = 8;

    explicit HealthReader(const VaultReading& vault) : m_vault(vault) {}

    /// None where the record is gone.
    std::optional<HealthDetailView> detail(const QString& id);
    /// One for each number in it that has a code; empty where nothing can be drawn.
    QList<HealthTrendView> trends(const QString& id);

private:
    QList<HealthSectionView> sections(const consent::RecordDetails& details,
                                      const RecordSummary& record);
    std::vector<RecordSummary> linked(const consent::RecordDetails& details,
                                      const RecordSummary& record);
    QList<FactView> technical(const RecordSummary& record);
    void addCheck(HealthDetailView& detail, const RecordSummary& record, const AnchorCheck* check,
                  const Result<Bytes>& original);
    void addOwn(HealthDetailView& detail, const RecordSummary& record,
                clinical::JsonValue original);
    FactView earlierVersion(const OwnVersion& version);
    std::optional<HealthTrendView> trend(const clinical::Measurement& measured);
    bool collect(const std::vector<clinical::Code>& codes,
                 std::vector<clinical::TrendSource>& found);
    void addRemarks(HealthTrendView& view, const clinical::Trend& trend, bool isWhole);
    static QString originalText(std::string_view json);
    static QString sourceName(const clinical::TrendValue& value);
    static QString pointNote(const clinical::TrendValue& value);

    const VaultReading& m_vault;
};

} // namespace consentry::ui
