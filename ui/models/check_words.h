#pragma once

#include "core/wallet/check_anchors.h"
#include "ui/bridge/vault_reading.h"
#include "ui/models/health_records.h"

#include <QCoreApplication>

#include <map>
#include <optional>
#include <vector>

namespace consentry::ui {

/// What checks against the ledger say of records, by digest.
using ChecksByRecord = std::map<RecordDigest, AnchorCheck>;

/// Checks of copies in words. On a reading thread, but for obstacle().
class CheckWords {
    Q_DECLARE_TR_FUNCTIONS(CheckWords)
public:
    explicit CheckWords(const VaultReading& vault) : m_vault(vault) {}

    /// Of these records; empty where they cannot be read, and everything is unchecked then.
    ChecksByRecord checksOf(const std::vector<RecordSummary>& records) const;
    /// None where no record came from a hospital.
    std::optional<HealthCheckView> summary() const;
    /// `check` as stored. `isWhole`: whether the stored bytes have the record's digest.
    HealthCheckNote note(const RecordSummary& record, const AnchorCheck* check, bool isWhole) const;

    static HashState state(const RecordSummary& record, const AnchorCheck* check);
    /// Why a check came to no end and what to do; `hospital` may be empty.
    static QString obstacle(CheckObstacle obstacle, const QString& hospital);

private:
    QString hospital(const PartyId& party) const;
    HealthCheckNote outcome(const RecordSummary& record, const AnchorCheck* check) const;
    QString when(const AnchorCheck& check) const;
    static QString moment(Instant at);

    const VaultReading& m_vault;
};

} // namespace consentry::ui
