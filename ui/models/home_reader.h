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
    /// In words, where it is a matter: "365 days".
    QString clockDifference() const;

private:
    bool isBacked() const;
    /// Who can see something now or soon, and how many have ended since the last visit.
    void addGrants(HomeView& view);
    void addAccessTasks(HomeView& view);
    void addAnswers(HomeView& view);
    void addClock(HomeView& view);
    void addExpiring(HomeView& view);
    void addSetUp(HomeView& view);

    const VaultReading& m_reading;
};

} // namespace consentry::ui
