#pragma once

#include "core/wallet/standing_grants.h"
#include "ui/bridge/open_wallet.h"
#include "ui/models/grant_view.h"
#include "ui/models/log_reader.h"
#include "ui/models/signing_view.h"

#include <QCoreApplication>

namespace consentry::ui {

/// A stored grant with its content, whether it stands or not.
using OpenedGrant = wallet::StandingGrant;

/// The vault's grants as pages show them. For one job; every call blocks.
class GrantReader {
    Q_DECLARE_TR_FUNCTIONS(GrantReader)
public:
    explicit GrantReader(const VaultReading& reading) : m_reading(reading) {}

    /// What holds or will hold first, ending soonest; then what is over, newest first.
    QList<GrantView> views();
    RevokeView revokeView(const GrantId& grant);

    /// Given by this patient, as stored.
    std::vector<OpenedGrant> all();
    std::optional<OpenedGrant> find(const GrantId& id);
    GrantView view(const OpenedGrant& opened);
    GrantSentenceView sentence(const consent::Grant& grant);
    QString willNotSee(const consent::Grant& grant);
    QString partyText(const consent::Grantee& grantee);
    /// Who, short enough for a list.
    QString listTitle(const consent::Grantee& grantee);
    /// Whole sentences behind each other; in Chinese without spaces.
    QString joined(const QStringList& sentences) const;

private:
    void addToldAndKept(RevokeView& view, const consent::Grant& grant);
    QString visitorName(const consent::Grantee& grantee);
    std::map<GrantId, GrantUse>& usage();

    const VaultReading& m_reading;
    std::optional<std::map<GrantId, GrantUse>> m_usage;
};

} // namespace consentry::ui
