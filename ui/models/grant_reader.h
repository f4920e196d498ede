#pragma once

#include "core/consent/policy.h"
#include "core/wallet/standing_grants.h"
#include "ui/bridge/open_wallet.h"
#include "ui/models/grant_view.h"
#include "ui/models/log_reader.h"
#include "ui/models/signing_view.h"

#include <QCoreApplication>

#include <set>

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
    /// What would be taken back, by name; what is on its way already is not among it.
    RevokeManyView revokeManyView(const RevokeChoice& choice);
    /// The same grants in the words of this reading's language; how far they are is not said.
    RevokeManyView inThisLanguage(const RevokeManyView& shown);
    /// How many of the vault's records a grant opens now; none where it cannot be said.
    std::optional<int> opensRecords(const GrantId& grant);

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
    void addRows(RevokeManyView& view, const std::vector<OpenedGrant>& grants);
    void addToldAndKept(RevokeView& view, const consent::Grant& grant);
    QString visitorName(const consent::Grantee& grantee);
    QStringList hospitalNames() const;
    QString kindOf(const consent::Scope& scope) const;
    void addState(GrantView& view, const StoredGrant& stored);
    void addWay(GrantView& view, const StoredGrant& stored);
    bool isShutOut(const consent::Grant& grant);
    bool endsSoon(const StoredGrant& stored);
    std::map<GrantId, GrantUse>& usage();
    /// What lists ask of every grant, asked once for all.
    struct Ways {
        std::map<GrantId, std::vector<GrantStore::Stage>> stages;
        std::set<GrantId> beingRevoked;
        std::set<GrantId> beingReplaced;
    };
    const Ways& ways();

    const VaultReading& m_reading;
    std::optional<std::map<GrantId, GrantUse>> m_usage;
    std::optional<Ways> m_ways;
    std::optional<consent::PatientPolicy> m_rules;
};

} // namespace consentry::ui
