#pragma once

#include "core/consent/wording.h"
#include "core/simulation/demo_session.h"
#include "core/wallet/log_details.h"
#include "core/wallet/party_names.h"
#include "core/wallet/sync_log.h"
#include "ui/models/access_log.h"
#include "ui/models/grant_draft_view.h"
#include "ui/models/grant_view.h"
#include "ui/models/home_view.h"
#include "ui/models/network_view.h"
#include "ui/models/person_view.h"
#include "ui/models/signing_view.h"

#include <QCoreApplication>

#include <map>
#include <memory>

namespace consentry::ui {

/// Turns the open session into what pages show. Belongs to the session's executor: every call
/// blocks, none may come from the GUI thread. Texts are in the given language.
class WalletReader {
    Q_DECLARE_TR_FUNCTIONS(WalletReader)
public:
    WalletReader(std::shared_ptr<simulation::DemoSession> session, consent::Language language);

    void setLanguage(consent::Language language) { m_language = language; }
    /// Checks the log up to the newest proven state and opens new details.
    void follow();
    PersonView person();
    HomeView home(const QDateTime& lastVisit);
    QList<GrantView> grants();
    NetworkView network();
    CompletenessView completeness() const;

    /// Accesses and emergencies, newest first.
    std::vector<AccessRowView> accesses();
    std::optional<AccessDetailView> accessDetail(const QString& id);
    /// The grant that an access used, if this wallet knows it.
    std::optional<GrantId> grantOfAccess(const QString& id);

    /// The draft as a page shows it: choices, sentence, preview, differences.
    GrantDraftView draftView(const GrantDraft& draft, const std::optional<GrantId>& replaces);
    GrantDraft emptyDraft();
    GrantDraft draftOf(const GrantId& grant);
    /// InvalidArgument while something is missing.
    Result<consent::Grant> grantOf(const GrantDraft& draft);
    SigningView signingView(const consent::Grant& grant, const std::optional<GrantId>& replaces);
    RevokeView revokeView(const GrantId& grant);

    simulation::DemoSession& session() { return *m_session; }
    const Identity& patient() const { return m_patient; }
    bool hasPatient() const { return m_hasPatient; }

private:
    struct Usage {
        int times = 0;
        Instant last;
    };
    struct Opened {
        StoredGrant stored;
        consent::Grant grant;
    };
    std::vector<Opened> openedGrants();
    std::optional<Opened> opened(const GrantId& id);
    GrantView grantView(const Opened& opened);
    GrantSentenceView sentence(const consent::Grant& grant);
    QString willNotSee(const consent::Grant& grant);
    QString partyText(const consent::Grantee& grantee);
    QString listTitle(const consent::Grantee& grantee);
    consent::Reader reader() const;
    AccessRowView accessRow(const wallet::LogEntry& entry);
    QStringList factsOf(const wallet::LogEntry& entry);
    const std::vector<wallet::LogEntry>& entries();
    const std::map<GrantId, Usage>& usage();

    std::shared_ptr<simulation::DemoSession> m_session;
    consent::Language m_language;
    Identity m_patient;
    bool m_hasPatient = false;
    wallet::PartyNames m_names;
    wallet::LogCheck m_check;
    bool m_checked = false;
    std::optional<std::vector<wallet::LogEntry>> m_entries;
    std::optional<std::map<GrantId, Usage>> m_usage;
};

} // namespace consentry::ui
