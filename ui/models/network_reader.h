#pragma once

#include "ui/bridge/vault_reading.h"
#include "ui/models/network_view.h"

#include <QCoreApplication>

namespace consentry::ui {

/// What the page "Network" says: what is known, without asking anybody. For one job.
class NetworkReader {
    Q_DECLARE_TR_FUNCTIONS(NetworkReader)
public:
    explicit NetworkReader(const VaultReading& reading) : m_reading(reading) {}
    NetworkView view() const;
    StatusView status() const;
    /// Whom the program believes, and why; whole sentences.
    QStringList trust() const;

private:
    void addSendings(NetworkView& view) const;
    void addDecisions(NetworkView& view, const LedgerNews& news) const;
    void addServers(NetworkView& view, const LedgerNews& news) const;
    static QString troubleWords(BackOff::Reason reason);
    QString grantWords(const std::vector<GrantId>& grants) const;
    QString trustExact() const;

    const VaultReading& m_reading;
};

} // namespace consentry::ui
