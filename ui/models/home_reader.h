#pragma once

#include "ui/bridge/open_wallet.h"
#include "ui/models/home_view.h"
#include "ui/models/log_reader.h"
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
    /// Who can see something now or soon, and those that have ended since the last visit.
    void addGrants(HomeView& view);
    void addHappenings(HomeView& view);
    QList<HappeningView> newRecords(const QDateTime& since) const;
    static QString sentenceOf(const LogReader::Visit& visit, const QDate& today);
    static QString othersSentence(const AccessCounts& others);
    void addAccessTasks(HomeView& view);
    void addAnswers(HomeView& view);
    void addClock(HomeView& view);
    void addExpiring(HomeView& view);
    void addSetUp(HomeView& view);

    const VaultReading& m_reading;
    QList<GrantView> m_ended; ///< since the last visit
};

} // namespace consentry::ui
