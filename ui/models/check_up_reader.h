#pragma once

#include "core/wallet/check_up.h"
#include "ui/models/check_up_view.h"
#include "ui/models/grant_reader.h"

#include <QCoreApplication>

namespace consentry::ui {

/// The check-up of standing grants as pages show it. For one job; every call blocks.
class CheckUpReader {
    Q_DECLARE_TR_FUNCTIONS(CheckUpReader)
public:
    explicit CheckUpReader(const VaultReading& reading) : m_reading(reading) {}

    /// Nothing where something could not be read: it is advice, no alarm.
    QList<CheckUpRowView> rows();
    /// The narrower grant that a row proposes, worked out anew: the log may have grown since.
    std::optional<consent::Grant> proposal(const GrantId& grant, consent::Finding::Kind kind);

private:
    const VaultReading& m_reading;
};

} // namespace consentry::ui
