#pragma once

#include "ui/bridge/vault_reading.h"
#include "ui/models/conflict_view.h"

#include <QCoreApplication>

namespace consentry::ui {

/// The conflict that stopped this vault, as the vault has kept it. For one job.
class ConflictReader {
    Q_DECLARE_TR_FUNCTIONS(ConflictReader)
public:
    explicit ConflictReader(const VaultReading& reading) : m_reading(reading) {}
    /// Nothing where no conflict is open.
    std::optional<ConflictView> view() const;
    /// What a person is told of it on `today`.
    static QStringList sentences(const ConflictView& view, const QDate& today);

private:
    const VaultReading& m_reading;
};

} // namespace consentry::ui
