#pragma once

#include "ui/bridge/open_wallet.h"
#include "ui/models/home_view.h"
#include "ui/models/person_view.h"

#include <QCoreApplication>

namespace consentry::ui {

/// What Home says of the open vault. For one job; every call blocks.
class HomeReader {
    Q_DECLARE_TR_FUNCTIONS(HomeReader)
public:
    explicit HomeReader(const VaultReading& reading) : m_reading(reading) {}

    HomeView view(const QDateTime& lastVisit);
    PersonView person() const;
    CompletenessView completeness() const;

private:
    bool isBacked() const;

    const VaultReading& m_reading;
};

} // namespace consentry::ui
